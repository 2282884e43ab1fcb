package gen

import (
	"fmt"
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
	var consts []rs.Item
	var arms []string
	taken, shown := map[string]bool{}, map[string]bool{}
	flags, distinct := true, uint64(0)
	for _, e := range t.Enumerators() {
		id := rs.Ident(e.Name)
		if taken[id] {
			id += "_" + shortHash(e.Name)
		}
		taken[id] = true
		lit := literal(e.Value, size, base[0] == 'i')
		consts = append(consts, rs.Const{Name: id, Type: "Self", Value: "Self(" + lit + ")"})
		if !shown[lit] {
			shown[lit] = true
			arms = append(arms, fmt.Sprintf("%s => f.write_str(%s),", lit, rs.Str(e.Name)))
		}
		v := e.Value
		if v&(v-1) != 0 && v != 0 && v&^distinct != 0 {
			flags = false
		}
		distinct |= v
	}
	items := []rs.Item{s}
	if len(consts) > 0 {
		items = append(items, rs.Impl{Target: p.name, Items: consts})
	}
	body := []string{fmt.Sprintf("write!(f, \"%s({})\", self.0)", p.name)}
	if len(arms) > 0 {
		body = append([]string{"match self.0 {"}, indent(arms)...)
		body = append(body, fmt.Sprintf("    other => write!(f, \"%s({})\", other),", p.name), "}")
	}
	items = append(items, rs.Impl{Trait: "core::fmt::Debug", Target: p.name, Items: []rs.Item{rs.Fn{
		Head: "", Name: "fmt", Params: []rs.Param{{Name: "&self"}, {Name: "f", Type: "&mut core::fmt::Formatter<'_>"}},
		Result: "core::fmt::Result", Body: body}}})
	if flags && bits(distinct) > 1 && len(t.Enumerators()) > 1 && !t.Has(abi.TypeScoped) {
		items = append(items, bitOps(p.name)...)
	}
	if !g.cfg.NoLayoutTests {
		items = append(items, rs.Asserts{Lines: []rs.Assert{{Cond: fmt.Sprintf("core::mem::size_of::<%s>() == %d", p.name, size), Message: "size of " + g.names.cxx(t)}}})
	}
	return items
}

func indent(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = "    " + l
	}
	return out
}

func bits(v uint64) (n int) {
	for ; v != 0; v &= v - 1 {
		n++
	}
	return n
}

func bitOps(name string) []rs.Item {
	var out []rs.Item
	for _, op := range [][3]string{{"BitOr", "bitor", "|"}, {"BitAnd", "bitand", "&"}, {"BitXor", "bitxor", "^"}} {
		out = append(out, rs.Impl{Trait: "core::ops::" + op[0], Target: name, Items: []rs.Item{
			rs.Lines{"type Output = Self;"},
			rs.Fn{Name: op[1], Params: []rs.Param{{Name: "self"}, {Name: "other", Type: "Self"}}, Result: "Self",
				Body: []string{"Self(self.0 " + op[2] + " other.0)"}}}})
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
