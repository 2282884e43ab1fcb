package gen

import (
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// emitConstants writes constant variables and macros that are literals.
func (g *generator) emitConstants() {
	for v := range g.m.Vars {
		c := v.Value()
		sp := g.spell(v.Type(), 0, 0)
		if (c.Kind != abi.ConstInt && c.Kind != abi.ConstUint) || sp.reason != "" || v.Symbol().ID != 0 || v.Name() == "" ||
			v.Type().Strip().Kind() != abi.KindBase || v.Row().Owner != 0 ||
			!g.f.wantsEntity(g.f.allowVar, g.f.blockVar, v, g.m.Str(v.Origin().File)) {
			continue
		}
		size, _ := v.Type().Size()
		lit := ""
		switch {
		case sp.text == "bool":
			lit = map[bool]string{true: "true", false: "false"}[c.Bits&1 == 1]
		case sp.text[0] == 'i' || sp.text[0] == 'u':
			lit = literal(c.Bits, size, sp.text[0] == 'i')
		default:
			continue
		}
		mods, prefix := g.names.modulesOf(v.Row().Scope)
		g.constant(mods, prefix+rs.Ident(v.Name()), sp.text, lit)
	}
	g.unnamedEnums()
	for _, r := range g.m.Macros() {
		name := g.m.Str(r.Name)
		if strings.HasSuffix(g.m.Str(r.Origin.File), "stdc-predef.h") {
			continue // read before every unit, whatever the library includes
		}
		if r.Params != 0 || !g.f.wants(g.f.allowVar, g.f.blockVar, name, g.m.Str(r.Origin.File)) {
			continue
		}
		if typ, lit, ok := macroLiteral(g.m.Str(r.Body)); ok {
			g.constant(nil, rs.Ident(name), typ, lit)
		} else {
			if g.headers.has(name) {
				continue
			}
			g.skip(Skip{Kind: "macro", Name: name, Reason: "macro-not-literal", Why: "its body is not one literal"})
		}
	}
	g.headerMacros()
	g.writeConstants()
}

// unnamedEnums writes the enumerators of enumerations without a name at
// namespace scope as constants.
func (g *generator) unnamedEnums() {
	for t := range g.m.Types {
		if t.Kind() != abi.KindEnum || t.Name() != "" || g.names.typedef[t.ID()] != "" {
			continue
		}
		size, ok := t.Size()
		base := enumBase(t)
		if !ok || size > 8 {
			continue
		}
		mods, prefix := g.names.modulesOf(t.Scope())
		for _, e := range t.Enumerators() {
			if q := strings.Join(append(slices.Clone(mods), e.Name), "::"); g.f.wants(g.f.allowVar, g.f.blockVar, q, g.m.Str(t.Origin().File)) {
				g.constant(mods, prefix+rs.Ident(e.Name), base, literal(e.Value, size, base[0] == 'i'))
			}
		}
	}
}

// constant is what one name stands for.
type constant struct {
	mods           []string
	name, typ, lit string
	other          string // another value that the same name has
}

// constant takes a value of a name in a module.
func (g *generator) constant(mods []string, name, typ, lit string) {
	key := strings.Join(append(slices.Clone(mods), name), "::")
	if i, ok := g.constantAt[key]; ok {
		if c := &g.constants[i]; c.lit != lit && c.other == "" {
			c.other = lit
		}
		return
	}
	if g.constantAt == nil {
		g.constantAt = map[string]int{}
	}
	g.constantAt[key] = len(g.constants)
	g.constants = append(g.constants, constant{mods: mods, name: name, typ: typ, lit: lit})
}

// writeConstants writes the constants that have one value. A name that units
// define each in their own way has none.
func (g *generator) writeConstants() {
	for _, c := range g.constants {
		mod := g.root.at(c.mods)
		skip := func(reason, why string) {
			g.skip(Skip{Kind: "constant", Name: strings.Join(append(slices.Clone(c.mods), c.name), "::"), Reason: reason, Why: why})
		}
		switch {
		case c.other != "":
			skip("several-values", "one unit says "+c.lit+", another "+c.other)
		case mod.used[c.name]:
			skip("name-taken", "something else has the name")
		default:
			mod.used[c.name], mod.fixed[c.name] = true, true
			mod.items = append(mod.items, rs.Const{Name: c.name, Type: c.typ, Value: c.lit})
			g.out.count("constants")
		}
	}
}
