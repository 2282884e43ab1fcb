package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

// name = <nested-name> | <local-name> | <unscoped-name> [<template-args>] (§5.1.2).
func (r *Reader) name(st *nameState) *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	switch r.look(0) {
	case 'N':
		return r.nestedName(st)
	case 'Z':
		return r.localName(st)
	}
	n, isSubst := r.unscopedName(st)
	if n == nil {
		return r.no()
	}
	if r.look(0) == 'I' {
		if !isSubst {
			r.subs = append(r.subs, n)
		}
		return r.template(n, st)
	}
	if isSubst {
		return r.no()
	}
	return n
}

// template reads <template-args> behind the name n.
func (r *Reader) template(n *node, st *nameState) *node {
	args, ok := r.templateArgs(st != nil)
	if !ok {
		return r.no()
	}
	if st != nil {
		st.endsWithArgs = true
	}
	t := r.new(ast.Template)
	t.Elem, t.Kids = n, args
	return t
}

// unscopedName also accepts a substitution and says so.
func (r *Reader) unscopedName(st *nameState) (n *node, isSubst bool) {
	var scope, module *node
	if r.eat2("St") {
		scope = r.std('t')
	}
	if r.look(0) == 'S' {
		s := r.substitution()
		if s == nil || s.Kind != ast.Module {
			if scope != nil {
				return r.no(), false
			}
			return s, true
		}
		module = s
	}
	return r.unqualified(st, scope, module), false
}

func (r *Reader) std(c byte) *node {
	n := r.new(ast.StdName)
	n.Text = stdText(c)
	return n
}

func stdText(c byte) string {
	const letters = "tabsiod"
	for i := 0; i < len(letters); i++ {
		if letters[i] == c {
			return letters[i : i+1]
		}
	}
	return ""
}

func (r *Reader) cvQuals() (q ast.Quals) {
	if r.eat('r') {
		q |= ast.Restrict
	}
	if r.eat('V') {
		q |= ast.Volatile
	}
	if r.eat('K') {
		q |= ast.Const
	}
	return q
}

// nestedName = N [<CV-qualifiers>] [<ref-qualifier>] <prefix> <unqualified-name> E.
func (r *Reader) nestedName(st *nameState) *node {
	r.pos++
	if r.look(0) == 'H' && st != nil { // explicit object parameter (C++23)
		r.pos++
		st.explicitThis = true
	}
	q := r.cvQuals()
	if r.eat('O') {
		q |= ast.RefR
	} else if r.eat('R') {
		q |= ast.RefL
	}
	if st != nil {
		st.quals = q
	}
	var cur *node
	pushed := false
	for !r.eat('E') {
		if st != nil {
			st.endsWithArgs = false
		}
		switch c := r.look(0); {
		case c == 'T':
			if cur != nil {
				return r.no()
			}
			cur = r.templateParam()
		case c == 'I':
			if cur == nil || cur.Kind == ast.Template {
				return r.no()
			}
			cur = r.template(cur, st)
		case c == 'D' && (r.look(1) == 't' || r.look(1) == 'T'):
			if cur != nil {
				return r.no()
			}
			cur = r.decltype()
		case c == 'S':
			var s *node
			if r.eat2("St") {
				s = r.std('t')
			} else {
				s = r.substitution()
			}
			switch {
			case s == nil:
				return r.no()
			case s.Kind != ast.Module:
				if cur != nil {
					return r.no()
				}
				cur = s
				continue
			}
			cur = r.unqualified(st, cur, s)
		default:
			cur = r.unqualified(st, cur, nil)
		}
		if cur == nil {
			return r.no()
		}
		r.subs = append(r.subs, cur)
		pushed = true
		r.eat('M')
	}
	if cur == nil || !pushed {
		return r.no()
	}
	r.subs = r.subs[:len(r.subs)-1]
	return cur
}

// localName = Z <encoding> E <name> [<discriminator>] | … Es | … Ed [<n>] _ <name>.
func (r *Reader) localName(st *nameState) *node {
	r.pos++
	enc := r.encoding()
	if enc == nil || !r.eat('E') {
		return r.no()
	}
	l := r.new(ast.Local)
	l.Scope, l.N = enc, -1
	if r.eat('s') {
		return r.discriminated(l)
	}
	if r.eat('d') {
		at := r.pos
		r.digits()
		l.Level, l.Text = 1, r.s[at:r.pos]
		if !r.eat('_') {
			return r.no()
		}
		if l.Elem = r.name(st); l.Elem == nil {
			return r.no()
		}
		return l
	}
	if l.Elem = r.name(st); l.Elem == nil {
		return r.no()
	}
	return r.discriminated(l)
}

// discriminated reads _ <digit> | __ <number> _ into N; -1 stands for none.
func (r *Reader) discriminated(l *node) *node {
	switch {
	case r.look(0) == '_' && isDigit(r.look(1)):
		l.N = int64(r.look(1) - '0')
		r.pos += 2
	case r.look(0) == '_' && r.look(1) == '_' && isDigit(r.look(2)):
		r.pos += 2
		n, ok := r.count()
		if !ok || !r.eat('_') {
			return r.no()
		}
		l.N = int64(n)
	case isDigit(r.look(0)): // a bare number, as some compilers wrote, only at the very end
		at := r.pos
		n, ok := r.count()
		if !ok || r.pos != len(r.s) {
			r.pos = at
			return l
		}
		l.N, l.Text = int64(n), "bare"
	}
	return l
}

// unqualified = [L] <source-name> | <ctor-dtor-name> | <operator-name> |
// <unnamed-type-name> | DC <source-name>+ E, then ABI tags. A module may stand before
// it; a part of its name may have been a substitution.
func (r *Reader) unqualified(st *nameState, scope, module *node) *node {
	module, ok := r.module(module)
	if !ok {
		return r.no()
	}
	internal := r.eat('L')
	var n *node
	switch c := r.look(0); {
	case c >= '1' && c <= '9':
		n = r.sourceName()
	case c == 'U':
		n = r.unnamedType()
	case c == 'D' && r.look(1) == 'C':
		n = r.bindings()
	case c == 'C' || c == 'D':
		n = r.ctorDtor(st, scope)
	case c == 'F' && scope != nil: // friend declared in a class
		r.pos++
		if n = r.unqualified(st, scope, module); n != nil {
			n.Flags |= ast.Friend
		}
		return n
	default:
		n = r.operatorName(st)
	}
	if n == nil {
		return r.no()
	}
	if internal {
		n.Flags |= ast.Internal
	}
	n.Scope = scope
	if module != nil {
		n.Module = module
	}
	if !r.tags(n) {
		return r.no()
	}
	return n
}

// sourceName = <length> <identifier> (§5.1.2).
func (r *Reader) sourceName() *node {
	id, ok := r.identifier()
	if !ok {
		return r.no()
	}
	n := r.new(ast.Name)
	n.Text = id
	if len(id) >= 10 && id[:8] == "_GLOBAL_" && id[9] == 'N' {
		n.Kind = ast.AnonNamespace
	}
	return n
}

func (r *Reader) identifier() (string, bool) {
	n, ok := r.count()
	if !ok || n == 0 || n > len(r.s)-r.pos {
		return "", false
	}
	r.pos += n
	return r.s[r.pos-n : r.pos], true
}

// tags reads B <source-name> repeatedly.
func (r *Reader) tags(n *node) bool {
	for r.eat('B') {
		t, ok := r.identifier()
		if !ok {
			return false
		}
		n.Tags = append(n.Tags, t)
	}
	return true
}

func (r *Reader) bindings() *node {
	r.pos += 2
	mark := len(r.nodes.Stack)
	for {
		b := r.sourceName()
		if b == nil {
			return r.no()
		}
		r.push(b)
		if r.eat('E') {
			break
		}
	}
	n := r.new(ast.Bindings)
	n.Kids = r.take(mark)
	return n
}

// ctorDtor = C [I] <digit> [<base>] | D <digit>.
func (r *Reader) ctorDtor(st *nameState, scope *node) *node {
	if scope == nil {
		return r.no()
	}
	if st != nil {
		st.ctorDtorConv = true
	}
	if r.eat('C') {
		n := r.new(ast.Ctor)
		inh := r.eat('I')
		if c := r.look(0); c < '1' || c > '5' {
			return r.no()
		}
		n.Text = r.s[r.pos : r.pos+1]
		r.pos++
		if inh {
			n.Flags |= ast.Inherited
			r.inherited = true
			if r.byName {
				n.Elem = r.name(st)
			} else {
				n.Elem, n.N = r.typ(), 1
			}
			if n.Elem == nil {
				return r.no()
			}
			if st != nil {
				st.ctorDtorConv = true
			}
		}
		return n
	}
	r.pos++
	c := r.look(0)
	if c < '0' || c > '5' || c == '3' {
		return r.no()
	}
	n := r.new(ast.Dtor)
	n.Text = r.s[r.pos : r.pos+1]
	r.pos++
	return n
}

// unnamedType = Ut [<n>] _ | Ul <lambda-sig> E [<n>] _ | Ub [<n>] _ | Ue <type> <source-name>:
// g++ 16 names an enumeration of a namespace by its underlying type and its first enumerator.
func (r *Reader) unnamedType() *node {
	switch {
	case r.eat2("Ut"), r.eat2("Ub"):
		n := r.new(ast.Unnamed)
		if r.s[r.pos-1] == 'b' {
			n.Text = "block"
		}
		return r.numbered(n)
	case r.eat2("Ul"):
		return r.lambda()
	case r.eat2("Ue"):
		n := r.new(ast.Unnamed)
		ok := false
		if n.Elem = r.typ(); n.Elem == nil {
			return r.no()
		}
		if n.Text, ok = r.identifier(); !ok {
			return r.no()
		}
		return n
	}
	return r.no()
}

// numbered reads [<n>] _ into N: -1 for "_", else the number as written.
func (r *Reader) numbered(n *node) *node {
	at := r.pos
	d, ok := r.count()
	if r.pos > at && !ok || !r.eat('_') {
		return r.no()
	}
	n.N = -1
	if ok {
		n.N = int64(d)
	}
	return n
}

func (r *Reader) lambda() *node {
	n := r.new(ast.Lambda)
	savedLevel, savedLen := r.lambdaLevel, len(r.params)
	r.lambdaLevel = len(r.params)
	mark := len(r.nodes.Stack)
	var decls []*node
	for r.atParamDecl() {
		if len(r.params) == savedLen {
			r.params = append(r.params, nil)
		}
		d := r.paramDecl()
		if d == nil {
			return r.no()
		}
		decls = append(decls, d)
	}
	if len(decls) > 0 {
		p := r.new(ast.Pack)
		p.Kids = decls
		n.Elem = p
		if !r.lambdaConstraint(1) {
			return r.no()
		}
	} else if !r.eat('v') {
		for {
			t := r.typ()
			if t == nil {
				return r.no()
			}
			r.push(t)
			if c := r.look(0); c == 'E' || r.atConstraint() {
				break
			}
		}
	}
	if len(decls) > 0 && !r.eat('v') {
		for r.look(0) != 'E' && !r.atConstraint() {
			t := r.typ()
			if t == nil {
				return r.no()
			}
			r.push(t)
		}
	}
	if !r.lambdaConstraint(2) {
		return r.no()
	}
	n.Kids = r.take(mark)
	if len(r.params) > savedLen {
		r.params = r.params[:savedLen]
	}
	r.lambdaLevel = savedLevel
	if !r.eat('E') {
		return r.no()
	}
	return r.numbered(n)
}

// paramDecl = Ty | Tn <type> | Tt <decl>* E | Tp <decl>: the parameter stands
// for itself, named $T, $N, $TT as llvm-cxxfilt numbers them.
func (r *Reader) paramDecl() *node { return r.paramDeclAt(len(r.params) - 1) }

// paramDeclAt is paramDecl for a parameter of a level; below 0 it is not counted.
func (r *Reader) paramDeclAt(level int) *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	if level < 0 && !r.Modern || r.pos+2 > len(r.s) {
		return r.no()
	}
	d := r.new(ast.ParamDecl)
	d.Text = r.s[r.pos : r.pos+2]
	r.pos += 2
	named := func() {
		if level < 0 {
			return
		}
		d.Level = uint16(level)
		for _, p := range r.params[level] {
			if p.Kind == ast.ParamDecl && (p.Text == d.Text || p.Text == "Tk" && d.Text == "Ty" || p.Text == "Ty" && d.Text == "Tk") {
				d.N++
			}
		}
		r.params[level] = append(r.params[level][:len(r.params[level]):len(r.params[level])], d)
	}
	switch d.Text {
	case "Ty":
		named()
	case "Tk":
		if d.Elem = r.name(nil); d.Elem == nil {
			return r.no()
		}
		named()
	case "Tn":
		named()
		if d.Elem = r.typ(); d.Elem == nil {
			return r.no()
		}
	case "Tt":
		named()
		mark := len(r.nodes.Stack)
		r.params = append(r.params, nil)
		for !r.eat('E') {
			if r.look(0) != 'T' {
				return r.no()
			}
			k := r.paramDecl()
			if k == nil {
				return r.no()
			}
			r.push(k)
		}
		r.params = r.params[:len(r.params)-1]
		d.Kids = r.take(mark)
	case "Tp":
		if r.look(0) != 'T' {
			return r.no()
		}
		if d.Elem = r.paramDecl(); d.Elem == nil {
			return r.no()
		}
	default:
		return r.no()
	}
	return d
}

// operatorName = <operator code> | cv <type> | li <source-name> | v <digit> <source-name>.
func (r *Reader) operatorName(st *nameState) *node {
	if r.eat2("cv") {
		savedTry, savedFwd := r.tryArgs, r.permitFwd
		r.tryArgs, r.conversions = r.greedy, true
		r.permitFwd = r.permitFwd || st != nil
		t := r.typ()
		r.tryArgs, r.permitFwd = savedTry, savedFwd
		if t == nil {
			return r.no()
		}
		if st != nil {
			st.ctorDtorConv = true
		}
		n := r.new(ast.Conversion)
		n.Elem = t
		return n
	}
	if r.eat2("li") {
		id, ok := r.identifier()
		if !ok {
			return r.no()
		}
		n := r.new(ast.LiteralOp)
		n.Text = id
		return n
	}
	if r.look(0) == 'v' && isDigit(r.look(1)) {
		n := r.new(ast.VendorOp)
		n.N = int64(r.look(1) - '0')
		r.pos += 2
		id, ok := r.identifier()
		if !ok {
			return r.no()
		}
		n.Text = "operator " + id
		return n
	}
	if r.pos+2 > len(r.s) {
		return r.no()
	}
	op := findOp(r.s[r.pos : r.pos+2])
	if op == nil || !op.nameable() {
		return r.no()
	}
	n := r.new(ast.Operator)
	n.Text = op.Code
	r.pos += 2
	return n
}

// substitution = S_ | S <seq-id> _ | one of the std abbreviations.
func (r *Reader) substitution() *node {
	if !r.eat('S') {
		return r.no()
	}
	if c := r.look(0); c >= 'a' && c <= 'z' {
		if c == 't' || stdText(c) == "" {
			return r.no()
		}
		r.pos++
		n := r.std(c)
		if r.look(0) == 'B' {
			if !r.tags(n) {
				return r.no()
			}
			r.subs = append(r.subs, n)
		}
		return n
	}
	i, ok := r.seqID()
	if !ok || i >= len(r.subs) {
		return r.no()
	}
	return r.subs[i]
}

// templateParam = T_ | T <n> _ | TL <level> __ | TL <level> _ <n> _.
func (r *Reader) templateParam() *node {
	begin := r.pos
	r.pos++
	level := 0
	if r.eat('L') {
		l, ok := r.count()
		if !ok || !r.eat('_') {
			return r.no()
		}
		level = l + 1
	}
	i, ok := r.index()
	if !ok || level > 1000 {
		return r.no()
	}
	n := r.new(ast.TemplateParam)
	n.N, n.Level = int64(i), uint16(level)
	if r.constraint {
		n.Text = r.s[begin : r.pos-1]
		return n
	}
	if r.permitFwd && level == 0 {
		r.forward = append(r.forward, n)
		return n
	}
	if level < len(r.params) && r.params[level] != nil && i < len(r.params[level]) {
		n.Elem = r.params[level][i]
		return n
	}
	if r.lambdaLevel == level && level <= len(r.params) {
		if level == len(r.params) {
			r.params = append(r.params, nil)
		}
		return n
	}
	if r.loose {
		n.Text = r.s[begin : r.pos-1]
		return n
	}
	return r.no()
}
