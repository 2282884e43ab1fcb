package callconv

import "github.com/tenon-abi/tenon/abi"

// hfa finds a homogeneous aggregate: one to four members of one floating-point
// or short-vector type and nothing else (AAPCS64 §5.9.5; AAPCS32 §5.3).
// n is 0 when t is none.
func hfa(s *state, t *ty) (elem abi.Bytes, n uint64, differs string) {
	h := homogeneous{s: s}
	n, ok := h.count(t, 0)
	if !ok || n == 0 || n > 4 || abi.Bytes(n)*h.size != t.size {
		return 0, 0, ""
	}
	if s.cxx && s.target.ELF() && t.holds(isZeroArray) {
		differs = "an array of length 0: g++ and clang disagree which of them a homogeneous aggregate may have"
	}
	if h.lanes && s.cxx && s.target.Arch == abi.ARM && s.compiler != abi.CompilerGCC {
		differs = "vectors of integers: clang passes their elements one by one unless it may use NEON, which debug information does not say"
	}
	if h.beside && s.cxx && s.target.ELF() && s.compiler != abi.CompilerClang {
		differs = "g++ takes no union with an empty class for a homogeneous aggregate unless it is [[no_unique_address]], clang does"
	}
	return h.size, n, differs
}

type homogeneous struct {
	s      *state
	size   abi.Bytes
	vector bool
	lanes  bool // vectors are of integers
	beside bool // an empty class is in a union
}

func (h *homogeneous) leaf(t *ty) bool {
	vec := t.kind == kVector
	if vec && t.size != 8 && t.size != 16 {
		return false
	}
	if !vec && t.kind != kFloat || h.s.target.Arch == abi.ARM && t.kind == kFloat && t.size != 4 && t.size != 8 {
		return false
	}
	if h.size == 0 {
		h.size, h.vector = t.size, vec
		h.lanes = vec && t.elem.kind == kInt
	}
	return h.size == t.size && h.vector == vec
}

func (h *homogeneous) count(t *ty, depth int) (uint64, bool) {
	if depth > maxDepth {
		return 0, false
	}
	switch t.kind {
	case kFloat, kVector:
		return 1, h.leaf(t)
	case kComplex:
		return 2, h.leaf(t.elem)
	case kArray:
		if t.count == 0 {
			return 0, h.ignoresZero()
		}
		n, ok := h.count(t.elem, depth+1)
		if n > 4 || t.count > 64 {
			return 5, false
		}
		return n * t.count, ok
	case kRecord:
		return h.fields(t, depth)
	}
	return 0, false
}

// ignoresZero: an array of length 0 makes no difference to rustc, and may make one to
// g++ (see hfa); clang takes no class with one for homogeneous.
func (h *homogeneous) ignoresZero() bool { return !h.s.cxx || h.s.target.ELF() }

func (h *homogeneous) fields(t *ty, depth int) (uint64, bool) {
	if t.hasFlex || t.cxx && !permittedHFA(h.s, t) {
		return 0, false
	}
	var n uint64
	for _, f := range t.fields {
		if f.bitField {
			return 0, false
		}
		if f.t.kind == kArray && f.t.isEmpty() && f.t.holds(isZeroArray) {
			if !h.ignoresZero() {
				return 0, false
			}
			continue
		}
		if f.t.isEmpty() && (f.base || h.s.cxx || f.t.size == 0) {
			h.beside = h.beside || t.union
			continue
		}
		k, ok := h.count(f.t, depth+1)
		if !ok {
			return 0, false
		}
		if t.union {
			n = max(n, k)
		} else {
			n += k
		}
		if n > 4 {
			return n, false
		}
	}
	return n, true
}

// permittedHFA: Windows on arm64 takes only aggregates with a trivial default
// constructor, copy assignment and destructor
// (clang MicrosoftCXXABI.cpp, isPermittedToBeHomogeneousAggregate).
func permittedHFA(s *state, t *ty) bool {
	if !s.target.Microsoft() || t.triv == nil {
		return true
	}
	x := t.triv
	return !(x.Polymorphic || x.DefaultCtor == abi.Yes || x.Dtor != abi.StateTrivial || x.CopyAssign == abi.StateNontrivial ||
		t.empty || emptyBase(t))
}

func emptyBase(t *ty) bool {
	for _, f := range t.fields {
		if f.base && f.t.isEmpty() {
			return true
		}
	}
	return false
}

// ambiguousHFA: clang-15 refuses bases and private members, clang-19 takes
// them; nobody here can ask the vendor's compiler.
func ambiguousHFA(s *state, t *ty) bool {
	return s.target.Microsoft() && t.triv != nil && (t.triv.HasBase || t.triv.PrivateField || t.triv.DefaultCtor == abi.Maybe || t.triv.Dtor == abi.StateUnknown || t.triv.CopyAssign == abi.StateUnknown)
}

func hfaPieces(elem abi.Bytes, n uint64) []Piece {
	out := make([]Piece, n)
	for i := range out {
		out[i] = Piece{ClassFloat, abi.Bytes(i) * elem, elem}
	}
	return out
}

// intPieces cuts size bytes into general-purpose registers.
func intPieces(size, reg abi.Bytes) []Piece {
	var out []Piece
	for off := abi.Bytes(0); off < size; off += reg {
		out = append(out, Piece{ClassInt, off, min(reg, size-off)})
	}
	return out
}
