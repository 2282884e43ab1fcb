package gen

import "github.com/tenon-abi/tenon/abi"

// maxBaseDepth bounds walks over bases.
const maxBaseDepth = 32

// basesUnknown reports a function whose call depends on bases that the object
// doesn't tell.
func (g *generator) basesUnknown(f abi.Function) bool {
	return g.m.Target().Microsoft() && (f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor) || f.Has(abi.FuncVirtual)) && !f.Owner().BasesDescribed()
}
