package callconv

import "github.com/tenon-abi/tenon/abi"

// i386 System V (psABI Intel386 1.1 §2.2): every argument lies on the stack,
// every class returns through a hidden address that the callee pops. stdcall,
// fastcall and thiscall are GNU attributes with Microsoft's register use.

func i386(cc abi.CallConv) rules {
	return rules{name: x86Name("i386", cc), init: x86Init, arg: i386Arg, ret: i386Ret}
}

func x86Name(def string, cc abi.CallConv) string {
	switch cc {
	case abi.CCStdcall, abi.CCThiscall, abi.CCFastcall, abi.CCVectorcall:
		return cc.String()
	}
	return def
}

func x86Init(s *state) {
	s.ints, s.floats = 0, 3
	switch s.cc {
	case abi.CCFastcall, abi.CCVectorcall:
		s.ints = 2
	case abi.CCThiscall:
		s.ints = 1
	}
	if s.cc == abi.CCVectorcall {
		s.floats = 6
	}
}

func i386Arg(s *state, t *ty) Travel {
	if t.aggregate() && t.kind != kComplex && (t.isEmpty() || t.size == 0) {
		x := Travel{Passing: Ignored, Why: "an empty class takes no slot"}
		if s.cxx && t.size > 0 {
			x.Differs = "g++ uses a slot for an empty class, clang none"
		}
		return x
	}
	x := x86Stack(s, t)
	if s.cxx && hasVector(t) {
		x.Differs = "g++ and clang pass vectors differently"
	}
	return x
}

func hasVector(t *ty) bool {
	switch t.kind {
	case kVector:
		return true
	case kArray:
		return hasVector(t.elem)
	case kRecord:
		for _, f := range t.fields {
			if hasVector(f.t) {
				return true
			}
		}
	}
	return false
}

// x86Stack places a value in 4-byte slots, or in ecx and edx.
func x86Stack(s *state, t *ty) Travel {
	if t.integerLike() && t.size <= 4 {
		x := Travel{Passing: Direct, Extend: extend(t), Pieces: []Piece{{ClassStack, 0, t.size}}, Why: "one stack slot"}
		if s.ints > 0 {
			s.ints--
			x.Pieces[0].Class, x.Why = ClassIntReg, "ecx or edx"
		}
		return x
	}
	if !t.aggregate() {
		if t.kind == kInt && s.cc == abi.CCFastcall {
			s.ints = max(0, s.ints-int(t.size/4))
		}
		return Travel{Passing: Direct, Pieces: []Piece{{ClassStack, 0, t.size}}, Why: "stack slots"}
	}
	if s.cxx && (s.cc == abi.CCFastcall || s.cc == abi.CCVectorcall) {
		// clang lets a class use up the registers it would fill; rustc does not.
		s.ints = max(0, s.ints-int((t.size+3)/4))
	}
	if !t.hasFlex && t.size <= 16 && expandable(t) == t.size {
		return Travel{Passing: Direct, Pieces: []Piece{{ClassStack, 0, t.size}}, Why: "its members lie in stack slots"}
	}
	return Travel{Passing: ByvalStack, Size: t.size, Align: 4, Why: "the object lies on the stack"}
}

// expandable sums the members when all are 4 or 8 bytes (clang X86.cpp,
// canExpandIndirectArgument).
func expandable(t *ty) abi.Bytes {
	switch t.kind {
	case kComplex:
		if t.elem.size == 4 || t.elem.size == 8 {
			return t.size
		}
	case kRecord:
		if t.union && len(t.fields) > 1 || t.cxx && t.id == 0 {
			return 0
		}
		var sum abi.Bytes
		for _, f := range t.fields {
			if f.bitField {
				return 0
			}
			switch f.t.kind {
			case kRecord, kComplex:
				k := expandable(f.t)
				if k != f.t.size && !f.t.noData() {
					return 0
				}
				sum += k
			case kInt, kPtr, kFloat:
				if f.t.size != 4 && f.t.size != 8 {
					return 0
				}
				sum += f.t.size
			default:
				return 0
			}
		}
		return sum
	}
	return 0
}

func i386Ret(s *state, t *ty) Travel {
	switch t.kind {
	case kRecord, kArray, kMemFn:
		if !s.cxx && t.size == 0 {
			return Travel{Passing: Ignored, Why: "no data"}
		}
		return Travel{Passing: IndirectResult, Why: "i386 System V returns every class by hidden pointer"}
	case kComplex:
		if t.size <= 8 {
			return Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, t.size}}, Why: "returned in edx:eax"}
		}
		return Travel{Passing: IndirectResult, Why: "a complex number larger than 8 bytes"}
	}
	x := x86Scalar(s, t)
	if s.cxx && t.kind == kVector {
		x.Differs = "g++ and clang return vectors differently"
	}
	return x
}

func x86Scalar(s *state, t *ty) Travel {
	switch t.kind {
	case kFloat, kX87:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassX87, 0, t.size}}, Why: "returned in st0"}
	case kVector:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "returned in xmm0"}
	}
	return Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, t.size}}, Extend: extend(t), Why: "returned in eax, edx:eax"}
}
