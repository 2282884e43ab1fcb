package gen

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// A shim is a C++ function with C linkage that the user compiles with the
// headers of the library. It takes and returns numbers and pointers by value
// and everything else by address, so that Rust can call what no Rust signature
// can. Exceptions end the program.
type shim struct {
	text    []string // C++
	pointer []bool   // of each parameter: travels by address
	out     bool     // the result is built at an address, the first parameter
}

// shimmable lists the reasons that a shim gets around without being asked for.
func shimmable(reason string) bool {
	switch reason {
	case callconv.ReasonUnknownTriviality, callconv.ReasonUnknownAlignment, callconv.ReasonNoRustType, callconv.ReasonCompilersDisagree, callconv.ReasonLate128,
		callconv.ReasonArgBlock, callconv.ReasonVectorcall, callconv.ReasonConvention, callconv.ReasonHiddenResult, callconv.ReasonMicrosoftResult,
		callconv.ReasonParamsLost, "by-value-representation", "abi-changed", "result-in-x8", "scalar", "vector", "member-pointer", "old-rust":
		return true
	}
	return false
}

// shimmed writes the shim of a function that was refused, where C++ code
// outside of the library can call it.
func (g *generator) shimmed(f abi.Function, reason string) (function, bool) {
	row, name := f.Row(), f.QualifiedName()
	switch {
	case !g.cfg.Shims, g.f.shims == nil && !shimmable(reason), g.f.shims != nil && !hits(g.f.shims, f),
		f.Has(abi.FuncVariadic), f.Has(abi.FuncDeleted), f.Has(abi.FuncPure), f.Name() == "", row.Owner != 0 && row.Access != abi.Public,
		f.Has(abi.FuncArtificial) && (!f.Has(abi.FuncDestructor) || g.f.shims == nil), // of the others C++ may not have all that g++ lists
		f.Has(abi.FuncConstructor) && statedAbstract(f.Owner()), local(g.m, row.Scope):
		return function{}, false
	}
	sig := f.Signature()
	if f.Has(abi.FuncParamsLost) || f.Has(abi.FuncConstructor) && f.Owner().IsNone() {
		return function{}, false // what the function takes is not known
	}
	for _, t := range append([]abi.Type{f.Owner(), sig.Result}, sig.Params...) {
		if localType(t) || !t.SpelledWhole() {
			return function{}, false
		}
	}
	s := &shim{}
	var params, args, checks []string
	for i, t := range sig.Params {
		a := fmt.Sprintf("a%d", i)
		byValue, ok := g.shimPasses(t)
		if !ok {
			return function{}, false
		}
		s.pointer = append(s.pointer, !byValue)
		switch plain := unqualified(t); {
		case !byValue:
			params = append(params, resolved(plain, "*"+a))
			args = append(args, "static_cast<std::remove_reference_t<decltype(*"+a+")> &&>(*"+a+")")
			checks = append(checks, sizeCheck(plain))
		default:
			params = append(params, resolved(plain, a))
			if plain.Kind() == abi.KindRValueRef {
				a = "static_cast<" + resolved(plain, "") + ">(" + a + ")"
			}
			args = append(args, a)
		}
	}
	head, callee := "void", ""
	list := "(" + strings.Join(args, ", ") + ")"
	switch owner := f.Owner(); {
	case f.Has(abi.FuncConstructor):
		params = append([]string{owner.QualifiedName() + " *self"}, params...)
		callee = "::new (static_cast<void *>(self)) " + owner.QualifiedName() + list
		if owner.Polymorphic() { // g++ does not say which functions are pure
			callee = "[&](auto *tenon_self) {\n        if constexpr (std::is_abstract_v<std::remove_pointer_t<decltype(tenon_self)>>) std::abort();\n        else ::new (static_cast<void *>(tenon_self)) " +
				"std::remove_pointer_t<decltype(tenon_self)>" + list + ";\n    }(self)"
		}
		checks = append(checks, sizeCheck(owner))
	case sig.Member:
		params = append([]string{thisDeclaration(f, owner)}, params...)
		callee = "self->"
		if f.Has(abi.FuncRefR) {
			callee = "static_cast<" + owner.QualifiedName() + " &&>(*self)."
		}
		if f.Has(abi.FuncVirtual) {
			callee += owner.QualifiedName() + "::" // this very function, not the one in the table
		}
		callee += f.Name() + list
	default:
		callee = "::" + name + list
	}
	body := callee + ";"
	if r := sig.Result; !f.Has(abi.FuncConstructor) && !f.Has(abi.FuncDestructor) && !r.IsVoid() && !r.IsNone() {
		byValue, ok := g.shimPasses(r)
		if !ok {
			return function{}, false
		}
		head, body = "auto", "return "+body
		if s.out = !byValue; s.out {
			head, body = "void", "::new (out) auto("+callee+");"
			params = append([]string{"void *out"}, params...)
			checks = append(checks, sizeCheck(unqualified(r)))
		}
	}
	symbol := "tenon_shim_" + short(rs.Ident(name)) + "_" + shortHash(f.Declaration())
	line := head + " " + symbol + "(" + strings.Join(params, ", ") + ") noexcept"
	if head == "auto" {
		line += " -> " + resolved(unqualified(sig.Result), "")
	}
	s.text = append([]string{"// " + oneLine(f.Declaration()), `extern "C" ` + line + " {"}, indent(append(checks, strings.Split(body, "\n")...))...)
	s.text = append(s.text, "}")
	if !spellable(s.text[1:]) || implementation(f, s.text[1:]) {
		return function{}, false
	}
	return function{f: f, symbol: symbol, plan: callconv.Plan{ABI: "C"}, shim: s}, true
}

func sizeCheck(t abi.Type) string {
	size, _ := t.Size()
	return fmt.Sprintf("static_assert(sizeof(%s) == %d, \"the headers are not those of the object\");", resolved(t, ""), size)
}

// resolved spells the declaration of a name with what typedefs stand for:
// clang describes those of class templates outside of the class, and none says
// whether a typedef is private.
func resolved(t abi.Type, inner string) string {
	text, pointed := inner, false // pointed: text begins with an operator of pointers
	for range maxNesting {
		e := t.Elem()
		switch k := t.Kind(); {
		case k == abi.KindTypedef && (e.Name() != "" || e.Kind() != abi.KindNone && e.Kind() != abi.KindVector && !e.IsRecord() && e.Kind() != abi.KindEnum):
		case k == abi.KindPointer || k.IsReference():
			text, pointed = map[abi.Kind]string{abi.KindPointer: "*", abi.KindLValueRef: "&", abi.KindRValueRef: "&&"}[k]+text, true
		case k == abi.KindConst || k == abi.KindVolatile:
			text = strings.TrimRight(map[abi.Kind]string{abi.KindConst: "const", abi.KindVolatile: "volatile"}[k]+" "+text, " ")
		case k == abi.KindFunc || k == abi.KindArray:
			if pointed {
				text = "(" + text + ")"
			}
			if pointed = false; k == abi.KindArray {
				n, _ := t.Count()
				text += fmt.Sprintf("[%d]", n)
				break
			}
			sig := t.Signature()
			var params []string
			for _, p := range sig.Params {
				params = append(params, resolved(p, ""))
			}
			if sig.Variadic {
				params = append(params, "...")
			}
			text, e = text+"("+strings.Join(params, ", ")+")", sig.Result
		default:
			return t.Declare(text)
		}
		t = e
	}
	return t.Declare(text)
}

// unqualified drops the qualifiers of a parameter or result itself, which are
// no part of the function's type.
func unqualified(t abi.Type) abi.Type {
	for range maxNesting {
		if !t.Kind().IsQualifier() {
			break
		}
		t = t.Elem()
	}
	return t
}

// shimPasses says whether a value goes through a shim by value; ok is false
// when it can't go through one.
func (g *generator) shimPasses(t abi.Type) (byValue, ok bool) {
	in := t.Strip()
	size, sized := in.Size()
	switch k := in.Kind(); {
	case k == abi.KindPointer, k.IsReference(), k == abi.KindNullptr:
		return true, true
	case k == abi.KindEnum:
		return true, g.spell(in, 1, 0).reason == ""
	case k == abi.KindBase:
		return size <= 8 && spellBase(in).reason == "", sized
	case k == abi.KindVector, k == abi.KindMemberPointer, k.IsRecord():
		return false, sized && size > 0 && !in.IsDeclaration()
	}
	return false, false
}

func thisDeclaration(f abi.Function, owner abi.Type) string {
	text := owner.QualifiedName() + " *self"
	if f.Has(abi.FuncVolatileThis) {
		text = "volatile " + text
	}
	if f.Has(abi.FuncConstThis) {
		text = "const " + text
	}
	return text
}

// spellable reports whether C++ text names only what has a name everywhere.
func spellable(lines []string) bool {
	for _, l := range lines {
		for _, bad := range []string{"(anonymous", "(unnamed", "(lambda", "{lambda", "<lambda", "__vector", "...", "\\", "#", "??", "/*", "//"} {
			if strings.Contains(l, bad) {
				return false
			}
		}
		if l != oneLine(l) {
			return false
		}
	}
	return true
}

// implementation reports whether a shim would name what the standard library
// has for itself ([lex.name]/3): other names in each version, members that are
// not public, aliases whose arguments debug information leaves out. Inline
// namespaces of versions (std::__cxx11, std::__1) are no part of a name.
func implementation(f abi.Function, lines []string) bool {
	if strings.HasPrefix(f.Name(), "_") && f.Model().DeclaredBySystem(f.Origin(), f.Row().Scope) {
		return true
	}
	for _, l := range lines {
		if strings.Contains(l, "__gnu_cxx::") || systemName.MatchString(versionSpace.ReplaceAllString(l, "std::")) {
			return true
		}
	}
	return false
}

var (
	versionSpace = regexp.MustCompile(`std::(__cxx11|__[0-9]+|__ndk1)::`)
	systemName   = regexp.MustCompile(`\bstd::([A-Za-z0-9_]+::)*_`)
)

// statedAbstract reports whether debug information states a pure function of
// the class itself, as clang does.
func statedAbstract(t abi.Type) bool {
	for _, m := range t.Methods() {
		if m.Has(abi.FuncPure) {
			return true
		}
	}
	return false
}

// localType reports whether a type is one of a function's own, or an address of
// one: no other C++ code can name it.
func localType(t abi.Type) bool {
	for range maxNesting {
		t = t.Strip()
		if k := t.Kind(); k != abi.KindPointer && !k.IsReference() && k != abi.KindArray {
			break
		}
		t = t.Elem()
	}
	return (t.IsRecord() || t.Kind() == abi.KindEnum) && local(t.Model(), t.Scope())
}

func local(m *abi.Model, scope abi.ScopeID) bool {
	for _, id := range m.ScopePath(scope) {
		if m.Scope(id).Kind == abi.ScopeFunction {
			return true
		}
	}
	return false
}

// oneLine keeps a text inside one line of a comment.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '\\' {
			return ' '
		}
		return r
	}, s)
}

// shimCall is the Rust signature of a shim.
func (g *generator) shimCall(fn function, depth int) call {
	sig := fn.f.Signature()
	var c call
	add := func(name, typ string, from int) {
		c.params = append(c.params, rs.Param{Name: name, Type: typ})
		c.from = append(c.from, from)
	}
	if fn.shim.out {
		add("out", g.spellPointerTo("*mut ", sig.Result, depth, 0).text, paramOut)
	}
	if sig.Member {
		this := scalar("*mut " + g.void())
		if !sig.This.IsNone() {
			this = g.spell(sig.This, depth, 0)
		}
		add("this", this.text, paramThis)
	}
	for i, t := range sig.Params {
		if fn.shim.pointer[i] {
			add("", g.spellPointerTo("*mut ", t, depth, 0).text, i)
		} else {
			add("", g.spell(t, depth, 0).text, i)
		}
	}
	if r := sig.Result; !fn.shim.out && !fn.f.Has(abi.FuncConstructor) && !fn.f.Has(abi.FuncDestructor) && !r.IsVoid() && !r.IsNone() {
		c.result = g.spell(r, depth, 0).text
	}
	return c
}

// shimFile is the C++ file with all shims; nil if there are none.
func (g *generator) shimFile() []byte {
	var shims []function
	for _, fn := range g.funcs {
		if fn.shim != nil {
			shims = append(shims, fn)
		}
	}
	if len(shims) == 0 {
		return nil
	}
	sort.Slice(shims, func(i, j int) bool { return shims[i].symbol < shims[j].symbol })
	lines := []string{"// Written by tenon: C++ functions that Rust calls for others, whose arguments or",
		"// results no Rust signature can pass. Compile it as C++17 or later, with the",
		"// flags of the library, and link it. Exceptions that reach a shim end the program.", "",
		"#include <cstdlib>", "#include <new>", "#include <type_traits>", "", "#ifdef __clang__",
		`#pragma clang diagnostic ignored "-Wreturn-type-c-linkage"`, "#endif", ""}
	for _, h := range g.cfg.ShimIncludes {
		if strings.HasPrefix(h, "<") {
			lines = append(lines, "#include "+oneLine(h))
		} else {
			lines = append(lines, `#include "`+strings.ReplaceAll(oneLine(h), `"`, "")+`"`)
		}
	}
	for _, fn := range shims {
		lines = append(append(lines, ""), fn.shim.text...)
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}
