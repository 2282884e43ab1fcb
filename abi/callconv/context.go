package callconv

import "github.com/tenon-abi/tenon/abi"

// Context is what classification depends on beside the signature: the target,
// which classes are trivial for the purposes of calls, and who compiled.
// A Context belongs to one goroutine.
type Context struct {
	model  *abi.Model
	target abi.Target
}

// NewContext prepares classification for the model's own target.
func NewContext(m *abi.Model) *Context { return NewContextFor(m, m.Target()) }

// NewContextFor reads the model as built for another target of the same data
// model; sizes and offsets stay those of the object.
func NewContextFor(m *abi.Model, target abi.Target) *Context {
	return &Context{model: m, target: target}
}

// Classify says how the values of a C++ call travel.
func Classify(c *Context, sig abi.Signature) Call {
	refused := Travel{Passing: Refused, Reason: ReasonTarget, Why: "no rules for " + c.target.String() + " yet"}
	return Call{Result: refused}
}

// Plan is the Rust signature that matches, or a refusal.
func (c *Context) Plan(sig abi.Signature) Plan {
	return Plan{Refused: ReasonTarget, Why: "no rules for " + c.target.String() + " yet"}
}

// ValueShape is the Rust type that travels by value exactly as t does in
// every position, or nil and the reason in the slot.
func (c *Context) ValueShape(t abi.Type) (*Shape, Slot) {
	return nil, Slot{Form: FormRefused, Reason: ReasonTarget, Why: "no rules for " + c.target.String() + " yet"}
}
