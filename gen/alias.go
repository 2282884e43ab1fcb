package gen

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// emitAliases writes the typedefs at namespace scope that bound items use.
func (g *generator) emitAliases() {
	for id := abi.TypeID(1); int(id) < g.m.NumTypes(); id++ {
		t := g.m.Type(id)
		if !g.reached[id] || t.Kind() != abi.KindTypedef || t.Name() == "" || g.names.typedef[t.Elem().ID()] == t.Name() && t.Elem().Name() == "" ||
			hits(g.f.blockType, t) {
			continue
		}
		mods, prefix := g.names.modulesOf(t.Scope())
		name := rs.Ident(t.Name())
		mod := g.root.at(mods)
		if prefix != "" || mod.used[name] || len(name) > maxName {
			continue
		}
		if sp := g.spell(t.Elem(), len(mods), 0); sp.reason == "" && sp.text != name {
			mod.used[name] = true
			mod.items = append(mod.items, rs.Alias{Name: name, Type: sp.text})
			g.out.count("aliases")
		}
	}
}
