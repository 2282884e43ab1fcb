package names

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// windowsType knows typedefs of the C and C++ standard libraries whose type is
// another one on Windows than on other systems, by the width of a pointer.
// Names that the source spells by them differ between the targets although
// size and meaning are the same.
func windowsType(name string, bits int) string {
	wide := map[int]string{32: "int", 64: "long long"}[bits]
	switch name {
	case "size_t", "uintptr_t":
		return "unsigned " + wide
	case "ptrdiff_t", "intptr_t":
		return wide
	case "int64_t", "intmax_t", "int_least64_t", "int_fast64_t":
		return "long long"
	case "uint64_t", "uintmax_t", "uint_least64_t", "uint_fast64_t":
		return "unsigned long long"
	case "int_fast16_t", "int_fast32_t":
		return "int"
	case "uint_fast16_t", "uint_fast32_t":
		return "unsigned int"
	}
	return ""
}

// standard reports whether a typedef is one of the C library's: at global
// scope or in std.
func (w *Microsoft) standard(t abi.Type) bool {
	return t.Scope() == 0 || w.m.ScopeName(t.Scope()) == "std"
}

// shapeOf follows typedefs and qualifiers; windows is the type that a standard
// typedef on the way has on Windows.
func (w *Microsoft) shapeOf(t abi.Type) (base abi.Type, q ast.Quals, windows string, d Doubt) {
	for range maxPeel {
		switch t.Kind() {
		case abi.KindTypedef:
			if s := windowsType(t.Name(), w.bits); s != "" && w.standard(t) {
				_, more, _ := peel(t)
				return t, q | more, s, d
			}
		case abi.KindConst:
			q |= ast.Const
		case abi.KindVolatile:
			q |= ast.Volatile
		case abi.KindRestrict:
			q |= ast.Restrict
		case abi.KindAtomic:
			d |= UnsupportedType
		default:
			return t, q, "", d
		}
		t = t.Elem()
	}
	return abi.Type{}, q, "", UnsupportedType
}

// typ makes the tree of a type with its qualifiers.
func (w *Microsoft) typ(t abi.Type) part {
	if w.steps++; w.steps > maxAgree || !w.enter() {
		return lost(UnsupportedType) // types share parts, so that a tree can be very large
	}
	defer w.leave()
	base, q, windows, d := w.shapeOf(t)
	if windows != "" {
		return part{qualified(builtin(windows), q&^ast.Restrict), d}
	}
	p := w.qualify(base, q)
	return part{p.n, p.d | d}
}

// qualify makes the tree of a type below its typedefs. A pointer carries its
// qualifiers itself.
func (w *Microsoft) qualify(t abi.Type, q ast.Quals) part {
	switch t.Kind() {
	case abi.KindPointer:
		e := w.typ(t.Elem())
		n := &ast.Node{Kind: ast.Pointer, Elem: e.n, Quals: q}
		if e.n.Kind != ast.Function {
			n.Quals |= w.ptr64
		}
		return part{n, e.d}
	case abi.KindLValueRef, abi.KindRValueRef:
		e := w.typ(t.Elem())
		n := &ast.Node{Kind: ast.LRef, Elem: e.n}
		if t.Kind() == abi.KindRValueRef {
			n.Kind = ast.RRef
		}
		if e.n.Kind != ast.Function {
			n.Quals |= w.ptr64
		}
		return part{n, e.d}
	case abi.KindArray:
		return w.array(t, q)
	case abi.KindFunc:
		return w.functionType(t)
	case abi.KindMemberPointer:
		return w.memberPointer(t, q)
	}
	p := w.plainType(t)
	return part{qualified(p.n, q&^ast.Restrict), p.d}
}

func (w *Microsoft) array(t abi.Type, q ast.Quals) part {
	base, more, windows, d := w.shapeOf(t.Elem())
	var e part
	if windows != "" {
		e = part{qualified(builtin(windows), q|more), d}
	} else {
		e = w.qualify(base, q|more)
	}
	n := &ast.Node{Kind: ast.Array, Elem: e.n}
	if c, ok := t.Count(); ok {
		n.Text = strconv.FormatUint(c, 10)
	}
	if t.Has(abi.TypeVLA) {
		d |= UnsupportedType
	}
	return part{n, e.d | d}
}

func (w *Microsoft) memberPointer(t abi.Type, q ast.Quals) part {
	c := w.recordName(t.MemberOf())
	e := w.typ(t.Elem())
	if t.MemberOf().IsNone() {
		c.d |= UnsupportedType
	}
	n := &ast.Node{Kind: ast.MemberPointer, Scope: c.n, Elem: e.n, Quals: q}
	if e.n.Kind == ast.Function {
		e.n.Flags |= ast.Member // made for this pointer, see functionType
		e.n.Quals |= w.ptr64
		e.d |= FunctionQualifiers
	} else {
		n.Quals |= w.ptr64
	}
	return part{n, c.d | e.d}
}

// plainType makes the tree of a type without declarators.
func (w *Microsoft) plainType(t abi.Type) part {
	switch t.Kind() {
	case abi.KindNone, abi.KindVoid:
		return part{builtin("void"), 0}
	case abi.KindNullptr:
		return part{builtin("std::nullptr_t"), 0}
	case abi.KindBase:
		p := w.scalar(t)
		if p.d == 0 && p.n.Kind != ast.Builtin {
			p.d |= UnsupportedType
		}
		if p.n.Kind == ast.Complex {
			p.n = clangComplex(p.n.Elem)
		}
		return p
	case abi.KindStruct, abi.KindClass, abi.KindUnion, abi.KindEnum:
		p := w.recordName(t)
		key := map[abi.Kind]string{abi.KindStruct: "struct", abi.KindClass: "class", abi.KindUnion: "union", abi.KindEnum: "enum"}[t.Kind()]
		return part{&ast.Node{Kind: ast.Elaborated, Text: key, Elem: p.n}, p.d}
	}
	return lost(UnsupportedType)
}

// clangComplex is "struct __clang::_Complex<T>", by which clang mangles _Complex T
// (MicrosoftMangle.cpp); Visual C++ has no such type.
func clangComplex(elem *ast.Node) *ast.Node {
	name := &ast.Node{Kind: ast.Name, Text: "_Complex", Scope: &ast.Node{Kind: ast.Name, Text: "__clang"}}
	return &ast.Node{Kind: ast.Elaborated, Text: "struct", Elem: &ast.Node{Kind: ast.Template, Elem: name, Kids: []*ast.Node{elem}}}
}

// functionType makes the tree of a function type, anew for each use.
func (w *Microsoft) functionType(t abi.Type) part {
	sig := t.Signature()
	n := &ast.Node{Kind: ast.Function}
	d := NoexceptType
	n.Conv, d = w.conv(sig.CC, sig.Member, sig.Variadic), d|w.odd(sig.CC)
	r := w.typ(sig.Result)
	n.Elem = r.n
	d |= r.d
	for _, q := range sig.Params {
		p := w.param(q)
		n.Kids = append(n.Kids, p.n)
		d |= p.d
	}
	if sig.Variadic {
		n.Flags |= ast.Variadic
	}
	n.Quals = thisQuals(sig) & (ast.Const | ast.Volatile)
	return part{n, d}
}

// param makes the tree of a parameter's type: arrays are const pointers,
// qualifiers of other types but pointers don't count.
func (w *Microsoft) param(t abi.Type) part {
	base, q, windows, d := w.shapeOf(t)
	if windows != "" {
		return part{builtin(windows), d}
	}
	switch base.Kind() {
	case abi.KindArray:
		e := w.array(base, q)
		return part{&ast.Node{Kind: ast.Pointer, Elem: e.n.Elem, Quals: ast.Const | w.ptr64}, e.d | d}
	case abi.KindFunc:
		e := w.functionType(base)
		return part{&ast.Node{Kind: ast.Pointer, Elem: e.n}, e.d | d}
	case abi.KindPointer, abi.KindMemberPointer:
		if r, _, _ := peel(base.Elem()); r.Name() == "__va_list_tag" && base.Kind() == abi.KindPointer { // va_list of System V x86-64
			return part{&ast.Node{Kind: ast.Pointer, Elem: builtin("char"), Quals: q | w.ptr64}, d}
		}
		p := w.qualify(base, q)
		return part{p.n, p.d | d}
	}
	p := w.qualify(base, 0)
	return part{p.n, p.d | d}
}

// conv is the convention's letter on the target: 64-bit ones have one, with
// few exceptions.
func (w *Microsoft) conv(cc abi.CallConv, member, variadic bool) ast.Conv {
	if cc == abi.CCVectorcall {
		return ast.Vectorcall
	}
	if w.bits == 64 {
		return ast.Cdecl
	}
	switch cc {
	case abi.CCStdcall:
		return ast.Stdcall
	case abi.CCFastcall:
		return ast.Fastcall
	case abi.CCThiscall:
		return ast.Thiscall
	}
	if member && !variadic {
		return ast.Thiscall
	}
	return ast.Cdecl
}

// odd doubts conventions that have no counterpart.
func (w *Microsoft) odd(cc abi.CallConv) Doubt {
	switch cc {
	case abi.CCDefault, abi.CCCdecl, abi.CCStdcall, abi.CCFastcall, abi.CCThiscall, abi.CCVectorcall:
		return 0
	}
	return Convention
}

// templateKeys maps class templates to the class-key of their instances.
func (w *Microsoft) templateKeys() map[string]abi.Kind {
	if w.keys == nil {
		w.keys = map[string]abi.Kind{}
		for t := range w.m.Types {
			if t.IsRecord() && strings.Contains(t.Name(), "<") {
				if k := w.typeKey(t); k != "" {
					w.keys[k] = t.Kind()
				}
			}
		}
	}
	return w.keys
}
