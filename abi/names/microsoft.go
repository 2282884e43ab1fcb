package names

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/msvc"
)

// Microsoft writes the names that Visual C++ and clang give the entities of a
// model on a Windows target, whatever target the model was read from. It
// serves one goroutine.
type Microsoft struct {
	*Namer
	target  abi.Target
	bits    int
	ptr64   ast.Quals
	records map[abi.TypeID]part
	spaces  map[abi.ScopeID]part
	keys    map[string]abi.Kind

	seen  map[argument]instance
	steps int // types lowered for one name
}

// NewMicrosoft makes a writer for a Windows target.
func NewMicrosoft(m *abi.Model, target abi.Target) *Microsoft {
	w := &Microsoft{Namer: New(m, Options{}), target: target, bits: 8 * int(target.PointerSize),
		records: map[abi.TypeID]part{}, spaces: map[abi.ScopeID]part{}}
	if w.bits == 64 {
		w.ptr64 = ast.Ptr64
	}
	return w
}

// write makes the name of a tree that is not in doubt; what it takes for
// granted is recorded.
func (w *Microsoft) write(root *ast.Node, d, maybe Doubt) Name {
	maybe |= d & AutoArgument
	if d &^= AutoArgument; d != 0 {
		return unknown(d)
	}
	s, err := msvc.Write(&ast.Symbol{Scheme: ast.Microsoft, Root: root})
	if err != nil {
		return unknown(NotWritable)
	}
	return Name{Symbol: s, Assumed: maybe}
}

// Func writes the name of a function.
func (w *Microsoft) Func(f abi.Function, v abi.Variant) Name {
	switch language(w.m, f.Origin()) {
	case langC:
		return w.plainSymbol(f.Name(), f)
	case langOther:
		return unknown(ForeignLanguage)
	}
	if f.Has(abi.FuncExternC) || f.Has(abi.FuncMain) || f.Name() == "main" && f.Row().Scope == 0 && f.Row().Owner == 0 {
		return w.plainSymbol(f.Name(), f)
	}
	p, maybe := w.encoding(f, v)
	return w.write(p.n, p.d, maybe)
}

// plainSymbol is the name of a C function as link names of all languages spell
// it: without the underscore that i386 adds, and without the decoration of
// other conventions.
func (w *Microsoft) plainSymbol(name string, f abi.Function) Name {
	if cc := f.Signature().CC; cc != abi.CCDefault && cc != abi.CCCdecl && w.target.Arch == abi.I386 {
		return unknown(Convention)
	}
	return Name{Symbol: name}
}

// encoding makes the tree of a function. maybe are the facts that the tree
// takes for granted.
func (w *Microsoft) encoding(f abi.Function, v abi.Variant) (p part, maybe Doubt) {
	w.steps = 0
	scope := w.msScope(f.Row().Scope)
	if f.Row().Owner != 0 {
		scope = w.recordName(f.Owner())
	}
	own := w.msOwnName(f, v, scope.n)
	p.d = scope.d | own.d
	sig := f.Signature()
	ft := &ast.Node{Kind: ast.Function, Conv: w.conv(sig.CC, sig.Member, sig.Variadic)}
	p.d |= w.odd(sig.CC)
	if !f.Has(abi.FuncConstructor) && !f.Has(abi.FuncDestructor) {
		r := w.typ(sig.Result)
		ft.Elem, p.d = r.n, p.d|r.d
	}
	for _, t := range sig.Params {
		a := w.param(t)
		if base, _, _ := peel(t); base.Kind() == abi.KindBase && base.Encoding() == abi.EncUnsigned && allocator(f) {
			a = part{builtin(windowsType("size_t", w.bits)), 0} // compilers declare these themselves, without the typedef
		}
		ft.Kids, p.d = append(ft.Kids, a.n), p.d|a.d
		if a.n.Kind == ast.Pointer && a.n.Quals&ast.Const == 0 {
			maybe |= ParamQualifiers
		}
	}
	if sig.Variadic {
		ft.Flags |= ast.Variadic
	}
	if f.Has(abi.FuncParamsLost) || w.builtinWithoutParams(f) {
		p.d |= ParamsLost
	}
	e := &ast.Node{Kind: ast.Encoding, Elem: ft, Scope: own.n}
	w.member(f, e)
	if f.Has(abi.FuncTemplate) {
		kids, d := w.msArgs(f.Args())
		if LongArguments(f.Args(), false) && !w.m.Target().Microsoft() {
			d |= TargetType
		}
		e.Scope = &ast.Node{Kind: ast.Template, Elem: own.n, Kids: kids}
		p.d |= d
	}
	p.d = w.witnessed(f, p.d)
	p.n = e
	return p, maybe
}

// allocator reports whether f is an operator new or delete.
func allocator(f abi.Function) bool {
	return f.Has(abi.FuncOperator) && (strings.HasPrefix(f.Name(), "operator new") || strings.HasPrefix(f.Name(), "operator delete"))
}

// member sets what a name says about a member function.
func (w *Microsoft) member(f abi.Function, e *ast.Node) {
	if f.Row().Owner == 0 {
		return
	}
	e.Access = msAccess(f.Row().Access)
	switch {
	case f.Has(abi.FuncStatic):
		e.Flags |= ast.Static
		return
	case f.Has(abi.FuncVirtual):
		e.Flags |= ast.Virtual
	}
	e.Elem.Quals = funcQuals(f) | w.ptr64
}

func msAccess(a abi.Access) ast.Access {
	switch a {
	case abi.Private:
		return ast.Private
	case abi.Protected:
		return ast.Protected
	}
	return ast.Public
}

// witnessed asks the function's Itanium symbol for what debug info lacks:
// whether a function type is noexcept, and how many template arguments there
// are (g++ leaves out parameters without a name).
func (w *Microsoft) witnessed(f abi.Function, d Doubt) Doubt {
	if f.Has(abi.FuncTemplate) {
		d |= ArgumentsMissing
	}
	if d&(NoexceptType|ArgumentsMissing|FunctionQualifiers) == 0 {
		return d
	}
	symbol := f.LinkageName()
	if !strings.HasPrefix(symbol, "_Z") {
		for _, s := range f.Symbols() {
			if s.Variant != abi.VariantClone && strings.HasPrefix(s.Name, "_Z") {
				symbol = s.Name
				break
			}
		}
	}
	sym, err := w.reader.Parse(symbol)
	if err != nil || sym.Root.Kind != ast.Encoding || sym.Root.Scope == nil {
		return d
	}
	if !mentions(sym.Root, func(n *ast.Node) bool { return n.Kind == ast.Function && n.Flags&ast.Noexcept != 0 }) {
		d &^= NoexceptType
	}
	if fn := sym.Root.Elem; fn != nil {
		parts := &ast.Node{Scope: sym.Root.Scope, Elem: fn.Elem, Kids: fn.Kids} // without the function's own qualifiers
		if !mentions(parts, hasLostQualifiers) {
			d &^= FunctionQualifiers
		}
	}
	if n := sym.Root.Scope; f.Has(abi.FuncTemplate) && n.Kind == ast.Template {
		kids, _ := w.args(f.Args())
		if len(flat(n.Kids)) == len(flat(kids)) && (sym.Root.Elem == nil || !open(plain(orVoid(sym.Root.Elem.Elem))) || orVoid(sym.Root.Elem.Elem).Kind != ast.Builtin) {
			d &^= ArgumentsMissing
		}
	}
	return d
}

// hasLostQualifiers reports a function type with qualifiers that debug
// information does not have.
func hasLostQualifiers(n *ast.Node) bool {
	if n.Kind == ast.Function {
		return n.Quals&(ast.RefL|ast.RefR) != 0
	}
	for _, k := range n.Kids {
		if k.Kind == ast.Function && k.Quals != 0 {
			return true
		}
	}
	return false
}
