package dwarf

// Kinds of entries in .debug_loclists (DWARF 5 §7.7.3), and GCC's pair of view
// numbers.
const (
	lleBaseAddressx    = 1
	lleStartxEndx      = 2
	lleStartxLength    = 3
	lleOffsetPair      = 4
	lleDefaultLocation = 5
	lleBaseAddress     = 6
	lleStartEnd        = 7
	lleStartLength     = 8
	lleViewPair        = 9
)

// LocationAt is the location expression that v gives for an address: the one
// expression of an object that never moves, or the entry of its location list
// (DWARF 5 §2.6.2). base is the unit's low address; loc and loclists are
// .debug_loc and .debug_loclists.
func (u *Unit) LocationAt(v Value, base, pc uint64, loc, loclists []byte) ([]byte, bool) {
	switch {
	case v.Class == ClassExpr || v.Class == ClassBlock:
		return u.Block(v), true
	case u.Version < 5 && (v.Class == ClassSecOff || v.Class == ClassUint):
		return u.location4(v.U+u.LocBase, base, pc, loc)
	case v.Class == ClassSecOff && v.U < uint64(len(loclists)):
		return u.location5(loclists[v.U:], base, pc)
	case v.Class == ClassLoclistx:
		n := uint64(u.offLen())
		if v.U > uint64(len(loclists))/n {
			return nil, false
		}
		at := u.LoclistsBase + v.U*n
		if at < u.LoclistsBase || at > uint64(len(loclists)) || n > uint64(len(loclists))-at {
			return nil, false
		}
		off := u.LoclistsBase + fixed(loclists[at:], int(n), u.Sec.Big)
		if off < uint64(len(loclists)) {
			return u.location5(loclists[off:], base, pc)
		}
	}
	return nil, false
}

// location4 reads pairs of addresses, each with an expression (DWARF 4 §2.6.2).
func (u *Unit) location4(off, base, pc uint64, data []byte) ([]byte, bool) {
	if off >= uint64(len(data)) {
		return nil, false
	}
	r := listReader{u: u, b: data[off:], base: base}
	for r.more() {
		low, high := r.addr(), r.addr()
		switch {
		case low == 0 && high == 0:
			return nil, false
		case low == ^uint64(0)>>(64-8*u.AddrLen):
			r.base = high
			continue
		}
		e := r.block(r.fixed(2))
		if low += r.base; !r.bad && low <= pc && pc < high+r.base {
			return e, true
		}
	}
	return nil, false
}

func (u *Unit) location5(b []byte, base, pc uint64) ([]byte, bool) {
	r := listReader{u: u, b: b, base: base}
	for r.more() {
		var low, size uint64
		always := false
		switch r.byte() {
		case lleBaseAddressx:
			r.base = r.addrx()
			continue
		case lleBaseAddress:
			r.base = r.addr()
			continue
		case lleViewPair:
			r.leb()
			r.leb()
			continue
		case lleStartxEndx:
			low, size = r.startxEndx()
		case lleStartxLength:
			low, size = r.addrx(), r.leb()
		case lleOffsetPair:
			low, size = r.offsetPair()
		case lleStartEnd:
			low, size = r.startEnd()
		case lleStartLength:
			low, size = r.addr(), r.leb()
		case lleDefaultLocation:
			always = true
		default:
			return nil, false
		}
		e := r.block(r.leb())
		if !r.bad && (always || low <= pc && pc-low < size) {
			return e, true
		}
	}
	return nil, false
}
