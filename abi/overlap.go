package abi

import (
	"cmp"
	"slices"
)

// Overlap says that members of a struct share bits although none of them is a union:
// one of them is not what debug information says, or the compiler put it where the
// other one is. clang does not write the size of a __ptr32, and before 16 not that a
// bit-field as wide as its type begins within a byte; g++ before 13 puts a member on
// the last bits of a [[no_unique_address]] member that ends in a bit-field. Other
// languages than C and C++ may have members of variants beside each other.
func (t Type) Overlap() (what string, ok bool) {
	if t = t.Strip(); t.Kind() == KindUnion || t.m.Language(t.Origin()).Foreign() {
		return "", false
	}
	fields := t.Fields()
	slices.SortStableFunc(fields, func(x, y Field) int { return cmp.Compare(x.Offset, y.Offset) })
	var x Field
	for _, y := range fields {
		if !y.BitField && !y.Type.scalar() && !y.Type.Strip().IsRecord() {
			continue
		}
		if y.Offset < x.end() && !(x.BitField && y.BitField) {
			steps := 0
			if y.used(&steps) == 0 {
				continue // an empty class may lie anywhere
			}
			if y.Offset < x.Offset+x.used(&steps) {
				return "members " + x.Name + " and " + y.Name + " overlap", true
			}
		}
		x = y
	}
	if f, ok := t.blurred(fields); ok {
		return "member " + f + " may be a bit-field that begins within its byte, which clang before 16 does not say", true
	}
	return "", false
}

// blurred names an integer of a packed class that may begin some bits behind its
// byte, after an unnamed bit-field: then room is left behind it that its neighbour's
// alignment does not explain. Fields are those of t, in the order of their offsets.
func (t Type) blurred(fields []Field) (string, bool) {
	size, _ := t.Size()
	packed, largest := false, Bytes(1)
	for _, f := range fields {
		a := f.Type.naturalAlign()
		packed = packed || size%a != 0 || f.BitField && f.Offset%a.Bits()+Bits(f.Bits) > a.Bits() || !f.BitField && f.Offset%a.Bits() != 0
		largest = max(largest, a)
	}
	if !packed || !t.BlursBitFields() {
		return "", false
	}
	for i, f := range fields {
		next := size.Bits()
		if i+1 < len(fields) {
			next = fields[i+1].Offset
		}
		if f.BitField || !f.Type.integer() || next < f.end() {
			continue
		}
		explained := false
		for a := Bytes(1); a <= largest; a *= 2 {
			explained = explained || (f.end()+a.Bits()-1)&^(a.Bits()-1) == next
		}
		if !explained {
			return f.Name, true
		}
	}
	return "", false
}

// BlursBitFields reports whether the unit that t is from, or any if that is not known,
// is of a clang that describes bit-fields as wide as their type as plain members.
func (t Type) BlursBitFields() bool {
	return t.OfClang(func(major int, apple bool) bool { return major < 16 })
}

// naturalAlign is the alignment of a scalar, 1 for all others.
func (t Type) naturalAlign() Bytes {
	if n, _ := t.Size(); n > 0 && t.scalar() {
		return ScalarAlign(t.m.target, n)
	}
	return 1
}

// integer reports whether a bit-field may be of type t.
func (t Type) integer() bool {
	switch t = t.Strip(); t.Kind() {
	case KindEnum:
		return true
	case KindBase:
		switch t.Node().Enc {
		case EncBool, EncSigned, EncUnsigned, EncCharSigned, EncCharUnsigned, EncUTF:
			return true
		}
	}
	return false
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
