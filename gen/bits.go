package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// bitFieldItems reads and writes a bit-field of an integer, bool or enum type.
// self is how the class's methods take their object to write to it.
func (g *generator) bitFieldItems(owner abi.Type, f abi.Field, name, text string, mods []string, used map[string]bool) []rs.Item {
	t := f.Type.Strip()
	base := text
	if t.Kind() == abi.KindEnum {
		base = enumBase(t)
	}
	if f.Bits == 0 || f.Bits > 64 || base != "bool" && base[0] != 'i' && base[0] != 'u' {
		g.skip(Skip{Kind: "field", Name: owner.QualifiedName() + "::" + f.Name, Reason: "unsupported-type", Why: fmt.Sprintf("a bit-field of %d bits of type %s", f.Bits, t)})
		return nil
	}
	if g.m.Target().BigEndian {
		g.skip(Skip{Kind: "field", Name: owner.QualifiedName() + "::" + f.Name, Reason: callconv.ReasonTarget, Why: "bits count from the other end on a big-endian target"})
		return nil
	}
	g.bits = true
	ffi := strings.Repeat("super::", len(mods)) + "ffi::"
	place := fmt.Sprintf("%d, %d", uint64(f.Offset), f.Bits)
	get := ffi + "tenon_bits(self, " + place + ")"
	switch {
	case base == "bool":
		get += " != 0"
	case base[0] == 'i':
		get = as(ffi+"tenon_signed_bits(self, "+place+")", "i64", base)
	default:
		get = as(get, "u64", base)
	}
	value := g.free(mods, "value")
	given := as(value, base, "u64")
	if base != text {
		get, given = text+"("+get+")", as(value+".0", base, "u64")
	}
	items := []rs.Item{rs.Fn{Doc: fmt.Sprintf("Bit-field `%s : %d`, from bit %d.", f.Type.Declare(f.Name), f.Bits, uint64(f.Offset)),
		Attrs: []string{"inline"}, Head: "pub ", Name: name, Params: []rs.Param{{Name: "&self"}}, Result: text, Body: []string{"unsafe { " + get + " }"}}}
	setter := "set_" + rs.Ident(f.Name)
	if used[setter] {
		return items
	}
	used[setter] = true
	self, at := "&mut self", "self"
	if g.reps[owner.ID()].form == formStorage {
		self, at = "self: core::pin::Pin<&mut Self>", "self.get_unchecked_mut()"
	}
	return append(items, rs.Fn{Doc: fmt.Sprintf("Writes the low %d bits of `%s` to the bit-field `%s`.", f.Bits, value, f.Name),
		Attrs: []string{"inline"}, Head: "pub ", Name: setter, Params: []rs.Param{{Name: self}, {Name: value, Type: text}},
		Body: []string{"unsafe { " + ffi + "tenon_set_bits(" + at + ", " + place + ", " + given + ") }"}})
}

// as casts a value of the type from.
func as(value, from, to string) string {
	if from == to {
		return value
	}
	return value + " as " + to
}

// bitHelpers gives the functions in ffi that accessors of bit-fields call. Bits
// count from the lowest one of the first byte (little-endian targets).
func bitHelpers() []rs.Item {
	return []rs.Item{rs.Block{
		"/// The bits from bit `first` on of the object at `object`.",
		"pub unsafe fn tenon_bits<T>(object: *const T, first: usize, width: usize) -> u64 {",
		"    let mut all = 0u128;",
		"    let mut i = first / 8;",
		"    while 8 * i < first + width {",
		"        all |= (object.cast::<u8>().add(i).read() as u128) << (8 * (i - first / 8));",
		"        i += 1;",
		"    }",
		"    (all >> (first % 8)) as u64 & (u64::MAX >> (64 - width))",
		"}",
	}, rs.Block{
		"/// The same, with the highest bit as the sign.",
		"pub unsafe fn tenon_signed_bits<T>(object: *const T, first: usize, width: usize) -> i64 {",
		"    ((tenon_bits(object, first, width) << (64 - width)) as i64) >> (64 - width)",
		"}",
	}, rs.Block{
		"/// Writes the low `width` bits of `value` there.",
		"pub unsafe fn tenon_set_bits<T>(object: *mut T, first: usize, width: usize, value: u64) {",
		"    let mask = ((u64::MAX >> (64 - width)) as u128) << (first % 8);",
		"    let new = ((value as u128) << (first % 8)) & mask;",
		"    let mut i = first / 8;",
		"    while 8 * i < first + width {",
		"        let shift = 8 * (i - first / 8);",
		"        let byte = object.cast::<u8>().add(i);",
		"        byte.write(byte.read() & !((mask >> shift) as u8) | (new >> shift) as u8);",
		"        i += 1;",
		"    }",
		"}",
	}}
}
