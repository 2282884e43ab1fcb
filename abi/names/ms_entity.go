package names

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// msOwnName makes the last part of a function's name, without template
// arguments.
func (w *Microsoft) msOwnName(f abi.Function, v abi.Variant, scope *ast.Node) part {
	switch {
	case f.Has(abi.FuncConstructor):
		if v != abi.VariantComplete && v != abi.VariantPlain {
			return lost(UnknownVariant)
		}
		return part{&ast.Node{Kind: ast.Ctor, Scope: scope}, 0}
	case f.Has(abi.FuncDestructor):
		if v != abi.VariantComplete && v != abi.VariantPlain {
			return lost(UnknownVariant)
		}
		// With virtual bases the complete destructor is ??_D, and ??1 does less.
		if f.Owner().HasVirtualBases() {
			return lost(UnknownVariant)
		}
		return part{&ast.Node{Kind: ast.Dtor, Scope: scope}, 0}
	case f.Has(abi.FuncConversion):
		r := w.typ(f.Result())
		return part{&ast.Node{Kind: ast.Conversion, Scope: scope, Elem: r.n}, r.d}
	case f.Has(abi.FuncOperator):
		return w.operatorName(f, scope)
	}
	p := w.ownName(f, v, scope)
	p.n.Scope = scope
	return p
}

// Var writes the name of a variable or static data member.
func (w *Microsoft) Var(v abi.Variable) Name {
	row := v.Row()
	switch language(w.m, v.Origin()) {
	case langC:
		return Name{Symbol: v.Name()}
	case langOther:
		return unknown(ForeignLanguage)
	}
	if row.Owner == 0 && len(v.Args()) == 0 {
		// Only inside of namespaces an Itanium name shows the language linkage.
		switch s := v.Symbol(); {
		case row.Scope == 0 && v.Has(abi.VarExternal):
			return unknown(ExternCUnknown)
		case s.ID != 0 && s.Name == v.Name() && v.Has(abi.VarExternal):
			return Name{Symbol: v.Name()}
		}
	}
	e, d := w.variableTree(v)
	return w.write(e, d, 0)
}

// variableTree makes the tree of a variable that has a mangled name.
func (w *Microsoft) variableTree(v abi.Variable) (*ast.Node, Doubt) {
	row := v.Row()
	w.steps = 0
	scope := w.msScope(row.Scope)
	if row.Owner != 0 {
		scope = w.recordName(v.Owner())
	}
	if row.Owner == 0 && row.Scope == 0 && v.Has(abi.VarExternal) {
		scope.d |= ExternCUnknown
	}
	own, _, _ := strings.Cut(v.Name(), "<")
	n := &ast.Node{Kind: ast.Name, Text: own, Scope: scope.n}
	t := w.variableType(v.Type())
	d := scope.d | t.d
	e := &ast.Node{Kind: ast.Encoding, Scope: n, Elem: t.n, Text: "3"}
	if row.Owner != 0 {
		e.Access, e.Flags = msAccess(row.Access), ast.Static
		e.Text = map[ast.Access]string{ast.Private: "0", ast.Protected: "1", ast.Public: "2"}[e.Access]
	}
	if l := v.Args(); len(l) > 0 {
		kids, ad := w.msArgs(l)
		e.Scope, d = &ast.Node{Kind: ast.Template, Elem: n, Kids: kids}, d|ad|ArgumentsMissing
	}
	return e, d
}

// variableType makes the tree of a variable's type: an array is spelled as a
// plain pointer to its elements.
func (w *Microsoft) variableType(t abi.Type) part {
	base, q, windows, d := w.shapeOf(t)
	if windows != "" || base.Kind() != abi.KindArray {
		p := w.typ(t)
		return part{p.n, p.d | d}
	}
	a := w.array(base, q)
	e := a.n.Elem
	n := &ast.Node{Kind: ast.Pointer, Elem: e}
	switch e.Kind {
	case ast.Array:
		for in := e; in.Kind == ast.Array; in = in.Elem {
			if k := in.Elem.Kind; k != ast.Array && (k == ast.Qualified || k == ast.Pointer) {
				a.d |= NotWritable // compilers repeat the qualifiers in a way of their own
			}
		}
	case ast.Qualified:
		n.Quals = e.Quals & (ast.Const | ast.Volatile)
	case ast.Pointer, ast.MemberPointer:
		n.Quals = e.Quals & (ast.Const | ast.Volatile)
	}
	return part{n, a.d | d}
}
