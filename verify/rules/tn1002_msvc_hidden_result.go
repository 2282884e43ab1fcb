package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1002() Rule {
	return Rule{
		ID: "TN1002", Name: "msvc-hidden-result", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a class is returned through a hidden pointer on Microsoft targets",
		Doc:      "Microsoft compilers return a class in registers only from functions that are not members, and only if the class has no constructor, base, private member, virtual function, destructor or own assignment. In every other case the caller passes an address, after this. Rust's extern \"C\" follows the C rule by size, so a small class comes back from the wrong place.",
		Before:   "struct Id { Id(int); int v; };\nId next();                        // Rust: fn next() -> Id",
		After:    "// Rust: fn next(out: *mut Id) -> *mut Id\n// members: fn get(this: *mut W, out: *mut Id) -> *mut Id",
		Standard: "Microsoft x64 calling convention, \"Return values\"; clang MicrosoftCXXABI.cpp, classifyReturnType",
		Remedy:   "declare the out-pointer in Rust (tenon bind does)",
		Run: func(p *Pass) {
			if !p.microsoft() {
				return
			}
			why := map[abi.TypeID]string{}
			open := map[abi.TypeID]bool{}
			uses := p.byClass(func(f abi.Function, index int, t abi.Type) bool {
				if index >= 0 || t.IsDeclaration() {
					return false
				}
				if f.Signature().Member {
					if why[t.ID()] == "" {
						why[t.ID()] = "a member function returns it"
					}
					return true
				}
				hidden, because := p.Triv(t).MicrosoftResult()
				switch hidden {
				case abi.No:
					why[t.ID()] = because
					return true
				case abi.Maybe:
					if !open[t.ID()] {
						open[t.ID()] = true
						p.CouldNotCheck(t.QualifiedName(), because, "compile the class with clang and full debug information")
					}
				}
				return false
			})
			for _, c := range uses {
				p.Report(c.finding(p, "%s comes back through a hidden pointer on Microsoft targets in %s: %s", c.t.QualifiedName(), nFunctions(len(c.uses)), why[c.t.ID()]))
			}
		},
	}
}
