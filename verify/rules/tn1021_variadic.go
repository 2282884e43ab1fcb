package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1021() Rule {
	return Rule{
		ID: "TN1021", Name: "variadic", Grade: verify.Note, Since: "0.1.0",
		Summary:  "a function takes a variable number of arguments",
		Doc:      "Nothing checks the arguments after \"...\": the caller must promote small integers and floats itself, classes must not be passed, and the conventions differ (Apple arm64 puts them all on the stack, Windows copies floats into integer registers).",
		Before:   "void logf(const char *format, ...);",
		After:    "void logs(const char *text);      // a plain entry point beside it",
		Standard: "ISO C++ [expr.call] 12; Rust Reference, \"External blocks\": variadic functions; ARM64 ABI of Apple platforms",
		Remedy:   "offer a function with fixed parameters",
		Run: func(p *Pass) {
			for _, f := range p.API.Funcs {
				if f.Has(abi.FuncVariadic) {
					p.Report(p.Func(f, "%s takes a variable number of arguments", f.QualifiedName()))
				}
			}
		},
	}
}
