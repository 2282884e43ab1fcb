package gen

import "github.com/tenon-abi/tenon/abi"

// adjustedThis reports whether the symbol of a virtual function expects
// another this than the address of an object of its class. Under Microsoft's
// ABI an override takes the address of the base subobject that introduced the
// function, and reaches the rest of the object from there (clang,
// MicrosoftVTableContext::getMethodVFTableLocation); where that base lies at
// offset 0 the two are the same. Destructors (??1) take their own class; so do
// Itanium's functions, which have thunks for the others.
func adjustedThis(f abi.Function, on abi.Target) (why string) {
	if !on.Microsoft() || !f.Has(abi.FuncVirtual) || f.Has(abi.FuncDestructor) || f.Row().Owner == 0 {
		return ""
	}
	return introducedElsewhere(f, f.Owner(), 0, false, 0)
}

// introducedElsewhere looks for what f overrides among the bases of a class
// that lies at an offset in f's own class.
func introducedElsewhere(f abi.Function, class abi.Type, offset int64, virtual bool, depth int) string {
	if depth > 64 {
		return "its bases are nested too deeply to be looked at"
	}
	for _, b := range class.Bases() {
		base := b.Type.Strip()
		at, other := offset+b.Offset, virtual || b.Virtual
		if !other && b.Known && at == 0 {
			if why := introducedElsewhere(f, base, 0, false, depth+1); why != "" {
				return why
			}
			continue
		}
		switch {
		case base.IsDeclaration():
			return "it may override a function of " + base.QualifiedName() + ", which is only declared"
		case overridden(f, base):
			return "it overrides a function of " + base.QualifiedName() + " and takes the address of that base as this"
		}
		if why := introducedElsewhere(f, base, at, true, depth+1); why != "" {
			return why
		}
	}
	return ""
}

// overridden reports whether a class declares a virtual function that f may
// override.
func overridden(f abi.Function, class abi.Type) bool {
	for _, m := range class.Methods() {
		if m.Has(abi.FuncVirtual) && m.Name() == f.Name() && len(m.Signature().Params) == len(f.Signature().Params) {
			return true
		}
	}
	return false
}
