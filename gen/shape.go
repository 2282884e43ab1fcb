package gen

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// maxPartDepth bounds how deeply the parts of a shape may nest.
const maxPartDepth = 16

// printable reports whether stable Rust can spell a shape that is no scalar.
func printable(s *callconv.Shape, depth int) bool {
	if depth > maxPartDepth || len(s.Fields) == 0 {
		return false
	}
	for _, f := range s.Fields {
		if _, ok := shapeText(f.Type); !ok && !(f.Type.Scalar == callconv.NoScalar && f.Type.Lanes == 0 && printable(f.Type, depth+1)) {
			return false
		}
	}
	return true
}

// shapeStruct fills in the struct or union that a shape describes. What nests
// in it (a union, the elements of an array of classes) is a type of its own,
// named after it with two underscores, which no C++ program may use.
func shapeStruct(s *rs.Struct, name string, shape *callconv.Shape) (parts []rs.Item) {
	s.Attrs, s.Union = shapeAttrs(shape), shape.Union
	for i, f := range shape.Fields {
		text, ok := shapeText(f.Type)
		if !ok {
			text = fmt.Sprintf("%s__%d", name, i)
			inner := rs.Struct{Doc: "A part of `" + name + "` that travels by value.", Name: text}
			more := shapeStruct(&inner, text, f.Type)
			inner.Attrs = append(inner.Attrs, "derive(Clone, Copy)")
			parts = append(append(parts, inner), more...)
		}
		if f.Array {
			text = fmt.Sprintf("[%s; %d]", text, f.Count)
		}
		s.Fields = append(s.Fields, rs.Field{Private: true, Name: fmt.Sprintf("_%d", i), Type: text})
	}
	return parts
}

func shapeAttrs(s *callconv.Shape) []string {
	switch {
	case s.Packed:
		return []string{"repr(C, packed)"}
	case s.ReprAlign != 0:
		return []string{fmt.Sprintf("repr(C, align(%d))", s.ReprAlign)}
	}
	return []string{"repr(C)"}
}

// shapeText spells a scalar of a shape.
func shapeText(s *callconv.Shape) (string, bool) {
	if s.Scalar == callconv.NoScalar || s.Lanes != 0 || s.Scalar == callconv.F16 || s.Scalar == callconv.F128 {
		return "", false
	}
	if s.Scalar == callconv.Bool {
		return "u8", true // the same register, without bool's invalid values
	}
	return s.Scalar.String(), true
}
