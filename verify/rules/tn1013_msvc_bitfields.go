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
			n := naturals{}
			for t := range p.API.Records {
				if t.Kind() == abi.KindUnion {
					continue
				}
				if f, at, ok := microsoftMoves(t, n); ok {
					fd := p.Type(t, "bit-field %s of %s lies at bit %d here and at bit %d with Microsoft compilers", fieldName(f), t.QualifiedName(), f.Offset, at)
					fd.Pictures = []verify.Picture{verify.PictureOf(t, "as built: "+p.Target.String())}
					p.Report(fd)
				}
			}
		},
	}
}

// microsoftMoves finds the first bit-field that Microsoft's rules put at another
// bit. Members of class type count with the size and alignment they have here.
func microsoftMoves(t abi.Type, n naturals) (abi.Field, abi.Bits, bool) {
	var end abi.Bits        // first bit after what has been placed
	var unit, size abi.Bits // current allocation unit; size 0 = none
	for i, f := range t.Fields() {
		s, align, ok := microsoftSize(f.Type, n)
		if !ok || s == 0 {
			return abi.Field{}, 0, false
		}
		if i == 0 {
			end = f.Offset // after bases and the vptr
		}
		switch {
		case !f.BitField:
			if size != 0 {
				end = max(end, unit+size)
			}
			end, size = roundUp(end, align)+s, 0
			continue
		case f.Bits == 0:
			continue // debug information never lists these
		case size != s || end+abi.Bits(f.Bits) > unit+size:
			if size != 0 {
				end = unit + size // a unit is never shared with another one
			}
			unit, size = roundUp(end, align), s
			end = unit
		}
		if end != f.Offset {
			return f, end, true
		}
		end += abi.Bits(f.Bits)
	}
	return abi.Field{}, 0, false
}

func roundUp(n, to abi.Bits) abi.Bits {
	if to == 0 {
		return n
	}
	return (n + to - 1) / to * to
}

// microsoftSize is the size and alignment of a member on 64-bit Windows, in
// bits: long has 4 bytes there, wchar_t 2.
func microsoftSize(t abi.Type, n naturals) (size, align abi.Bits, ok bool) {
	s, ok := t.Size()
	a, known := n.of(t)
	x := t.Strip()
	if x.Kind() == abi.KindBase {
		switch platformType(x) {
		case "long":
			s, a = 4, 4
		case "wchar_t":
			s, a = 2, 2
		}
	}
	return s.Bits(), a.Bits(), ok && known
}
