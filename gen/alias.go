package gen

import (
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// emitAliases writes the typedefs at namespace scope that bound items use.
func (g *generator) emitAliases() {
	type alias struct {
		mod   *module
		name  string
		path  string
		text  string
		other string // another type that the same name has
	}
	var list []*alias
	byPath, taken := map[string]*alias{}, map[string]bool{}
	for id := abi.TypeID(1); int(id) < g.m.NumTypes(); id++ {
		t := g.m.Type(id)
		if !g.reached[id] || t.Kind() != abi.KindTypedef || t.Name() == "" || g.names.typedef[t.Elem().ID()] == t.Name() && t.Elem().Name() == "" ||
			hits(g.f.blockType, t) {
			continue
		}
		mods, prefix := g.names.modulesOf(t.Scope())
		name := rs.Ident(t.Name())
		mod := g.root.at(mods)
		if prefix != "" || len(name) > maxName {
			continue
		}
		sp := g.spell(t.Elem(), len(mods), 0)
		if sp.reason != "" || sp.text == name {
			continue
		}
		path := strings.Join(append(slices.Clone(mods), name), "::")
		if mod.used[name] {
			// C has tags and typedefs apart: "typedef struct S *S" (C17 §6.2.3).
			if told := path + " " + sp.text; !taken[told] {
				taken[told] = true
				g.skip(Skip{Kind: "alias", Name: path, Reason: "name-taken", Why: "it stands for " + sp.text + ", and another item has the name"})
			}
			continue
		}
		if a := byPath[path]; a == nil {
			byPath[path] = &alias{mod, name, path, sp.text, ""}
			list = append(list, byPath[path])
		} else if a.text != sp.text && a.other == "" {
			a.other = sp.text
		}
	}
	slices.SortFunc(list, func(a, b *alias) int { return strings.Compare(a.path, b.path) })
	for _, a := range list {
		if a.other != "" {
			g.skip(Skip{Kind: "alias", Name: a.path, Reason: "several-types", Why: "it stands for " + a.text + " and for " + a.other + ": units disagree, or it is an alias template"})
			continue
		}
		a.mod.used[a.name] = true
		a.mod.items = append(a.mod.items, rs.Alias{Name: a.name, Type: a.text})
		g.out.count("aliases")
	}
}
