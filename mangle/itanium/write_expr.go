package itanium

import (
	"strings"

	"github.com/tenon-abi/tenon/mangle/ast"
)

func (w *writer) exprs(ns []*node) {
	for _, n := range ns {
		w.expr(n)
	}
}

// expr writes <expression>; it mirrors Reader.expr.
func (w *writer) expr(n *node) {
	if n == nil {
		w.err = errNil
		return
	}
	if !w.enter() {
		return
	}
	defer w.leave()
	if n.Flags&ast.Global != 0 {
		w.str("gs")
	}
	switch n.Kind {
	case ast.Literal:
		w.byte('L')
		w.typ(n.Elem)
		if n.Text != "" && n.Text[0] == '-' {
			w.byte('n')
			w.str(n.Text[1:])
		} else {
			w.str(n.Text)
		}
		w.byte('E')
	case ast.NullPtr:
		w.str("LDn" + n.Text + "E")
	case ast.StringLit:
		w.byte('L')
		w.typ(n.Elem)
		w.byte('E')
	case ast.EntityRef:
		w.str("L_Z"[:3-2*b2i(n.Text == "Z")])
		if n.Text == "Z" {
			w.byte('Z')
		}
		w.encoding(n.Elem)
		w.byte('E')
	case ast.Expression:
		if n.Text == "L" {
			w.byte('L')
			w.unqualified(n.Elem)
			w.byte('E')
			return
		}
		w.expr(n.Elem)
	case ast.Requires:
		w.requires(n)
	case ast.Subobject:
		w.str("so")
		w.typ(n.Elem)
		w.expr(n.Kids[0])
		w.str(strings.Replace(n.Text, "-", "n", 1))
		for _, t := range n.Tags {
			w.byte('_')
			w.str(t)
		}
		if n.N == 1 {
			w.byte('p')
		}
		w.byte('E')
	case ast.TemplateParam:
		w.templateParam(n)
	case ast.FunctionArg:
		w.functionArg(n)
	case ast.SizeofPack:
		w.str(n.Text)
		if n.Text == "sP" {
			w.argList(n.Kids)
			w.byte('E')
		} else {
			w.exprs(n.Kids)
		}
	case ast.FoldExpr:
		w.str(n.Text)
		w.str(n.Tags[0])
		w.exprs(n.Kids)
	case ast.InitList:
		w.str(n.Text)
		if n.Elem != nil {
			w.typ(n.Elem)
		}
		w.exprs(n.Kids)
		w.byte('E')
	case ast.CallExpr:
		w.str("cl")
		w.exprs(n.Kids)
		w.byte('E')
	case ast.CastExpr:
		w.str("cv")
		w.typ(n.Elem)
		if n.N == 1 {
			w.byte('_')
		}
		w.exprs(n.Kids)
		if n.N == 1 {
			w.byte('E')
		}
	case ast.NewExpr:
		w.str(n.Text)
		w.exprs(n.Kids)
		w.byte('_')
		w.typ(n.Elem)
		if n.Level == 1 {
			w.str("pi")
			w.exprs(n.Scope.Kids)
		}
		w.byte('E')
	case ast.PackExpansion:
		w.str("sp")
		w.expr(n.Elem)
	case ast.ScopedExpr:
		w.scoped(n)
	case ast.Op:
		w.op(n)
	case ast.Name, ast.Template, ast.Dtor, ast.Operator:
		w.simpleID(n)
	default:
		w.unknowable("an expression of an unexpected kind")
	}
}

func (w *writer) functionArg(n *node) {
	if n.Text == "this" {
		w.str("fpT")
		return
	}
	w.byte('f')
	if n.Level > 0 {
		w.byte('L')
		w.int(int64(n.Level) - 1)
	}
	w.byte('p')
	w.quals(n.Quals)
	w.number(n.N)
}

func (w *writer) op(n *node) {
	w.str(n.Text)
	if n.Text == "di" {
		w.identifier(n.Kids[0].Text)
		w.expr(n.Kids[1])
		return
	}
	if op := findOp(n.Text); op != nil && op.Shape == postfixOp && n.N == 1 {
		w.byte('_')
	}
	if n.Elem != nil {
		w.typ(n.Elem)
	}
	w.exprs(n.Kids)
}

// scoped writes <unresolved-name>.
func (w *writer) scoped(n *node) {
	w.str(n.Text)
	switch {
	case n.Scope == nil:
	case n.N == 1: // g++
		w.typ(n.Scope)
	default:
		w.unresolvedType(n.Scope)
	}
	for _, k := range n.Kids {
		w.simpleID(k)
	}
	if n.Text == "srN" || len(n.Kids) > 0 {
		w.byte('E')
	}
	w.simpleID(n.Elem)
}

func (w *writer) unresolvedType(n *node) {
	if w.substituted(n) {
		return
	}
	base := n
	if n.Kind == ast.Template {
		base = n.Elem
	}
	if _, ok := w.subs[w.id(base)]; base.Kind == ast.Name && !ok && abbreviation(base) == "" {
		w.typ(n)
		return
	}
	if n.Kind == ast.Template {
		w.prefix(n.Elem)
		w.args(n.Kids)
		return
	}
	w.prefix(n)
}

func (w *writer) simpleID(n *node) {
	switch n.Kind {
	case ast.Template:
		w.simpleID(n.Elem)
		w.args(n.Kids)
	case ast.Dtor:
		w.str("dn")
		if n.Elem.Kind == ast.Name || n.Elem.Kind == ast.Template && n.Elem.Elem.Kind == ast.Name && n.Elem.Elem.Scope == nil {
			w.simpleID(n.Elem)
		} else {
			w.unresolvedType(n.Elem)
		}
	case ast.Operator, ast.Conversion:
		if n.Level == 1 {
			w.str("on")
		}
		w.unqualified(n)
	default:
		w.unqualified(n)
	}
}
