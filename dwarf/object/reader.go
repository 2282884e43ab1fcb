package object

import (
	"bytes"
	"encoding/binary"
)

// reader is a bounds-checked cursor with a sticky failure, checked once per record.
type reader struct {
	b    []byte
	off  uint64
	bo   binary.ByteOrder
	fail bool
}

// take returns the next n bytes or nil.
func (r *reader) take(n uint64) []byte {
	if r.fail || r.off > uint64(len(r.b)) || n > uint64(len(r.b))-r.off {
		r.fail = true
		return nil
	}
	s := r.b[r.off : r.off+n : r.off+n]
	r.off += n
	return s
}

func (r *reader) u8() uint8 {
	if s := r.take(1); s != nil {
		return s[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if s := r.take(2); s != nil {
		return r.bo.Uint16(s)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if s := r.take(4); s != nil {
		return r.bo.Uint32(s)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if s := r.take(8); s != nil {
		return r.bo.Uint64(s)
	}
	return 0
}

// word reads a 4- or 8-byte number.
func (r *reader) word(size int) uint64 {
	if size == 8 {
		return r.u64()
	}
	return uint64(r.u32())
}

// uleb reads an unsigned LEB128 number of at most 64 bits (DWARF 5 section 7.6).
func (r *reader) uleb() uint64 {
	v := uint64(0)
	for shift := 0; shift < 64; shift += 7 {
		c := r.u8()
		if v |= uint64(c&0x7f) << shift; c < 0x80 {
			r.fail = r.fail || shift == 63 && c > 1
			return v
		}
	}
	r.fail = true
	return 0
}

// sleb reads a signed LEB128 number of at most 64 bits (DWARF 5 section 7.6).
func (r *reader) sleb() int64 {
	v := int64(0)
	for shift := 0; shift < 70; shift += 7 {
		c := r.u8()
		if v |= int64(c&0x7f) << shift; c < 0x80 {
			if shift+7 < 64 && c&0x40 != 0 {
				v |= -1 << (shift + 7)
			}
			return v
		}
	}
	r.fail = true
	return 0
}

// text reads a string that ends with a zero byte.
func (r *reader) text() string {
	if r.fail || r.off > uint64(len(r.b)) {
		r.fail = true
		return ""
	}
	n := bytes.IndexByte(r.b[r.off:], 0)
	if n < 0 {
		r.fail = true
		return ""
	}
	s := string(r.b[r.off : r.off+uint64(n)])
	r.off += uint64(n) + 1
	return s
}

// slice returns b[off:off+n] or nil, false when it does not lie inside.
func slice(b []byte, off, n uint64) ([]byte, bool) {
	if off > uint64(len(b)) || n > uint64(len(b))-off {
		return nil, false
	}
	return b[off : off+n : off+n], true
}

// cstring returns the bytes before the first zero byte, or all of b.
func cstring(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}

func alignUp(v, a uint64) uint64 {
	if a <= 1 || a&(a-1) != 0 {
		return v
	}
	return (v + a - 1) &^ (a - 1)
}
