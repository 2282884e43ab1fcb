package layout

import (
	"slices"
	"sort"
	"strconv"

	"github.com/tenon-abi/tenon/abi"
)

// Stated is the layout the object itself states, checked for contradictions.
// Debug information rarely states an alignment; it is the computed one where
// the rules explain the layout, else the largest that offsets and size allow.
func (p *Predictor) Stated(t abi.Type) (Record, error) {
	t = t.Strip()
	if !t.IsRecord() {
		return Record{}, refuse(ReasonUnsupported, "%s is no class", t)
	}
	if t.IsDeclaration() {
		return Record{}, refuse(ReasonIncomplete, "%s is only declared", t.QualifiedName())
	}
	size, _ := t.Size()
	r := Record{Type: t, Size: size, Align: 1}
	for _, b := range t.Bases() {
		if b.Virtual || !b.Known {
			r.Bases = append(r.Bases, Base{Type: b.Type.Strip(), Virtual: true})
			continue
		}
		if b.Offset < 0 || abi.Bytes(b.Offset) > size {
			return r, refuse(ReasonContradictory, "%s: base %s at %d of %d bytes", t.QualifiedName(), b.Type.Name(), b.Offset, size)
		}
		r.Bases = append(r.Bases, Base{b.Type.Strip(), abi.Bytes(b.Offset), false})
	}
	if off, ok := t.VptrOffset(); ok {
		r.Hidden = append(r.Hidden, Hidden{"vptr", off, p.target.PointerSize})
	}
	for _, f := range t.Fields() {
		if f.Flags&abi.FieldVptr != 0 {
			continue
		}
		n, known := f.Type.Size()
		bits := n.Bits()
		if f.BitField {
			bits = abi.Bits(f.Bits)
		}
		empty := known && n <= 1 || f.Type.Strip().IsRecord()
		if f.Offset > size.Bits() || !empty && f.Offset+bits > size.Bits() {
			return r, refuse(ReasonContradictory, "%s: member %s ends at bit %d of %d", t.QualifiedName(), f.Name, f.Offset+bits, size.Bits())
		}
		if a := f.Align; a&(a-1) != 0 {
			return r, refuse(ReasonContradictory, "%s: member %s has an alignment of %d", t.QualifiedName(), f.Name, a)
		}
		r.Fields = append(r.Fields, Field{f.Name, f.Type, f.Offset, f.BitField, f.Bits, bits})
	}
	if what, yes := t.Overlap(); yes {
		return r, refuse(ReasonContradictory, "%s: %s", t.QualifiedName(), what)
	}
	if a := t.Node().Align; a&(a-1) != 0 {
		return r, refuse(ReasonContradictory, "%s: alignment of %d", t.QualifiedName(), a)
	}
	r.Align, r.Open = p.alignOf(t, 0), p.openPart.In(t)
	rec, err := p.record(t, 0)
	r.Packed = err == nil && rec.Packed
	if err != nil && p.target == p.m.Target() && size%(2*r.Align) == 0 {
		r.Unstated = !p.alignments.Stated(t) || p.wideVector.In(t)
	}
	return r, p.virtualParts(&r)
}

// virtualParts adds what debug information does not place: virtual bases and
// hidden pointers, by the rules.
func (p *Predictor) virtualParts(r *Record) error {
	virtual := false
	for _, b := range r.Bases {
		virtual = virtual || b.Virtual
	}
	rec, err := p.record(r.Type, 0)
	if err != nil {
		if virtual {
			return err
		}
		return nil
	}
	r.Hidden, r.DataSize, r.NVSize = rec.Hidden, rec.DataSize, rec.NVSize
	r.Bases = slices.DeleteFunc(r.Bases, func(b Base) bool { return b.Virtual })
	for _, b := range rec.Bases {
		if b.Virtual {
			r.Bases = append(r.Bases, b)
		}
	}
	return nil
}

// alignOf is the alignment of any type.
func (p *Predictor) alignOf(t abi.Type, depth int) abi.Bytes {
	t = t.Strip()
	for n := 0; t.Kind() == abi.KindArray && n < maxDepth; n++ {
		t = t.Elem().Strip()
	}
	if !t.IsRecord() {
		if _, a, err := p.scalar(t, 0); err == nil {
			return a
		}
		if p.wideVector.In(t) {
			return 16
		}
		return 1
	}
	if t.IsDeclaration() || depth > maxDepth {
		return 1
	}
	if rec, err := p.record(t, 0); err == nil && p.target == p.m.Target() {
		return rec.Align
	}
	if a, ok := p.aligns[t.ID()]; ok {
		return a
	}
	p.aligns[t.ID()] = 1 // in itself
	a := p.largestAlign(t, depth)
	p.aligns[t.ID()] = a
	return a
}

// largestAlign is the alignment that a class states, else the largest of its
// members, bases and hidden pointers that the offsets in it and its size allow.
func (p *Predictor) largestAlign(t abi.Type, depth int) abi.Bytes {
	align := abi.Bytes(1)
	if a := abi.Bytes(t.Node().Align); a != 0 {
		return a
	}
	size, _ := t.Size()
	for _, f := range t.Fields() {
		a := max(p.alignOf(f.Type, depth+1), f.Align)
		for a > 1 && (size%a != 0 || !f.BitField && f.Offset%a.Bits() != 0) {
			a /= 2
		}
		align = max(align, a)
	}
	for _, b := range t.Bases() {
		a := p.alignOf(b.Type, depth+1)
		for a > 1 && size%a != 0 {
			a /= 2
		}
		align = max(align, a)
	}
	if p.pointsToTable(t) && size%p.target.PointerSize == 0 {
		align = max(align, p.target.PointerSize)
	}
	return align
}

// isWideVector reports whether t is a vector whose alignment depends on the
// instructions that its unit was compiled for; it is 16 bytes at least.
func (p *Predictor) isWideVector(t abi.Type) (yes, into bool) {
	if t.Kind() != abi.KindVector {
		return false, true
	}
	size, known := t.Size()
	_, ok := abi.VectorAlign(p.target, size, p.compiler)
	return known && !ok, false
}

// pointsToTable reports whether objects of a class begin with the address of a
// table: its own, or that of a base whose members are not described.
func (p *Predictor) pointsToTable(t abi.Type) bool {
	if _, ok := t.VptrOffset(); ok {
		return true
	}
	for _, f := range t.Methods() {
		if f.Has(abi.FuncVirtual) {
			return true
		}
	}
	for _, b := range t.Bases() {
		if b.Virtual {
			return true
		}
	}
	return false
}

// isOpen names a type that is only declared or could not be read; its size and
// alignment are not known. "" is that they are.
func isOpen(t abi.Type) (name string, into bool) {
	switch {
	case t.Kind() == abi.KindUnsupported:
		return t.Name(), false
	case t.IsRecord() && t.IsDeclaration():
		return t.QualifiedName(), false
	}
	return "", true
}

// DeclaredOnly reports whether a part's type is a class without a description, one
// that could not be read, or an array of such.
func DeclaredOnly(t abi.Type) bool {
	t = t.Strip()
	for depth := 0; t.Kind() == abi.KindArray && depth < maxDepth; depth++ {
		t = t.Elem().Strip()
	}
	return t.IsRecord() && t.IsDeclaration() || t.Kind() == abi.KindUnsupported
}

// Part is one stretch of a record: a base, a member, a hidden pointer, a hole
// or the tail padding. Offset and Size are in bits. Of an Open base or member
// only the place is known; "rest" is what lies behind it, part of it or not.
type Part struct {
	Kind   string // "base", "virtual base", "member", "hidden", "hole", "padding", "rest"
	Name   string
	Type   abi.Type
	Offset abi.Bits
	Size   abi.Bits
	Open   bool
}

// Parts lists what fills a record, by offset, with holes and tail padding.
func (r Record) Parts() []Part {
	var out []Part
	for _, b := range r.Bases {
		n, _ := b.Type.Size()
		kind := "base"
		if b.Virtual {
			kind = "virtual base"
		}
		out = append(out, Part{kind, b.Type.QualifiedName(), b.Type, b.Offset.Bits(), n.Bits(), DeclaredOnly(b.Type)})
	}
	for _, h := range r.Hidden {
		out = append(out, Part{"hidden", h.Name, abi.Type{}, h.Offset.Bits(), h.Size.Bits(), false})
	}
	for _, f := range r.Fields {
		out = append(out, Part{"member", f.Name, f.Type, f.Offset, f.Size, DeclaredOnly(f.Type)})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Offset < out[j].Offset })
	return fillHoles(out, r.Size.Bits())
}

func fillHoles(parts []Part, size abi.Bits) []Part {
	var out []Part
	end, open := abi.Bits(0), false
	gap := func(kind string, to abi.Bits) {
		if to <= end {
			return
		}
		if open {
			kind = "rest"
		}
		out = append(out, Part{Kind: kind, Offset: end, Size: to - end})
		open = false
	}
	for _, p := range parts {
		gap("hole", p.Offset)
		out = append(out, p)
		end, open = max(end, p.Offset+p.Size), open || p.Open
	}
	gap("padding", size)
	return out
}

// Difference is one point in which two layouts of a class part.
type Difference struct {
	What       string // "size", "alignment", "member a", "base B", "vtordisp"
	Here, That string
}

// Differences compares the stated layout with one for another target.
func Differences(here, that Record) []Difference {
	var out []Difference
	add := func(what string, a, b uint64) {
		if a != b {
			out = append(out, Difference{what, num(a), num(b)})
		}
	}
	add("size", uint64(here.Size), uint64(that.Size))
	add("alignment", uint64(here.Align), uint64(that.Align))
	for i, f := range here.Fields {
		if i < len(that.Fields) {
			add("offset of "+f.Name+" in bits", uint64(f.Offset), uint64(that.Fields[i].Offset))
			add("size of "+f.Name+" in bits", uint64(f.Size), uint64(that.Fields[i].Size))
		}
	}
	for _, a := range here.Bases {
		for _, b := range that.Bases {
			if !a.Virtual && a.Type.ID() == b.Type.ID() {
				add("offset of base "+a.Type.Name(), uint64(a.Offset), uint64(b.Offset))
			}
		}
	}
	return out
}

func num(n uint64) string { return strconv.FormatUint(n, 10) }
