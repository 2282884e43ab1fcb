package load

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// place is where a parameter lies when its function is entered.
type place struct {
	loc    abi.Loc
	frame  bool  // in the frame, at offset
	offset int64 // from the frame base
}

// locate notes where a definition finds its parameters: the second witness of
// how they travel, and of the calling convention.
func (l *loader) locate(f *function, r ref, entry uint64) {
	base, _ := r.u.u.Address(r.u.entry(0).get(sLowPC))
	params := l.b.ParamRows(f.row.Params)
	var first *place // of the first integer or pointer
	floats, next := true, 0
	registers := false // i386: an argument lies in a register
	var take func(p ref)
	take = func(p ref) {
		if p.tag() == dwarf.TagGNUFormalParameterPack {
			p.each(take)
			return
		}
		if p.tag() != dwarf.TagFormalParameter {
			return
		}
		at := l.placeOf(p, base, entry)
		t := l.paramType(p)
		registers = registers || l.inRegister(&at, t)
		if first == nil && floats {
			switch l.scalarKind(t) {
			case scalarInteger:
				first = &at
			case scalarFloat:
			default:
				floats = false
			}
		}
		if f.row.This != 0 && next == 0 && f.row.ThisLoc.Kind == abi.LocNone {
			f.row.ThisLoc = at.loc
			next = -1
			return
		}
		if next < 0 {
			next = 0
		}
		if next < len(params) {
			if q := &params[next]; q.Loc.Kind == abi.LocNone && l.alike(l.plain(q.Type), l.plain(t)) {
				q.Loc = at.loc
			}
			next++
		}
	}
	r.each(take)
	if f.row.CC == abi.CCDefault && (r.u.lang.Cxx() || r.u.lang.C()) {
		if registers {
			f.row.CC = abi.CCOther
		} else if first != nil {
			f.row.CC = l.seenConvention(first, r.u.gcc)
		}
	}
}

// inRegister reports whether an argument lies in a register on i386 Linux, where
// all but vectors lie above the return address (i386 psABI §2.2.3): what the
// attributes regparm, sseregparm and fastcall of gcc 12 and clang 15 show of
// themselves.
func (l *loader) inRegister(p *place, t abi.TypeID) bool {
	if l.target.Arch != abi.I386 || l.target.OS == abi.Windows || l.b.Node(l.plain(t)).Kind == abi.KindVector {
		return false
	}
	return p.loc.Kind == abi.LocReg && p.loc.Entry || p.frame && p.offset < 0
}

const (
	scalarOther = iota
	scalarInteger
	scalarFloat
)

// scalarKind tells integers and pointers from floating-point numbers.
func (l *loader) scalarKind(t abi.TypeID) int {
	for range maxTypeDepth {
		switch n := l.b.Node(t); n.Kind {
		case abi.KindConst, abi.KindVolatile, abi.KindRestrict, abi.KindAtomic, abi.KindTypedef:
			t = n.Elem
			continue
		case abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef, abi.KindEnum:
			return scalarInteger
		case abi.KindBase:
			switch n.Enc {
			case abi.EncFloat:
				if n.Size <= 8 {
					return scalarFloat
				}
			case abi.EncBool, abi.EncSigned, abi.EncUnsigned, abi.EncCharSigned, abi.EncCharUnsigned, abi.EncUTF:
				if n.Size <= uint64(l.target.PointerSize) {
					return scalarInteger
				}
			}
		}
		return scalarOther
	}
	return scalarOther
}

// Registers by DWARF number: System V x86-64 psABI, figure 3.36; i386 psABI,
// table 2.14.
const (
	rdx, rcx, rsi, rdi, r8, r9 = 1, 2, 4, 5, 8, 9
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
		case known && (reg == rcx || reg == rdx || reg == r8 || reg == r9):
			return abi.CCWin64
		case known:
			return abi.CCOther
		case gcc && p.frame && p.offset >= 0: // in the room that callers leave for registers
			return abi.CCWin64
		}
	}
	return abi.CCDefault
}

// placeOf reads a parameter's location at the entry of its function.
func (l *loader) placeOf(p ref, base, entry uint64) place {
	v := p.get(sLocation)
	var none place
	if v.Class == dwarf.ClassNone {
		return none
	}
	var loc, lists []byte
	if v.Class != dwarf.ClassExpr && v.Class != dwarf.ClassBlock {
		var err error
		if p.u.u.Version < 5 {
			loc, err = p.u.file.debug.Loc()
		} else {
			lists, err = p.u.file.debug.LocLists()
		}
		if err != nil || p.u.u.Version < 5 && p.u.secs.Dwo {
			return none // .debug_loc.dwo has a form of its own
		}
	}
	e, ok := p.u.u.LocationAt(v, base, entry, loc, lists)
	if !ok || len(e) == 0 {
		return none
	}
	at := l.classify(e)
	if !p.u.gcc && at.loc.Kind == abi.LocValue && !(at.frame && at.offset < 0) {
		// clang describes an argument on the stack that is the address of an
		// object as if the object lay there (seen with 15, -O1).
		at.loc.Kind = abi.LocOther
	}
	return at
}

// DWARF expression operators (DWARF 5 §7.7.1).
const (
	opDeref = 0x06
	opReg0  = 0x50
	opBreg0 = 0x70
	opRegx  = 0x90
	opFbreg = 0x91
	opBregx = 0x92
	opPiece = 0x93
)

func (l *loader) classify(e []byte) place {
	other := place{loc: abi.Loc{Kind: abi.LocOther, Reg: -1}}
	op, rest := e[0], e[1:]
	var reg uint64
	switch {
	case op >= opReg0 && op < opBreg0:
		return register(uint64(op-opReg0), rest)
	case op == opRegx:
		reg, rest = uleb(rest)
		return register(reg, rest)
	case op == opFbreg:
		off, rest := sleb(rest)
		return place{loc: abi.Loc{Kind: memory(rest), Reg: -1}, frame: true, offset: off}
	case op >= opBreg0 && op < opRegx:
		reg = uint64(op - opBreg0)
	case op == opBregx:
		reg, rest = uleb(rest)
	default:
		return other
	}
	off, rest := sleb(rest)
	switch kind := memory(rest); {
	case l.frameRegister(reg):
		return place{loc: abi.Loc{Kind: kind, Reg: -1}}
	case kind == abi.LocValue && off == 0 && reg < 1<<15:
		return place{loc: abi.Loc{Kind: abi.LocIndirect, Entry: true, Reg: int16(reg)}}
	}
	return other
}

func register(reg uint64, rest []byte) place {
	switch {
	case len(rest) > 0 && rest[0] == opPiece:
		return place{loc: abi.Loc{Kind: abi.LocPieces, Entry: true, Reg: -1}}
	case len(rest) > 0 || reg >= 1<<15:
		return place{loc: abi.Loc{Kind: abi.LocOther, Reg: -1}}
	}
	return place{loc: abi.Loc{Kind: abi.LocReg, Entry: true, Reg: int16(reg)}}
}

// memory is the kind of an expression that computes an address, by what
// follows.
func memory(rest []byte) abi.LocKind {
	switch {
	case len(rest) == 0:
		return abi.LocValue
	case len(rest) == 1 && rest[0] == opDeref:
		return abi.LocIndirect
	case rest[0] == opPiece:
		return abi.LocPieces
	}
	return abi.LocOther
}

// frameRegister reports whether a register is a stack or frame pointer.
func (l *loader) frameRegister(reg uint64) bool {
	switch l.target.Arch {
	case abi.X86_64:
		return reg == 6 || reg == 7
	case abi.I386:
		return reg == 4 || reg == 5
	case abi.AArch64:
		return reg == 29 || reg == 31
	case abi.ARM:
		return reg == 7 || reg == 11 || reg == 13
	case abi.RISCV64:
		return reg == 2 || reg == 8
	}
	return true
}

func uleb(b []byte) (v uint64, rest []byte) {
	for i, c := range b {
		if i < 9 {
			v |= uint64(c&0x7f) << (7 * i)
		}
		if c < 0x80 {
			return v, b[i+1:]
		}
	}
	return v, nil
}

func sleb(b []byte) (int64, []byte) {
	var v int64
	for i, c := range b {
		if i < 9 {
			v |= int64(c&0x7f) << (7 * i)
		}
		if c < 0x80 {
			if i < 9 && c&0x40 != 0 {
				v |= -1 << (7 * (i + 1))
			}
			return v, b[i+1:]
		}
	}
	return v, nil
}
