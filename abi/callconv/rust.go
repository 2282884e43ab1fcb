package callconv

import "github.com/tenon-abi/tenon/abi"

// RustType is a Rust type as rustc's conventions see it: a [Shape]. A nil
// RustType is the unit type.
type RustType = *Shape

// RustSig is the signature of an extern function in Rust. ABI is the string
// of its extern block.
type RustSig struct {
	ABI      string
	Result   RustType
	Params   []RustType
	Variadic bool
}

// ClassifyRust says how rustc passes the values of an extern function.
func ClassifyRust(target abi.Target, s RustSig) Call {
	refused := Travel{Passing: Refused, Reason: ReasonTarget, Why: "no rules for " + target.String() + " yet"}
	return Call{Result: refused}
}
