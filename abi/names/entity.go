package names

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// Func writes the name of a function; v says which variant of a constructor or
// destructor.
func (w *Namer) Func(f abi.Function, v abi.Variant) Name {
	if n, ok := plainName(w.m, f); ok {
		return n
	}
	p := w.function0(f, v)
	if p.d&NoexceptType != 0 && beforeCxx17(w.m, f.Origin()) {
		p.d &^= NoexceptType
	}
	return w.write(p.n, p.d)
}

// plainName is the name of a function that is not mangled.
func plainName(m *abi.Model, f abi.Function) (Name, bool) {
	switch language(m, f.Origin()) {
	case langC:
		return Name{Symbol: f.Name()}, true
	case langOther:
		return unknown(ForeignLanguage), true
	}
	if f.Has(abi.FuncExternC) || f.Has(abi.FuncMain) || f.Name() == "main" && f.Row().Scope == 0 && f.Row().Owner == 0 {
		return Name{Symbol: f.Name()}, true
	}
	return Name{}, false
}

// beforeCxx17 reports whether a unit was compiled as a C++ in which noexcept
// is not part of a function's type. g++ states the version in its producer.
func beforeCxx17(m *abi.Model, o abi.Origin) bool {
	units := m.Units()
	if int(o.Unit) >= len(units) {
		return false
	}
	s, ok := strings.CutPrefix(m.Str(units[o.Unit].Producer), "GNU C++")
	return ok && (strings.HasPrefix(s, "98") || strings.HasPrefix(s, "11") || strings.HasPrefix(s, "14"))
}

// function0 makes the encoding of a function.
func (w *Namer) function0(f abi.Function, v abi.Variant) part {
	row := f.Row()
	scope := w.funcScope(f)
	own := w.ownName(f, v, scope.n)
	p := part{nil, scope.d | own.d}
	ft := &ast.Node{Kind: ast.Function}
	for _, q := range f.Params() {
		if q.Flags&abi.ParamArtificial != 0 {
			continue
		}
		a := w.param(q.Type)
		ft.Kids = append(ft.Kids, a.n)
		p.d |= a.d
		if toArray(a.n) && instantiated(own.n) && fromGCC(w.m, f.Origin()) {
			p.d |= ArrayConst
		}
	}
	if f.Has(abi.FuncVariadic) {
		ft.Flags |= ast.Variadic
	}
	if f.Has(abi.FuncParamsLost) || w.builtinWithoutParams(f) {
		p.d |= ParamsLost
	}
	if f.Has(abi.FuncTemplate) {
		p.d |= TemplateSignature
		if !f.Has(abi.FuncConstructor) && !f.Has(abi.FuncConversion) {
			ft.Elem = w.typ(f.Result()).n
		}
	}
	ft.Quals = funcQuals(f)
	name := own.n
	if !f.Has(abi.FuncConstructor) && !f.Has(abi.FuncDestructor) {
		p.d |= w.tagFunction(f, &name)
	}
	if row.Owner == 0 && !f.Has(abi.FuncExternal) {
		p.d |= w.internal(row.Scope, name)
		if f.Has(abi.FuncArtificial) {
			p.d |= ClangDifference
		}
	}
	if l := f.Args(); len(l) > 0 {
		kids, d := w.args(l)
		name = &ast.Node{Kind: ast.Template, Elem: name, Kids: kids}
		p.d |= d
	}
	p.n = &ast.Node{Kind: ast.Encoding, Scope: name, Elem: ft}
	return p
}

// funcQuals are the qualifiers behind a member function's parameters.
func funcQuals(f abi.Function) (q ast.Quals) {
	fl := f.Row().Flags
	for _, x := range [...]struct {
		flag abi.FuncFlags
		q    ast.Quals
	}{{abi.FuncConstThis, ast.Const}, {abi.FuncVolatileThis, ast.Volatile}, {abi.FuncRefL, ast.RefL}, {abi.FuncRefR, ast.RefR}} {
		if fl&x.flag != 0 {
			q |= x.q
		}
	}
	return q
}

// internal marks a name of internal linkage; operators have no mark.
func (w *Namer) internal(scope abi.ScopeID, name *ast.Node) Doubt {
	if w.anonymous(scope) {
		return InternalAnonymous
	}
	if name.Kind == ast.Name {
		name.Flags |= ast.Internal
	}
	return 0
}

// anonymous reports whether a scope is, or is inside of, an anonymous
// namespace.
func (w *Namer) anonymous(scope abi.ScopeID) bool {
	for _, s := range w.m.ScopePath(scope) {
		if w.m.Scope(s).Kind == abi.ScopeAnonymousNamespace {
			return true
		}
	}
	return false
}

// builtinWithoutParams reports whether f is a function that g++ knows by
// itself and describes without parameters (operator delete and the like).
func (w *Namer) builtinWithoutParams(f abi.Function) bool {
	if len(f.Params()) > 0 || f.Row().Owner != 0 {
		return false
	}
	n := f.Name()
	return strings.HasPrefix(n, "operator new") || strings.HasPrefix(n, "operator delete") || strings.HasPrefix(n, "__builtin_")
}

func (w *Namer) funcScope(f abi.Function) part {
	if f.Row().Owner != 0 {
		return w.className(f.Owner())
	}
	return w.scope(f.Row().Scope)
}

// inherits reports whether a constructor is the one of a base ("using
// Base::Base"), whose name has the base in it (Itanium C++ ABI §5.1.4.3, CI1). Its
// symbols tell.
func inherits(f abi.Function) bool {
	for _, s := range f.Symbols() {
		parsed, err := itanium.Parse(f.Model().Str(s.Row.Name))
		if err != nil {
			continue
		}
		if n := parsed.Ctor(); n != nil {
			return n.Flags&ast.Inherited != 0
		}
	}
	return false
}

// ownName makes the last part of a function's name, without template
// arguments.
func (w *Namer) ownName(f abi.Function, v abi.Variant, scope *ast.Node) part {
	name := f.Name()
	switch {
	case f.Has(abi.FuncConstructor|abi.FuncArtificial) && inherits(f):
		bases := f.Owner().Bases()
		if len(bases) != 1 || v != abi.VariantComplete && v != abi.VariantBase {
			return part{&ast.Node{Kind: ast.Ctor, Scope: scope}, UnknownVariant}
		}
		base := w.typ(bases[0].Type)
		return part{&ast.Node{Kind: ast.Ctor, Scope: scope, Flags: ast.Inherited, Elem: base.n, Text: [...]string{1: "1", 2: "2"}[v]}, base.d}
	case f.Has(abi.FuncConstructor):
		if v == abi.VariantComplete || v == abi.VariantBase {
			return part{&ast.Node{Kind: ast.Ctor, Scope: scope, Text: [...]string{1: "1", 2: "2"}[v]}, 0}
		}
		return part{&ast.Node{Kind: ast.Ctor, Scope: scope}, UnknownVariant}
	case f.Has(abi.FuncDestructor):
		if v == abi.VariantComplete || v == abi.VariantBase || v == abi.VariantDeleting {
			return part{&ast.Node{Kind: ast.Dtor, Scope: scope, Text: [...]string{1: "1", 2: "2", 3: "0"}[v]}, 0}
		}
		return part{&ast.Node{Kind: ast.Dtor, Scope: scope}, UnknownVariant}
	case f.Has(abi.FuncConversion):
		r := w.typ(f.Result())
		return part{&ast.Node{Kind: ast.Conversion, Scope: scope, Elem: r.n}, r.d}
	case f.Has(abi.FuncOperator):
		return w.operatorName(f, scope)
	}
	if f.Has(abi.FuncTemplate) {
		name, _, _ = strings.Cut(name, "<")
	}
	if name == "" || strings.ContainsAny(name, "<>{}() :") {
		return part{&ast.Node{Kind: ast.Name, Text: name, Scope: scope}, NotWritable}
	}
	return part{&ast.Node{Kind: ast.Name, Text: name, Scope: scope}, 0}
}

func (w *Namer) operatorName(f abi.Function, scope *ast.Node) part {
	if s, ok := strings.CutPrefix(strings.TrimLeft(strings.TrimPrefix(f.Name(), "operator"), " "), `""`); ok {
		s, _, _ = strings.Cut(strings.TrimLeft(s, " "), "<")
		return part{&ast.Node{Kind: ast.LiteralOp, Text: strings.TrimRight(s, " "), Scope: scope}, 0}
	}
	operands := 0
	for _, q := range f.Params() {
		if q.Flags&abi.ParamArtificial == 0 {
			operands++
		}
	}
	if f.Has(abi.FuncMember) && !f.Has(abi.FuncStatic) {
		operands++
	}
	code, _, ok := operatorCode(f.Name(), operands)
	if !ok {
		return part{&ast.Node{Kind: ast.Operator, Text: code, Scope: scope}, NotWritable}
	}
	return part{&ast.Node{Kind: ast.Operator, Text: code, Scope: scope}, 0}
}

// Var writes the name of a variable or static data member.
func (w *Namer) Var(v abi.Variable) Name {
	row := v.Row()
	switch language(w.m, v.Origin()) {
	case langC:
		return Name{Symbol: v.Name()}
	case langOther:
		return unknown(ForeignLanguage)
	}
	if row.Owner == 0 && row.Scope == 0 && v.Has(abi.VarExternal) && len(v.Args()) == 0 {
		if _, d := w.varTags(v, nil); d == 0 {
			return Name{Symbol: v.Name()}
		}
	}
	p := w.variable(v)
	return w.write(p.n, p.d)
}

func (w *Namer) variable(v abi.Variable) part {
	row := v.Row()
	scope := w.scope(row.Scope)
	if row.Owner != 0 {
		scope = w.className(v.Owner())
	}
	name, _, _ := strings.Cut(v.Name(), "<")
	n := &ast.Node{Kind: ast.Name, Text: name, Scope: scope.n}
	p := part{nil, scope.d}
	tags, d := w.varTags(v, scope.n)
	n.Tags, p.d = tags, p.d|d
	if row.Owner == 0 && !v.Has(abi.VarExternal) {
		p.d |= w.internal(row.Scope, n)
	}
	if l := v.Args(); len(l) > 0 {
		kids, d := w.args(l)
		n, p.d = &ast.Node{Kind: ast.Template, Elem: n, Kids: kids}, p.d|d
	}
	p.n = &ast.Node{Kind: ast.Encoding, Scope: n}
	return p
}

// toArray reports whether a parameter is a pointer or reference to an array of
// unqualified elements.
func toArray(n *ast.Node) bool {
	switch n.Kind {
	case ast.Pointer, ast.LRef, ast.RRef:
		for n = n.Elem; n != nil && n.Kind == ast.Array; n = n.Elem {
			if n.Elem != nil && n.Elem.Kind != ast.Array && n.Elem.Kind != ast.Qualified {
				return true
			}
		}
	}
	return false
}

// instantiated reports whether a scope of a name is a template's instance.
func instantiated(n *ast.Node) bool {
	for ; n != nil; n = n.Scope {
		if n.Kind == ast.Template {
			return true
		}
	}
	return false
}

func fromGCC(m *abi.Model, o abi.Origin) bool {
	units := m.Units()
	return int(o.Unit) < len(units) && strings.HasPrefix(m.Str(units[o.Unit].Producer), "GNU ")
}
