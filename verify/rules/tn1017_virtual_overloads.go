package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1017() Rule {
	return Rule{
		ID: "TN1017", Name: "virtual-overloads", Grade: verify.Note, Portable: true, Since: "0.1.0",
		Summary:  "virtual functions are overloaded, and Microsoft compilers reorder their slots",
		Doc:      "Itanium numbers virtual functions as they are declared. Microsoft compilers group overloads of one name at the place of the first, in reverse order, so one Rust table of function pointers cannot serve both.",
		Before:   "struct Sink { virtual void put(int); virtual void end(); virtual void put(double); };",
		After:    "struct Sink { virtual void put_int(int); virtual void end(); virtual void put_double(double); };",
		Standard: "Itanium C++ ABI §2.5.2; clang VTableBuilder.cpp, GroupNewVirtualOverloads",
		Remedy:   "give virtual functions different names, or make the table per platform (tenon bind does)",
		Run: func(p *Pass) {
			for t := range p.API.Records {
				n := map[string]int{}
				for _, m := range t.Methods() {
					if !m.Has(abi.FuncVirtual) || m.Has(abi.FuncDestructor) {
						continue
					}
					if n[m.Name()]++; n[m.Name()] == 2 {
						f := p.Type(t, "%s has several virtual functions named %s", t.QualifiedName(), m.Name())
						f.Detail = m.Name()
						if p.Target.Microsoft() {
							f.Grade = verify.Risky
						}
						p.Report(f)
					}
				}
			}
		},
	}
}
