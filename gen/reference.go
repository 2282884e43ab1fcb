package gen

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
)

// reference is how a function of the mirror takes a parameter of type T&: as a
// reference of Rust. What it refers to must have a type in Rust whose values
// are those of C++; the rest stays a raw pointer, as ffi has it.
//
//   - A volatile object, an array, a pointer, a function, and a class that is
//     only declared have no such type, and what char is differs by target.
//   - T&& says that the object may be left empty, which no reference of Rust
//     says.
//
// Results stay raw pointers: nothing tells how long they may be used.
func (g *generator) reference(t abi.Type, slot callconv.Slot, depth int) (typ string, pinned, ok bool) {
	r := t.Strip()
	if slot.Form != callconv.FormDirect || r.Kind() != abi.KindLValueRef || isVolatile(r.Elem()) || g.cChar(r.Elem()) {
		return "", false, false
	}
	constant := constElement(r.Elem())
	e := r.Elem().Strip()
	word := "&"
	switch k := e.Kind(); {
	case k == abi.KindBase, k == abi.KindEnum:
	case k.IsRecord():
		if _, placed := g.places[e.ID()]; !placed || e.IsDeclaration() {
			return "", false, false
		}
		form := g.rep(e).form
		pinned = !constant && (form == formStorage || form == formOpaque)
	default:
		return "", false, false
	}
	s := g.spell(e, depth, 0)
	if s.reason != "" {
		return "", false, false
	}
	if !constant {
		word = "&mut "
	}
	typ = word + s.text
	if pinned {
		typ = "core::pin::Pin<" + typ + ">"
	}
	return typ, pinned, true
}
