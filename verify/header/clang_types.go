//go:build clang && cgo

package header

import (
	"github.com/go-clang/clang-v15/clang"
)

const maxTypeDepth = 6

// typ describes a type by its canonical form. Classes and enums outside of the
// given headers are queued, so that their layout is compared too.
func (r *reader) typ(t clang.Type, depth int) *Type {
	out := &Type{Spelling: t.Spelling(), Size: t.SizeOf(), Count: -1}
	switch t.Nullability() {
	case clang.TypeNullability_Nullable:
		out.Nullable = 1
	case clang.TypeNullability_NonNull:
		out.Nullable = -1
	}
	c := t.CanonicalType()
	out.Full = c.Spelling()
	out.Const = c.IsConstQualifiedType()
	if out.Size < 0 {
		out.Size = -1
	}
	elem := func(e clang.Type) {
		if depth < maxTypeDepth {
			out.Elem = r.typ(e, depth+1)
			// A canonical type has the qualifiers of elements on the array.
			out.Elem.Const = out.Elem.Const || out.Const && out.Class == ClassArray
		}
	}
	switch k := c.Kind(); k {
	case clang.Type_Void:
		out.Class = ClassVoid
	case clang.Type_Bool:
		out.Class = ClassBool
	case clang.Type_Char_S, clang.Type_SChar, clang.Type_Short, clang.Type_Int, clang.Type_Long, clang.Type_LongLong, clang.Type_Int128:
		out.Class, out.Signed = ClassInt, true
	case clang.Type_Char_U, clang.Type_UChar, clang.Type_UShort, clang.Type_UInt, clang.Type_ULong, clang.Type_ULongLong, clang.Type_UInt128,
		clang.Type_Char16, clang.Type_Char32:
		out.Class = ClassInt
	case clang.Type_WChar:
		out.Class, out.Signed = ClassInt, true // its sign is the target's: not compared, see signs
	case clang.Type_Half, clang.Type_Float16, clang.Type_Float, clang.Type_Double, clang.Type_LongDouble, clang.Type_Float128, clang.Type_BFloat16:
		out.Class = ClassFloat
	case clang.Type_Complex:
		out.Class = ClassComplex
	case clang.Type_Pointer:
		out.Class = ClassPointer
		elem(c.PointeeType())
	case clang.Type_LValueReference, clang.Type_RValueReference:
		out.Class, out.Size = ClassReference, r.pointer // libclang answers sizeof: the referent's
		elem(c.PointeeType())
	case clang.Type_Record:
		out.Class, out.Name = ClassRecord, qualified(c.Declaration())
		r.enqueue(c.Declaration())
	case clang.Type_Enum:
		out.Class, out.Name = ClassEnum, qualified(c.Declaration())
		r.enqueue(c.Declaration())
	case clang.Type_ConstantArray:
		out.Class, out.Count = ClassArray, c.ArraySize()
		elem(c.ArrayElementType())
	case clang.Type_IncompleteArray:
		out.Class = ClassArray
		elem(c.ArrayElementType())
	case clang.Type_Vector:
		out.Class, out.Count = ClassVector, c.NumElements()
		elem(c.ElementType())
	case clang.Type_MemberPointer:
		out.Class = ClassMemberPointer
	case clang.Type_FunctionProto, clang.Type_FunctionNoProto:
		out.Class, out.Variadic = ClassFunc, c.IsFunctionTypeVariadic() && k == clang.Type_FunctionProto
		if k == clang.Type_FunctionNoProto {
			out.Class = ClassOther
			break
		}
		elem(c.ResultType())
		for i := range max(c.NumArgTypes(), 0) {
			if depth < maxTypeDepth {
				out.Params = append(out.Params, r.param(c.ArgType(uint32(i)), depth+1))
			}
		}
	}
	return out
}

// param is the type that a parameter travels as: arrays and functions become
// pointers ([dcl.fct]/5); libclang shows the type as written.
func (r *reader) param(t clang.Type, depth int) *Type {
	p := r.typ(t, depth)
	switch p.Class {
	case ClassArray:
		p.Class, p.Count, p.Const = ClassPointer, -1, false
	case ClassFunc:
		f := *p
		p = &Type{Spelling: f.Spelling, Full: f.Full, Class: ClassPointer, Count: -1, Elem: &f}
	default:
		return p
	}
	p.Size = r.pointer
	return p
}

// enqueue remembers a type that the given headers use.
func (r *reader) enqueue(c clang.Cursor) {
	c = c.Definition()
	if c.IsNull() || c.Type().NumTemplateArguments() > 0 {
		return
	}
	if usr := c.USR(); usr != "" && !r.seen[usr] && !r.seen["q"+usr] {
		r.seen["q"+usr] = true
		r.queue = append(r.queue, c)
	}
}
