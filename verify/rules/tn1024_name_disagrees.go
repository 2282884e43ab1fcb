package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/verify"
)

func tn1024() Rule {
	return Rule{
		ID: "TN1024", Name: "name-disagrees", Grade: verify.Breaking, Since: "0.1.0",
		Summary:  "the symbol's name and debug information disagree about a function",
		Doc:      "A C++ symbol encodes a function's scopes, name, qualifiers and parameter types. Here debug information describes others: a function with an asm label, a wrong alias, debug information of another build, or parameters that the compiler left out of it (clang 15 without optimisation, for parameters that are passed by address and not used). One of the two is wrong, and a binding made from either may be.",
		Before:   "long f(long, long) asm(\"_Z1fi\");",
		After:    "long f(long, long);               // _Z1fll",
		Standard: "Itanium C++ ABI §5.1.5 (<bare-function-type>)",
		Remedy:   "rebuild the object with its debug information, or remove the label or alias",
		Run: func(p *Pass) {
			w := names.New(p.Model, names.Options{})
			for _, f := range p.API.Funcs {
				if f.Has(abi.FuncABIChanged) || f.Has(abi.FuncParamsLost) && len(f.ParamRows()) == 0 && f.Result().IsNone() {
					continue // its debug entry says nothing that a name could contradict
				}
				if d, ok := w.Check(f); ok {
					fd := p.Func(f, "symbol %s and debug information disagree: %s", d.Symbol, d)
					fd.Detail = d.Symbol
					p.Report(fd)
				}
			}
		},
	}
}
