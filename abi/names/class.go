package names

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// class makes the tree of a class or enumeration as a type.
func (w *Namer) class(t abi.Type) part { return w.className(t) }

// className makes the tree of the name of a class or enumeration.
func (w *Namer) className(t abi.Type) part {
	return remember(w, w.classes, t.ID(), func() part { return w.makeClassName(t) })
}

// ownClassName is the name of a class or enumeration within its scope; a doubt
// says that it has none.
func (w *Namer) ownClassName(t abi.Type) (string, Doubt) {
	name := t.Name()
	switch {
	case t.Has(abi.TypeLambda) || strings.HasPrefix(name, "<lambda") || strings.HasPrefix(name, "{lambda"):
		return "", LambdaNumber
	case name == "":
		if name = w.linkageNames()[t.ID()]; name == "" {
			return "", UnnamedType
		}
	case name[0] == '<' || name[0] == '(' || name[0] == '{' || strings.HasPrefix(name, "._"):
		return "", UnnamedType
	}
	return name, 0
}

func (w *Namer) makeClassName(t abi.Type) part {
	scope := w.scope(t.Scope())
	name, none := w.ownClassName(t)
	if none != 0 {
		return part{&ast.Node{}, scope.d | none}
	}
	own, args, isTemplate := strings.Cut(name, "<")
	n := &ast.Node{Kind: ast.Name, Text: own, Scope: scope.n, Tags: w.classTags(t)}
	p := part{n, scope.d}
	list := t.Args()
	if !isTemplate && len(list) == 0 {
		return p
	}
	tmpl := &ast.Node{Kind: ast.Template, Elem: n}
	var d Doubt
	if len(list) > 0 && consistent(name, list) {
		tmpl.Kids, d = w.args(list)
	} else {
		tmpl.Kids, d = w.spelledArgs(strings.TrimSuffix(args, ">"), w.typeKey(t))
	}
	p.d |= d
	p.n = tmpl
	return p
}

// args makes the trees of template arguments.
func (w *Namer) args(list []abi.Arg) (kids []*ast.Node, d Doubt) {
	for _, a := range list {
		p := w.arg(a)
		kids = append(kids, p.n)
		d |= p.d
	}
	return kids, d
}

func (w *Namer) arg(a abi.Arg) part {
	switch a.Kind {
	case abi.ArgType:
		p := w.typ(a.Type)
		if p.n.Kind == ast.Function {
			p.d |= FunctionQualifiers
		}
		return p
	case abi.ArgPack:
		kids, d := w.args(a.Pack)
		return part{&ast.Node{Kind: ast.Pack, Kids: kids}, d}
	case abi.ArgTemplate:
		return w.templateName(a.Text)
	case abi.ArgValue:
		return w.value(a)
	}
	return lost(ArgumentValue)
}

// value makes the literal of an integer, character, bool or enumeration value,
// or of a null pointer. Pointers to members are lost: what is null among them
// depends on the ABI, and 0 may be the first member.
func (w *Namer) value(a abi.Arg) part {
	base, _, _ := peel(a.Type)
	if a.Value.Kind != abi.ConstInt && a.Value.Kind != abi.ConstUint {
		return lost(ArgumentValue)
	}
	switch base.Kind() {
	case abi.KindPointer:
		if a.Value.Bits != 0 {
			return lost(ArgumentValue)
		}
		p := w.typ(base)
		return part{&ast.Node{Kind: ast.Literal, Elem: p.n, Text: "0"}, p.d}
	case abi.KindBase, abi.KindEnum:
	default:
		return lost(ArgumentValue)
	}
	p := w.base(base)
	n := &ast.Node{Kind: ast.Literal, Elem: p.n}
	num := base
	if base.Kind() == abi.KindEnum {
		num, _, _ = peel(base.Elem())
	}
	size, ok := num.Size()
	if num.Kind() != abi.KindBase || !ok || size > 8 {
		return part{n, p.d | ArgumentValue}
	}
	v := a.Value.Bits
	switch shift := 64 - 8*uint(size); num.Encoding() {
	case abi.EncSigned, abi.EncCharSigned:
		n.Text = strconv.FormatInt(int64(v<<shift)>>shift, 10)
	case abi.EncUnsigned, abi.EncCharUnsigned, abi.EncUTF, abi.EncBool:
		n.Text = strconv.FormatUint(v<<shift>>shift, 10)
	default:
		return part{n, p.d | ArgumentValue}
	}
	return part{n, p.d}
}

// templateName makes the tree of a template that is a template argument; debug
// info spells it with its scopes.
func (w *Namer) templateName(text string) part {
	if text == "" || strings.ContainsAny(text, "<({ [") {
		return lost(ArgumentValue)
	}
	var n *ast.Node
	for _, s := range strings.Split(text, "::") {
		if s == "" {
			return lost(ArgumentValue)
		}
		n = &ast.Node{Kind: ast.Name, Text: s, Scope: n}
	}
	return part{n, 0}
}

// scope makes the tree of a scope; nil for the global one.
func (w *Namer) scope(id abi.ScopeID) part {
	if id == 0 {
		return part{}
	}
	return remember(w, w.scopes, id, func() part { return w.makeScope(w.m.Scope(id)) })
}

func (w *Namer) makeScope(s abi.ScopeRow) part {
	switch s.Kind {
	case abi.ScopeNamespace, abi.ScopeInlineNamespace:
		up := w.scope(s.Parent)
		return part{&ast.Node{Kind: ast.Name, Text: w.m.Str(s.Name), Scope: up.n}, up.d}
	case abi.ScopeAnonymousNamespace:
		up := w.scope(s.Parent)
		return part{&ast.Node{Kind: ast.AnonNamespace, Text: "_GLOBAL__N_1", Scope: up.n}, up.d}
	case abi.ScopeRecord:
		return w.className(w.m.Type(s.Type))
	}
	return lost(LocalEntity)
}
