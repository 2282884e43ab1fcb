package rules

import (
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1010() Rule {
	return Rule{
		ID: "TN1010", Name: "destructor-variant", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "only a deleting or base-object destructor can be called",
		Doc:      "A destructor has several symbols: the complete one (D1, ??1) ends an object; the deleting one (D0, ??_G) also frees the memory; the base one (D2) leaves virtual bases alone. Here the complete one is missing, so a Drop that calls what is there frees memory it does not own or ends only a part. A class without virtual bases has no such part: its D2 ends the whole object.",
		Before:   "struct Base : virtual Root { … };  // exported: _ZN4BaseD2Ev, nothing else",
		After:    "// exported: _ZN4BaseD1Ev (define the destructor out of line)",
		Standard: "Itanium C++ ABI §5.1.4.3 (constructors and destructors)",
		Remedy:   "define the destructor out of line, so that all variants are emitted",
		Run: func(p *Pass) {
			for t := range p.API.Records {
				for _, m := range t.Methods() {
					if m.Has(abi.FuncDestructor) && !m.Has(abi.FuncDeleted) {
						p.checkVariants(t, m)
					}
				}
			}
		},
	}
}

func (p *Pass) checkVariants(t abi.Type, dtor abi.Function) {
	var wrong []string
	for _, s := range dtor.Symbols() {
		if !p.API.bindable(s.Row) {
			continue
		}
		switch s.Variant {
		case abi.VariantDeleting, abi.VariantVectorDeleting:
			wrong = append(wrong, "deleting")
		case abi.VariantBase:
			if !t.MayHaveVirtualBases() {
				return
			}
			wrong = append(wrong, "base-object")
		case abi.VariantVBase, abi.VariantClone:
		default:
			return
		}
	}
	if len(wrong) == 0 {
		return
	}
	sort.Strings(wrong)
	p.Report(p.Type(t, "%s has only the %s destructor as a symbol", t.QualifiedName(), strings.Join(wrong, " and the ")))
}
