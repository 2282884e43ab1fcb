package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1001() Rule {
	return Rule{
		ID: "TN1001", Name: "by-value-nontrivial", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a class that is not trivial for calls is passed or returned by value",
		Doc:      "Under the Itanium C++ ABI such a class travels as the address of a temporary, whatever its size. A Rust declaration that takes or returns a struct by value uses registers instead: the callee reads an address out of the bytes of the object.",
		Before:   "struct Handle { int fd; ~Handle(); };\nvoid submit(Handle h);            // Rust: fn submit(h: Handle)",
		After:    "void submit(const Handle &h);     // Rust: fn submit(h: *const Handle)\n// or keep the C++ and declare: fn submit(h: *mut Handle)",
		Standard: "Itanium C++ ABI §3.1.1 (value parameters), §3.1.3 (return values)",
		Remedy:   "declare a pointer in Rust (tenon bind does), or take the class by reference in C++",
		Run: func(p *Pass) {
			if p.Target.Microsoft() && p.Target.Arch != abi.I386 {
				return // other rules there: TN1002, TN1003
			}
			for _, c := range p.byClass(func(_ abi.Function, _ int, t abi.Type) bool { return !t.IsDeclaration() }) {
				tr := p.Triv(c.t)
				switch {
				case tr.Certainty == abi.Unknown:
					p.CouldNotCheck(c.t.QualifiedName(), "how the class travels by value is not known: "+tr.Missing,
						"compile with clang, or with -fstandalone-debug and without -gstrict-dwarf")
				case !tr.Trivial:
					p.Report(c.finding(p, "%s travels by address in %s: %s", c.t.QualifiedName(), nFunctions(len(c.uses)), tr.Why))
				}
			}
		},
	}
}
