package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1027() Rule {
	return Rule{
		ID: "TN1027", Name: "thread-local", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "an exported variable is thread-local",
		Doc:      "The symbol of a thread-local variable is an offset in the thread's block, not an address, and C++ may have to run an initialiser first (_ZTW…). Stable Rust has no extern thread_local; an extern static reads some other memory.",
		Before:   "extern thread_local int last_error;   // Rust: static mut last_error: c_int",
		After:    "int get_last_error();",
		Standard: "ELF Handling For Thread-Local Storage; Itanium C++ ABI §2.8 (thread-local storage)",
		Remedy:   "export a function that returns the value or its address",
		Run: func(p *Pass) {
			for _, v := range p.API.Vars {
				if v.Has(abi.VarThreadLocal) || v.Symbol().Row.Kind == abi.SymTLS {
					p.Report(p.Var(v, "%s is thread-local", v.QualifiedName()))
				}
			}
		},
	}
}
