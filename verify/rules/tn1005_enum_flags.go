package rules

import (
	"math/bits"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1005() Rule {
	return Rule{
		ID: "TN1005", Name: "enum-flags", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "an enum is a set of bits",
		Doc:      "The enumerators are single bits that callers combine, so values that are not listed are normal. In a Rust enum every unlisted value is undefined behaviour, at once.",
		Before:   "enum Flags { Read = 1, Write = 2, Exec = 4 };   // Rust: #[repr(u32)] enum Flags",
		After:    "// Rust: #[repr(transparent)] struct Flags(u32); with constants",
		Standard: "Rust Reference, \"Behavior considered undefined\": invalid values; ISO C++ [dcl.enum] 8",
		Remedy:   "mirror it as a transparent integer with constants (tenon bind does)",
		Run: func(p *Pass) {
			for t := range p.API.Enums {
				if isFlags(t) {
					p.Report(p.Type(t, "%s is a set of bits: combinations are not enumerators", t.QualifiedName()))
				}
			}
		},
	}
}

// isFlags reports whether the values of an enum are at least three single bits
// and combinations of them, and not just numbers in a row.
func isFlags(t abi.Type) bool {
	var all, single uint64
	distinct := map[uint64]bool{}
	lo, hi := ^uint64(0), uint64(0)
	for _, e := range t.Enumerators() {
		v := e.Value
		if e.Signed && int64(v) < 0 {
			continue // ~0 and the like: "everything"
		}
		lo, hi = min(lo, v), max(hi, v)
		distinct[v] = true
		if bits.OnesCount64(v) == 1 {
			single |= v
		}
		all |= v
	}
	n := bits.OnesCount64(single)
	inRow := hi-lo+1 == uint64(len(distinct))
	return n >= 3 && !inRow && all&^single == 0
}
