package callconv

import "github.com/tenon-abi/tenon/abi"

// RustType is a Rust type as rustc's conventions see it: a [Shape]. A nil
// RustType is the unit type.
type RustType = *Shape

// RustSig is the signature of an extern function in Rust. ABI is the string
// of its extern block.
type RustSig struct {
	ABI      string
	Result   RustType
	Params   []RustType
	Variadic bool
}

// rustCC maps the string of an extern block to a convention; "system" and the
// unwinding spellings are those of their base.
func rustCC(t abi.Target, s string) (abi.CallConv, bool) {
	if n := len(s); n > 7 && s[n-7:] == "-unwind" {
		s = s[:n-7]
	}
	switch s {
	case "", "C", "cdecl":
		return abi.CCDefault, true
	case "system":
		if t.Arch == abi.I386 && t.OS == abi.Windows {
			return abi.CCStdcall, true
		}
		return abi.CCDefault, true
	case "stdcall":
		return abi.CCStdcall, t.Arch == abi.I386 || t.OS == abi.Windows
	case "fastcall":
		return abi.CCFastcall, t.Arch == abi.I386
	case "thiscall":
		return abi.CCThiscall, t.Arch == abi.I386
	case "win64":
		return abi.CCWin64, t.Arch == abi.X86_64
	case "sysv64":
		return abi.CCSysV64, t.Arch == abi.X86_64
	case "aapcs":
		return abi.CCAAPCS, false
	}
	return abi.CCOther, false
}

// ClassifyRust says how rustc passes the values of an extern function.
func ClassifyRust(target abi.Target, s RustSig) Call {
	cc, ok := rustCC(target, s.ABI)
	r, known := rulesFor(target, cc)
	if !ok || !known {
		return Call{Convention: "unknown", Result: refuse(ReasonConvention, "extern \""+s.ABI+"\" is not modelled for "+target.String())}
	}
	st := &state{target: target, cc: cc, variadic: s.Variadic}
	call := Call{Convention: r.name, Variadic: s.Variadic}
	r.init(st)
	if s.Result == nil {
		call.Result = Travel{Passing: Void}
	} else {
		call.Result = r.ret(st, lowerShape(target, s.Result, 0))
		call.Result.Size = s.Result.Size
	}
	if call.Result.Passing == IndirectResult {
		call.ResultAt, call.ReturnsPointer = HiddenFirst, target.Arch != abi.ARM && target.Arch != abi.RISCV64
		if target.Arch == abi.AArch64 {
			call.ResultAt, call.ReturnsPointer = HiddenX8, false
		} else {
			r.arg(st, pointer(target))
		}
		if target.Arch == abi.I386 && target.OS == abi.Linux {
			call.CalleePops = 4
		}
	}
	call.Params = make([]Travel, 0, len(s.Params))
	var scratch ty // conventions keep no reference to what they are asked about
	for i, p := range s.Params {
		t := &scratch
		if p.Scalar != NoScalar && p.Lanes == 0 {
			scratch = scalarTy(target, p.Scalar)
		} else {
			t = lowerShape(target, p, 0)
		}
		x := r.arg(st, t)
		x.Size = p.Size
		if i == 0 && cc == abi.CCThiscall && len(x.Pieces) == 1 {
			x.Pieces[0].Class = ClassIntReg
		}
		call.Params = append(call.Params, x)
	}
	return call
}

func pointer(t abi.Target) *ty {
	return &ty{kind: kPtr, size: t.PointerSize, align: t.PointerSize, natural: t.PointerSize}
}

// lowerShape makes a shape what conventions look at.
func lowerShape(target abi.Target, s *Shape, depth int) *ty {
	if depth > maxDepth {
		return bad(ReasonContradictory, "shapes nest too deeply")
	}
	if s.Scalar != NoScalar {
		x := scalarTy(target, s.Scalar)
		if s.Lanes > 0 {
			return &ty{kind: kVector, size: s.Size, align: s.Align, natural: s.Align, elem: &x, count: uint64(s.Lanes)}
		}
		return &x
	}
	t := &ty{kind: kRecord, union: s.Union, size: s.Size, align: s.Align, natural: 1, empty: s.Size == 0, data: s.Size != 0, packed: s.Packed}
	for _, f := range s.Fields {
		ft := lowerShape(target, f.Type, depth+1)
		if f.Array {
			ft = &ty{kind: kArray, elem: ft, count: f.Count, size: ft.size * abi.Bytes(f.Count), align: ft.align, natural: ft.natural}
		}
		t.natural = max(t.natural, ft.align)
		t.overAligned = t.overAligned || ft.overAligned
		t.fields = append(t.fields, fld{off: f.Offset.Bits(), t: ft})
	}
	if s.Packed {
		t.natural = 1
	}
	t.overAligned = t.overAligned || s.ReprAlign > 0
	return t
}

func scalarTy(target abi.Target, s Scalar) ty {
	t := ty{kind: kInt, size: s.Size(target)}
	switch s {
	case I8, I16, I32, I64, I128:
		t.signed = true
	case F16, F32, F64, F128:
		t.kind = kFloat
	case Bool:
		t.boolean = true
	case Ptr:
		t.kind = kPtr
	}
	t.align = abi.ScalarAlign(target, t.size)
	t.natural = t.align
	return t
}

// Size of a scalar in bytes.
func (s Scalar) Size(target abi.Target) abi.Bytes {
	switch s {
	case I8, U8, Bool:
		return 1
	case I16, U16, F16:
		return 2
	case I32, U32, F32:
		return 4
	case I64, U64, F64:
		return 8
	case I128, U128, F128:
		return 16
	case Ptr:
		return target.PointerSize
	}
	return 0
}
