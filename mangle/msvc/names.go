package msvc

import (
	"strings"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// remember makes n the target of the next free back reference. The key is its
// spelling: what was spelled before has a reference already.
func (r *Reader) remember(n *node, key string) {
	t := &r.refs
	if t.nnames == maxRefs {
		return
	}
	for _, k := range t.keys[:t.nnames] {
		if k == key {
			return
		}
	}
	t.names[t.nnames], t.keys[t.nnames] = n, key
	t.nnames++
}

// backName reads a digit and copies the name it stands for, without scope.
func (r *Reader) backName() *node {
	i := int(r.look(0) - '0')
	if i >= r.refs.nnames {
		return r.fail()
	}
	r.pos++
	old := r.refs.names[i]
	n := r.new(old.Kind)
	*n = *old
	n.Scope = nil
	if n.Kind == ast.Template {
		e := r.new(old.Elem.Kind)
		*e = *old.Elem
		e.Scope = nil
		n.Elem = e
	}
	return n
}

// within puts a name into its scope.
func within(n, scope *node) {
	if n.Kind == ast.Template {
		n.Elem.Scope = scope
	} else {
		n.Scope = scope
	}
}

// base is the name itself without template arguments.
func base(n *node) *node {
	for n.Kind == ast.Template {
		n = n.Elem
	}
	return n
}

// typeName reads the name of a class or enumeration with its scopes.
func (r *Reader) typeName() *node {
	var n *node
	switch {
	case isDigit(r.look(0)):
		n = r.backName()
	case r.starts("?$"):
		n = r.template(true)
	default:
		n = r.simple()
	}
	return r.scoped(n)
}

// scoped reads the scopes of n and puts it there.
func (r *Reader) scoped(n *node) *node {
	if n == nil {
		return nil
	}
	scope, ok := r.scopes()
	if !ok {
		return nil
	}
	if inner := innermost(n, scope); inner != nil && r.inItself(n, inner) {
		return r.fail()
	}
	within(n, scope)
	return n
}

// innermost is the scope that n is a direct member of, if n is a template.
func innermost(n, scope *node) *node {
	if n.Kind != ast.Template {
		return nil
	}
	return scope
}

// scopes reads a list of scopes, innermost first, closed by @.
func (r *Reader) scopes() (*node, bool) {
	mark := len(r.nodes.Stack)
	for !r.eat('@') {
		p := r.scope()
		if len(r.nodes.Stack) > mark && p != nil && r.inItself(r.nodes.Stack[len(r.nodes.Stack)-1], p) {
			r.fail()
		}
		if len(r.nodes.Stack)-mark > maxDepth && r.err == nil {
			r.err = ErrTooComplex
		}
		if p == nil || r.err != nil {
			r.nodes.Stack = r.nodes.Stack[:mark]
			return nil, false
		}
		r.push(p)
	}
	var scope *node
	for i := len(r.nodes.Stack) - 1; i >= mark; i-- {
		within(r.nodes.Stack[i], scope)
		scope = r.nodes.Stack[i]
	}
	r.nodes.Stack = r.nodes.Stack[:mark]
	return scope, true
}

// inItself reports whether an instance of a class template is said to be a
// member of itself, which no class can be.
func (r *Reader) inItself(n, scope *node) bool {
	if n.Kind != ast.Template || scope.Kind != ast.Template || n.Elem.Text != scope.Elem.Text || len(n.Kids) != len(scope.Kids) ||
		n.Elem.Kind != ast.Name || scope.Elem.Kind != ast.Name {
		return false
	}
	for i, k := range n.Kids {
		if !r.equal(k, scope.Kids[i]) {
			return false
		}
	}
	return true
}

// scope reads one scope: a namespace, a class or a function.
func (r *Reader) scope() *node {
	switch {
	case isDigit(r.look(0)):
		return r.backName()
	case r.starts("?$"):
		return r.template(true)
	case r.starts("?A"):
		return r.anonymous()
	case r.look(0) == '?':
		return r.localScope()
	}
	return r.simple()
}

// anonymous reads ?A<hash>@.
func (r *Reader) anonymous() *node {
	end := strings.IndexByte(r.s[r.pos:], '@')
	if end < 0 {
		return r.fail()
	}
	n := r.new(ast.AnonNamespace)
	n.Text = r.s[r.pos+2 : r.pos+end]
	if !plain(n.Text) && n.Text != "" {
		return r.fail()
	}
	r.pos += end + 1
	counted := false
	switch w := writerOf(n.Text); {
	case r.Compiler != AnyCompiler || w == AnyCompiler:
		counted = r.countsNow(anonymous)
	default:
		r.hash = w
		counted = w == VisualC
	}
	if counted {
		r.remember(n, "?A"+n.Text)
	}
	return n
}

// localScope reads a function that a name is local to: ?<number>?<symbol> for
// its n-th block, or the symbol alone, as clang names some enumerations there.
func (r *Reader) localScope() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	n := r.new(ast.LocalScope)
	n.N = -1
	if r.blockNumber() {
		r.pos++
		v := r.unsigned()
		if v > 1<<31 {
			return r.fail()
		}
		n.N = int64(v)
		r.pos++ // the question mark that closes the number
		if end := len(r.s) - len(funcletEnd); r.look(0) != '?' && r.depth == 2 && end > r.pos && r.s[end:] == funcletEnd {
			return r.funclet(n, end)
		}
	}
	if n.Elem = r.symbol(); n.Elem == nil {
		return nil
	}
	return n
}

// blockNumber reports whether ?<number>? follows.
func (r *Reader) blockNumber() bool {
	c := r.look(1)
	if isDigit(c) || c == '@' {
		return r.look(2) == '?'
	}
	if c < 'B' || c > 'P' {
		return false
	}
	i := 2
	for r.look(i) >= 'A' && r.look(i) <= 'P' {
		i++
	}
	return r.look(i) == '@' && r.look(i+1) == '?'
}

// funcletEnd closes the names of clean-up code: ?dtor$2@?0?<function>@4HA.
const funcletEnd = "@4HA"

// funclet reads the function where it has C linkage: its name as it is.
func (r *Reader) funclet(n *node, end int) *node {
	id := r.new(ast.Name)
	id.Text = r.s[r.pos:end]
	if !plain(id.Text) {
		return r.fail()
	}
	r.pos = end
	e := r.new(ast.Encoding)
	e.Flags, e.Scope, e.Elem = ast.ExternC, id, r.new(ast.Function)
	e.Elem.Flags = ast.NoParams
	n.Elem, n.Text = e, "C"
	return n
}

// simple reads an identifier closed by @.
func (r *Reader) simple() *node {
	end := strings.IndexByte(r.s[r.pos:], '@')
	if end <= 0 {
		return r.fail()
	}
	text := r.s[r.pos : r.pos+end]
	if !plain(text) {
		return r.fail()
	}
	r.pos += end + 1
	n := r.new(nameKind(text))
	n.Text = text
	r.remember(n, text)
	return n
}

// plain reports whether text can be an identifier or one of the bracketed
// names of things without one.
func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c <= ' ' || c == '?' || c == 0x7f {
			return false
		}
	}
	return text != ""
}

func nameKind(text string) ast.Kind {
	if text[0] == '<' {
		switch {
		case strings.HasPrefix(text, "<lambda"):
			return ast.Lambda
		case strings.HasPrefix(text, "<unnamed"):
			return ast.Unnamed
		}
	}
	return ast.Name
}

// template reads ?$<name><arguments>. Classes and scopes can be referred to
// later, functions and variables can't.
func (r *Reader) template(remember bool) *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	at := r.pos
	r.pos += 2
	outer := r.refs
	r.refs.nnames, r.refs.nparam = 0, 0
	n := r.new(ast.Template)
	if n.Elem = r.leaf(); n.Elem == nil || !r.args(n) {
		return nil
	}
	r.refs = outer
	if remember {
		if k := base(n).Kind; k == ast.Conversion || k == ast.Ctor || k == ast.Dtor {
			return r.fail()
		}
		r.remember(n, r.s[at:r.pos])
	}
	return n
}

// leaf reads the innermost name of a symbol or template.
func (r *Reader) leaf() *node {
	switch {
	case isDigit(r.look(0)):
		return r.backName()
	case r.starts("?$"):
		return r.template(false)
	case r.look(0) == '?':
		r.pos++
		return r.operator()
	}
	return r.plainLeaf()
}

// plainLeaf reads an identifier that is the name of a symbol or template.
// Those that compilers make up are not always counted.
func (r *Reader) plainLeaf() *node {
	if c := r.look(0); c != '$' && c != 'd' && c != 'c' {
		return r.simple()
	}
	before := r.refs.nnames
	n := r.simple()
	if n == nil || r.refs.nnames == before {
		return n
	}
	if isGuard(n.Text) && !r.countsNow(guards) || isFunclet(n.Text) {
		r.refs.nnames = before
	}
	return n
}

// operator reads what follows ? in the name of a function that is no
// identifier.
func (r *Reader) operator() *node {
	switch c := r.look(0); {
	case c == '0':
		r.pos++
		return r.new(ast.Ctor)
	case c == '1':
		r.pos++
		return r.new(ast.Dtor)
	case c == 'B':
		r.pos++
		return r.new(ast.Conversion)
	case r.eatAll("__K"):
		return r.literalOp()
	}
	size := 1
	if r.look(0) == '_' {
		size = 2
		if r.look(1) == '_' {
			size = 3
		}
	}
	if r.pos+size > len(r.s) {
		return r.fail()
	}
	code := r.s[r.pos : r.pos+size]
	switch code {
	case "_D", "_E", "_G":
		r.pos += size
		n := r.new(ast.Dtor)
		n.Text = code[1:]
		return n
	}
	op := opByCode(code)
	if op == nil {
		return r.fail()
	}
	r.pos += size
	n := r.new(ast.Operator)
	n.Text = op.Itan
	return n
}

// literalOp reads the suffix of a literal operator.
func (r *Reader) literalOp() *node {
	before := r.refs.nnames
	var id *node
	if counted := r.countsNow(literals); counted && isDigit(r.look(0)) {
		id = r.backName()
	} else if id = r.simple(); !counted {
		r.refs.nnames = before
	}
	if id == nil || id.Kind != ast.Name {
		return r.fail()
	}
	n := r.new(ast.LiteralOp)
	n.Text = id.Text
	return n
}
