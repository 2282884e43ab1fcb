package dwarf

// Kinds of entries in .debug_rnglists (DWARF 5 §7.25).
const (
	rleBaseAddressx = 1
	rleStartxEndx   = 2
	rleStartxLength = 3
	rleOffsetPair   = 4
	rleBaseAddress  = 5
	rleStartEnd     = 6
	rleStartLength  = 7
)

// RangeStart is the first address of the range list that v names: where a
// function in several pieces is entered (DWARF 5 §2.18). base is the unit's
// low address; ranges and rnglists are .debug_ranges and .debug_rnglists.
func (u *Unit) RangeStart(v Value, base uint64, ranges, rnglists []byte) (uint64, bool) {
	if v.Class != ClassSecOff && v.Class != ClassRnglistx && (v.Class != ClassUint || u.Version > 3) {
		return 0, false
	}
	if u.Version < 5 {
		return u.rangeStart4(v.U, base, ranges)
	}
	off := v.U
	if v.Class == ClassRnglistx {
		n := uint64(u.offLen())
		if v.U > uint64(len(rnglists))/n {
			return 0, false
		}
		at := u.RnglistsBase + v.U*n
		if at < u.RnglistsBase || at+n > uint64(len(rnglists)) {
			return 0, false
		}
		off = u.RnglistsBase + fixed(rnglists[at:], int(n), u.Sec.Big)
	}
	if off >= uint64(len(rnglists)) {
		return 0, false
	}
	return u.rangeStart5(rnglists[off:], base)
}

// rangeStart4 reads pairs of addresses (DWARF 4 §2.17.3).
func (u *Unit) rangeStart4(off, base uint64, data []byte) (uint64, bool) {
	n := uint64(u.AddrLen)
	for off <= uint64(len(data)) && uint64(len(data))-off >= 2*n {
		low, high := fixed(data[off:], int(n), u.Sec.Big), fixed(data[off+n:], int(n), u.Sec.Big)
		off += 2 * n
		switch {
		case low == 0 && high == 0:
			return 0, false
		case low == ^uint64(0)>>(64-8*n):
			base = high
		case low != high:
			return base + low, true
		}
	}
	return 0, false
}

// rangeStart5 reads entries of .debug_rnglists up to the first that is a range.
func (u *Unit) rangeStart5(b []byte, base uint64) (uint64, bool) {
	n := int(u.AddrLen)
	ok := true
	leb := func() (v uint64) {
		for shift := uint(0); ; shift += 7 {
			if len(b) == 0 || shift > 63 {
				ok = false
				return 0
			}
			c := b[0]
			b = b[1:]
			v |= uint64(c&0x7f) << shift
			if c < 0x80 {
				return v
			}
		}
	}
	addr := func() uint64 {
		if len(b) < n {
			ok = false
			return 0
		}
		v := fixed(b, n, u.Sec.Big)
		b = b[n:]
		return v
	}
	addrx := func() uint64 {
		v, found := u.Address(Value{Class: ClassAddrx, U: leb()})
		ok = ok && found
		return v
	}
	for len(b) > 0 {
		kind := b[0]
		b = b[1:]
		var low, size uint64
		switch kind {
		case rleBaseAddressx:
			base = addrx()
		case rleBaseAddress:
			base = addr()
		case rleStartxEndx:
			low = addrx()
			size = addrx() - low
		case rleStartxLength:
			low, size = addrx(), leb()
		case rleOffsetPair:
			low = leb()
			size = leb() - low
			low += base
		case rleStartEnd:
			low = addr()
			size = addr() - low
		case rleStartLength:
			low, size = addr(), leb()
		default: // the end, or an unknown kind
			return 0, false
		}
		if !ok {
			return 0, false
		}
		if size != 0 {
			return low, true
		}
	}
	return 0, false
}
