package rules

import (
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/verify"
)

func tn1034() Rule {
	return Rule{
		ID: "TN1034", Name: "no-rust-signature", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "no Rust signature matches this function",
		Doc:      "Some value of the call travels in a way that no Rust declaration has on this platform: long double on x86, a vector aggregate on AArch64, an argument that g++ and clang pass differently. Any extern declaration that compiles is wrong.",
		Before:   "long double area(long double r);",
		After:    "double area(double r);            // or an out-pointer: void area(long double r, double *out)",
		Standard: "the psABI of the target; Rust Reference, \"extern\" and type layout",
		Remedy:   "call it through a shim with pointers or plain types; tenon explain REASON has the details",
		Run: func(p *Pass) {
			c := callconv.NewContext(p.Model)
			for _, f := range p.API.Funcs {
				plan := c.Plan(f.Signature())
				switch plan.Refused {
				case "":
					if why := c.Misplaced(f); why != "" {
						fd := p.Func(f, "%s is not called as it is declared: %s", f.QualifiedName(), why)
						fd.Detail = "places-disagree"
						p.Report(fd)
					}
				case callconv.ReasonTarget:
					p.CouldNotCheck(p.Target.String(), plan.Why, "")
					return
				case callconv.ReasonIncompleteType, callconv.ReasonUnknownTriviality, callconv.ReasonParamsLost, callconv.ReasonUnsupportedType, callconv.ReasonContradictory:
					// What is missing is a fact, not a Rust signature: TN1001 and TN1030 say which.
				default:
					fd := p.Func(f, "%s has no matching Rust signature (%s): %s", f.QualifiedName(), plan.Refused, plan.Why)
					fd.Detail = plan.Refused
					p.Report(fd)
				}
			}
		},
	}
}
