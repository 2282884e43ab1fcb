package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

// Constraints of C++20, as clang 18 and gcc 14 mangle them (Itanium C++ ABI,
// issue 24; LLVM's demangler, which prints them likewise).

// atConstraint reports whether Q <constraint-expression> follows.
func (r *Reader) atConstraint() bool { return r.Modern && r.look(0) == 'Q' }

// atParamDecl reports whether a <template-param-decl> follows.
func (r *Reader) atParamDecl() bool {
	if r.look(0) != 'T' {
		return false
	}
	switch r.look(1) {
	case 'y', 'n', 't', 'p':
		return true
	case 'k':
		return r.Modern
	}
	return false
}

// constraintExpr = Q <expression>. Template parameters in it are counted from the
// outermost template on, whose arguments are not known here: they stay names.
func (r *Reader) constraintExpr() *node {
	r.pos++
	saved := r.constraint
	r.constraint = true
	n := r.new(ast.Constraint)
	n.Elem = r.expr()
	r.constraint = saved
	if n.Elem == nil {
		return r.no()
	}
	return n
}

// constrained reads the constraint behind the parameters of a function.
func (r *Reader) constrained(e *node) *node {
	if !r.atConstraint() {
		return e
	}
	c := r.constraintExpr()
	if c == nil {
		return r.no()
	}
	e.Kids = append(e.Kids[:len(e.Kids):len(e.Kids)], c)
	return e
}

// lambdaConstraint reads the constraint of a lambda's template parameters (1) or
// the one behind its parameters (2), if there is one.
func (r *Reader) lambdaConstraint(which int64) bool {
	if !r.atConstraint() {
		return true
	}
	c := r.constraintExpr()
	if c == nil {
		return false
	}
	c.N = which
	r.push(c)
	return true
}

// paramArg = <template-param-decl> <template-arg>; older compilers wrote the
// declaration alone.
func (r *Reader) paramArg() *node {
	if !r.Modern {
		return r.paramDecl()
	}
	saved := r.params
	if r.params == nil && len(r.outer) > 0 {
		r.params = [][]*node{r.outer} // a concept's arguments may be earlier parameters
	}
	loose := r.loose
	r.loose = true
	d := r.paramDeclAt(-1)
	r.params, r.loose = saved, loose
	if d == nil || r.look(0) == 'E' {
		return d
	}
	n := r.new(ast.ParamArg)
	if n.Elem = r.templateArg(); n.Elem == nil {
		return r.no()
	}
	n.Kids = r.one(d)
	return n
}

// requires = rq <requirement>+ E | rQ <bare-function-type> _ <requirement>+ E.
func (r *Reader) requires() *node {
	n := r.new(ast.Requires)
	n.Text = r.s[r.pos : r.pos+2]
	r.pos += 2
	if n.Text == "rQ" {
		p := r.new(ast.Pack)
		mark := len(r.nodes.Stack)
		for !r.eat('_') {
			t := r.typ()
			if t == nil {
				return r.no()
			}
			r.push(t)
		}
		p.Kids = r.take(mark)
		n.Elem = p
	}
	mark := len(r.nodes.Stack)
	for {
		q := r.requirement()
		if q == nil {
			return r.no()
		}
		r.push(q)
		if r.eat('E') {
			break
		}
	}
	n.Kids = r.take(mark)
	return n
}

// requirement = X <expression> [N] [R <type-constraint>] | T <type> | Q <expression>.
func (r *Reader) requirement() *node {
	n := r.new(ast.Requirement)
	switch r.look(0) {
	case 'X', 'Q':
		n.Text = r.s[r.pos : r.pos+1]
		r.pos++
		if n.Elem = r.expr(); n.Elem == nil {
			return r.no()
		}
		if n.Text == "Q" {
			return n
		}
		if r.eat('N') {
			n.N = 1
		}
		if r.eat('R') {
			if n.Scope = r.name(nil); n.Scope == nil {
				return r.no()
			}
		}
	case 'T':
		n.Text = "T"
		r.pos++
		if n.Elem = r.typ(); n.Elem == nil {
			return r.no()
		}
	default:
		return r.no()
	}
	return n
}

// split takes the constraints off the end of a list.
func split(ns []*node) (rest, constraints []*node) {
	n := len(ns)
	for n > 0 && ns[n-1] != nil && ns[n-1].Kind == ast.Constraint {
		n--
	}
	return ns[:n], ns[n:]
}

// lambdaParts are the parameters of a lambda and its two constraints, nil if there
// are none.
func lambdaParts(n *node) (params []*node, first, second *node) {
	for _, k := range n.Kids {
		switch {
		case k == nil || k.Kind != ast.Constraint:
			params = append(params, k)
		case k.N == 1:
			first = k
		default:
			second = k
		}
	}
	return params, first, second
}

func (p *printer) constraint(n *node) {
	if n != nil {
		p.str(" requires ")
		p.print(n.Elem)
	}
}

func (p *printer) requires(n *node) {
	p.str("requires")
	if n.Elem != nil && len(n.Elem.Kids) > 0 {
		p.byte(' ')
		p.open('(')
		p.list(n.Elem.Kids)
		p.close(')')
	}
	p.byte(' ')
	p.open('{')
	for _, q := range n.Kids {
		p.requirement(q)
	}
	p.byte(' ')
	p.close('}')
}

func (p *printer) requirement(n *node) {
	switch n.Text {
	case "T":
		p.str(" typename ")
		p.print(n.Elem)
	case "Q":
		p.str(" requires ")
		p.print(n.Elem)
	default:
		braces := n.N == 1 || n.Scope != nil
		p.byte(' ')
		if braces {
			p.open('{')
		}
		p.print(n.Elem)
		if braces {
			p.close('}')
		}
		if n.N == 1 {
			p.str(" noexcept")
		}
		if n.Scope != nil {
			p.str(" -> ")
			p.print(n.Scope)
		}
	}
	p.byte(';')
}

func (w *writer) constraint(n *node) {
	if n != nil {
		w.byte('Q')
		w.expr(n.Elem)
	}
}

func (w *writer) requires(n *node) {
	w.str(n.Text)
	if n.Text == "rQ" {
		for _, t := range n.Elem.Kids {
			w.typ(t)
		}
		w.byte('_')
	}
	for _, q := range n.Kids {
		w.str(q.Text)
		if q.Text == "T" {
			w.typ(q.Elem)
			continue
		}
		w.expr(q.Elem)
		if q.N == 1 {
			w.byte('N')
		}
		if q.Scope != nil {
			w.byte('R')
			w.name(q.Scope, 0)
		}
	}
	w.byte('E')
}
