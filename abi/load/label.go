package load

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf/object"
	"github.com/tenon-abi/tenon/mangle"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// Mach-O and 32-bit Windows put an underscore before C names. An asm label is a
// symbol as it stands, and so is the linkage name that clang gives for one:
// "_puts" means what C calls puts, and "puts" is a symbol that no C name has.

// underscores reports whether C names of a target have the underscore.
func underscores(t abi.Target) bool {
	return t.OS == abi.Apple || t.OS == abi.Windows && t.Arch == abi.I386
}

// verbatim reports a symbol of an object file that has no underscore and is
// not decorated in another way.
func verbatim(im *object.Image, s *object.Symbol) bool {
	prefixed := im.Format == object.FormatMachO || im.Format == object.FormatCOFF && im.Machine == object.I386
	return prefixed && s.Binding != object.BindLocal && !strings.ContainsRune("_?@", rune(s.Raw[0]))
}

// linked is the name in the symbol table of what a linkage name of a unit says.
func (l *loader) linked(linkage abi.StrID, unit uint32) abi.StrID {
	if linkage == 0 || unit == 0 || !underscores(l.target) {
		return linkage
	}
	if u := l.units[unit-1]; !u.lang.C() && !u.lang.Cxx() {
		return linkage
	}
	name := l.b.Text(linkage)
	switch {
	case mangle.Detect(name) != ast.NoScheme || strings.HasPrefix(name, "@"):
		return linkage
	case strings.HasPrefix(name, "_"):
		return l.b.Find([]byte(name[1:]))
	}
	return l.b.Find([]byte(abi.Verbatim + name))
}
