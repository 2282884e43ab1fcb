package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1003() Rule {
	return Rule{
		ID: "TN1003", Name: "callee-destroys", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "the called function destroys a by-value argument",
		Doc:      "On Microsoft targets, and everywhere for [[clang::trivial_abi]] classes, the function that receives an object by value runs its destructor. A Rust caller that also drops the value destroys it twice.",
		Before:   "struct Ref { void *p; ~Ref(); };\nvoid keep(Ref r);                 // Rust: fn keep(r: Ref), Ref: Drop",
		After:    "// Rust: fn keep(r: ManuallyDrop<Ref>)",
		Standard: "clang CGCall.cpp, areArgsDestroyedLeftToRightInCallee (Microsoft); clang documentation, trivial_abi",
		Remedy:   "pass ManuallyDrop and never drop the argument on the Rust side (tenon bind does)",
		Run: func(p *Pass) {
			for _, c := range p.byClass(func(_ abi.Function, index int, t abi.Type) bool { return index >= 0 && !t.IsDeclaration() }) {
				tr := p.Triv(c.t)
				if !p.microsoft() && !tr.TrivialABI {
					continue
				}
				switch tr.Dtor {
				case abi.StateNontrivial:
					p.Report(c.finding(p, "%s is destroyed by the called function in %s", c.t.QualifiedName(), nFunctions(len(c.uses))))
				case abi.StateUnknown:
					p.CouldNotCheck(c.t.QualifiedName(), "whether its destructor is trivial is not known", "compile with full debug information")
				}
			}
		},
	}
}
