package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

// module = (W [P] <source-name>)*, behind what it is a part of.
func (r *Reader) module(of *node) (m *node, ok bool) {
	m = of
	for r.Modern && r.eat('W') {
		part := r.new(ast.Module)
		if r.eat('P') {
			part.N = 1
		}
		if part.Text, ok = r.identifier(); !ok {
			return nil, false
		}
		part.Scope, m = m, part
		r.subs = append(r.subs, m)
	}
	return m, true
}

// module writes what an entity belongs to.
func (w *writer) module(n *node) {
	if n == nil || w.substituted(n) {
		return
	}
	if !w.enter() {
		return
	}
	defer w.leave()
	w.module(n.Scope)
	w.byte('W')
	if n.N == 1 {
		w.byte('P')
	}
	w.identifier(n.Text)
	w.add(n)
}

// module prints the name of a module.
func (p *printer) module(n *node) {
	if n == nil || !p.ok() {
		return
	}
	p.depth++
	p.module(n.Scope)
	p.depth--
	switch {
	case n.N == 1:
		p.byte(':')
	case n.Scope != nil:
		p.byte('.')
	}
	p.str(n.Text)
}
