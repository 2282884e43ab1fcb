package gen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
)

// exactRust is the minor version from which rustc is taken to follow the
// platforms' rules in three places where 1.63 was seen not to: the alignment
// of 128-bit integers on x86 (1.77; by value since 1.78), that of aligned
// classes as arguments, and the upper bits of small integers on AArch64. All
// three are so on Windows, too.
const exactRust = 78

// wholeRust is the minor version from which rustc passes a class of 9 to 15 bytes
// as a whole on AArch64, in registers or on the stack; the compilers before give
// LLVM { i64, i32 } instead of [2 x i64] and so put half of it into the last register.
const wholeRust = 79

// bareVariadicRust is the minor version from which "..." may stand alone.
const bareVariadicRust = 80

func (g *generator) oldRust() bool { return g.f.minor < exactRust }

// thiscallRust is the minor version in which extern "thiscall" became stable.
const thiscallRust = 73

// noThiscall reports that member functions of 32-bit Windows can't be called.
func (g *generator) noThiscall() bool {
	return g.f.minor < thiscallRust && g.destructorABI() == "thiscall"
}

// oldAligned reports that an old compiler may pass a class of an alignment
// elsewhere than C++ does. 64-bit Windows passes all such classes by address.
func (g *generator) oldAligned(align abi.Bytes) bool {
	t := g.m.Target()
	return g.oldRust() && align >= 16 && (!t.Microsoft() || t.Arch != abi.X86_64)
}

// oldCopies reports that an old compiler copies a class to the stack of 32-bit
// Windows that C++ passes by address, for it has an alignment of its own above
// 4 (clang, X86_32ABIInfo::getIndirectResult).
func (g *generator) oldCopies(s *callconv.Shape) bool {
	t := g.m.Target()
	return g.oldRust() && t.Microsoft() && t.Arch == abi.I386 && ownAlign(s, 0)
}

// ownAlign reports a shape that repr(align) aligns, or one that holds such.
func ownAlign(s *callconv.Shape, depth int) bool {
	if s == nil || depth > maxNesting {
		return false
	}
	if s.ReprAlign > 4 {
		return true
	}
	return slices.ContainsFunc(s.Fields, func(f callconv.ShapeField) bool { return ownAlign(f.Type, depth+1) })
}

// oldRefuses says why a call can't be written for an old compiler: rustc 1.63
// takes the upper bits of a small integer that C++ hands over to be extended,
// which AAPCS64 §6.8.2 leaves unspecified, and passes 128-bit integers
// differently on x86. Values that Rust hands over are always extended.
func (g *generator) oldRefuses(sig abi.Signature, rustDefines bool) (reason, why string) {
	if why := g.oldSplits(sig); why != "" {
		return "old-rust", why
	}
	if g.f.minor < bareVariadicRust && sig.Variadic && g.bare(sig) {
		return "old-rust", fmt.Sprintf("Rust before 1.%d wants a parameter in front of \"...\"", bareVariadicRust)
	}
	if !g.oldRust() {
		return "", ""
	}
	if g.noThiscall() && strings.HasPrefix(g.ctx.Plan(sig).ABI, "thiscall") {
		return "old-rust", fmt.Sprintf("extern \"thiscall\" is in Rust from 1.%d on", thiscallRust)
	}
	given := []abi.Type{sig.Result}
	if rustDefines {
		given = sig.Params
	}
	if g.m.Target().Arch == abi.AArch64 && g.m.Target().OS != abi.Apple {
		for _, t := range given {
			if narrow(t) {
				return "old-rust", fmt.Sprintf("rustc before 1.%d takes the upper bits of %s to be extended, and C++ leaves them undefined", exactRust, t)
			}
		}
	}
	for _, t := range append([]abi.Type{sig.Result}, sig.Params...) {
		if size, ok := t.Strip().Size(); ok && size == 16 && t.Strip().Kind() == abi.KindBase && !complexNumber(t.Strip()) {
			return "old-rust", fmt.Sprintf("rustc before 1.%d passes %s differently", exactRust, t)
		}
	}
	return "", ""
}

// bare reports whether the Rust signature has no parameter.
func (g *generator) bare(sig abi.Signature) bool {
	plan := g.ctx.Plan(sig)
	return !sig.Member && sig.This.IsNone() && plan.Result.Form != callconv.FormOutFirst && plan.Result.Form != callconv.FormOutAfterThis &&
		!slices.ContainsFunc(plan.Params, func(p callconv.Slot) bool { return p.Form != callconv.FormOmit })
}

// oldSplits says which class an old compiler splits between the last register and
// the stack, or packs on Apple's stack: AAPCS64 §6.8.2 C.12 and C.13 pass it as a whole.
func (g *generator) oldSplits(sig abi.Signature) string {
	if g.f.minor >= wholeRust || g.m.Target().Arch != abi.AArch64 {
		return ""
	}
	_, call := g.ctx.PlanCall(sig)
	used := len(call.This.Pieces)
	if call.ResultAt == callconv.HiddenFirst || call.ResultAt == callconv.HiddenAfterThis {
		used++
	}
	for i, p := range call.Params {
		ints := 0
		for _, x := range p.Pieces {
			if x.Class == callconv.ClassInt {
				ints++
			}
		}
		if used >= 7 && ints == 2 && p.Pieces[1].Size < 8 {
			return fmt.Sprintf("rustc before 1.%d splits %s between the last register and the stack", wholeRust, sig.Params[i])
		}
		used += ints
		if p.Even {
			used++
		}
	}
	return ""
}

// narrow reports an integer that fills less than the 32 bits of a register;
// bool is one that both sides keep to 0 and 1.
func narrow(t abi.Type) bool {
	t = t.Strip()
	size, ok := t.Size()
	if !ok || size >= 4 {
		return false
	}
	return t.Kind() == abi.KindEnum || t.Kind() == abi.KindBase && t.Encoding() != abi.EncBool && t.Encoding() != abi.EncFloat
}
