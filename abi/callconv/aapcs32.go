package callconv

import (
	"cmp"
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// AAPCS32, hard-float variant (Procedure Call Standard for the Arm
// Architecture, §6 and §7.1). Variadic functions use the base standard.

func aapcs32() rules {
	return rules{name: "aapcs-vfp", init: func(*state) {}, arg: armArg, ret: armRet}
}

func armArg(s *state, t *ty) Travel {
	switch t.kind {
	case kInt, kPtr:
		return Travel{Passing: Direct, Pieces: intPieces(t.size, 4), Even: t.align >= 8, Extend: extend(t), Why: "core registers"}
	case kFloat:
		if s.variadic {
			return Travel{Passing: Direct, Pieces: intPieces(t.size, 4), Even: t.size == 8, Why: "core registers in a variadic call"}
		}
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a floating-point register"}
	case kMemFn:
		return Travel{Passing: Direct, Pieces: intPieces(t.size, 4), Why: "two core registers"}
	case kVector:
		return a32Vector(t)
	}
	if t.isEmpty() || t.size == 0 {
		x := Travel{Passing: Ignored, Why: "an empty class takes no register"}
		switch {
		case s.cxx && t.size > 0:
			x.Differs = "g++ uses a register for an empty class, clang none"
		case s.cxx && t.align >= 8:
			x.Differs = "gcc goes on at an even register behind a class of no size whose members are aligned, clang does not"
		}
		return x
	}
	if elem, n, beside := hfa(s, t); n > 0 && !s.variadic {
		if !s.cxx && vectorAgg(t) {
			return Travel{Passing: Direct, Pieces: intPieces(t.size, 4), Why: "rustc does not know aggregates of vectors"}
		}
		x := Travel{Passing: Direct, Pieces: hfaPieces(elem, n), Size: t.size, Why: "a homogeneous aggregate"}
		if s.cxx { // in memory; rustc goes by the members' type alone
			align, differs := membersAlign(s, t, 8)
			x.Even, x.Differs = elem < 8 && align >= 8, cmp.Or(beside, differs)
		}
		return x
	}
	align, differs := t.align, ""
	if s.cxx {
		align, differs = membersAlign(s, t, 8)
	}
	if t.size > 64 {
		return Travel{Passing: ByvalStack, Size: t.size, Align: min(max(align, 4), 8), Differs: differs, Why: "larger than 64 bytes: a copy in core registers and on the stack"}
	}
	x := Travel{Differs: differs, Passing: Direct, Pieces: intPieces(t.size, 4), Even: align >= 8, Why: "core registers and stack"}
	if x.Even {
		x.Pieces = intPieces(alignUp(t.size, 8), 4)
	}
	return x
}

func a32Vector(t *ty) Travel {
	switch {
	case t.size <= 4:
		return Travel{Passing: Direct, Pieces: intPieces(t.size, 4), Why: "a small vector travels as an integer"}
	}
	return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "vector registers"}
}

func armRet(s *state, t *ty) Travel {
	x := armResult(s, t)
	if s.unnamed && s.cxx && s.compiler != abi.CompilerClang {
		// g++ 12 to 16 take "f(...)" for a function that is not variadic.
		if y := armResult(&state{target: s.target, cxx: true, compiler: s.compiler}, t); !slices.Equal(x.Pieces, y.Pieces) {
			x.Differs = "g++ returns it in a floating-point register where no parameter is named, clang in core registers"
		}
	}
	return x
}

func armResult(s *state, t *ty) Travel {
	fixed := &state{target: s.target, cxx: s.cxx, variadic: s.variadic}
	if t.kind == kVector && t.size > 16 {
		return Travel{Passing: IndirectResult, Why: "a vector larger than 16 bytes"}
	}
	if t.kind == kVector {
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a vector register"}
	}
	if !t.aggregate() {
		x := armArg(fixed, t)
		x.Even = false
		return x
	}
	if t.isEmpty() || t.size == 0 {
		x := Travel{Passing: Ignored, Why: "no data"}
		if s.cxx && t.size > 4 {
			x.Differs = "g++ passes an address for the result, clang none"
		}
		return x
	}
	if elem, n, beside := hfa(s, t); n > 0 && !s.variadic && (s.cxx || !vectorAgg(t)) {
		return Travel{Passing: Direct, Pieces: hfaPieces(elem, n), Why: "a homogeneous aggregate", Differs: beside}
	}
	if t.size <= 4 {
		return Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, t.size}}, Why: "returned in r0"}
	}
	return Travel{Passing: IndirectResult, Why: "larger than 4 bytes"}
}
