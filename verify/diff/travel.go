package diff

import (
	"fmt"
	"slices"
	"strings"

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

// travelChange is how a class or the values of a call travel in another way.
type travelChange struct {
	grade   Grade
	message string
}

// comparePassing compares how objects travel as parameters: by value or by
// address, and who destroys them. Debug information states the first
// (DW_AT_calling_convention, DWARF 5 §5.7.1), or the special members decide
// (Itanium C++ ABI §3.1.1). Where one model leaves it open it counts if the class
// declares other special members; else the debug information alone is another.
// Other places follow from members, and count where no change of those is told.
func (c *comparer) comparePassing(n int, a, b abi.Type) {
	if c.cross {
		return
	}
	r, s := c.rulesOf()
	size, _ := a.Size()
	now, _ := b.Size()
	was, sure, before := r.calls.Triviality(a.ID()).Param(c.old.Target(), size)
	is, certain, why := s.calls.Triviality(b.ID()).Param(c.new.Target(), now)
	by := func(value bool) string { return either(value, "by value", "by address") }
	c.restructured[n] = !slices.Equal(structors(a), structors(b))
	open := c.family && c.restructured[n]
	moved := c.moves(abi.Signature{Params: []abi.Type{a}, Result: a}, abi.Signature{Params: []abi.Type{b}, Result: b})
	switch {
	case sure != abi.Unknown && certain != abi.Unknown:
		// A large plain class goes by address anyway on some targets.
		if was != is && moved.message != "" {
			c.passing[n] = travelChange{Breaking, "travels " + by(is) + " now, " + by(was) + " before: " + either(is, before, why)}
		} else if moved.grade == Breaking && moved.message != "" {
			c.travel[n] = travelChange{Breaking, strings.TrimPrefix(moved.message, "parameter 1 ")}
		}
	case open && sure != abi.Unknown:
		c.passing[n] = travelChange{Risky, "travelled " + by(was) + "; whether it still does is not known: " + why}
	case open && certain != abi.Unknown:
		c.passing[n] = travelChange{Risky, "travels " + by(is) + " now; whether it did is not known: " + before}
	}
}

// structors spells the constructors and destructors that the source declares.
func structors(t abi.Type) []string {
	var out []string
	for _, f := range t.Methods() {
		if (f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor)) && !f.Has(abi.FuncArtificial) {
			out = append(out, functionName(f))
		}
	}
	slices.Sort(out)
	return out
}

// compareTravel compares where the values of a call are. What is found counts
// only where no change of the types explains it, and what is not sure where a
// class that travels declares other special members (derive).
func (c *comparer) compareTravel(n int, s, t abi.Signature) {
	if c.cross || s.CC != t.CC || s.Variadic != t.Variadic || len(s.Params) != len(t.Params) {
		return
	}
	if m := c.moves(s, t); m.message != "" {
		c.travel[n] = m
	}
}

func (c *comparer) moves(s, t abi.Signature) travelChange {
	r, q := c.rulesOf()
	how, sure := callconv.Moved(callconv.Classify(r.calls, s), callconv.Classify(q.calls, t))
	return travelChange{gradeIf(sure, Breaking, Risky), how}
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
