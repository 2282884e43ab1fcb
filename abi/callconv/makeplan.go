package callconv

import (
	"encoding/binary"

	"github.com/tenon-abi/tenon/abi"
)

// Plan is the Rust signature that matches, or a refusal. It is right by
// construction: the planned signature is classified as rustc does and compared
// with the C++ one.
func (c *Context) Plan(sig abi.Signature) Plan {
	return c.planned(sig).plan
}

// PlanCall is Plan together with the C++ call it was made for.
func (c *Context) PlanCall(sig abi.Signature) (Plan, Call) {
	x := c.planned(sig)
	return x.plan, x.call
}

// planned answers from the plans that were made before: most functions share
// their signature, as far as travelling goes, with another one. The slices of
// a plan are shared and must not be written to.
func (c *Context) planned(sig abi.Signature) *made {
	k := c.key[:0]
	flags := byte(0)
	for i, on := range []bool{sig.Variadic, sig.Member, sig.Constructor, sig.Destructor} {
		if on {
			flags |= 1 << i
		}
	}
	k = append(k, flags, byte(sig.CC))
	k = c.appendID(k, c.of(sig.This))
	k = c.appendID(k, c.of(sig.Result))
	for _, t := range sig.Params {
		k = c.appendID(k, c.of(t))
	}
	c.key = k
	if x := c.plans[string(k)]; x != nil {
		return x
	}
	x := &made{}
	x.plan, x.call, _ = c.plan(sig)
	if len(c.plans) < maxPlans {
		c.plans[string(k)] = x
	}
	return x
}

// maxPlans bounds what is remembered.
const maxPlans = 1 << 16

// made is a plan with the C++ call it was made for.
type made struct {
	plan Plan
	call Call
}

func (c *Context) appendID(k []byte, t *ty) []byte {
	id, ok := c.ids[t]
	if !ok {
		id = uint32(len(c.ids))
		c.ids[t] = id
	}
	return binary.LittleEndian.AppendUint32(k, id)
}

func (c *Context) plan(sig abi.Signature) (Plan, Call, RustSig) {
	call := Classify(c, sig)
	p := Plan{ABI: c.rustABI(call, sig), Variadic: sig.Variadic, ReturnsPointer: call.ReturnsPointer}
	rust := RustSig{ABI: p.ABI, Variadic: sig.Variadic}
	if call.This.Passing != Void {
		p.This = Slot{Form: FormPointer, Why: call.This.Why}
	}
	p.Result = c.planResult(&call, sig)
	p.Params = make([]Slot, 0, len(sig.Params))
	for i, t := range sig.Params {
		p.Params = append(p.Params, c.planParam(call.Params[i], c.of(t)))
	}
	p.refuseFirst(call)
	if p.Refused != "" {
		return p, call, rust
	}
	rust = c.rustSig(p, rust)
	if ok, why := Same(call, ClassifyRust(c.target, rust)); !ok {
		p.Refused, p.Why = sameReason(call), why
	}
	return p, call, rust
}

// sameReason names why no plan holds.
func sameReason(call Call) string {
	for _, t := range append([]Travel{call.Result}, call.Params...) {
		switch {
		case t.InArgBlock:
			return ReasonArgBlock
		case t.Differs != "" && len(t.Pieces) == 1 && t.Pieces[0].Class == ClassStack && t.Size == 16:
			return ReasonLate128
		case t.Differs != "":
			return ReasonCompilersDisagree
		}
	}
	return ReasonNoRustType
}

func (p *Plan) refuseFirst(call Call) {
	if p.ABI == "" {
		p.Refused, p.Why = ReasonConvention, "its calling convention is not known, or Rust has none like it"
		return
	}
	for i := -1; i < len(p.Params); i++ {
		s := &p.Result
		if i >= 0 {
			s = &p.Params[i]
		}
		if s.Form == FormRefused {
			p.Refused, p.Why = s.Reason, s.Why
			return
		}
	}
}

// rustABI is the string of the extern block.
func (c *Context) rustABI(call Call, sig abi.Signature) string {
	switch call.Convention {
	case "thiscall", "stdcall", "fastcall":
		return call.Convention
	case "vectorcall", "unknown":
		return ""
	case "sysv64":
		if c.target.OS == abi.Windows {
			return "sysv64"
		}
	case "win64":
		if c.target.OS != abi.Windows {
			return "win64"
		}
	}
	return "C"
}

func refusedSlot(reason, why string) Slot { return Slot{Form: FormRefused, Reason: reason, Why: why} }

func (c *Context) planParam(t Travel, x *ty) Slot {
	s := c.paramSlot(t, x)
	s.CalleeDestroys = t.CalleeDestroys
	if s.Why == "" {
		s.Why = t.Why
	}
	return s
}

func (c *Context) paramSlot(t Travel, x *ty) Slot {
	switch {
	case t.Passing == Refused:
		return refusedSlot(t.Reason, t.Why)
	case t.InArgBlock:
		return refusedSlot(ReasonArgBlock, t.Why)
	case t.Differs != "":
		return refusedSlot(sameReason(Call{Result: t}), t.Differs)
	case x.byAddress:
		return Slot{Form: FormPointer}
	case t.Passing == Ignored:
		return Slot{Form: FormOmit}
	}
	shape, slot := c.valueShape(x)
	if shape == nil && slot.Form == FormRefused && t.Passing == Indirect && slot.Reason == ReasonNoRustType {
		return Slot{Form: FormPointer, Why: t.Why}
	}
	return slot
}

func (c *Context) planResult(call *Call, sig abi.Signature) Slot {
	t := call.Result
	switch t.Passing {
	case Refused:
		return refusedSlot(t.Reason, t.Why)
	case Void:
		return Slot{Form: FormNone, Why: t.Why}
	case Ignored:
		return Slot{Form: FormOmit, Why: t.Why}
	}
	x := c.of(sig.Result)
	if t.Differs != "" {
		reason := ReasonCompilersDisagree
		if c.target.Microsoft() {
			reason = ReasonMicrosoftResult
		}
		return refusedSlot(reason, t.Differs)
	}
	if t.Passing == Direct {
		_, slot := c.valueShape(x)
		return slot
	}
	return c.hiddenResult(call, x)
}

// hiddenResult picks the Rust spelling of a result that is built at an address.
func (c *Context) hiddenResult(call *Call, x *ty) Slot {
	why := call.Result.Why
	if call.ResultAt == HiddenAfterThis {
		return Slot{Form: FormOutAfterThis, Why: why}
	}
	cRule := x.kind != kRecord || !x.byAddress
	if cRule && c.target.Microsoft() && x.kind == kRecord {
		yes, _ := x.triv.MicrosoftResult()
		cRule = yes == abi.Yes
	}
	if cRule {
		if s, slot := c.valueShape(x); s != nil && slot.Form == FormDirect {
			return slot
		}
	}
	switch {
	case call.ResultAt == HiddenX8, call.CalleePops > 0:
		w := c.wrapper(x)
		if w == nil {
			return Slot{Form: FormX8, Why: why}
		}
		return Slot{Form: FormWrapped, Shape: w, Why: why + "; the wrapper makes rustc pass the result's address, which is sound only for types that memcpy may move"}
	}
	return Slot{Form: FormOutFirst, Why: why}
}

// wrapper is a Rust type that rustc always returns through the hidden address:
// over 16 bytes and no homogeneous aggregate. i386 needs the true size only.
func (c *Context) wrapper(x *ty) *Shape {
	size, align := x.size, min(max(x.align, 1), 8)
	if c.target.Arch == abi.AArch64 {
		size, align = alignUp(max(size, 24), 8), 8
	}
	if x.kind == kRecord && (x.size == 0 || x.open != "") {
		return nil
	}
	n := abi.ScalarAlign(c.target, align)
	elem := &Shape{Size: n, Align: n, Scalar: intScalar(n, false)}
	size = alignUp(size, n)
	s := &Shape{Size: size, Align: n, Fields: []ShapeField{{Type: elem, Count: uint64(size / n), Array: true}}}
	if x.align > n {
		s.Size = alignUp(size, x.align)
		s.Align, s.ReprAlign = x.align, x.align
	}
	return s
}

// rustSig is the signature of a plan in terms of types.
func (c *Context) rustSig(p Plan, r RustSig) RustSig {
	w := c.target.PointerSize
	ptr := &Shape{Size: w, Align: w, Scalar: Ptr, Natural: true}
	r.Params = make([]RustType, 0, len(p.Params)+2)
	switch p.Result.Form {
	case FormOutFirst:
		r.Params = append(r.Params, ptr)
	case FormDirect, FormByte, FormWrapped:
		r.Result = p.Result.Shape
	}
	if p.Result.Form == FormOutFirst || p.Result.Form == FormOutAfterThis {
		if p.ReturnsPointer {
			r.Result = ptr
		}
	}
	if p.This.Form == FormPointer {
		r.Params = append(r.Params, ptr)
	}
	if p.Result.Form == FormOutAfterThis {
		r.Params = append(r.Params, ptr)
	}
	if p.Result.Form == FormX8 {
		// Not a Rust signature: the caller names x8 itself.
		r.Result = &Shape{Size: 24, Align: 8, Fields: []ShapeField{{Type: &Shape{Size: 8, Align: 8, Scalar: U64}, Count: 3, Array: true}}}
	}
	for _, s := range p.Params {
		switch s.Form {
		case FormPointer:
			r.Params = append(r.Params, ptr)
		case FormDirect, FormByte:
			r.Params = append(r.Params, s.Shape)
		}
	}
	return r
}
