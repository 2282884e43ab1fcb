package gen

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// accessors are the fields of a class that is not plain: scalars by value,
// everything else by raw pointer, at the object's offsets.
func (g *generator) accessors(t abi.Type, mods []string) []rs.Item {
	r, depth := g.reps[t.ID()], len(mods)
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
			items = append(items, g.bitFieldItems(t, f, name, sp.text, mods, used)...)
		case uint64(f.Offset)/8+uint64(size) > uint64(r.size):
			g.skip(Skip{Kind: "field", Name: t.QualifiedName() + "::" + f.Name, Reason: "beyond-the-end", Why: "the member lies beyond the size of its class"})
		default:
			items = append(items, rs.Fn{Doc: fmt.Sprintf("Address of `%s`, at byte %d.", f.Type.Declare(f.Name), uint64(f.Offset)/8),
				Attrs: []string{"inline"}, Head: "pub ", Name: name, Params: []rs.Param{{Name: "&self"}}, Result: "*mut " + sp.text,
				Body: []string{fmt.Sprintf("unsafe { (self as *const Self as *mut u8).add(%d).cast() }", uint64(f.Offset)/8)}})
		}
	}
	return items
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
