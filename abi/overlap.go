package abi

import (
	"cmp"
	"slices"
)

// Overlap names two members of a struct that share bits although none of them is a
// union: one of them is not what debug information says, or the compiler put it where
// the other one is. clang does not write the size of a __ptr32; g++ before 13 puts a
// member on the last bits of a [[no_unique_address]] member that ends in a bit-field.
// Other languages than C and C++ may have members of variants beside each other.
func (t Type) Overlap() (a, b string, ok bool) {
	if t = t.Strip(); t.Kind() == KindUnion || t.m.Language(t.Origin()).Foreign() {
		return "", "", false
	}
	fields := slices.DeleteFunc(t.Fields(), func(f Field) bool { return !f.BitField && !f.Type.scalar() && !f.Type.Strip().IsRecord() })
	slices.SortStableFunc(fields, func(x, y Field) int { return cmp.Compare(x.Offset, y.Offset) })
	var x Field
	for _, y := range fields {
		if y.Offset < x.end() && !(x.BitField && y.BitField) {
			steps := 0
			if y.used(&steps) == 0 {
				continue // an empty class may lie anywhere
			}
			if y.Offset < x.Offset+x.used(&steps) {
				return x.Name, y.Name, true
			}
		}
		x = y
	}
	return "", "", false
}

// end is the bit behind a member.
func (f Field) end() Bits {
	if f.BitField {
		return f.Offset + Bits(f.Bits)
	}
	n, _ := f.Type.Size()
	return f.Offset + min(n, 1<<32).Bits()
}

// used is how many bits of a member lie before its tail padding, where others may lie.
func (f Field) used(steps *int) Bits {
	if f.BitField {
		return Bits(f.Bits)
	}
	return f.Type.used(steps)
}

// used is how many bits of a value lie before its tail padding: none of an empty class.
// Steps bounds the walk; what it does not get to counts as padding.
func (t Type) used(steps *int) (end Bits) {
	if t = t.Strip(); !t.IsRecord() {
		n, _ := t.Size()
		return min(n, 1<<32).Bits()
	}
	if *steps++; *steps > 1<<10 {
		return 0
	}
	for _, b := range t.Bases() {
		if n := b.Type.used(steps); n > 0 && b.Known && b.Offset >= 0 {
			end = max(end, Bits(b.Offset)*8+n)
		}
	}
	for _, f := range t.Fields() {
		if f.end() <= end {
			continue
		}
		if n := f.used(steps); n > 0 {
			end = max(end, f.Offset+n)
		}
	}
	return end
}

// scalar reports whether values of t are one number or address.
func (t Type) scalar() bool {
	switch t.Strip().Kind() {
	case KindBase, KindEnum, KindPointer, KindLValueRef, KindRValueRef:
		return true
	}
	return false
}
