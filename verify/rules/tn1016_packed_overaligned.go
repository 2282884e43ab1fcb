package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1016() Rule {
	return Rule{
		ID: "TN1016", Name: "packed-overaligned", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a packed record or an over-aligned member",
		Doc:      "References to members of packed records are undefined behaviour in Rust unless the member is aligned anyway. Rust can raise the alignment of a type, not of one member, and refuses an aligned type inside of a packed one. By value such records also travel differently.",
		Before:   "struct __attribute__((packed)) Header { char kind; int size; };\nstruct Line { char tag; alignas(16) int value; };",
		After:    "// Rust: bytes of the right size and alignment, with accessors at the true offsets",
		Standard: "Rust Reference, \"The alignment modifiers\" (E0588); System V psABI x86-64 §3.2.3 (unaligned fields)",
		Remedy:   "let tenon bind make the bytes and accessors, or reorder the members so that no attribute is needed",
		Run: func(p *Pass) {
			n := naturals{}
			for t := range p.API.Records {
				if what := oddAlign(t, n); what != "" {
					f := p.Type(t, "%s: %s", t.QualifiedName(), what)
					f.Pictures = []verify.Picture{verify.PictureOf(t, "as built")}
					p.Report(f)
				}
			}
		},
	}
}

// oddAlign says what about the alignment of a record Rust can't spell plainly.
func oddAlign(t abi.Type, known naturals) string {
	size, _ := t.Size()
	for _, f := range t.Fields() {
		a, ok := known.of(f.Type)
		if f.Align != 0 && ok && f.Align > a {
			return "member " + fieldName(f) + " is over-aligned to " + utoa(uint64(f.Align)) + " bytes"
		}
		if ok && !f.BitField && f.Offset%a.Bits() != 0 {
			return "packed: member " + fieldName(f) + " lies at byte " + utoa(uint64(f.Offset/8)) + ", aligned less than its type"
		}
		if ok && !f.BitField && size%a != 0 && t.Node().Align != uint32(a) {
			return "packed: the size of " + utoa(uint64(size)) + " bytes is no multiple of the alignment of member " + fieldName(f)
		}
	}
	if a := abi.Bytes(t.Node().Align); a != 0 {
		switch n, ok := known.record(t, 0); {
		case ok && a > n:
			return "over-aligned to " + utoa(uint64(a)) + " bytes"
		case ok && a < n: // clang 19 and later tell of #pragma pack
			return "packed: aligned to " + utoa(uint64(a)) + " bytes, less than its members"
		}
	}
	return ""
}
