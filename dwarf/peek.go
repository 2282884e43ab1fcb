package dwarf

// Value reads one wanted attribute of the entry at a section offset without
// reading the rest of it; its class is none if the entry has no such attribute
// or can't be read. It keeps no state: several goroutines may ask at once.
func (t *Table) Value(u *Unit, off uint64, slot uint8) Value {
	data := u.Bytes()
	if off >= uint64(len(data)) {
		return Value{}
	}
	pos := int(off)
	code := uint64(data[pos])
	pos++
	if code >= 0x80 {
		if code, pos = uleb(data, pos-1); pos < 0 {
			return Value{}
		}
	}
	a := t.lookup(code)
	if a == nil || a.bad || a.has&(1<<(slot&(MaxSlots-1))) == 0 {
		return Value{}
	}
	for i := range a.consts {
		if a.consts[i].slot == slot {
			return a.consts[i].value
		}
	}
	c := Cursor{u: u, data: data, big: u.Sec.Big, base: u.Off}
	for i := range a.ops {
		o := &a.ops[i]
		if o.slot == slot {
			var v Value
			if pos > len(data) || c.decode(&v, *o, pos, 0) < 0 {
				return Value{}
			}
			return v
		}
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
	return Value{}
}
