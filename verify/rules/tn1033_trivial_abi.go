package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1033() Rule {
	return Rule{
		ID: "TN1033", Name: "trivial-abi", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a class is passed by value only because of [[clang::trivial_abi]]",
		Doc:      "clang passes it in registers and lets the callee destroy it; g++ ignores the attribute and passes an address. Objects of both compilers cannot exchange it, and debug information of g++ does not show the attribute.",
		Before:   "struct [[clang::trivial_abi]] Ref { void *p; ~Ref(); };\nvoid keep(Ref r);",
		After:    "void keep(Ref *r);                // the same with every compiler",
		Standard: "clang documentation, \"trivial_abi\"",
		Remedy:   "compile every unit that passes it with clang, or pass a pointer",
		Run: func(p *Pass) {
			for _, c := range p.byClass(func(_ abi.Function, _ int, t abi.Type) bool { return p.Triv(t).TrivialABI }) {
				p.Report(c.finding(p, "%s is passed by value by clang and by address by g++, in %s", c.t.QualifiedName(), nFunctions(len(c.uses))))
			}
		},
	}
}
