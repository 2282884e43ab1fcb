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

// Found says how LocationAt found a location.
type Found uint8

// What was found: nothing for the address, what is there, the first entry of a list
// whose addresses can't be known (llvm-dwarfutil 19 leaves out DW_AT_addr_base), or
// that the list can't be read.
const (
	FoundNone Found = iota
	FoundEntry
	FoundFirst
	FoundUnreadable
)

// LocationAt is the location expression that v gives for an address: the one
// expression of an object that never moves, or the entry of its location list
// (DWARF 5 §2.6.2). base is the unit's low address; loc and loclists are
// .debug_loc and .debug_loclists.
func (u *Unit) LocationAt(v Value, base, pc uint64, loc, loclists []byte) ([]byte, Found) {
	switch {
	case v.Class == ClassExpr || v.Class == ClassBlock:
		return u.Block(v), FoundEntry
	case u.Version < 5 && (v.Class == ClassSecOff || v.Class == ClassUint):
		if off := v.U + u.LocBase; off < uint64(len(loc)) && u.Sec.Dwo {
			return u.locationGNU(loc[off:], base, pc)
		} else if off < uint64(len(loc)) {
			return u.location4(loc[off:], base, pc)
		}
	case v.Class == ClassSecOff && v.U < uint64(len(loclists)):
		return u.location5(loclists[v.U:], base, pc)
	case v.Class == ClassLoclistx:
		n := uint64(u.offLen())
		if v.U > uint64(len(loclists))/n {
			return nil, FoundUnreadable
		}
		at := u.LoclistsBase + v.U*n
		if at < u.LoclistsBase || at > uint64(len(loclists)) || n > uint64(len(loclists))-at {
			return nil, FoundUnreadable
		}
		off := u.LoclistsBase + fixed(loclists[at:], int(n), u.Sec.Big)
		if off < uint64(len(loclists)) {
			return u.location5(loclists[off:], base, pc)
		}
	}
	return nil, FoundUnreadable
}

// location4 reads pairs of addresses, each with an expression (DWARF 4 §2.6.2).
func (u *Unit) location4(b []byte, base, pc uint64) ([]byte, Found) {
	r := listReader{u: u, b: b, base: base}
	for r.more() {
		low, high := r.addr(), r.addr()
		switch {
		case low == 0 && high == 0:
			return nil, FoundNone
		case low == ^uint64(0)>>(64-8*u.AddrLen):
			r.base = high
			continue
		}
		e := r.block(r.fixed(2))
		if low += r.base; !r.bad && low <= pc && pc < high+r.base {
			return e, FoundEntry
		}
	}
	return nil, FoundUnreadable
}

// Kinds of entries in .debug_loc.dwo of DWARF 4 (GCC wiki, "DebugFission", and
// readelf): addresses are indices into .debug_addr, lengths and offsets have 4 bytes.
const (
	lleGNUBaseAddress = 1
	lleGNUStartEnd    = 2
	lleGNUStartLength = 3
	lleGNUOffsetPair  = 4
)

// locationGNU reads a location list of a split unit of DWARF 4.
func (u *Unit) locationGNU(b []byte, base, pc uint64) ([]byte, Found) {
	r := listReader{u: u, b: b, base: base}
	for r.more() {
		var low, size uint64
		switch r.byte() {
		case lleGNUBaseAddress:
			r.base = r.addrx()
			continue
		case lleGNUStartEnd:
			low, size = r.startxEndx()
		case lleGNUStartLength:
			low, size = r.addrx(), r.fixed(4)
		case lleGNUOffsetPair:
			from, to := r.fixed(4), r.fixed(4)
			low, size = r.base+from, to-from
		case 0:
			return nil, FoundNone
		default:
			return nil, FoundUnreadable
		}
		e := r.block(r.fixed(2))
		if !r.bad && low <= pc && pc-low < size {
			return e, FoundEntry
		}
	}
	return nil, FoundUnreadable
}

func (u *Unit) location5(b []byte, base, pc uint64) ([]byte, Found) {
	r := listReader{u: u, b: b, base: base}
	blind := u.Version >= 5 && u.AddrBase == 0 // indices of addresses say nothing
	lost := false
	for r.more() {
		var low, size uint64
		always := false
		switch kind := r.byte(); kind {
		case lleBaseAddressx:
			if lost = blind; lost {
				r.leb()
			} else {
				r.base = r.addrx()
			}
			continue
		case lleBaseAddress:
			r.base, lost = r.addr(), false
			continue
		case lleViewPair:
			r.leb()
			r.leb()
			continue
		case lleStartxEndx, lleStartxLength:
			if blind {
				r.leb()
				r.leb()
				lost = true
			} else if kind == lleStartxEndx {
				low, size = r.startxEndx()
			} else {
				low, size = r.addrx(), r.leb()
			}
		case lleOffsetPair:
			low, size = r.offsetPair()
		case lleStartEnd:
			low, size = r.startEnd()
		case lleStartLength:
			low, size = r.addr(), r.leb()
		case lleDefaultLocation:
			always = true
		case 0:
			return nil, FoundNone
		default:
			return nil, FoundUnreadable
		}
		switch e := r.block(r.leb()); {
		case r.bad:
		case always || !lost && low <= pc && pc-low < size:
			return e, FoundEntry
		case lost:
			return e, FoundFirst
		}
	}
	return nil, FoundUnreadable
}
