package itanium

import (
	"encoding/hex"
	"math"
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// literalSuffix are the builtin types whose literals carry a suffix instead
// of a cast, as llvm-cxxfilt prints them.
var literalSuffix = map[string]string{"int": "", "unsigned int": "u", "long": "l", "unsigned long": "ul", "long long": "ll", "unsigned long long": "ull"}

// precOf is the precedence of an expression node.
func precOf(n *node) prec {
	if n == nil {
		return precPrimary
	}
	switch n.Kind {
	case ast.Op:
		if op := findOp(n.Text); op != nil {
			if op.Shape == postfixOp && n.N == 1 {
				return op.Prec
			}
			return op.Prec
		}
		if n.Text == "nx" {
			return precUnary
		}
	case ast.CallExpr:
		return precPostfix
	case ast.CastExpr:
		return precCast
	case ast.NewExpr, ast.DeleteExpr:
		return precUnary
	}
	return precPrimary
}

// operand prints an expression, in parentheses if it binds too loosely.
func (p *printer) operand(n *node, than prec, strictly bool) {
	limit := than
	if strictly {
		limit++
	}
	paren := n != nil && precOf(n) >= limit
	if paren {
		p.open('(')
	}
	p.print(n)
	if paren {
		p.close(')')
	}
}

func (p *printer) expr(n *node) {
	switch n.Kind {
	case ast.Expression:
		if n.Text == "L" {
			p.lambdaLiteral(n)
			return
		}
		p.print(n.Elem)
	case ast.Literal:
		p.literal(n)
	case ast.NullPtr:
		p.str("nullptr")
	case ast.StringLit:
		p.str(`"<`)
		p.print(n.Elem)
		p.str(`>"`)
	case ast.EntityRef:
		p.print(n.Elem)
	case ast.FunctionArg:
		if n.Text != "" {
			p.str(n.Text)
			return
		}
		p.str("fp")
		p.ordinal(n.N)
	case ast.SizeofPack:
		p.sizeofPack(n)
	case ast.FoldExpr:
		p.fold(n)
	case ast.InitList:
		if n.Elem != nil {
			p.print(n.Elem)
		}
		p.byte('{')
		p.list(n.Kids)
		p.byte('}')
	case ast.CallExpr:
		p.print(n.Kids[0])
		p.open('(')
		p.list(n.Kids[1:])
		p.close(')')
	case ast.CastExpr:
		p.open('(')
		p.print(n.Elem)
		p.close(')')
		p.open('(')
		p.list(n.Kids)
		p.close(')')
	case ast.NewExpr:
		p.newExpr(n)
	case ast.ScopedExpr:
		p.scoped(n)
	case ast.ParamDecl:
		p.paramDecl(n)
	case ast.Requires:
		p.requires(n)
	case ast.Subobject:
		p.print(n.Kids[0])
		p.str(".<")
		p.print(n.Elem)
		p.str(" at offset ")
		if n.Text == "" {
			p.byte('0')
		}
		p.str(n.Text)
		p.byte('>')
	case ast.Op:
		p.op(n)
	}
}

func (p *printer) lambdaLiteral(n *node) {
	p.str("[]")
	if l := n.Elem; l != nil {
		p.open('(')
		p.list(l.Kids)
		p.close(')')
	}
	p.str("{...}")
}

func (p *printer) literal(n *node) {
	t := n.Elem
	if t.Kind == ast.Builtin {
		switch t.Text {
		case "bool":
			if n.Text == "0" || n.Text == "1" {
				p.str([]string{"false", "true"}[n.Text[0]-'0'])
				return
			}
		case "float", "double":
			if s := floatText(t.Text, n.Text); s != "" {
				p.str(s)
				return
			}
		}
		if s, ok := literalSuffix[t.Text]; ok {
			p.str(n.Text)
			p.str(s)
			return
		}
	}
	p.open('(')
	p.print(t)
	p.close(')')
	p.str(n.Text)
}

// floatText spells the hex digits of a float or double as C's %a and %f do.
func floatText(typ, digits string) string {
	raw, err := hex.DecodeString(digits)
	if err != nil {
		return ""
	}
	bits := uint64(0)
	for _, b := range raw {
		bits = bits<<8 | uint64(b)
	}
	switch {
	case typ == "float" && len(raw) == 4:
		return cHex(float64(math.Float32frombits(uint32(bits)))) + "f"
	case typ == "double" && len(raw) == 8:
		return cHex(math.Float64frombits(bits))
	}
	return ""
}

// cHex is C's %a: Go writes exponents with two digits and a sign.
func cHex(f float64) string {
	s := strconv.FormatFloat(f, 'x', -1, 64)
	for i := len(s) - 1; i > 0; i-- {
		if s[i] == 'p' && i+3 < len(s)+1 && len(s) == i+4 && s[i+2] == '0' {
			return s[:i+2] + s[i+3:]
		}
	}
	return s
}

func (p *printer) sizeofPack(n *node) {
	if n.Text == "sZ" && n.Kids[0].Kind != ast.FunctionArg {
		p.str("sizeof...")
		p.open('(')
		p.expansion(n.Kids[0])
		p.close(')')
		return
	}
	p.str("sizeof... ")
	p.open('(')
	p.list(n.Kids)
	p.close(')')
}

func (p *printer) fold(n *node) {
	left := n.Text == "fl" || n.Text == "fL"
	pack, init := n.Kids[0], (*node)(nil)
	if len(n.Kids) > 1 {
		init = n.Kids[1]
		if left {
			pack, init = init, pack
		}
	}
	op := findOp(n.Tags[0]).Text
	part := func(isPack bool) {
		if isPack {
			p.open('(')
			p.expansion(pack)
			p.close(')')
		} else {
			p.operand(init, precCast, true)
		}
	}
	p.open('(')
	if !left || init != nil {
		part(!left)
		p.str(" " + op + " ")
	}
	p.str("...")
	if left || init != nil {
		p.str(" " + op + " ")
		part(left)
	}
	p.close(')')
}

func (p *printer) newExpr(n *node) {
	if n.Flags&ast.Global != 0 {
		p.str("::")
	}
	p.str("new")
	if n.Text == "na" {
		p.str("[]")
	}
	if len(n.Kids) > 0 {
		p.open('(')
		p.list(n.Kids)
		p.close(')')
	}
	p.byte(' ')
	p.print(n.Elem)
	if n.Level == 1 {
		p.open('(')
		p.list(n.Scope.Kids)
		p.close(')')
	}
}

func (p *printer) scoped(n *node) {
	if n.Flags&ast.Global != 0 {
		p.str("::")
	}
	if n.Scope != nil {
		p.print(n.Scope)
		p.str("::")
	}
	for _, k := range n.Kids {
		p.print(k)
		p.str("::")
	}
	p.print(n.Elem)
}

// paramDecl prints the name of a template parameter.
func (p *printer) paramDecl(n *node) {
	name := map[string]string{"Ty": "$T", "Tk": "$T", "Tn": "$N", "Tt": "$TT"}[n.Text]
	if name == "" {
		p.paramDecl(n.Elem)
		return
	}
	p.str(name)
	if n.N > 0 {
		p.str(strconv.Itoa(int(n.N) - 1))
	}
}

// declarations prints the template parameters of a generic lambda with what they
// are.
func (p *printer) declarations(ns []*node) {
	p.byte('<')
	saved := p.gtIsGt
	p.gtIsGt = 0
	for i, n := range ns {
		if i > 0 {
			p.str(", ")
		}
		p.declaration(n, "")
	}
	p.gtIsGt = saved
	p.byte('>')
}

func (p *printer) declaration(n *node, pack string) {
	if n == nil || !p.ok() {
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	switch n.Text {
	case "Tp":
		p.declaration(n.Elem, "...")
		return
	case "Ty":
		p.str("typename ")
	case "Tk":
		p.print(n.Elem)
		p.byte(' ')
	case "Tn":
		p.left(n.Elem)
		if !p.hasRight(n.Elem) {
			p.byte(' ')
		}
	case "Tt":
		p.str("template")
		p.declarations(n.Kids)
		p.str(" typename ")
	}
	p.str(pack)
	p.paramDecl(n)
	if n.Text == "Tn" && p.hasRight(n.Elem) {
		p.right(n.Elem)
	}
}

func (p *printer) op(n *node) {
	switch n.Text {
	case "nx":
		p.str("noexcept ")
		p.open('(')
		p.print(n.Kids[0])
		p.close(')')
		return
	case "tr":
		p.str("throw")
		return
	case "tw":
		p.str("throw ")
		p.print(n.Kids[0])
		return
	case "di":
		p.byte('.')
		p.print(n.Kids[0])
		p.bracedTail(n.Kids[1])
		return
	case "dx", "dX":
		p.byte('[')
		p.print(n.Kids[0])
		if n.Text == "dX" {
			p.str(" ... ")
			p.print(n.Kids[1])
		}
		p.byte(']')
		p.bracedTail(n.Kids[len(n.Kids)-1])
		return
	}
	op := findOp(n.Text)
	if op == nil {
		return
	}
	switch op.Shape {
	case binaryOp:
		p.binary(n, op)
	case prefixOp:
		p.str(op.Text)
		p.operand(n.Kids[0], op.Prec, false)
	case postfixOp:
		if n.N == 1 {
			p.str(op.Text)
			p.operand(n.Kids[0], op.Prec, false)
			return
		}
		p.operand(n.Kids[0], op.Prec, true)
		p.str(op.Text)
	case arrayOp:
		p.operand(n.Kids[0], op.Prec, false)
		p.open('[')
		p.print(n.Kids[1])
		p.close(']')
	case memberOp:
		p.operand(n.Kids[0], op.Prec, true)
		p.str(op.Text)
		p.operand(n.Kids[1], op.Prec, false)
	case condOp:
		p.operand(n.Kids[0], precCond, false)
		p.str(" ? ")
		p.print(n.Kids[1])
		p.str(" : ")
		p.operand(n.Kids[2], precAssign, true)
	case delOp:
		if n.Flags&ast.Global != 0 {
			p.str("::")
		}
		p.str(op.Text + " ")
		p.print(n.Kids[0])
	case namedCast:
		p.str(op.Text)
		p.args([]*node{n.Elem})
		p.open('(')
		p.print(n.Kids[0])
		p.close(')')
	case ofIDOp:
		p.str(op.Text)
		p.open('(')
		if op.Flag {
			p.print(n.Elem)
		} else {
			p.print(n.Kids[0])
		}
		p.close(')')
	}
}

func (p *printer) bracedTail(n *node) {
	if n.Kind != ast.Op || n.Text != "di" && n.Text != "dx" && n.Text != "dX" {
		p.str(" = ")
	}
	p.print(n)
}

func (p *printer) binary(n *node, op *opInfo) {
	all := p.gtIsGt == 0 && (op.Text == ">" || op.Text == ">>")
	if all {
		p.open('(')
	}
	assign := op.Prec == precAssign
	if assign {
		p.operand(n.Kids[0], precOrIf, false)
	} else {
		p.operand(n.Kids[0], op.Prec, true)
	}
	if op.Text != "," {
		p.byte(' ')
	}
	p.str(op.Text)
	p.byte(' ')
	p.operand(n.Kids[1], op.Prec, assign)
	if all {
		p.close(')')
	}
}
