package rules

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1028() Rule {
	return Rule{
		ID: "TN1028", Name: "va-list", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a function takes a va_list",
		Doc:      "va_list is an array of one struct on x86-64 (so a pointer as a parameter), a struct on AArch64 Linux, a char pointer on Windows and Apple arm64. Stable Rust cannot make one.",
		Before:   "int vlog(const char *format, va_list args);",
		After:    "int log_text(const char *text);",
		Standard: "System V psABI x86-64 §3.5.7; AAPCS64 §10.1.5; Rust core::ffi::VaList (unstable)",
		Remedy:   "offer a function with fixed parameters",
		Run: func(p *Pass) {
			for _, f := range p.API.Funcs {
				for i, t := range f.Signature().Params {
					if isVaList(t) {
						p.Report(p.Func(f, "parameter %d of %s is a va_list", i+1, f.QualifiedName()))
						break
					}
				}
			}
		},
	}
}

// isVaList looks for the names that compilers and libraries give va_list.
func isVaList(t abi.Type) bool {
	for range 16 {
		// g++ names the built-in struct "typedef __va_list_tag __va_list_tag".
		switch strings.TrimPrefix(t.Name(), "typedef __va_list_tag ") {
		case "va_list", "__builtin_va_list", "__gnuc_va_list", "__va_list_tag", "__va_list", "__builtin_ms_va_list":
			return true
		}
		switch k := t.Kind(); {
		case k == abi.KindTypedef, k.IsQualifier(), k == abi.KindPointer, k == abi.KindArray, k.IsReference():
			t = t.Elem()
		default:
			return false
		}
	}
	return false
}
