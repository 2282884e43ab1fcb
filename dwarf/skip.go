package dwarf

import "encoding/binary"

// SkipChildren leaves the children of e, the entry Next has just read. It
// uses sibling, the value of DW_AT_sibling if the caller has it (0 otherwise).
// A sibling that points backwards or out of the unit is not believed.
func (c *Cursor) SkipChildren(e *Entry, sibling uint64) bool {
	if !e.Children {
		return c.err == nil
	}
	if sibling > uint64(c.pos) && sibling <= uint64(len(c.data)) {
		c.pos = int(sibling)
		return c.err == nil
	}
	return c.skipList()
}

// Link is an entry as far as walking the tree of a unit needs it.
type Link struct {
	Off      uint64 // in the section
	Tag      Tag    // 0 for the null entry that ends a list of siblings
	Code     uint16 // of its abbreviation, for Table.Value; 0 if not stated
	Children bool
	sibling  uint64
}

// Link reads the entry at the cursor and passes over its attributes. It answers
// false at the end of the unit and after an error.
func (c *Cursor) Link(e *Link) bool {
	a, pos, ok := c.abbrev()
	if !ok {
		return false
	}
	e.Off = uint64(c.pos)
	if a == nil {
		c.pos = pos
		e.Tag, e.Code, e.Children = 0, 0, false
		return true
	}
	if a.bad {
		return c.fail("attribute has an unknown form")
	}
	e.Tag, e.Code, e.Children, e.sibling = a.tag, a.known(pos-c.pos), a.children, 0
	if at := pos + int(a.sibling); a.sibling >= 0 && a.children && at+4 <= len(c.data) {
		e.sibling = c.base + fixed(c.data[at:], 4, c.big)
	}
	if pos = c.passAttrs(a, pos); pos < 0 {
		return c.fail("attribute is cut off or has an unknown form")
	}
	c.pos = pos
	return true
}

// Leave leaves the children of e, the entry Link has just read.
func (c *Cursor) Leave(e *Link) bool {
	if !e.Children {
		return c.err == nil
	}
	if e.sibling > uint64(c.pos) && e.sibling <= uint64(len(c.data)) {
		c.pos = int(e.sibling)
		return c.err == nil
	}
	return c.skipList()
}

// skipList passes over a list of siblings and its terminating null entry.
func (c *Cursor) skipList() bool {
	depth := 1
	for depth > 0 {
		a, ok := c.pass()
		if !ok {
			// The end of the unit ends every open list: linkers and some
			// producers leave out the last null entries.
			return c.err == nil
		}
		switch {
		case a == nil:
			depth--
		case a.children:
			depth++
		}
	}
	return true
}

// pass moves over one entry and, where there is a sibling reference in its
// fixed bytes, over its children too; then it answers an entry without
// children. A nil entry is the null entry.
func (c *Cursor) pass() (*abbrev, bool) {
	a, pos, ok := c.abbrev()
	if a == nil {
		if ok {
			c.pos = pos
		}
		return nil, ok
	}
	data := c.data
	if a.sibling >= 0 && a.children && !c.big {
		if at := pos + int(a.sibling); at+4 <= len(data) {
			to := c.base + uint64(binary.LittleEndian.Uint32(data[at:]))
			if to > uint64(pos) && to <= uint64(len(data)) {
				c.pos = int(to)
				return &leaf, true
			}
		}
	}
	if a.bad {
		return nil, c.fail("attribute has an unknown form")
	}
	if pos = c.passAttrs(a, pos); pos < 0 {
		return nil, c.fail("attribute is cut off or has an unknown form")
	}
	c.pos = pos
	return a, true
}

// abbrev is the abbreviation of the entry at the cursor, nil for the null entry,
// and the position behind its code. The cursor stays.
func (c *Cursor) abbrev() (a *abbrev, pos int, ok bool) {
	pos, data := c.pos, c.data
	if pos >= len(data) {
		return nil, pos, false
	}
	code := uint64(data[pos])
	pos++
	if code >= 0x80 {
		if code, pos = uleb(data, pos-1); pos < 0 {
			return nil, pos, c.fail("abbreviation code is cut off")
		}
	}
	if code == 0 {
		return nil, pos, true
	}
	if a = c.tab.lookup(code); a == nil {
		return nil, pos, c.fail("abbreviation code is not defined")
	}
	return a, pos, true
}

// passAttrs moves over the attributes of an entry.
func (c *Cursor) passAttrs(a *abbrev, pos int) int {
	data := c.data
	if a.size >= 0 {
		if pos += int(a.size); pos > len(data) {
			return -1
		}
		return pos
	}
	for i := range a.skip {
		o := &a.skip[i]
		switch o.kind {
		case opSkip:
			pos += int(o.n)
			continue
		case opULEB, opSLEB:
			for pos < len(data) && data[pos] >= 0x80 {
				pos++
			}
			if pos++; pos > len(data) {
				return -1
			}
			continue
		}
		if pos > len(data) {
			return -1
		}
		if o.kind == opBlock && o.n <= 1 && pos < len(data) && data[pos] < 0x80 {
			pos += 1 + int(data[pos])
			continue
		}
		if pos = c.slow(nil, *o, pos, 0); pos < 0 {
			return -1
		}
	}
	if pos > len(data) {
		return -1
	}
	return pos
}

var leaf = abbrev{} // an entry whose children were left too; never written

// Scan passes over every entry of the unit without decoding anything and
// counts them: the least any reader has to do that looks at all entries. With
// siblings it may leave subtrees by DW_AT_sibling, which then are not counted.
func Scan(u *Unit, t *Table, siblings bool) (entries int, err error) {
	c := NewCursor(u, t)
	data := c.data
	for c.pos < len(data) {
		if siblings {
			if _, ok := c.pass(); !ok {
				break
			}
			entries++
			continue
		}
		code, pos := uint64(data[c.pos]), c.pos+1
		if code >= 0x80 {
			if code, pos = uleb(data, c.pos); pos < 0 {
				c.fail("abbreviation code is cut off")
				break
			}
		}
		if code == 0 {
			c.pos = pos
			continue
		}
		a := c.tab.lookup(code)
		if a == nil || a.bad {
			c.fail("abbreviation code is not defined or has an unknown form")
			break
		}
		if pos = c.passAttrs(a, pos); pos < 0 {
			c.fail("attribute is cut off or has an unknown form")
			break
		}
		c.pos = pos
		entries++
	}
	return entries, c.err
}
