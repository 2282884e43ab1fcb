package dwarf

import (
	"encoding/binary"
	"math/bits"
)

// Wanted are the slots of the wanted attributes of entries with an
// abbreviation code, as bits. The code is that of [Entry].
func (t *Table) Wanted(code uint16) uint64 { return t.dense[code].has }

// Value reads one wanted attribute of the entry at a section offset without
// reading the rest of it; its class is none if the entry has no such attribute
// or can't be read. It keeps no state: several goroutines may ask at once.
// Code is that of [Entry], 0 if it is not known.
func (t *Table) Value(u *Unit, off uint64, code uint16, slot uint8) Value {
	slot &= MaxSlots - 1
	data := u.Bytes()
	var a *abbrev
	pos := int(off)
	if code != 0 {
		a = &t.dense[code]
		if a.has&(1<<slot) == 0 {
			return Value{}
		}
		pos += codeLen(code)
	} else if a, pos = t.at(data, off); a == nil || a.has&(1<<slot) == 0 {
		return Value{}
	}
	if a.bad {
		return Value{}
	}
	f := &a.fields[bits.OnesCount64(a.has&(1<<slot-1))]
	switch {
	case f.konst:
		return a.consts[f.op].value
	case f.fixed && !u.Sec.Big:
		pos += int(f.at)
		if pos+int(f.n) > len(data) {
			return Value{}
		}
		v := Value{N: uint32(f.n), Class: f.class}
		switch f.n {
		case 1:
			v.U = uint64(data[pos])
		case 2:
			v.U = uint64(binary.LittleEndian.Uint16(data[pos:]))
		case 4:
			v.U = uint64(binary.LittleEndian.Uint32(data[pos:]))
		case 8:
			v.U = binary.LittleEndian.Uint64(data[pos:])
		default:
			v.U = fixed(data[pos:], int(f.n), false)
		}
		if f.class == ClassRef {
			v.U += u.Off
		}
		return v
	}
	return t.slowValue(u, data, a, f, pos)
}

// slowValue reads an attribute behind others of variable length.
func (t *Table) slowValue(u *Unit, data []byte, a *abbrev, f *field, pos int) Value {
	c := Cursor{u: u, data: data, big: u.Sec.Big, base: u.Off}
	var v Value
	if f.at >= 0 {
		if pos += int(f.at); pos > len(data) || c.decode(&v, a.ops[f.op], pos, 0) < 0 {
			return Value{}
		}
		return v
	}
	for i := range a.ops[:f.op] {
		o := &a.ops[i]
		switch o.kind {
		case opSkip, opFixed, opBytes:
			pos += int(o.n)
		case opULEB, opSLEB:
			for pos < len(data) && data[pos] >= 0x80 {
				pos++
			}
			pos++
		default:
			if pos > len(data) {
				return Value{}
			}
			var other Value
			if pos = c.decode(&other, *o, pos, 0); pos < 0 {
				return Value{}
			}
		}
	}
	if pos > len(data) || c.decode(&v, a.ops[f.op], pos, 0) < 0 {
		return Value{}
	}
	return v
}

// at finds the abbreviation of the entry at a section offset, and the position
// behind its code.
func (t *Table) at(data []byte, off uint64) (*abbrev, int) {
	if off >= uint64(len(data)) {
		return nil, 0
	}
	pos := int(off)
	code := uint64(data[pos])
	pos++
	if code >= 0x80 {
		if code, pos = uleb(data, pos-1); pos < 0 {
			return nil, 0
		}
	}
	return t.lookup(code), pos
}

// Peek is the tag and the abbreviation code of the entry at a section offset;
// the tag is 0 if there is none.
func (t *Table) Peek(u *Unit, off uint64) (Tag, uint16) {
	data := u.Bytes()
	a, pos := t.at(data, off)
	if a == nil {
		return 0, 0
	}
	return a.tag, a.known(pos - int(off))
}

// codeLen is the number of bytes of an abbreviation code that [Entry] states.
func codeLen(code uint16) int {
	switch {
	case code < 1<<7:
		return 1
	case code < 1<<14:
		return 2
	}
	return 3
}

// known is the code of an abbreviation of which n bytes were read, if it can
// be found again by [Table.Value]: 0 if it is large or has more bytes than it
// needs.
func (a *abbrev) known(n int) uint16 {
	if a.code == 0 || codeLen(a.code) != n {
		return 0
	}
	return a.code
}
