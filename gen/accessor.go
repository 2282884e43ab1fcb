package gen

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// accessors are the fields of a class that is not plain: scalars by value,
// everything else by raw pointer, at the object's offsets. Bit-fields are read
// and written byte by byte (little-endian targets).
func (g *generator) accessors(t abi.Type, depth int) []rs.Item {
	r := g.reps[t.ID()]
	if r.form != formStorage && r.form != formShape {
		return nil
	}
	var items []rs.Item
	used := map[string]bool{}
	for _, f := range t.Fields() {
		if f.Name == "" || f.Flags&(abi.FieldVptr|abi.FieldArtificial) != 0 || f.Type.Kind().IsReference() {
			continue
		}
		name := rs.Ident(f.Name)
		if used[name] {
			continue
		}
		used[name] = true
		sp := g.spell(f.Type, depth, 0)
		size, ok := f.Type.Size()
		switch {
		case sp.reason != "" || !ok:
			g.skip(Skip{Kind: "field", Name: t.QualifiedName() + "::" + f.Name, Reason: sp.reason, Why: sp.why})
		case !f.BitField && overlapsBits(t, f, size):
			g.skip(Skip{Kind: "field", Name: t.QualifiedName() + "::" + f.Name, Reason: "overlaps-bit-field",
				Why: "clang describes a bit-field of its type's width as a plain member at a byte; its place is not certain"})
		case f.BitField:
			items = append(items, bitFieldItems(f, name, sp.text)...)
		case uint64(f.Offset)/8+uint64(size) > uint64(r.size):
			g.skip(Skip{Kind: "field", Name: t.QualifiedName() + "::" + f.Name, Reason: "beyond-the-end", Why: "the member lies beyond the size of its class"})
		default:
			items = append(items, rs.Fn{Doc: fmt.Sprintf("Address of `%s`, at byte %d.", f.Type.Declare(f.Name), uint64(f.Offset)/8),
				Attrs: []string{"inline"}, Head: "pub ", Name: name, Params: []rs.Param{{Name: "&self"}}, Result: "*mut " + sp.text,
				Body: []string{"let p = self as *const Self as *mut u8;", fmt.Sprintf("unsafe { p.add(%d).cast() }", uint64(f.Offset)/8)}})
		}
	}
	return items
}

// bitFieldItems reads a bit-field of an integer, bool or enum type.
func bitFieldItems(f abi.Field, name, text string) []rs.Item {
	first, last := uint64(f.Offset)/8, (uint64(f.Offset)+uint64(f.Bits)+7)/8
	shift := uint64(f.Offset) % 8
	t := f.Type.Strip()
	if f.Bits == 0 || f.Bits > 64 || last-first > 16 || t.Kind() != abi.KindBase || (t.Encoding() != abi.EncBool && spellBase(t).reason != "") {
		return nil
	}
	body := []string{
		"let p = self as *const Self as *const u8;",
		"let mut v = 0u128;",
		"let mut i = 0;",
		fmt.Sprintf("while i < %d {", last-first),
		fmt.Sprintf("    v |= (unsafe { p.add(%d + i).read() } as u128) << (8 * i);", first),
		"    i += 1;",
		"}",
	}
	switch {
	case text == "bool":
		body = append(body, fmt.Sprintf("(v >> %d) & 1 != 0", shift))
	case text[0] == 'i':
		body = append(body, fmt.Sprintf("(((v << %d) as i128) >> %d) as %s", 128-shift-uint64(f.Bits), 128-uint64(f.Bits), text))
	default:
		body = append(body, fmt.Sprintf("((v >> %d) & %d) as %s", shift, uint64(1<<(f.Bits%64)-1)|allOnes(f.Bits), text))
	}
	return []rs.Item{rs.Fn{Doc: fmt.Sprintf("Bit-field `%s : %d`, from bit %d.", f.Type.Declare(f.Name), f.Bits, uint64(f.Offset)),
		Attrs: []string{"inline"}, Head: "pub ", Name: name, Params: []rs.Param{{Name: "&self"}}, Result: text, Body: body}}
}

func allOnes(bits uint32) uint64 {
	if bits == 64 {
		return ^uint64(0)
	}
	return 0
}

// overlapsBits reports whether a plain member lies on a bit-field of the same
// class: then it is a bit-field itself, of the width of its type.
func overlapsBits(t abi.Type, f abi.Field, size abi.Bytes) bool {
	if t.Kind() == abi.KindUnion {
		return false
	}
	for _, b := range t.Fields() {
		if b.BitField && b.Offset < f.Offset+size.Bits() && f.Offset < b.Offset+abi.Bits(b.Bits) {
			return true
		}
	}
	return false
}
