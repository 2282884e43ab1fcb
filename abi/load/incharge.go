package load

import (
	"bytes"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// inCharge counts the hidden parameters that g++ put in front of a
// constructor's own without marking them as artificial. In
// units that only instantiate the class g++ describes the abstract function
// so, and its linkage name (C4EiPPKv…) encodes them: an int that says
// which variant is called, and the table of virtual tables if the class has
// virtual bases.
func (l *loader) inCharge(c ref, owner abi.TypeID, linkage []byte) int {
	if owner == 0 {
		return 0
	}
	if !bytes.Contains(linkage, []byte("4Ei")) || !bytes.HasPrefix(linkage, []byte("_Z")) {
		return 0
	}
	both := bytes.Contains(linkage, []byte("4EiPPKv"))
	if both && bytes.Contains(linkage, []byte("C4Ei")) && !marked(c) && l.hasVirtualBases(naming(c)) {
		return 2
	}
	return 0
}

// hasVirtualBases looks at a class's definition; of a class that is only
// declared the destructor tells.
func (l *loader) hasVirtualBases(class ref) bool {
	if !class.ok() {
		return false
	}
	if virtualBases(class, map[spot]bool{}) {
		return true
	}
	if d := class.u.definitionAt(class.i); d != nil {
		for _, def := range l.defs[d.key] {
			if virtualBases(def, map[spot]bool{}) {
				return true
			}
		}
	}
	found := false
	class.each(func(m ref) {
		found = found || m.tag() == dwarf.TagSubprogram && bytes.Contains(m.bytes(sLinkage), []byte("D4EiPPKv"))
	})
	return found
}

// marked reports whether a member function has an artificial parameter besides
// this.
func marked(c ref) bool {
	n := 0
	c.each(func(p ref) {
		if p.tag() == dwarf.TagFormalParameter && p.flag(sArtificial) {
			n++
		}
	})
	return n > 1
}

const maxBases = 1 << 10 // of one class, at any depth

// virtualBases reports whether a class has a virtual base, direct or not.
func virtualBases(class ref, seen map[spot]bool) bool {
	found := false
	if !class.ok() || seen[spotOf(class)] || len(seen) > maxBases {
		return false
	}
	seen[spotOf(class)] = true
	class.each(func(b ref) {
		if b.tag() != dwarf.TagInheritance || found {
			return
		}
		if v, _ := b.uint(sVirtuality); v != 0 {
			found = true
			return
		}
		found = virtualBases(b.target(sType), seen)
	})
	return found
}
