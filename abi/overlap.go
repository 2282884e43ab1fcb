package abi

import "slices"

// Overlap names two members of a struct that share bytes although both are
// numbers, enums or pointers: one of them is not what debug information says.
// clang does not write the size of a __ptr32. Other languages than C and C++ may
// have members of variants beside each other.
func (t Type) Overlap() (a, b string, ok bool) {
	if t = t.Strip(); t.Kind() == KindUnion || t.m.Language(t.Origin()).Foreign() {
		return "", "", false
	}
	type span struct {
		name     string
		from, to Bits
	}
	var spans []span
	for _, f := range t.Fields() {
		if f.BitField || !f.Type.scalar() {
			continue
		}
		if n, known := f.Type.Size(); known && n < 1<<32 {
			spans = append(spans, span{f.Name, f.Offset, f.Offset + n.Bits()})
		}
	}
	slices.SortStableFunc(spans, func(x, y span) int {
		if x.from < y.from {
			return -1
		}
		return int(min(x.from-y.from, 1))
	})
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return spans[i-1].name, spans[i].name, true
		}
	}
	return "", "", false
}

// scalar reports whether values of t are one number or address.
func (t Type) scalar() bool {
	switch t.Strip().Kind() {
	case KindBase, KindEnum, KindPointer, KindLValueRef, KindRValueRef:
		return true
	}
	return false
}
