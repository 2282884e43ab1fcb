package names

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// comparison holds the tree of a symbol against a tree made from the model.
// What only one of the two can say agrees with anything: parts that the model
// lost (nodes of kind None), and on the symbol's side types that a template
// spells by its parameters and that no substitution makes plain.
type comparison struct {
	steps   int
	version uint8 // of DWARF; 0 if another format
	quad    bool  // long double may be spelled as __float128
}

// quadLongDouble reports whether a target spells long double in another way than
// "e" where it has 128 bits: "g" on s390x and with IBM's format on PowerPC,
// "u9__ieee128" there with IEEE's (GCC and clang; the Itanium ABI §5.1.5.2 gives
// "g" to __float128). None of them has rules here.
func quadLongDouble(t abi.Target) bool { return t.Arch == abi.ArchOther }

// longDouble reports whether a type of a symbol is long double as such a target
// spells it.
func (c *comparison) longDouble(s, m *ast.Node) bool {
	return c.quad && m.Kind == ast.Builtin && m.Text == "long double" && s.Kind == ast.Builtin && s.Text == "__float128"
}

// What versions of DWARF can't say: 2 has no namespaces, before 4 there are no
// rvalue references, before 5 no ref-qualifiers.
func (c *comparison) before(version uint8) bool { return c.version != 0 && c.version < version }

// maxAgree bounds the nodes that one comparison looks at; what lies behind the
// bound agrees.
const maxAgree = 1 << 14

// agree reports whether a node of a symbol and a node of the model may be the
// same.
func (c *comparison) agree(s, m *ast.Node) bool {
	if c.steps++; c.steps > maxAgree {
		return true
	}
	s, m = plain(s), plain(m)
	if s == nil || m == nil {
		return s == m || open(s) || open(m)
	}
	if open(s) || open(m) {
		return true
	}
	if s.Kind == ast.Qualified || m.Kind == ast.Qualified {
		return c.qualified(s, m)
	}
	if s.Kind == ast.RRef && m.Kind == ast.LRef {
		if in, _ := unqualified(s.Elem); open(in) {
			return true // what is open may be an lvalue reference itself: [dcl.ref]/6
		}
		if c.before(4) {
			return c.agree(s.Elem, m.Elem)
		}
	}
	if c.longDouble(s, m) {
		return true
	}
	if s.Kind != m.Kind {
		return false
	}
	switch s.Kind {
	case ast.Builtin, ast.Float, ast.Operator, ast.LiteralOp, ast.VendorType:
		return s.Text == m.Text
	case ast.BitInt:
		return s.Text == m.Text && s.N == m.N
	case ast.Pointer, ast.LRef, ast.RRef, ast.Complex, ast.Imaginary, ast.Conversion:
		return c.agree(s.Elem, m.Elem)
	case ast.VendorQual:
		return s.Text == m.Text && c.agree(s.Elem, m.Elem)
	case ast.Array, ast.Vector:
		return (len(s.Kids) > 0 || s.Text == m.Text) && c.agree(s.Elem, m.Elem)
	case ast.MemberPointer:
		return c.agree(s.Scope, m.Scope) && c.agree(s.Elem, m.Elem)
	case ast.Name:
		return s.Text == m.Text && (m.Scope == nil && c.before(3) || c.agree(s.Scope, m.Scope))
	case ast.Template:
		return c.agree(s.Elem, m.Elem) && c.args(s.Kids, m.Kids)
	case ast.Literal:
		return (m.Text == "" || s.Text == m.Text) && c.agree(s.Elem, m.Elem) // "" is a value that debug information lost
	case ast.Function:
		return c.function(s, m)
	case ast.AnonNamespace:
		return c.agree(s.Scope, m.Scope)
	}
	return true
}

// qualified compares types of which one has qualifiers.
func (c *comparison) qualified(s, m *ast.Node) bool {
	s, q := unqualified(s)
	m, r := unqualified(m)
	if open(s) || open(m) {
		return true
	}
	return q == r && c.agree(s, m)
}

// unqualified takes the qualifiers off a node as plain leaves it.
func unqualified(n *ast.Node) (*ast.Node, ast.Quals) {
	if n = plain(n); n == nil || n.Kind != ast.Qualified {
		return n, 0
	}
	return plain(n.Elem), n.Quals
}

// args compares template arguments; packs count as what they hold.
func (c *comparison) args(s, m []*ast.Node) bool {
	s, m = flat(s), flat(m)
	for _, l := range [2][]*ast.Node{s, m} {
		for _, n := range l {
			if expands(n) || len(l) == 1 && n.Kind == ast.None {
				return true
			}
		}
	}
	if len(s) != len(m) {
		return false
	}
	for i := range s {
		if !c.agree(s[i], m[i]) {
			return false
		}
	}
	return true
}

// expands reports whether an argument stands for any number of arguments: a
// pack's expansion, of types or as an expression.
func expands(n *ast.Node) bool {
	n = plain(n)
	return n != nil && (n.Kind == ast.PackExpansion || n.Kind > ast.Literal && mentions(n, func(n *ast.Node) bool { return n.Kind == ast.PackExpansion }))
}

func flat(l []*ast.Node) []*ast.Node {
	var out []*ast.Node
	for _, n := range l {
		if n.Kind == ast.Pack || n.Kind == ast.PackOf {
			out = append(out, flat(n.Kids)...)
		} else {
			out = append(out, n)
		}
	}
	return out
}

// function compares function types. Debug information does not have noexcept,
// language linkage and ref-qualifiers, and cv-qualifiers only behind a pointer
// to member.
func (c *comparison) function(s, m *ast.Node) bool {
	const cv = ast.Const | ast.Volatile
	if (s.Flags^m.Flags)&ast.Variadic != 0 || m.Quals != 0 && s.Quals&cv != m.Quals&cv || !c.agree(orVoid(s.Elem), orVoid(m.Elem)) {
		return false
	}
	list, ok := expanded(s.Kids)
	if !ok {
		return true
	}
	if len(list) != len(m.Kids) {
		return false
	}
	for i := range list {
		if !c.agree(adjusted(list[i]), m.Kids[i]) {
			return false
		}
	}
	return true
}

func orVoid(n *ast.Node) *ast.Node {
	if n == nil {
		return builtin("void")
	}
	return n
}

// expanded lists the parameters of a symbol with packs taken apart. It fails if
// the number of a pack's elements can't be seen.
func expanded(list []*ast.Node) ([]*ast.Node, bool) {
	var out []*ast.Node
	for _, n := range list {
		if n.Kind != ast.PackExpansion {
			out = append(out, n)
			continue
		}
		p := plain(n.Elem)
		if p == nil || p.Kind != ast.Pack && p.Kind != ast.PackOf {
			return out, false // the pattern adds to the elements
		}
		out = append(out, p.Kids...)
	}
	return out, true
}

// adjusted is a parameter's type as calls see it: substituting a template's
// arguments can bring arrays, functions and qualifiers back ([dcl.fct]/5).
func adjusted(n *ast.Node) *ast.Node {
	if n, _ = unqualified(n); n == nil {
		return n
	}
	switch n.Kind {
	case ast.Array:
		return &ast.Node{Kind: ast.Pointer, Elem: n.Elem}
	case ast.Function:
		return &ast.Node{Kind: ast.Pointer, Elem: n}
	}
	return n
}
