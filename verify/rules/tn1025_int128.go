package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1025() Rule {
	return Rule{
		ID: "TN1025", Name: "int128", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a 128-bit integer crosses the border",
		Doc:      "Rust aligned i128 and u128 to 8 bytes on x86-64 before 1.77 and to 16 since, as C++ does: a struct with one has another layout with older toolchains. As a parameter, g++ and clang also disagree once fewer than two integer registers are left.",
		Before:   "struct Wide { char tag; __int128 value; };",
		After:    "struct Wide { char tag; alignas(16) uint64_t lo, hi; };",
		Standard: "System V psABI x86-64 §3.2.3; Rust release notes 1.77 (i128 alignment)",
		Remedy:   "require Rust 1.77, or pass two 64-bit halves",
		Run: func(p *Pass) {
			for _, f := range p.API.Funcs {
				s := f.Signature()
				for _, t := range append([]abi.Type{s.Result}, s.Params...) {
					if isInt128(t) {
						p.Report(p.Func(f, "%s passes a 128-bit integer by value", f.QualifiedName()))
						break
					}
				}
			}
			for t := range p.API.Records {
				for _, f := range t.Fields() {
					if isInt128(f.Type) {
						p.Report(p.Type(t, "member %s of %s is a 128-bit integer", fieldName(f), t.QualifiedName()))
						break
					}
				}
			}
		},
	}
}

func isInt128(t abi.Type) bool {
	t = t.Strip()
	if t.Kind() == abi.KindArray {
		t = t.Elem().Strip()
	}
	s, _ := t.Size()
	return t.Kind() == abi.KindBase && s == 16 && (t.Encoding() == abi.EncSigned || t.Encoding() == abi.EncUnsigned)
}
