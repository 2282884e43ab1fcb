package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1019() Rule {
	return Rule{
		ID: "TN1019", Name: "hidden-member", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a public function of an exported class is hidden or local",
		Doc:      "The class is part of the API: other functions of it are exported. This one is defined but cannot be bound from outside of the image, because of visibility attributes, -fvisibility, -fvisibility-inlines-hidden or a version script. The header promises what the library does not keep.",
		Before:   "struct Api { void open(); __attribute__((visibility(\"hidden\"))) void close(); };",
		After:    "struct Api { void open(); void close(); };   // both exported",
		Standard: "System V gABI, \"Symbol Table\": STV_HIDDEN, STB_LOCAL",
		Remedy:   "export the function, or make it private",
		Run: func(p *Pass) {
			for t := range p.API.Records {
				exported := false
				for _, m := range t.Methods() {
					exported = exported || p.API.Exported(m)
				}
				if !exported {
					continue
				}
				for _, m := range t.Methods() {
					if m.Row().Access != abi.Public || m.Has(abi.FuncArtificial) {
						continue
					}
					if defined, out, _ := p.API.symbols(m); defined && !out {
						p.Report(p.Func(m, "%s is public in an exported class, and its symbol is hidden or local", m.QualifiedName()))
					}
				}
			}
		},
	}
}
