package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1009() Rule {
	return Rule{
		ID: "TN1009", Name: "no-destructor-symbol", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a class needs its destructor, and the objects export none",
		Doc:      "The class is returned or passed by value, or has an exported constructor, so Rust can own one. Its destructor is not trivial and has no symbol that can be called: it is inline, implicit or hidden. A mirror without Drop leaks silently.",
		Before:   "struct Log { Log(); ~Log() { flush(); } void flush(); };",
		After:    "struct Log { Log(); ~Log(); void flush(); };   // defined in a .cc file",
		Standard: "Itanium C++ ABI §5.2.3 (vague linkage: inline functions); Microsoft: dllexport",
		Remedy:   "define the destructor out of line and export it, or compile a unit with -fkeep-inline-functions",
		Run: func(p *Pass) {
			owned := map[abi.TypeID]bool{}
			p.ByValue(func(_ abi.Function, _ string, _ int, t abi.Type) { owned[t.ID()] = true })
			for t := range p.API.Records {
				var dtor abi.Function
				for _, m := range t.Methods() {
					if m.Has(abi.FuncDestructor) {
						dtor = m
					}
					if m.Has(abi.FuncConstructor) && p.API.Exported(m) && !m.Has(abi.FuncArtificial) {
						owned[t.ID()] = true
					}
				}
				if !owned[t.ID()] || p.Triv(t).Dtor != abi.StateNontrivial || p.API.Exported(dtor) {
					continue
				}
				how := "is implicit"
				switch defined, _, imported := p.API.symbols(dtor); {
				case imported:
					continue // another image defines it
				case defined:
					how = "has no exported symbol"
				case dtor.ID() != 0 && !dtor.Has(abi.FuncArtificial):
					how = "has no symbol"
				}
				p.Report(p.Type(t, "the destructor of %s is not trivial and %s", t.QualifiedName(), how))
			}
		},
	}
}
