package msvc

import (
	"math"
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// list prints types or arguments between commas.
func (p *printer) list(kids []*node) {
	n := 0
	for _, k := range kids {
		if k.Kind == ast.Pack && len(k.Kids) == 0 {
			continue // a mark without an argument
		}
		if n > 0 {
			p.str(", ")
		}
		n++
		p.arg(k)
	}
}

// pre prints the half of a type before the declarator.
func (p *printer) pre(t *node) {
	if t == nil || !p.enter() {
		return
	}
	defer p.leave()
	switch t.Kind {
	case ast.Builtin:
		p.str(builtinText(t.Text))
	case ast.VendorType:
		p.str(t.Text)
	case ast.Elaborated:
		p.str(t.Text)
		p.byte(' ')
		p.name(t.Elem)
	case ast.Qualified:
		p.pre(t.Elem)
		p.quals(t.Quals, true)
	case ast.Array:
		p.pre(t.Elem)
	case ast.Function:
		p.functionPre(t)
		p.conv(t.Conv)
	case ast.Pointer, ast.LRef, ast.RRef, ast.MemberPointer:
		p.pointerPre(t)
	default:
		p.name(t)
	}
}

// builtinText is the Microsoft spelling of a builtin type.
func builtinText(name string) string {
	switch name {
	case "long long":
		return "__int64"
	case "unsigned long long":
		return "unsigned __int64"
	}
	return name
}

func (p *printer) functionPre(f *node) {
	if f.Elem != nil {
		p.pre(f.Elem)
		p.byte(' ')
	}
}

// target is what a pointer points to, without qualifiers.
func target(t *node) *node {
	if t.Elem.Kind == ast.Qualified {
		return t.Elem.Elem
	}
	return t.Elem
}

func (p *printer) pointerPre(t *node) {
	to := target(t)
	if to.Kind == ast.Function {
		p.functionPre(to)
	} else {
		p.pre(t.Elem)
	}
	p.space()
	if t.Quals&ast.Unaligned != 0 {
		p.str("__unaligned ")
	}
	switch to.Kind {
	case ast.Array:
		p.byte('(')
	case ast.Function:
		p.byte('(')
		p.conv(to.Conv)
		p.byte(' ')
	}
	switch t.Kind {
	case ast.LRef:
		p.byte('&')
	case ast.RRef:
		p.str("&&")
	case ast.MemberPointer:
		p.name(t.Scope)
		p.str("::*")
	default:
		p.byte('*')
	}
	p.quals(t.Quals, false)
}

// post prints the half of a type behind the declarator.
func (p *printer) post(t *node) {
	if t == nil || !p.enter() {
		return
	}
	defer p.leave()
	switch t.Kind {
	case ast.Qualified:
		p.post(t.Elem)
	case ast.Array:
		p.byte('[')
		p.str(t.Text)
		p.byte(']')
		p.post(t.Elem)
	case ast.Function:
		p.params(t)
		p.post(t.Elem)
	case ast.Pointer, ast.LRef, ast.RRef, ast.MemberPointer:
		if k := target(t).Kind; k == ast.Array || k == ast.Function {
			p.byte(')')
		}
		p.post(t.Elem)
	}
}

// arg prints a type, a template argument or a value.
func (p *printer) arg(n *node) {
	if !p.enter() {
		return
	}
	defer p.leave()
	switch n.Kind {
	case ast.Literal:
		p.literal(n)
	case ast.NullPtr:
		p.str("nullptr")
	case ast.EntityRef:
		p.str(n.Text)
		p.symbol(n.Elem)
	case ast.Address:
		p.address(n)
	case ast.Record:
		p.record(n)
	case ast.TypedArg:
		p.list(n.Kids)
	default:
		p.pre(n)
		p.post(n)
	}
}

// literal prints a number. Floating-point values are kept as bits.
func (p *printer) literal(n *node) {
	if n.Elem == nil {
		p.str(n.Text)
		return
	}
	bits, err := strconv.ParseUint(n.Text, 16, 64)
	switch {
	case err != nil:
		p.over = true
	case n.Elem.Text == "float":
		p.buf = strconv.AppendFloat(p.buf, float64(math.Float32frombits(uint32(bits))), 'g', -1, 32)
		p.byte('f')
	default:
		p.buf = strconv.AppendFloat(p.buf, math.Float64frombits(bits), 'g', -1, 64)
	}
}

// address prints the value of a pointer to member, or a subobject.
func (p *printer) address(n *node) {
	switch n.Text[0] {
	case '8':
		p.byte('&')
		p.scope(n.Scope)
		p.name(n.Elem)
	case '5', '6', 'C':
		if n.Text[0] == '5' {
			p.byte('&')
		}
		p.str(n.Elem.Text)
		p.symbol(n.Elem.Elem)
		for _, k := range n.Kids {
			if k.Kind == ast.Literal {
				p.byte('[')
				p.str(k.Text)
				p.byte(']')
			} else {
				p.byte('.')
				p.str(k.Text)
			}
		}
	default:
		p.byte('{')
		if n.Elem != nil {
			p.symbol(n.Elem)
			p.str(", ")
		}
		p.numbers(n.Kids)
		p.byte('}')
	}
}

// record prints a value of class type; llvm-undname-15 can't read them.
func (p *printer) record(n *node) {
	p.pre(n.Elem)
	p.post(n.Elem)
	p.byte('{')
	if n.Scope != nil {
		p.byte('.')
		p.str(n.Scope.Text)
		p.byte('=')
	}
	p.list(n.Kids)
	p.byte('}')
}

// scope prints the scopes of a name, each followed by "::".
func (p *printer) scope(n *node) {
	if n != nil {
		p.name(n)
		p.str("::")
	}
}

// name prints a name with its scopes.
func (p *printer) name(n *node) {
	if n == nil || !p.enter() {
		return
	}
	defer p.leave()
	p.scope(base(n).Scope)
	p.unqualified(n)
}

// unqualified prints a name alone, with its template arguments.
func (p *printer) unqualified(n *node) {
	b := base(n)
	switch b.Kind {
	case ast.AnonNamespace:
		p.str("`anonymous namespace'")
	case ast.LocalScope:
		p.byte('`')
		p.symbol(b.Elem)
		if b.N >= 0 {
			p.str("'::`")
			p.str(decimal(uint64(b.N)))
		}
		p.byte('\'')
	case ast.Ctor:
		p.unqualified(b.Scope)
	case ast.Dtor:
		if t := structorText(b.Text); t != "" {
			p.str(t)
			break
		}
		p.byte('~')
		p.unqualified(b.Scope)
	case ast.Operator:
		if op := opByItanium(b.Text); op != nil {
			p.str(op.Text)
		}
	case ast.LiteralOp:
		p.str(`operator ""`)
		p.str(b.Text)
	case ast.Conversion:
		p.str("operator")
	default:
		p.str(b.Text)
	}
	p.templateArgs(n)
	if b.Kind == ast.Conversion {
		p.byte(' ')
		p.pre(b.Elem)
		p.post(b.Elem)
	}
}

// templateArgs prints the arguments of nested templates, innermost first.
func (p *printer) templateArgs(n *node) {
	if n.Kind != ast.Template {
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	p.templateArgs(n.Elem)
	p.byte('<')
	p.list(n.Kids)
	p.byte('>')
}
