package abi

import "strings"

// QualifiedName is t's name with its scopes: "ns::Box<int>". Types without a
// name are spelled by kind and ordinal in their scope, as "(unnamed struct)".
func (t Type) QualifiedName() string { return t.scopedName(false) }

// PlainName is QualifiedName without inline namespaces, as users of a library
// write it: "lib::Box" for lib::v2::Box.
func (t Type) PlainName() string { return t.scopedName(true) }

func (t Type) scopedName(plain bool) string {
	name := t.Name()
	if name == "" {
		name = t.anonymousName()
	}
	return t.m.qualify(t.node().Scope, name, plain)
}

func (t Type) anonymousName() string {
	if t.Has(TypeLambda) {
		return "(lambda)"
	}
	return "(unnamed " + t.Kind().String() + ")"
}

// String spells t as a C++ type: "const ns::S &", "int (*)(char)".
func (t Type) String() string { return t.Declare("") }

// Declare spells the C++ declaration of a name of type t: "int (*f)(char)".
// An empty name spells the type alone.
func (t Type) Declare(name string) string { return t.declare(name, &speller{}, 0) }

// What is longer is cut with "...".
const (
	maxSpell = 64      // nesting of declarators
	maxTypes = 1 << 10 // types in one declaration
)

// speller counts what a declaration is made of.
type speller struct {
	types int
	cut   bool
}

// SpelledWhole reports whether String and Declare leave nothing out, so that the
// text stands for this type only.
func (t Type) SpelledWhole() bool {
	var w speller
	t.declare("", &w, 0)
	return !w.cut
}

func (t Type) declare(inner string, w *speller, depth int) string {
	if w.types++; depth > maxSpell || w.types > maxTypes {
		w.cut = true
		return "..." + space(inner)
	}
	n := t.node()
	switch n.Kind {
	case KindNone, KindVoid:
		return "void" + space(inner)
	case KindPointer:
		return t.pointer("*", inner, w, depth)
	case KindLValueRef:
		return t.pointer("&", inner, w, depth)
	case KindRValueRef:
		return t.pointer("&&", inner, w, depth)
	case KindConst:
		return t.qualified("const", inner, w, depth)
	case KindVolatile:
		return t.qualified("volatile", inner, w, depth)
	case KindRestrict:
		return t.qualified("__restrict", inner, w, depth)
	case KindAtomic:
		return "_Atomic(" + t.Elem().declare("", w, depth+1) + ")" + space(inner)
	case KindArray:
		bound := ""
		if c, ok := t.Count(); ok {
			bound = itoa(c)
		}
		return t.Elem().declare(inner+"["+bound+"]", w, depth+1)
	case KindVector:
		return t.Elem().declare("", w, depth+1) + " __vector(" + itoa(n.Size) + ")" + space(inner)
	case KindFunc:
		return t.function(inner, t.Signature().This.thisQualifiers(), w, depth)
	case KindMemberPointer:
		cls := t.MemberOf().QualifiedName() + "::*"
		e := t.Elem()
		if k := e.Kind(); k == KindFunc || k == KindArray {
			return e.declare("("+cls+inner+")", w, depth+1)
		}
		return e.declare(cls+inner, w, depth+1)
	case KindNullptr:
		return "std::nullptr_t" + space(inner)
	}
	return t.QualifiedName() + space(inner)
}

func space(inner string) string {
	if inner == "" || inner[0] == '[' {
		return inner
	}
	return " " + inner
}

func (t Type) pointer(op, inner string, w *speller, depth int) string {
	e := t.Elem()
	if k := e.Kind(); k == KindFunc || k == KindArray {
		return e.declare("("+op+inner+")", w, depth+1)
	}
	return e.declare(op+inner, w, depth+1)
}

// qualified spells a cv-qualifier: after the operator of pointers, before
// everything else.
func (t Type) qualified(word, inner string, w *speller, depth int) string {
	e := t.Elem()
	switch beneath := e.Unqualified(); beneath.Kind() {
	case KindPointer, KindLValueRef, KindRValueRef, KindMemberPointer:
		return e.declare(word+space(inner), w, depth+1)
	}
	return word + " " + e.declare(inner, w, depth+1)
}

// thisQualifiers spells the cv-qualifiers of the class of a member function type
// behind the parameters.
func (t Type) thisQualifiers() string {
	s := ""
	for range maxSpell {
		switch t.Kind() {
		case KindConst:
			s += " const"
		case KindVolatile:
			s += " volatile"
		default:
			return s
		}
		t = t.Elem()
	}
	return s
}

func (t Type) function(inner, tail string, w *speller, depth int) string {
	s := t.Signature()
	parts := make([]string, 0, len(s.Params)+1)
	for _, p := range s.Params {
		parts = append(parts, p.declare("", w, depth+1))
	}
	if s.Variadic {
		parts = append(parts, "...")
	}
	return s.Result.declare(inner+"("+strings.Join(parts, ", ")+")"+tail, w, depth+1)
}

// Declaration spells f as C++ declares it: "int ns::S::f(char) const".
func (f Function) Declaration() string {
	var parts []string
	for _, p := range f.Params() {
		if p.Flags&ParamArtificial == 0 {
			parts = append(parts, p.Type.String())
		}
	}
	if f.Has(FuncVariadic) {
		parts = append(parts, "...")
	}
	var b strings.Builder
	switch {
	case f.Has(FuncVirtual):
		b.WriteString("virtual ")
	case f.Has(FuncMember | FuncStatic):
		b.WriteString("static ")
	}
	decl := f.QualifiedName() + "(" + strings.Join(parts, ", ") + ")"
	if f.Has(FuncConstThis) {
		decl += " const"
	}
	if f.Has(FuncVolatileThis) {
		decl += " volatile"
	}
	if f.Has(FuncRefL) {
		decl += " &"
	}
	if f.Has(FuncRefR) {
		decl += " &&"
	}
	if f.Has(FuncConstructor) || f.Has(FuncDestructor) || f.Has(FuncConversion) {
		b.WriteString(decl)
	} else {
		b.WriteString(f.Result().declare(decl, &speller{}, 0))
	}
	return b.String()
}
