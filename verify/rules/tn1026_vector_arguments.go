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
			for _, f := range p.API.Funcs {
				s := f.Signature()
				for _, t := range append([]abi.Type{s.Result}, s.Params...) {
					if w := wideVector(t, 0); w != 0 {
						p.Report(p.Func(f, "%s passes a vector of %d bytes by value", f.QualifiedName(), w))
						break
					}
				}
			}
		},
	}
}

// wideVector is the size of a vector of more than 16 bytes that t is or
// consists of, 0 if there is none.
func wideVector(t abi.Type, depth int) abi.Bytes {
	t = t.Strip()
	switch {
	case t.Kind() == abi.KindVector:
		if s, ok := t.Size(); ok && s > 16 {
			return s
		}
	case t.IsRecord() && depth < 8:
		for _, f := range t.Fields() {
			if w := wideVector(f.Type, depth+1); w != 0 {
				return w
			}
		}
	}
	return 0
}
