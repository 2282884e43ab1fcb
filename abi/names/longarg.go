package names

import "github.com/tenon-abi/tenon/abi"

// LongArgument reports whether the template arguments of a class, or of a class
// or pointee inside of them, mention long or unsigned long itself. Compilers
// strip typedefs from template arguments: Box<std::int64_t> is described as
// Box<long> where int64_t is long, and is another class where it is long long.
func LongArgument(t abi.Type) bool { return longArgument(t, 0) }

func longArgument(t abi.Type, depth int) bool {
	if depth > maxDepth {
		return true
	}
	base, _, _ := peel(t)
	switch base.Kind() {
	case abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef, abi.KindArray, abi.KindVector:
		return longArgument(base.Elem(), depth+1)
	case abi.KindStruct, abi.KindClass, abi.KindUnion, abi.KindEnum:
		if LongArguments(base.Args()) {
			return true
		}
		if s := t.Model().Scope(base.Scope()); s.Kind == abi.ScopeRecord {
			return longArgument(t.Model().Type(s.Type), depth+1)
		}
	}
	return false
}

// LongArguments reports whether template arguments mention long or unsigned
// long itself; see [LongArgument].
func LongArguments(list []abi.Arg) bool {
	for _, a := range list {
		switch a.Kind {
		case abi.ArgType:
			if plainLong(a.Type, 0) {
				return true
			}
		case abi.ArgPack:
			if LongArguments(a.Pack) {
				return true
			}
		}
	}
	return false
}

// plainLong looks for long in a type that is an argument.
func plainLong(t abi.Type, depth int) bool {
	if depth > maxDepth {
		return true
	}
	switch t.Kind() {
	case abi.KindBase:
		switch t.Name() {
		case "long", "long int", "unsigned long", "long unsigned int":
			return true
		}
	case abi.KindTypedef:
		return false // the compiler kept it
	case abi.KindConst, abi.KindVolatile, abi.KindRestrict, abi.KindAtomic, abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef, abi.KindArray, abi.KindVector:
		return plainLong(t.Elem(), depth+1)
	case abi.KindFunc:
		sig := t.Signature()
		for _, x := range append([]abi.Type{sig.Result}, sig.Params...) {
			if plainLong(x, depth+1) {
				return true
			}
		}
	case abi.KindStruct, abi.KindClass, abi.KindUnion:
		return longArgument(t, depth+1)
	}
	return false
}
