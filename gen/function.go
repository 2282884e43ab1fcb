package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// call is a plan in Rust text.
type call struct {
	params []rs.Param // as ffi declares them
	from   []int      // C++ parameter of each, -1 this, -2 out-pointer
	result string
	reason string
	why    string
}

const (
	paramThis = -1
	paramOut  = -2
)

// callOf spells the Rust signature that a plan describes.
func (g *generator) callOf(sig abi.Signature, plan callconv.Plan, depth, nest int) call {
	return g.callVia(sig, plan, viaSignature, depth, nest)
}

// callVia is callOf where a result needs a way of its own.
func (g *generator) callVia(sig abi.Signature, plan callconv.Plan, v via, depth, nest int) call {
	var c call
	add := func(name, typ string, from int) {
		c.params = append(c.params, rs.Param{Name: name, Type: typ})
		c.from = append(c.from, from)
	}
	fail := func(s spelling) {
		if c.reason == "" && s.reason != "" {
			c.reason, c.why = s.reason, s.why
		}
	}
	out := func() {
		s := g.spellPointerTo("*mut ", sig.Result, depth, nest)
		add("out", s.text, paramOut)
		if plan.ReturnsPointer {
			c.result = s.text
		}
	}
	if plan.Result.Form == callconv.FormOutFirst {
		out()
	}
	if sig.Member {
		s := scalar("*mut " + g.void())
		if !sig.This.IsNone() {
			s = g.spell(sig.This, depth, nest)
		}
		fail(s)
		add("this", s.text, paramThis)
	}
	if plan.Result.Form == callconv.FormOutAfterThis {
		out()
	}
	for i, t := range sig.Params {
		s := g.value(t, plan.Params[i], depth, nest)
		fail(s)
		if plan.Params[i].Form != callconv.FormOmit {
			add(fmt.Sprintf("arg{%d}", i), s.text, i)
		}
	}
	switch v {
	case viaTrampoline:
		out()
		return c
	case viaWrapper:
		c.result = wrapperName(plan.Result.Shape) // in ffi, where it is declared
		return c
	}
	switch plan.Result.Form {
	case callconv.FormNone, callconv.FormOutFirst, callconv.FormOutAfterThis, callconv.FormOmit:
	default:
		s := g.value(sig.Result, plan.Result, depth, nest)
		fail(s)
		c.result = s.text
	}
	return c
}

// callFor is the Rust signature of a bound function.
func (g *generator) callFor(fn function, depth int) call {
	if fn.shim != nil {
		return g.shimCall(fn, depth)
	}
	return g.callVia(fn.f.Signature(), fn.plan, fn.via, depth, 0)
}

// value spells one value in the form its slot asks for.
func (g *generator) value(t abi.Type, slot callconv.Slot, depth, nest int) spelling {
	in := t.Strip()
	switch slot.Form {
	case callconv.FormOmit:
		return spelling{}
	case callconv.FormByte:
		return scalar("u8")
	case callconv.FormPointer:
		return g.spellPointerTo("*mut ", t, depth, nest)
	case callconv.FormDirect:
		if in.IsRecord() {
			if r := g.rep(in); r.why != "" {
				return no(r.reason, "%s: %s", in, r.why)
			} else if !r.byValue {
				return no("by-value-representation", "%s travels by value, and its mirror type can't stand for it", in)
			}
		}
		if in.Kind() == abi.KindArray || in.Kind() == abi.KindFunc {
			return g.spellPointerTo("*mut ", in, depth, nest) // adjusted as [dcl.fct]/5 says
		}
		s := g.spell(t, depth, nest)
		if in.Kind().IsReference() && in.Elem().Strip().Kind() == abi.KindFunc {
			s.text = neverNull(s.text)
		}
		return s
	case callconv.FormWrapped, callconv.FormX8:
		return no("result-in-x8", "the result %s is built where x8 points", t)
	}
	return no(slot.Reason, "%s", slot.Why)
}

// function is a function that will be bound.
type function struct {
	f      abi.Function
	symbol string
	alias  string // the symbol, when it is a further name of a C function
	name   string // in ffi
	plan   callconv.Plan
	via    via
	outReg int   // general-purpose register of the result's address, for viaTrampoline
	shim   *shim // the C++ function that is called instead

	tableOnly bool // a virtual function without a symbol: the object's table has it
}

// choose decides whether a function is bound and by which symbol.
func (g *generator) choose(f abi.Function) (fn function, skip Skip, ok bool) {
	skip = Skip{Kind: "function", Name: f.Declaration()}
	refuse := func(reason, why, remedy string) (function, Skip, bool) {
		skip.Reason, skip.Why, skip.Remedy = reason, why, remedy
		return function{}, skip, false
	}
	switch {
	case f.Has(abi.FuncDeleted):
		return refuse("deleted", "the function is deleted", "")
	case f.Has(abi.FuncABIChanged):
		return refuse("abi-changed", "the compiler changed the interface of the only definition", "compile with -fno-ipa-sra -fno-ipa-cp")
	case f.Has(abi.FuncForeign):
		return refuse("foreign-language", foreign(f)+", whose functions need not be called as those of C are", "bind what C or C++ declares and defines for it")
	case f.Has(abi.FuncParamsLost):
		return refuse("params-lost", "debug info does not list all parameters of the function, as of functions written in assembly", "describe the function in a unit with debug info; clang: compile with optimisation")
	}
	if reason, why := callconv.Receiver(f, g.m.Target()); reason != "" {
		return refuse(reason, why, "call it through a function of your own that has C linkage")
	}
	if s, off := g.withheld.function(f.ID()); off {
		return refuse(s.Reason, s.Why, s.Remedy)
	}
	if g.basesUnknown(f) {
		return refuse("incomplete-type", f.Owner().QualifiedName()+" is only declared, and how its special and virtual functions are called depends on its bases", "compile with -fstandalone-debug")
	}
	sym, found := g.symbol(f)
	_, virtual := g.slotOf(f)
	if !found && virtual {
		if sym = f.LinkageName(); sym == "" || f.Has(abi.FuncDestructor) { // some compilers name a variant of destructors that has no symbol
			sym = f.Declaration()
		}
	}
	if !found && !virtual {
		if f.Has(abi.FuncImported) {
			return refuse("imported", "the function is used here and defined elsewhere", "bind the object that defines it")
		}
		for _, s := range f.Symbols() {
			if s.Row.Flags&abi.SymUndefined == 0 {
				return refuse("hidden-symbol", "its symbol can't be linked to: local, or another variant", "")
			}
		}
		return refuse("no-symbol", "the object has no symbol for it: inline, or optimised away", "compile a unit that uses it with -fkeep-inline-functions")
	}
	if f.Has(abi.FuncVariadic) && !found {
		return refuse("variadic-member", "a class has it only in its table of virtual functions, and Rust can't hand on \"...\"", "")
	}
	if d, ok := g.witness.CheckSymbol(f, sym); ok && found {
		return refuse("symbol-disagrees", "symbol "+sym+" and debug info disagree: "+d.String(), "rebuild the object with its debug info, or remove the asm label or alias")
	}
	sig := f.Signature()
	if sig.Unprototyped {
		return refuse("no-prototype", "C declares the function without its parameters, and no unit that was read defines it", "bind the object that defines it, with debug info")
	}
	plan, passing := g.ctx.PlanCall(sig)
	if plan.Refused != "" {
		return refuse(plan.Refused, plan.Why, "")
	}
	fn = function{f: f, symbol: sym, plan: plan, tableOnly: !found}
	reason, why := g.oldRefuses(sig, false)
	if reason != "" {
		return refuse(reason, why, fmt.Sprintf("--rust-target 1.%d", bareVariadicRust))
	}
	if why := g.ctx.Misplaced(f); why != "" {
		return refuse("places-disagree", "debug info finds an argument elsewhere than the rules put it: "+why, "")
	}
	if fn.via, fn.outReg, reason, why = g.hiddenVia(f, sig, plan, passing); reason != "" {
		return refuse(reason, why, "")
	}
	if c := g.callVia(sig, plan, fn.via, 1, 0); c.reason != "" {
		return refuse(c.reason, c.why, "")
	}
	return fn, skip, true
}

// foreign says what a function that is not of C or C++ is written in.
func foreign(f abi.Function) string {
	if l := f.Model().Language(f.Origin()); l.Foreign() {
		return "it is written in " + l.String()
	}
	return "its definition is written in another language"
}

// symbol picks what a call binds to: a defined symbol that the linker lets
// others use; the complete constructor or destructor.
func (g *generator) symbol(f abi.Function) (string, bool) {
	for _, s := range f.Symbols() {
		if g.linkable(f, s) {
			return s.Name, true
		}
	}
	return "", false
}

// linkable reports whether a call can bind to a symbol of a function.
func (g *generator) linkable(f abi.Function, s abi.Symbol) bool {
	r := s.Row
	if !r.Linkable(g.exports[r.Image]) {
		return false
	}
	if r.Flags&abi.SymDefaultVersion == 0 && (s.Version != "" || g.defaults[imageName{r.Image, r.Name}]) {
		return false // a new link takes the default version
	}
	switch s.Variant {
	case abi.VariantPlain: // of Microsoft's destructors ??1 leaves the virtual bases alone; ??_D destroys the object
		return !g.m.Target().Microsoft() || !f.Has(abi.FuncDestructor) || !f.Owner().MayHaveVirtualBases()
	case abi.VariantComplete:
		return true
	case abi.VariantVBase:
		return f.Has(abi.FuncDestructor)
	case abi.VariantBase:
		return !f.Owner().MayHaveVirtualBases()
	}
	return false
}

// aliases are the further names of a C function, such as read beside
// __libc_read.
func (g *generator) aliases(f abi.Function) (names []string) {
	first, ok := g.plainSymbol(f)
	if !ok {
		return nil
	}
	for _, s := range f.Symbols() {
		if s.Name != first && s.Variant == abi.VariantPlain && plainSymbol.MatchString(s.Name) && !mangled(s.Name) && g.linkable(f, s) {
			names = append(names, s.Name)
		}
	}
	return names
}

// ffi declares a function in the ffi module.
func (g *generator) ffi(fn function) rs.Item {
	c := g.callFor(fn, 1)
	symbol := fn.symbol
	if fn.via == viaTrampoline {
		symbol = callconv.Trampoline(symbol, false)
	}
	return rs.Fn{Doc: g.funcDoc(fn.f), Extern: true, Head: "pub ", Name: fn.name, Attrs: deprecated(g.linkName(symbol, fn.name), g.headerFunction(fn.f).HeaderItem),
		Params: g.named(c, fn.f), Result: c.result, Variadic: fn.plan.Variadic}
}

// linkName is the attribute for a symbol that isn't its own name. The model
// has symbols without the underscore of Mach-O and of 32-bit Windows.
func (g *generator) linkName(symbol, name string) []string {
	if symbol == name {
		return nil
	}
	return []string{`link_name = "\u{1}` + rs.Str(g.decorated(symbol))[1:]}
}

// decorated is a symbol as the linker knows it.
func (g *generator) decorated(symbol string) string {
	switch t := g.m.Target(); {
	case strings.HasPrefix(symbol, abi.Verbatim):
		return strings.TrimPrefix(symbol, abi.Verbatim)
	case t.OS == abi.Apple, t.OS == abi.Windows && t.Arch == abi.I386 && !strings.HasPrefix(symbol, "?") && !strings.HasPrefix(symbol, "@"):
		return "_" + symbol
	}
	return symbol
}

// named gives the parameters of a call the names they have in C++.
func (g *generator) named(c call, f abi.Function) []rs.Param {
	names := g.paramNames(f)
	taken := map[string]bool{"this": true, "out": true, "self": true}
	out := append([]rs.Param(nil), c.params...)
	for i, from := range c.from {
		if from < 0 {
			continue
		}
		id := fmt.Sprintf("arg%d", from+1)
		if from < len(names) && strings.Trim(names[from], "_0123456789") != "" {
			id = names[from]
		}
		if taken[id] {
			id = fmt.Sprintf("%s_%d", id, from+1)
		}
		taken[id] = true
		out[i].Name = id
	}
	return out
}

func (g *generator) funcDoc(f abi.Function) string {
	doc := "`" + f.Declaration() + "`"
	if o := g.m.OriginText(f.Origin()); o != "" {
		doc += ", " + o
	}
	return g.headerFunction(f).doc(doc, g.paramNames(f))
}

// wrapper is the mirror of a function: a method of its class or a function of
// its namespace that calls ffi. A result that C++ builds at an address is
// built at out, the first parameter after the receiver, on every platform.
func (g *generator) wrapper(fn function, name string, mods []string) rs.Item {
	depth := len(mods)
	sig := fn.f.Signature()
	c := g.callFor(fn, depth)
	params := g.named(c, fn.f)
	for i := range params {
		params[i].Name = g.free(mods, params[i].Name)
	}
	outName, resultName, fromName := g.free(mods, "out"), g.free(mods, "result"), g.free(mods, "from")
	var args []string
	var recv, out, decl []rs.Param
	_, method := g.places[fn.f.Owner().ID()]
	method = method && !fn.f.Has(abi.FuncConstructor) && !fn.f.Has(abi.FuncDestructor)
	head, safe := "pub unsafe ", g.safeMirror(fn)
	if safe {
		head = "pub "
	}
	for i, p := range params {
		switch {
		case c.from[i] == paramThis && method:
			r, arg := g.receiver(fn.f)
			if safe && arg == "self" && r == "&self" && g.reps[fn.f.Owner().ID()].copy {
				arg = addressOfCopy("*self")
			}
			recv = []rs.Param{{Name: r}}
			args = append(args, arg)
			continue
		case c.from[i] == paramOut:
			out = []rs.Param{p}
		case c.from[i] >= 0 && fn.shim == nil && fn.plan.Params[c.from[i]].Form == callconv.FormByte:
			args = append(args, "0") // an empty class, which other targets don't pass at all
			continue
		default:
			if from := c.from[i]; from >= 0 && fn.shim == nil {
				if typ, pinned, ok := g.reference(sig.Params[from], fn.plan.Params[from], depth); ok {
					decl = append(decl, rs.Param{Name: p.Name, Type: typ})
					arg := p.Name
					if pinned {
						arg += ".get_unchecked_mut()"
					}
					args = append(args, arg)
					continue
				}
			}
			decl = append(decl, p)
		}
		args = append(args, p.Name)
	}
	if fn.via == viaWrapper {
		out = []rs.Param{{Name: outName, Type: g.spellPointerTo("*mut ", sig.Result, depth, 0).text}}
	}
	callee := fn.name
	if g.dispatched(fn) {
		callee = virtualName(callee)
	}
	w := rs.Fn{Doc: g.funcDoc(fn.f), Attrs: deprecated([]string{"inline"}, g.headerFunction(fn.f).HeaderItem), Head: head, Name: name, Unsafe: safe, Params: append(append(recv, out...), decl...), Result: c.result,
		Call: strings.Repeat("super::", depth) + "ffi::" + callee, Args: args}
	if fn.shim == nil && fn.plan.Result.Form == callconv.FormByte {
		w.Let, w.Result = "_", "" // an empty class, as above
	}
	if fn.via == viaWrapper {
		w.Let, w.Result = resultName, ""
		size, _ := sig.Result.Size()
		w.After = []string{"let " + fromName + " = core::ptr::addr_of!(" + resultName + ").cast::<u8>();",
			fmt.Sprintf("core::ptr::copy_nonoverlapping(%s, %s.cast::<u8>(), %d);", fromName, outName, size)}
	}
	return w
}

// receiver is how a mirror method takes its object, and what it hands on.
func (g *generator) receiver(f abi.Function) (recv, arg string) {
	if f.Has(abi.FuncConstThis) {
		return "&self", "self"
	}
	if f := g.reps[f.Owner().ID()].form; f == formStorage || f == formOpaque {
		return "self: core::pin::Pin<&mut Self>", "self.get_unchecked_mut()"
	}
	return "&mut self", "self"
}
