package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1013() Rule {
	return Rule{
		ID: "TN1013", Name: "msvc-bitfields", Grade: verify.Note, Portable: true, Since: "0.1.0",
		Summary:  "Microsoft compilers lay out these bit-fields elsewhere",
		Doc:      "Itanium packs bit-fields of different types into one unit and into the rest of the bytes before them. Microsoft compilers, and MinGW by default, start a new unit whenever the size of the declared type changes and never use the bytes of another member.",
		Before:   "struct S { bool ready : 1; int count : 5; };   // 4 bytes on Linux, 8 with MSVC",
		After:    "struct S { unsigned ready : 1; unsigned count : 5; };",
		Standard: "Itanium C++ ABI §2.4 (II.1); Microsoft C++ Language Reference, \"C++ bit fields\"",
		Remedy:   "give all bit-fields of a run the same declared type",
		Run: func(p *Pass) {
			if p.Target.OS == abi.Windows {
				return // the layout is Microsoft's already
			}
			for t := range p.API.Records {
				if t.Kind() == abi.KindUnion {
					continue
				}
				if f, at, ok := microsoftMoves(t); ok {
					fd := p.Type(t, "bit-field %s of %s lies at bit %d here and at bit %d with Microsoft compilers", fieldName(f), t.QualifiedName(), f.Offset, at)
					fd.Pictures = []verify.Picture{verify.PictureOf(t, "as built: "+p.Target.String())}
					p.Report(fd)
				}
			}
		},
	}
}

// microsoftMoves finds the first bit-field that Microsoft's rule puts at
// another bit, given that everything before it lies where it does.
func microsoftMoves(t abi.Type) (abi.Field, abi.Bits, bool) {
	var end abi.Bits        // first bit after the previous member
	var unit, size abi.Bits // current allocation unit; size 0 = none
	for _, f := range t.Fields() {
		s, ok := f.Type.Size()
		if !ok || s == 0 {
			return abi.Field{}, 0, false
		}
		if !f.BitField {
			end, size = f.Offset+s.Bits(), 0 // where it is; only bit-fields are in question
			continue
		}
		if f.Bits == 0 {
			size = 0
			continue
		}
		at := end
		if size != s.Bits() || end+abi.Bits(f.Bits) > unit+size {
			if size != 0 {
				end = unit + size // a unit is never shared with another size
			}
			size = s.Bits()
			unit = (end + size - 1) / size * size
			at = unit
		}
		if at != f.Offset {
			return f, at, true
		}
		end = at + abi.Bits(f.Bits)
	}
	return abi.Field{}, 0, false
}
