package rules

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1004() Rule {
	return Rule{
		ID: "TN1004", Name: "enum-underlying", Grade: verify.Note, Since: "0.1.0",
		Summary:  "an enum's size and sign follow from its values",
		Doc:      "Without a fixed underlying type the compiler chooses one from the enumerators: unsigned int without negative values on Linux, always int with Microsoft compilers, one byte under -fshort-enums. A new enumerator can change the type. Values beyond 32 bits are cut off by Microsoft compilers. Debug information does not tell a chosen type from the same type written out, so an enum that spells exactly that type is reported too.",
		Before:   "enum Mode { Off, On };",
		After:    "enum Mode : int { Off, On };      // or enum class Mode : uint8_t",
		Standard: "ISO C++ [dcl.enum] 7; Microsoft C++ Language Reference, \"Enumerations\"",
		Remedy:   "write an underlying type that the compiler would not have chosen by itself, or enum class",
		Run: func(p *Pass) {
			for t := range p.API.Enums {
				if t.Has(abi.TypeScoped) || t.Name() == "" {
					continue
				}
				vals := t.Enumerators()
				size, ok := t.Size()
				under := t.Elem().Strip()
				if !ok || len(vals) == 0 {
					continue
				}
				chosen, wide := chosenEnum(vals, p.Target)
				signed := under.Encoding() == abi.EncSigned
				if under.IsNone() || (chosen.signed == signed && chosen.size == size) {
					f := p.Type(t, "the values of %s decide its type (%s)", t.QualifiedName(), sized(signed, size))
					if wide {
						f.Grade = verify.Risky
						f.Message += "; values need more than 32 bits, which Microsoft compilers cut off"
					}
					p.Report(f)
				}
			}
		},
	}
}

func sized(signed bool, size abi.Bytes) string {
	if signed {
		return fmt.Sprintf("signed, %d bytes", size)
	}
	return fmt.Sprintf("unsigned, %d bytes", size)
}

type enumChoice struct {
	signed bool
	size   abi.Bytes
}

// chosenEnum is the underlying type that a compiler picks for values (ABI
// rules §5); wide says that 32 bits do not hold them.
func chosenEnum(vals []abi.Enumerator, target abi.Target) (enumChoice, bool) {
	negative, above := false, false
	for _, e := range vals {
		v := int64(e.Value)
		if e.Signed && v < 0 {
			negative = true
			above = above || v < -1<<31
		} else if e.Value > 1<<32-1 {
			above = true
		}
	}
	if negative {
		for _, e := range vals {
			if v := int64(e.Value); v > 1<<31-1 {
				above = true
			}
		}
	}
	if target.Microsoft() {
		return enumChoice{true, 4}, above
	}
	if above {
		return enumChoice{negative, 8}, true
	}
	return enumChoice{negative, 4}, false
}
