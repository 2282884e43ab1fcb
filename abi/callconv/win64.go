package callconv

// Microsoft x64 (learn.microsoft.com, "x64 calling convention"), also MinGW:
// one slot per parameter; sizes 1, 2, 4 and 8 travel in it, all other classes
// by address.

func win64() rules {
	return rules{name: "win64", init: func(*state) {}, arg: win64Arg, ret: win64Ret}
}

func win64Arg(s *state, t *ty) Travel {
	switch {
	case !s.cxx && t.size == 0:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, 8}}, Why: "rustc passes an address for a zero-sized type"}
	case t.kind == kX87:
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "long double goes by address"}
	case t.kind == kInt && t.size == 16:
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "16-byte integers go by address"}
	case t.kind == kVector && t.size > 8:
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "16-byte vectors go by address"}
	case t.kind == kFloat && t.size == 16:
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "16-byte floating point goes by address"}
	case t.kind == kFloat || t.kind == kVector:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a vector register"}
	case t.hasFlex:
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "has a flexible array"}
	case (t.aggregate() || t.kind == kMemFn) && (t.size > 8 || !pow2(t.size)):
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "its size is not 1, 2, 4 or 8 bytes"}
	}
	x := Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, t.size}}, Why: "fits one general-purpose slot"}
	if t.boolean {
		x.Extend = ExtendZero
	}
	return x
}

func slotPtr() []Piece { return []Piece{{ClassInt, 0, 8}} }

func win64Ret(s *state, t *ty) Travel {
	switch {
	case !s.cxx && t.size == 0:
		return Travel{Passing: Ignored, Why: "no data"}
	case t.kind == kX87:
		return Travel{Passing: IndirectResult, Why: "long double returns by address"}
	case t.kind == kInt && t.size == 16, t.kind == kVector && t.size == 16, t.kind == kFloat && t.size == 16:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, 16}}, Why: "returned in xmm0"}
	case t.kind == kVector && t.size > 16:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "vector registers"}
	case t.kind == kFloat || t.kind == kVector:
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "returned in xmm0"}
	case t.hasFlex:
		return Travel{Passing: IndirectResult, Why: "has a flexible array"}
	case (t.aggregate() || t.kind == kMemFn) && (t.size > 8 || !pow2(t.size)):
		return Travel{Passing: IndirectResult, Why: "its size is not 1, 2, 4 or 8 bytes"}
	}
	x := Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, t.size}}, Why: "returned in rax"}
	if t.boolean {
		x.Extend = ExtendZero
	}
	return x
}
