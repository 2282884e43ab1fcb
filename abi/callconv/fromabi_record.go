package callconv

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
)

// record lowers a class and checks that it can be true.
func (c *Context) record(t abi.Type, depth int) *ty {
	x := &ty{kind: kRecord, cxx: true, union: t.Kind() == abi.KindUnion, id: t.ID(), align: 1, natural: 1, ownAlign: 1, empty: true}
	if int(t.ID()) < len(c.triv) {
		x.triv = &c.triv[t.ID()]
	}
	if t.IsDeclaration() {
		x.kind, x.reason, x.why = kBad, ReasonIncompleteType, t.QualifiedName()+" is only declared"
		if x.triv != nil && x.triv.Certainty != abi.Unknown && !x.triv.Trivial && !c.target.Microsoft() {
			// The address travels; its size does not matter.
			return addressOnly(x, x.triv.Why, x.why)
		}
		return x
	}
	size, _ := t.Size()
	x.size = size
	name := t.QualifiedName()
	if why := c.members(t, x, depth); why != "" {
		return bad(ReasonContradictory, name+": "+why)
	}
	for _, part := range c.parts(t, x, depth) {
		reason, why := part.unknown()
		if reason == "" {
			continue
		}
		if why = name + ": " + why; reason == ReasonIncompleteType && x.triv != nil && !c.target.Microsoft() {
			if byValue, sure, because := x.triv.Param(c.target, x.size); sure != abi.Unknown && !byValue {
				return addressOnly(x, because, why)
			}
		}
		return bad(reason, why)
	}
	c.alignByOffsets(t, x)
	if a := abi.Bytes(t.Node().Align); a != 0 {
		if !pow2(a) {
			return bad(ReasonContradictory, fmt.Sprintf("%s: alignment of %d", name, a))
		}
		// What is stated is the alignment that the class has: less than its members'
		// where clang from 19 on tells of #pragma pack.
		x.packed = x.packed || a < x.align
		x.required.own, x.required.stated = a, max(x.required.stated, a)
		if a > x.natural || !t.StatesPack() {
			x.required.asked = max(x.required.asked, a)
		}
		x.overAligned = x.overAligned || a > x.natural
		x.align, x.ownAlign, x.natural = a, a, min(x.natural, a)
	}
	if x.size%x.align != 0 && !(c.target.Microsoft() && c.target.Arch == abi.I386) && x.size != 0 {
		return bad(ReasonContradictory, fmt.Sprintf("%s: size %d is not a multiple of its alignment %d", name, x.size, x.align))
	}
	x.required.outer = x.required.stated > 4 && t.OfClang(func(major int, _ bool) bool { return major < 17 })
	x.unstated = !c.alignments.Stated(t)
	x.blurred = (x.packed || x.overAligned) && t.BlursBitFields()
	c.findHidden(t, x, statedAligns(t))
	// In C what holds no data has no size, in C++ what has no members that of its alignment: what has more holds unnamed bit-fields.
	x.nameless = x.size > 0 && !x.data && (t.Model().Language(t.Origin()).C() || len(x.fields) == 0 && x.empty && x.size > x.align)
	c.decideAddress(t, x)
	if x.parts > maxParts && x.reason == "" && !x.byAddress {
		x.reason, x.why = ReasonUnsupportedType, name+": more than "+strconv.Itoa(maxParts)+" members in members"
	}
	if x.reason == "" && !x.byAddress && c.mayBeAligned(t, x) {
		x.reason, x.why = ReasonUnknownAlignment, name+": "+MayBeAligned
	}
	if x.reason == "" && !x.byAddress && x.hasFlex && x.size == 0 {
		x.reason, x.why = ReasonCompilersDisagree, name+": nothing but an array without a bound, which clang gives a register"
	}
	if x.reason == "" && !x.byAddress && !c.target.Microsoft() && x.holds(isNameless) {
		x.reason, x.why = ReasonCompilersDisagree, name+": gcc counts unnamed bit-fields as data where there is nothing else, clang does not"
	}
	return x
}

// parts are what a class holds: its fields and, which are none of those, its
// virtual bases.
func (c *Context) parts(t abi.Type, x *ty, depth int) []*ty {
	var out []*ty
	for _, b := range t.Bases() {
		if b.Virtual || !b.Known {
			out = append(out, c.lower(b.Type, depth+1))
		}
	}
	for _, f := range x.fields {
		out = append(out, f.t)
	}
	return out
}

// maxParts bounds the members of a class that calls pass by value, its members'
// own included, each time they are there: conventions look at them all.
const maxParts = 4096

// addressOnly is a class of which calls pass the address, so that what is not
// known of its layout does not matter to them.
func addressOnly(x *ty, why, open string) *ty {
	return &ty{kind: kRecord, cxx: true, byAddress: true, id: x.id, triv: x.triv, align: 1, natural: 1, ownAlign: 1, why: why, open: open}
}

// unknown is why a type can't be a member whose place and size are known; empty
// if it can.
func (x *ty) unknown() (reason, why string) {
	switch {
	case x.kind == kBad:
		return x.reason, x.why
	case x.kind == kRecord && x.open != "":
		return ReasonIncompleteType, x.open
	case x.kind == kArray:
		return x.elem.unknown()
	}
	return "", ""
}

// statedAligns are the alignments that attributes give bases and members, 0
// where there is none, in the order of the fields of a ty.
func statedAligns(t abi.Type) []abi.Bytes {
	bases, fields := t.Bases(), t.Fields()
	out := make([]abi.Bytes, len(bases), len(bases)+len(fields))
	for _, f := range fields {
		out = append(out, f.Align)
	}
	return out
}

// members fills the fields; a non-empty answer says what cannot be true.
func (c *Context) members(t abi.Type, x *ty, depth int) string {
	for _, b := range t.Bases() {
		bt := c.lower(b.Type, depth+1)
		if b.Virtual || !b.Known {
			x.empty, x.data = false, true
			x.holdPointer(c.target)
			if bt.kind == kRecord {
				x.align, x.natural = max(x.align, bt.align), max(x.natural, bt.align)
			}
			continue
		}
		if b.Offset < 0 || bt.kind == kRecord && bt.data && abi.Bytes(b.Offset) > x.size {
			return fmt.Sprintf("base %s at %d is outside of %d bytes", b.Type.Name(), b.Offset, x.size)
		}
		x.add(fld{off: abi.Bytes(b.Offset).Bits(), base: true, t: bt}, 0)
	}
	if _, ok := t.VptrOffset(); ok {
		x.empty, x.data = false, true
		x.holdPointer(c.target)
	}
	for _, f := range t.Fields() {
		ft := c.lower(f.Type, depth+1)
		if f.Align != 0 && !pow2(f.Align) {
			return fmt.Sprintf("member %s has an alignment of %d", f.Name, f.Align)
		}
		end := f.Offset.Bytes() + ft.size
		if f.BitField {
			end = (f.Offset + abi.Bits(f.Bits)).Bytes()
			if ft.kind == kInt && abi.Bits(f.Bits) > ft.size.Bits() {
				end = f.Offset.Bytes()
			}
		}
		if f.Offset > 1<<48 || ft.kind != kBad && end > x.size && !ft.noData() {
			return fmt.Sprintf("member %s ends at byte %d of %d", f.Name, end, x.size)
		}
		if ft.kind == kVoid {
			return "member " + f.Name + " has no type"
		}
		x.add(fld{off: f.Offset, bits: f.Bits, bitField: f.BitField, t: ft}, f.Align)
	}
	if what, yes := t.Overlap(); yes {
		return what
	}
	x.markOverlap()
	return ""
}

func (x *ty) add(f fld, align abi.Bytes) {
	x.fields = append(x.fields, f)
	if f.t.kind == kBad {
		return
	}
	if f.t.kind == kArray && f.t.flex || f.t.kind == kRecord && f.t.hasFlex && !f.base {
		x.hasFlex = true
	}
	if !f.t.noData() || f.bitField {
		x.data = true
	}
	if f.bitField && f.bits > 0 || !f.bitField && !f.t.isEmpty() {
		x.empty = false
	}
	if f.t.kind == kArray && f.t.flex {
		x.empty = false
	}
	if !f.base && !f.bitField && f.t.size > 0 && (f.t.kind == kRecord || f.t.kind == kArray && f.t.count > 0) {
		x.empty = false // see markOverlap; in C it has no size
	}
	x.parts = min(x.parts+1+f.t.parts, maxParts+1)
	a := f.t.align
	if f.t.guessed() {
		a, x.unsure = min(a, aligned(f.off)), true
	}
	if align > a {
		a = align
		x.overAligned = true
	}
	x.overAligned = x.overAligned || f.t.overAligned
	in := f.t.innermost().required
	x.required.stated, x.required.asked = max(x.required.stated, align, in.stated), max(x.required.asked, in.asked)
	if align != in.own { // clang repeats what the type states
		x.required.asked = max(x.required.asked, align)
	}
	x.fields[len(x.fields)-1].align, x.fields[len(x.fields)-1].stated = a, align
	x.align, x.natural, x.ownAlign = max(x.align, a), max(x.natural, a), max(x.ownAlign, align, f.placed())
}

// innermost is what an array is made of.
func (x *ty) innermost() *ty {
	for x.kind == kArray && x.elem != nil {
		x = x.elem
	}
	return x
}

// holdPointer aligns a class for the address of its table.
func (x *ty) holdPointer(t abi.Target) {
	x.align, x.natural, x.ownAlign = max(x.align, t.PointerSize), max(x.natural, t.PointerSize), max(x.ownAlign, t.PointerSize)
}

// placed is the alignment that a member's place has: that of a base without its
// virtual bases, which lie elsewhere (Itanium C++ ABI §2.4: nvalign). A packed class may
// be aligned less than its own members show: then its place tells.
func (f fld) placed() abi.Bytes {
	a := f.t.align
	if f.base && f.t.kind == kRecord {
		a = f.t.ownAlign
	}
	if f.t.guessed() {
		a = min(a, aligned(f.off))
	}
	return a
}

// guessed reports whether a type has, or is made of, a packed class.
func (x *ty) guessed() bool {
	x = x.innermost()
	return x.kind == kRecord && (x.packed || x.unsure)
}

// aligned is the alignment of a place.
func aligned(off abi.Bits) abi.Bytes {
	if off == 0 {
		return maxAlign
	}
	return max((off & -off).Bytes(), 1)
}

// markOverlap finds empty members that lie on other members: only
// [[no_unique_address]] puts them there. Those of no bytes, as arrays of no
// elements, lie on nothing.
func (x *ty) markOverlap() {
	if x.union {
		return
	}
	var data []span // in order; the end is that of what reaches furthest
	for _, f := range x.fields {
		if !f.t.noData() {
			data = append(data, span{f.off, f.off + f.t.size.Bits()})
		}
	}
	slices.SortFunc(data, func(a, b span) int { return cmp.Compare(a.off, b.off) })
	for i := 1; i < len(data); i++ {
		data[i].end = max(data[i].end, data[i-1].end)
	}
	for i := range x.fields {
		f := &x.fields[i]
		if f.base || f.bitField || !f.t.noData() || f.t.size == 0 {
			continue
		}
		before, _ := slices.BinarySearchFunc(data, f.off+1, func(s span, at abi.Bits) int { return cmp.Compare(s.off, at) })
		f.overlap = before > 0 && f.off < data[before-1].end
	}
}

// alignByOffsets lowers the alignment of a packed class to that of the likeliest packing
// that explains it, or else of members at places that allow theirs. Without rules for
// the target it is the largest that all offsets and the size allow.
func (c *Context) alignByOffsets(t abi.Type, x *ty) {
	allows := func(a abi.Bytes) bool {
		if x.size%a != 0 {
			return false
		}
		for _, f := range x.fields {
			if f.t.kind != kBad && !f.bitField && !f.t.noData() && f.off%min(a, max(f.placed(), 1)).Bits() != 0 {
				return false
			}
		}
		return true
	}
	straddles := func(f fld) bool {
		unit := f.t.size.Bits()
		return f.bitField && f.t.kind == kInt && unit > 0 && f.off%unit+abi.Bits(f.bits) > unit
	}
	if c.target.Microsoft() && c.target.Arch == abi.I386 && x.overAligned || allows(x.align) && !slices.ContainsFunc(x.fields, straddles) {
		return
	}
	x.packed = true
	align := x.align
	if a, ok := c.statedAlign(t); ok && a <= align {
		align = a
	} else {
		// alignas on a member holds in a packed class, too, not under #pragma pack: a place that it explains shows which.
		floor := abi.Bytes(1)
		for _, f := range x.fields {
			if a := f.stated; a > 1 && f.off > 0 && f.off%a.Bits() == 0 && x.size%a == 0 {
				floor = max(floor, a)
			}
		}
		for align > floor && !allows(align) {
			align /= 2
		}
	}
	x.align, x.natural, x.ownAlign = align, min(x.natural, align), min(x.ownAlign, align)
	if a := abi.Bytes(t.Node().Align); pow2(a) && (!t.StatesPack() || !allows(a)) { // asked for; its members are packed
		asked := abi.Bytes(1)
		for _, f := range x.fields {
			if f.stated > 0 && f.off%f.stated.Bits() == 0 { // clang repeats what the member's class asks for
				asked = max(asked, f.stated)
			}
		}
		x.natural = min(x.natural, asked)
	}
}

// statedAlign is the alignment that tenon layout shows.
func (c *Context) statedAlign(t abi.Type) (abi.Bytes, bool) {
	if c.layouts == nil {
		if c.target != c.model.Target() {
			return 0, false
		}
		c.layouts = layout.NewPredictor(c.model, c.target)
	}
	r, err := c.layouts.Stated(t)
	return r.Align, err == nil
}

// decideAddress says whether the C++ rule passes the class by address.
func (c *Context) decideAddress(t abi.Type, x *ty) {
	if x.triv == nil {
		x.reason, x.why = ReasonUnknownTriviality, "nothing is known about "+t.QualifiedName()
		return
	}
	byValue, sure, why := x.triv.Param(c.target, x.size)
	x.why = why
	if sure == abi.Unknown {
		x.reason, x.why = ReasonUnknownTriviality, t.QualifiedName()+": "+why
		return
	}
	x.byAddress = !byValue
}
