package callconv

import (
	"slices"
	"sort"

	"github.com/tenon-abi/tenon/abi"
)

// ValueShape is the Rust type that travels by value exactly as t does in
// every position, as a parameter and by the platform's C rule as a result; or
// nil and the reason in the slot. Classes that C++ passes by address are
// refused here: Plan uses pointers for them.
func (c *Context) ValueShape(t abi.Type) (*Shape, Slot) {
	x := c.of(t)
	switch {
	case x.kind == kBad || x.reason != "":
		return nil, Slot{Form: FormRefused, Reason: x.reason, Why: x.why}
	case x.kind == kVoid:
		return nil, Slot{Form: FormNone}
	case x.byAddress:
		return nil, Slot{Form: FormRefused, Reason: ReasonNoRustType, Why: x.why + ", so its address travels"}
	}
	return c.valueShape(x)
}

func (c *Context) valueShape(x *ty) (*Shape, Slot) {
	if int(x.id) < len(c.shapes) && x.id != 0 && c.shapes[x.id] != nil {
		s := c.shapes[x.id]
		return s.shape, s.slot
	}
	s, slot := c.findShape(x)
	if int(x.id) < len(c.shapes) && x.id != 0 {
		c.shapes[x.id] = &shapeMemo{s, slot}
	}
	return s, slot
}

type shapeMemo struct {
	shape *Shape
	slot  Slot
}

func (c *Context) findShape(x *ty) (*Shape, Slot) {
	if x.scalar == nil && !x.aggregate() {
		x.scalar = scalarShape(c.target, x)
	}
	if s := x.scalar; s != nil {
		return s, Slot{Form: FormDirect, Shape: s, Why: "a scalar"}
	}
	if x.kind == kX87 || x.kind == kVector || x.kind == kFloat || x.kind == kInt {
		return nil, Slot{Form: FormRefused, Reason: ReasonNoRustType, Why: "stable Rust has no such type"}
	}
	r, ok := rulesFor(c.target, abi.CCDefault)
	if !ok {
		return nil, Slot{Form: FormRefused, Reason: ReasonTarget, Why: "no rules for this platform"}
	}
	arg, ret := c.fresh(r, x)
	if arg.Passing == Refused {
		return nil, Slot{Form: FormRefused, Reason: arg.Reason, Why: arg.Why}
	}
	for _, d := range []string{arg.Differs, ret.Differs} {
		if d != "" && d != unclearBits { // a mirror of bytes is as good for one as for the other, where no function passes it
			return nil, Slot{Form: FormRefused, Reason: ReasonCompilersDisagree, Why: arg.Differs + ret.Differs}
		}
	}
	if x.holds(isX87) {
		return nil, Slot{Form: FormRefused, Reason: ReasonNoRustType, Why: "it holds a long double, for which Rust has no type"}
	}
	if x.hasFlex {
		return nil, Slot{Form: FormRefused, Reason: ReasonNoRustType, Why: "it ends with a flexible array"}
	}
	if x.isEmpty() {
		return c.emptyShape(arg, ret, x)
	}
	var simd *Shape
	for _, s := range c.candidates(x, arg) {
		switch {
		case s.Size != x.size || s.Align > max(x.align, 1) || !c.matches(r, s, arg, ret):
		case !s.simd(0):
			return s, Slot{Form: FormDirect, Shape: s, Why: arg.Why}
		case simd == nil:
			simd = s // whose vectors stable Rust has only under names of an architecture
		}
	}
	if simd != nil {
		return simd, Slot{Form: FormDirect, Shape: simd, Why: arg.Why}
	}
	return nil, Slot{Form: FormRefused, Reason: ReasonNoRustType, Why: "no Rust type travels like it"}
}

// simd reports whether a vector is in a shape.
func (s *Shape) simd(depth int) bool {
	if s.Lanes > 0 || depth > maxDepth {
		return true
	}
	for _, f := range s.Fields {
		if f.Type.simd(depth + 1) {
			return true
		}
	}
	return false
}

// Travels reports whether a repr(C) type of the fields that s gives travels by
// value exactly as t does in every position. It is the check for a type that
// was composed of others, where ValueShape finds one.
func (c *Context) Travels(t abi.Type, s *Shape) bool {
	x := c.of(t)
	if s == nil || x.kind != kRecord || x.reason != "" || x.byAddress || x.isEmpty() || x.hasFlex || x.holds(isX87) {
		return false
	}
	r, ok := rulesFor(c.target, abi.CCDefault)
	if !ok {
		return false
	}
	arg, ret := c.fresh(r, x)
	if arg.Passing == Refused || arg.Differs+ret.Differs != "" {
		return false
	}
	return s.Size == x.size && c.matches(r, s, arg, ret)
}

// Compose lays out fields as repr(C) does and answers nil when they would not
// lie at their offsets or not have this size and alignment.
func Compose(fields []ShapeField, size, align abi.Bytes, union bool) *Shape {
	if union {
		s := &Shape{Size: size, Align: 1, Union: true, Fields: fields}
		most := abi.Bytes(0)
		for _, f := range fields {
			s.Align, most = max(s.Align, f.Type.Align), max(most, f.Type.Size*abi.Bytes(f.length()))
		}
		if s.Align != align || alignUp(most, align) != size {
			return nil
		}
		return s
	}
	s := &Shape{Size: size, Align: 1, Fields: fields}
	if !s.lay(1, false) || s.Align != align {
		return nil
	}
	return s
}

func (f ShapeField) length() uint64 {
	if f.Array {
		return f.Count
	}
	return 1
}

func (c *Context) emptyShape(arg, ret Travel, x *ty) (*Shape, Slot) {
	if arg.Passing == Ignored {
		return nil, Slot{Form: FormOmit, Why: arg.Why}
	}
	if x.size == 1 && arg.Passing == Direct {
		s := &Shape{Size: 1, Align: 1, Scalar: U8}
		return s, Slot{Form: FormByte, Shape: s, Why: arg.Why}
	}
	return nil, Slot{Form: FormRefused, Reason: ReasonNoRustType, Why: "an empty class that takes a slot"}
}

func (c *Context) fresh(r rules, x *ty) (arg, ret Travel) {
	st := &state{target: c.target, cxx: true, compiler: c.compiler, newGCC: c.newGCC}
	r.init(st)
	arg = r.arg(st, x)
	arg.Size = x.size
	st = &state{target: c.target, cxx: true, compiler: c.compiler, newGCC: c.newGCC}
	r.init(st)
	ret = r.ret(st, x)
	return
}

// matches classifies a shape as rustc does and compares both positions.
func (c *Context) matches(r rules, s *Shape, arg, ret Travel) bool {
	t := lowerShape(c.target, s, 0)
	st := &state{target: c.target}
	r.init(st)
	a := r.arg(st, t)
	a.Size = s.Size
	if place(r.name, a) != place(r.name, arg) || a.Passing != arg.Passing && !onStack(r.name) {
		return false
	}
	st = &state{target: c.target}
	r.init(st)
	b := r.ret(st, t)
	if b.Passing != ret.Passing {
		return false
	}
	return resultPlace(r.name, b) == resultPlace(r.name, ret)
}

func scalarShape(target abi.Target, x *ty) *Shape {
	mk := func(s Scalar) *Shape { return &Shape{Size: x.size, Align: x.align, Scalar: s, Natural: true} }
	switch x.kind {
	case kPtr:
		return mk(Ptr)
	case kInt:
		if x.boolean && x.size == 1 {
			return mk(Bool)
		}
		return mk(intScalar(x.size, x.signed))
	case kFloat:
		switch x.size {
		case 4:
			return mk(F32)
		case 8:
			return mk(F64)
		}
	case kVector:
		// core::arch has stable types for these only.
		x86 := target.Arch == abi.X86_64 && x.size == 16
		arm := target.Arch == abi.AArch64 && (x.size == 8 || x.size == 16)
		if e := scalarShape(target, x.elem); e != nil && (x86 || arm) && e.Lanes == 0 {
			return &Shape{Size: x.size, Align: x.align, Scalar: e.Scalar, Lanes: uint32(x.count), Natural: true}
		}
	}
	return nil
}

func intScalar(size abi.Bytes, signed bool) Scalar {
	s := NoScalar
	switch size {
	case 1:
		s = U8
	case 2:
		s = U16
	case 4:
		s = U32
	case 8:
		s = U64
	case 16:
		s = U128
	}
	if signed && s != NoScalar {
		return s - U8 + I8
	}
	return s
}

// structOf lays out fields as repr(C) does; nil when they would not lie at
// their offsets.
func structOf(fields []ShapeField, size, align abi.Bytes, natural bool) *Shape {
	s := &Shape{Size: size, Align: 1, Fields: fields, Natural: natural}
	sort.SliceStable(fields, func(i, j int) bool { return fields[i].Offset < fields[j].Offset })
	if s.lay(align, false) || s.lay(align, true) {
		return s
	}
	return nil
}

// holdsReprAlign reports whether a type is, or has in it at any depth, one of
// repr(align).
func (s *Shape) holdsReprAlign() bool {
	return s.ReprAlign > 0 || slices.ContainsFunc(s.Fields, func(f ShapeField) bool { return f.Type.holdsReprAlign() })
}

// lay checks the offsets and sets the alignment.
func (s *Shape) lay(align abi.Bytes, packed bool) bool {
	end, most := abi.Bytes(0), abi.Bytes(1)
	for _, f := range s.Fields {
		a := f.Type.Align
		if packed {
			if f.Type.holdsReprAlign() {
				return false // repr(packed) may not contain repr(align)
			}
			a = 1
		}
		if f.Offset != alignUp(end, a) {
			return false
		}
		n := abi.Bytes(1)
		if f.Array {
			n = abi.Bytes(f.Count)
		}
		end = f.Offset + f.Type.Size*n
		most = max(most, a)
	}
	s.Align, s.Packed, s.ReprAlign = most, packed, 0
	if align > most {
		if packed {
			return false // repr(packed) and repr(align) exclude each other
		}
		s.Align, s.ReprAlign = align, align
	}
	return alignUp(end, s.Align) == s.Size
}
