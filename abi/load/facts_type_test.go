package load_test

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// modelType spells a type: one letter or word per layer, the outermost first.
// Unnamed records and enumerations are spelled with their contents.
func modelType(t abi.Type, nest int) string {
	var b strings.Builder
	for range 64 {
		switch t.Kind() {
		case abi.KindNone, abi.KindVoid:
			return b.String() + "void"
		case abi.KindPointer:
			b.WriteString("*")
		case abi.KindLValueRef:
			b.WriteString("&")
		case abi.KindRValueRef:
			b.WriteString("&&")
		case abi.KindConst:
			b.WriteString("c ")
		case abi.KindVolatile:
			b.WriteString("v ")
		case abi.KindRestrict:
			b.WriteString("r ")
		case abi.KindAtomic:
			b.WriteString("atomic ")
		case abi.KindArray, abi.KindVector:
			if n, ok := t.Count(); ok {
				fmt.Fprintf(&b, "[%d]", n)
			} else {
				b.WriteString("[]")
			}
		case abi.KindMemberPointer:
			fmt.Fprintf(&b, "member of %s ", modelType(t.MemberOf(), nest))
		case abi.KindFunc:
			return b.String() + modelSignature(t, nest)
		case abi.KindNullptr:
			return b.String() + "nullptr"
		case abi.KindBase:
			size, _ := t.Size()
			return b.String() + fmt.Sprintf("%s/%d", norm(t.Name()), size)
		case abi.KindUnsupported:
			if t.Name() == "a type deduced from a definition that no unit has" {
				return b.String() + "deduced"
			}
			return b.String() + "unsupported " + t.Name()
		default:
			return b.String() + modelNamed(t, nest)
		}
		t = t.Elem()
	}
	return b.String() + "…"
}

func modelSignature(t abi.Type, nest int) string {
	var b strings.Builder
	s := t.Signature()
	b.WriteString("function(")
	if s.Member {
		fmt.Fprintf(&b, "this %s;", modelType(s.This, nest))
	}
	for _, p := range s.Params {
		b.WriteString(modelType(p, nest) + ",")
	}
	if s.Variadic {
		b.WriteString("...")
	}
	return b.String() + ")" + modelType(s.Result, nest)
}

// modelNamed spells a record, enumeration or typedef.
func modelNamed(t abi.Type, nest int) string {
	switch name := t.Name(); {
	case name != "" && !strings.HasPrefix(name, "<lambda"):
		return modelName(t.Model(), t.Scope(), name)
	case nest > maxNest:
		return "{…}"
	case t.Kind() == abi.KindEnum:
		return "{" + modelEnum(t) + "}"
	}
	return "{" + modelRecord(t, nest) + "}"
}
