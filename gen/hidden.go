package gen

import (
	"sort"

	"github.com/tenon-abi/tenon/abi"
)

// Unnamed bit-fields are in no debug information. Where their type raises the
// alignment of the class (AAPCS64 §5.9, AAPCS32 §5.3.5, Microsoft; not on x86
// and Apple), they show only as room that nothing explains.

// alignedByUnnamed reports whether an unnamed bit-field's type aligns a class.
func alignedByUnnamed(t abi.Target) bool {
	return t.OS == abi.Windows || (t.Arch == abi.AArch64 || t.Arch == abi.ARM) && t.OS != abi.Apple
}

// extent is what a member takes, in bits.
type extent struct {
	off, end, unit abi.Bits // unit: alignment; of a bit-field the size of its type
	bitField       bool
}

// mostAlign is the largest alignment that t can have: more than its known one
// if an unnamed bit-field may be hidden in it or in what it holds.
func (g *generator) mostAlign(t abi.Type) abi.Bytes {
	t = t.Strip()
	for t.Kind() == abi.KindArray {
		t = t.Elem().Strip()
	}
	size, align, ok := g.ctx.SizeAlign(t)
	limit := abi.ScalarAlign(g.m.Target(), 8)
	if !ok || !t.IsRecord() || !alignedByUnnamed(g.m.Target()) || align >= limit || align == 0 || size%(2*align) != 0 {
		return align
	}
	if a, ok := g.most[t.ID()]; ok {
		return a
	}
	g.most[t.ID()] = align // against a class that holds itself
	most := align
	for _, b := range t.Bases() {
		if b.Virtual || !b.Known {
			return align
		}
		most = max(most, g.mostAlign(b.Type))
	}
	for _, f := range t.Fields() {
		most = max(most, g.mostAlign(f.Type))
	}
	if g.unexplained(t, size, align) {
		most = limit
	}
	for size%most != 0 {
		most /= 2
	}
	g.most[t.ID()] = most
	return most
}

// unexplained reports room in t that neither its members nor their alignment
// account for.
func (g *generator) unexplained(t abi.Type, size, align abi.Bytes) bool {
	members := g.extents(t)
	end := abi.Bits(0)
	if t.Kind() == abi.KindUnion {
		for _, m := range members {
			end = max(end, m.end)
		}
	} else {
		sort.SliceStable(members, func(i, j int) bool { return members[i].off < members[j].off })
		for _, m := range members {
			at := end
			if !m.bitField || end%m.unit+m.end-m.off > m.unit {
				at = roundUp(end, m.unit)
			}
			if m.off > at {
				return true
			}
			end = max(end, m.end)
			if m.bitField && g.m.Target().OS == abi.Windows { // the whole unit is taken
				end = max(end, m.off/m.unit*m.unit+m.unit)
			}
		}
	}
	return roundUp(max(end, 8), align.Bits()) < size.Bits()
}

func (g *generator) extents(t abi.Type) []extent {
	var out []extent
	for _, b := range t.Bases() {
		size, align, _ := g.ctx.SizeAlign(b.Type.Strip())
		off := abi.Bytes(max(b.Offset, 0)).Bits()
		out = append(out, extent{off, off + size.Bits(), max(align, 1).Bits(), false})
	}
	for _, f := range t.Fields() {
		size, align, _ := g.ctx.SizeAlign(f.Type.Strip())
		m := extent{f.Offset, f.Offset + size.Bits(), max(g.mostAlign(f.Type), align, f.Align, 1).Bits(), false}
		if f.BitField {
			m.end, m.unit, m.bitField = f.Offset+abi.Bits(f.Bits), max(size, 1).Bits(), true
		}
		out = append(out, m)
	}
	return out
}

func roundUp(n, unit abi.Bits) abi.Bits { return (n + unit - 1) / unit * unit }
