package link

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/verify"
)

// alignment compares alignments, for a rule. Debug information states what
// alignas asked for; without it the rules of the target answer, and where those
// do not explain the layout nothing is known, which only a replacement is told.
func (c *comparer) alignment(rule, detail string, cx abi.Type, r *Type) {
	stated := uint64(cx.Node().Align)
	want := stated
	if want == 0 && cx.IsRecord() {
		p, err := c.predict.Predict(cx)
		if err != nil {
			c.alignUnknown(rule, detail, "the alignment of the class is not known: %v", err)
			return
		}
		if p.Packed || c.predict.MemberAlign(cx) > p.Align {
			return // packed, and how far leaves no trace
		}
		want = uint64(p.Align)
		if r.Align > want && !layout.StatesAlignment(cx.Model()) {
			c.alignUnknown(rule, detail, "the members ask for %d, Rust has %d, and this debug information would not say if C++ has more", want, r.Align)
			return
		}
	}
	if want == 0 || r.Align == 0 || want == r.Align {
		return
	}
	if stated == 0 && r.Align < want && r.packed() {
		// A packed class may leave no trace in the layout.
		grade := verify.Note
		if rule == replacement {
			grade = verify.Risky // somebody claims to know
		}
		c.add(rule, grade, detail, "the members of %s ask for an alignment of %d in C++, unless the class is packed; Rust aligns %s to %d", cx, want, r.Name, r.Align)
		return
	}
	c.add(rule, verify.Breaking, detail, "C++ aligns to %d, Rust to %d: %s and %s", want, r.Align, cx, r.Name)
}

func (c *comparer) alignUnknown(rule, detail, format string, args ...any) {
	if rule == replacement {
		c.add(unchecked, verify.Note, detail, format, args...)
	}
}

// packed reports whether a type is aligned to less than its fields are.
func (t *Type) packed() bool {
	for _, f := range t.Fields {
		if f.Type.Align > t.Align {
			return true
		}
	}
	return t.Repr.Packed != 0
}
