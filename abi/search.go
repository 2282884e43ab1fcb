package abi

import "slices"

// A Search looks for something in a type and in what it is laid out from: elements
// of arrays, bases and members at any depth. It asks each class once, however many
// members lead to it, and keeps the answers; it belongs to one goroutine.
type Search[T comparable] struct {
	// Ask answers for one type alone, without its cv qualifiers and typedefs; the
	// zero value is that it is not there. Into is whether to look into its parts.
	Ask func(t Type) (found T, into bool)
	// Lost is the answer for classes that contain themselves or nest too deeply.
	Lost T
	// BasesOnly leaves members out.
	BasesOnly bool

	known map[TypeID]T
}

// In is the first answer that is not zero: of t, of its bases in order, of its members.
func (s *Search[T]) In(t Type) T { return s.in(t, 0) }

func (s *Search[T]) in(t Type, depth int) T {
	var none T
	t = t.Strip()
	for n := 0; t.Kind() == KindArray; n++ {
		if n > maxNesting {
			return s.Lost
		}
		t = t.Elem().Strip()
	}
	if x, ok := s.known[t.id]; ok {
		return x
	}
	x, into := s.Ask(t)
	if x != none || !into || !t.IsRecord() {
		return x
	}
	if depth > maxNesting {
		return s.Lost
	}
	if s.known == nil {
		s.known = map[TypeID]T{}
	}
	s.known[t.id] = s.Lost // unless its parts end the search
	x = s.parts(t, depth)
	s.known[t.id] = x
	return x
}

func (s *Search[T]) parts(t Type, depth int) T {
	var none T
	for _, b := range t.Bases() {
		if x := s.in(b.Type, depth+1); x != none {
			return x
		}
	}
	if s.BasesOnly {
		return none
	}
	for _, f := range t.Fields() {
		if x := s.in(f.Type, depth+1); x != none {
			return x
		}
	}
	return none
}

// HasVirtualBases reports whether a class has a virtual base, direct or not.
func (t Type) HasVirtualBases() bool { return t.virtualBases(false) }

// MayHaveVirtualBases reports whether a class has a virtual base, or may have one
// because it or a base of it is only declared.
func (t Type) MayHaveVirtualBases() bool { return t.virtualBases(true) }

func (t Type) virtualBases(declared bool) bool {
	s := Search[bool]{Lost: true, BasesOnly: true, Ask: func(c Type) (bool, bool) {
		virtual := slices.ContainsFunc(c.Bases(), func(b Base) bool { return b.Virtual })
		return virtual || declared && c.IsDeclaration(), true
	}}
	return s.In(t)
}

// BasesDescribed reports whether t and all its bases are classes with a description.
func (t Type) BasesDescribed() bool {
	s := Search[bool]{Lost: true, BasesOnly: true, Ask: func(c Type) (bool, bool) {
		return !c.IsRecord() || c.IsDeclaration(), true
	}}
	return !s.In(t)
}

// Polymorphic reports whether a class declares or inherits a virtual function.
func (t Type) Polymorphic() bool {
	s := Search[bool]{Lost: true, BasesOnly: true, Ask: func(c Type) (bool, bool) {
		return slices.ContainsFunc(c.Methods(), func(f Function) bool { return f.Has(FuncVirtual) }), true
	}}
	return s.In(t)
}
