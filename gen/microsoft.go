package gen

import "github.com/tenon-abi/tenon/abi"

// maxBaseDepth bounds walks over bases.
const maxBaseDepth = 32

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
