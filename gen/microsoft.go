package gen

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// What Microsoft's C++ ABI adds to member functions that no signature shows.

// maxBaseDepth bounds walks over bases.
const maxBaseDepth = 32

// mostDerivedParam is the last parameter of constructors of classes with
// virtual bases (ABI-RULES §2.4): 1 builds the virtual bases too, as the
// constructor of a complete object does.
const mostDerivedParam = "is_most_derived"

func (g *generator) takesMostDerived(f abi.Function) bool {
	return g.m.Target().Microsoft() && f.Has(abi.FuncConstructor) && hasVirtualBase(f.Owner(), 0)
}

// mostDerived adds the parameter to a declaration in ffi.
func (g *generator) mostDerived(f abi.Function, params []rs.Param) []rs.Param {
	if !g.takesMostDerived(f) {
		return params
	}
	name := mostDerivedParam
	for _, p := range params {
		if p.Name == name {
			name += "_"
		}
	}
	return append(params, rs.Param{Name: name, Type: "i32"})
}

// basesUnknown reports a function whose call depends on bases that the object
// doesn't tell.
func (g *generator) basesUnknown(f abi.Function) bool {
	return g.m.Target().Microsoft() && (f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor) || f.Has(abi.FuncVirtual)) && declaredBase(f.Owner(), 0)
}

func declaredBase(t abi.Type, depth int) bool {
	if t.IsDeclaration() || depth > maxBaseDepth {
		return true
	}
	for _, b := range t.Bases() {
		if declaredBase(b.Type.Strip(), depth+1) {
			return true
		}
	}
	return false
}

// adjustedThis reports whether a virtual function expects `this` to point to a
// part of its object: to that with the vfptr of the class which introduced the
// function, where it is not at the start. The destructor ??1 is such a
// function too; ??_D, which also destroys virtual bases, takes the object.
func (g *generator) adjustedThis(f abi.Function) bool {
	if !g.m.Target().Microsoft() || f.Owner().IsNone() {
		return false
	}
	return f.Has(abi.FuncVirtual) && introducedElsewhere(f, f.Owner(), 0, true)
}

// introducedElsewhere looks for a virtual function of the same name in bases
// that do not start where the object does.
func introducedElsewhere(f abi.Function, t abi.Type, depth int, start bool) bool {
	if depth > maxBaseDepth {
		return true
	}
	for _, b := range t.Bases() {
		at, base := start && b.Known && !b.Virtual && b.Offset == 0, b.Type.Strip()
		if !at {
			for _, m := range base.Methods() {
				if m.Has(abi.FuncVirtual) && (m.Name() == f.Name() || m.Has(abi.FuncDestructor) && f.Has(abi.FuncDestructor)) {
					return true
				}
			}
		}
		if introducedElsewhere(f, base, depth+1, at) {
			return true
		}
	}
	return false
}
