package gen

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/names"
)

// roles name the classes and enumerations that have no name of their own, by
// what the source says of them and never by their layout: the same one has the
// same name on every target, and keeps it when it grows.
type roles struct {
	m       *abi.Model
	typedef map[abi.TypeID]string // names for linkage purposes ([dcl.typedef]/9)
	member  map[abi.TypeID]role
	memo    map[abi.TypeID]string
	idents  map[abi.TypeID]string // of named classes
}

// role is the first thing that has an unnamed type: a member of a record; a
// typedef of a pointer or a variable (of is 0).
type role struct {
	of   abi.TypeID
	name string
}

func newRoles(m *abi.Model) *roles {
	r := &roles{m: m, typedef: names.LinkageNames(m), member: map[abi.TypeID]role{}, memo: map[abi.TypeID]string{}, idents: map[abi.TypeID]string{}}
	for t := range m.Types {
		if t.Kind() == abi.KindTypedef && t.Elem().Kind() == abi.KindPointer {
			r.add(t.Elem(), role{0, t.Name() + "_target"})
		}
		unnamed := 0
		for _, f := range t.Fields() {
			name := f.Name
			if name == "" {
				unnamed++
				name = fmt.Sprintf("anon%d", unnamed)
			}
			r.add(f.Type, role{t.ID(), name})
		}
	}
	for v := range m.Vars {
		if v.Name() != "" {
			r.add(v.Type(), role{0, v.Name() + "_type"})
		}
	}
	return r
}

// add notes the first role of a type without a name.
func (r *roles) add(t abi.Type, as role) {
	for range maxNesting {
		if k := t.Kind(); k != abi.KindArray && k != abi.KindPointer && !k.IsQualifier() {
			break
		}
		t = t.Elem()
	}
	if !t.IsRecord() && t.Kind() != abi.KindEnum || t.Name() != "" {
		return
	}
	if _, ok := r.member[t.ID()]; !ok {
		r.member[t.ID()] = as
	}
}

// name is the name of a type within its scope.
func (r *roles) name(t abi.Type) string {
	if n := t.Name(); n != "" {
		return n
	}
	if n, ok := r.memo[t.ID()]; ok {
		return n
	}
	// While it is being worked out: a chain of members that leads back.
	r.memo[t.ID()] = "anon_" + shortHash(r.m.DumpType(t.ID()))
	n := r.work(t)
	r.memo[t.ID()] = n
	return n
}

func (r *roles) work(t abi.Type) string {
	if n := r.typedef[t.ID()]; n != "" {
		return n
	}
	as, ok := r.member[t.ID()]
	switch {
	case ok && (as.of == 0 || r.m.Scope(t.Scope()).Type == as.of):
		return as.name
	case ok: // C, where gcc describes inner types beside outer ones
		of := r.m.Type(as.of)
		_, prefix := r.modulesOf(of.Scope())
		return prefix + r.name(of) + "_" + as.name
	case t.Kind() == abi.KindEnum && len(t.Enumerators()) > 0:
		return "enum_" + t.Enumerators()[0].Name
	}
	return r.memo[t.ID()]
}

// cxx is the qualified C++ name of a type: of one without a name, by the
// typedef that names it for linkage.
func (r *roles) cxx(t abi.Type) string {
	if n := r.typedef[t.ID()]; n != "" && t.Name() == "" {
		return r.m.Qualify(t.Scope(), n)
	}
	return t.QualifiedName()
}
