package load

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// placeholder reports whether an entry is what stands for a type that the
// compiler deduces: auto or decltype(auto) ([dcl.spec.auto]).
func placeholder(t ref) bool {
	if !t.ok() || t.tag() != dwarf.TagUnspecifiedType {
		return false
	}
	n := t.str(sName)
	return n == "auto" || n == "decltype(auto)"
}

// deducible reports whether a type is a placeholder, or leads to one by
// qualifiers, pointers and references.
func deducible(t ref) bool {
	for range 16 {
		switch {
		case !t.ok():
			return false
		case placeholder(t):
			return true
		}
		switch t.tag() {
		case dwarf.TagConstType, dwarf.TagVolatileType, dwarf.TagPointerType, dwarf.TagReferenceType, dwarf.TagRvalueReferenceType:
			t = t.target(sType)
		default:
			return false
		}
	}
	return false
}

// deducedType is the type that the definition r states where its declaration
// has a placeholder; ok is false if the declaration has none. A definition
// without a type returns nothing.
func (l *loader) deducedType(r ref) (id abi.TypeID, ok bool) {
	decl := spec(r)
	if r == decl || !deducible(decl.target(sType)) {
		return 0, false
	}
	for range 8 {
		if t := r.target(sType); t.ok() {
			return l.typ(t), true
		}
		next := r.target(sSpec)
		if !next.ok() {
			next = r.target(sOrigin)
		}
		if !next.ok() || next == decl {
			return 0, true
		}
		r = next
	}
	return 0, false
}

// undeduced is the type of what no unit defines: nothing is known about it.
func (l *loader) undeduced() abi.TypeID {
	if l.placeholder == 0 {
		l.placeholder = l.b.AddType(abi.Node{Kind: abi.KindUnsupported, Name: l.b.Str("a type deduced from a definition that no unit has")}, abi.Origin{})
	}
	return l.placeholder
}
