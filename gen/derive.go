package gen

import (
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// derives lists the traits that were asked for and that every field of a
// plain record has.
func (g *generator) derives(r rep) (traits []string) {
	for _, t := range []struct {
		name string
		on   bool
	}{{"Default", g.cfg.Default}, {"Hash", g.cfg.Hash}, {"PartialEq", g.cfg.PartialEq || g.cfg.Eq || g.cfg.PartialOrd || g.cfg.Ord},
		{"Eq", g.cfg.Eq || g.cfg.Ord}, {"PartialOrd", g.cfg.PartialOrd || g.cfg.Ord}, {"Ord", g.cfg.Ord}} {
		if t.on && g.derivable(r, t.name, 0) {
			traits = append(traits, t.name)
		}
	}
	return traits
}

func (g *generator) derivable(r rep, trait string, depth int) bool {
	if r.form != formPlain || r.union || depth > maxNesting {
		return false
	}
	return !slices.ContainsFunc(r.fields, func(f abi.Field) bool { return !g.fieldDerives(f.Type, trait, depth+1) })
}

// derived is a question about a class that has been answered.
type derived struct {
	t     abi.TypeID
	trait string
}

func (g *generator) fieldDerives(t abi.Type, trait string, depth int) bool {
	t = t.Strip()
	switch k := t.Kind(); {
	case k == abi.KindBase:
		float := t.Encoding() == abi.EncFloat
		return !float && !complexNumber(t) || trait == "Default" || trait == "PartialEq" || float && trait == "PartialOrd"
	case k == abi.KindPointer:
		return trait != "Default" && t.Elem().Strip().Kind() != abi.KindFunc
	case k == abi.KindEnum:
		return trait != "Default"
	case k == abi.KindArray:
		n, ok := t.Count()
		return ok && (trait != "Default" || n <= 32) && g.fieldDerives(t.Elem(), trait, depth+1)
	case k.IsRecord():
		key := derived{t.ID(), trait}
		yes, ok := g.derived[key]
		if !ok {
			yes = g.derivable(g.rep(t), trait, depth+1)
			g.derived[key] = yes
		}
		return yes
	}
	return false
}

// moduleLines are the raw lines that were asked for at the top of a module.
func (g *generator) moduleLines(path string) (lines rs.Lines) {
	for _, l := range g.cfg.ModuleRawLine {
		if mod, line, _ := strings.Cut(l, "="); mod == path {
			lines = append(lines, line)
		}
	}
	return lines
}
