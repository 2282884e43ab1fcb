package abi

import "slices"

// mergedFunc is a function of the result.
type mergedFunc struct {
	id     FuncID
	row    FuncRow
	params []ParamRow
	args   []ArgRow
	syms   []FuncSymbol
	sig    string // parameter, result and argument types under the final classes
	result uint32 // of sig
	from   int    // model of the description that stays
	models []int  // that describe it, ascending
}

// funcKeys finds a function by what identifies it. Owner 0 is for functions
// outside of classes.
type funcKeys struct {
	linked map[linkKey][]*mergedFunc // by mangled name
	plain  map[plainKey][]*mergedFunc
}

type linkKey struct {
	owner TypeID
	name  StrID
}

type plainKey struct {
	owner TypeID
	scope ScopeID
	name  StrID
}

// joinFunctions joins the functions of all models: by mangled name, else by
// class or scope, name and types. Internal functions stay apart.
func (g *merger) joinFunctions() {
	keys := funcKeys{map[linkKey][]*mergedFunc{}, map[plainKey][]*mergedFunc{}}
	for mi, m := range g.models {
		for id := 1; id < len(m.funcs); id++ {
			f := g.function(mi, FuncID(id))
			into := keys.find(g, f)
			if into == nil {
				f.id = g.b.NewFunc()
				g.merged = append(g.merged, f)
				into = f
			} else {
				g.unite(into, f)
			}
			keys.add(g, into, f)
			g.funcs[mi][id] = into.id
		}
	}
	for _, f := range g.merged {
		g.finishFunction(f)
	}
}

// function maps one function of a model.
func (g *merger) function(mi int, id FuncID) *mergedFunc {
	m := g.models[mi]
	r := m.funcs[id]
	f := &mergedFunc{row: r, from: mi, models: []int{mi}, sig: g.signature(mi, r), result: g.brief.typ(g.to(mi, r.Result))}
	f.row.Name, f.row.Linkage, f.row.Scope = g.str(mi, r.Name), g.str(mi, r.Linkage), g.scope(mi, r.Scope, 0)
	f.row.Owner, f.row.This, f.row.Result, f.row.VTable = g.typ(mi, r.Owner), g.typ(mi, r.This), g.typ(mi, r.Result), g.typ(mi, r.VTable)
	f.row.Origin = g.origin(mi, r.Origin)
	f.params = slices.Clone(slice(m.params, r.Params))
	for i := range f.params {
		p := &f.params[i]
		p.Name, p.Type, p.Default = g.str(mi, p.Name), g.typ(mi, p.Type), g.str(mi, p.Default)
	}
	f.args = g.args(mi, slice(m.args, r.Args))
	f.syms = slices.Clone(slice(m.funcSyms, r.Symbols))
	for i := range f.syms {
		f.syms[i].Sym = g.sym(mi, f.syms[i].Sym)
	}
	return f
}

// signature spells what tells overloads apart, without typedefs.
func (g *merger) signature(mi int, r FuncRow) string {
	m := g.models[mi]
	brief := func(id TypeID) uint32 { return g.brief.typ(g.to(mi, id)) }
	b := num32(nil, uint32(r.Flags&(FuncVariadic|FuncRefL|FuncRefR)))
	b = num32(num32(b, brief(r.This)), brief(r.Result))
	for _, p := range slice(m.params, r.Params) {
		if p.Flags&ParamArtificial == 0 {
			b = num32(append(b, 'p'), brief(p.Type))
		}
	}
	for _, a := range slice(m.args, r.Args) {
		b = g.argKey(b, mi, a)
		for _, p := range slice(m.args, a.Pack) {
			b = g.argKey(append(b, '<'), mi, p)
		}
	}
	return string(b)
}

func (g *merger) argKey(b []byte, mi int, a ArgRow) []byte {
	m := g.models[mi]
	b = num32(append(b, 'a', byte(a.Kind), byte(a.Value.Kind)), g.brief.typ(g.to(mi, a.Type)))
	return text(text(num64(b, a.Value.Bits), m.Str(a.Value.Text)), m.Str(a.Text))
}

// internal reports whether a function belongs to its unit alone.
func (f *mergedFunc) internal() bool { return f.row.Owner == 0 && f.row.Flags&FuncExternal == 0 }

// cNamed reports whether a function's symbol is its name: overloads of it
// don't exist, and its parameters are not part of what it is called.
func (f *mergedFunc) cNamed() bool {
	return f.row.Owner == 0 && f.row.Linkage == 0 && (f.row.Scope == 0 || f.row.Flags&FuncExternC != 0)
}

// unprototyped reports whether a C declaration says nothing of its parameters.
func (f *mergedFunc) unprototyped() bool {
	return f.cNamed() && len(f.params) == 0 && f.row.Flags&FuncUnprototyped != 0
}

func (f *mergedFunc) declared() bool { return f.row.Flags&FuncDeclaration != 0 }

func (f *mergedFunc) plainKey() plainKey {
	k := plainKey{f.row.Owner, f.row.Scope, f.row.Name}
	if f.row.Owner != 0 {
		k.scope = 0
	}
	return k
}

// find looks for the function that f describes too.
func (k funcKeys) find(g *merger, f *mergedFunc) *mergedFunc {
	if f.internal() {
		return nil
	}
	if f.row.Linkage != 0 {
		for _, c := range k.linked[linkKey{f.row.Owner, g.linkName(f)}] {
			if c.result != f.result && (c.row.Flags|f.row.Flags)&FuncParamsLost == 0 {
				g.differs(c, f, "a mangled name does not say which result it means")
			}
			return c
		}
	}
	for _, c := range k.plain[f.plainKey()] {
		if c.row.Linkage != 0 && f.row.Linkage != 0 {
			continue // both mangled names are known, and differ
		}
		if c.sig == f.sig || c.unprototyped() || f.unprototyped() {
			return c
		}
		if f.cNamed() && c.cNamed() && (c.declared() || f.declared()) {
			// One symbol, declared in two ways: the definition knows.
			if c.declared() == f.declared() {
				g.differs(c, f, "the declarations differ and nothing here defines it")
				continue
			}
			g.differs(c, f, "the definition counts")
			return c
		}
	}
	return nil
}

func (k funcKeys) add(g *merger, into, f *mergedFunc) {
	if f.internal() {
		return
	}
	if f.row.Linkage != 0 {
		key := linkKey{f.row.Owner, g.linkName(f)}
		if len(k.linked[key]) == 0 {
			k.linked[key] = append(k.linked[key], into)
		}
	}
	if key := into.plainKey(); into == f || !slices.Contains(k.plain[key], into) {
		k.plain[key] = append(k.plain[key], into)
	}
}

// linkName is a mangled name in which all variants of a constructor or
// destructor are one: gcc states C4, clang none or C2.
func (g *merger) linkName(f *mergedFunc) StrID {
	if f.row.Flags&(FuncConstructor|FuncDestructor) == 0 {
		return f.row.Linkage
	}
	n := g.b.Text(f.row.Linkage)
	if i := structorAt(n, structorLetter(f.row.Flags)); i >= 0 {
		return g.b.Str(n[:i+1] + "4" + n[i+2:])
	}
	return f.row.Linkage
}

// unite adds what f says to a function that an earlier model describes.
func (g *merger) unite(into, f *mergedFunc) {
	lost := into.row.Flags&FuncParamsLost != 0 && f.row.Flags&FuncParamsLost == 0
	wrong := into.sig != f.sig && into.declared() && !f.declared() && (into.cNamed() || into.row.Linkage != 0 && into.row.Linkage == f.row.Linkage) || into.unprototyped() && !f.unprototyped()
	if lost || wrong {
		// The other description is the true one.
		syms, models, id, was := into.syms, into.models, into.id, into.row
		old := *into
		*into = *f
		into.id, into.syms, into.models = id, append(syms, f.syms...), models
		f = &old
		f.syms = nil
		f.row = was
	}
	r := &into.row
	const facts = FuncInline | FuncDefaultedOut | FuncABIChanged | FuncForeign
	r.Flags |= f.row.Flags & facts
	if !f.declared() {
		r.Flags &^= FuncDeclaration
		g.nameParams(into, f)
		if r.CC == CCDefault {
			r.CC = f.row.CC // what the declarations of other units don't state
		}
	}
	if r.Linkage == 0 {
		r.Linkage = f.row.Linkage
	}
	if r.VSlot < 0 {
		r.VSlot = f.row.VSlot
	}
	if r.ThisLoc.Kind == LocNone {
		r.ThisLoc = f.row.ThisLoc
	}
	if r.ResultLoc.Kind == LocNone {
		r.ResultLoc = f.row.ResultLoc
	}
	into.syms = append(into.syms, f.syms...)
	for _, mi := range f.models {
		if !slices.Contains(into.models, mi) {
			into.models = append(into.models, mi)
		}
	}
}

// nameParams takes names and locations of parameters from a definition.
func (g *merger) nameParams(into, f *mergedFunc) {
	if len(into.params) != len(f.params) || into.sig != f.sig {
		return
	}
	for i := range into.params {
		p, q := &into.params[i], &f.params[i]
		if p.Name == 0 {
			p.Name = q.Name
		}
		if p.Loc.Kind == LocNone {
			p.Loc = q.Loc
		}
		if p.Default == 0 {
			p.Default = q.Default
		}
	}
}

// differs reports two descriptions of one symbol that disagree.
func (g *merger) differs(a, b *mergedFunc, end string) {
	name := g.b.Text(a.row.Name)
	g.issues = append(g.issues, Issue{Code: "odr", Severity: Warning, Entity: name,
		Message: name + " is declared with different types in " + g.imageOf(a) + " and " + g.imageOf(b) + ": " + end})
}

func (g *merger) imageOf(f *mergedFunc) string {
	if u := f.row.Origin.Unit; u != 0 {
		return g.b.Text(g.b.m.units[u].Name)
	}
	return "model " + itoa(uint64(f.from)+1)
}

// finishFunction joins a function to the symbols of models that don't
// describe it and writes its row.
func (g *merger) finishFunction(f *mergedFunc) {
	if !f.internal() {
		f.syms = g.syms.join(g, f)
	}
	undefined := false
	for _, s := range f.syms {
		g.syms.claim(g, s.Sym)
		undefined = undefined || g.b.m.symbols[s.Sym].Flags&SymUndefined != 0
	}
	f.row.Flags &^= FuncImported
	if f.declared() && undefined {
		f.row.Flags |= FuncImported
	}
	g.b.SetFunction(f.id, f.row, f.params, f.args, f.syms)
}
