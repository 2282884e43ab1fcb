package dwarf

import "encoding/binary"

// Entry is one debug entry as far as it was asked for. The caller owns it and
// reuses it; Val[i] is meaningful only if bit i of Has is set.
type Entry struct {
	Off      uint64 // in the section
	Tag      Tag    // 0 for the null entry that ends a list of siblings
	Children bool
	Code     uint16 // of its abbreviation, for Table.Value; 0 if not stated
	Has      uint64
	Val      [MaxSlots]Value
}

// Cursor walks the entries of one unit in the order of the section.
type Cursor struct {
	u    *Unit
	tab  *Table
	data []byte // the section up to the unit's end
	pos  int
	big  bool
	base uint64 // of unit-relative references
	err  error
}

// NewCursor starts at the unit's own entry. The table must have been compiled
// for the unit (or for one with the same abbreviations, address size, offset
// size and version).
func NewCursor(u *Unit, t *Table) Cursor {
	return Cursor{u: u, tab: t, data: u.Bytes(), pos: int(u.Data), big: u.Sec.Big, base: u.Off}
}

// Err is the error that stopped the cursor, if any.
func (c *Cursor) Err() error { return c.err }

// Pos is the section offset of the next entry.
func (c *Cursor) Pos() uint64 { return uint64(c.pos) }

// Seek continues at a section offset.
func (c *Cursor) Seek(off uint64) bool {
	if c.err != nil {
		return false
	}
	if off < c.u.Data || off >= uint64(len(c.data)) {
		c.pos = len(c.data)
		return false
	}
	c.pos = int(off)
	return true
}

func (c *Cursor) fail(text string) bool {
	if c.err == nil {
		name, _ := c.u.section()
		c.err = &Error{name, uint64(c.pos), text}
	}
	c.pos = len(c.data)
	return false
}

// Next reads the entry at the cursor. It answers false at the end of the unit
// and after an error.
func (c *Cursor) Next(e *Entry) bool {
	pos, data := c.pos, c.data
	if pos >= len(data) {
		return false
	}
	e.Off = uint64(pos)
	code := uint64(data[pos])
	pos++
	if code >= 0x80 {
		if code, pos = uleb(data, pos-1); pos < 0 {
			return c.fail("abbreviation code is cut off")
		}
	}
	if code == 0 {
		c.pos = pos
		e.Tag, e.Children, e.Has, e.Code = 0, false, 0, 0
		return true
	}
	var a *abbrev
	if code < uint64(len(c.tab.dense)) {
		a = &c.tab.dense[code]
	} else if a = c.tab.lookup(code); a == nil {
		return c.fail("abbreviation code is not defined")
	}
	if a.bad {
		return c.fail("attribute has an unknown form")
	}
	e.Tag, e.Children, e.Has, e.Code = a.tag, a.children, a.has, a.known(pos-c.pos)
	for i := range a.consts {
		k := &a.consts[i]
		e.Val[k.slot&(MaxSlots-1)] = k.value
	}
	for i := range a.ops {
		o := &a.ops[i]
		switch o.kind {
		case opSkip:
			pos += int(o.n)
		case opFixed:
			if pos+int(o.n) > len(data) {
				return c.fail("attribute is cut off")
			}
			var v uint64
			switch {
			case o.n == 1:
				v = uint64(data[pos])
			case c.big:
				v = fixed(data[pos:], int(o.n), true)
			case o.n == 4:
				v = uint64(binary.LittleEndian.Uint32(data[pos:]))
			case o.n == 8:
				v = binary.LittleEndian.Uint64(data[pos:])
			case o.n == 2:
				v = uint64(binary.LittleEndian.Uint16(data[pos:]))
			default:
				v = fixed(data[pos:], int(o.n), false)
			}
			pos += int(o.n)
			if o.class == ClassRef {
				v += c.base
			}
			s := &e.Val[o.slot&(MaxSlots-1)]
			s.U, s.N, s.Class = v, uint32(o.n), o.class
		default:
			if pos > len(data) {
				return c.fail("attribute is cut off")
			}
			if pos = c.slow(e, *o, pos, 0); pos < 0 {
				return c.fail("attribute is cut off or has an unknown form")
			}
		}
	}
	if pos > len(data) {
		return c.fail("attribute is cut off")
	}
	c.pos = pos
	return true
}

// slow handles the operations of variable length; it answers -1 when the data
// ends before the attribute does.
func (c *Cursor) slow(e *Entry, o op, pos, depth int) int {
	if o.slot == noSlot {
		var unused Value
		return c.decode(&unused, o, pos, depth)
	}
	return c.decode(&e.Val[o.slot&(MaxSlots-1)], o, pos, depth)
}

// decode reads one attribute of any form into out.
func (c *Cursor) decode(out *Value, o op, pos, depth int) int {
	data := c.data
	v := Value{Class: o.class}
	switch o.kind {
	case opSkip, opFixed:
		if pos+int(o.n) > len(data) {
			return -1
		}
		if o.kind == opFixed {
			v.U, v.N = fixed(data[pos:], int(o.n), c.big), uint32(o.n)
		}
		pos += int(o.n)
	case opULEB:
		if v.U, pos = uleb(data, pos); pos < 0 {
			return -1
		}
	case opSLEB:
		var s int64
		if s, pos = sleb(data, pos); pos < 0 {
			return -1
		}
		v.U = uint64(s)
	case opString:
		s := cstr(data, uint64(pos))
		if s == nil {
			return -1
		}
		v.U, v.N = uint64(pos), uint32(len(s))
		pos += len(s) + 1
	case opBlock:
		var n uint64
		if o.n == 0 {
			if n, pos = uleb(data, pos); pos < 0 {
				return -1
			}
		} else {
			if pos+int(o.n) > len(data) {
				return -1
			}
			n = fixed(data[pos:], int(o.n), c.big)
			pos += int(o.n)
		}
		if n > uint64(len(data)-pos) || n > 1<<31 {
			return -1
		}
		v.U, v.N = uint64(pos), uint32(n)
		pos += int(n)
	case opBytes:
		if pos+int(o.n) > len(data) {
			return -1
		}
		v.U, v.N = uint64(pos), uint32(o.n)
		pos += int(o.n)
	case opIndirect:
		return c.indirect(out, pos, depth)
	}
	if v.Class == ClassRef {
		v.U += c.base
	}
	*out = v
	return pos
}

// indirect reads a form and then the value (DWARF 5 §7.5.3). A form may not
// be indirect again.
func (c *Cursor) indirect(out *Value, pos, depth int) int {
	f, pos := uleb(c.data, pos)
	if pos < 0 || depth > 0 || f > 0xffff {
		return -1
	}
	switch Form(f) {
	case FormFlagPresent:
		*out = Value{U: 1, Class: ClassFlag}
	case FormImplicitConst:
		var s int64
		if s, pos = sleb(c.data, pos); pos < 0 {
			return -1
		}
		*out = Value{U: uint64(s), Class: ClassSint}
	default:
		real, ok := Form(f).op(c.u.env())
		if !ok {
			return -1
		}
		return c.decode(out, real, pos, depth+1)
	}
	return pos
}
