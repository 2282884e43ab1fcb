package names

import "github.com/tenon-abi/tenon/abi"

// LongArgument reports whether the template arguments of a class, or of a class
// or pointee inside of them, mention long or unsigned long itself. Compilers
// strip typedefs from template arguments: Box<std::int64_t> is described as
// Box<long> where int64_t is long, and is another class where it is long long.
// Itanium names also hold the types of values: values asks for those.
func LongArgument(t abi.Type, values bool) bool { return newLongs(values).argument(t) }

// LongArguments reports whether template arguments mention long or unsigned
// long itself; see [LongArgument].
func LongArguments(list []abi.Arg, values bool) bool { return newLongs(values).arguments(list) }

// longs is a search.
type longs struct {
	seen   map[abi.TypeID]bool
	values bool
}

func newLongs(values bool) longs { return longs{map[abi.TypeID]bool{}, values} }

func (s longs) argument(t abi.Type) bool {
	if len(s.seen) > maxMention {
		return true // too large to tell
	}
	base, _, _ := peel(t)
	switch base.Kind() {
	case abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef, abi.KindArray, abi.KindVector:
		if s.seen[base.ID()] {
			return false
		}
		s.seen[base.ID()] = true
		return s.argument(base.Elem())
	case abi.KindStruct, abi.KindClass, abi.KindUnion, abi.KindEnum:
		if s.seen[base.ID()] {
			return false
		}
		s.seen[base.ID()] = true
		if s.arguments(base.Args()) {
			return true
		}
		if scope := t.Model().Scope(base.Scope()); scope.Kind == abi.ScopeRecord {
			return s.argument(t.Model().Type(scope.Type))
		}
	}
	return false
}

func (s longs) arguments(list []abi.Arg) bool {
	for _, a := range list {
		if (a.Kind == abi.ArgType || a.Kind == abi.ArgValue && s.values) && s.plain(a.Type) || a.Kind == abi.ArgPack && s.arguments(a.Pack) {
			return true
		}
	}
	return false
}

// plain looks for long in a type that is an argument; behind a typedef it is
// one that the compiler kept.
func (s longs) plain(t abi.Type) bool {
	switch t.Kind() {
	case abi.KindBase:
		switch t.Name() {
		case "long", "long int", "unsigned long", "long unsigned int":
			return true
		}
		return false
	case abi.KindStruct, abi.KindClass, abi.KindUnion:
		return s.argument(t)
	}
	if s.seen[t.ID()] || len(s.seen) > maxMention {
		return len(s.seen) > maxMention
	}
	s.seen[t.ID()] = true
	switch t.Kind() {
	case abi.KindConst, abi.KindVolatile, abi.KindRestrict, abi.KindAtomic, abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef, abi.KindArray, abi.KindVector:
		return s.plain(t.Elem())
	case abi.KindFunc:
		sig := t.Signature()
		for _, x := range append([]abi.Type{sig.Result}, sig.Params...) {
			if s.plain(x) {
				return true
			}
		}
	}
	return false
}
