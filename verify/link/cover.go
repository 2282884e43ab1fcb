package link

import (
	"slices"
	"sort"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// cxxScalar is what a class holds after bases, members of class type and
// arrays of classes were taken apart. Offset and size are in bytes.
type cxxScalar struct {
	name         string
	offset, size uint64
	typ          abi.Type // none for bit-fields and pointers to virtual functions
}

const (
	maxScalars = 1 << 15 // members that a class is taken apart into
	tooMany    = "%s has too many fields to compare them all"
)

// scalars lists what a class holds; false if a place is not known or there is
// too much. A union is one of them.
func scalars(cx abi.Type, base uint64, out *[]cxxScalar) bool {
	s := scalarList{out: out}
	return s.class(cx, base, 0)
}

type scalarList struct {
	out     *[]cxxScalar
	classes int
}

func (s *scalarList) full() bool { return s.classes > maxScalars || len(*s.out) > maxScalars }

func (s *scalarList) class(cx abi.Type, base uint64, depth int) bool {
	if s.classes++; depth > 16 || s.full() {
		return false
	}
	out := s.out
	for _, b := range cx.Bases() {
		if !b.Known || b.Virtual || b.Offset < 0 || !s.class(b.Type.Strip(), base+uint64(b.Offset), depth+1) {
			return false
		}
	}
	for _, f := range cx.Fields() {
		at := base + uint64(f.Offset)/8
		size, ok := f.Type.Size()
		switch {
		case f.BitField:
			first, end := uint64(f.Offset), uint64(f.Offset)+uint64(f.Bits)
			if end > first {
				*out = append(*out, cxxScalar{f.Name, base + first/8, (end+7)/8 - first/8, abi.Type{}})
			}
		case f.Flags&abi.FieldVptr != 0:
			*out = append(*out, cxxScalar{"the pointer to virtual functions", at, uint64(cx.Model().Target().PointerSize), abi.Type{}})
		case !ok:
			return false
		default:
			if !s.member(f.Name, f.Type.Strip(), at, uint64(size), depth) {
				return false
			}
		}
	}
	return true
}

func (s *scalarList) member(name string, t abi.Type, at, size uint64, depth int) bool {
	switch k := t.Kind(); {
	case size == 0:
		return true
	case k == abi.KindUnion:
	case k.IsRecord():
		return s.class(t, at, depth+1)
	case k == abi.KindArray && t.Elem().Strip().IsRecord():
		n, _ := t.Count()
		elem, ok := t.Elem().Size()
		if !ok || n > maxScalars {
			return false
		}
		for i := range n {
			if !s.member(name, t.Elem().Strip(), at+i*uint64(elem), uint64(elem), depth+1) {
				return false
			}
		}
		return true
	}
	*s.out = append(*s.out, cxxScalar{name, at, size, t})
	return true
}

// span is a range of bytes.
type span struct{ from, to uint64 }

// spans lists the bytes of a Rust type that hold a field; false if there are too many.
func spans(t *Type, base uint64, depth int, out *[]span) bool {
	if len(*out) > maxScalars {
		return false
	}
	if t.Kind == Struct && len(t.Fields) > 0 && depth < 16 && !t.AnyBits {
		for _, f := range t.Fields {
			if f.Type.Sized && f.Type.Size == 0 {
				continue
			}
			if !spans(f.Type, base+f.Offset, depth+1, out) {
				return false
			}
		}
		return true
	}
	if t.Sized && t.Size > 0 {
		*out = append(*out, span{base, base + t.Size})
	}
	return true
}

// covered reports a member of C++ in whose place Rust has no field: what Rust
// builds has random bytes there, and copies may lose them.
func (c *comparer) covered(detail string, cx abi.Type, r *Type) {
	var ss []span
	if !spans(r, 0, 0, &ss) {
		c.add(unchecked, verify.Note, detail, tooMany, r.Name)
		return
	}
	c.coveredBy(detail, cx, r, 0, ss)
}

// coveredBy is covered for a class at an offset of what the spans are of.
func (c *comparer) coveredBy(detail string, cx abi.Type, r *Type, base uint64, ss []span) {
	var all []cxxScalar
	if cx.Kind() == abi.KindUnion {
		return
	}
	list := scalarList{out: &all}
	if !list.class(cx, base, 0) {
		if list.full() {
			c.add(unchecked, verify.Note, detail, tooMany, cx)
		}
		return
	}
	sort.Slice(ss, func(i, j int) bool { return ss[i].from < ss[j].from })
	fields := coverage{ss, map[place]bool{}}
	for _, m := range all {
		if fields.hold(m) {
			continue
		}
		name := "member " + m.name
		if m.name == "" {
			name = "a member without a name"
		}
		c.addRecord(detail, cx, r, "C++ has %s at byte %d of %s; %s has no field for it", name, m.offset, cx, r.Name)
		return
	}
}

// coverage are the bytes of a Rust type that hold a field, by offset, and what is
// known of the unions of C++ in their place.
type coverage struct {
	fields []span
	unions map[place]bool
}

// hold reports whether all bytes of a member hold a field; of a union, those of one
// of its members.
func (c coverage) hold(m cxxScalar) bool {
	if !m.typ.IsNone() && m.typ.Kind() == abi.KindUnion {
		p := place{m.typ.ID(), m.offset}
		held, ok := c.unions[p]
		if !ok {
			c.unions[p] = false // no union holds itself
			held = len(m.typ.Fields()) == 0 || slices.ContainsFunc(m.typ.Fields(), func(f abi.Field) bool { return c.holdMember(f, m.offset) })
			c.unions[p] = held
		}
		return held
	}
	at := m.offset
	for _, s := range c.fields {
		if s.from <= at && at < s.to {
			at = s.to
		}
	}
	return at >= m.offset+m.size
}

// holdMember reports it of a member of a union that lies at an offset.
func (c coverage) holdMember(f abi.Field, at uint64) bool {
	var all []cxxScalar
	s := scalarList{out: &all}
	size, ok := f.Type.Size()
	if !ok || !s.member(f.Name, f.Type.Strip(), at, uint64(size), 0) {
		return false
	}
	return !slices.ContainsFunc(all, func(m cxxScalar) bool { return !c.hold(m) })
}
