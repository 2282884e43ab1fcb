package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// implWriter writes the impls of one operator into the module of its first
// operand that is a type of the bindings.
type implWriter struct {
	g    *generator
	op   operatorCall
	mods []string
}

func (g *generator) implWriter(op operatorCall) *implWriter {
	for _, a := range op.args {
		if p, ok := g.places[a.t.ID()]; ok {
			return &implWriter{g, op, p.mods}
		}
	}
	return &implWriter{g: g, op: op}
}

// add puts an impl beside the types, and makes its function one that safe code
// calls.
func (w *implWriter) add(trait, target string, items ...rs.Item) {
	w.g.impls = append(w.g.impls, placedImpl{w.mods, rs.Impl{Trait: trait, Target: target, Items: items}})
	w.g.safe[w.op.fn.symbol] = true
}

// placedImpl is an impl and the module that it goes to.
type placedImpl struct {
	mods []string
	impl rs.Impl
}

// local spells a type of an operand or a result as the module sees it.
func (w *implWriter) local(t abi.Type) string {
	t = t.Strip()
	p, ok := w.g.places[t.ID()]
	switch {
	case !ok:
		return w.g.spell(t, len(w.mods), 0).text
	case strings.Join(p.mods, "::") == strings.Join(w.mods, "::"):
		return p.name
	}
	return p.from(len(w.mods))
}

// form is how Rust hands an operand over.
type handing string

const (
	byReference handing = "&"
	byValue     handing = ""
)

// handings are those that an operand has impls for: numbers and enumerations
// by value, what can be copied both ways, everything else by reference.
func (a operand) handings() []handing {
	switch {
	case !a.t.IsRecord():
		return []handing{byValue}
	case a.copy:
		return []handing{byReference, byValue}
	}
	return []handing{byReference}
}

// argument is what the ffi function gets for an operand that Rust has as name:
// the address of a copy where there can be one (see held).
func (a operand) argument(h handing, name string) string {
	if h == byReference && a.copy {
		name = "*" + name
	}
	if a.copy && a.take != takeValue {
		return addressOfCopy(name)
	}
	return name
}

// addressOfCopy is where C++ finds a copy that it may write to.
func addressOfCopy(value string) string { return "core::cell::UnsafeCell::new(" + value + ").get()" }

func (w *implWriter) free(name string) string { return w.g.free(w.mods, name) }

func (w *implWriter) callee() string {
	return strings.Repeat("super::", len(w.mods)) + "ffi::" + w.op.fn.name
}

// args orders the texts of the operands as the ffi function has them.
func (w *implWriter) args(texts ...string) []string {
	out := make([]string, len(w.op.call.params))
	for i, from := range w.op.call.from {
		if from == paramOut {
			out[i] = w.free("out") + ".as_mut_ptr()"
		}
	}
	for i, a := range w.op.args {
		out[a.param] = texts[i]
	}
	return out
}

// value is the result by value: its type, and whether it is built at an address.
func (w *implWriter) value() (typ string, out, ok bool) {
	r := w.op.fn.f.Result()
	switch w.op.fn.plan.Result.Form {
	case callconv.FormDirect:
	case callconv.FormOutFirst, callconv.FormOutAfterThis:
		out = true
	default:
		return "", false, false
	}
	return w.local(r), out, w.g.plainCopy(r)
}

// function is the one function of an impl.
func (w *implWriter) function(name string, params []rs.Param, result string, out bool, args []string) rs.Fn {
	f := rs.Fn{Doc: w.g.funcDoc(w.op.fn.f), Attrs: []string{"inline"}, Name: name, Params: params, Result: result}
	if !out {
		f.Call, f.Args, f.Unsafe = w.callee(), args, true
		return f
	}
	local := w.free("out")
	f.Attrs = append(f.Attrs, "rustfmt::skip")
	f.Body = []string{"let mut " + local + " = core::mem::MaybeUninit::uninit();", "unsafe {",
		"    " + w.callee() + "(" + strings.Join(args, ", ") + ");", "    " + local + ".assume_init()", "}"}
	return f
}

// withRight is a trait with the type of its right operand, which is left out
// where it is the default.
func withRight(trait, left, right string) string {
	if left == right {
		return trait
	}
	return trait + "<" + right + ">"
}

func (w *implWriter) binary(t operatorTrait) {
	a, b := w.op.args[0], w.op.args[1]
	result, out, ok := w.value()
	if !ok || w.g.flags[a.t.ID()] && a.rust == b.rust && strings.HasPrefix(t.trait, "Bit") {
		return
	}
	rhs := w.free("rhs")
	for _, left := range a.handings() {
		for _, right := range b.handings() {
			self, other := string(left)+w.local(a.t), string(right)+w.local(b.t)
			w.add(withRight("core::ops::"+t.trait, self, other), self, rs.Lines{"type Output = " + result + ";"},
				w.function(t.fn, []rs.Param{{Name: "self"}, {Name: rhs, Type: other}}, result, out, w.args(a.argument(left, "self"), b.argument(right, rhs))))
		}
	}
}

func (w *implWriter) unary(t operatorTrait) {
	a := w.op.args[0]
	result, out, ok := w.value()
	if !ok {
		return
	}
	for _, h := range a.handings() {
		w.add("core::ops::"+t.trait, string(h)+w.local(a.t), rs.Lines{"type Output = " + result + ";"},
			w.function(t.fn, []rs.Param{{Name: "self"}}, result, out, w.args(a.argument(h, "self"))))
	}
}

// pinned reports whether Rust must not move the object: it is changed behind a
// pinned reference.
func (w *implWriter) pinned() bool {
	a := w.op.args[0]
	return a.t.IsRecord() && !a.copy
}

// mutableSelf is what an object that is changed is called for: the type of the
// impl and the argument.
func (w *implWriter) mutableSelf() (target, arg string) {
	if target = w.local(w.op.args[0].t); w.pinned() {
		return "core::pin::Pin<&mut " + target + ">", "self.as_mut().get_unchecked_mut()"
	}
	return target, "self"
}

// assign: the result is *this or nothing. What an object that has pointers
// does with the address of its operand is not known: it may keep it.
func (w *implWriter) assign(t operatorTrait) {
	a, b := w.op.args[0], w.op.args[1]
	if e, ok := w.referent(false); !ok && !w.op.fn.f.Result().IsNone() && !w.op.fn.f.Result().IsVoid() || ok && w.local(e) != w.local(a.t) {
		return
	}
	if b.take == takeConst && !(a.t.Kind() == abi.KindEnum || w.g.pointerFree(a.t)) {
		return
	}
	target, self := w.mutableSelf()
	rhs := w.free("rhs")
	for _, h := range b.handings() {
		other := string(h) + w.local(b.t)
		f := w.function(t.fn, []rs.Param{{Name: "&mut self"}, {Name: rhs, Type: other}}, "", false, w.args(self, b.argument(h, rhs)))
		if w.op.call.result != "" {
			f.Let = "_"
		}
		w.add(withRight("core::ops::"+t.trait, target, other), target, f)
	}
}

// referent is what the result refers to, if it is an lvalue reference.
func (w *implWriter) referent(constant bool) (e abi.Type, ok bool) {
	r := w.op.fn.f.Result().Strip()
	if r.Kind() != abi.KindLValueRef || w.op.fn.plan.Result.Form != callconv.FormDirect || r.Elem().IsConst() != constant || isVolatile(r.Elem()) {
		return e, false
	}
	return r.Elem().Strip(), true
}

func (w *implWriter) equal() {
	self, right := w.local(w.op.args[0].t), w.local(w.op.args[1].t)
	other := w.free("other")
	w.add(withRight("core::cmp::PartialEq", self, right), self,
		w.function("eq", []rs.Param{{Name: "&self"}, {Name: other, Type: "&" + right}}, "bool", false,
			w.args(w.op.args[0].argument(byReference, "self"), w.op.args[1].argument(byReference, other))))
}

// order makes the partial order of a type from < and ==.
func (w *implWriter) order() {
	self, other := w.local(w.op.args[0].t), w.free("other")
	less := func(a, b string) string {
		return w.callee() + "(" + strings.Join(w.args(w.op.args[0].argument(byReference, a), w.op.args[1].argument(byReference, b)), ", ") + ")"
	}
	some := func(what string) string {
		return "    core::option::Option::Some(core::cmp::Ordering::" + what + ")"
	}
	w.add("core::cmp::PartialOrd", self, rs.Fn{Doc: w.g.funcDoc(w.op.fn.f), Attrs: []string{"inline", "rustfmt::skip"}, Name: "partial_cmp",
		Params: []rs.Param{{Name: "&self"}, {Name: other, Type: "&Self"}}, Result: "core::option::Option<core::cmp::Ordering>",
		Body: []string{"if self == " + other + " {", some("Equal"), "} else if unsafe { " + less("self", other) + " } {", some("Less"),
			"} else if unsafe { " + less(other, "self") + " } {", some("Greater"), "} else {", "    core::option::Option::None", "}"}})
}

// element is what an operator[] for a number answers a reference to.
func (w *implWriter) element(constant bool) (e abi.Type, ok bool) {
	e, ok = w.referent(constant)
	if key := w.op.args[1]; !ok || key.take == takeConst && e == key.t {
		return e, false // it could be a reference to the index
	}
	_, placed := w.g.places[e.ID()]
	return e, w.g.plainCopy(e) && (placed || e.Kind() == abi.KindBase) || constant && placed && e.IsRecord() && w.g.held(e)
}

// index answers a reference that lives as long as the reference to the object.
// There is none for objects that can be copied: see held.
func (w *implWriter) index() {
	if e, ok := w.element(true); ok && w.pinned() {
		w.indexImpl("Index", w.local(w.op.args[0].t), w.op.args[0].argument(byReference, "self"), e)
	}
}

func (w *implWriter) indexImpl(trait, target, self string, e abi.Type) {
	key := w.op.args[1]
	name, mut := w.free("index"), ""
	var items []rs.Item
	if trait == "Index" {
		items = append(items, rs.Lines{"type Output = " + w.local(e) + ";"})
	} else {
		mut = "mut "
	}
	f := w.function(strings.ToLower(trait[:5])+map[bool]string{true: "_mut"}[mut != ""], []rs.Param{{Name: "&" + mut + "self"}, {Name: name, Type: w.local(key.t)}},
		"&"+mut+w.local(e), false, w.args(self, key.argument(byValue, name)))
	f.Call = "&" + mut + "*" + f.Call
	w.add(fmt.Sprintf("core::ops::%s<%s>", trait, w.local(key.t)), target, append(items, f)...)
}

// indexMut needs the overload for const objects, which c is. Only elements that
// may be copied are handed out: others could be swapped.
func (w *implWriter) indexMut(c operatorCall) {
	constant := w.g.implWriter(c)
	e, ok := constant.element(true)
	m, is := w.element(false)
	if !ok || !is || !w.pinned() || w.local(m) != w.local(e) {
		return
	}
	target, self := w.mutableSelf()
	constant.indexImpl("Index", target, "&**self", e)
	w.indexImpl("IndexMut", target, self, m)
}
