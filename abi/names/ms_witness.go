package names

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/msvc"
)

// checkMicrosoft compares a function with a Microsoft symbol.
func (w *Namer) checkMicrosoft(f abi.Function, symbol string) (Difference, bool) {
	if w.builtinWithoutParams(f) || !w.m.Target().Microsoft() {
		return Difference{}, false
	}
	sym, err := msvc.Parse(symbol)
	if err != nil || sym.Root.Kind != ast.Encoding || sym.Root.Elem == nil || sym.Root.Elem.Kind != ast.Function || sym.Root.Elem.Flags&ast.NoParams != 0 {
		return Difference{}, false
	}
	if w.ms == nil {
		w.ms = NewMicrosoft(w.m, w.m.Target())
	}
	d := Difference{Func: f.ID(), Symbol: symbol}
	p, _ := w.ms.encoding(f, abi.VariantComplete)
	return d, w.ms.differs(&d, f, sym.Root, p.n)
}

// differs compares the tree of a symbol with that of the function.
func (w *Microsoft) differs(d *Difference, f abi.Function, s, m *ast.Node) bool {
	say := func(p Part, name, debug string) bool {
		d.Part, d.Name, d.Debug = p, name, debug
		return true
	}
	var c msComparison
	sn, mn := untemplated(s.Scope), untemplated(m.Scope)
	switch {
	case sn.Kind == ast.Dtor && sn.Text != "":
		return false // a destructor that the compiler made, with parameters of its own
	case msOpen(sn) || msOpen(mn):
	case sn.Kind != mn.Kind || sn.Text != mn.Text:
		return say(PartName, ownText(sn), f.Name())
	case !c.agree(sn.Scope, mn.Scope):
		return say(PartScope, msText(sn.Scope), scopeText(f))
	}
	if s.Scope.Kind == ast.Template && m.Scope.Kind == ast.Template && !c.list(s.Scope.Kids, m.Scope.Kids) {
		return say(PartArguments, msList(s.Scope.Kids), argsText(f))
	}
	const quals = ast.Const | ast.Volatile | ast.RefL | ast.RefR
	sf, mf := s.Elem, m.Elem
	if q := mf.Quals & quals; sf.Quals&quals != q && f.Row().This != 0 {
		return say(PartQualifiers, qualText(sf.Quals&quals), qualText(q))
	}
	if len(sf.Kids) != len(mf.Kids) {
		return say(PartCount, count(len(sf.Kids)), count(len(mf.Kids)))
	}
	if (sf.Flags^mf.Flags)&ast.Variadic != 0 {
		return say(PartCount, ellipsis(sf.Flags&ast.Variadic != 0), ellipsis(mf.Flags&ast.Variadic != 0))
	}
	params := f.Signature().Params
	for i := range sf.Kids {
		if !c.agree(unpinned(sf.Kids[i]), unpinned(mf.Kids[i])) {
			d.Index = i
			return say(PartParameter, msText(sf.Kids[i]), params[i].String())
		}
	}
	if sf.Elem != nil && mf.Elem != nil && !c.agree(unpinned(sf.Elem), unpinned(mf.Elem)) {
		return say(PartResult, msText(sf.Elem), f.Result().String())
	}
	return false
}

// unpinned takes off a value's own qualifiers, which debug info does not keep.
func unpinned(n *ast.Node) *ast.Node {
	for n.Kind == ast.Qualified {
		n = n.Elem
	}
	if n.Kind == ast.Pointer || n.Kind == ast.MemberPointer {
		out := *n
		out.Quals &= ast.Ptr64
		return &out
	}
	return n
}

// msComparison holds the tree of a Microsoft symbol against one made from the
// model. Parts that only one of the two knows agree with anything.
type msComparison struct{ steps int }

func msOpen(n *ast.Node) bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case ast.None, ast.AnonNamespace, ast.LocalScope, ast.Local, ast.Lambda, ast.Unnamed, ast.VendorType, ast.Pack,
		ast.EntityRef, ast.Address, ast.Record, ast.TypedArg, ast.NullPtr:
		return true
	}
	return false
}

func (c *msComparison) agree(s, m *ast.Node) bool {
	if c.steps++; c.steps > maxAgree {
		return true
	}
	if s == nil || m == nil {
		return s == m || msOpen(s) || msOpen(m)
	}
	if msOpen(s) || msOpen(m) {
		return true
	}
	if s.Kind != m.Kind {
		return false
	}
	switch s.Kind {
	case ast.Elaborated: // the class-key may differ between declarations
		return c.agree(s.Elem, m.Elem)
	case ast.Qualified, ast.Pointer, ast.LRef, ast.RRef:
		return s.Quals == m.Quals && c.agree(s.Elem, m.Elem)
	case ast.MemberPointer:
		return s.Quals == m.Quals && c.agree(s.Scope, m.Scope) && c.agree(s.Elem, m.Elem)
	case ast.Array:
		return s.Text == m.Text && c.agree(s.Elem, m.Elem)
	case ast.Template:
		return c.agree(s.Elem, m.Elem) && c.list(s.Kids, m.Kids)
	case ast.Name:
		return s.Text == m.Text && c.agree(s.Scope, m.Scope)
	case ast.Builtin, ast.Literal:
		return s.Text == m.Text
	case ast.Function:
		if len(s.Kids) != len(m.Kids) || !c.agree(orVoid(s.Elem), orVoid(m.Elem)) {
			return false
		}
		for i := range s.Kids {
			if !c.agree(unpinned(s.Kids[i]), unpinned(m.Kids[i])) {
				return false
			}
		}
	}
	return true
}

// list compares template arguments without the marks of packs.
func (c *msComparison) list(s, m []*ast.Node) bool {
	s, m = unmarked(s), unmarked(m)
	for _, n := range m {
		if len(m) == 1 && n.Kind == ast.None {
			return true
		}
	}
	if len(s) != len(m) {
		return len(m) < len(s) // compilers leave arguments out
	}
	for i := range s {
		if !c.agree(s[i], m[i]) {
			return false
		}
	}
	return true
}

func unmarked(l []*ast.Node) []*ast.Node {
	var out []*ast.Node
	for _, n := range l {
		if n.Kind != ast.Pack {
			out = append(out, n)
		}
	}
	return out
}

// ownText spells the last part of a function's name.
func ownText(n *ast.Node) string {
	switch n.Kind {
	case ast.Ctor:
		return "a constructor"
	case ast.Dtor:
		return "a destructor"
	case ast.Name:
		return n.Text
	}
	return msText(nameOnly(n))
}

// msText spells a node of a Microsoft symbol.
func msText(n *ast.Node) string {
	if n == nil {
		return "nothing"
	}
	s, err := msvc.PrintNode(n)
	if err != nil {
		return "(a type that is too large to print)"
	}
	return s
}

func msList(l []*ast.Node) string {
	s := "<"
	for i, n := range l {
		if i > 0 {
			s += ", "
		}
		s += msText(n)
	}
	return s + ">"
}
