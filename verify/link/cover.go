package link

import (
	"sort"

	"github.com/tenon-abi/tenon/abi"
)

// cxxScalar is what a class holds after bases, members of class type and
// arrays of classes were taken apart. Offset and size are in bytes.
type cxxScalar struct {
	name         string
	offset, size uint64
	typ          abi.Type // none for bit-fields and pointers to virtual functions
}

// maxScalars bounds how many members a class is taken apart into.
const maxScalars = 4096

// scalars lists what a class holds; false if a place is not known or there is
// too much. A union is one of them.
func scalars(cx abi.Type, base uint64, depth int, out *[]cxxScalar) bool {
	if depth > 16 || len(*out) > maxScalars {
		return false
	}
	for _, b := range cx.Bases() {
		if !b.Known || b.Virtual || b.Offset < 0 || !scalars(b.Type.Strip(), base+uint64(b.Offset), depth+1, out) {
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
			if !scalarsOf(f.Name, f.Type.Strip(), at, uint64(size), depth, out) {
				return false
			}
		}
	}
	return true
}

func scalarsOf(name string, t abi.Type, at, size uint64, depth int, out *[]cxxScalar) bool {
	switch k := t.Kind(); {
	case size == 0:
		return true
	case k == abi.KindUnion:
	case k.IsRecord():
		return scalars(t, at, depth+1, out)
	case k == abi.KindArray && t.Elem().Strip().IsRecord():
		n, _ := t.Count()
		elem, ok := t.Elem().Size()
		if !ok || n > maxScalars {
			return false
		}
		for i := range n {
			if !scalarsOf(name, t.Elem().Strip(), at+i*uint64(elem), uint64(elem), depth+1, out) {
				return false
			}
		}
		return true
	}
	*out = append(*out, cxxScalar{name, at, size, t})
	return true
}

// span is a range of bytes.
type span struct{ from, to uint64 }

// spans lists the bytes of a Rust type that hold a field.
func spans(t *Type, base uint64, depth int, out *[]span) {
	if t.Kind == Struct && len(t.Fields) > 0 && depth < 16 && !t.AnyBits {
		for _, f := range t.Fields {
			spans(f.Type, base+f.Offset, depth+1, out)
		}
		return
	}
	if t.Sized && t.Size > 0 {
		*out = append(*out, span{base, base + t.Size})
	}
}

// covered reports a member of C++ in whose place Rust has no field: what Rust
// builds has random bytes there, and copies may lose them.
func (c *comparer) covered(detail string, cx abi.Type, r *Type) {
	var ss []span
	spans(r, 0, 0, &ss)
	c.coveredBy(detail, cx, r, 0, ss)
}

// coveredBy is covered for a class at an offset of what the spans are of.
func (c *comparer) coveredBy(detail string, cx abi.Type, r *Type, base uint64, ss []span) {
	var all []cxxScalar
	if cx.Kind() == abi.KindUnion {
		return
	}
	if !scalars(cx, base, 0, &all) {
		return
	}
	sort.Slice(ss, func(i, j int) bool { return ss[i].from < ss[j].from })
	for _, m := range all {
		if inSpans(m, ss) {
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

// inSpans reports whether all bytes of a member hold a field; of a union, those
// of one of its members.
func inSpans(m cxxScalar, ss []span) bool {
	if !m.typ.IsNone() && m.typ.Kind() == abi.KindUnion {
		for _, f := range m.typ.Fields() {
			var all []cxxScalar
			size, ok := f.Type.Size()
			if ok && scalarsOf(f.Name, f.Type.Strip(), m.offset, uint64(size), 0, &all) && allIn(all, ss) {
				return true
			}
		}
		return len(m.typ.Fields()) == 0
	}
	at := m.offset
	for _, s := range ss {
		if s.from <= at && at < s.to {
			at = s.to
		}
	}
	return at >= m.offset+m.size
}

func allIn(all []cxxScalar, ss []span) bool {
	for _, m := range all {
		if !inSpans(m, ss) {
			return false
		}
	}
	return true
}
