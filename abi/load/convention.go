package load

import (
	"fmt"
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// signs are what the places of a function's parameters show of its convention.
//
// gcc follows parameters from the entry on and writes lists of places, unless
// told -fno-var-tracking, and except in functions whose stack it loses track of.
// Then it writes the register of the body, which is any.
type signs struct {
	in      *unit
	old     bool   // defined without a prototype: numbers come widened
	n       int    // parameters so far
	words   uint64 // i386: what they fill, in words of 4 bytes
	floats  bool   // all of them so far are floating-point numbers
	first   *place // of the first integer or pointer
	index   int    // its parameter
	tracked bool   // a parameter has a list of places
	ints    int    // integers and pointers so far
	classes bool   // there are parameters of other types, which may take their registers
	kept    bool   // one lies where preserve_none has it, see preserveNone
	adrift  bool   // i386: one lies in a register of the body that no convention uses
	maybe   bool   // i386: one lies in a register of the body that some convention uses
	sure    bool   // i386: one was not on the stack at the entry
}

// adrift is a function that shows nothing of its convention.
type adrift struct {
	id abi.FuncID
	in *unit
}

func newSigns(r ref) signs { return signs{in: r.u, old: !r.flag(sPrototyped), floats: true} }

// preserveNone has the registers that functions preserve and that pass the first
// integers of those with the attribute preserve_none (GCC manual, "Common Function
// Attributes"; LLVM's X86CallingConv.td, AArch64CallingConvention.td). gcc states
// nothing of it, and without optimisation nothing shows it; clang states it.
var preserveNone = map[abi.Arch]struct {
	major    int // of gcc
	first, n int // DWARF numbers: r12 to r15; x20 to x28
}{abi.X86_64: {15, 12, 4}, abi.AArch64: {16, 20, 9}}

// keep notes an integer at index that came, or may have come, in a register that
// functions preserve: one further where the address of a result goes first.
func (s *signs) keep(at place, arch abi.Arch) {
	p := preserveNone[arch]
	if n := int(at.loc.Reg) - p.first; s.in.gcc && p.n > 0 && s.in.major >= p.major && at.loc.Kind == abi.LocReg && n >= 0 && n < p.n {
		s.kept = s.kept || s.classes || n == s.ints || n == s.ints+1
	}
	s.ints++
}

// note takes the place of the next parameter; bytes is the size of a class, 0 if it is not known.
func (l *loader) note(s *signs, at place, t abi.TypeID, bytes uint64) {
	s.n++
	s.tracked = s.tracked || at.loc.Kind != abi.LocNone && !at.body
	kind, size := l.scalarKind(t)
	switch kind {
	case scalarInteger:
		s.keep(at, l.target.Arch)
	case scalarOther:
		s.classes = true
	}
	if s.first == nil && s.floats {
		if kind == scalarInteger {
			s.first, s.index = &at, s.n-1
		}
		s.floats = kind == scalarFloat
	}
	// On i386 all but vectors lie above the return address (psABI §2.2.3), which
	// the attributes regparm, sseregparm and fastcall of gcc 12 and clang 15
	// change and don't state.
	if l.target.Arch != abi.I386 || l.target.OS == abi.Windows || l.b.Node(l.plain(t)).Kind == abi.KindVector {
		return
	}
	switch widened := kind == scalarInteger && size < 4 || kind == scalarFloat && size < 8 && s.old; {
	case at.frame && at.offset < 0:
		// Without optimisation numbers are copied to where they are narrow or where
		// 8 bytes are aligned, and by clang classes too. gcc copies classes to where
		// they are aligned; the three registers of regparm hold none larger than 12 bytes.
		class := kind == scalarOther && l.b.Node(l.plain(t)).Kind.IsRecord()
		s.sure = s.sure || !widened && (size == 4 || s.in.gcc && class && bytes <= 12)
	case at.loc.Kind != abi.LocReg || !at.loc.Entry:
	case !at.body || !s.in.gcc:
		s.sure = true
	case at.loc.Reg >= xmm0 && at.loc.Reg <= xmm2 || at.loc.Reg == eax && s.words == 0 || at.loc.Reg == edx && s.words < 2 || at.loc.Reg == ecx && s.words < 3:
		s.maybe = true // regparm takes eax, edx and ecx in order, from edx on after the address of a result; fastcall ecx and edx
	default:
		s.adrift = true
	}
	if size == 0 {
		size = bytes
	}
	s.words += (size + 3) / 4
}

// conclude gives a function the convention that its parameters show.
func (l *loader) conclude(f *function, s *signs) {
	if f.row.CC != abi.CCDefault || !s.in.lang.Cxx() && !s.in.lang.C() {
		return
	}
	s.in.tracked = s.in.tracked || s.tracked
	sure := s.tracked || !s.in.gcc
	switch {
	case s.kept:
		f.row.CC = abi.CCOther
	case l.target.Arch == abi.I386:
		sure = sure || s.sure
		if s.sure || s.maybe {
			f.row.CC = abi.CCOther
		} else if s.adrift && !s.tracked {
			l.adrift = append(l.adrift, adrift{f.id, s.in})
		}
	case s.first == nil:
	case !sure && !l.mayEnter(s.first, s.index, f.row.Result):
		l.adrift = append(l.adrift, adrift{f.id, s.in})
	default:
		f.row.CC = l.seenConvention(s.first, s.in.gcc)
		if sure = sure || s.first.frame; !sure && f.row.CC != abi.CCDefault {
			f.row.CC = abi.CCOther // the register may be that of the body
		}
	}
	switch {
	case f.row.CC == abi.CCDefault || f.row.Flags&abi.FuncExternal == 0: // gcc gives static functions of i386 registers as it likes
	case sure:
		s.in.foreign = true
	default:
		s.in.doubt = true
	}
}

// settleConventions decides about functions that show nothing: they have the
// default convention unless others of their unit have not, or may have not.
func (l *loader) settleConventions() {
	for _, f := range l.files {
		if f.unplaced > 0 {
			l.issue("unreadable-locations", abi.Warning, fmt.Sprintf("the locations of %d parameters can't be read, by which a calling convention that is not the platform's would show", f.unplaced),
				f.debug.Source, 0)
		}
	}
	for _, a := range l.adrift {
		if f := l.funcs.at(a.id); (a.in.foreign || a.in.doubt && !a.in.tracked) && f.row.CC == abi.CCDefault {
			f.row.CC = abi.CCOther
		}
	}
	l.adrift = nil
}

// mayEnter reports whether the first integer of a function, its parameter at
// index, can have come in the register of the body where it is found. gcc's only
// other convention on x86-64 is Microsoft's, where registers go by position,
// after the address of a result that is no number.
func (l *loader) mayEnter(p *place, index int, result abi.TypeID) bool {
	if l.target.Arch != abi.X86_64 || !p.body || p.loc.Kind != abi.LocReg || p.loc.Reg == rdi || p.loc.Reg == rsi {
		return true
	}
	at := slices.Index([]int16{rcx, rdx, r8, r9}, p.loc.Reg)
	number := result == 0 || l.b.Node(result).Kind == abi.KindVoid
	if kind, _ := l.scalarKind(result); kind != scalarOther {
		number = true
	}
	return at >= 0 && (at == index || at == index+1 && !number)
}

const (
	scalarOther = iota
	scalarInteger
	scalarFloat
)

// scalarKind tells integers and pointers from floating-point numbers, and their
// size in bytes.
func (l *loader) scalarKind(t abi.TypeID) (kind int, size uint64) {
	for range maxTypeDepth {
		switch n := l.b.Node(t); n.Kind {
		case abi.KindConst, abi.KindVolatile, abi.KindRestrict, abi.KindAtomic, abi.KindTypedef:
			t = n.Elem
			continue
		case abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef:
			return scalarInteger, uint64(l.target.PointerSize)
		case abi.KindEnum:
			return scalarInteger, n.Size
		case abi.KindBase:
			switch n.Enc {
			case abi.EncFloat:
				if n.Size <= 8 {
					return scalarFloat, n.Size
				}
			case abi.EncBool, abi.EncSigned, abi.EncUnsigned, abi.EncCharSigned, abi.EncCharUnsigned, abi.EncUTF:
				if n.Size <= uint64(l.target.PointerSize) {
					return scalarInteger, n.Size
				}
			}
		}
		return scalarOther, 0
	}
	return scalarOther, 0
}

// Registers by DWARF number: System V x86-64 psABI, figure 3.36; i386 psABI,
// table 2.14.
const (
	rdx, rcx, rsi, rdi, r8, r9 = 1, 2, 4, 5, 8, 9
	eax, ecx, edx, xmm0, xmm2  = 0, 1, 2, 21, 23
	rbp, rsp, ebp              = 6, 7, 5
)

// seenConvention says which convention the place of a function's first integer
// shows. gcc 12 writes no DW_AT_calling_convention for the attributes ms_abi,
// fastcall and regparm, clang 15 none for regparm; nothing shows gcc's stdcall.
// gcc counts places in the frame from the canonical frame address.
func (l *loader) seenConvention(p *place, gcc bool) abi.CallConv {
	if l.target.OS == abi.Windows {
		return abi.CCDefault
	}
	reg, known := p.loc.Reg, p.loc.Kind == abi.LocReg && p.loc.Entry
	switch l.target.Arch {
	case abi.X86_64:
		switch {
		case known && (reg == rdi || reg == rsi): // rsi after the address of a result
			return abi.CCDefault
		case known && gcc && (reg == rcx || reg == rdx || reg == r8 || reg == r9):
			return abi.CCWin64
		case known: // clang states the convention; 13 can write the register of the body
			return abi.CCOther
		case gcc && p.frame && p.offset >= 0: // in the room that callers leave for registers
			return abi.CCWin64
		}
	}
	return abi.CCDefault
}
