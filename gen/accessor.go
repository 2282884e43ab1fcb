package gen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// accessors are the fields and bases of a class that is not plain, at the
// object's offsets.
//
// Storage may change behind a shared reference, so that its accessors take
// &self and give an address to read and write. What is a Rust value may not:
// there a number is read as a copy, and the address to write to takes &mut self.
func (g *generator) accessors(t abi.Type, mods []string) []rs.Item {
	r := g.reps[t.ID()]
	if r.form != formStorage && r.form != formShape {
		return nil
	}
	a := &accessor{g: g, owner: t, mods: mods, rep: r, used: map[string]bool{}, seen: map[abi.TypeID]bool{}}
	a.fields(t, 0, t.Kind() == abi.KindUnion, 0)
	a.bases()
	return a.items
}

// accessor collects the accessors of one class.
type accessor struct {
	g     *generator
	owner abi.Type
	mods  []string
	rep   rep
	used  map[string]bool
	seen  map[abi.TypeID]bool // members without a name; each has a type of its own
	items []rs.Item
}

// fields adds those of t, which lies at an offset of the owner: the owner
// itself or a member without a name, whose fields are named as the owner's are
// ([class.union.anon]). union says that t is, or is part of, a union.
func (a *accessor) fields(t abi.Type, at abi.Bits, union bool, depth int) {
	g, beside := a.g, besides(t)
	for _, f := range t.Fields() {
		if f.Flags&(abi.FieldVptr|abi.FieldArtificial) != 0 {
			continue
		}
		in := f.Type.Strip()
		if f.Name == "" {
			if in.IsRecord() && !f.BitField && depth < maxNesting && !a.seen[in.ID()] {
				a.seen[in.ID()] = true
				a.fields(in, at+f.Offset, union || in.Kind() == abi.KindUnion, depth+1)
			}
			continue
		}
		name := rs.Ident(f.Name)
		if a.used[name] {
			continue
		}
		a.used[name] = true
		sp := g.spell(f.Type, len(a.mods), 0)
		size, ok := f.Type.Size()
		if f.Type.Kind().IsReference() {
			size, ok = g.m.Target().PointerSize, true
		}
		if in.Kind() == abi.KindArray && !f.BitField {
			if _, bound := in.Count(); !bound { // a flexible array member has no size of its own (C 6.7.2.1)
				a.flexible(f, name, at)
				continue
			}
		}
		skip := Skip{Kind: "field", Name: a.owner.QualifiedName() + "::" + f.Name}
		overlaps := !f.BitField && beside.onBits(f, size)
		f.Offset += at
		switch {
		case sp.reason != "" || !ok:
			skip.Reason, skip.Why = sp.reason, sp.why
			g.skip(skip)
		case overlaps:
			skip.Reason, skip.Why = "overlaps-bit-field", "clang describes a bit-field of its type's width as a plain member at a byte; its place is not certain"
			g.skip(skip)
		case f.BitField:
			a.items = append(a.items, g.bitFieldItems(a.owner, f, name, sp.text, a.mods, a.used)...)
		case uint64(f.Offset)/8+uint64(size) > uint64(a.rep.size):
			skip.Reason, skip.Why = "beyond-the-end", "the member lies beyond the size of its class"
			g.skip(skip)
		default:
			a.field(f, beside.shared(in, f.Offset-at, size), name, sp.text, union)
		}
	}
}

// shared warns of members that lie in the last bytes of a part of class t, or in
// the one byte of it that an empty class has in name only: who writes the part
// as a whole writes those too (Itanium C++ ABI §2.4 II.3).
func (n neighbours) shared(part abi.Type, at abi.Bits, size abi.Bytes) string {
	if !part.IsRecord() {
		return ""
	}
	end := at + size.Bits()
	if !part.IsEmpty() {
		at++
	}
	first, _ := slices.BinarySearchFunc(n.places, at, func(p neighbour, at abi.Bits) int { return cmp.Compare(p.from, at) })
	var names []string
	for _, p := range n.places[first:] {
		if p.from >= end {
			break
		}
		names = append(names, "`"+p.name+"`")
	}
	if len(names) == 0 {
		return ""
	}
	return " Never write it as a whole: its bytes hold " + strings.Join(names, ", ") + " too."
}

// neighbours are the parts of a class, by offset: none of a union.
type neighbours struct {
	places []neighbour // bases and named members that are not empty
	bits   []neighbour // bit-fields; to is that of what reaches furthest
}

type neighbour struct {
	from, to abi.Bits
	name     string
}

func besides(t abi.Type) (n neighbours) {
	if t.Kind() == abi.KindUnion {
		return n
	}
	for _, b := range t.Bases() {
		if !b.Virtual && b.Known && b.Offset >= 0 && !b.Type.IsEmpty() {
			n.places = append(n.places, neighbour{from: abi.Bytes(b.Offset).Bits(), name: b.Type.QualifiedName()})
		}
	}
	for _, f := range t.Fields() {
		if f.Name != "" && !f.Type.IsEmpty() {
			n.places = append(n.places, neighbour{from: f.Offset, name: f.Name})
		}
		if f.BitField {
			n.bits = append(n.bits, neighbour{from: f.Offset, to: f.Offset + abi.Bits(f.Bits)})
		}
	}
	byPlace := func(a, b neighbour) int { return cmp.Compare(a.from, b.from) }
	slices.SortStableFunc(n.places, byPlace)
	slices.SortStableFunc(n.bits, byPlace)
	for i := 1; i < len(n.bits); i++ {
		n.bits[i].to = max(n.bits[i].to, n.bits[i-1].to)
	}
	return n
}

// field adds the accessors of one field.
func (a *accessor) field(f abi.Field, note, name, text string, union bool) {
	at := uint64(f.Offset) / 8
	what := fmt.Sprintf("`%s`, at byte %d", f.Type.Declare(f.Name), at)
	switch {
	case f.Type.Kind().IsReference():
		a.value(name, "Address of what "+what+", refers to.", text, at)
	case a.rep.form == formStorage || union || !scalarKind(f.Type.Strip().Kind()):
		a.address(name, what, note, text, at)
	default:
		a.value(name, "Value of "+what+".", text, at)
		a.addressMut(name, what, note, text, at)
	}
}

// flexible gives the address of the first element of an array without bound.
func (a *accessor) flexible(f abi.Field, name string, at abi.Bits) {
	elem := f.Type.Strip().Elem()
	sp := a.g.spell(elem, len(a.mods), 0)
	place := uint64(f.Offset+at) / 8
	if size, ok := elem.Size(); sp.reason == "" && (!ok || size == 0) {
		sp.reason, sp.why = "array-bound", "the size of its elements is not known, or is zero"
	} else if sp.reason == "" && place > uint64(a.rep.size) {
		sp.reason, sp.why = "beyond-the-end", "the member lies beyond the size of its class"
	}
	if sp.reason != "" {
		a.g.skip(Skip{Kind: "field", Name: a.owner.QualifiedName() + "::" + f.Name, Reason: sp.reason, Why: sp.why})
		return
	}
	a.address(name, fmt.Sprintf("the first element of `%s`, at byte %d", f.Type.Declare(f.Name), place), "", sp.text, place)
}

// scalarKind says of what a copy is handed out: who writes to a copy of an
// array or class by mistake isn't told by Rust.
func scalarKind(k abi.Kind) bool {
	return k == abi.KindBase || k == abi.KindEnum || k == abi.KindPointer || k == abi.KindMemberPointer || k == abi.KindNullptr
}

// bases adds the places of the direct bases. That of a virtual base is known
// to the object's table only.
func (a *accessor) bases() {
	g, bases := a.g, a.owner.Bases()
	if len(bases) == 0 {
		return
	}
	beside := besides(a.owner)
	for _, b := range bases {
		t := b.Type.Strip()
		p, ok := g.places[t.ID()]
		if !ok || b.Offset < 0 || uint64(b.Offset) > uint64(a.rep.size) {
			continue
		}
		name := "base_" + p.name
		if a.used[name] {
			continue
		}
		a.used[name] = true
		if b.Virtual || !b.Known {
			g.skip(Skip{Kind: "field", Name: a.owner.QualifiedName() + "::" + t.QualifiedName(), Reason: "virtual-base",
				Why: "where the virtual base lies depends on the class of the whole object", Remedy: "export a function that converts the pointer"})
			continue
		}
		size, _ := t.Size()
		note := beside.shared(t, abi.Bytes(b.Offset).Bits(), size)
		a.address(name, fmt.Sprintf("the base `%s`, at byte %d", g.names.cxx(t), b.Offset), note, g.spell(t, len(a.mods), 0).text, uint64(b.Offset))
	}
}

// address gives the place of something as an address; a note is a further
// sentence about it.
func (a *accessor) address(name, what, note, text string, at uint64) {
	if a.rep.form == formStorage {
		a.add(name, "Address of "+what+"."+note, "&self", "*mut "+text, fmt.Sprintf("(self as *const Self as *mut u8).add(%d).cast()", at))
		return
	}
	a.add(name, "Address of "+what+"."+note, "&self", "*const "+text, fmt.Sprintf("(self as *const Self as *const u8).add(%d).cast()", at))
	a.addressMut(name, what, note, text, at)
}

// addressMut is the address to write to in what is a Rust value.
func (a *accessor) addressMut(name, what, note, text string, at uint64) {
	if name = strings.TrimSuffix(name, "_") + "_mut"; a.used[name] {
		return
	}
	a.used[name] = true
	a.add(name, "Address of "+what+", to write to."+note, "&mut self", "*mut "+text, fmt.Sprintf("(self as *mut Self as *mut u8).add(%d).cast()", at))
}

func (a *accessor) add(name, doc, self, result, body string) {
	a.items = append(a.items, rs.Fn{Doc: doc, Attrs: []string{"inline"}, Head: "pub ", Name: name,
		Params: []rs.Param{{Name: self}}, Result: result, Body: []string{"unsafe { " + body + " }"}})
}

// value reads what need not be aligned, and a bool by its byte.
func (a *accessor) value(name, doc, text string, at uint64) {
	place := fmt.Sprintf("(self as *const Self as *const u8).add(%d)", at)
	if text == "bool" {
		a.add(name, doc, "&self", text, place+".read() != 0")
		return
	}
	a.items = append(a.items, rs.Fn{Doc: doc, Attrs: []string{"inline"}, Head: "pub ", Name: name, Params: []rs.Param{{Name: "&self"}}, Result: text,
		Unsafe: true, Call: "core::ptr::read_unaligned", Args: []string{place + ".cast()"}})
}

// onBits reports whether a plain member lies on a bit-field of the same
// class: then it is a bit-field itself, of the width of its type.
func (n neighbours) onBits(f abi.Field, size abi.Bytes) bool {
	before, _ := slices.BinarySearchFunc(n.bits, f.Offset+size.Bits(), func(b neighbour, end abi.Bits) int { return cmp.Compare(b.from, end) })
	return before > 0 && f.Offset < n.bits[before-1].to
}
