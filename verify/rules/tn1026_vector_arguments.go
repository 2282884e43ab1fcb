package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1026() Rule {
	return Rule{
		ID: "TN1026", Name: "vector-arguments", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a vector by value whose registers depend on -mavx",
		Doc:      "A vector of 32 or 64 bytes travels in one register if the unit was compiled for AVX or AVX-512, and through memory otherwise. Caller and callee must agree on flags that no symbol records.",
		Before:   "typedef float v8 __attribute__((vector_size(32)));\nv8 scale(v8 v);",
		After:    "void scale(const v8 *in, v8 *out);",
		Standard: "System V psABI x86-64 §3.2.3 (classes SSE, SSEUP and MEMORY)",
		Remedy:   "pass a pointer",
		Run: func(p *Pass) {
			vectors := abi.Search[abi.Bytes]{Ask: wideVector}
			for _, f := range p.API.Funcs {
				s := f.Signature()
				for _, t := range append([]abi.Type{s.Result}, s.Params...) {
					if w := vectors.In(t); w != 0 {
						p.Report(p.Func(f, "%s passes a vector of %d bytes by value", f.QualifiedName(), w))
						break
					}
				}
			}
		},
	}
}

// wideVector is the size of t if it is a vector of more than 16 bytes; into says to
// look for one in it.
func wideVector(t abi.Type) (size abi.Bytes, into bool) {
	if t.Kind() == abi.KindVector {
		if s, ok := t.Size(); ok && s > 16 {
			return s, false
		}
	}
	return 0, true
}
