package rules

import (
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// API is what other images can bind to, and every type it reaches.
type API struct {
	Funcs []abi.Function // with a defined, exported symbol; in id order
	Vars  []abi.Variable
	Types []abi.Type // named types reached from Funcs and Vars, in id order
	// System says that names of the implementation are part of it.
	System bool

	m       *abi.Model
	dynamic map[abi.StrID]bool // images that export something at run time
	hidden  bool               // hidden symbols count
	foreign int                // functions of other languages, which are left out
	reached []uint64
	parents map[abi.TypeID][]abi.TypeID // type → types that have an edge to it
	funcs   map[abi.TypeID][]abi.FuncID // type → functions that have an edge to it
	vars    map[abi.TypeID][]abi.VarID
}

// NewAPI computes the API of a model.
func NewAPI(m *abi.Model, system bool) *API {
	a := collect(m, system, false)
	for _, next := range [][2]bool{{system, true}, {true, false}, {true, true}} {
		if len(a.Funcs)+len(a.Vars) > 0 {
			break
		}
		a = collect(m, next[0], next[1])
	}
	a.reach()
	return a
}

func collect(m *abi.Model, system, hidden bool) *API {
	a := &API{m: m, System: system, hidden: hidden, dynamic: map[abi.StrID]bool{}}
	for _, s := range m.Symbols() {
		if s.Flags&abi.SymExported != 0 {
			a.dynamic[s.Image] = true
		}
	}
	names := map[symbolName]bool{}
	for f := range m.Funcs {
		if !a.named(f, names) || !system && IsSystem(f.QualifiedName()) {
			continue
		}
		if f.Has(abi.FuncForeign) {
			a.foreign++
			continue
		}
		a.Funcs = append(a.Funcs, f)
	}
	for v := range m.Vars {
		s := v.Symbol()
		if s.ID != 0 && a.bindable(s.Row) && (system || !IsSystem(v.QualifiedName())) {
			a.Vars = append(a.Vars, v)
		}
	}
	return a
}

// symbolName is what a link knows a function by.
type symbolName struct{ name, version abi.StrID }

// named reports whether a function has a symbol that others can bind to and no
// function before it has, and takes down its symbols: closures of inline
// functions are described once for each unit, and are one at link time.
func (a *API) named(f abi.Function, seen map[symbolName]bool) bool {
	fresh := false
	for _, s := range f.Symbols() {
		n := symbolName{s.Row.Name, s.Row.Version}
		if s.Variant != abi.VariantClone && s.Row.Flags&abi.SymUndefined == 0 && a.bindable(s.Row) && !seen[n] {
			seen[n], fresh = true, true
		}
	}
	return fresh
}

// bindable reports whether other images, or other objects of the same link, can
// bind to a symbol. Shared libraries and executables say so themselves;
// relocatable objects and archive members export nothing at run time, so there
// every global symbol of default or protected visibility counts. Where there is
// none (-fvisibility=hidden) the objects are for a static link, and hidden ones
// count.
func (a *API) bindable(s abi.SymbolRow) bool {
	return s.Linkable(a.dynamic[s.Image]) && (a.hidden || s.Visibility != abi.VisHidden)
}

// Exported reports whether a function has a symbol of its own that other
// images can bind to. Clones made by the optimiser do not count.
func (a *API) Exported(f abi.Function) bool {
	_, exported, _ := a.symbols(f)
	return exported
}

// symbols says whether a function has a symbol in the objects, whether others
// can bind to it, and whether some object takes it from elsewhere.
func (a *API) symbols(f abi.Function) (defined, exported, imported bool) {
	for _, s := range f.Symbols() {
		switch {
		case s.Row.Flags&abi.SymUndefined != 0:
			imported = true
		case s.Variant != abi.VariantClone:
			defined = true
			exported = exported || a.bindable(s.Row)
		}
	}
	return
}

// IsSystem reports whether a qualified name belongs to the C++ or C
// implementation: namespace std or a reserved identifier ([lex.name] 3).
func IsSystem(name string) bool {
	for _, p := range []string{"std::", "__gnu_cxx::", "__cxxabiv1::", "__gnu_debug::", "core::", "alloc::", "operator new", "operator delete"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	last := name
	if i := strings.Index(name, "::"); i >= 0 {
		last = name[:i]
	}
	return len(last) > 1 && last[0] == '_' && (last[1] == '_' || (last[1] >= 'A' && last[1] <= 'Z'))
}

// Own reports whether t's name is one the API's authors chose.
func (a *API) Own(t abi.Type) bool { return a.System || !IsSystem(t.QualifiedName()) }

// Has reports whether the API reaches t.
func (a *API) Has(t abi.TypeID) bool {
	return int(t/64) < len(a.reached) && a.reached[t/64]&(1<<(t%64)) != 0
}

// Records yields the complete records of the API that its authors named.
func (a *API) Records(yield func(abi.Type) bool) {
	for _, t := range a.Types {
		if t.IsRecord() && !t.IsDeclaration() && a.Own(t) && !yield(t) {
			return
		}
	}
}

// Enums yields the enumerations of the API that its authors named.
func (a *API) Enums(yield func(abi.Type) bool) {
	for _, t := range a.Types {
		if t.Kind() == abi.KindEnum && !t.IsDeclaration() && a.Own(t) && !yield(t) {
			return
		}
	}
}

// edgesOf lists the types a function's interface names directly.
func edgesOf(f abi.Function) []abi.TypeID {
	s := f.Signature()
	ids := []abi.TypeID{s.Result.ID(), s.This.ID(), f.Owner().ID()}
	for _, p := range s.Params {
		ids = append(ids, p.ID())
	}
	return ids
}

// reach follows every edge from the functions and variables and keeps the
// edges reversed.
func (a *API) reach() {
	n := a.m.NumTypes()
	a.reached = make([]uint64, (n+63)/64)
	a.parents, a.funcs, a.vars = map[abi.TypeID][]abi.TypeID{}, map[abi.TypeID][]abi.FuncID{}, map[abi.TypeID][]abi.VarID{}
	var roots []abi.TypeID
	for _, f := range a.Funcs {
		for _, id := range edgesOf(f) {
			if id != 0 {
				a.funcs[id] = append(a.funcs[id], f.ID())
				roots = append(roots, id)
			}
		}
	}
	for _, v := range a.Vars {
		if id := v.Type().ID(); id != 0 {
			a.vars[id] = append(a.vars[id], v.ID())
			roots = append(roots, id)
		}
	}
	a.m.Walk(roots, func(t abi.Type) bool {
		a.reached[t.ID()/64] |= 1 << (t.ID() % 64)
		a.m.Visit(t.ID(), &abi.Visitor{Edge: func(_ string, _ int, to abi.TypeID) {
			if to != 0 {
				a.parents[to] = append(a.parents[to], t.ID())
			}
		}})
		switch k := t.Kind(); {
		case k.IsRecord(), k == abi.KindEnum, k == abi.KindTypedef:
			a.Types = append(a.Types, t)
		}
		return true
	})
	sort.Slice(a.Types, func(i, j int) bool { return a.Types[i].ID() < a.Types[j].ID() })
}

// maxUsers bounds the search for users of one type.
const maxUsers = 20000

// Users lists the public functions and variables that reach a type, how many
// there are, and the shortest path from one of them.
func (a *API) Users(id abi.TypeID) (affected []string, total int, path []string) {
	next := map[abi.TypeID]abi.TypeID{id: 0}
	queue := []abi.TypeID{id}
	seen := map[abi.FuncID]bool{}
	for len(queue) > 0 && len(next) < maxUsers {
		at := queue[0]
		queue = queue[1:]
		for _, f := range a.funcs[at] {
			if seen[f] {
				continue
			}
			seen[f] = true
			name := verify.FunctionEntity(a.m.Func(f))
			if path == nil {
				path = a.path(name, at, next)
			}
			affected = append(affected, name)
		}
		for _, v := range a.vars[at] {
			name := a.m.Var(v).QualifiedName()
			if path == nil {
				path = a.path(name, at, next)
			}
			affected = append(affected, name)
		}
		for _, up := range a.parents[at] {
			if _, ok := next[up]; !ok {
				next[up] = at
				queue = append(queue, up)
			}
		}
	}
	return affected, len(affected), path
}

// path spells the named steps from a public entity down to the type.
func (a *API) path(from string, at abi.TypeID, next map[abi.TypeID]abi.TypeID) []string {
	out := []string{from}
	for ; at != 0; at = next[at] {
		switch t := a.m.Type(at); {
		case t.IsRecord(), t.Kind() == abi.KindEnum, t.Kind() == abi.KindTypedef:
			if name := t.QualifiedName(); name != out[len(out)-1] {
				out = append(out, name)
			}
		}
	}
	return out
}
