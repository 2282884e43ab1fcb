package abi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// mergedVar is a variable of the result.
type mergedVar struct {
	id     VarID
	row    VarRow
	args   []ArgRow
	brief  uint32
	models []int
	size   uint64 // of its type, in bytes
}

// joinVariables joins the variables of all models: by class, mangled name or
// scope, and name. Internal variables stay apart.
func (g *merger) joinVariables() {
	linked, plain := map[linkKey]*mergedVar{}, map[plainKey]*mergedVar{}
	for mi, m := range g.models {
		for id := 1; id < len(m.vars); id++ {
			v := g.variable(mi, VarID(id))
			internal := v.row.Owner == 0 && v.row.Flags&VarExternal == 0
			pk := plainKey{v.row.Owner, v.row.Scope, v.row.Name}
			if v.row.Owner != 0 {
				pk.scope = 0
			}
			lk := linkKey{v.row.Owner, v.row.Linkage}
			var into *mergedVar
			if !internal && v.row.Linkage != 0 {
				into = linked[lk]
			}
			if c := plain[pk]; into == nil && !internal && c != nil && (c.row.Linkage == 0 || v.row.Linkage == 0) {
				into = c
			}
			if into == nil {
				into = v
				v.id = g.b.NewVar()
				g.varRow = append(g.varRow, v)
			} else {
				g.uniteVar(into, v)
			}
			if !internal {
				if v.row.Linkage != 0 {
					linked[lk] = into
				}
				if plain[pk] == nil {
					plain[pk] = into
				}
			}
			g.vars[mi][id] = into.id
		}
	}
	for _, v := range g.varRow {
		g.finishVariable(v)
	}
}

func (g *merger) variable(mi int, id VarID) *mergedVar {
	m := g.models[mi]
	r := m.vars[id]
	v := &mergedVar{row: r, args: g.args(mi, slice(m.args, r.Args)), brief: g.brief.typ(g.to(mi, r.Type)), models: []int{mi}}
	size, _ := m.Type(r.Type).Strip().Size()
	v.size = uint64(size)
	v.row.Name, v.row.Linkage, v.row.Value.Text = g.str(mi, r.Name), g.str(mi, r.Linkage), g.str(mi, r.Value.Text)
	v.row.Scope, v.row.Owner, v.row.Type, v.row.Symbol = g.scope(mi, r.Scope, 0), g.typ(mi, r.Owner), g.typ(mi, r.Type), g.sym(mi, r.Symbol)
	v.row.Origin = g.origin(mi, r.Origin)
	return v
}

// uniteVar adds what v says. A definition knows the bound of an array, and
// counts where a declaration of a C variable says another type.
func (g *merger) uniteVar(into, v *mergedVar) {
	r, f := &into.row, &v.row
	declared := r.Flags&VarDeclaration != 0
	defines := f.Flags&VarDeclaration == 0
	if into.brief != v.brief {
		bound := r.Type != 0 && f.Type != 0 && g.arrayOf(r.Type) && g.arrayOf(f.Type)
		if !bound {
			name := g.b.Text(r.Name)
			g.issues = append(g.issues, Issue{Code: "odr", Severity: Warning, Entity: name, Message: name + " is declared with different types"})
		}
		if declared && defines {
			r.Type, into.brief = f.Type, v.brief
		}
	}
	if defines {
		r.Flags &^= VarDeclaration
	}
	r.Flags |= f.Flags & (VarThreadLocal | VarInline | VarConstexpr)
	if r.Linkage == 0 {
		r.Linkage = f.Linkage
	}
	switch {
	case (r.Flags|f.Flags)&VarSeveral != 0:
		r.Flags, r.Value = r.Flags|VarSeveral, Const{}
	case f.Value.Kind == ConstNone:
	case r.Value.Kind == ConstNone:
		r.Value = f.Value
	case !r.Value.Same(f.Value, v.size):
		r.Flags, r.Value = r.Flags|VarSeveral, Const{}
	}
	r.Align = max(r.Align, f.Align)
	if r.Symbol == 0 || f.Symbol != 0 && g.undefined(r.Symbol) && !g.undefined(f.Symbol) {
		r.Symbol = f.Symbol
	}
	for _, mi := range v.models {
		if !slices.Contains(into.models, mi) {
			into.models = append(into.models, mi)
		}
	}
}

// arrayOf reports whether a type of the result is an array.
func (g *merger) arrayOf(id TypeID) bool { return g.node(g.rep[id]).Kind == KindArray }

func (g *merger) undefined(id SymID) bool { return g.b.m.symbols[id].Flags&SymUndefined != 0 }

func (g *merger) finishVariable(v *mergedVar) {
	r := &v.row
	if r.Flags&(VarExternal|VarStaticMember) != 0 && (r.Owner == 0 || r.Linkage != 0) && (r.Symbol == 0 || g.undefined(r.Symbol)) {
		name := r.Linkage
		if name == 0 {
			name = r.Name
		}
		for _, id := range g.syms.elsewhere(g, name, v.models) {
			if k := g.b.m.symbols[id].Kind; k == SymFunc || k == SymIFunc {
				continue
			}
			if r.Symbol == 0 || g.undefined(r.Symbol) && !g.undefined(id) {
				r.Symbol = id
			}
		}
	}
	r.Flags &^= VarImported
	if r.Symbol != 0 {
		g.syms.claim(g, r.Symbol)
		if g.undefined(r.Symbol) {
			r.Flags |= VarImported
		}
	}
	g.b.SetVar(v.id, *r, v.args)
}

// joinMacros keeps the macros on which all models agree, as a load does with
// units, and joins aliases.
func (g *merger) joinMacros() {
	type def struct{ params, body StrID }
	seen, differs := map[StrID]def{}, map[StrID]bool{}
	var rows []MacroRow
	for mi, m := range g.models {
		for _, r := range m.macros {
			r.Name, r.Params, r.Body, r.Origin = g.str(mi, r.Name), g.str(mi, r.Params), g.str(mi, r.Body), g.origin(mi, r.Origin)
			d, ok := seen[r.Name]
			if !ok {
				seen[r.Name] = def{r.Params, r.Body}
				rows = append(rows, r)
			} else if d != (def{r.Params, r.Body}) && !differs[r.Name] {
				differs[r.Name] = true
				name := g.b.Text(r.Name)
				g.issues = append(g.issues, Issue{Code: "macro", Severity: Note, Entity: name, Message: "the macro " + name + " has several definitions and is left out"})
			}
		}
		for _, a := range m.aliases {
			g.b.AddAlias(g.alias(mi, a))
		}
	}
	for _, r := range rows {
		if !differs[r.Name] {
			g.b.AddMacro(r)
		}
	}
}

func (g *merger) alias(mi int, a AliasRow) AliasRow {
	m := g.models[mi]
	a.Scope, a.Name, a.Origin = g.scope(mi, a.Scope, 0), g.str(mi, a.Name), g.origin(mi, a.Origin)
	switch n := int(a.Target); a.Kind {
	case AliasNamespace, AliasDirective:
		if n < len(m.scopes) {
			a.Target = uint32(g.scope(mi, ScopeID(n), 0))
		}
	case AliasType:
		if n < len(m.nodes) {
			a.Target = uint32(g.typ(mi, TypeID(n)))
		}
	case AliasFunction:
		if n < len(m.funcs) {
			a.Target = uint32(g.funcs[mi][n])
		}
	case AliasVariable:
		if n < len(m.vars) {
			a.Target = uint32(g.vars[mi][n])
		}
	}
	return a
}

// joinIssues keeps the models' issues and reports the names that have more
// shapes together than in any one model.
func (g *merger) joinIssues() {
	fresh := map[string]bool{}
	for _, k := range g.manyShaped() {
		s := g.shapes[k]
		a, b := s.first[0], s.first[1]
		mi, id := g.model(a)
		name := g.models[mi].Type(id).QualifiedName()
		fresh[name] = true
		g.issues = append(g.issues, Issue{Code: "odr", Severity: Warning, Entity: name, File: g.image(a),
			Message: fmt.Sprintf("%s has %d different shapes: %s and %s: %s", name, len(s.classes), g.place(a), g.place(b), g.difference(a, b))})
	}
	type same struct{ code, entity, message, file string }
	seen := map[same]int{}
	for mi, m := range g.models {
		for _, i := range m.issues {
			if i.Code == "odr" && fresh[i.Entity] {
				continue
			}
			k := same{i.Code, i.Entity, i.Message, i.File}
			if first, ok := seen[k]; ok && first != mi && i.Code == "odr" {
				continue
			}
			seen[k] = mi
			g.issues = append(g.issues, i)
		}
	}
	slices.SortStableFunc(g.issues, func(a, b Issue) int {
		return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Entity, b.Entity))
	})
	for _, i := range g.issues {
		g.b.AddIssue(i)
	}
}

// manyShaped lists the keys of names whose shapes come from several models, in
// order of their first definitions.
func (g *merger) manyShaped() []uint32 {
	var keys []uint32
	for k, s := range g.shapes {
		if len(s.classes) > 1 && !g.inOneModel(s) && !g.inOneUnit(s) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b uint32) int { return cmp.Compare(g.shapes[a].first[0], g.shapes[b].first[0]) })
	return keys
}

// inOneModel reports whether one model has seen all shapes of a name, and
// reported them.
func (g *merger) inOneModel(s *nameShapes) bool {
	for _, i := range s.first {
		if g.owner[i] != g.owner[s.first[0]] {
			return false
		}
	}
	return true
}

// inOneUnit reports whether a unit has two shapes of a name. No unit defines a
// type twice: it is the name of several types, as of classes of two blocks of a
// function.
func (g *merger) inOneUnit(s *nameShapes) bool {
	type unit struct {
		model int
		unit  UnitID
	}
	seen := map[unit]bool{}
	for _, i := range s.first {
		mi, id := g.model(i)
		u := unit{mi, g.models[mi].typeOrigin[id].Unit}
		if u.unit != 0 && seen[u] {
			return true
		}
		seen[u] = true
	}
	return false
}

// place says where a definition was found.
func (g *merger) place(i uint32) string {
	mi, id := g.model(i)
	m := g.models[mi]
	o := m.typeOrigin[id]
	at := m.OriginText(o)
	if int(o.Unit) < len(m.units) && o.Unit != 0 {
		unit := "unit " + m.Str(m.units[o.Unit].Name)
		if at == "" {
			return unit
		}
		return at + " (" + unit + ")"
	}
	if at != "" {
		return at
	}
	return "model " + itoa(uint64(mi)+1)
}

// image is the built file whose debug information has a definition, "" if the
// model does not say.
func (g *merger) image(i uint32) string {
	mi, id := g.model(i)
	m := g.models[mi]
	if u := m.typeOrigin[id].Unit; int(u) < len(m.units) {
		return m.Str(m.units[u].Image)
	}
	return ""
}

// difference says where two definitions of one name part.
func (g *merger) difference(a, b uint32) string {
	ma, ia := g.model(a)
	mb, ib := g.model(b)
	x, y := g.models[ma].Type(ia), g.models[mb].Type(ib)
	if p, q := x.node().Size, y.node().Size; p != q {
		return fmt.Sprintf("sizes %d and %d", p, q)
	}
	f, h := x.spelledMembers(), y.spelledMembers()
	for k := 0; k < len(f) || k < len(h); k++ {
		p, q := "nothing", "nothing"
		if k < len(f) {
			p = f[k]
		}
		if k < len(h) {
			q = h[k]
		}
		if p != q {
			return "member " + p + " against " + q
		}
	}
	return "a type that they reach differs"
}

// spelledMembers lists the fields or enumerators of a type.
func (t Type) spelledMembers() (out []string) {
	for _, e := range t.Enumerators() {
		out = append(out, fmt.Sprintf("%s=%d", e.Name, e.Value))
	}
	for _, f := range t.Fields() {
		out = append(out, fmt.Sprintf("%s at bit %d", f.Type.Declare(f.Name), f.Offset))
	}
	return out
}
