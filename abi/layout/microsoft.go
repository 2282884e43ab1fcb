package layout

import "github.com/tenon-abi/tenon/abi"

// Microsoft's rules as clang implements them (RecordLayoutBuilder.cpp,
// MicrosoftRecordLayoutBuilder) and as the vendor's pages state them.

type microsoft struct {
	p           *Predictor
	d           *decl
	rec         *Record
	size        abi.Bytes
	align       abi.Bytes
	required    abi.Bytes
	pack        abi.Bytes
	ownVfptr    bool
	sharedVbptr *Record
	vbptr       bool
	vbptrAt     abi.Bytes
	leads, ends bool
	lastBits    bool
	unit, left  abi.Bits
}

func (p *Predictor) microsoft(d *decl) *Record {
	b := &microsoft{p: p, d: d, align: 1, pack: d.pack}
	if b.pack > p.target.PointerSize {
		b.pack = 0 // packing to more than a pointer is ignored
	}
	if d.packed {
		b.pack = 1
	}
	if p.target.PointerSize == 8 {
		b.required = 1 // 32-bit targets align the end only when something requires it
	}
	b.rec = &Record{Type: d.t, d: d, bases: map[abi.TypeID]abi.Bytes{}, vbases: map[abi.TypeID]vbase{}, empty: d.empty, pod: d.pod}
	b.nonVirtualBases()
	for _, x := range d.fields {
		if x.f.BitField {
			b.bitField(x)
		} else {
			b.field(x)
		}
	}
	b.injectVbptr()
	b.injectVfptr()
	w := p.target.PointerSize
	if b.ownVfptr || b.vbptr && b.sharedVbptr == nil {
		b.align = max(b.align, b.pointerAlign(w))
	}
	round := b.align
	if b.pack > 0 {
		round = min(round, b.pack)
	}
	b.size = up(b.size, round)
	b.rec.NVSize = b.size
	b.required = max(b.required, d.align)
	b.virtualBases()
	b.finish()
	return b.rec
}

func (b *microsoft) nonVirtualBases() {
	var prev *Record
	polymorphicBase, primary := false, (*Record)(nil)
	for _, x := range b.d.bases {
		polymorphicBase = polymorphicBase || x.rec.d.polymorphic
		if x.virtual {
			b.vbptr = true
			continue
		}
		if b.sharedVbptr == nil && x.rec.vbptr {
			b.sharedVbptr, b.vbptr = x.rec, true
		}
		if !x.rec.extendable {
			continue
		}
		if primary == nil {
			primary, b.leads = x.rec, x.rec.leadsZero
		}
		prev = b.base(x.rec, prev)
	}
	b.chooseVfptr(polymorphicBase, primary != nil)
	leading := primary == nil
	for _, x := range b.d.bases {
		if x.virtual {
			continue
		}
		if !x.rec.extendable {
			if leading {
				leading, b.leads = false, x.rec.leadsZero
			}
			prev = b.base(x.rec, prev)
		}
		b.vbptrAt = b.rec.bases[x.rec.Type.ID()] + x.rec.NVSize
	}
	if b.sharedVbptr != nil {
		b.vbptrAt = b.rec.bases[b.sharedVbptr.Type.ID()] + b.sharedVbptr.vbptrOff
	}
	b.rec.extendable = b.ownVfptr || primary != nil
}

// chooseVfptr: a class that introduces virtual functions gets its own vfptr
// unless a base's table can be extended.
func (b *microsoft) chooseVfptr(polymorphicBase, extended bool) {
	if !b.d.polymorphic {
		return
	}
	if !polymorphicBase {
		b.ownVfptr = true
		return
	}
	if extended {
		return
	}
	for _, f := range b.d.t.Methods() {
		if f.Has(abi.FuncVirtual) && !overrides(b.d, f) {
			b.ownVfptr = true
		}
	}
}

// overrides reports whether a virtual function overrides one of a base.
func overrides(d *decl, f abi.Function) bool { return len(overridden(d, f, 0)) > 0 }

// overridden lists the bases whose own virtual function f overrides, at the
// place where it was introduced.
func overridden(d *decl, f abi.Function, depth int) []abi.TypeID {
	var out []abi.TypeID
	if depth > maxDepth {
		return nil
	}
	for _, x := range d.bases {
		below := overridden(x.rec.d, f, depth+1)
		if len(below) == 0 {
			for _, g := range x.t.Methods() {
				if g.Has(abi.FuncVirtual) && sameFunction(f, g) {
					below = append(below, x.t.ID())
					break
				}
			}
		}
		out = append(out, below...)
	}
	return out
}

func sameFunction(f, g abi.Function) bool {
	if f.Has(abi.FuncDestructor) || g.Has(abi.FuncDestructor) {
		return f.Has(abi.FuncDestructor) && g.Has(abi.FuncDestructor)
	}
	if f.Name() != g.Name() || f.Row().Flags&(abi.FuncConstThis|abi.FuncRefL|abi.FuncRefR) != g.Row().Flags&(abi.FuncConstThis|abi.FuncRefL|abi.FuncRefR) {
		return false
	}
	a, b := f.Signature().Params, g.Signature().Params
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID() != b[i].ID() && (a[i].String() != b[i].String() || !a[i].SpelledWhole()) {
			return false
		}
	}
	return true
}

func (b *microsoft) base(r, prev *Record) *Record {
	if prev != nil && prev.endsZero && r.leadsZero {
		b.size++
	}
	b.size = up(b.size, b.baseAlign(r))
	b.rec.bases[r.Type.ID()] = b.size
	b.rec.Bases = append(b.rec.Bases, Base{r.Type, b.size, false})
	b.size += r.NVSize
	return r
}

// baseAlign also takes over what a base requires.
func (b *microsoft) baseAlign(r *Record) abi.Bytes {
	align := r.nvAlign
	if b.pack > 0 {
		align = min(align, b.pack)
	}
	b.ends = r.endsZero
	b.align = max(b.align, align)
	b.required = max(b.required, r.required)
	return max(align, r.required)
}

func (b *microsoft) fieldAlign(x fieldDecl) abi.Bytes {
	align, required := x.align, x.required
	if x.f.BitField {
		align = max(align, required)
	} else {
		if x.rec != nil {
			b.ends = x.rec.endsZero
			align = x.rec.nvAlign
			required = max(required, x.rec.required)
		}
		b.required = max(b.required, required)
	}
	if b.pack > 0 {
		align = min(align, b.pack)
	}
	return max(align, required)
}

func (b *microsoft) put(x fieldDecl, off abi.Bits) {
	size := x.size.Bits()
	if x.f.BitField {
		size = abi.Bits(x.f.Bits)
	}
	b.rec.Fields = append(b.rec.Fields, Field{x.f.Name, x.f.Type, off, x.f.BitField, x.f.Bits, size})
}

func (b *microsoft) field(x fieldDecl) {
	b.lastBits = false
	align := b.fieldAlign(x)
	b.align = max(b.align, align)
	if b.d.union {
		b.put(x, 0)
		b.size = max(b.size, x.size)
		return
	}
	off := up(b.size, align)
	b.put(x, off.Bits())
	b.size = off + x.size
}

// bitField: bit-fields share a unit only if their types have the same size.
func (b *microsoft) bitField(x fieldDecl) {
	width := min(abi.Bits(x.f.Bits), x.size.Bits())
	if width == 0 {
		b.zeroWidth(x)
		return
	}
	align := b.fieldAlign(x)
	if !b.d.union && b.lastBits && b.unit == x.size.Bits() && width <= b.left {
		b.put(x, b.size.Bits()-b.left)
		b.left -= width
		return
	}
	b.lastBits, b.unit = true, x.size.Bits()
	if b.d.union {
		b.put(x, 0)
		b.size = max(b.size, x.size)
		return
	}
	off := up(b.size, align)
	b.put(x, off.Bits())
	b.size = off + x.size
	b.align = max(b.align, align)
	b.left = x.size.Bits() - width
}

func (b *microsoft) zeroWidth(x fieldDecl) {
	if !b.lastBits {
		off := b.size
		if b.d.union {
			off = 0
		}
		b.put(x, off.Bits())
		return
	}
	b.lastBits = false
	align := b.fieldAlign(x)
	if b.d.union {
		b.put(x, 0)
		b.size = max(b.size, x.size)
		return
	}
	b.size = up(b.size, align)
	b.put(x, b.size.Bits())
	b.align = max(b.align, align)
}

// pointerAlign: packing also lowers the alignment of the hidden pointers.
func (b *microsoft) pointerAlign(w abi.Bytes) abi.Bytes {
	if b.pack > 0 {
		return min(w, b.pack)
	}
	return w
}

func (b *microsoft) injectVbptr() {
	if !b.vbptr || b.sharedVbptr != nil {
		return
	}
	w := b.p.target.PointerSize
	site := b.vbptrAt
	b.vbptrAt = up(b.vbptrAt, b.pointerAlign(w))
	shift := up(b.vbptrAt+w-site, max(b.required, b.align))
	b.size += shift
	b.shift(site, shift, true)
}

// shift moves members, and bases at or after from.
func (b *microsoft) shift(from, by abi.Bytes, fields bool) {
	for i := range b.rec.Fields {
		b.rec.Fields[i].Offset += by.Bits()
	}
	for id, off := range b.rec.bases {
		if off >= from {
			b.rec.bases[id] = off + by
		}
	}
	for i := range b.rec.Bases {
		if b.rec.Bases[i].Offset >= from {
			b.rec.Bases[i].Offset += by
		}
	}
}

func (b *microsoft) injectVfptr() {
	if !b.ownVfptr {
		return
	}
	shift := up(b.p.target.PointerSize, max(b.required, b.align))
	if b.vbptr {
		b.vbptrAt += shift
	}
	b.size += shift
	b.shift(0, shift, true)
	b.rec.Hidden = append(b.rec.Hidden, Hidden{"vfptr", 0, b.p.target.PointerSize})
}

func (b *microsoft) virtualBases() {
	if !b.vbptr {
		return
	}
	w := b.p.target.PointerSize
	if b.sharedVbptr == nil {
		b.rec.Hidden = append(b.rec.Hidden, Hidden{"vbptr", b.vbptrAt, w})
	}
	b.rec.vbptr, b.rec.vbptrOff = true, b.vbptrAt
	vbases := virtualOrder(b.d)
	align := abi.Bytes(4)
	if b.pack > 0 {
		align = min(align, b.pack)
	}
	for _, v := range vbases {
		b.required = max(b.required, v.required)
	}
	align = max(align, b.required)
	disp := b.vtordisps(vbases)
	var prev *Record
	for _, v := range vbases {
		id := v.Type.ID()
		if prev != nil && prev.endsZero && v.leadsZero || disp[id] {
			b.size = up(b.size, align) + 4
			b.align = max(b.align, align)
			if disp[id] {
				defer func(at abi.Bytes) { b.rec.Hidden = append(b.rec.Hidden, Hidden{"vtordisp", at, 4}) }(b.rec.vtordispAt(b, v))
			}
		}
		off := up(b.size, b.baseAlign(v))
		b.rec.vbases[id] = vbase{off, disp[id]}
		b.rec.vorder = append(b.rec.vorder, id)
		b.rec.Bases = append(b.rec.Bases, Base{v.Type, off, true})
		b.size = off + v.NVSize
		prev = v
	}
}

// vtordispAt: the counter lies directly before its base.
func (r *Record) vtordispAt(b *microsoft, v *Record) abi.Bytes {
	align := v.nvAlign
	if b.pack > 0 {
		align = min(align, b.pack)
	}
	return up(b.size, max(align, v.required)) - 4
}

// virtualOrder lists all virtual bases in depth-first, left-to-right order,
// a base's own before itself.
func virtualOrder(d *decl) []*Record {
	var out []*Record
	seen := map[abi.TypeID]bool{}
	var walk func(*decl)
	walk = func(d *decl) {
		for _, x := range d.bases {
			walk(x.rec.d)
			if x.virtual && !seen[x.rec.Type.ID()] {
				seen[x.rec.Type.ID()] = true
				out = append(out, x.rec)
			}
		}
	}
	walk(d)
	return out
}

// vtordisps: virtual bases whose virtual functions this class overrides, when
// it has a constructor or destructor of its own; and those of its bases.
func (b *microsoft) vtordisps(vbases []*Record) map[abi.TypeID]bool {
	set := map[abi.TypeID]bool{}
	for _, x := range b.d.bases {
		for id, v := range x.rec.vbases {
			if v.vtordisp {
				set[id] = true
			}
		}
	}
	if !b.d.userCtor {
		return set
	}
	defined := map[abi.TypeID]bool{}
	for _, f := range b.d.t.Methods() {
		if f.Has(abi.FuncVirtual) && !f.Has(abi.FuncDestructor) && !f.Has(abi.FuncPure) {
			for _, id := range overridden(b.d, f, 0) {
				defined[id] = true
			}
		}
	}
	for _, v := range vbases {
		if needsVtordisp(v, defined) {
			set[v.Type.ID()] = true
		}
	}
	return set
}

func needsVtordisp(r *Record, defined map[abi.TypeID]bool) bool {
	if defined[r.Type.ID()] {
		return true
	}
	for _, x := range r.d.bases {
		if !x.virtual && needsVtordisp(x.rec, defined) {
			return true
		}
	}
	return false
}

func (b *microsoft) finish() {
	r := b.rec
	r.DataSize = b.size
	if b.required > 0 {
		b.align = max(b.align, b.required)
		round := b.align
		if b.pack > 0 {
			round = min(round, b.pack)
		}
		b.size = up(b.size, max(round, b.required))
	}
	if b.size == 0 {
		b.leads, b.ends = true, true
		// clang RecordLayoutBuilder.cpp, MinEmptyStructSize.
		b.size = 1
		if m := b.d.t.Model(); m.Language(b.d.t.Origin()).C() {
			b.size = 4
		}
		if b.required >= b.size {
			b.size = b.align
		}
	}
	r.Size, r.Align, r.required = b.size, b.align, b.required
	r.leadsZero, r.endsZero = b.leads, b.ends
	r.nvAlign = b.align
}
