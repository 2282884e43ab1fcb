package callconv

import "github.com/tenon-abi/tenon/abi"

// Microsoft x86: cdecl, stdcall, thiscall, fastcall
// (learn.microsoft.com, "Argument passing and naming conventions").

func winX86(cc abi.CallConv) rules {
	return rules{name: x86Name("cdecl", cc), init: x86Init, arg: winX86Arg, ret: winX86Ret}
}

func winX86Arg(s *state, t *ty) Travel {
	if s.cc == abi.CCVectorcall && s.cxx && (t.kind == kRecord || t.kind == kVector) {
		return refuse(ReasonVectorcall, "vectorcall passes classes of floats and vectors in registers; rustc does not")
	}
	if t.kind == kVector {
		if s.floats > 0 {
			s.floats--
			return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "an xmm register"}
		}
		return Travel{Passing: Indirect, Pieces: []Piece{{ClassStack, 0, 4}}, Why: "no xmm register is left"}
	}
	if t.kind == kRecord {
		switch address, reason, why := t.explicitlyAligned(); {
		case reason != "":
			return refuse(reason, why)
		case address:
			return Travel{Passing: Indirect, Pieces: x86Pointer(s), Why: "explicitly aligned to more than 4 bytes, so it goes by address"}
		}
	}
	if t.aggregate() && t.kind != kComplex && t.isEmpty() {
		if !s.cxx {
			return Travel{Passing: Ignored, Why: "no data"}
		}
		return Travel{Passing: ByvalStack, Size: max(t.size, 1), Align: 4, Why: "an empty class takes one slot"}
	}
	return x86Stack(s, t)
}

// explicitlyAligned reports whether alignas asks for more than 4 bytes: such classes
// go by address. clang before 17 looks at the class alone, later ones at what is in it,
// too, as Microsoft's compiler does.
func (t *ty) explicitlyAligned() (yes bool, reason, why string) {
	r := t.required
	switch {
	case !t.cxx:
		return t.overAligned && t.align > 4, "", ""
	case r.own > 4 && r.asked >= r.own, r.asked > 4 && !r.outer:
		return true, "", ""
	case r.own > 4, r.stated > 4 && !r.outer:
		return false, ReasonUnknownAlignment, "debug information does not say whether alignas or #pragma pack made a class state its alignment; if alignas did, it goes by address"
	case r.stated > 4:
		return false, ReasonCompilersDisagree, "a member that is explicitly aligned to more than 4 bytes makes it go by address with clang 17 and later, not before"
	}
	return false, "", ""
}

func x86Pointer(s *state) []Piece {
	if s.ints > 0 {
		s.ints--
		return []Piece{{ClassIntReg, 0, 4}}
	}
	return []Piece{{ClassStack, 0, 4}}
}

func winX86Ret(s *state, t *ty) Travel {
	if t.kind == kMemFn || !t.aggregate() {
		return x86Scalar(s, t)
	}
	switch {
	case t.hasFlex:
		return Travel{Passing: IndirectResult, Why: "has a flexible array"}
	case t.kind != kComplex && (t.isEmpty() || t.size == 0):
		return Travel{Passing: Ignored, Why: "no data"}
	case t.size <= 8 && pow2(t.size) && (!s.cxx || inRegister(t)):
		return Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, t.size}}, Why: "returned in eax, edx:eax"}
	}
	return Travel{Passing: IndirectResult, Why: "its size is not 1, 2, 4 or 8 bytes"}
}

// inRegister is clang's shouldReturnTypeInRegister: every member has the size
// of a register, and no 8-byte vectors.
func inRegister(t *ty) bool {
	if t.size > 8 || !pow2(t.size) {
		return false
	}
	switch t.kind {
	case kVector:
		return t.size != 8 && t.size != 16
	case kArray, kComplex:
		return inRegister(t.elem)
	case kRecord:
		for _, f := range t.fields {
			if !f.overlap && !(f.t.kind == kArray && f.t.count == 0) && !inRegister(f.t) {
				return false
			}
		}
	}
	return true
}
