package diff

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/layout"
)

// rules are what a model's target makes of its types: how they travel and how
// they are aligned.
type rules struct {
	calls   *callconv.Context
	layouts *layout.Predictor
}

// rulesOf makes the rules of both models when they are first asked for.
func (c *comparer) rulesOf() (old, new rules) {
	if c.rules[0].calls == nil {
		for i, m := range []*abi.Model{c.old, c.new} {
			c.rules[i] = rules{callconv.NewContext(m), layout.NewPredictor(m, m.Target())}
		}
	}
	return c.rules[0], c.rules[1]
}

// comparePassing compares how objects travel as parameters, by value or by
// address, where it is known in both models: debug information states it
// (DW_AT_calling_convention, DWARF 5 §5.7.1), or the special members decide
// (Itanium C++ ABI §3.1.1). Which registers a value takes follows from members
// and is compared with the functions.
func (c *comparer) comparePassing(n int, a, b abi.Type) {
	if c.cross {
		return
	}
	r, s := c.rulesOf()
	size, _ := a.Size()
	now, _ := b.Size()
	was, sure, before := r.calls.Triviality(a.ID()).Param(c.old.Target(), size)
	is, certain, why := s.calls.Triviality(b.ID()).Param(c.new.Target(), now)
	if sure == abi.Unknown || certain == abi.Unknown || was == is {
		return
	}
	if is {
		c.passing[n] = "travels by value now, by address before (" + before + ")"
	} else {
		c.passing[n] = "travels by address now (" + why + "), by value before"
	}
}

// compareTravel compares where the values of a call are. What is found counts
// only where no change of the types explains it (derive).
func (c *comparer) compareTravel(n int, s, t abi.Signature) {
	if c.cross || s.CC != t.CC || s.Variadic != t.Variadic || len(s.Params) != len(t.Params) {
		return
	}
	r, q := c.rulesOf()
	if moved := callconv.Moved(callconv.Classify(r.calls, s), callconv.Classify(q.calls, t)); moved != "" {
		c.travel[n] = moved
	}
}

// compareAlignment compares the alignment of two classes of one layout, which
// is that of their members unless the source asks for another; packed classes
// whose alignment nobody states are not held against each other.
func (c *comparer) compareAlignment(a, b abi.Type, l *layoutChange) bool {
	if c.cross {
		return false
	}
	r, s := c.rulesOf()
	_, x, ok := r.calls.SizeAlign(a)
	_, y, known := s.calls.SizeAlign(b)
	if !ok || !known || x == y || !r.calls.StatesAlignment(a) || !s.calls.StatesAlignment(b) {
		return false
	}
	before, err := r.layouts.Stated(a)
	now, fails := s.layouts.Stated(b)
	if err != nil || fails != nil || before.Packed || now.Packed {
		return false
	}
	l.align = fmt.Sprintf("the alignment is %d instead of %d bytes", y, x)
	return true
}
