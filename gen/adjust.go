package gen

import "github.com/tenon-abi/tenon/abi"

// microsoftThis reports why a function's symbol can't be called with the
// address of an object of its class under Microsoft's ABI. An override takes
// the address of the base subobject that introduced the function, and reaches
// the rest of the object from there (clang,
// MicrosoftVTableContext::getMethodVFTableLocation); where that base lies at
// offset 0 the two are the same. Constructors of a class with virtual bases
// take another parameter, whether the object is a complete one, and ??1 does
// not destroy the virtual bases (and takes the address of one of them if that
// has a virtual destructor). Itanium's functions take their own class and have
// thunks and variants for the others.
func microsoftThis(f abi.Function, on abi.Target) (reason, why string) {
	if !on.Microsoft() || f.Row().Owner == 0 {
		return "", ""
	}
	if f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor) {
		if virtualBases(f.Owner(), 0) {
			return "virtual-bases", "constructors and destructors of classes with virtual bases take or leave out more than their declaration says"
		}
		return "", ""
	}
	if !f.Has(abi.FuncVirtual) {
		return "", ""
	}
	if why = introducedElsewhere(f, f.Owner(), 0, false, 0); why != "" {
		reason = "this-adjusted"
	}
	return reason, why
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
