package dwarf

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Sections are the bytes of one file's DWARF. Absent sections are nil.
type Sections struct {
	Info, Types, Abbrev, Str, LineStr, StrOffsets, Addr []byte
	CuIndex, TuIndex                                    []byte // of a .dwp package

	Big      bool // byte order
	Dwo      bool // sections of split units
	AddrSize int  // bytes, used only where a header does not say it
	Alt      *Sections
}

// Error is a problem in a section.
type Error struct {
	Section string
	Off     uint64
	Text    string
}

func (e *Error) Error() string { return fmt.Sprintf("%s+0x%x: %s", e.Section, e.Off, e.Text) }

func (s *Sections) order() binary.ByteOrder {
	if s.Big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// cstr is the NUL-terminated string at off, nil if there is none.
func cstr(b []byte, off uint64) []byte {
	if off >= uint64(len(b)) {
		return nil
	}
	b = b[off:]
	n := bytes.IndexByte(b, 0)
	if n < 0 {
		return nil
	}
	return b[:n:n]
}

// fixed reads an n-byte number (n at most 8).
func fixed(b []byte, n int, big bool) uint64 {
	switch {
	case n == 4 && !big:
		return uint64(binary.LittleEndian.Uint32(b))
	case n == 8 && !big:
		return binary.LittleEndian.Uint64(b)
	}
	var v uint64
	for i := range n {
		if big {
			v = v<<8 | uint64(b[i])
		} else {
			v |= uint64(b[i]) << (8 * i)
		}
	}
	return v
}

// uleb reads an unsigned LEB128 number at pos; next is -1 when it does not end.
func uleb(b []byte, pos int) (v uint64, next int) {
	var shift uint
	for pos < len(b) {
		c := b[pos]
		pos++
		if shift < 64 {
			v |= uint64(c&0x7f) << shift
		}
		if c < 0x80 {
			return v, pos
		}
		shift += 7
	}
	return 0, -1
}

// sleb reads a signed LEB128 number at pos.
func sleb(b []byte, pos int) (v int64, next int) {
	var shift uint
	for pos < len(b) {
		c := b[pos]
		pos++
		if shift < 64 {
			v |= int64(c&0x7f) << shift
		}
		shift += 7
		if c < 0x80 {
			if shift < 64 && c&0x40 != 0 {
				v |= -1 << shift
			}
			return v, pos
		}
	}
	return 0, -1
}
