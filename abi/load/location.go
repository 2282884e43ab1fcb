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
	direct slot  // in the frame, from a register that the location names
	body   bool  // one place for the whole body, which need not be the place at the entry
}

// locate notes where a definition finds its parameters: the second witness of
// how they travel, and of the calling convention.
func (l *loader) locate(f *function, r ref, entry uint64) {
	base := r.u.base()
	params := l.b.ParamRows(f.row.Params)
	next, seen := 0, newSigns(r)
	came := l.arrivals(r, entry)
	var bodies []*abi.Loc // of places that gcc may not mean for the entry, see signs
	take := func(to *abi.Loc, at place) {
		if reg, ok := came.register(at); ok {
			at.loc = abi.Loc{Kind: abi.LocReg, Entry: true, Reg: reg}
		}
		if *to = at.loc; at.body && r.u.gcc && to.Entry {
			to.Entry = false
			bodies = append(bodies, to)
		}
	}
	var visit func(p ref)
	visit = func(p ref) {
		if p.tag() == dwarf.TagGNUFormalParameterPack {
			p.each(visit)
			return
		}
		if p.tag() != dwarf.TagFormalParameter {
			return
		}
		at := l.placeOf(p, base, entry)
		t := l.paramType(p)
		if came.gap(at, &seen, f.row.Result != 0 && l.b.Node(l.plain(f.row.Result)).Kind.IsRecord()) {
			f.row.Flags |= abi.FuncParamsLost
		}
		l.note(&seen, at, t, l.sizeOf(p.target(sType), 0))
		if f.row.This != 0 && next == 0 && f.row.ThisLoc.Kind == abi.LocNone {
			take(&f.row.ThisLoc, at)
			next = -1
			return
		}
		if next < 0 {
			next = 0
		}
		if next < len(params) {
			if q := &params[next]; q.Loc.Kind == abi.LocNone && l.alike(l.plain(q.Type), l.plain(t)) {
				take(&q.Loc, at)
			}
			next++
		}
	}
	r.each(visit)
	for _, to := range bodies {
		to.Entry = seen.tracked
	}
	l.conclude(f, &seen)
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
		if err != nil {
			return none
		}
	}
	e, found := p.u.u.LocationAt(v, base, entry, loc, lists)
	if found == dwarf.FoundUnreadable {
		p.u.file.unplaced++
	}
	if len(e) == 0 {
		return none
	}
	at := l.classify(e)
	at.body = v.Class == dwarf.ClassExpr || v.Class == dwarf.ClassBlock || found == dwarf.FoundFirst
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
		return place{loc: abi.Loc{Kind: kind, Reg: -1}, direct: slot{int16(reg), off}}
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
