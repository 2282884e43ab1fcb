package callconv

import (
	"slices"
	"sort"

	"github.com/tenon-abi/tenon/abi"
)

// RISC-V LP64D (RISC-V ELF psABI 1.0, "Hardware Floating-point Calling
// Convention").

func riscv64() rules {
	return rules{
		name: "lp64d",
		init: func(s *state) { s.ints, s.floats = 8, 8 },
		arg:  rvArg,
		ret: func(s *state, t *ty) Travel {
			x := rvArg(&state{target: s.target, cxx: s.cxx, compiler: s.compiler, newGCC: s.newGCC, ints: 2, floats: 2}, t)
			if x.Even, x.Align = false, 0; x.Passing == Ignored && t.size <= 16 {
				x.Differs = "" // nobody reads the register
			}
			if x.Passing == Indirect {
				x.Passing, x.Pieces = IndirectResult, nil
			}
			return x
		},
	}
}

func rvArg(s *state, t *ty) Travel {
	if t.aggregate() && (t.isEmpty() || t.size == 0) {
		x := Travel{Passing: Ignored, Why: "an empty class takes no register"}
		if s.cxx && t.size > 0 {
			x.Differs = "clang-15 passes no empty class, g++ and clang-19 use one register"
		}
		return x
	}
	if t.kind == kFloat && t.size <= 8 && s.floats > 0 {
		s.floats--
		return Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, t.size}}, Why: "a floating-point register"}
	}
	if t.aggregate() {
		if p, ok := rvFields(s, t); ok {
			return p
		}
		if s.cxx && s.compiler != abi.CompilerGCC && t.size <= 8 && loneComplexInt(t) {
			return Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Why: "general-purpose registers",
				Differs: "a complex integer: g++ passes it in one register, clang its parts in two"}
		}
		if s.cxx && (s.compiler != abi.CompilerGCC || s.newGCC) && t.size <= 16 && t.holds(isHollow) && t.holds(isFloating) {
			return Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Why: "general-purpose registers",
				Differs: "a union of empty classes beside a float: clang-19 and g++-16 pass the float in a floating-point register, clang-15 and g++-12 do not"}
		}
	}
	need := 1
	if t.size > 8 && t.size <= 16 {
		need = 2
	}
	if t.size > 16 {
		if s.ints > 0 {
			s.ints--
		}
		return Travel{Passing: Indirect, Pieces: slotPtr(), Why: "larger than 16 bytes"}
	}
	if s.cxx && t.unstated && t.size == 16 && t.align < 16 && s.ints == 0 {
		return refuse(ReasonUnknownAlignment, "its place in memory depends on its alignment: "+MayBeAligned)
	}
	stack := s.ints == 0
	s.ints = max(0, s.ints-need)
	x := Travel{Passing: Direct, Pieces: intPieces(t.size, 8), Even: t.size > 8 && t.align >= 16, Why: "general-purpose registers"}
	if t.kind == kInt && t.size < 8 {
		x.Extend = extend(t)
		if t.size == 4 {
			x.Extend = ExtendSign
		}
		if stack && s.cxx && !t.boolean && s.compiler != abi.CompilerGCC { // g++ reads as much as the value has
			x.Differs = "rustc leaves the upper bits of an integer on the stack as they are, clang takes them to be extended (RISC-V psABI, Integer Calling Convention)"
		}
	}
	return x
}

// loneComplexInt reports whether a class holds a complex integer and nothing else.
func loneComplexInt(t *ty) bool {
	for range maxDepth {
		switch {
		case t.kind == kArray && t.count == 1:
			t = t.elem
		case t.kind == kRecord && !t.union:
			i := slices.IndexFunc(t.fields, func(f fld) bool { return !f.t.isEmpty() })
			if i < 0 || slices.ContainsFunc(t.fields[i+1:], func(f fld) bool { return !f.t.isEmpty() }) {
				return false
			}
			t = t.fields[i].t
		default:
			return t.kind == kComplex && t.elem.kind == kInt
		}
	}
	return false
}

type rvLeaf struct {
	off abi.Bytes
	t   *ty
}

// rvFields passes a class of one or two scalars with at least one floating
// point one in the registers of its scalars.
func rvFields(s *state, t *ty) (Travel, bool) {
	var leaves []rvLeaf
	if !rvFlatten(s, t, 0, &leaves) || len(leaves) == 0 || len(leaves) > 2 {
		return Travel{}, false
	}
	sort.SliceStable(leaves, func(i, j int) bool { return leaves[i].off < leaves[j].off })
	var p []Piece
	floats, ints := 0, 0
	for _, l := range leaves {
		if l.t.kind == kFloat {
			floats++
			p = append(p, Piece{ClassFloat, l.off, l.t.size})
		} else {
			ints++
			p = append(p, Piece{ClassInt, l.off, l.t.size})
		}
	}
	if floats == 0 || floats > s.floats || ints > s.ints {
		return Travel{}, false
	}
	s.floats -= floats
	s.ints -= ints
	x := Travel{Passing: Direct, Pieces: p, Whole: true, Size: t.size, Align: wide(t.align), Why: "its one or two scalars travel in their own registers"}
	last := leaves[len(leaves)-1]
	switch {
	case !s.cxx:
	case t.size > 16:
		x.Differs = "larger than 16 bytes by alignment alone: the standard leaves it open"
	case t.holds(isSizeless):
		x.Differs = "a member of size 0: gcc, g++ and versions of clang disagree which of them count"
	case alignUp(last.off+last.t.size, t.align) != t.size:
		x.Differs = "something that debug information does not show fills its end"
	case t.holds(isLoose):
		x.Differs = "an unnamed bit-field beside the named one, which debug information does not show, would be one scalar more"
	}
	return x, true
}

// isHollow reports whether t is a union that holds nothing but empty classes.
func isHollow(t *ty) bool { return t.kind == kRecord && t.union && t.noData() && !t.isEmpty() }

func isFloating(t *ty) bool { return t.kind == kFloat }

// isLoose reports whether a bit-field has room behind it, which may be that of an
// unnamed one.
func isLoose(t *ty) bool {
	for i, f := range t.fields {
		end := f.off + abi.Bits(f.bits)
		if f.bitField && (i+1 < len(t.fields) && t.fields[i+1].off > end || i+1 == len(t.fields) && t.size.Bits() > end) {
			return true
		}
	}
	return false
}

// rvFlatten lists the scalars of t. Debug info never shows a zero-width
// bit-field between floats, about which g++ and clang differ.
func rvFlatten(s *state, t *ty, off abi.Bytes, out *[]rvLeaf) bool {
	if len(*out) > 2 {
		return false
	}
	switch t.kind {
	case kPtr:
		// g++ and clang do not count pointers as integers here, rustc does.
		*out = append(*out, rvLeaf{off, t})
		return !s.cxx
	case kInt:
		*out = append(*out, rvLeaf{off, t})
		return t.size <= 8
	case kFloat: // binary16 members follow the integer rule
		*out = append(*out, rvLeaf{off, t})
		return t.size == 4 || t.size == 8
	case kComplex:
		*out = append(*out, rvLeaf{off, t.elem}, rvLeaf{off + t.elem.size, t.elem})
		return t.elem.kind == kFloat && t.elem.size <= 8
	case kArray:
		if t.count == 0 && s.cxx && t.elem.isEmpty() {
			return !t.flex
		}
		for i := uint64(0); i < t.count; i++ {
			before := len(*out)
			if !rvFlatten(s, t.elem, off+abi.Bytes(i)*t.elem.size, out) {
				return false
			}
			if len(*out) == before {
				return true // nor has any other element a scalar
			}
		}
		return true
	case kRecord:
		if t.isEmpty() {
			return true
		}
		if t.union {
			return false
		}
		for _, f := range t.fields {
			if f.bitField {
				if f.bits == 0 {
					continue
				}
				unit := f.t
				if unit.kind != kInt || f.bits > 64 {
					return false
				}
				*out = append(*out, rvLeaf{f.off.Bytes() / unit.size * unit.size, unit})
				continue
			}
			if f.t.isEmpty() {
				continue
			}
			if !rvFlatten(s, f.t, off+abi.Bytes(f.off/8), out) {
				return false
			}
		}
		return len(*out) <= 2
	}
	return false
}
