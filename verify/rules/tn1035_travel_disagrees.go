package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1035() Rule {
	return Rule{
		ID: "TN1035", Name: "travel-disagrees", Grade: verify.Breaking, Since: "0.1.0",
		Summary:  "parts of the object disagree about how a class travels by value",
		Doc:      "A class is passed in registers or by the address of a temporary, depending on its destructor, its copy constructor and its move constructor. The places where functions find their parameters, what debug information states about the class, and what its members say should agree. Here they don't: units were compiled with different declarations of the class, for example a destructor under #ifdef, and calls between them read an address where an object is, or the reverse.",
		Before:   "// a.cc, compiled with -DTRACE: struct Token { int id; ~Token(); };\n// b.cc, compiled without:      struct Token { int id; };",
		After:    "// one declaration for all units:\nstruct Token { int id; ~Token(); };",
		Standard: "Itanium C++ ABI §3.1.1 (value parameters); C++ [basic.def.odr]",
		Remedy:   "compile all units with the same flags and headers",
		Run: func(p *Pass) {
			for _, d := range p.differ {
				if d.Func == 0 {
					continue // a stated attribute: TN1033
				}
				f := p.Model.Func(d.Func)
				t := p.Model.Type(abi.TypeID(d.Type))
				fd := p.Func(f, "%s: %s", t.QualifiedName(), d.What)
				fd.Detail = t.QualifiedName()
				p.Report(fd)
			}
		},
	}
}
