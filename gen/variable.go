package gen

import (
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// variable is a variable that will be bound.
type variable struct {
	v        abi.Variable
	symbol   string
	imported bool // see importedOnly
}

func (g *generator) chooseVariables() {
	bound := map[string]int{} // places in g.vars
	var without []Skip        // variables without a symbol
	for v := range g.m.Vars {
		name := v.QualifiedName()
		if v.Name() == "" || !g.wantsVariable(v) {
			continue
		}
		s, skip := v.Symbol(), Skip{Kind: "variable", Name: name}
		off, withheld := g.withheld.variable(v.ID())
		linked := g.linkedVariable(s)
		f, isFixed := fixedValue(v)
		switch {
		case withheld:
			skip.Reason, skip.Why, skip.Remedy = off.Reason, off.Why, off.Remedy
		case isFixed && !linked:
			g.fixed = append(g.fixed, f)
			continue
		case v.Has(abi.VarSeveral) && !linked:
			skip.Reason, skip.Why = "several-values", "units disagree about its value, or it is several instances of a template"
		case s.ID == 0:
			skip.Reason, skip.Why = "no-symbol", "the object has no symbol for it"
			without = append(without, skip)
			continue
		case v.Has(abi.VarThreadLocal):
			skip.Reason, skip.Why = "thread-local", "stable Rust has no extern thread-local statics"
			skip.Remedy = "export a function that returns its address"
		case s.Row.Flags&abi.SymUndefined != 0:
			skip.Reason, skip.Why = "imported", "the variable is used here and defined elsewhere"
		case !linked:
			skip.Reason, skip.Why = "hidden-symbol", "its symbol can't be linked to"
		default:
			if sp := g.spell(v.Type(), 1, 0); sp.reason != "" {
				skip.Reason, skip.Why = sp.reason, sp.why
				break
			}
			if i, ok := bound[s.Name]; !ok {
				bound[s.Name] = len(g.vars)
				g.vars = append(g.vars, variable{v: v, symbol: s.Name})
			} else if nearness(v, s.Name) > nearness(g.vars[i].v, s.Name) {
				g.vars[i].v = v
			}
			continue
		}
		g.skip(skip)
	}
	for _, skip := range without {
		if _, ok := bound[skip.Name]; !ok {
			g.skip(skip)
		}
	}
	sort.SliceStable(g.vars, func(i, j int) bool { return g.vars[i].symbol < g.vars[j].symbol })
}

// nearness ranks the descriptions of one symbol: the one that has its name tells
// best what it is.
func nearness(v abi.Variable, symbol string) int {
	switch symbol {
	case v.Name():
		return 2
	case v.LinkageName():
		return 1
	}
	return 0
}

// ownName is what a variable is called in its module: one of C has the name of
// its symbol, whatever it was defined under.
func (v variable) ownName() string {
	if v.v.Owner().IsNone() && !mangled(v.symbol) && !mangled(v.v.LinkageName()) && !v.v.Has(abi.VarTemplate) {
		return strings.TrimPrefix(v.symbol, abi.Verbatim)
	}
	return v.v.Name()
}

// wantsVariable reports whether a variable, or the class of a static data
// member, is asked for.
func (g *generator) wantsVariable(v abi.Variable) bool {
	file := g.m.Str(v.Origin().File)
	if sym := (variable{v: v, symbol: v.Symbol().Name}); sym.symbol != "" && sym.ownName() != v.Name() {
		if hits(g.f.blockVar, v) || hit(g.f.blockVar, sym.symbol) {
			return false
		} else if g.f.wants(g.f.allowVar, g.f.blockVar, sym.symbol, file) {
			return true
		}
	}
	return g.f.wantsEntity(g.f.allowVar, g.f.blockVar, v, file) || g.classWanted(v.Owner(), file) && !hits(g.f.blockVar, v)
}

// linkedVariable reports whether a static can bind to a symbol.
func (g *generator) linkedVariable(s abi.Symbol) bool {
	r := s.Row
	return s.ID != 0 && r.Linkable(g.exports[r.Image]) && (s.Version == "" || r.Flags&abi.SymDefaultVersion != 0)
}

// emitVariables declares variables as statics in ffi.
func (g *generator) emitVariables() {
	if len(g.vars) == 0 {
		return
	}
	ffi := g.root.at([]string{"ffi"})
	var names [][]string
	for i := range g.vars {
		v := &g.vars[i]
		mods, prefix := g.names.modulesOf(v.v.Row().Scope)
		if p, ok := g.places[v.v.Owner().ID()]; ok && !v.v.Owner().IsNone() {
			mods, prefix = p.mods, p.name+"_"
		}
		base := strings.Join(append(append([]string(nil), mods...), prefix+rs.Ident(v.ownName())), "_")
		if v.imported = g.importedOnly(v.v.Symbol()); v.imported {
			base += "_address"
		}
		names = append(names, []string{base, base + "_static", base + "_" + shortHash(v.symbol)})
	}
	taken := map[string]bool{}
	for _, fn := range g.funcs {
		taken[fn.name] = true
	}
	ext := rs.Extern{Unsafe: g.f.minor >= 82, ABI: "C"}
	for i, name := range settle(names) {
		if taken[name] {
			name = names[i][2]
		}
		v := g.vars[i]
		sp := g.spell(v.v.Type(), 1, 0)
		if sp.reason != "" {
			continue
		}
		var it HeaderItem
		if g.headers != nil {
			it = g.headers.Variables[v.symbol]
		}
		if v.imported {
			ext.Items = append(ext.Items, g.importedVariable(v, name, sp.text, it))
			g.out.count("variables")
			continue
		}
		ext.Items = append(ext.Items, rs.Static{Doc: addDoc(g.variableDoc(v.v), it), Attrs: deprecated(g.linkName(v.symbol, name), it), Mut: !readOnly(v.v.Type()), Name: name, Type: sp.text})
		g.out.count("variables")
	}
	ffi.items = append(ffi.items, ext)
}

// importedOnly reports a variable that a DLL exports: the import library has
// no symbol of its name, only that of the entry in the import table which holds
// its address, __imp_NAME (PE Format, "Import Address Table"). MinGW's linkers
// put that in the place of NAME, Microsoft's and lld do not.
func (g *generator) importedOnly(s abi.Symbol) bool {
	return g.m.Target().Microsoft() && s.Row.Flags&abi.SymExported != 0
}

// importedVariable declares the entry of the import table.
func (g *generator) importedVariable(v variable, name, typ string, it HeaderItem) rs.Item {
	pointer := "*mut "
	if readOnly(v.v.Type()) {
		pointer = "*const "
	}
	doc := addDoc(g.variableDoc(v.v)+": where it is in the DLL", it)
	return rs.Static{Doc: doc, Attrs: deprecated([]string{`link_name = "\u{1}__imp_` + rs.Str(g.decorated(v.symbol))[1:]}, it), Name: name, Type: pointer + typ}
}

func (g *generator) variableDoc(v abi.Variable) string {
	doc := "`" + v.Type().Declare(v.QualifiedName()) + "`"
	if o := g.m.OriginText(v.Origin()); o != "" {
		doc += ", " + o
	}
	return doc
}

// readOnly reports whether a variable becomes a static without mut: C++ says
// const, and the Rust type may be shared between threads, as such statics
// must (numbers and arrays of them).
func readOnly(t abi.Type) bool {
	constant := constElement(t)
	t = t.Strip()
	for n := 0; n < maxNesting && t.Kind() == abi.KindArray; n++ {
		t = t.Elem().Strip()
	}
	return constant && (t.Kind() == abi.KindBase || t.Kind() == abi.KindEnum)
}
