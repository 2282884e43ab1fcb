package layout

import "github.com/tenon-abi/tenon/abi"

// Itanium C++ ABI §2.4, "Non-POD Class Types", with the extensions that g++
// and clang share. Bit positions are counted from the start of the object.

type itanium struct {
	p           *Predictor
	d           *decl
	rec         *Record
	size, dsize abi.Bits
	align       abi.Bytes
	padded      abi.Bytes // end of the members with their own tail padding
	unfilled    abi.Bits  // bits left in the last byte of a bit-field
	empties     map[place]bool
	infos       []*baseInfo
	vinfo       map[abi.TypeID]*baseInfo
	indirect    map[abi.TypeID]bool // virtual bases that are primary somewhere
	visited     map[abi.TypeID]bool
}

type place struct {
	off abi.Bytes
	t   abi.TypeID
}

// baseInfo is one base subobject; primary is the virtual base that it shares
// its address with, claimed by the first that can have it.
type baseInfo struct {
	rec     *Record
	virtual bool
	bases   []*baseInfo
	primary *baseInfo
	claimed bool
}

func (p *Predictor) itanium(d *decl) *Record {
	b := &itanium{p: p, d: d, align: 1, empties: map[place]bool{}, vinfo: map[abi.TypeID]*baseInfo{},
		indirect: map[abi.TypeID]bool{}, visited: map[abi.TypeID]bool{}}
	b.rec = &Record{Type: d.t, d: d, bases: map[abi.TypeID]abi.Bytes{}, vbases: map[abi.TypeID]vbase{}, empty: d.empty, pod: d.pod}
	for _, x := range d.bases {
		b.infos = append(b.infos, b.info(x.rec, x.virtual))
		b.addIndirect(x.rec)
	}
	b.nonVirtual()
	b.fields()
	nv := b.size.Bytes()
	b.rec.nvAlign = b.align
	b.virtual(b.rec, d, b.infos)
	b.finish(nv)
	return b.rec
}

func (b *itanium) info(rec *Record, virtual bool) *baseInfo {
	id := rec.Type.ID()
	if virtual {
		if i, ok := b.vinfo[id]; ok {
			return i
		}
	}
	i := &baseInfo{rec: rec, virtual: virtual}
	if virtual {
		b.vinfo[id] = i
	}
	want := rec.primaryVirtual
	if want {
		if v, ok := b.vinfo[rec.primary]; ok {
			if want = false; !v.claimed {
				i.primary, v.claimed = v, true
			}
		}
	}
	for _, x := range rec.d.bases {
		i.bases = append(i.bases, b.info(x.rec, x.virtual))
	}
	if want {
		if v := b.vinfo[rec.primary]; v != nil && !v.claimed {
			i.primary, v.claimed = v, true
		}
	}
	return i
}

func (b *itanium) addIndirect(rec *Record) {
	if rec.primaryVirtual {
		b.indirect[rec.primary] = true
	}
	for _, x := range rec.d.bases {
		b.addIndirect(x.rec)
	}
}

// nonVirtual places the primary base or vptr, then the other bases.
func (b *itanium) nonVirtual() {
	i := b.choosePrimary()
	switch {
	case i != nil && i.virtual:
		i.claimed = true
		b.visited[i.rec.Type.ID()] = true
		b.placeVirtual(i)
	case i != nil:
		b.placeBase(i)
	case b.d.dynamic:
		w := b.p.target.PointerSize
		align := w
		if b.d.packed {
			align = 1
		}
		if b.d.pack > 0 {
			align = min(align, b.d.pack)
		}
		b.align = max(b.align, align)
		b.size = w.Bits()
		b.dsize = b.size
		b.rec.Hidden = append(b.rec.Hidden, Hidden{"vptr", 0, w})
	}
	for _, x := range b.infos {
		if x != i && !x.virtual {
			b.placeBase(x)
		}
	}
}

func (b *itanium) choosePrimary() *baseInfo {
	if !b.d.dynamic {
		return nil
	}
	for _, x := range b.infos {
		if !x.virtual && x.rec.d.dynamic {
			b.rec.primary = x.rec.Type.ID()
			return x
		}
	}
	var first *baseInfo
	if v := b.nearlyEmpty(b.infos, &first); v != nil {
		first = v
	}
	if first != nil {
		b.rec.primary, b.rec.primaryVirtual = first.rec.Type.ID(), true
	}
	return first
}

func (b *itanium) nearlyEmpty(infos []*baseInfo, first **baseInfo) *baseInfo {
	for _, x := range infos {
		if x.virtual && x.rec.nearlyEmpty(b.p.target.PointerSize) {
			if !b.indirect[x.rec.Type.ID()] {
				return x
			}
			if *first == nil {
				*first = x
			}
		}
		if x.rec.hasVBases() {
			if v := b.nearlyEmpty(x.bases, first); v != nil {
				return v
			}
		}
	}
	return nil
}

func (r *Record) hasVBases() bool { return len(r.vorder) > 0 }

// nearlyEmpty: dynamic, and its non-virtual part is exactly a vptr.
func (r *Record) nearlyEmpty(w abi.Bytes) bool {
	return r.d.dynamic && r.NVSize == w
}

func (b *itanium) placeBase(i *baseInfo) {
	off := b.layBase(i)
	b.rec.bases[i.rec.Type.ID()] = off
	b.rec.Bases = append(b.rec.Bases, Base{i.rec.Type, off, false})
	b.primaryOffsets(i, off)
}

func (b *itanium) placeVirtual(i *baseInfo) {
	off := b.layBase(i)
	b.setVirtual(i, off)
	b.primaryOffsets(i, off)
}

func (b *itanium) setVirtual(i *baseInfo, off abi.Bytes) {
	id := i.rec.Type.ID()
	b.rec.vbases[id] = vbase{off: off}
	b.rec.vorder = append(b.rec.vorder, id)
	b.rec.Bases = append(b.rec.Bases, Base{i.rec.Type, off, true})
}

// primaryOffsets gives virtual primary bases below i their address.
func (b *itanium) primaryOffsets(i *baseInfo, off abi.Bytes) {
	if !i.rec.hasVBases() {
		return
	}
	if i.primary != nil {
		if _, ok := b.rec.vbases[i.primary.rec.Type.ID()]; !ok {
			b.setVirtual(i.primary, off)
			b.primaryOffsets(i.primary, off)
		}
	}
	for _, x := range i.bases {
		if !x.virtual {
			b.primaryOffsets(x, off+i.rec.bases[x.rec.Type.ID()])
		}
	}
}

// layBase finds the offset of a base subobject.
func (b *itanium) layBase(i *baseInfo) abi.Bytes {
	r := i.rec
	align := r.nvAlign
	if r.empty && b.canBase(i, 0) {
		b.addBase(i, 0)
		b.size = max(b.size, r.Size.Bits())
		b.align = max(b.align, align)
		return 0
	}
	if b.d.pack > 0 {
		align = min(align, b.d.pack)
	}
	off := up(b.dsize.Bytes(), align)
	for !b.canBase(i, off) {
		off += align
	}
	b.addBase(i, off)
	if !r.empty {
		b.dsize = (off + r.NVSize).Bits()
		b.size = max(b.size, b.dsize)
	} else {
		b.size = max(b.size, (off + r.Size).Bits())
	}
	b.align = max(b.align, align)
	b.unfilled = 0
	return off
}

func up(n, a abi.Bytes) abi.Bytes {
	if a <= 1 {
		return n
	}
	return (n + a - 1) / a * a
}

func upBits(n, a abi.Bits) abi.Bits {
	if a <= 1 {
		return n
	}
	return (n + a - 1) / a * a
}

// canBase: no two subobjects of one empty type may share an address.
func (b *itanium) canBase(i *baseInfo, off abi.Bytes) bool { return b.walkBase(i, off, b.free) }

func (b *itanium) addBase(i *baseInfo, off abi.Bytes) { b.walkBase(i, off, b.take) }

func (b *itanium) free(r *Record, off abi.Bytes) bool {
	return !r.empty || !b.empties[place{off, r.Type.ID()}]
}

func (b *itanium) take(r *Record, off abi.Bytes) bool {
	if r.empty {
		b.empties[place{off, r.Type.ID()}] = true
	}
	return true
}

func (b *itanium) walkBase(i *baseInfo, off abi.Bytes, f func(*Record, abi.Bytes) bool) bool {
	if !f(i.rec, off) {
		return false
	}
	for _, x := range i.bases {
		if !x.virtual && !b.walkBase(x, off+i.rec.bases[x.rec.Type.ID()], f) {
			return false
		}
	}
	if i.primary != nil && !b.walkBase(i.primary, off, f) {
		return false
	}
	return b.walkFields(i.rec, off, f)
}

func (b *itanium) walkFields(r *Record, off abi.Bytes, f func(*Record, abi.Bytes) bool) bool {
	for n, x := range r.d.fields {
		if !x.f.BitField && !b.walkMember(x, off+abi.Bytes(r.Fields[n].Offset/8), f) {
			return false
		}
	}
	return true
}

func (b *itanium) walkMember(x fieldDecl, off abi.Bytes, f func(*Record, abi.Bytes) bool) bool {
	if x.rec == nil || !x.rec.holdsEmpty {
		return true
	}
	for n := uint64(0); n < x.count; n++ {
		if !b.walkRecord(x.rec, off+abi.Bytes(n)*x.rec.Size, f) {
			return false
		}
	}
	return true
}

// walkRecord visits a complete object: its virtual bases too.
func (b *itanium) walkRecord(r *Record, off abi.Bytes, f func(*Record, abi.Bytes) bool) bool {
	if !b.walkDirect(r, off, f) {
		return false
	}
	for _, id := range r.vorder {
		if v := findBase(r, id); v != nil && !b.walkDirect(v, off+r.vbases[id].off, f) {
			return false
		}
	}
	return true
}

func (b *itanium) walkDirect(r *Record, off abi.Bytes, f func(*Record, abi.Bytes) bool) bool {
	if !f(r, off) {
		return false
	}
	for _, x := range r.d.bases {
		if !x.virtual && !b.walkDirect(x.rec, off+r.bases[x.rec.Type.ID()], f) {
			return false
		}
	}
	return b.walkFields(r, off, f)
}

func findBase(r *Record, id abi.TypeID) *Record {
	for _, x := range r.d.bases {
		if x.rec.Type.ID() == id {
			return x.rec
		}
		if v := findBase(x.rec, id); v != nil {
			return v
		}
	}
	return nil
}

// virtual places virtual bases in inheritance-graph order.
func (b *itanium) virtual(r *Record, d *decl, infos []*baseInfo) {
	for _, x := range infos {
		id := x.rec.Type.ID()
		if x.virtual && !(r.primaryVirtual && r.primary == id) && !b.indirect[id] && !b.visited[id] {
			b.visited[id] = true
			b.placeVirtual(x)
		}
		if x.rec.hasVBases() {
			b.virtual(x.rec, x.rec.d, x.bases)
		}
	}
}

func (b *itanium) finish(nv abi.Bytes) {
	r, d := b.rec, b.d
	b.align = max(b.align, d.align)
	if d.align > 0 && !d.dynamic && len(d.bases) == 0 {
		r.nvAlign = max(r.nvAlign, d.align)
	}
	r.nvAlign = max(r.nvAlign, d.align)
	if b.size == 0 && d.empty {
		b.size = 8
		nv = max(nv, 1)
	}
	b.size = max(b.size, b.padded.Bits())
	r.Align = b.align
	r.Size = up(b.size.Bytes(), b.align)
	r.DataSize, r.NVSize = b.dsize.Bytes(), nv
	if d.pod {
		// Tail padding of plain classes is never reused.
		r.DataSize, r.NVSize = r.Size, r.Size
	}
}
