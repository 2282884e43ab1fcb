package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1014() Rule {
	return Rule{
		ID: "TN1014", Name: "tail-padding", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a member lies in the tail padding of a base or of another member",
		Doc:      "The Itanium ABI puts members of a derived class into the unused bytes at the end of a base that is not plain old data, and after [[no_unique_address]] members. A Rust struct with a base field and further fields has another layout, and writing the base as a whole overwrites the member.",
		Before:   "struct Base { int a; char b; Base(); };\nstruct Derived : Base { char c; };   // c at byte 5, sizeof 8",
		After:    "// Rust: flatten: struct Derived { a: i32, b: i8, c: i8 }, never { base: Base, c: i8 }",
		Standard: "Itanium C++ ABI §2.4 (II.3), dsize and nvsize",
		Remedy:   "flatten the base in Rust (tenon bind does) and never copy a Base through a *mut Base of a Derived",
		Run: func(p *Pass) {
			for t := range p.API.Records {
				if t.Kind() == abi.KindUnion {
					continue
				}
				if inner, host := tailReuse(t); inner != "" {
					f := p.Type(t, "%s of %s lies inside of %s, in its tail padding", inner, t.QualifiedName(), host)
					f.Pictures = []verify.Picture{verify.PictureOf(t, "as built")}
					p.Report(f)
				}
			}
		},
	}
}

type part struct {
	name    string
	at, end abi.Bits
	class   bool
}

// parts lists what lies directly in a record, with the full size of each.
func parts(t abi.Type) []part {
	var out []part
	for _, b := range t.Bases() {
		if s, ok := b.Type.Size(); ok && !b.Virtual && b.Known && b.Offset >= 0 && !b.Type.IsEmpty() {
			at := abi.Bytes(b.Offset).Bits()
			out = append(out, part{"base " + b.Type.QualifiedName(), at, at + s.Bits(), true})
		}
	}
	for _, f := range t.Fields() {
		s, ok := f.Type.Size()
		if !ok || f.Type.IsEmpty() {
			continue
		}
		size := s.Bits()
		if f.BitField {
			size = abi.Bits(f.Bits)
		}
		out = append(out, part{"member " + fieldName(f), f.Offset, f.Offset + size, f.Type.Strip().IsRecord()})
	}
	return out
}

// tailReuse finds a part that begins inside of another part of class type.
func tailReuse(t abi.Type) (inner, host string) {
	ps := parts(t)
	for i, h := range ps {
		if !h.class {
			continue
		}
		for j, x := range ps {
			if i != j && x.at > h.at && x.at < h.end {
				return x.name, h.name
			}
		}
	}
	return "", ""
}
