package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1029() Rule {
	return Rule{
		ID: "TN1029", Name: "flexible-array", Grade: verify.Note, Since: "0.1.0",
		Summary:  "a record ends in an array without a bound",
		Doc:      "The object is longer than its type says, by a length that lives elsewhere. A Rust mirror can hold the header only; copying one loses the tail. By value x86-64 passes it in memory whatever its size, which no Rust type does.",
		Before:   "struct Packet { int length; char data[]; };",
		After:    "struct Packet { int length; const char *data; };",
		Standard: "C17 §6.7.2.1 (18); System V psABI x86-64 §3.2.3",
		Remedy:   "always handle it behind a pointer from C++, and reach the tail with an accessor",
		Run: func(p *Pass) {
			value := map[abi.TypeID]bool{}
			p.ByValue(func(_ abi.Function, _ string, _ int, t abi.Type) { value[t.ID()] = true })
			for t := range p.API.Records {
				fs := t.Fields()
				if len(fs) == 0 {
					continue
				}
				last := fs[len(fs)-1].Type.Strip()
				if n, ok := last.Count(); last.Kind() != abi.KindArray || (ok && n != 0) {
					continue
				}
				f := p.Type(t, "%s ends in an array without a bound", t.QualifiedName())
				if value[t.ID()] {
					f.Grade = verify.Risky
					f.Message += " and travels by value"
				}
				p.Report(f)
			}
		},
	}
}
