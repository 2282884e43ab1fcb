package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// name writes the name of a function or variable with its scopes.
func (w *writer) name(n *node, isVariable bool) {
	if !w.enter(n) {
		return
	}
	defer w.leave()
	switch {
	case n.Kind == ast.Template && isVariable && w.countsNow(variables), n.Kind == ast.Template && base(n).Kind == ast.Name && w.counts&functions != 0:
		w.instance(n)
	default:
		w.leaf(n)
	}
	w.scopes(base(n).Scope)
}

// typeName writes the name of a class or enumeration with its scopes.
func (w *writer) typeName(n *node) {
	if !w.enter(n) {
		return
	}
	defer w.leave()
	w.scope(n)
	w.scopes(base(n).Scope)
}

// scopes writes scopes, innermost first, and @.
func (w *writer) scopes(n *node) {
	for i := 0; n != nil && w.err == nil; i++ {
		if i > maxDepth {
			w.err = ErrTooComplex
			return
		}
		w.scope(n)
		n = base(n).Scope
	}
	w.byte('@')
}

// scope writes one scope, or the innermost name of a type.
func (w *writer) scope(n *node) {
	if !w.enter(n) {
		return
	}
	defer w.leave()
	switch n.Kind {
	case ast.Template:
		w.instance(n)
	case ast.AnonNamespace:
		w.anonymous(n)
	case ast.LocalScope:
		w.localScope(n)
	case ast.Local:
		w.unknowable("the number of the block of a local name")
	default:
		w.leaf(n)
	}
}

// known writes the digit of a name that stands before, or remembers it.
func (w *writer) known(key string) bool {
	for i, k := range w.names {
		if k == key {
			w.byte('0' + byte(i))
			return true
		}
	}
	if len(w.names) < maxRefs {
		w.names = append(w.names, key)
	}
	return false
}

func (w *writer) identifier(s string) {
	if !plain(s) {
		w.unknowable("a name is missing")
		return
	}
	if !w.known(s) {
		w.str(s)
		w.byte('@')
	}
}

// instance writes an instance of a class template, whose text as a whole can be
// referred to.
func (w *writer) instance(n *node) {
	outer := w.buf
	w.buf = nil
	w.template(n)
	text := string(w.buf)
	w.buf = outer
	if w.err == nil && !w.known(text) {
		w.str(text)
	}
}

// template writes ?$<name><arguments> with back references of its own.
func (w *writer) template(n *node) {
	names, params := w.names, w.params
	w.names, w.params = nil, nil
	w.str("?$")
	w.leaf(n.Elem)
	for _, a := range n.Kids {
		w.arg(a)
	}
	w.byte('@')
	w.names, w.params = names, params
}

func (w *writer) anonymous(n *node) {
	if n.Text == "" {
		w.unknowable("hash of an anonymous namespace")
		return
	}
	counted := false
	switch by := writerOf(n.Text); {
	case w.compiler != AnyCompiler || by == AnyCompiler:
		counted = w.countsNow(anonymous)
	default:
		w.hash = by
		counted = by == VisualC
	}
	if counted && w.known("?A"+n.Text) {
		return
	}
	w.str("?A" + n.Text)
	w.byte('@')
}

func (w *writer) localScope(n *node) {
	if n.N >= 0 {
		w.byte('?')
		if n.N == 0 {
			w.byte('@')
		} else {
			w.number(uint64(n.N))
		}
		w.byte('?')
		if n.Text == "C" {
			w.str(n.Elem.Scope.Text)
			return
		}
	}
	w.symbol(n.Elem)
}

// leaf writes the innermost name of a symbol.
func (w *writer) leaf(n *node) {
	if !w.enter(n) {
		return
	}
	defer w.leave()
	switch n.Kind {
	case ast.Template:
		w.template(n)
	case ast.Name, ast.Lambda, ast.Unnamed:
		if isGuard(n.Text) && !w.countsNow(guards) || isFunclet(n.Text) {
			w.str(n.Text)
			w.byte('@')
			return
		}
		w.identifier(n.Text)
	case ast.Ctor:
		w.str("?0")
	case ast.Dtor:
		switch n.Text {
		case "D", "E", "G":
			w.str("?_" + n.Text)
		default:
			w.str("?1")
		}
	case ast.Conversion:
		w.str("?B")
	case ast.LiteralOp:
		w.str("?__K")
		if w.countsNow(literals) {
			w.identifier(n.Text)
		} else {
			w.str(n.Text)
			w.byte('@')
		}
	case ast.Operator:
		op := opByItanium(n.Text)
		if op == nil {
			w.unknowable("operator " + n.Text)
			return
		}
		w.str("?" + op.Code)
	case ast.StdName:
		w.unknowable("an abbreviated name of the standard library")
	default:
		w.unknowable("a name of an unexpected kind")
	}
}

// shapes numbers types so that equal ones have equal numbers.
type shapes struct {
	ids   map[*node]int
	keys  map[string]int
	err   error
	depth int
}

func (s *shapes) id(n *node) int {
	if n == nil {
		return 0
	}
	if i, ok := s.ids[n]; ok {
		return i
	}
	if s.depth++; s.depth > 4*maxDepth || len(s.ids) > maxSteps {
		s.err = ErrTooComplex
	}
	defer func() { s.depth-- }()
	if s.err != nil {
		return 0
	}
	key := make([]byte, 0, 64)
	for _, v := range [...]int{int(n.Kind), int(n.Quals), int(n.Flags), int(n.Conv), int(n.Access), int(n.N), s.id(n.Scope), s.id(n.Elem)} {
		key = strconv.AppendInt(key, int64(v), 36)
		key = append(key, ',')
	}
	key = append(key, n.Text...)
	for _, k := range n.Kids {
		key = append(key, ',')
		key = strconv.AppendInt(key, int64(s.id(k)), 36)
	}
	i, ok := s.keys[string(key)]
	if !ok {
		i = len(s.keys) + 1
		s.keys[string(key)] = i
	}
	s.ids[n] = i
	return i
}
