package callconv

import (
	"fmt"
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// seats hands out the argument registers of a target in their order. Registers
// are known by their DWARF numbers.
type seats struct {
	ints, floats       []int16
	nextInt, nextFloat int
	paired             bool // an argument takes one of each kind
	odd                bool // a pair may begin at an odd register
	unknown            bool // where what follows travels is not known
}

func newSeats(t abi.Target) seats {
	from := func(first int16) []int16 {
		return []int16{first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7}
	}
	switch {
	case t.Arch == abi.X86_64 && t.OS == abi.Windows:
		return seats{ints: []int16{2, 1, 8, 9}, floats: from(17)[:4], paired: true} // rcx, rdx, r8, r9; xmm0
	case t.Arch == abi.X86_64:
		return seats{ints: []int16{5, 4, 1, 2, 8, 9}, floats: from(17)} // rdi, rsi, rdx, rcx, r8, r9; xmm0 (psABI AMD64, figure 3.36)
	case t.Arch == abi.AArch64:
		return seats{ints: from(0), floats: from(64), odd: t.OS == abi.Apple} // x0; v0 (DWARF for the Arm 64-bit Architecture §4.1)
	case t.Arch == abi.RISCV64:
		return seats{ints: from(10), floats: from(42), odd: true} // a0; fa0; pairs are aligned among variable arguments only (RISC-V psABI, DWARF register numbers)
	}
	return seats{unknown: true}
}

// address takes the register of an address.
func (s *seats) address() int16 { return s.take(Travel{Passing: Indirect}) }

// take is the register in which a value travels, -1 if that is not one register
// or not known.
func (s *seats) take(t Travel) int16 {
	ints, floats := 0, 0
	switch t.Passing {
	case Indirect:
		ints = 1
	case Direct:
		for _, p := range t.Pieces {
			switch p.Class {
			case ClassInt:
				ints++
			case ClassFloat:
				floats++
			default:
				s.unknown = true
			}
		}
	case Ignored, ByvalStack:
		return -1
	default:
		s.unknown = true
	}
	if s.paired {
		s.nextInt = max(s.nextInt, s.nextFloat)
		s.nextFloat = s.nextInt
	}
	if t.Even && !s.odd {
		s.nextInt += s.nextInt % 2
	}
	i, f := s.nextInt, s.nextFloat
	s.nextInt, s.nextFloat = i+ints, f+floats
	if s.nextInt > len(s.ints) || s.nextFloat > len(s.floats) {
		s.unknown = true // in memory, and conventions differ about what follows
	}
	switch {
	case s.unknown:
	case ints == 1 && floats == 0:
		return s.ints[i]
	case floats == 1 && ints == 0:
		return s.floats[f]
	}
	return -1
}

// differs says that an argument was found in another argument register.
func (s *seats) differs(name string, at abi.Loc, reg int16) string {
	if at.Kind != abi.LocReg || !at.Entry || reg < 0 || at.Reg == reg || !slices.Contains(s.ints, at.Reg) && !slices.Contains(s.floats, at.Reg) {
		return ""
	}
	return fmt.Sprintf("%s lies in register %d of DWARF's numbers, the rules put it in %d", name, at.Reg, reg)
}

// Misplaced says which argument the definition of a function finds in another
// register than the rules put it in, "" if none. Then the function has another
// convention than it states (gcc states none for the attributes ms_abi and pcs),
// debug information lacks a parameter (clang before 17 without optimisation), or it
// is not of this code.
func (c *Context) Misplaced(f abi.Function) string {
	s, sig, rows := newSeats(c.target), f.Signature(), f.ParamRows()
	seen := func(at abi.Loc) bool { return at.Kind == abi.LocReg && at.Entry }
	if s.unknown || sig.CC != abi.CCDefault || f.Has(abi.FuncParamsLost) || len(rows) != len(sig.Params) ||
		!seen(f.Row().ThisLoc) && !slices.ContainsFunc(rows, func(p abi.ParamRow) bool { return seen(p.Loc) }) {
		return ""
	}
	call := Classify(c, sig)
	if reason, _ := call.Refused(); reason != "" {
		return ""
	}
	if call.ResultAt == HiddenFirst {
		s.address()
	}
	if sig.Member || !sig.This.IsNone() {
		if why := s.differs("this", f.Row().ThisLoc, s.address()); why != "" {
			return why
		}
	}
	if call.ResultAt == HiddenAfterThis {
		s.address()
	}
	for i, t := range call.Params {
		if why := s.differs(fmt.Sprintf("parameter %d", i+1), rows[i].Loc, s.take(t)); why != "" {
			return why
		}
	}
	return ""
}
