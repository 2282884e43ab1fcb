package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// spelling is a Rust type in text, or the reason why there is none.
type spelling struct {
	text   string
	reason string // permanent id, "" when text is right
	why    string
	copy   bool // the type is Copy
}

func no(reason, format string, args ...any) spelling {
	return spelling{reason: reason, why: fmt.Sprintf(format, args...)}
}

func scalar(text string) spelling { return spelling{text: text, copy: true} }

const maxNesting = 64

// spell is the Rust type of a C++ type that stands in memory or travels as a
// scalar, seen from a module of a depth.
func (g *generator) spell(t abi.Type, depth, nest int) spelling {
	if nest > maxNesting {
		return no("too-deep", "the type is nested too deeply")
	}
	t = t.Strip()
	switch k := t.Kind(); {
	case k == abi.KindBase:
		if s, ok := g.spellBuiltin(t, depth); ok {
			return s
		}
		s := spellBase(t)
		g.improper = g.improper || strings.HasSuffix(s.text, "128")
		return s
	case k == abi.KindPointer, k.IsReference():
		return g.spellPointer(t, depth, nest)
	case k == abi.KindNullptr:
		return scalar("*mut " + g.void())
	case k == abi.KindEnum:
		if p, ok := g.places[t.ID()]; ok {
			return scalar(p.from(depth))
		}
		return no("enum-unsized", "the size of the enum %s is not known", t)
	case k == abi.KindArray:
		n, ok := t.Count()
		if !ok {
			return no("array-bound", "the array %s has no bound", t)
		}
		e := g.spell(t.Elem(), depth, nest+1)
		if e.reason == "" {
			e.text = fmt.Sprintf("[%s; %d]", e.text, n)
		}
		return e
	case k.IsRecord():
		p, ok := g.places[t.ID()]
		if !ok {
			return no("type-not-bound", "%s is not bound", t)
		}
		if t.IsDeclaration() {
			return no("declared-only", "%s is declared but not defined in the object", t)
		}
		return spelling{text: p.from(depth), copy: g.reps[t.ID()].copy}
	case k == abi.KindMemberPointer:
		if s, ok := g.spellBuiltin(t, depth); ok {
			return s
		}
		size, ok := t.Size()
		if ok && size == g.m.Target().PointerSize && !g.m.Target().Microsoft() {
			return scalar("isize")
		}
		return no("member-pointer", "Rust has no pointer to member: %s", t)
	case k == abi.KindVector:
		if s, ok := g.spellBuiltin(t, depth); ok {
			return s
		}
		return no("vector", "stable Rust has no type for the vector %s", t)
	}
	return no("unsupported-type", "%s", t)
}

// spellBase maps scalars by encoding and size, never by name.
func spellBase(t abi.Type) spelling {
	size, _ := t.Size()
	bits := uint64(size) * 8
	switch t.Encoding() {
	case abi.EncBool:
		if size == 1 {
			return scalar("bool")
		}
	case abi.EncSigned, abi.EncCharSigned:
		if bits == 8 || bits == 16 || bits == 32 || bits == 64 || bits == 128 {
			return scalar(fmt.Sprintf("i%d", bits))
		}
	case abi.EncUnsigned, abi.EncCharUnsigned, abi.EncUTF:
		if bits == 8 || bits == 16 || bits == 32 || bits == 64 || bits == 128 {
			return scalar(fmt.Sprintf("u%d", bits))
		}
	case abi.EncFloat:
		if name := t.Name(); (bits == 32 || bits == 64) && !strings.Contains(name, "Decimal") {
			return scalar(fmt.Sprintf("f%d", bits))
		}
	}
	return no("scalar", "stable Rust has no type for %s (%d bytes)", t, size)
}

// spellPointer maps pointers and references to raw pointers. What they point
// to is typed where there is a type, and opaque bytes where there is not.
func (g *generator) spellPointer(t abi.Type, depth, nest int) spelling {
	elem := t.Elem()
	word := "*mut "
	if constElement(elem) {
		word = "*const "
	}
	e := elem.Strip()
	switch {
	case e.IsNone() || e.Kind() == abi.KindVoid:
		return scalar(word + g.void())
	case e.Kind() == abi.KindFunc:
		return g.spellFnPointer(e, depth, nest)
	case e.IsRecord():
		if p, ok := g.places[e.ID()]; ok {
			return scalar(word + p.from(depth))
		}
		return scalar(word + g.void())
	case e.Kind() == abi.KindArray:
		if _, ok := e.Count(); !ok {
			return g.spellPointerTo(word, e.Elem(), depth, nest)
		}
	}
	return g.spellPointerTo(word, elem, depth, nest)
}

// void is the path of C's void.
func (g *generator) void() string {
	if g.cfg.CTypesPrefix != "" {
		return g.cfg.CTypesPrefix + "::c_void"
	}
	return "core::ffi::c_void"
}

// constElement reports whether a type, or what an array is made of, is const.
func constElement(t abi.Type) bool {
	for range maxNesting {
		if t.IsConst() {
			return true
		}
		if t = t.Strip(); t.Kind() != abi.KindArray {
			return false
		}
		t = t.Elem()
	}
	return false
}

func (g *generator) spellPointerTo(word string, e abi.Type, depth, nest int) spelling {
	if g.cChar(e) {
		return scalar(word + "core::ffi::c_char")
	}
	s := g.spell(e, depth, nest+1)
	if s.reason != "" {
		return scalar(word + g.void())
	}
	return scalar(word + s.text)
}

// spellFnPointer maps a pointer to function. A signature that Rust can't
// spell exactly becomes an untyped address: any fn type would let a function
// of that wrong signature be handed over.
func (g *generator) spellFnPointer(f abi.Type, depth, nest int) spelling {
	key := fnPointer{f.ID(), depth}
	if s, ok := g.fnPointers[key]; ok {
		return s
	}
	outermost := g.fnPointers == nil
	if outermost {
		g.fnPointers = map[fnPointer]spelling{}
	}
	s := g.fnPointer(f, depth, nest)
	if len(s.text) > maxFnPointer {
		s = scalar(opaqueFn)
	}
	if g.fnPointers[key] = s; outermost {
		g.fnPointers = nil // what is bound may change
	}
	return s
}

// fnPointer is a pointer to function in another, spelled in modules of a depth.
type fnPointer struct {
	f     abi.TypeID
	depth int
}

// maxFnPointer bounds the text of a pointer to function, whose parameters may be
// pointers to functions; longer ones are addresses.
const maxFnPointer = 1 << 12

const opaqueFn = "*const core::ffi::c_void"

func (g *generator) fnPointer(f abi.Type, depth, nest int) spelling {
	opaque := scalar(opaqueFn)
	sig := f.Signature()
	plan := g.ctx.Plan(sig)
	if plan.Refused != "" || sig.Member {
		return opaque
	}
	if reason, _ := g.oldRefuses(sig, true); reason != "" {
		return opaque
	}
	c := g.callOf(sig, plan, depth, nest+1)
	if c.reason != "" {
		return opaque
	}
	var params []string
	for _, p := range c.params {
		params = append(params, p.Type)
	}
	if plan.Variadic {
		params = append(params, "...")
	}
	text := fmt.Sprintf(option+"unsafe extern %q fn(%s)", plan.ABI, strings.Join(params, ", "))
	if c.result != "" {
		text += " -> " + c.result
	}
	return scalar(text + ">")
}

const option = "core::option::Option<"

// neverNull spells a reference to a function: what fnPointer gives, which may be
// null, without the Option.
func neverNull(text string) string {
	if inner, ok := strings.CutPrefix(text, option); ok {
		return strings.TrimSuffix(inner, ">")
	}
	return text
}
