package load

import "github.com/tenon-abi/tenon/dwarf"

// strayMember finds the class of a member function that is declared outside of
// it: g++ describes instances of member templates so when a unit uses them
// before it completes the class. Only the object parameter tells.
func strayMember(c ref) ref {
	if !c.has(sObjPtr) {
		return none
	}
	t := c.target(sObjPtr).target(sType)
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
