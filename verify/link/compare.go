package link

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/verify"
)

// flow says which way a value goes.
type flow uint8

const (
	toRust flow = iota // C++ hands the value to Rust
	toCxx              // Rust hands the value to C++
)

// mismatch is one difference of one call.
type mismatch struct {
	rule   string
	grade  verify.Grade
	detail string // "parameter 2 (x)", "result"
	text   string
	cxx    abi.Type // layouts to show, if records differ
	rust   *Type
}

// comparer compares one C++ function with one Rust function.
type comparer struct {
	ctx   *callconv.Context
	cxx   abi.Target
	calls bool // Rust calls C++; otherwise C++ calls Rust
	found []mismatch
	open  map[openPair]bool // pointees being compared
	types map[abi.TypeID]bool

	replaced map[*Type]*replaced // Rust types that stand for C++ types
}

type openPair struct {
	c abi.TypeID
	r *Type
}

func (c *comparer) add(rule string, grade verify.Grade, detail, format string, args ...any) {
	c.found = append(c.found, mismatch{rule: rule, grade: grade, detail: detail, text: fmt.Sprintf(format, args...)})
}

func (c *comparer) addRecord(detail string, cx abi.Type, r *Type, format string, args ...any) {
	c.found = append(c.found, mismatch{wrongLayout, verify.Breaking, detail, fmt.Sprintf(format, args...), cx, r})
}

// slot is one value that Rust must declare, in order.
type slot struct {
	detail  string
	typ     abi.Type // the C++ type of the value
	pointer bool     // Rust declares a pointer to it
	why     string
	byte    bool // u8 in the place of an empty class
	param   int  // index of the C++ parameter, -1 for hidden ones
}

// slots spells a plan as the list of Rust parameters.
func slots(sig abi.Signature, plan callconv.Plan) []slot {
	var out []slot
	outPtr := slot{detail: "hidden result pointer", typ: sig.Result, pointer: true, why: plan.Result.Why, param: -1}
	if plan.Result.Form == callconv.FormOutFirst {
		out = append(out, outPtr)
	}
	if sig.Member {
		out = append(out, slot{detail: "this", typ: sig.This, param: -1})
	}
	if plan.Result.Form == callconv.FormOutAfterThis {
		out = append(out, outPtr)
	}
	for i, p := range sig.Params {
		s := slot{detail: fmt.Sprintf("parameter %d", i+1), typ: p, param: i}
		if i < len(plan.Params) {
			switch plan.Params[i].Form {
			case callconv.FormOmit:
				continue
			case callconv.FormPointer:
				s.pointer, s.why = true, plan.Params[i].Why
			case callconv.FormByte:
				s.byte = true
			}
		}
		out = append(out, s)
	}
	return out
}

// function compares a C++ signature with a Rust function. A refusal of the
// plan is returned as the reason why the check could not be made.
func (c *comparer) function(sig abi.Signature, f *Func) (problem string) {
	plan := c.ctx.Plan(sig)
	if plan.Refused != "" {
		return plan.Why
	}
	if !sameABI(plan.ABI, f.ABI) {
		c.add(wrongConvention, verify.Breaking, "convention", "C++ uses %q, Rust declares extern %q", plan.ABI, f.ABI)
	}
	if sig.Variadic != f.Variadic && (f.ABI != "" || sig.Variadic) {
		c.add(variadicMismatch, verify.Breaking, "variadic", "C++ %s variadic, Rust %s", is(sig.Variadic), is(f.Variadic))
	}
	want := slots(sig, plan)
	if len(want) != len(f.Params) {
		c.arity(want, sig, plan, f)
		return ""
	}
	in, out := toRust, toCxx
	if c.calls {
		in, out = toCxx, toRust
	}
	for i, s := range want {
		c.slot(s, f.Params[i], in, plan, f)
	}
	c.result(sig, plan, f, out)
	return ""
}

func is(b bool) string {
	if b {
		return "is"
	}
	return "is not"
}

// sameABI compares extern strings; unwinding and an unknown side don't count.
func sameABI(want, got string) bool {
	base := func(s string) string {
		if n := len("-unwind"); len(s) > n && s[len(s)-n:] == "-unwind" {
			return s[:len(s)-n]
		}
		return s
	}
	want, got = base(want), base(got)
	return got == "" || want == got || (got == "system" && want == "C") || (got == "cdecl" && want == "C")
}

// arity reports a wrong number of parameters by its cause.
func (c *comparer) arity(want []slot, sig abi.Signature, plan callconv.Plan, f *Func) {
	hidden := plan.Result.Form == callconv.FormOutFirst || plan.Result.Form == callconv.FormOutAfterThis
	if hidden && len(f.Params) == len(want)-1 && f.Result != nil {
		c.add(missingOut, verify.Breaking, "result", "C++ returns %s through a hidden pointer (%s), Rust declares `-> %s`", sig.Result, plan.Result.Why, f.Result.Name)
		return
	}
	c.add(wrongArity, verify.Breaking, "parameters", "C++ passes %d values%s, Rust declares %d parameters", len(want), hiddenText(sig, hidden), len(f.Params))
}

func hiddenText(sig abi.Signature, hidden bool) string {
	switch {
	case sig.Member && hidden:
		return " (among them this and the hidden result pointer)"
	case sig.Member:
		return " (among them this)"
	case hidden:
		return " (among them the hidden result pointer)"
	}
	return ""
}

func (c *comparer) slot(s slot, p Param, in flow, plan callconv.Plan, f *Func) {
	detail := s.detail
	if s.param >= 0 && p.Name != "" && p.Name != "_" {
		detail += " (" + p.Name + ")"
	}
	r := p.Type
	switch {
	case s.byte:
		if r.peel().Size != 1 {
			c.add(wrongWidth, verify.Breaking, detail, "C++ passes the empty class %s in one byte, Rust declares %s", s.typ, r.Name)
		}
	case s.pointer:
		if !r.peel().isPointer() {
			c.add(byValueNontrivial, verify.Breaking, detail, "C++ passes %s by address (%s), Rust declares %s by value", s.typ, s.why, r.Name)
			return
		}
		c.pointee(detail, s.typ, r.peel().Elem)
	default:
		c.value(detail, s.typ, r, in)
	}
}

func (c *comparer) result(sig abi.Signature, plan callconv.Plan, f *Func, out flow) {
	void := sig.Result.IsVoid() || sig.Result.IsNone()
	switch plan.Result.Form {
	case callconv.FormOutFirst, callconv.FormOutAfterThis:
		if f.Result != nil && !f.Result.peel().isPointer() {
			c.add(missingOut, verify.Breaking, "result", "C++ returns %s through a hidden pointer, Rust declares `-> %s`", sig.Result, f.Result.Name)
		}
		return
	case callconv.FormWrapped:
		if f.Result == nil || f.Result.Sized && f.Result.Size <= 16 {
			c.add(missingOut, verify.Breaking, "result", "C++ returns %s through register x8 (%s): Rust must return a repr(C) struct of more than 16 bytes", sig.Result, plan.Result.Why)
		}
		return
	}
	switch {
	case sig.Constructor || sig.Destructor:
		return // the returned this may be ignored
	case void && f.Result == nil:
	case void && f.Result.Kind == Never:
	case void:
		if c.calls {
			c.add(wrongClass, verify.Breaking, "result", "C++ returns nothing, Rust reads a %s", f.Result.Name)
		}
	case f.Result == nil:
		if !c.calls {
			c.add(wrongClass, verify.Breaking, "result", "C++ reads a %s, Rust returns nothing", sig.Result)
		} else if k := sig.Result.Strip().Kind(); k.IsRecord() {
			c.add(missingOut, verify.Risky, "result", "C++ returns %s, Rust ignores it", sig.Result)
		}
	default:
		c.value("result", sig.Result, f.Result, out)
	}
}
