package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// form is how a record is mirrored.
type form uint8

const (
	formOpaque  form = iota // declared only: never a value, only behind pointers
	formStorage             // pinned bytes of the right size and alignment, with accessors
	formShape               // private scalars that travel as the class does, with accessors
	formPlain               // repr(C) with public fields
)

// rep is the decision about one record.
type rep struct {
	form        form
	size, align abi.Bytes
	shape       *callconv.Shape // of formShape
	travel      *callconv.Shape // the mirror type as it is laid out; nil when it doesn't travel as the C++ class does
	byValue     bool            // the mirror type travels by value as the C++ class does
	copy        bool
	union       bool
	reason, why string      // of formOpaque, where it is defined
	fields      []abi.Field // of formPlain
}

// decide chooses the representation of a record. Offsets and sizes are the
// object's; repr(C) is used only where Rust computes the same ones.
func (g *generator) decide(t abi.Type) rep {
	size, align, ok := g.ctx.SizeAlign(t)
	switch {
	case t.IsDeclaration():
		return rep{form: formOpaque}
	case !ok:
		reason, why := g.ctx.Refusal(t)
		return rep{form: formOpaque, reason: reason, why: why}
	case !g.ctx.AlignKnown(t) && !g.ctx.StatesAlignment(t):
		return rep{form: formOpaque, reason: callconv.ReasonUnknownAlignment, why: callconv.MayBeAligned}
	case !g.ctx.AlignKnown(t):
		return rep{form: formOpaque, reason: "hidden-bit-field", why: "an unnamed bit-field that debug information does not show may align it"}
	}
	r := rep{form: formStorage, size: size, align: align}
	if size == 0 || align == 0 || align&(align-1) != 0 || size%align != 0 || align > 1<<20 || hit(g.f.opaque, g.names.cxx(t)) || hits(g.f.opaque, t) {
		if size != 0 {
			r.align = 1
			if align == 0 || size%align != 0 {
				r.form = formOpaque
			}
		}
		return r
	}
	if g.oldAligned(align) {
		return r
	}
	shape, _ := g.ctx.ValueShape(t)
	if shape != nil && shape.Scalar == callconv.NoScalar && shape.Lanes == 0 && (shape.Size != size || shape.Align != align) {
		shape = nil
	}
	if fields, ok := g.plainFields(t, size, align); ok {
		r.form, r.fields, r.union = formPlain, fields, t.Kind() == abi.KindUnion
		if s := g.compose(t, fields, size, align); g.ctx.Travels(t, s) && !g.oldCopies(s) {
			r.byValue, r.travel = true, s
			r.copy = g.copyable(t) && g.fieldsCopy(fields)
			return r
		}
	}
	if shape != nil && shape.Scalar == callconv.NoScalar && shape.Lanes == 0 && printable(shape, 0) && !g.oldCopies(shape) {
		r.form, r.shape, r.travel, r.byValue, r.fields = formShape, shape, shape, true, nil
		r.copy = g.copyable(t)
	}
	return r
}

// compose is the layout of a mirror with public fields; nil when a field's
// mirror doesn't travel as its C++ type.
func (g *generator) compose(t abi.Type, fields []abi.Field, size, align abi.Bytes) *callconv.Shape {
	var out []callconv.ShapeField
	for _, f := range fields {
		sf, ok := g.emitted(f.Type)
		if !ok {
			return nil
		}
		sf.Offset = abi.Bytes(f.Offset / 8)
		out = append(out, sf)
	}
	return callconv.Compose(out, size, align, t.Kind() == abi.KindUnion)
}

// emitted is the layout of a field's Rust type. Arrays of arrays are one array.
func (g *generator) emitted(t abi.Type) (callconv.ShapeField, bool) {
	t = t.Strip()
	switch k := t.Kind(); {
	case k == abi.KindArray:
		n, ok := t.Count()
		e, is := g.emitted(t.Elem())
		if !ok || !is {
			return e, false
		}
		if e.Array {
			n *= e.Count
		}
		return callconv.ShapeField{Type: e.Type, Count: n, Array: true}, true
	case k.IsRecord():
		s := g.rep(t).travel
		return callconv.ShapeField{Type: s, Count: 1}, s != nil
	}
	s, _ := g.ctx.ValueShape(t)
	return callconv.ShapeField{Type: s, Count: 1}, s != nil && (s.Scalar != callconv.NoScalar || complexNumber(t) || memberFunction(t))
}

func (g *generator) fieldsCopy(fields []abi.Field) bool {
	for _, f := range fields {
		if !g.fieldCopy(f.Type) {
			return false
		}
	}
	return true
}

// copyable reports whether safe Rust may make a second object of a class by
// copying its bytes.
func (g *generator) copyable(t abi.Type) bool {
	return g.trivial(t) && g.ctx.Triviality(t.ID()).Copyable == abi.Yes
}

func (g *generator) trivial(t abi.Type) bool {
	byValue, sure, _ := g.ctx.Triviality(t.ID()).Param(g.m.Target(), 8)
	return byValue && sure != abi.Unknown
}

// plainFields answers the fields of a record that repr(C) reproduces: public,
// named, no bit-fields, no bases, no vptr, every offset where Rust puts it.
func (g *generator) plainFields(t abi.Type, size, align abi.Bytes) ([]abi.Field, bool) {
	fields := t.Fields()
	if len(t.Bases()) > 0 || len(fields) == 0 {
		return nil, false
	}
	for _, m := range t.Methods() {
		if m.Has(abi.FuncVirtual) {
			return nil, false
		}
	}
	var at, most abi.Bytes
	seen := map[string]bool{}
	for _, f := range fields {
		id := rs.Ident(f.Name)
		if f.Name == "" || f.BitField || f.Access != abi.Public || f.Flags&(abi.FieldVptr|abi.FieldArtificial) != 0 || seen[id] {
			return nil, false
		}
		seen[id] = true
		fs, fa, ok := g.ctx.SizeAlign(f.Type)
		stated := f.Align != 0 && (f.Type.Strip().Kind() != abi.KindVector || f.Align != fa) // clang hands on what __m128 states
		if !ok || fa == 0 || fs == 0 || stated || g.fieldRefused(f.Type) {
			return nil, false
		}
		if t.Kind() == abi.KindUnion {
			if f.Offset != 0 || !g.fieldCopy(f.Type) {
				return nil, false
			}
			at, most = max(at, fs), max(most, fa)
			continue
		}
		at = (at + fa - 1) / fa * fa
		if f.Offset != at.Bits() {
			return nil, false
		}
		at, most = at+fs, max(most, fa)
	}
	return fields, most == align && (at+most-1)/most*most == size
}

// fieldRefused reports whether a field has no Rust type of its size and
// alignment.
func (g *generator) fieldRefused(t abi.Type) bool {
	t = t.Strip()
	switch k := t.Kind(); {
	case k == abi.KindBase, k == abi.KindVector, k == abi.KindMemberPointer:
		return g.spell(t, 0, 0).reason != ""
	case k == abi.KindArray:
		_, ok := t.Count()
		return !ok || g.fieldRefused(t.Elem())
	case k.IsRecord():
		if _, ok := g.places[t.ID()]; !ok {
			return true // blocked
		}
		r := g.rep(t)
		return r.form == formOpaque || r.form == formStorage && r.align == 1 && r.size > 1
	case k == abi.KindEnum:
		_, ok := g.places[t.ID()]
		return !ok
	case k == abi.KindPointer, k.IsReference(), k == abi.KindNullptr:
		return false
	}
	return true
}

// fieldCopy reports whether a field's mirror is Copy, as unions need.
func (g *generator) fieldCopy(t abi.Type) bool {
	t = t.Strip()
	switch k := t.Kind(); {
	case k == abi.KindArray:
		return g.fieldCopy(t.Elem())
	case k.IsRecord():
		return g.rep(t).copy
	}
	return !g.fieldRefused(t)
}

// rep decides once per record; a record that contains itself is opaque.
func (g *generator) rep(t abi.Type) rep {
	if r, ok := g.reps[t.ID()]; ok {
		return r
	}
	g.reps[t.ID()] = rep{}
	r := g.decide(t)
	g.reps[t.ID()] = r
	return r
}

// record prints the mirror of a record.
func (g *generator) record(t abi.Type, p place) []rs.Item {
	depth := len(p.mods)
	r := g.reps[t.ID()]
	s := rs.Struct{Doc: g.typeDoc(t), Name: p.name}
	var parts []rs.Item
	switch r.form {
	case formOpaque:
		s.Attrs = []string{"repr(C)"}
		s.Fields = []rs.Field{{Private: true, Name: "_opaque", Type: "[u8; 0]"}, pin}
		return []rs.Item{s}
	case formPlain:
		s.Attrs, s.Union = []string{"repr(C)"}, t.Kind() == abi.KindUnion
		for _, f := range r.fields {
			sp := g.spell(f.Type, depth, 0)
			if sp.reason != "" {
				return nil
			}
			s.Fields = append(s.Fields, rs.Field{Doc: g.memberDoc(t, f.Name), Name: rs.Ident(f.Name), Type: sp.text})
		}
	case formShape:
		parts = shapeStruct(&s, p.name, r.shape)
	default:
		s.Attrs = []string{fmt.Sprintf("repr(C, align(%d))", r.align)}
		s.Fields = []rs.Field{{Private: true, Name: "_bytes", Type: fmt.Sprintf("core::cell::UnsafeCell<[core::mem::MaybeUninit<u8>; %d]>", r.size)}, pin}
	}
	var derives []string
	if r.copy {
		derives = append(derives, "Clone", "Copy")
	}
	if derives = append(derives, g.derives(r)...); len(derives) > 0 {
		s.Attrs = append(s.Attrs, "derive("+strings.Join(derives, ", ")+")")
	}
	s.Attrs = deprecated(s.Attrs, g.headerType(t))
	items := append([]rs.Item{s}, parts...)
	if g.cfg.NoLayoutTests {
		return items
	}
	items = append(items, g.asserts(t, p.name, r))
	if r.form == formPlain && g.f.minor < constOffsets {
		items = append(items, g.offsetTest(t, p, r))
	}
	return items
}

// constOffsets is the first minor version in which offsets can be asserted at
// compile time; before it they are a test.
const constOffsets = 77

func (g *generator) offsetTest(t abi.Type, p place, r rep) rs.Item {
	object, at := g.free(p.mods, "object"), g.free(p.mods, "at")
	f := rs.Fn{Attrs: []string{"cfg(test)", "test"}, Name: "offsets_of_" + p.name,
		Body: []string{"let " + object + " = core::mem::MaybeUninit::<" + p.name + ">::uninit();"}}
	for _, m := range r.fields {
		f.Body = append(f.Body, fmt.Sprintf("let %s = unsafe { core::ptr::addr_of!((*%s.as_ptr()).%s) };", at, object, rs.Ident(m.Name)),
			fmt.Sprintf("assert_eq!(%s as usize - %s.as_ptr() as usize, %d, %s);", at, object, uint64(m.Offset)/8, rs.Format("offset of "+g.names.cxx(t)+"::"+m.Name)))
	}
	return f
}

var pin = rs.Field{Private: true, Name: "_pin", Type: "core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>"}

// asserts proves size, alignment and, for public fields, every offset.
func (g *generator) asserts(t abi.Type, name string, r rep) rs.Item {
	full := g.names.cxx(t)
	a := rs.Asserts{Lines: []rs.Assert{
		{Cond: fmt.Sprintf("core::mem::size_of::<%s>() == %d", name, r.size), Message: "size of " + full},
		{Cond: fmt.Sprintf("core::mem::align_of::<%s>() == %d", name, r.align), Message: "alignment of " + full},
	}}
	if r.form == formPlain && g.f.minor >= constOffsets {
		for _, f := range r.fields {
			id, off := rs.Ident(f.Name), uint64(f.Offset)/8
			cond := fmt.Sprintf("core::mem::offset_of!(%s, %s) == %d", name, id, off)
			a.Lines = append(a.Lines, rs.Assert{Cond: cond, Message: "offset of " + full + "::" + f.Name})
		}
	}
	return a
}

func (g *generator) typeDoc(t abi.Type) string {
	doc := "`" + t.Kind().String() + " " + g.names.cxx(t) + "`"
	if o := g.m.OriginText(t.Origin()); o != "" {
		doc += ", " + o
	}
	return addDoc(doc, g.headerType(t))
}
