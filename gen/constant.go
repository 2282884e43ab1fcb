package gen

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// fixed is a variable whose value every unit knows: it becomes a constant.
type fixed struct {
	v    abi.Variable
	bits *big.Int // its bytes as a number without sign
}

// fixedValue is the value of a const variable of a scalar type, if debug
// information or read-only memory has it.
func fixedValue(v abi.Variable) (fixed, bool) {
	t, c := v.Type().Strip(), v.Value()
	size, ok := t.Size()
	if !ok || size == 0 || size > 16 || !constElement(v.Type()) || isVolatile(v.Type()) || t.Kind() != abi.KindBase && t.Kind() != abi.KindEnum || complexNumber(t) {
		return fixed{}, false
	}
	bits := new(big.Int)
	switch c.Kind {
	case abi.ConstInt:
		bits.SetInt64(int64(c.Bits))
	case abi.ConstUint:
		bits.SetUint64(c.Bits)
	case abi.ConstBytes:
		b := []byte(v.Model().Str(c.Text))
		if len(b) != int(size) {
			return fixed{}, false
		}
		if !v.Model().Target().BigEndian {
			slices.Reverse(b)
		}
		bits.SetBytes(b)
	default:
		return fixed{}, false
	}
	all := new(big.Int).Lsh(big.NewInt(1), 8*uint(size))
	return fixed{v, bits.Mod(bits, all)}, true
}

// spellFixed is a constant's type and value, seen from a module of a depth. ok
// is false if Rust has none, which the report then says.
func (g *generator) spellFixed(f fixed, depth int) (typ, lit string, ok bool) {
	t := f.v.Type().Strip()
	sp := g.spell(t, depth, 0)
	size, _ := t.Size()
	switch {
	case sp.reason != "":
	case t.Kind() == abi.KindEnum:
		lit = sp.text + "(" + literal(f.bits.Uint64(), size, enumBase(t)[0] == 'i') + ")"
	case sp.text == "bool":
		lit = strconv.FormatBool(f.bits.Sign() != 0)
	case sp.text == "f32":
		lit = float(float64(math.Float32frombits(uint32(f.bits.Uint64()))), 32)
	case sp.text == "f64":
		lit = float(math.Float64frombits(f.bits.Uint64()), 64)
	default:
		n := new(big.Int).Set(f.bits)
		if sp.text[0] == 'i' && n.Bit(8*int(size)-1) == 1 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 8*uint(size)))
		}
		lit = n.String()
	}
	if lit == "" {
		if sp.reason == "" {
			sp = no("scalar", "Rust has no literal of this NaN")
		}
		g.skip(Skip{Kind: "constant", Name: f.v.QualifiedName(), Reason: sp.reason, Why: sp.why})
	}
	return sp.text, lit, lit != ""
}

// float is a literal of exactly a value, or a path to it; "" of a NaN.
func float(v float64, bits int) string {
	switch {
	case math.IsNaN(v):
		return ""
	case math.IsInf(v, 1):
		return fmt.Sprintf("f%d::INFINITY", bits)
	case math.IsInf(v, -1):
		return fmt.Sprintf("f%d::NEG_INFINITY", bits)
	}
	lit := strconv.FormatFloat(v, 'g', -1, bits)
	if !strings.ContainsAny(lit, ".e") {
		lit += ".0"
	}
	return lit
}

// reachFixed adds the enumerations that constants are of to the types that are
// kept.
func (g *generator) reachFixed() {
	for _, f := range g.fixed {
		if o := f.v.Owner(); o.IsNone() || g.reached[o.ID()] {
			g.reached[f.v.Type().Strip().ID()] = true
		}
	}
}

// memberConstants are the static data members of a class that are constants,
// as constants of its mirror.
func (g *generator) memberConstants(t abi.Type, mods []string, used map[string]bool) (items []rs.Item) {
	for _, f := range g.fixedOf[t.ID()] {
		typ, lit, ok := g.spellFixed(f, len(mods))
		if !ok {
			continue
		}
		name := rs.Ident(f.v.Name())
		for used[name] {
			name += "_"
		}
		used[name] = true
		items = append(items, rs.Const{Doc: g.variableDoc(f.v), Name: name, Type: typ, Value: lit})
		g.out.count("constants")
	}
	return items
}

// emitConstants writes constant variables and macros that have a value.
func (g *generator) emitConstants() {
	g.fixedOf = map[abi.TypeID][]fixed{}
	for _, f := range g.fixed {
		if owner := f.v.Owner(); !owner.IsNone() {
			g.fixedOf[owner.ID()] = append(g.fixedOf[owner.ID()], f)
			continue
		}
		mods, prefix := g.names.modulesOf(f.v.Row().Scope)
		if typ, lit, ok := g.spellFixed(f, len(mods)); ok {
			g.constant(mods, prefix+rs.Ident(f.v.Name()), typ, lit)
		}
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
		if typ, lit, ok := g.macroValue(name, g.m.Str(r.Body)); ok {
			g.constant(nil, rs.Ident(name), typ, lit)
		} else {
			if g.headers.has(name) {
				continue
			}
			g.skip(Skip{Kind: "macro", Name: name, Reason: "macro-not-literal", Why: "its body is neither one literal nor an integer constant expression over literals"})
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
		if c := &g.constants[i]; (c.lit != lit || c.typ != typ) && c.other == "" {
			c.other = lit + " (" + typ + ")"
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
			skip("several-values", "it is "+c.lit+" ("+c.typ+") in one place and "+c.other+" in another")
		case mod.used[c.name]:
			skip("name-taken", "something else has the name")
		default:
			mod.used[c.name], mod.fixed[c.name] = true, true
			mod.items = append(mod.items, rs.Const{Name: c.name, Type: c.typ, Value: c.lit})
			g.out.count("constants")
		}
	}
}
