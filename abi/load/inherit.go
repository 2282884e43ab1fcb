package load

import (
	"bytes"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// inherit makes a constructor of the function by which a class has a constructor
// of a base ("using Base::Base"): clang names it after the base, and only the
// symbol of a definition tells.
func (l *loader) inherit(f *function, r ref) {
	name := r.bytes(sLinkage)
	if f.row.Owner == 0 || f.row.Flags&(abi.FuncConstructor|abi.FuncArtificial) != abi.FuncArtificial || inheritedAt(name) < 0 {
		return
	}
	own, _, _ := bytes.Cut(l.ownerName(spec(r)), []byte("<"))
	f.row.Flags |= abi.FuncConstructor
	f.row.Name = l.b.Bytes(own)
}

// inheritedAt finds the variant in the name of an inheriting constructor: C I
// <digit> <type> (Itanium C++ ABI §5.1.4.3). The digit is at the index and 1; it
// is -1 for other names. Identifiers may look the same, so the name is read.
// Hostile names have many places to look at: only the last few count.
func inheritedAt[S string | []byte](n S) int {
	for i, tries := min(len(n), maxInherited)-4, 16; i > 2 && tries > 0; i-- {
		if n[i-1] != 'C' || n[i] != 'I' || n[i+1] < '1' || n[i+1] > '5' {
			continue
		}
		tries--
		// With another digit it is the name of another variant.
		other := []byte(string(n)) // a copy: n may lie in a file
		if other[i+1] = '1'; n[i+1] == '1' {
			other[i+1] = '2'
		}
		if inherits(string(n), n[i+1]) && inherits(string(other), other[i+1]) {
			return i
		}
	}
	return -1
}

// maxInherited is more bytes than compilers write before the variant.
const maxInherited = 1 << 12

// inherits reports whether a name is of a variant of an inheriting constructor.
func inherits(name string, variant byte) bool {
	s, err := itanium.Parse(name)
	if err != nil {
		return false
	}
	n := s.Ctor()
	return n != nil && n.Flags&ast.Inherited != 0 && n.Text == string(variant)
}
