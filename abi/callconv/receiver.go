package callconv

import "github.com/tenon-abi/tenon/abi"

// Receiver reports why a function's symbol can't be called with the
// address of an object of its class under Microsoft's ABI. An override takes
// the address of the base subobject that introduced the function, and reaches
// the rest of the object from there (clang,
// MicrosoftVTableContext::getMethodVFTableLocation); where that base lies at
// offset 0 the two are the same. Constructors of a class with virtual bases
// take another parameter, whether the object is a complete one, and ??1 does
// not destroy the virtual bases (and takes the address of one of them if that
// has a virtual destructor). Itanium's functions take their own class and have
// thunks and variants for the others.
func Receiver(f abi.Function, on abi.Target) (reason, why string) {
	if !on.Microsoft() || f.Row().Owner == 0 {
		return "", ""
	}
	if f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor) {
		if f.Owner().HasVirtualBases() {
			return ReasonVirtualBases, "constructors and destructors of classes with virtual bases take or leave out more than their declaration says"
		}
		return "", ""
	}
	if !f.Has(abi.FuncVirtual) {
		return "", ""
	}
	if introducedAtFront(f, f.Owner(), map[override]bool{}, 0) {
		return "", "" // of several places the lowest counts
	}
	if why = introducedElsewhere(f, f.Owner()); why != "" {
		reason = ReasonThisAdjusted
	}
	return reason, why
}

// override is a function looked for in the bases of a class.
type override struct {
	f     abi.FuncID
	class abi.TypeID
}

// introducedAtFront reports whether a base at offset 0 declares exactly the
// function that f overrides.
func introducedAtFront(f abi.Function, class abi.Type, seen map[override]bool, depth int) bool {
	for _, b := range class.Bases() {
		base := b.Type.Strip()
		if b.Virtual || !b.Known || b.Offset != 0 || depth > 64 || seen[override{f.ID(), base.ID()}] {
			continue
		}
		seen[override{f.ID(), base.ID()}] = true
		m, found := declares(base, f)
		if !found {
			m = f
		}
		if introducedAtFront(m, base, seen, depth+1) || found && introducedElsewhere(m, base) == "" {
			return true // m is not itself an override of a function from elsewhere
		}
	}
	return false
}

// declares finds exactly f among a class's own virtual functions.
func declares(class abi.Type, f abi.Function) (abi.Function, bool) {
	for _, m := range class.Methods() {
		if m.Has(abi.FuncVirtual) && m.Name() == f.Name() && sameDeclared(m, f) {
			return m, true
		}
	}
	return abi.Function{}, false
}

// sameDeclared compares parameters and qualifiers.
func sameDeclared(a, b abi.Function) bool {
	const quals = abi.FuncConstThis | abi.FuncVolatileThis | abi.FuncRefL | abi.FuncRefR
	x, y := a.Signature().Params, b.Signature().Params
	if len(x) != len(y) || a.Row().Flags&quals != b.Row().Flags&quals {
		return false
	}
	for i := range x {
		if x[i].Unqualified().ID() != y[i].Unqualified().ID() {
			return false
		}
	}
	return true
}

// introducedElsewhere says why f may override a function of a base that does not
// lie at the front of a class; empty if it does not.
func introducedElsewhere(f abi.Function, class abi.Type) string {
	beside := abi.Search[string]{BasesOnly: true, Lost: basesTooDeep, Ask: func(base abi.Type) (string, bool) {
		switch {
		case base.IsDeclaration():
			return "it may override a function of " + base.QualifiedName() + ", which is only declared", false
		case overridden(f, base):
			return "it overrides a function of " + base.QualifiedName() + " and takes the address of that base as this", false
		}
		return "", true
	}}
	front := abi.Search[string]{BasesOnly: true, Lost: basesTooDeep, Ask: func(c abi.Type) (string, bool) {
		for _, b := range c.Bases() {
			if b.Virtual || !b.Known || b.Offset != 0 {
				if why := beside.In(b.Type); why != "" {
					return why, false
				}
			}
		}
		return "", true
	}}
	return front.In(class)
}

const basesTooDeep = "its bases are nested too deeply to be looked at"

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
