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
	r := listReader{u: u, b: b, base: base}
	for r.more() {
		var low, size uint64
		switch r.byte() {
		case rleBaseAddressx:
			r.base = r.addrx()
		case rleBaseAddress:
			r.base = r.addr()
		case rleStartxEndx:
			low, size = r.startxEndx()
		case rleStartxLength:
			low, size = r.addrx(), r.leb()
		case rleOffsetPair:
			low, size = r.offsetPair()
		case rleStartEnd:
			low, size = r.startEnd()
		case rleStartLength:
			low, size = r.addr(), r.leb()
		default: // the end, or an unknown kind
			return 0, false
		}
		if r.bad {
			return 0, false
		}
		if size != 0 {
			return low, true
		}
	}
	return 0, false
}

// listReader reads the operands that range lists and location lists share.
type listReader struct {
	u    *Unit
	b    []byte
	base uint64
	bad  bool
	kept int // bytes of paths
}

func (r *listReader) more() bool { return len(r.b) > 0 && !r.bad }

func (r *listReader) byte() byte {
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *listReader) leb() (v uint64) {
	for shift := uint(0); ; shift += 7 {
		if len(r.b) == 0 || shift > 63 {
			r.bad = true
			return 0
		}
		c := r.byte()
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return v
		}
	}
}

func (r *listReader) fixed(n int) uint64 {
	if len(r.b) < n {
		r.bad = true
		return 0
	}
	v := fixed(r.b, n, r.u.Sec.Big)
	r.b = r.b[n:]
	return v
}

func (r *listReader) addr() uint64 { return r.fixed(int(r.u.AddrLen)) }

func (r *listReader) addrx() uint64 {
	v, found := r.u.Address(Value{Class: ClassAddrx, U: r.leb()})
	r.bad = r.bad || !found
	return v
}

func (r *listReader) offsetPair() (low, size uint64) {
	low = r.leb()
	size = r.leb() - low
	return r.base + low, size
}

func (r *listReader) startEnd() (low, size uint64) {
	low = r.addr()
	return low, r.addr() - low
}

func (r *listReader) startxEndx() (low, size uint64) {
	low = r.addrx()
	return low, r.addrx() - low
}

func (r *listReader) block(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.bad = true
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}
