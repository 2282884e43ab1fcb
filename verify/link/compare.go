package link

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/layout"
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

	agree  map[typePair]bool       // classes and callbacks that agree, if the open pointees do
	differ map[typePair][]mismatch // and those that do not

	noReturn bool // the C++ function is declared noreturn
	// trampoline: Rust calls assembly of tenon's bindings, which takes the address of
	// a result at x8 as last argument.
	trampoline bool
	pointed    bool // it is what a pointer leads to
	rustOnly   bool // Rust alone writes what is compared

	named    map[string]*Type    // of all crates, by path
	declared map[abi.TypeID]bool // that Rust mirrors and C++ only declares
	predict  *layout.Predictor
	replaced map[*Type]*replaced // Rust types that stand for C++ types
}

// typePair is what two types are compared for.
type typePair struct {
	openPair
	calls, rustOnly, pointed bool
}

type openPair struct {
	c abi.TypeID
	r *Type
}

func (c *comparer) add(rule string, grade verify.Grade, detail, format string, args ...any) {
	if c.rustOnly && (rule == mayBeNull || rule == invalidValue || rule == exhaustiveEnum) {
		return // about what C++ writes
	}
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
	if sig.Unprototyped {
		return "it is declared without a prototype: nothing says what a call passes"
	}
	plan := c.ctx.Plan(sig)
	if plan.Refused != "" {
		return plan.Why
	}
	if !sameABI(c.cxx, plan.ABI, f.ABI) {
		c.add(wrongConvention, verify.Breaking, "convention", "C++ uses %q, Rust declares extern %q", plan.ABI, f.ABI)
	}
	if sig.Variadic != f.Variadic && (f.ABI != "" || sig.Variadic) {
		c.add(variadicMismatch, verify.Breaking, "variadic", "C++ %s variadic, Rust %s", is(sig.Variadic), is(f.Variadic))
	}
	want, params := slots(sig, plan), c.travelling(f)
	if c.trampoline {
		if plan.Result.Form != callconv.FormX8 && plan.Result.Form != callconv.FormWrapped {
			c.add(missingOut, verify.Breaking, "result", "C++ does not build %s at x8, where the trampoline puts an address", sig.Result)
			return ""
		}
		plan.Result.Form = callconv.FormOutFirst // but last
		want = append(want, slot{detail: "hidden result pointer", typ: sig.Result, pointer: true, why: plan.Result.Why, param: -1})
	} else if c.returnsAlike(want, params, sig, plan, f) {
		want = want[1:]
		plan.Result.Form = callconv.FormDirect
		c.moved(sig, f)
	}
	if len(want) != len(params) {
		c.arity(want, len(params), sig, plan, f)
		return ""
	}
	in, out := toRust, toCxx
	if c.calls {
		in, out = toCxx, toRust
	}
	for i, s := range want {
		c.slot(s, params[i], in)
	}
	c.result(sig, plan, f, out)
	c.returns(f)
	return ""
}

func is(b bool) string {
	if b {
		return "is"
	}
	return "is not"
}

// sameABI compares extern strings; unwinding and an unknown side don't count.
func sameABI(t abi.Target, want, got string) bool {
	return got == "" || plainABI(t, want) == plainABI(t, got)
}

// plainABI gives conventions that are one on a target one name (Rust reference,
// "External blocks"; rustc's AbiMap).
func plainABI(t abi.Target, s string) string {
	s = strings.TrimSuffix(s, "-unwind")
	windows := t.OS == abi.Windows
	if s == "system" {
		s = "C"
		if windows && t.Arch == abi.I386 {
			s = "stdcall"
		}
	}
	if s == "efiapi" {
		switch t.Arch {
		case abi.X86_64:
			s = "win64"
		case abi.ARM:
			s = "aapcs"
		default:
			s = "C"
		}
	}
	switch s {
	case "cdecl":
		return "C"
	case "stdcall", "fastcall", "thiscall":
		if t.Arch != abi.I386 && windows {
			return "C"
		}
	case "sysv64":
		if t.Arch == abi.X86_64 && !windows {
			return "C"
		}
	case "win64":
		if t.Arch == abi.X86_64 && windows {
			return "C"
		}
	}
	return s
}

// returnsAlike reports whether Rust declares a result where C++ writes one
// through a hidden pointer, which is what rustc makes of the declaration too.
func (c *comparer) returnsAlike(want []slot, params []Param, sig abi.Signature, plan callconv.Plan, f *Func) bool {
	if plan.Result.Form != callconv.FormOutFirst || len(params) != len(want)-1 || f.Result == nil || !f.Result.isAggregate() {
		return false
	}
	why, known := c.travels("result", sig.Result, f.Result)
	return known && why == ""
}

// moved reports a class that Rust receives as a value: Rust moves it by copying
// its bytes, and C++ may not allow that.
func (c *comparer) moved(sig abi.Signature, f *Func) {
	if t := sig.Result.Strip(); t.IsRecord() && !c.ctx.Triviality(t.ID()).Trivial {
		c.add(missingOut, verify.Risky, "result", "C++ builds %s in place; Rust declares `-> %s` and may move it by copying its bytes", sig.Result, f.Result.Name)
	}
}

// arity reports a wrong number of parameters by its cause.
func (c *comparer) arity(want []slot, have int, sig abi.Signature, plan callconv.Plan, f *Func) {
	hidden := plan.Result.Form == callconv.FormOutFirst || plan.Result.Form == callconv.FormOutAfterThis
	if hidden && have == len(want)-1 && f.Result != nil {
		c.add(missingOut, verify.Breaking, "result", "C++ returns %s through a hidden pointer (%s), Rust declares `-> %s`", sig.Result, plan.Result.Why, f.Result.Name)
		return
	}
	size0 := ""
	if n := len(f.Params) - have; n > 0 {
		size0 = fmt.Sprintf(", not counting %d of size 0, which are not passed", n)
	}
	c.add(wrongArity, verify.Breaking, "parameters", "C++ passes %s%s, Rust declares %s%s", plural(len(want), "value"), hiddenText(sig, hidden), plural(have, "parameter"), size0)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// travelling lists the parameters that rustc passes: those without a size have
// no register and no slot, but on Windows x64 (rustc, compute_abi_info of each
// target).
func (c *comparer) travelling(f *Func) []Param {
	if c.win64() {
		return f.Params
	}
	var out []Param
	for _, p := range f.Params {
		if !p.Type.empty() {
			out = append(out, p)
		}
	}
	return out
}

func (c *comparer) win64() bool { return c.cxx.OS == abi.Windows && c.cxx.Arch == abi.X86_64 }

// empty reports whether values of a type hold nothing.
func (t *Type) empty() bool {
	switch t.Kind {
	case Unit, Struct, Union, Array:
		return t.Sized && t.Size == 0
	}
	return false
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

func (c *comparer) slot(s slot, p Param, in flow) {
	detail := s.detail
	if s.param >= 0 && p.Name != "" && p.Name != "_" {
		detail += " (" + p.Name + ")"
	}
	r := p.Type
	switch {
	case s.byte:
		if r.peel().Size != 1 && !(c.win64() && r.empty()) {
			c.add(wrongWidth, verify.Breaking, detail, "C++ passes the empty class %s in one byte, Rust declares %s", s.typ, r.Name)
		}
	case s.pointer:
		if !r.peel().isPointer() {
			c.add(byValueNontrivial, verify.Breaking, detail, "C++ passes %s by address (%s), Rust declares %s by value", s.typ, s.why, r.Name)
			return
		}
		if p := r.peel(); in == toCxx && !p.Mutable && (p.Kind == Pointer || p.Kind == Ref) {
			c.add(mutability, verify.Risky, detail, "C++ may write to the object behind this address, Rust hands over the read-only %s", r.Name)
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
		switch by, known := c.throughAddress(f.Result); {
		case !known:
			c.add(unchecked, verify.Note, "result", "C++ builds the result %s at a hidden address; how Rust returns %s is not known", sig.Result, f.Result.Name)
		case !by:
			c.add(missingOut, verify.Breaking, "result", "C++ builds the result %s at a hidden address (%s); Rust returns no type for which rustc passes it", sig.Result, plan.Result.Why)
		}
		return
	case callconv.FormByte:
		switch {
		case f.Result == nil:
		case !f.Result.Sized:
			c.add(unchecked, verify.Note, "result", "%s: %s", f.Result.Name, f.Result.why())
		case f.Result.Size > 1:
			c.add(wrongWidth, verify.Breaking, "result", "C++ returns the empty class %s, Rust declares %s", sig.Result, f.Result.Name)
		}
		return
	}
	none := f.Result == nil || f.Result.empty()
	switch {
	case sig.Constructor || sig.Destructor:
		return // the returned this may be ignored
	case !none && f.Result.Kind == Never:
	case void && none:
	case void && c.calls:
		c.add(wrongClass, verify.Breaking, "result", "C++ returns nothing, Rust reads a %s", f.Result.Name)
	case void:
		c.unread(f.Result)
	case !none:
		c.value("result", sig.Result, f.Result, out)
	case plan.Result.Form == callconv.FormOmit:
	case !c.calls:
		if size, ok := sig.Result.Size(); !ok || !c.bothEmpty(sig.Result.Strip(), &Type{}) || size != 1 {
			c.add(wrongClass, verify.Breaking, "result", "C++ reads a %s, Rust returns nothing", sig.Result)
		}
	default:
		if size, _ := sig.Result.Size(); c.x87Result(sig.Result.Strip().Encoding() == abi.EncFloat, uint64(size)) {
			c.add(wrongClass, verify.Breaking, "result", "C++ returns %s on the x87 register stack, which the caller must empty; Rust declares no result", sig.Result)
			return
		}
		if cpp := callconv.Classify(c.ctx, sig); cpp.Result.Passing == callconv.IndirectResult || cpp.Result.Passing == callconv.Indirect {
			c.add(missingOut, verify.Breaking, "result", "C++ returns %s through a hidden pointer, Rust declares no result and passes none", sig.Result)
		}
	}
}

// x87Result reports whether a result of so many bytes stays on the x87 stack until the
// caller takes it, which eight that nobody takes fill (i386 psABI §2.2.4).
func (c *comparer) x87Result(float bool, size uint64) bool {
	return float && c.cxx.Arch == abi.I386 && (size == 4 || size == 8)
}

// unread looks at a result that C++ does not read: that is sound unless Rust
// writes it through a pointer that nobody passes.
func (c *comparer) unread(r *Type) {
	if p := r.peel(); c.x87Result(p.Kind == Float, p.Size) {
		c.add(wrongClass, verify.Breaking, "result", "Rust returns %s on the x87 register stack, which the caller must empty; C++ declares no result", r.Name)
		return
	}
	if !r.isAggregate() && r.Kind != Fat && r.Kind != Array && r.Kind != Unknown {
		return
	}
	switch by, known := c.throughAddress(r); {
	case !known:
		c.add(unchecked, verify.Note, "result", "C++ declares no result; how Rust returns %s is not known", r.Name)
	case by:
		c.add(missingOut, verify.Breaking, "result", "Rust returns %s through a hidden pointer, C++ declares no result and passes none", r.Name)
	}
}

// throughAddress reports whether rustc returns a type at an address that the caller
// passes, if that is known.
func (c *comparer) throughAddress(r *Type) (yes, known bool) {
	if r == nil {
		return false, true
	}
	shape := shapeOf(r)
	if shape == nil {
		return false, false
	}
	rust := callconv.ClassifyRust(c.cxx, callconv.RustSig{ABI: "C", Result: shape})
	return rust.Result.Passing == callconv.IndirectResult || rust.Result.Passing == callconv.Indirect, true
}

// returns compares what both sides say about whether the function returns.
func (c *comparer) returns(f *Func) {
	never := f.Result != nil && f.Result.Kind == Never
	switch {
	case c.pointed:
	case c.calls && never && !c.noReturn:
		c.add(noReturn, verify.Risky, "result", "C++ does not declare it noreturn, Rust declares `-> !`")
	case !c.calls && !never && c.noReturn:
		c.add(noReturn, verify.Breaking, "result", "C++ declares it noreturn, Rust may return from it")
	}
}
