package callconv

import (
	"cmp"
	"fmt"

	"github.com/tenon-abi/tenon/abi"
)

// AAPCS64 (Procedure Call Standard for the Arm 64-bit Architecture, §6.8).
// Apple's and Microsoft's variants are in apple64.go and winarm64.go.

func aapcs64() rules {
	return rules{name: "aapcs64", init: func(*state) {}, arg: a64Arg, ret: a64Ret}
}

// illegalVector: not a short vector of §5.7.
func illegalVector(t *ty) bool {
	return t.kind == kVector && (!pow2(abi.Bytes(t.count)) || t.size != 8 && (t.size != 16 || t.count == 1))
}

func a64Arg(s *state, t *ty) Travel {
	switch t.kind {
	case kInt, kPtr:
		return a64Int(s, t)
	case kFloat:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a floating-point register"}
	case kMemFn:
		return Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Why: "two general-purpose registers"}
	case kVector:
		return a64Vector(t)
	}
	if s.cxx && s.target.ELF() && s.compiler != abi.CompilerGCC && t.size > 1 && t.noData() && t.holds(isAligned) {
		return Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Why: "an empty class takes one register",
			Differs: "an aligned class without members: clang passes nothing in C and a register in C++"}
	}
	if t.isEmpty() || t.size == 0 {
		if !s.cxx || s.target.OS == abi.Apple || t.size == 0 && s.target.OS != abi.Windows {
			return Travel{Passing: Ignored, Why: "no data"}
		}
		return Travel{Passing: Direct, Pieces: intPieces(1, 8), Why: "an empty class takes one register"}
	}
	if elem, n, beside := hfa(s, t); n > 0 && !(s.variadic && s.target.OS == abi.Windows) {
		x := Travel{Passing: Direct, Pieces: hfaPieces(elem, n), Size: t.size, Align: wide(elem), Why: fmt.Sprintf("a homogeneous aggregate of %d members", n)}
		if s.cxx && s.target.ELF() { // in memory; rustc goes by the members' type alone, Apple and Microsoft too
			align, differs := membersAlign(s, t, 16)
			x.Align, x.Differs = wide(align), cmp.Or(beside, differs)
		}
		if !s.cxx && vectorAgg(t) && n > 1 {
			return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "rustc passes a structure of vectors by address"}
		}
		if ambiguousHFA(s, t) {
			x.Differs = "clang-15 and clang-19 disagree about homogeneous aggregates with bases or private members"
		}
		return x
	}
	if t.size > 16 {
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "larger than 16 bytes"}
	}
	x := Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Why: "fits general-purpose registers"}
	align := t.align
	if s.target.ELF() {
		align, x.Differs = membersAlign(s, t, 16)
	}
	if x.Even = align >= 16; x.Even {
		x.Pieces = intPieces(16, 8)
	}
	if ambiguousHFA(s, t) && allFloat(t) {
		x.Differs = "clang-15 and clang-19 disagree about homogeneous aggregates with bases or private members"
	}
	return x
}

// membersAlign is the alignment that places a class: not its own alignas but that of its members (AAPCS64 §5.9, "natural
// alignment"; AAPCS32 §5.3). g++ counts bases and leaves out empty members that lie on others; clang (15 and 19,
// ASTContext::getTypeUnadjustedAlign) does it the other way round. Only even and more matter.
func membersAlign(s *state, t *ty, even abi.Bytes) (align abi.Bytes, differs string) {
	if !s.cxx || t.kind != kRecord {
		return t.natural, ""
	}
	gcc, clang := abi.Bytes(1), abi.Bytes(1)
	for _, f := range t.fields {
		a := min(max(f.align, f.t.align), t.natural)
		switch {
		case f.bitField && s.target.Arch == abi.ARM: // its type counts in a packed class, too (gcc from 9 on)
			gcc = max(gcc, f.align, f.t.align)
		case !f.overlap:
			gcc = max(gcc, a)
		}
		if !f.base {
			clang = max(clang, a)
		}
	}
	if (gcc >= even) != (clang >= even) && s.compiler != abi.CompilerGCC {
		return gcc, "g++ counts the alignment of bases and of the types of packed bit-fields, but not of empty members that lie on others, clang the other way round"
	}
	return gcc, ""
}

// allFloat reports whether a plain class of t's members would be homogeneous.
func allFloat(t *ty) bool {
	_, n, _ := hfa(&state{target: abi.TargetA64Linux, cxx: true}, t)
	return n > 0
}

func vectorAgg(t *ty) bool {
	h := homogeneous{s: &state{target: abi.TargetA64Linux}}
	_, ok := h.count(t, 0)
	return ok && h.vector
}

func a64Int(s *state, t *ty) Travel {
	x := Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Even: t.size == 16, Why: "a general-purpose register"}
	if s.target.OS == abi.Apple || !s.cxx && t.boolean {
		x.Extend = extend(t)
	}
	return x
}

func a64Vector(t *ty) Travel {
	switch {
	case !illegalVector(t):
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a vector register"}
	case t.size <= 4:
		return Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Why: "a small vector travels as an integer"}
	case t.size <= 16:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a vector register"}
	}
	return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "a vector larger than 16 bytes goes by address"}
}

func a64Ret(s *state, t *ty) Travel {
	switch {
	case t.kind == kVector && t.size > 16:
		return Travel{Passing: IndirectResult, Why: "a vector larger than 16 bytes"}
	case t.aggregate() && (t.isEmpty() || t.size == 0):
		x := Travel{Passing: Ignored, Why: "no data"}
		if s.cxx && s.target.ELF() && t.size > 16 {
			x.Differs = "g++ passes an address for the result, clang none"
		}
		return x
	}
	if t.kind == kVector {
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a vector register"}
	}
	x := a64Arg(&state{target: s.target, cxx: s.cxx, compiler: s.compiler}, t)
	x.Even = false
	if s.target.ELF() { // results start at x0: where alignment would put an argument does not matter
		_, _, x.Differs = hfa(s, t)
	}
	if x.Passing == Indirect {
		x.Passing, x.Pieces = IndirectResult, nil
	}
	x.Align = 0
	return x
}
