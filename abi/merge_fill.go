package abi

import "slices"

// units appends the compilation units of all models.
func (g *merger) units() {
	for mi, m := range g.models {
		g.unitAt = append(g.unitAt, uint32(len(g.b.m.units)-1))
		for _, u := range m.units[1:] {
			u.Name, u.Dir, u.Producer, u.Image = g.str(mi, u.Name), g.str(mi, u.Dir), g.str(mi, u.Producer), g.str(mi, u.Image)
			g.b.AddUnit(u)
		}
	}
}

func (g *merger) unit(mi int, id UnitID) UnitID {
	if id == 0 {
		return 0
	}
	return UnitID(g.unitAt[mi]) + id
}

func (g *merger) origin(mi int, o Origin) Origin {
	o.Unit, o.File = g.unit(mi, o.Unit), g.str(mi, o.File)
	return o
}

// typ is the new id of a type of a model.
func (g *merger) typ(mi int, id TypeID) TypeID {
	if id == 0 {
		return 0
	}
	return g.out[g.at[mi]+uint32(id)]
}

func (g *merger) typs(mi int, ids []TypeID) []TypeID {
	out := make([]TypeID, len(ids))
	for i, id := range ids {
		out[i] = g.typ(mi, id)
	}
	return out
}

// scope is the new id of a scope. Namespaces are one by name, and inline if
// any model says so: an extension need not repeat it.
func (g *merger) scope(mi int, s ScopeID, depth int) ScopeID {
	if s == 0 || depth > maxScopeDepth {
		return 0
	}
	if id := g.outScopes[mi][s]; id != 0 {
		return id - 1
	}
	r := g.models[mi].scopes[s]
	row := ScopeRow{Kind: r.Kind, Parent: g.scope(mi, r.Parent, depth+1), Name: g.str(mi, r.Name), Type: g.typ(mi, r.Type), Unit: g.unit(mi, r.Unit)}
	key := g.scopes[mi][s]
	var id ScopeID
	known := false
	switch r.Kind {
	case ScopeNamespace, ScopeInlineNamespace, ScopeGlobal:
		if g.inline[key] {
			row.Kind = ScopeInlineNamespace
		}
		if id, known = g.namespaces[key]; !known {
			id = g.b.AddScope(row)
			g.namespaces[key] = id
		}
	case ScopeRecord, ScopeEnum:
		k := typeScope{row.Parent, r.Kind, row.Type}
		if row.Type != 0 {
			// The scope of a type that several descriptions make is one.
			k.parent = 0
		}
		if id, known = g.typeScopes[k]; !known || row.Type == 0 {
			id = g.b.AddScope(row)
			g.typeScopes[k] = id
		}
	default:
		id = g.b.AddScope(row)
	}
	if r.Func != 0 {
		g.withFunc = append(g.withFunc, scopeFunc{id, mi, r.Func})
	}
	g.outScopes[mi][s] = id + 1
	return id
}

// fillScopes sets the functions of scopes, and keeps scopes that nothing uses.
func (g *merger) fillScopes() {
	for mi, m := range g.models {
		for s := 1; s < len(m.scopes); s++ {
			g.scope(mi, ScopeID(s), 0)
		}
	}
	for _, f := range g.withFunc {
		row := g.b.m.scopes[f.id]
		row.Func = g.funcs[f.model][f.fn]
		g.b.SetScope(f.id, row)
	}
}

// fillTypes writes the rows of all types.
func (g *merger) fillTypes() {
	for id := TypeID(1); int(id) < len(g.rep); id++ {
		mi, old := g.model(g.rep[id])
		m := g.models[mi]
		n, o := m.nodes[old], g.origin(mi, m.typeOrigin[old])
		n.Name, n.Scope, n.Elem = g.str(mi, n.Name), g.scope(mi, n.Scope, 0), g.typ(mi, n.Elem)
		t := m.Type(old)
		switch {
		case n.Kind.IsRecord():
			g.b.SetRecord(id, n, o, g.record(id, mi, t))
		case n.Kind == KindEnum:
			rows := slices.Clone(slice(m.values, m.enums[n.Side].Values))
			for i := range rows {
				rows[i].Name = g.str(mi, rows[i].Name)
			}
			g.b.SetEnum(id, n, o, rows)
		case n.Kind == KindFunc:
			s := m.sigs[n.Side]
			g.b.SetFunc(id, n, o, g.typs(mi, slice(m.sigParams, s.Params)), g.typ(mi, s.This), s.CC)
		case n.Kind == KindMemberPointer:
			n.Side = uint32(g.typ(mi, TypeID(n.Side)))
			g.b.SetType(id, n, o)
		default:
			g.b.SetType(id, n, o)
		}
	}
}

// record maps a record's side data; further definitions add the members that
// only they use.
func (g *merger) record(id TypeID, mi int, t Type) Record {
	m, r := t.m, t.record()
	out := Record{VHolder: g.typ(mi, r.VHolder), VptrOff: r.VptrOff, Args: g.args(mi, slice(m.args, r.Args))}
	out.Fields = slices.Clone(slice(m.fields, r.Fields))
	for i := range out.Fields {
		f := &out.Fields[i]
		f.Name, f.Type, f.Default = g.str(mi, f.Name), g.typ(mi, f.Type), g.str(mi, f.Default)
	}
	out.Bases = slices.Clone(slice(m.bases, r.Bases))
	for i := range out.Bases {
		out.Bases[i].Type = g.typ(mi, out.Bases[i].Type)
	}
	funcs, vars := map[FuncID]bool{}, map[VarID]bool{}
	take := func(mi int, t Type) {
		for _, f := range t.MethodIDs() {
			if f = g.funcs[mi][f]; !funcs[f] {
				funcs[f] = true
				out.Methods = append(out.Methods, f)
			}
		}
		for _, v := range t.StaticIDs() {
			if v = g.vars[mi][v]; !vars[v] {
				vars[v] = true
				out.Statics = append(out.Statics, v)
			}
		}
	}
	take(mi, t)
	for _, i := range g.more[id] {
		mi, old := g.model(i)
		take(mi, g.models[mi].Type(old))
	}
	return out
}

// args maps template arguments and the members of packs.
func (g *merger) args(mi int, rows []ArgRow) []ArgRow {
	if len(rows) == 0 {
		return nil
	}
	out := slices.Clone(rows)
	for i := range out {
		a := &out[i]
		g.arg(mi, a)
		if pack := slice(g.models[mi].args, a.Pack); len(pack) > 0 {
			pack = slices.Clone(pack)
			for j := range pack {
				g.arg(mi, &pack[j])
				pack[j].Pack = Range{}
			}
			a.Pack = g.b.Pack(pack)
		}
	}
	return out
}

func (g *merger) arg(mi int, a *ArgRow) {
	a.Name, a.Type, a.Text, a.Value.Text = g.str(mi, a.Name), g.typ(mi, a.Type), g.str(mi, a.Text), g.str(mi, a.Value.Text)
}
