package names

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// part is a tree and what it needs and the model lacks. A part in doubt may
// hold nodes of kind None.
type part struct {
	n *ast.Node
	d Doubt
}

func lost(d Doubt) part { return part{&ast.Node{}, d} }

func builtin(name string) *ast.Node { return &ast.Node{Kind: ast.Builtin, Text: name} }

const (
	maxDepth = 200 // nesting of types; compilers stop at 256
	maxPeel  = 512
)

// peel follows typedefs and qualifiers. The result is none for void and for
// chains that do not end.
func peel(t abi.Type) (base abi.Type, q ast.Quals, atomic bool) {
	for range maxPeel {
		switch t.Kind() {
		case abi.KindTypedef:
		case abi.KindConst:
			q |= ast.Const
		case abi.KindVolatile:
			q |= ast.Volatile
		case abi.KindRestrict:
			q |= ast.Restrict
		case abi.KindAtomic:
			atomic = true
		default:
			return t, q, atomic
		}
		t = t.Elem()
	}
	return abi.Type{}, q, atomic
}

// typ makes the tree of a type with its qualifiers.
func (w *Namer) typ(t abi.Type) part {
	base, q, atomic := peel(t)
	return w.qualify(base, q, atomic)
}

// param makes the tree of a parameter's type: without its own qualifiers,
// arrays and functions as pointers (Itanium C++ ABI §5.1.5.3, [dcl.fct]/5).
func (w *Namer) param(t abi.Type) part {
	base, q, atomic := peel(t)
	switch base.Kind() {
	case abi.KindArray:
		p := w.qualify(base.Elem(), q, false)
		return part{w.pointerTo(p.n), p.d}
	case abi.KindFunc:
		p := w.base(base)
		return part{w.pointerTo(p.n), p.d}
	case abi.KindPointer:
		return w.paramPointer(base, q)
	}
	return w.qualify(base, 0, atomic)
}

func (w *Namer) pointerTo(n *ast.Node) *ast.Node { return &ast.Node{Kind: ast.Pointer, Elem: n} }

func (w *Namer) paramPointer(base abi.Type, _ ast.Quals) part { return w.qualify(base, 0, false) }

// qualify adds qualifiers to a type; those of an array belong to its elements
// ([basic.type.qualifier]/3), references and functions have none.
func (w *Namer) qualify(t abi.Type, q ast.Quals, atomic bool) part {
	if t.Kind() == abi.KindTypedef || t.Kind().IsQualifier() {
		base, more, at := peel(t)
		t, q, atomic = base, q|more, atomic || at
	}
	switch t.Kind() {
	case abi.KindArray:
		if !w.enter() {
			return lost(UnsupportedType)
		}
		defer w.leave()
		e := w.qualify(t.Elem(), q, atomic)
		n := &ast.Node{Kind: ast.Array, Elem: e.n}
		if t.Has(abi.TypeVLA) {
			return part{n, e.d | UnsupportedType}
		}
		if c, ok := t.Count(); ok {
			n.Text = strconv.FormatUint(c, 10)
		}
		return part{n, e.d}
	case abi.KindLValueRef, abi.KindRValueRef, abi.KindFunc:
		return w.base(t)
	}
	p := w.base(t)
	if atomic {
		p.n = &ast.Node{Kind: ast.VendorQual, Text: "_Atomic", Elem: p.n}
	}
	if q != 0 {
		p.n = &ast.Node{Kind: ast.Qualified, Elem: p.n, Quals: q}
	}
	return p
}

// base makes the tree of an unqualified type, once per type.
func (w *Namer) base(t abi.Type) part {
	if t.IsNone() {
		return part{builtin("void"), 0}
	}
	return remember(w, w.memo, t.ID(), func() part { return w.lower(t) })
}

// remember makes the tree of a thing once; one that is made of itself has none.
func remember[K comparable](w *Namer, memo map[K]part, key K, tree func() part) part {
	if p, ok := memo[key]; ok {
		return p
	}
	if !w.enter() {
		return lost(UnsupportedType)
	}
	defer w.leave()
	memo[key] = lost(UnsupportedType)
	p := tree()
	memo[key] = p
	return p
}

func (w *Namer) enter() bool {
	if w.depth > maxDepth {
		return false
	}
	w.depth++
	return true
}

func (w *Namer) leave() { w.depth-- }

func (w *Namer) lower(t abi.Type) part {
	switch k := t.Kind(); k {
	case abi.KindVoid:
		return part{builtin("void"), 0}
	case abi.KindNullptr:
		return part{builtin("std::nullptr_t"), 0}
	case abi.KindBase:
		return w.scalar(t)
	case abi.KindPointer:
		e := w.typ(t.Elem())
		return part{w.pointerTo(e.n), e.d}
	case abi.KindLValueRef:
		e := w.typ(t.Elem())
		return part{&ast.Node{Kind: ast.LRef, Elem: e.n}, e.d}
	case abi.KindRValueRef:
		e := w.typ(t.Elem())
		return part{&ast.Node{Kind: ast.RRef, Elem: e.n}, e.d}
	case abi.KindVector:
		e := w.typ(t.Elem())
		c, ok := t.Count()
		if !ok {
			e.d |= UnsupportedType
		}
		return part{&ast.Node{Kind: ast.Vector, Elem: e.n, Text: strconv.FormatUint(c, 10)}, e.d}
	case abi.KindStruct, abi.KindClass, abi.KindUnion, abi.KindEnum:
		return w.class(t)
	case abi.KindFunc:
		return w.function(t)
	case abi.KindMemberPointer:
		c, e := w.typ(t.MemberOf()), w.typ(t.Elem())
		if t.MemberOf().IsNone() {
			c.d |= UnsupportedType
		}
		if e.n.Kind == ast.Function {
			e.d |= FunctionQualifiers
		}
		return part{&ast.Node{Kind: ast.MemberPointer, Scope: c.n, Elem: e.n}, c.d | e.d}
	}
	return lost(UnsupportedType)
}

// function makes the tree of a function type.
func (w *Namer) function(t abi.Type) part {
	sig := t.Signature()
	r := w.typ(sig.Result)
	n := &ast.Node{Kind: ast.Function, Elem: r.n}
	d := r.d | NoexceptType
	for _, q := range sig.Params {
		p := w.param(q)
		n.Kids = append(n.Kids, p.n)
		d |= p.d
	}
	if sig.Variadic {
		n.Flags |= ast.Variadic
	}
	n.Quals = thisQuals(sig)
	return part{n, d}
}

// thisQuals are the qualifiers of a member function.
func thisQuals(sig abi.Signature) ast.Quals {
	if !sig.Member {
		return 0
	}
	this, q, _ := peel(sig.This)
	if this.Kind() == abi.KindPointer {
		_, q, _ = peel(this.Elem())
	}
	return q
}

// plainScalar reports whether a scalar has a code of its own (§5.1.5.2), by its C++ name.
func plainScalar(name string) bool {
	switch name {
	case "bool", "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long", "unsigned long",
		"long long", "unsigned long long", "__int128", "unsigned __int128", "float", "double", "long double", "__float128",
		"wchar_t", "char8_t", "char16_t", "char32_t":
		return true
	}
	return false
}

func (w *Namer) scalar(t abi.Type) part {
	name := t.Name()
	switch enc := t.Encoding(); {
	case plainScalar(name):
		return part{builtin(name), 0}
	case enc == abi.EncComplexFloat || enc == abi.EncComplexSigned || enc == abi.EncComplexUnsigned:
		if e, ok := strings.CutPrefix(name, "_Complex "); ok && plainScalar(e) {
			return part{&ast.Node{Kind: ast.Complex, Elem: builtin(e)}, 0}
		}
	case enc == abi.EncBitIntSigned || enc == abi.EncBitIntUnsigned:
		n := &ast.Node{Kind: ast.BitInt, Text: strconv.Itoa(int(t.BitWidth()))}
		if enc == abi.EncBitIntUnsigned {
			n.N = 1
		}
		return part{n, 0}
	case name == "_Float16":
		return part{&ast.Node{Kind: ast.Float, Text: "16"}, 0}
	}
	return lost(UnsupportedType)
}
