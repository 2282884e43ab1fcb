package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

// name writes <name>; q are the qualifiers of a member function.
func (w *writer) name(n *node, q ast.Quals) {
	if n == nil {
		w.err = errNil
		return
	}
	if !w.enter() {
		return
	}
	defer w.leave()
	if n.Kind == ast.Local {
		w.local(n, q)
		return
	}
	base := n
	if n.Kind == ast.Template {
		base = n.Elem
	}
	if q == 0 && (base.Scope == nil || isStd(base.Scope) && base.Kind != ast.Template) && base.Kind != ast.StdName && base.Kind != ast.TemplateParam && base.Kind != ast.Decltype {
		w.unscoped(n, base)
		return
	}
	if q == 0 && base != n && base.Kind == ast.StdName {
		w.str(abbreviation(base))
		w.args(n.Kids)
		return
	}
	w.byte('N')
	if w.explicitThis {
		w.byte('H')
		w.explicitThis = false
	}
	w.quals(q)
	if q&ast.RefL != 0 {
		w.byte('R')
	}
	if q&ast.RefR != 0 {
		w.byte('O')
	}
	switch {
	case n.Kind == ast.Template:
		w.prefix(n.Elem)
		w.args(n.Kids)
	case n.Scope != nil:
		w.prefix(n.Scope)
		w.unqualified(n)
	default:
		w.unqualified(n)
	}
	w.byte('E')
}

// unscoped writes <unscoped-name> or <unscoped-template-name> <template-args>.
func (w *writer) unscoped(n, base *node) {
	if n.Kind == ast.Template {
		if a := abbreviation(base); a != "" {
			w.str(a)
		} else if !w.substituted(base) {
			w.unscopedBase(base)
			w.add(base)
		}
		w.args(n.Kids)
		return
	}
	w.unscopedBase(base)
}

func (w *writer) unscopedBase(n *node) {
	if n.Scope != nil {
		w.str("St")
	}
	w.unqualified(n)
}

// prefix writes <prefix>, substituting or adding each level.
func (w *writer) prefix(n *node) {
	if n == nil {
		w.err = errNil
		return
	}
	if !w.enter() {
		return
	}
	defer w.leave()
	if w.substituted(n) {
		return
	}
	if a := abbreviation(n); a != "" {
		w.str(a)
		if len(n.Tags) > 0 {
			w.tags(n)
			w.add(n)
		}
		return
	}
	switch n.Kind {
	case ast.TemplateParam:
		w.templateParam(n)
	case ast.Decltype:
		w.decltype(n)
	case ast.Template:
		w.prefix(n.Elem)
		w.args(n.Kids)
	case ast.Local:
		w.local(n, 0)
	default:
		if n.Scope != nil {
			w.prefix(n.Scope)
		}
		w.unqualified(n)
	}
	w.add(n)
}

func (w *writer) local(n *node, q ast.Quals) {
	w.byte('Z')
	explicit := w.explicitThis
	w.encoding(n.Scope)
	w.explicitThis = explicit
	w.byte('E')
	switch {
	case n.Elem == nil:
		w.byte('s')
	case n.Level == 1:
		w.byte('d')
		w.str(n.Text)
		w.byte('_')
		w.name(n.Elem, q)
		return
	default:
		w.name(n.Elem, q)
	}
	switch {
	case n.N < 0:
	case n.Text == "bare":
		w.int(n.N)
	case n.N < 10:
		w.byte('_')
		w.int(n.N)
	default:
		w.str("__")
		w.int(n.N)
		w.byte('_')
	}
}

func (w *writer) quals(q ast.Quals) {
	if q&ast.Restrict != 0 {
		w.byte('r')
	}
	if q&ast.Volatile != 0 {
		w.byte('V')
	}
	if q&ast.Const != 0 {
		w.byte('K')
	}
}

func (w *writer) tags(n *node) {
	for _, t := range n.Tags {
		w.byte('B')
		w.identifier(t)
	}
}

// number writes the index of an unnamed type or lambda: -1 is "_".
func (w *writer) number(n int64) {
	if n >= 0 {
		w.int(n)
	}
	w.byte('_')
}

func (w *writer) unqualified(n *node) {
	w.module(n.Module)
	if n.Flags&ast.Friend != 0 {
		w.byte('F')
	}
	if n.Flags&ast.Internal != 0 {
		w.byte('L')
	}
	switch n.Kind {
	case ast.Name:
		w.identifier(n.Text)
	case ast.AnonNamespace:
		w.identifier("_GLOBAL__N_1")
	case ast.Ctor:
		w.byte('C')
		if n.Flags&ast.Inherited != 0 {
			w.byte('I')
		}
		w.variant(n.Text)
		switch {
		case n.Flags&ast.Inherited == 0:
		case n.N == 1: // g++
			w.typ(n.Elem)
		default:
			w.name(n.Elem, 0)
		}
	case ast.Dtor:
		w.byte('D')
		w.variant(n.Text)
	case ast.Operator:
		w.str(n.Text)
	case ast.Conversion:
		w.str("cv")
		w.typ(n.Elem)
	case ast.LiteralOp:
		w.str("li")
		w.identifier(n.Text)
	case ast.VendorOp:
		w.byte('v')
		w.int(n.N)
		w.identifier(n.Text[len("operator "):])
	case ast.Lambda:
		w.lambda(n)
	case ast.Unnamed:
		switch {
		case n.Elem != nil:
			w.str("Ue")
			w.typ(n.Elem)
			w.identifier(n.Text)
			w.tags(n)
			return
		case n.Text == "block":
			w.str("Ub")
		default:
			w.str("Ut")
		}
		w.number(n.N)
	case ast.Bindings:
		w.str("DC")
		for _, k := range n.Kids {
			w.identifier(k.Text)
		}
		w.byte('E')
	default:
		w.unknowable("a name of an unexpected kind")
	}
	w.tags(n)
}

func (w *writer) variant(v string) {
	if v == "" {
		w.unknowable("constructor or destructor variant")
	}
	w.str(v)
}

func (w *writer) lambda(n *node) {
	w.str("Ul")
	if n.Elem != nil {
		for _, d := range n.Elem.Kids {
			w.paramDecl(d)
		}
	}
	params, first, second := lambdaParts(n)
	w.constraint(first)
	for _, k := range params {
		w.typ(k)
	}
	if len(params) == 0 {
		w.byte('v')
	}
	w.constraint(second)
	w.byte('E')
	w.number(n.N)
}

func (w *writer) paramDecl(d *node) {
	w.str(d.Text)
	switch d.Text {
	case "Tn":
		w.typ(d.Elem)
	case "Tk":
		w.name(d.Elem, 0)
	case "Tt":
		for _, k := range d.Kids {
			w.paramDecl(k)
		}
		w.byte('E')
	case "Tp":
		w.paramDecl(d.Elem)
	}
}

// index writes a parameter number: 0 is "_", n is "<n-1>_".
func (w *writer) index(n int64) {
	if n > 0 {
		w.int(n - 1)
	}
	w.byte('_')
}

func (w *writer) templateParam(n *node) {
	w.byte('T')
	if n.Level > 0 {
		w.byte('L')
		w.int(int64(n.Level) - 1)
		w.byte('_')
	}
	w.index(n.N)
}
