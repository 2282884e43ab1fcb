package callconv

import (
	"cmp"

	"github.com/tenon-abi/tenon/abi"
)

// System V x86-64 (psABI AMD64 1.0 §3.2.3), as clang and rustc implement it.

type sseClass uint8

const (
	noClass sseClass = iota
	intClass
	sseClass1
	sseUp
	x87Class
	x87Up
	complexX87
	memClass
)

func sysv64() rules {
	return rules{
		name: "sysv64",
		init: func(s *state) { s.ints, s.floats = 6, 8 },
		arg:  sysvArg,
		ret:  sysvRet,
	}
}

// merge is rule 4 of "Classification".
func merge(a, b sseClass) sseClass {
	switch {
	case a == b || b == noClass:
		return a
	case a == noClass:
		return b
	case a == memClass || b == memClass:
		return memClass
	case a == intClass || b == intClass:
		return intClass
	case a >= x87Class && a <= complexX87 || b >= x87Class && b <= complexX87:
		return memClass
	}
	return sseClass1
}

// eightbytes holds the classes of a value of at most 16 bytes.
type eightbytes struct {
	lo, hi sseClass
	hidden [2]bool // room that no member explains
	null   bool    // a member is of type std::nullptr_t
	veiled bool    // an alignment makes an empty class large enough to hold an unnamed bit-field
	// What elements of arrays of length 0 within an eightbyte would add.
	zero [2]sseClass
	// A member that is not aligned may be a bit-field as wide as its type.
	blurred bool
	// A vector of one 8-byte integer is an integer: clang on Apple and FreeBSD.
	lone bool
}

func newEightbytes(s *state) eightbytes {
	return eightbytes{lone: s.target.OS == abi.Apple || s.target.OS == abi.FreeBSD}
}

func (e *eightbytes) put(off abi.Bits, c sseClass) {
	if off < 64 {
		e.lo = merge(e.lo, c)
	} else if off < 128 {
		e.hi = merge(e.hi, c)
	}
}

func (e *eightbytes) memory() { e.lo, e.hi = memClass, memClass }

// post is rule 5, the post-merger clean-up.
func (e *eightbytes) post(size abi.Bytes) {
	switch {
	case e.lo == memClass || e.hi == memClass:
		e.memory()
	case e.hi == x87Up && e.lo != x87Class:
		e.memory()
	case size > 16 && (e.lo != sseClass1 || e.hi != sseUp):
		e.memory()
	case e.hi == sseUp && e.lo != sseClass1:
		e.hi = sseClass1
	}
}

func classifySysV(t *ty, off abi.Bits, e *eightbytes) {
	switch t.kind {
	case kInt, kPtr:
		e.put(off, intClass)
		if t.size == 16 {
			e.put(off+64, intClass)
		}
	case kMemFn:
		e.put(off, intClass)
		e.put(off+64, intClass)
	case kFloat:
		e.put(off, sseClass1)
		if t.size == 16 {
			e.put(off+64, sseUp)
		}
	case kX87:
		e.put(off, x87Class)
		e.put(off+64, x87Up)
	case kVector:
		classifyVector(t, off, e)
	case kComplex:
		switch {
		case t.elem.kind == kX87:
			e.put(off, complexX87)
		case t.elem.kind == kFloat && t.size > 16:
			e.memory()
		default:
			classifySysV(t.elem, off, e)
			classifySysV(t.elem, off+t.elem.size.Bits(), e)
		}
	case kArray:
		classifyElems(t, off, e)
	case kRecord:
		classifyFields(t, off, e)
	}
}

func classifyVector(t *ty, off abi.Bits, e *eightbytes) {
	switch {
	case t.size <= 4:
		e.put(off, intClass)
	case t.size == 8 && t.elem.kind == kInt && t.count == 1 && e.lone:
		e.put(off, intClass)
	case t.size == 8 && t.count == 1 && t.elem.kind != kInt:
		e.memory() // <1 x double>
	case t.size == 8:
		e.put(off, sseClass1)
	case t.size == 16:
		e.put(off, sseClass1)
		e.put(off+64, sseUp)
	default:
		e.memory() // larger vectors need AVX, which the object does not tell
	}
}

func classifyElems(t *ty, off abi.Bits, e *eightbytes) {
	if t.count == 0 && !t.flex && off%64 != 0 && off < 128 {
		x := eightbytes{lone: e.lone}
		classifySysV(t.elem, off, &x)
		e.zero = [2]sseClass{merge(e.zero[0], x.lo), merge(e.zero[1], x.hi)}
	}
	if t.size > 16 || t.elem.align != 0 && off%t.elem.align.Bits() != 0 {
		if t.count > 0 {
			e.memory()
		}
		return
	}
	for i := uint64(0); i < t.count && i < 128; i++ {
		classifySysV(t.elem, off+abi.Bits(i)*t.elem.size.Bits(), e)
	}
}

func classifyFields(t *ty, off abi.Bits, e *eightbytes) {
	if t.size > 16 || t.hasFlex || t.byAddress {
		e.memory()
		return
	}
	e.veiled = e.veiled || t.overAligned && t.size > 1 && t.noData()
	for _, h := range t.hidden {
		for b := (off + h.off) / 64; b < 2 && b*64 < off+h.end; b++ {
			e.hidden[b] = true
		}
	}
	for _, f := range t.fields {
		o := off + f.off
		switch {
		case f.bitField:
			if f.bits > 0 {
				e.put(o, intClass)
				e.put(o+abi.Bits(f.bits)-1, intClass)
			}
		case !f.base && !f.t.noData() && f.t.align > 0 && o%f.t.align.Bits() != 0:
			e.blurred = e.blurred || t.blurred && f.t.kind == kInt
			e.memory()
			return
		default:
			e.null = e.null || f.t.isNull()
			classifySysV(f.t, o, e)
		}
	}
	e.post(t.size)
}

// differs: g++ classifies an unnamed bit-field as an integer, clang not at all; g++ classifies a member of type
// std::nullptr_t as a pointer, clang puts its class in memory; g++ classifies the element of an array of length 0 that
// begins within an eightbyte (gcc, i386.cc, classify_argument: words is not 0).
func (e eightbytes) differs(s *state, size abi.Bytes) string {
	if s.cxx && s.compiler != abi.CompilerClang && (merge(e.lo, e.zero[0]) != e.lo || size > 8 && merge(e.hi, e.zero[1]) != e.hi) {
		return "an array of length 0 within an eightbyte: g++ classifies its element, clang does not"
	}
	if s.cxx && e.null && e.lo != memClass && s.compiler != abi.CompilerGCC {
		return "a member of type std::nullptr_t: g++ passes its class in registers, clang in memory"
	}
	if s.cxx && e.veiled && (e.lo != intClass || size > 8 && e.hi != intClass) && s.compiler != abi.CompilerClang {
		return "an aligned class without members: g++ passes an unnamed bit-field in it as an integer, and debug information shows none"
	}
	if s.cxx && e.lo != memClass && (e.hidden[0] && e.lo != intClass || e.hidden[1] && e.hi != intClass) {
		return "room that no member explains: g++ passes an unnamed bit-field as an integer, clang not at all"
	}
	return ""
}

// unclear: clang passes a class with a bit-field that is not aligned in registers, and one with such a member in memory.
func (e eightbytes) unclear(s *state) string {
	if s.cxx && e.blurred {
		return unclearBits
	}
	return ""
}

const unclearBits = "a member that is not aligned may be a bit-field as wide as its type, which clang before 16 does not say"

func (e eightbytes) pieces(size abi.Bytes) []Piece {
	var out []Piece
	put := func(c sseClass, off abi.Bytes) {
		switch c {
		case intClass:
			out = append(out, Piece{ClassInt, off, min(size-off, 8)})
		case sseClass1:
			out = append(out, Piece{ClassFloat, off, min(size-off, 8)})
		case sseUp:
			out[len(out)-1].Size = 16
		}
	}
	put(e.lo, 0)
	put(e.hi, 8)
	return out
}

func sysvArg(s *state, t *ty) Travel {
	if t.integerLike() && t.size <= 8 && s.ints > 0 { // most parameters
		s.ints--
		if t.isNull() {
			s.nulls++
		}
		return Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, t.size}}, Whole: true, Extend: extend(t), Size: t.size, Why: "fits general-purpose registers"}
	}
	e := newEightbytes(s)
	classifySysV(t, 0, &e)
	e.post(t.size)
	if e.lo >= x87Class {
		why := "larger than 16 bytes"
		switch {
		case e.lo != memClass:
			why = "long double travels in memory as a parameter"
		case t.hasFlex:
			why = "has a flexible array"
		case t.size <= 16:
			why = "has an unaligned member"
		}
		if !t.aggregate() && t.kind != kVector {
			return Travel{Passing: Direct, Pieces: []Piece{{ClassStack, 0, t.size}}, Align: wide(t.align), Size: t.size, Why: why}
		}
		x := byval(t, why)
		x.Differs = cmp.Or(largeNoData(s, t), e.unclear(s))
		return x
	}
	if e.lo == noClass && e.hi == noClass {
		return Travel{Passing: Ignored, Why: "no data: an empty class takes no slot", Differs: e.differs(s, t.size)}
	}
	pieces := e.pieces(t.size)
	ints, floats := count(pieces)
	if d := e.differs(s, t.size); d != "" {
		return Travel{Passing: Direct, Pieces: pieces, Size: t.size, Why: sysvWhy(pieces), Differs: d}
	}
	if ints > s.ints || floats > s.floats {
		return sysvExhausted(s, t, pieces)
	}
	x := Travel{Passing: Direct, Pieces: pieces, Align: wide(t.align), Whole: true, Extend: extend(t), Size: t.size}
	if t.kind == kInt && t.size == 16 {
		if s.ints -= 2; s.ints < 0 {
			s.ints = 0
		}
		x.Why = "two general-purpose registers"
		return x
	}
	s.ints -= ints
	s.floats -= floats
	x.Why = sysvWhy(pieces)
	return x
}

// sysvExhausted: too few registers are left for all eightbytes.
func sysvExhausted(s *state, t *ty, pieces []Piece) Travel {
	splits := s.nullSplits(t, pieces)
	if !t.aggregate() || t.aggregate() && s.ints == 0 && t.size <= 8 && t.align <= 8 {
		x := Travel{Passing: Direct, Pieces: []Piece{{ClassStack, 0, t.size}}, Align: wide(t.align), Why: "no register is left", Size: t.size, Extend: extend(t)}
		switch {
		case t.kind != kInt || t.size != 16:
		case s.ints > 0:
			x.Differs = "a 16-byte integer with one register left: g++ and rustc use memory, clang splits it"
			if s.cxx {
				s.ints = 0
			}
		case s.cxx:
			x.Differs = "a 16-byte integer on the stack: g++, rustc and clang 19 align it to 16 bytes, clang 15 to 8"
		}
		return x
	}
	x := byval(t, "not enough registers are left for the whole value")
	if splits && s.cxx && s.compiler != abi.CompilerGCC {
		x.Differs = "a class behind a std::nullptr_t with too few registers left: g++ uses memory, clang splits it"
	}
	return x
}

// nullSplits reports whether clang splits a value between the registers that are left
// and the stack: it does not count the register of a std::nullptr_t before it (clang 15
// to 23; f(long, long, long, long, std::nullptr_t, struct { long a, b; })).
func (s *state) nullSplits(t *ty, pieces []Piece) bool {
	ints, floats := count(pieces)
	if floats > s.floats || ints > s.ints+s.nulls {
		return false
	}
	s.nulls -= ints - s.ints // it counts what lies on the stack
	return s.ints > 0 || floats > 0 || t.align > 8
}

// largeNoData: alignment alone makes a class without data larger than 16
// bytes. clang follows the size to memory; g++ passes and returns nothing.
func largeNoData(s *state, t *ty) string {
	if s.cxx && t.aggregate() && t.size > 16 && t.noData() {
		return "an empty class larger than 16 bytes: clang uses memory, g++ passes nothing"
	}
	return ""
}

func byval(t *ty, why string) Travel {
	return Travel{Passing: ByvalStack, Size: t.size, Align: max(t.align, 8), Why: why}
}

// wide keeps an alignment that places a value in the argument area.
func wide(a abi.Bytes) abi.Bytes {
	if a <= 8 {
		return 0
	}
	return a
}

func count(p []Piece) (ints, floats int) {
	for _, x := range p {
		switch x.Class {
		case ClassInt:
			ints++
		case ClassFloat:
			floats++
		}
	}
	return
}

func sysvWhy(p []Piece) string {
	ints, floats := count(p)
	switch {
	case floats == 0:
		return "fits general-purpose registers"
	case ints == 0:
		return "floating-point data fits SSE registers"
	}
	return "one eightbyte is integer data, the other floating point"
}

// extend: the psABI leaves it open; clang and g++ callers widen to 32 bits.
func extend(t *ty) Extend {
	switch {
	case t.kind != kInt || t.size >= 4:
		return ExtendNone
	case t.signed:
		return ExtendSign
	}
	return ExtendZero
}

func sysvRet(s *state, t *ty) Travel {
	e := newEightbytes(s)
	classifySysV(t, 0, &e)
	e.post(t.size)
	switch e.lo {
	case memClass:
		if t.kind == kVector {
			return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "vector registers"}
		}
		return Travel{Passing: IndirectResult, Why: "larger than two registers, or an unaligned member", Differs: cmp.Or(largeNoData(s, t), e.unclear(s))}
	case x87Class:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassX87, 0, 16}}, Why: "long double returns in st0"}
	case complexX87:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassX87, 0, 16}, {ClassX87, 16, 16}}, Why: "complex long double returns in st0 and st1"}
	}
	if e.lo == noClass && e.hi == noClass {
		return Travel{Passing: Ignored, Why: "no data"}
	}
	p := e.pieces(t.size)
	return Travel{Passing: Direct, Pieces: p, Extend: extend(t), Why: sysvWhy(p), Differs: e.differs(s, t.size)}
}
