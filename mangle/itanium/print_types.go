package itanium

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// left prints everything in front of a declarator.
func (p *printer) left(n *node) {
	if n == nil || !p.ok() {
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	switch n.Kind {
	case ast.Encoding:
		p.encoding(n)
	case ast.Special:
		p.special(n)
	case ast.Builtin:
		p.str(n.Text)
	case ast.ParamArg:
		p.left(n.Elem)
	case ast.ConceptAuto:
		p.print(n.Elem)
		if n.Text == "K" {
			p.str(" decltype(auto)")
		} else {
			p.str(" auto")
		}
	case ast.TemplateParam:
		p.templateParam(n, p.left)
	case ast.PackOf:
		if e := p.resolve(n); e != nil {
			p.left(e)
		}
	case ast.Qualified:
		p.left(n.Elem)
		p.quals(n.Quals)
	case ast.VendorQual:
		p.vendorQual(n)
	case ast.VendorType, ast.VendorOp:
		p.scope(n)
		p.str(n.Text)
		if n.Kind == ast.VendorType && len(n.Kids) > 0 {
			p.byte('(')
			p.list(n.Kids)
			p.byte(')')
		}
		p.tags(n)
	case ast.Pointer:
		if o := n.Elem; o.Kind == ast.VendorQual && objcProto(o.Text) != "" && isObjcObject(o.Elem) {
			p.str("id<" + o.Text[len("objcproto"):] + ">")
			return
		}
		p.left(n.Elem)
		p.declarator(n.Elem)
		p.byte('*')
	case ast.LRef, ast.RRef:
		inner, amp := p.collapse(n)
		p.left(inner)
		p.declarator(inner)
		p.str(amp)
	case ast.MemberPointer:
		p.left(n.Elem)
		if p.is(n.Elem, ast.Array) || p.is(n.Elem, ast.Function) {
			p.byte('(')
		} else {
			p.byte(' ')
		}
		p.print(n.Scope)
		p.str("::*")
	case ast.Array:
		p.left(n.Elem)
	case ast.Function:
		p.left(n.Elem)
		p.byte(' ')
	case ast.Complex:
		p.print(n.Elem)
		p.str(" complex")
	case ast.Imaginary:
		p.print(n.Elem)
		p.str(" imaginary")
	case ast.Vector:
		p.vector(n)
	case ast.BitInt:
		if n.N == 1 {
			p.str("unsigned ")
		}
		p.str("_BitInt")
		p.open('(')
		p.bound(n)
		p.close(')')
	case ast.Float:
		p.str("_Float" + n.Text)
	case ast.Elaborated:
		p.str(n.Text)
		p.byte(' ')
		p.print(n.Elem)
	case ast.PackExpansion:
		p.expansion(n.Elem)
	case ast.Decltype:
		p.str("decltype")
		p.open('(')
		p.print(n.Elem)
		p.close(')')
	case ast.Pack:
		p.list(n.Kids)
	default:
		if !p.name(n) {
			p.expr(n)
		}
	}
}

// templateParam prints what a parameter stands for; a reference to arguments
// that contain the reference itself prints once.
func (p *printer) templateParam(n *node, part func(*node)) {
	if n.Text != "" { // in a constraint
		p.str(n.Text)
		return
	}
	if n.Elem == nil {
		p.str("auto")
		return
	}
	for _, x := range p.printing {
		if x == n {
			return
		}
	}
	p.printing = append(p.printing, n)
	part(n.Elem)
	p.printing = p.printing[:len(p.printing)-1]
}

// declarator prints what goes between a pointee and the '*' or '&'.
func (p *printer) declarator(pointee *node) {
	if p.is(pointee, ast.Array) {
		p.str(" (")
	} else if p.is(pointee, ast.Function) {
		p.byte('(')
	}
}

func (p *printer) closeDeclarator(pointee *node) {
	if p.is(pointee, ast.Array) || p.is(pointee, ast.Function) {
		p.byte(')')
	}
	p.right(pointee)
}

// collapse applies reference collapsing through template parameters.
func (p *printer) collapse(n *node) (*node, string) {
	amp := "&&"
	for i := 0; i < maxDepth; i++ {
		if n.Kind == ast.LRef {
			amp = "&"
		}
		in := p.resolve(n.Elem)
		if in == nil {
			return n.Elem, amp
		}
		if in.Kind != ast.LRef && in.Kind != ast.RRef {
			return in, amp
		}
		n = in
	}
	return n, amp
}

// right prints everything behind a declarator.
func (p *printer) right(n *node) {
	if n == nil || !p.ok() {
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	switch n.Kind {
	case ast.TemplateParam:
		if n.Elem != nil {
			p.templateParam(n, p.right)
		}
	case ast.PackOf:
		if e := p.resolve(n); e != nil {
			p.right(e)
		}
	case ast.Qualified:
		p.right(n.Elem)
	case ast.Pointer:
		p.closeDeclarator(n.Elem)
	case ast.LRef, ast.RRef:
		inner, _ := p.collapse(n)
		p.closeDeclarator(inner)
	case ast.MemberPointer:
		p.closeDeclarator(n.Elem)
	case ast.Array:
		if p.last() != ']' {
			p.byte(' ')
		}
		p.byte('[')
		p.bound(n)
		p.byte(']')
		p.right(n.Elem)
	case ast.Function:
		p.gtIsGt++
		p.params(n)
		p.gtIsGt--
		p.right(n.Elem)
		p.quals(n.Quals)
		p.refQuals(n.Quals)
		p.exceptionSpec(n)
	}
}

func (p *printer) exceptionSpec(n *node) {
	if n.Flags&ast.Noexcept != 0 {
		p.str(" noexcept")
	}
	if s := n.Scope; s != nil {
		if s.Text == "DO" {
			p.str(" noexcept")
		} else {
			p.str(" throw")
		}
		p.open('(')
		p.list(s.Kids)
		p.close(')')
	}
}

func (p *printer) bound(n *node) {
	if len(n.Kids) > 0 {
		p.print(n.Kids[0])
		return
	}
	p.str(n.Text)
}

func (p *printer) vector(n *node) {
	if n.Elem == nil {
		p.str("pixel vector[" + n.Text + "]")
		return
	}
	p.print(n.Elem)
	p.str(" vector[")
	p.bound(n)
	p.byte(']')
}

func (p *printer) vendorQual(n *node) {
	if objcProto(n.Text) != "" {
		p.print(n.Elem)
		p.str("<" + n.Text[len("objcproto"):] + ">")
		return
	}
	p.print(n.Elem)
	p.byte(' ')
	p.str(n.Text)
	if n.N == 1 {
		p.args(n.Kids)
	}
}

// objcProto returns s if it spells an Objective-C protocol qualifier.
func objcProto(s string) string {
	if len(s) > len("objcproto") && s[:len("objcproto")] == "objcproto" {
		return s
	}
	return ""
}

func isObjcObject(n *node) bool {
	return n != nil && n.Kind == ast.Name && n.Scope == nil && n.Text == "objc_object"
}

// expansion prints a pattern once per element of the pack it mentions.
func (p *printer) expansion(pattern *node) {
	savedIdx, savedMax := p.packIdx, p.packMax
	p.packIdx, p.packMax = noPack, noPack
	at := len(p.buf)
	p.print(pattern)
	switch p.packMax {
	case noPack:
		p.str("...")
	case 0:
		p.buf = p.buf[:at]
	default:
		for i := 1; i < p.packMax && p.ok(); i++ {
			p.str(", ")
			p.packIdx = i
			p.print(pattern)
		}
	}
	p.packIdx, p.packMax = savedIdx, savedMax
}

var stdNames = map[string]string{"t": "std", "a": "std::allocator", "b": "std::basic_string", "s": "std::string",
	"i": "std::istream", "o": "std::ostream", "d": "std::iostream"}

var stdExpanded = map[string]string{"a": "std::allocator", "b": "std::basic_string",
	"s": "std::basic_string<char, std::char_traits<char>, std::allocator<char>>",
	"i": "std::basic_istream<char, std::char_traits<char>>", "o": "std::basic_ostream<char, std::char_traits<char>>",
	"d": "std::basic_iostream<char, std::char_traits<char>>"}

var stdBase = map[string]string{"a": "allocator", "b": "basic_string", "s": "string", "i": "istream", "o": "ostream", "d": "iostream"}

var stdExpandedBase = map[string]string{"a": "allocator", "b": "basic_string", "s": "basic_string", "i": "basic_istream",
	"o": "basic_ostream", "d": "basic_iostream"}

// scope prints the enclosing scope and "::".
func (p *printer) scope(n *node) {
	if n.Scope == nil {
		return
	}
	if s := n.Scope; s.Kind == ast.StdName && (n.Kind == ast.Ctor || n.Kind == ast.Dtor) && s.Text != "t" {
		p.str(stdExpanded[s.Text])
	} else {
		p.print(s)
	}
	p.str("::")
}

func (p *printer) tags(n *node) {
	for _, t := range n.Tags {
		p.str("[abi:")
		p.str(t)
		p.byte(']')
	}
}

// name prints names; false if n is none.
func (p *printer) name(n *node) bool {
	switch n.Kind {
	case ast.Template:
		p.print(n.Elem)
		p.args(n.Kids)
		return true
	case ast.Local:
		p.print(n.Scope)
		p.str("::")
		if n.Elem == nil {
			p.str("string literal")
		} else {
			p.print(n.Elem)
		}
		return true
	case ast.StdName:
		p.str(stdNames[n.Text])
		p.tags(n)
		return true
	case ast.Name, ast.AnonNamespace, ast.Ctor, ast.Dtor, ast.Operator, ast.Conversion, ast.LiteralOp, ast.Lambda, ast.Unnamed, ast.Bindings:
	default:
		return false
	}
	p.scope(n)
	if n.Flags&ast.Friend != 0 {
		p.str("friend ")
	}
	switch n.Kind {
	case ast.Name:
		p.str(n.Text)
	case ast.AnonNamespace:
		p.str("(anonymous namespace)")
	case ast.Ctor:
		p.baseName(n.Scope)
	case ast.Dtor:
		p.byte('~')
		if n.Elem != nil {
			p.print(n.Elem)
		} else {
			p.baseName(n.Scope)
		}
	case ast.Operator:
		p.str(findOp(n.Text).symbol())
	case ast.Conversion:
		p.str("operator ")
		p.print(n.Elem)
	case ast.LiteralOp:
		p.str(`operator"" `)
		p.str(n.Text)
	case ast.Lambda:
		p.lambda(n)
	case ast.Unnamed:
		if n.Text == "block" {
			p.str("'block-literal'")
			break
		}
		if n.Elem != nil { // as c++filt spells it
			p.str("{enum:")
			p.print(n.Elem)
			p.byte('{')
			p.str(n.Text)
			p.str("}}")
			break
		}
		p.str("'unnamed")
		p.ordinal(n.N)
		p.byte('\'')
	case ast.Bindings:
		p.byte('[')
		p.list(n.Kids)
		p.byte(']')
	}
	if n.Module != nil {
		p.byte('@')
		p.module(n.Module)
	}
	p.tags(n)
	return true
}

func (p *printer) ordinal(n int64) {
	if n >= 0 {
		p.buf = strconv.AppendInt(p.buf, n, 10)
	}
}

// baseName prints the last component of a class name, as constructors show it.
func (p *printer) baseName(n *node) {
	for i := 0; n != nil && i < maxDepth; i++ {
		switch n.Kind {
		case ast.TemplateParam, ast.PackOf:
			n = p.resolve(n)
		case ast.Template:
			n = n.Elem
		case ast.Local:
			n = n.Elem
		case ast.StdName:
			p.str(stdExpandedBase[n.Text])
			return
		case ast.Name, ast.VendorType:
			p.str(n.Text)
			return
		default:
			c := *n
			c.Scope, c.Tags = nil, nil
			p.print(&c)
			return
		}
	}
}

func (p *printer) lambda(n *node) {
	p.str("'lambda")
	p.ordinal(n.N)
	p.byte('\'')
	if n.Elem != nil {
		p.declarations(n.Elem.Kids)
	}
	params, first, second := lambdaParts(n)
	p.constraint(first)
	p.open('(')
	p.list(params)
	p.close(')')
	p.constraint(second)
}
