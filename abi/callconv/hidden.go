package callconv

import (
	"slices"
	"sort"

	"github.com/tenon-abi/tenon/abi"
)

// Unnamed bit-fields are in no debug information. They show only as room that
// neither the members of a class nor their alignment account for.

// span is a range of bits.
type span struct{ off, end abi.Bits }

// member is what a base or field takes; unit is its alignment, or the size of
// a bit-field's type.
type member struct {
	span
	unit     abi.Bits
	bitField bool
}

// findHidden notes the unexplained room of a class. Where virtual bases lie is
// not known, so a class that has any gets no answer.
func (c *Context) findHidden(t abi.Type, x *ty, stated []abi.Bytes) {
	for _, b := range t.Bases() {
		if b.Virtual || !b.Known {
			return
		}
	}
	members := make([]member, 0, len(x.fields)+1)
	if off, ok := t.VptrOffset(); ok {
		w := c.target.PointerSize.Bits()
		members = append(members, member{span{off.Bits(), off.Bits() + w}, w, false})
	}
	for i, f := range x.fields {
		if f.t.kind == kBad || f.t.align == 0 || f.t.size == 0 && !f.bitField {
			return
		}
		m := member{span{f.off, f.off + f.t.size.Bits()}, max(f.t.align, stated[i]).Bits(), f.bitField}
		if f.bitField {
			m.end, m.unit = f.off+abi.Bits(f.bits), f.t.size.Bits()
		}
		members = append(members, m)
	}
	end := abi.Bits(0)
	if x.union {
		for _, m := range members {
			end = max(end, m.end)
		}
	} else {
		end = c.gaps(members, x)
	}
	if size := x.size.Bits(); roundUp(max(end, 8), x.align.Bits()) < size {
		x.hidden = append(x.hidden, span{end, size})
	}
}

// gaps notes the room between members and answers where they end.
func (c *Context) gaps(members []member, x *ty) (end abi.Bits) {
	ms := c.target.OS == abi.Windows // a bit-field takes its whole unit
	sort.SliceStable(members, func(i, j int) bool { return members[i].off < members[j].off })
	for _, m := range members {
		at := end
		if !m.bitField || end%m.unit+m.end-m.off > m.unit {
			at = roundUp(end, m.unit)
		}
		if m.off > at {
			x.hidden = append(x.hidden, span{end, m.off})
		}
		end = max(end, m.end)
		if m.bitField && ms {
			end = max(end, m.off/m.unit*m.unit+m.unit)
		}
	}
	return end
}

func roundUp(n, unit abi.Bits) abi.Bits { return (n + unit - 1) / unit * unit }

// AlignKnown reports whether alignof(t) is certain: the type of an unnamed
// bit-field raises it in AAPCS64 (§5.9), AAPCS32 (§5.3.5) and on Windows, not
// on x86 and Apple. Where debug information says nothing of alignas, that may be
// what the room is for.
func (c *Context) AlignKnown(t abi.Type) bool {
	if c.mayBeAligned(t, c.of(t)) {
		return false
	}
	raises := c.target.OS == abi.Windows || (c.target.Arch == abi.AArch64 || c.target.Arch == abi.ARM) && c.target.OS != abi.Apple
	limit := abi.ScalarAlign(c.target, 8)
	return !raises || !mayAlign(c.of(t), limit) && !mayEnd(c.of(t), limit)
}

// room is a search for what may raise the alignment of a class, to limit at most, in
// the class and in its members.
type room struct {
	limit abi.Bytes
	is    func(*ty) bool
	seen  map[*ty]bool
}

func (r *room) in(x *ty) bool {
	for x.kind == kArray {
		x = x.elem
	}
	if x.kind != kRecord || x.align == 0 || x.align >= r.limit || x.size%(2*x.align) != 0 || r.seen[x] {
		return false
	}
	if r.is(x) {
		return true
	}
	if r.seen == nil {
		r.seen = map[*ty]bool{}
	}
	r.seen[x] = true
	return slices.ContainsFunc(x.fields, func(f fld) bool { return !f.bitField && r.in(f.t) })
}

// mayEnd reports whether x, or what it holds, has a bit-field that leaves bits of
// its unit: "long long : 0" behind it raises the alignment and takes no room of its
// own.
func mayEnd(x *ty, limit abi.Bytes) bool {
	r := room{limit: limit, is: func(x *ty) bool {
		for i, f := range x.fields {
			if !f.bitField || f.bits == 0 {
				continue
			}
			end := f.off + abi.Bits(f.bits)
			last := i == len(x.fields)-1 || x.union
			if next := x.size.Bits(); last && end < next || !last && end < x.fields[i+1].off && x.fields[i+1].off%limit.Bits() == 0 {
				return true
			}
		}
		return false
	}}
	return r.in(x)
}

// MayBeAligned is why an alignment is not known.
const MayBeAligned = "this debug information does not tell of alignas, which may align it"

// mayBeAligned reports whether an alignment that debug information does not tell
// of may be what room in t is for. Where explicitly aligned classes go by address
// (Microsoft x86) t may have one without a trace.
func (c *Context) mayBeAligned(t abi.Type, x *ty) bool {
	if c.alignments.Stated(t) || x.kind != kRecord {
		return false
	}
	byAddress := c.target.Microsoft() && c.target.Arch == abi.I386 && !x.overAligned
	return mayAlign(x, maxAlign) || byAddress && x.size%8 == 0 && x.size > 0
}

// maxAlign is more than any alignment that compilers accept (clang 15: 2³²).
const maxAlign = 1 << 40

// mayAlign reports whether an unnamed bit-field of an alignment up to limit
// may lie in x or in what it holds, and x's size allows for it.
func mayAlign(x *ty, limit abi.Bytes) bool {
	r := room{limit: limit, is: func(x *ty) bool { return len(x.hidden) > 0 }}
	return r.in(x)
}

// StatesAlignment reports whether debug information says what alignas asks of t.
func (c *Context) StatesAlignment(t abi.Type) bool { return c.alignments.Stated(t) }
