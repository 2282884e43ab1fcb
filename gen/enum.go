package gen

import (
	"fmt"
	"math/bits"
	"sort"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// enum prints an enumeration as a transparent newtype with constants: every
// value of the underlying type stays valid, as in C++ ([dcl.enum]).
func (g *generator) enum(t abi.Type, p place) []rs.Item {
	size, _ := t.Size()
	base := enumBase(t)
	s := rs.Struct{Doc: g.typeDoc(t), Name: p.name, Tuple: base,
		Attrs: []string{"repr(transparent)", "derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)"}}
	s.Attrs = deprecated(s.Attrs, g.headerType(t))
	var consts []rs.Item
	var arms []string
	f, other := g.free(p.mods, "f"), g.free(p.mods, "other")
	taken, shown := map[string]bool{}, map[string]bool{}
	for _, e := range t.Enumerators() {
		id := rs.Ident(e.Name)
		if taken[id] {
			id += "_" + shortHash(e.Name)
		}
		taken[id] = true
		lit := literal(e.Value, size, base[0] == 'i')
		consts = append(consts, rs.Const{Doc: g.memberDoc(t, e.Name), Name: id, Type: "Self", Value: "Self(" + lit + ")"})
		if !shown[lit] {
			shown[lit] = true
			arms = append(arms, fmt.Sprintf("%s => %s.write_str(%s),", lit, f, rs.Str(e.Name)))
		}
	}
	items := []rs.Item{s}
	if len(consts) > 0 {
		items = append(items, rs.Impl{Target: p.name, Items: consts})
	}
	body := []string{fmt.Sprintf("write!(%s, \"%s({})\", self.0)", f, p.name)}
	if len(arms) > 0 {
		body = append([]string{"match self.0 {"}, indent(arms)...)
		body = append(body, fmt.Sprintf("    %s => write!(%s, \"%s({%s})\"),", other, f, p.name, other), "}")
	}
	items = append(items, rs.Impl{Trait: "core::fmt::Debug", Target: p.name, Items: []rs.Item{rs.Fn{
		Head: "", Name: "fmt", Params: []rs.Param{{Name: "&self"}, {Name: f, Type: "&mut core::fmt::Formatter<'_>"}},
		Result: "core::fmt::Result", Body: body}}})
	if hits(g.f.bitfieldEnum, t) || isFlags(t) && !hits(g.f.newtypeEnum, t) {
		g.flags[t.ID()] = true
		items = append(items, g.bitOps(p)...)
	}
	if hits(g.f.rustifiedEnum, t) {
		items = append(items, g.checkedEnum(t, p, base, size)...)
	}
	if !g.cfg.NoLayoutTests {
		items = append(items, rs.Asserts{Lines: []rs.Assert{{Cond: fmt.Sprintf("core::mem::size_of::<%s>() == %d", p.name, size), Message: "size of " + g.names.cxx(t)}}})
	}
	return items
}

// checkedEnum is a Rust enum of the enumerators, and the conversions from and
// to the newtype. It never stands in a signature: C++ may hand over values
// that are not listed.
func (g *generator) checkedEnum(t abi.Type, p place, base string, size abi.Bytes) []rs.Item {
	name := p.name + "Enum"
	mod := g.root.at(p.mods)
	for mod.used[name] {
		name += "_"
	}
	mod.used[name] = true
	var variants, arms, back []string
	seen, taken := map[string]bool{}, map[string]bool{}
	for _, e := range t.Enumerators() {
		lit, id := literal(e.Value, size, base[0] == 'i'), rs.Ident(e.Name)
		if seen[lit] {
			continue // another name of a value that is listed
		}
		if seen[lit] = true; taken[id] {
			id += "_" + shortHash(e.Name)
		}
		taken[id] = true
		variants = append(variants, fmt.Sprintf("    %s = %s,", id, lit))
		arms = append(arms, fmt.Sprintf("    %s => Ok(Self::%s),", lit, id))
	}
	if len(variants) == 0 {
		return nil
	}
	value := g.free(p.mods, "value")
	back = append([]string{"match " + value + ".0 {"}, append(arms, "    _ => Err("+value+"),", "}")...)
	decl := append([]string{"#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]", "#[repr(" + base + ")]", "pub enum " + name + " {"}, append(variants, "}")...)
	return []rs.Item{rs.Block(decl),
		rs.Impl{Trait: "core::convert::TryFrom<" + p.name + ">", Target: name, Items: []rs.Item{rs.Lines{"type Error = " + p.name + ";"},
			rs.Fn{Name: "try_from", Params: []rs.Param{{Name: value, Type: p.name}}, Result: "Result<Self, " + p.name + ">", Body: back}}},
		rs.Impl{Trait: "core::convert::From<" + name + ">", Target: p.name, Items: []rs.Item{
			rs.Fn{Name: "from", Params: []rs.Param{{Name: value, Type: name}}, Result: "Self", Body: []string{"Self(" + value + " as " + base + ")"}}}}}
}

func indent(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = "    " + l
	}
	return out
}

// isFlags reports whether the values of an unscoped enum are at least two
// single bits, zero and combinations of the bits, and not just numbers in a
// row, of which each is a combination of others too.
func isFlags(t abi.Type) bool {
	if t.Has(abi.TypeScoped) {
		return false
	}
	var all, single uint64
	lo, hi, distinct := ^uint64(0), uint64(0), map[uint64]bool{}
	for _, e := range t.Enumerators() {
		v := e.Value
		if e.Signed && int64(v) < 0 {
			continue // ~0 and the like: "everything"
		}
		lo, hi = min(lo, v), max(hi, v)
		distinct[v] = true
		if bits.OnesCount64(v) == 1 {
			single |= v
		}
		all |= v
	}
	inRow := hi-lo+1 == uint64(len(distinct))
	return bits.OnesCount64(single) >= 2 && all&^single == 0 && !inRow
}

func (g *generator) bitOps(p place) []rs.Item {
	name, other := p.name, g.free(p.mods, "other")
	var out []rs.Item
	for _, op := range [][3]string{{"BitOr", "bitor", "|"}, {"BitAnd", "bitand", "&"}, {"BitXor", "bitxor", "^"}} {
		out = append(out, rs.Impl{Trait: "core::ops::" + op[0], Target: name, Items: []rs.Item{
			rs.Lines{"type Output = Self;"},
			rs.Fn{Name: op[1], Params: []rs.Param{{Name: "self"}, {Name: other, Type: "Self"}}, Result: "Self",
				Body: []string{"Self(self.0 " + op[2] + " " + other + ".0)"}}}})
	}
	return out
}

// enumBase is the integer that carries an enumeration.
func enumBase(t abi.Type) string {
	if u := t.Elem().Strip(); u.Kind() == abi.KindBase {
		if u.Encoding() == abi.EncBool {
			return "u8"
		}
		if s := spellBase(u); s.reason == "" {
			return s.text
		}
	}
	size, _ := t.Size()
	sign := "u"
	for _, e := range t.Enumerators() {
		if e.Signed && int64(e.Value) < 0 {
			sign = "i"
		}
	}
	return fmt.Sprintf("%s%d", sign, uint64(size)*8)
}

// literal spells the low bytes of a value as an integer literal.
func literal(v uint64, size abi.Bytes, signed bool) string {
	if size < 8 {
		v &= 1<<(8*size) - 1
	}
	if !signed || size > 8 {
		return fmt.Sprint(v)
	}
	shift := 64 - 8*uint(size)
	return fmt.Sprint(int64(v<<shift) >> shift)
}

// sortedIDs lists the keys of a map of types in the order of their names.
func (g *generator) sortedIDs(keep func(abi.Type) bool) []abi.TypeID {
	var ids []abi.TypeID
	for id := range g.places {
		if keep(g.m.Type(id)) {
			ids = append(ids, id)
		}
	}
	sort.Slice(ids, func(i, j int) bool {
		a, b := g.places[ids[i]].from(0), g.places[ids[j]].from(0)
		if a != b {
			return a < b
		}
		return ids[i] < ids[j]
	})
	return ids
}
