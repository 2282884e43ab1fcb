package callconv

import "github.com/tenon-abi/tenon/abi"

// candidates lists Rust types of x's size that may travel like it, best first.
func (c *Context) candidates(x *ty, arg Travel) []*Shape {
	var out []*Shape
	add := func(s *Shape) {
		if s != nil {
			out = append(out, s)
		}
	}
	add(c.natural(x, x.align, 0))
	if x.overAligned {
		add(c.natural(x, 1, 0))
	}
	for _, align := range []abi.Bytes{x.align, 1} {
		add(c.carrier(x, arg.Pieces, align, 8))
		add(c.carrier(x, arg.Pieces, align, max(x.align, 1)))
		add(c.blob(x, align))
	}
	if x.align == 16 && x.size == 16 && c.target.Arch == abi.AArch64 {
		add(evenPair())
	}
	return out
}

// evenPair makes rustc start at an even register: a union with a u128.
func evenPair() *Shape {
	u64, u128 := &Shape{Size: 8, Align: 8, Scalar: U64}, &Shape{Size: 16, Align: 16, Scalar: U128}
	return &Shape{Size: 16, Align: 16, Union: true, Fields: []ShapeField{{Type: u64, Count: 2, Array: true}, {Type: u128, Count: 1}}}
}

// natural flattens the C++ members.
func (c *Context) natural(x *ty, align abi.Bytes, depth int) *Shape {
	if depth > maxDepth {
		return nil
	}
	f := flat{c: c}
	if x.union {
		return c.naturalUnion(x, align, depth)
	}
	if (x.kind == kComplex || x.kind == kMemFn) && !f.add(x, 0, depth) || !f.fields(x, 0, depth) {
		return nil
	}
	f.storage()
	return structOf(f.out, x.size, align, true)
}

func (c *Context) naturalUnion(x *ty, align abi.Bytes, depth int) *Shape {
	s, end := &Shape{Size: x.size, Align: 1, Union: true, Natural: true}, abi.Bytes(0)
	for _, m := range x.fields {
		f := flat{c: c}
		if m.bitField {
			f.bits = append(f.bits, m)
		} else if !f.add(m.t, abi.Bytes(m.off/8), depth) {
			return nil
		}
		f.storage()
		if len(f.out) == 0 {
			continue
		}
		field := f.out[0]
		if len(f.out) > 1 || field.Offset != 0 {
			inner := structOf(f.out, m.t.size, 1, true)
			if inner == nil {
				return nil
			}
			field = ShapeField{Type: inner, Count: 1}
		}
		s.Fields = append(s.Fields, field)
		s.Align, end = max(s.Align, field.Type.Align), max(end, field.Type.Size*abi.Bytes(field.length()))
	}
	if len(s.Fields) == 0 {
		return nil
	}
	if align > s.Align {
		s.Align, s.ReprAlign = align, align
	}
	if alignUp(end, s.Align) != x.size {
		return nil
	}
	return s
}

// flat collects the leaves of a class.
type flat struct {
	c    *Context
	out  []ShapeField
	bits []fld
}

func (f *flat) fields(x *ty, off abi.Bytes, depth int) bool {
	for _, m := range x.fields {
		if m.bitField {
			if m.bits > 0 {
				m.off += off.Bits()
				f.bits = append(f.bits, m)
			}
			continue
		}
		if !f.add(m.t, off+abi.Bytes(m.off/8), depth) {
			return false
		}
	}
	return true
}

func (f *flat) add(t *ty, off abi.Bytes, depth int) bool {
	if depth > maxDepth || len(f.out) > maxParts {
		return false
	}
	if s := scalarShape(f.c.target, t); s != nil {
		f.out = append(f.out, ShapeField{Offset: off, Type: s, Count: 1})
		return true
	}
	switch t.kind {
	case kArray:
		return f.array(t, off, depth)
	case kComplex:
		return f.add(t.elem, off, depth+1) && f.add(t.elem, off+t.elem.size, depth+1)
	case kMemFn:
		w := f.c.target.PointerSize
		s := &Shape{Size: w, Align: w, Scalar: intScalar(w, true), Natural: true}
		f.out = append(f.out, ShapeField{Offset: off, Type: s, Count: 2, Array: true})
		return true
	case kRecord:
		if t.isEmpty() {
			return true
		}
		if t.union {
			s := f.c.naturalUnion(t, t.align, depth+1)
			if s != nil {
				f.out = append(f.out, ShapeField{Offset: off, Type: s, Count: 1})
			}
			return s != nil
		}
		return f.fields(t, off, depth+1)
	}
	return false
}

func (f *flat) array(t *ty, off abi.Bytes, depth int) bool {
	if t.isEmpty() {
		return true
	}
	if s := scalarShape(f.c.target, t.elem); s != nil {
		f.out = append(f.out, ShapeField{Offset: off, Type: s, Count: t.count, Array: true})
		return true
	}
	var elem *Shape
	if t.elem.kind == kRecord {
		elem = f.c.natural(t.elem, t.elem.align, depth+1)
	} else if inner := (flat{c: f.c}); inner.add(t.elem, 0, depth+1) {
		elem = structOf(inner.out, t.elem.size, 1, true)
	}
	if elem == nil {
		return false
	}
	f.out = append(f.out, ShapeField{Offset: off, Type: elem, Count: t.count, Array: true})
	return true
}

// storage turns bit-fields into bytes: the storage unit of the declared type
// where nothing else lies in it, else the bytes they touch.
func (f *flat) storage() {
	if len(f.bits) == 0 {
		return
	}
	used := map[abi.Bytes]bool{}
	for _, m := range f.bits {
		for b := m.off / 8; b <= (m.off+abi.Bits(m.bits)-1)/8; b++ {
			used[abi.Bytes(b)] = true
		}
	}
	taken := func(lo, n abi.Bytes) bool {
		for _, o := range f.out {
			count := abi.Bytes(1)
			if o.Array {
				count = abi.Bytes(o.Count)
			}
			if o.Offset < lo+n && lo < o.Offset+o.Type.Size*count {
				return true
			}
		}
		return false
	}
	for _, m := range f.bits {
		unit := m.t.size
		lo := abi.Bytes(m.off/8) / max(unit, 1) * unit
		if unit > 0 && unit <= 8 && !taken(lo, unit) && (m.off+abi.Bits(m.bits)-1)/8 < abi.Bits(lo+unit) {
			f.out = append(f.out, ShapeField{Offset: lo, Type: scalarShape(f.c.target, &ty{kind: kInt, size: unit, align: abi.ScalarAlign(f.c.target, unit)}), Count: 1})
		}
		for b := m.off / 8; b <= (m.off+abi.Bits(m.bits)-1)/8; b++ {
			if !taken(abi.Bytes(b), 1) {
				f.out = append(f.out, ShapeField{Offset: abi.Bytes(b), Type: &Shape{Size: 1, Align: 1, Scalar: U8, Natural: true}, Count: 1})
			}
		}
	}
}

// carrier spells the registers: f32 and f64 for floating-point pieces,
// unsigned integers for the rest.
func (c *Context) carrier(x *ty, pieces []Piece, align, most abi.Bytes) *Shape {
	var fields []ShapeField
	for i, p := range pieces {
		end := x.size
		if i+1 < len(pieces) {
			end = pieces[i+1].Offset
		}
		size := p.Size
		if p.Class == ClassInt {
			size = min(end-p.Offset, c.target.PointerSize)
		}
		fields = append(fields, c.words(p, size, most)...)
	}
	if len(fields) == 0 {
		return nil
	}
	return structOf(fields, x.size, align, false)
}

// words fills one piece with aligned scalars of at most so many bytes.
func (c *Context) words(p Piece, size, most abi.Bytes) []ShapeField {
	var out []ShapeField
	for off := abi.Bytes(0); off < size; {
		n := min(most, 8)
		for n > size-off || (p.Offset+off)%n != 0 {
			n /= 2
		}
		s := &Shape{Size: n, Align: abi.ScalarAlign(c.target, n), Scalar: intScalar(n, false)}
		if p.Class == ClassFloat {
			if n < 4 {
				return nil
			}
			s.Scalar = map[abi.Bytes]Scalar{4: F32, 8: F64}[n]
		}
		out = append(out, ShapeField{Offset: p.Offset + off, Type: s, Count: 1})
		off += n
	}
	return out
}

// blob is an array of unsigned integers of x's alignment.
func (c *Context) blob(x *ty, align abi.Bytes) *Shape {
	n := min(max(x.align, 1), 8)
	for n > 1 && x.size%n != 0 {
		n /= 2
	}
	if x.size == 0 {
		return nil
	}
	s := &Shape{Size: n, Align: abi.ScalarAlign(c.target, n), Scalar: intScalar(n, false)}
	return structOf([]ShapeField{{Type: s, Count: uint64(x.size / n), Array: true}}, x.size, align, false)
}
