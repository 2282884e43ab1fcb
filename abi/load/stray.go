package load

import "github.com/tenon-abi/tenon/dwarf"

// strayMember finds the class of a member function that is declared outside of
// it: g++ describes instances of member templates so when a unit uses them
// before it completes the class. Only the object parameter tells.
func strayMember(c ref) ref {
	this := none
	switch {
	case c.has(sObjPtr):
		this = c.target(sObjPtr)
	case c.u.u.Version < 3 && c.u.lang.Cxx() && c.tag() == dwarf.TagSubprogram: // which has no DW_AT_object_pointer
		this = hiddenObject(c)
	}
	if !this.ok() {
		return none
	}
	t := this.target(sType)
	pointer := false
	for range 8 {
		if !t.ok() {
			return none
		}
		switch t.tag() {
		case dwarf.TagConstType, dwarf.TagVolatileType:
		case dwarf.TagPointerType:
			if pointer {
				return none
			}
			pointer = true
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType:
			if pointer {
				return t
			}
			return none
		default:
			return none
		}
		t = t.target(sType)
	}
	return none
}

// hiddenObject is the first parameter of a function if the compiler added it.
func hiddenObject(c ref) ref {
	first := none
	c.each(func(p ref) {
		if p.tag() == dwarf.TagFormalParameter && !first.ok() {
			first = p
		}
	})
	if first.ok() && first.flag(sArtificial) {
		return first
	}
	return none
}
