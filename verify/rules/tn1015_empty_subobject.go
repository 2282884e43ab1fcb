package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1015() Rule {
	return Rule{
		ID: "TN1015", Name: "empty-subobject", Grade: verify.Note, Portable: true, Since: "0.1.0",
		Summary:  "an empty base or [[no_unique_address]] member shares its address",
		Doc:      "An empty class has size 1, but as a base, or as a [[no_unique_address]] member, it takes no bytes. A Rust mirror that writes it as a field shifts everything after it. Microsoft compilers give several empty bases different addresses and ignore [[no_unique_address]].",
		Before:   "struct Tag {};\nstruct Node : Tag { int value; };     // 4 bytes",
		After:    "// Rust: leave the empty class out",
		Standard: "Itanium C++ ABI §2.4 (II.3); ISO C++ [intro.object] 9, [dcl.attr.nouniqueaddr]",
		Remedy:   "leave it out of the Rust struct (tenon bind does)",
		Run: func(p *Pass) {
			for t := range p.API.Records {
				if t.Kind() == abi.KindUnion {
					continue
				}
				if what := emptyPart(t); what != "" {
					p.Report(p.Type(t, "%s of %s is empty and takes no bytes of its own", what, t.QualifiedName()))
				}
			}
		},
	}
}

// emptyPart names the first empty base, or empty member that shares its byte
// with something else.
func emptyPart(t abi.Type) string {
	for _, b := range t.Bases() {
		if b.Type.IsEmpty() && !t.IsEmpty() {
			return "base " + b.Type.QualifiedName()
		}
	}
	ps := parts(t)
	size, _ := t.Size()
	for i, f := range t.Fields() {
		if !f.Type.IsEmpty() {
			continue
		}
		if f.Offset.Bytes() >= size {
			return "member " + fieldName(f)
		}
		for _, x := range ps {
			if f.Offset >= x.at && f.Offset < x.end {
				return "member " + fieldName(f)
			}
		}
		for j, g := range t.Fields() {
			if i != j && g.Type.IsEmpty() && g.Offset == f.Offset {
				return "member " + fieldName(f)
			}
		}
	}
	return ""
}
