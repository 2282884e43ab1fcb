package load

import (
	"encoding/binary"
	"strings"

	"golang.org/x/arch/x86/x86asm"

	"github.com/tenon-abi/tenon/abi"
)

// arrivals says which argument register a function copies to which place of its
// frame before it does anything else. Without optimisation clang before 17 does not
// describe a class that goes by address and is not used. The names of C functions
// don't tell that a parameter is missing; the registers of those behind it do.
type arrivals struct {
	base  int16 // the frame base, a DWARF register
	slots map[slot]int16
	// args is how many bytes above a base the places of arguments on the stack
	// begin, under conventions that give each one in its turn.
	args map[int16]int64
	word int64 // bytes
}

// slot is a place in the frame, from a register as it is after the prologue.
type slot struct {
	base int16
	off  int64
}

// arrivals reads the first instructions of a definition, if parameters of it may be
// missing.
func (l *loader) arrivals(r ref, entry uint64) arrivals {
	var none arrivals
	u := r.u
	if u.gcc || u.major >= 17 || !u.lang.C() && !u.lang.Cxx() || strings.HasPrefix(r.str(sLinkage), "_Z") {
		return none
	}
	e := u.u.Block(r.get(sFrameBase))
	if len(e) != 1 || e[0] < opReg0 || e[0] >= opBreg0 {
		return none
	}
	a := arrivals{base: int16(e[0] - opReg0), slots: map[slot]int16{}, args: map[int16]int64{}}
	code := u.im.Code(entry, maxPrologue)
	switch l.target.Arch {
	case abi.X86_64:
		depth := a.amd64(code)
		if l.target.OS == abi.Windows {
			a.word = 8
			for base, at := range depth {
				a.args[base] = at + 8 // behind the return address
			}
		}
	case abi.AArch64:
		a.arm64(code)
	case abi.I386:
		if l.target.OS != abi.Windows {
			a.word, a.args[ebp] = 4, 8 // behind ebp, which was saved, and the return address
		}
	}
	return a
}

// maxPrologue bounds the bytes of code that are read.
const maxPrologue = 512

// register is the argument register that a parameter came in.
func (a arrivals) register(at place) (int16, bool) {
	s := at.direct
	if at.frame {
		s = slot{a.base, at.offset}
	}
	reg, ok := a.slots[s]
	return reg, ok && reg >= 0
}

// gap reports whether an argument on the stack lies further up than those before it
// and the address of a class that is returned reach.
func (a arrivals) gap(at place, before *signs, returnsClass bool) bool {
	args, known := a.args[a.base]
	if !known || !at.frame || at.offset < args {
		return false
	}
	if returnsClass {
		args += a.word
	}
	if a.word == 4 {
		return at.offset > args+4*int64(before.words) // i386 psABI §2.2.3
	}
	return at.offset > args+8*int64(before.n) // x64 calling convention: one place each
}

// store notes what the function writes to a place first.
func (a arrivals) store(base int16, off int64, reg int16) {
	if _, again := a.slots[slot{base, off}]; !again {
		a.slots[slot{base, off}] = reg
	}
}

// amd64 follows x86-64 code up to the first instruction that is not a plain copy
// or arithmetic. The result is how far above each base the return address lies,
// where that is certain.
func (a arrivals) amd64(code []byte) map[int16]int64 {
	lost := map[int16]bool{} // argument registers that hold something else
	depth := map[int16]int64{rsp: 0}
	for len(code) > 0 {
		if strings.HasPrefix(string(code[:min(4, len(code))]), "\xf3\x0f\x1e\xfa") { // endbr64
			code = code[4:]
			continue
		}
		in, err := x86asm.Decode(code, 64)
		if err != nil {
			return depth
		}
		code = code[in.Len:]
		switch in.Op {
		case x86asm.NOP:
			continue
		case x86asm.CALL:
			if len(a.slots) == 0 {
				return nil // __chkstk, before room of a size that is computed is taken
			}
			return depth
		case x86asm.PUSH:
			depth[rsp] += 8
			clear(a.slots)
			continue
		case x86asm.MOV, x86asm.MOVSS, x86asm.MOVSD_XMM, x86asm.MOVAPS, x86asm.MOVUPS, x86asm.MOVD, x86asm.MOVQ, x86asm.MOVZX, x86asm.MOVSX, x86asm.MOVSXD,
			x86asm.LEA, x86asm.AND, x86asm.OR, x86asm.XOR, x86asm.ADD, x86asm.SUB:
		default:
			return depth
		}
		switch to := in.Args[0].(type) {
		case x86asm.Mem:
			from, ok := in.Args[1].(x86asm.Reg)
			reg := amd64Register(from)
			if !ok || lost[reg] || in.Op == x86asm.AND || in.Op == x86asm.OR || in.Op == x86asm.XOR || in.Op == x86asm.ADD || in.Op == x86asm.SUB {
				reg = -1
			}
			if base := amd64Register(to.Base); to.Index == 0 && to.Segment == 0 {
				a.store(base, to.Disp, reg)
			}
		case x86asm.Reg:
			if to == x86asm.RSP && in.Op == x86asm.ADD {
				return depth // the end
			}
			if n, plain := in.Args[1].(x86asm.Imm); to == x86asm.RSP && in.Op == x86asm.SUB && plain {
				depth[rsp] += int64(n)
				clear(a.slots)
			} else if to == x86asm.RSP {
				delete(depth, rsp) // aligned anew, or of a size that is computed
				return depth
			}
			if to == x86asm.RBP {
				delete(depth, rbp)
				from, _ := in.Args[1].(x86asm.Mem)
				switch {
				case in.Op == x86asm.MOV && in.Args[1] == x86asm.RSP:
					depth[rbp] = depth[rsp]
				case in.Op == x86asm.LEA && from.Base == x86asm.RSP && from.Index == 0:
					depth[rbp] = depth[rsp] - from.Disp
				}
			}
			lost[amd64Register(to)] = true
		}
	}
	return depth
}

// amd64Register is the DWARF number of a register that passes arguments or is the
// base of a frame, -1 of others (System V x86-64 psABI, figure 3.36).
func amd64Register(r x86asm.Reg) int16 {
	if x86asm.X0 <= r && r <= x86asm.X7 {
		return 17 + int16(r-x86asm.X0)
	}
	switch r {
	case x86asm.RDX, x86asm.EDX, x86asm.DX, x86asm.DL:
		return rdx
	case x86asm.RCX, x86asm.ECX, x86asm.CX, x86asm.CL:
		return rcx
	case x86asm.RSI, x86asm.ESI, x86asm.SI, x86asm.SIB:
		return rsi
	case x86asm.RDI, x86asm.EDI, x86asm.DI, x86asm.DIB:
		return rdi
	case x86asm.R8, x86asm.R8L, x86asm.R8W, x86asm.R8B:
		return r8
	case x86asm.R9, x86asm.R9L, x86asm.R9W, x86asm.R9B:
		return r9
	case x86asm.RBP:
		return rbp
	case x86asm.RSP:
		return rsp
	}
	return -1
}

// arm64 follows AArch64 code up to the first branch. Numbers in the masks are the
// encodings of Arm's "A64 Instruction Set Architecture", C4.1 (loads and stores,
// add and subtract with immediates).
func (a arrivals) arm64(code []byte) {
	const fp, sp = 29, 31
	var lost uint32 // argument registers that hold something else, of both kinds
	above := int64(-1)
	for ; len(code) >= 4; code = code[4:] {
		in := binary.LittleEndian.Uint32(code)
		rd, base := int16(in&31), int16(in>>5&31)
		put := func(first int16, off int64) {
			reg := first + rd
			if rd > 7 || lost&(1<<rd) != 0 {
				reg = -1
			}
			a.store(base, off, reg)
			if base == sp && above >= 0 {
				a.store(fp, off-above, reg)
			}
		}
		unsigned, signed := int64(in>>10&0xfff), int64(int32(in<<11)>>23) // imm12, imm9
		switch {
		case in&0xfffff01f == 0xd503201f: // a hint: bti, paciasp, nop
		case in>>26&7 == 5: // branches, exceptions, system instructions
			return
		case in&0x3fc00000 == 0x39000000:
			put(0, unsigned<<(in>>30))
		case in&0x3fc00000 == 0x3d000000:
			put(64, unsigned<<(in>>30))
		case in&0xffc00000 == 0x3d800000:
			put(64, unsigned<<4)
		case in&0x3fe00c00 == 0x38000000:
			put(0, signed)
		case in&0x3fe00c00 == 0x3c000000, in&0xffe00c00 == 0x3c800000:
			put(64, signed)
		case in&0x3a400000 == 0x28000000: // two at once, no single parameter
			if base == sp && in>>23&3 != 2 {
				clear(a.slots)
			}
		case in&0xff8003ff == 0x910003fd: // add x29, sp, #n
			above = unsigned << (in >> 22 & 1 * 12)
		case in&0x7f80001f == 0x1200001f: // and sp, xn, #m: aligned anew
			clear(a.slots)
			above = -1
		case in&0xff8003ff == 0x910003ff: // add sp, sp, #n: the end
			return
		case in&0xff8003ff == 0xd10003ff: // sub sp, sp, #n
			clear(a.slots)
			if above >= 0 {
				above += unsigned << (in >> 22 & 1 * 12)
			}
		default:
			if rd < 8 {
				lost |= 1 << rd
			}
			if second := in >> 10 & 31; in&0x3a000000 == 0x28000000 && second < 8 { // a pair that is loaded
				lost |= 1 << second
			}
		}
	}
}
