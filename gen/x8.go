package gen

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// via is how Rust reaches a result whose address travels where no pointer
// parameter of a Rust signature does: in x8 on AArch64 (AAPCS64 §6.9), or as
// an argument that the callee removes (i386 System V).
type via uint8

const (
	viaSignature  via = iota // the signature says it all
	viaWrapper               // a result type for which rustc passes the same address; the object is then moved by memcpy
	viaTrampoline            // two instructions that move a last pointer argument to x8
)

// hiddenVia chooses for one function; reason is not "" when there is no way.
func (g *generator) hiddenVia(f abi.Function, sig abi.Signature, plan callconv.Plan, call callconv.Call) (v via, reg int, reason, why string) {
	if plan.Result.Form != callconv.FormWrapped && plan.Result.Form != callconv.FormX8 {
		return viaSignature, 0, "", ""
	}
	if plan.Result.Form == callconv.FormWrapped && plan.Result.Shape != nil && g.relocatable(sig.Result) {
		return viaWrapper, 0, "", ""
	}
	if g.m.Target().Arch != abi.AArch64 {
		return 0, 0, "hidden-result", fmt.Sprintf("the called function removes the address of its result %s, and memcpy may not move that type", sig.Result)
	}
	sym, found := g.symbol(f)
	if !found {
		sym = f.LinkageName()
	}
	reg, ok := outRegister(call)
	switch {
	case plan.Variadic || !ok:
		return 0, 0, "result-in-x8", fmt.Sprintf("the result %s is built where x8 points, and no register is left to hand it over", sig.Result)
	case !plainSymbol.MatchString(sym):
		return 0, 0, "result-in-x8", "the symbol can't be written in assembly"
	}
	return viaTrampoline, reg, "", ""
}

// plainSymbol is a symbol that assemblers take without quotes.
var plainSymbol = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)

// outRegister is the general-purpose register that a pointer after the last
// argument travels in (AAPCS64 §6.8.2, stage C). It is not ok when the
// arguments use all eight, or when a pair had to start at an even register.
func outRegister(c callconv.Call) (reg int, ok bool) {
	for _, t := range append([]callconv.Travel{c.This}, c.Params...) {
		switch t.Passing {
		case callconv.Indirect:
			reg++
		case callconv.Direct:
			if t.Even {
				return 0, false
			}
			for _, p := range t.Pieces {
				if p.Class == callconv.ClassInt {
					reg++
				}
			}
		case callconv.Void, callconv.Ignored:
		default:
			return 0, false
		}
		if reg > 7 {
			return 0, false
		}
	}
	return reg, true
}

// trampoline is the assembly of one function whose result is built at x8: it
// takes the address as last argument. Stack arguments stay where they are, as
// it jumps on. `bti c` (hint 34) keeps it reachable from indirect calls.
//
// That of a virtual function jumps to what a slot of the object's table has.
func (g *generator) trampoline(fn function, virtual bool) []string {
	prefix, hide := "", []string{".weak {0}", ".hidden {0}", ".type {0}, %function"}
	if g.m.Target().OS == abi.Apple {
		prefix, hide = "_", []string{".private_extern {0}", ".weak_definition {0}"}
	}
	name := prefix + callconv.Trampoline(fn.symbol, virtual)
	lines := append([]string{".text", ".balign 4"}, hide...)
	lines = append(lines, "{0}:", "hint #34", fmt.Sprintf("mov x8, x%d", fn.outReg))
	if slot, _ := g.slotOf(fn.f); virtual {
		lines = append(lines, "ldr x16, [x0]", fmt.Sprintf("mov x17, #%d", 8*slot), "ldr x16, [x16, x17]", "br x16")
	} else {
		lines = append(lines, "b "+prefix+fn.symbol)
	}
	for i, l := range lines {
		lines[i] = "    " + rs.Str(strings.ReplaceAll(l, "{0}", name)) + ","
	}
	return append(append([]string{`#[cfg(target_arch = "aarch64")]`, "core::arch::global_asm!("}, lines...), ");")
}

// hiddenResults are the items of ffi that reach hidden results.
func (g *generator) hiddenResults() []rs.Item {
	var items []rs.Item
	seen := map[string]bool{}
	for _, fn := range g.funcs {
		switch fn.via {
		case viaWrapper:
			if s := fn.plan.Result.Shape; !seen[wrapperName(s)] {
				seen[wrapperName(s)] = true
				items = append(items, wrapperType(s))
			}
		case viaTrampoline:
			if !fn.tableOnly {
				items = append(items, rs.Block(g.trampoline(fn, false)))
			}
			if g.dispatched(fn) {
				items = append(items, rs.Block(g.trampoline(fn, true)))
			}
		}
	}
	return items
}

// wrapperName names the result type that stands for a hidden address.
func wrapperName(s *callconv.Shape) string {
	name := fmt.Sprintf("HiddenResult%d", s.Size)
	if s.ReprAlign != 0 {
		name += fmt.Sprintf("_align%d", s.ReprAlign)
	}
	return name
}

// wrapperType declares it. Its bytes may stay uninitialised: C++ writes only
// the object.
func wrapperType(s *callconv.Shape) rs.Item {
	elem, attr := "u8", "repr(C)"
	if len(s.Fields) > 0 {
		elem = s.Fields[0].Type.Scalar.String()
	}
	if s.ReprAlign != 0 {
		attr = fmt.Sprintf("repr(C, align(%d))", s.ReprAlign)
	}
	size := s.Size
	if len(s.Fields) > 0 {
		size /= s.Fields[0].Type.Size
	}
	return rs.Struct{Doc: "Makes the compiler pass the address of a result as C++ does. The object is at its start.",
		Attrs: []string{attr}, Name: wrapperName(s), Fields: []rs.Field{{Private: true, Name: "_words",
			Type: fmt.Sprintf("[core::mem::MaybeUninit<%s>; %d]", elem, size)}}}
}

// relocatable reports whether memcpy may move objects of a type: those that
// are trivial for calls, classes of the standard library that hold nothing but
// pointers to elsewhere, and what the configuration names.
func (g *generator) relocatable(t abi.Type) bool {
	t = t.Strip()
	if !t.IsRecord() {
		return true
	}
	return g.trivial(t) || hit(g.f.relocatable, g.names.cxx(t)) || hit(g.f.relocatable, t.PlainName()) || standardRelocatable(t)
}

// standardRelocatable knows std::vector and the smart pointers with their
// default deleter or allocator: in libstdc++ and libc++ they hold pointers
// only, none to themselves. libstdc++'s debug mode (std::__debug) links its
// containers and iterators both ways and is not among them.
func standardRelocatable(t abi.Type) bool {
	name := t.PlainName()
	base, _, _ := strings.Cut(name, "<")
	args := t.Args()
	last := ""
	if len(args) > 0 {
		last, _, _ = strings.Cut(args[len(args)-1].Type.PlainName(), "<")
	}
	size, ok := t.Size()
	words := size / max(t.Model().Target().PointerSize, 1)
	switch base {
	case "std::vector":
		return ok && words == 3 && len(args) == 2 && last == "std::allocator"
	case "std::unique_ptr":
		return ok && words == 1 && len(args) == 2 && last == "std::default_delete"
	case "std::shared_ptr", "std::weak_ptr":
		return ok && words == 2
	}
	return false
}
