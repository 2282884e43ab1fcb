package mangle

import (
	"strings"

	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
	"github.com/tenon-abi/tenon/mangle/msvc"
)

// Parts is what a name says, in words. Fields that the name does not have or
// the scheme does not encode are empty; Params is nil for what is no function.
type Parts struct {
	Scheme       string   `json:"scheme,omitempty"`
	Kind         string   `json:"kind"` // "function", "variable", "constructor", …, or a SpecialKind: "vtable"
	Scope        []string `json:"scope,omitempty"`
	Name         string   `json:"name,omitempty"` // without template arguments
	TemplateArgs []string `json:"template_args,omitempty"`
	Params       []string `json:"params,omitzero"` // nil: no function
	Variadic     bool     `json:"variadic,omitempty"`
	Result       string   `json:"result,omitempty"`
	Type         string   `json:"type,omitempty"` // of a variable, or what type information describes
	Qualifiers   []string `json:"qualifiers,omitempty"`
	Access       string   `json:"access,omitempty"`
	Storage      []string `json:"storage,omitempty"` // static, virtual, extern "C"
	Convention   string   `json:"convention,omitempty"`
	Suffix       string   `json:"suffix,omitempty"`
}

// Explain takes a symbol apart.
func Explain(sym *ast.Symbol) Parts {
	p := Parts{Scheme: sym.Scheme.String(), Suffix: sym.Suffix}
	if sym.Root == nil {
		p.Kind = "item"
		x := explainer{parts: &p}
		x.place(sym.Path)
		return p
	}
	x := explainer{print: itanium.PrintNode, parts: &p}
	if sym.Scheme == ast.Microsoft {
		x.print = msvc.PrintNode
	}
	x.root(sym.Root)
	return p
}

type explainer struct {
	print func(*ast.Node) (string, error)
	parts *Parts
	depth int
}

// text prints a node; what is too long to print is "…".
func (x *explainer) text(n *ast.Node) string {
	if n == nil {
		return ""
	}
	s, err := x.print(n)
	if err != nil {
		return "…"
	}
	return s
}

func (x *explainer) root(n *ast.Node) {
	if n.Kind == ast.Special {
		x.special(n)
		return
	}
	if n.Kind != ast.Encoding {
		x.parts.Kind, x.parts.Type = "type", x.text(n)
		return
	}
	x.named(n.Scope)
	x.member(n)
	f := n.Elem
	if f == nil || f.Kind != ast.Function {
		x.parts.Kind, x.parts.Type = "variable", x.text(f)
		return
	}
	x.parts.Kind = functionKind(n.Scope)
	x.function(f)
}

func (x *explainer) special(n *ast.Node) {
	k := ast.SpecialKind(n.N)
	switch k {
	case ast.VirtualThunk, ast.NonVirtualThunk, ast.CovariantThunk, ast.TransactionClone, ast.NonTransClone:
		x.root(n.Scope)
	case ast.DynInit, ast.DynAtexit:
		if n.Scope.Kind == ast.Encoding {
			x.root(n.Scope)
		} else {
			x.named(n.Scope)
		}
	case ast.TypeInfo, ast.TypeInfoName, ast.RTTITypeDescriptor, ast.TypeDescriptorName, ast.TemplateParamObj:
		x.parts.Type = x.text(n.Elem)
	case ast.StringLiteral, ast.MD5:
	default:
		if n.Scope != nil {
			x.named(n.Scope)
		} else if n.Elem != nil {
			x.named(n.Elem)
		}
	}
	x.parts.Kind = k.String()
}

// named takes the scopes, the last part and its arguments from a name.
func (x *explainer) named(n *ast.Node) {
	for n != nil && n.Kind == ast.Elaborated {
		n = n.Elem
	}
	if n == nil {
		return
	}
	inner := n
	for inner.Kind == ast.Local && inner.Elem != nil {
		inner = inner.Elem
	}
	if inner.Kind == ast.Template {
		for _, a := range inner.Kids {
			x.arg(a)
		}
	}
	path := x.path(n, false)
	x.place(path)
}

// place splits a path into the scopes and the name.
func (x *explainer) place(path []string) {
	n := len(path) - 1
	if n >= 0 {
		x.parts.Name = path[n]
	}
	if n > 0 {
		x.parts.Scope = path[:n]
	}
}

// arg adds a template argument, or those of a pack.
func (x *explainer) arg(a *ast.Node) {
	if x.depth++; x.depth > 10000 {
		return
	}
	if a.Kind == ast.Pack || a.Kind == ast.PackOf {
		for _, k := range a.Kids {
			x.arg(k)
		}
		return
	}
	x.parts.TemplateArgs = append(x.parts.TemplateArgs, x.text(a))
}

// path lists the scopes of a name and the name; the last part without
// template arguments unless asked.
func (x *explainer) path(n *ast.Node, args bool) []string {
	if x.depth++; n == nil || x.depth > 10000 {
		return nil
	}
	switch n.Kind {
	case ast.Local:
		out := []string{x.text(n.Scope)}
		if n.Elem == nil {
			return append(out, "string literal")
		}
		return append(out, x.path(n.Elem, args)...)
	case ast.Template:
		out := x.path(n.Elem, args)
		if args && len(out) > 0 {
			out[len(out)-1] += x.argText(n)
		}
		return out
	case ast.StdName:
		return splitPath(x.text(n))
	case ast.Name, ast.AnonNamespace, ast.Ctor, ast.Dtor, ast.Operator, ast.Conversion, ast.LiteralOp, ast.VendorOp, ast.Lambda,
		ast.Unnamed, ast.Bindings, ast.LocalScope:
		return append(x.path(n.Scope, true), x.own(n))
	}
	return []string{x.text(n)}
}

// argText spells the arguments of a template as they follow its name.
func (x *explainer) argText(t *ast.Node) string {
	bare := &ast.Node{Kind: ast.Name, Text: "x"}
	return strings.TrimPrefix(x.text(&ast.Node{Kind: ast.Template, Elem: bare, Kids: t.Kids}), "x")
}

// own spells a name without its scope.
func (x *explainer) own(n *ast.Node) string {
	if n.Kind == ast.Ctor || n.Kind == ast.Dtor && (len(n.Text) == 0 || n.Text[0] < 'A') {
		p := x.path(n.Scope, false)
		if len(p) == 0 {
			return x.text(n)
		}
		if n.Kind == ast.Dtor {
			return "~" + p[len(p)-1]
		}
		return p[len(p)-1]
	}
	alone := *n
	alone.Scope = nil
	return x.text(&alone)
}

// functionKind tells constructors, operators and so on apart.
func functionKind(n *ast.Node) string {
	for n != nil {
		switch n.Kind {
		case ast.Template, ast.Local:
			n = n.Elem
			continue
		case ast.Ctor:
			return "constructor"
		case ast.Dtor:
			return "destructor"
		case ast.Operator, ast.VendorOp:
			return "operator"
		case ast.Conversion:
			return "conversion"
		case ast.LiteralOp:
			return "literal operator"
		}
		break
	}
	return "function"
}

func (x *explainer) function(f *ast.Node) {
	p := x.parts
	p.Result = x.text(f.Elem)
	p.Variadic = f.Flags&ast.Variadic != 0
	p.Convention = convention(f.Conv)
	for _, q := range [...]struct {
		bit  ast.Quals
		text string
	}{{ast.Const, "const"}, {ast.Volatile, "volatile"}, {ast.Restrict, "restrict"}, {ast.RefL, "&"}, {ast.RefR, "&&"}} {
		if f.Quals&q.bit != 0 {
			p.Qualifiers = append(p.Qualifiers, q.text)
		}
	}
	if f.Flags&ast.Noexcept != 0 {
		p.Qualifiers = append(p.Qualifiers, "noexcept")
	}
	if f.Flags&ast.NoParams != 0 {
		return
	}
	p.Params = make([]string, 0, len(f.Kids))
	for _, k := range f.Kids {
		switch t := x.text(k); {
		case k.Kind == ast.PackExpansion:
			p.Params = append(p.Params, splitList(t)...)
		case t != "":
			p.Params = append(p.Params, t)
		}
	}
}

// splitList cuts the types of an expanded pack at commas outside of brackets.
func splitList(s string) []string {
	if s == "" {
		return nil
	}
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '<', '(', '[', '{':
			depth++
		case '>':
			if i > 0 && s[i-1] != '-' {
				depth--
			}
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, strings.TrimSpace(s[start:i]))
				start = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(s[start:]))
}

func (x *explainer) member(e *ast.Node) {
	p := x.parts
	p.Access = [...]string{"", "private", "protected", "public"}[e.Access&3]
	if e.Flags&ast.Static != 0 {
		p.Storage = append(p.Storage, "static")
	}
	if e.Flags&ast.Virtual != 0 {
		p.Storage = append(p.Storage, "virtual")
	}
	if e.Flags&ast.ExternC != 0 {
		p.Storage = append(p.Storage, `extern "C"`)
	}
}

func convention(c ast.Conv) string {
	return [...]string{ast.NoConv: "", ast.Cdecl: "__cdecl", ast.Pascal: "__pascal", ast.Thiscall: "__thiscall", ast.Stdcall: "__stdcall",
		ast.Fastcall: "__fastcall", ast.Clrcall: "__clrcall", ast.Eabi: "__eabi", ast.Vectorcall: "__vectorcall", ast.Swift: "swiftcall",
		ast.SwiftAsync: "swiftasynccall", ast.Regcall: "__regcall", ast.PreserveMost: "preserve_most", ast.PreserveAll: "preserve_all"}[c]
}
