package rules

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1018() Rule {
	return Rule{
		ID: "TN1018", Name: "inline-only", Grade: verify.Note, Since: "0.1.0",
		Summary:  "functions of a class are declared and have no symbol",
		Doc:      "Functions defined in the class body, and inline functions in general, exist only where a compiler needed a copy. The objects hold none, so nothing outside of C++ can call them.",
		Before:   "struct Box { int size() const { return n; } int n; };",
		After:    "struct Box { int size() const; int n; };   // defined in a .cc file",
		Standard: "ISO C++ [dcl.inline]; Itanium C++ ABI §5.2.3",
		Remedy:   "compile one unit with -fkeep-inline-functions (gcc), define them out of line, or compile the shims that tenon bind writes",
		Run: func(p *Pass) {
			for t := range p.API.Records {
				var list []string
				for _, m := range t.Methods() {
					if p.inlineOnly(m) {
						list = append(list, verify.FunctionEntity(m))
					}
				}
				if len(list) == 0 {
					continue
				}
				f := verify.Finding{Kind: verify.EntityType, Entity: t.QualifiedName(), Location: verify.LocationOf(p.Model, t.Origin()),
					Message: fmt.Sprintf("%s declares functions that have no symbol in these objects: %d", t.QualifiedName(), len(list)), Affected: list}
				p.Report(f)
			}
		},
	}
}

// inlineOnly reports whether a public member function is declared by a person,
// may be called, and has no symbol of any sort.
func (p *Pass) inlineOnly(m abi.Function) bool {
	const never = abi.FuncArtificial | abi.FuncDeleted | abi.FuncPure | abi.FuncDefaulted | abi.FuncTemplate
	return m.Row().Flags&never == 0 && m.Row().Access == abi.Public && len(m.Symbols()) == 0
}
