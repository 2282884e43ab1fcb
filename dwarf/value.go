package dwarf

// Str resolves a string value; nil if it is no string or lies outside of its
// section. The bytes are the section's own.
func (u *Unit) Str(v Value) []byte {
	s := u.Sec
	switch v.Class {
	case ClassString:
		data := u.Bytes()
		if v.U+uint64(v.N) > uint64(len(data)) {
			return nil
		}
		return data[v.U : v.U+uint64(v.N)]
	case ClassStrp:
		return cstr(s.Str, v.U)
	case ClassLineStrp:
		return cstr(s.LineStr, v.U)
	case ClassStrx:
		off, ok := u.strOffset(v.U)
		if !ok {
			return nil
		}
		return cstr(s.Str, off)
	case ClassStrpAlt:
		if s.Alt == nil {
			return nil
		}
		return cstr(s.Alt.Str, v.U)
	}
	return nil
}

// StrKey is a number that is equal for two strings of .debug_str only if they
// are the same bytes of the same section; ok is false for other strings.
func (u *Unit) StrKey(v Value) (off uint64, ok bool) {
	switch v.Class {
	case ClassStrp:
		return v.U, true
	case ClassStrx:
		return u.strOffset(v.U)
	}
	return 0, false
}

func (u *Unit) strOffset(index uint64) (uint64, bool) {
	n := uint64(u.offLen())
	sec := u.Sec.StrOffsets
	if index > uint64(len(sec))/n {
		return 0, false
	}
	at := u.StrOffsetsBase + index*n
	if at < u.StrOffsetsBase || at+n > uint64(len(sec)) {
		return 0, false
	}
	return fixed(sec[at:], int(n), u.Sec.Big), true
}

// Address resolves an address value.
func (u *Unit) Address(v Value) (uint64, bool) {
	switch v.Class {
	case ClassAddr:
		return v.U, true
	case ClassAddrx:
		n := uint64(u.AddrLen)
		if u.Version >= 5 && u.AddrBase == 0 {
			return 0, false // nothing says which of the tables, each of which has a header
		}
		if v.U > uint64(len(u.AddrSec))/n {
			return 0, false
		}
		at := u.AddrBase + v.U*n
		if at < u.AddrBase || at+n > uint64(len(u.AddrSec)) {
			return 0, false
		}
		return fixed(u.AddrSec[at:], int(n), u.Sec.Big), true
	}
	return 0, false
}

// Block resolves a block or expression; nil if it is neither.
func (u *Unit) Block(v Value) []byte {
	if v.Class != ClassBlock && v.Class != ClassExpr {
		return nil
	}
	data := u.Bytes()
	if v.U+uint64(v.N) > uint64(len(data)) {
		return nil
	}
	return data[v.U : v.U+uint64(v.N)]
}

// Int is a constant as a signed number: data1 to data8 are sign-extended from
// their size.
func (v Value) Int() (int64, bool) {
	switch v.Class {
	case ClassSint, ClassFlag:
		return int64(v.U), true
	case ClassUint:
		if v.N > 0 && v.N < 8 {
			sh := 64 - 8*v.N
			return int64(v.U<<sh) >> sh, true
		}
		return int64(v.U), true
	}
	return 0, false
}

// Uint is a constant as it stands, with data1 to data8 zero-extended. Offsets
// of DWARF 2 and 3, which share data4 and data8 with constants, are answered too.
func (v Value) Uint() (uint64, bool) {
	switch v.Class {
	case ClassUint, ClassSint, ClassFlag, ClassSecOff:
		return v.U, true
	}
	return 0, false
}

// Flag is whether a flag is set.
func (v Value) Flag() bool { return v.U != 0 }
