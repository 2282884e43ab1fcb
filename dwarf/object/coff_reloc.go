package object

// coffOp is what a COFF relocation of debug sections does.
type coffOp uint8

const (
	coffUnknown coffOp = iota
	coffNone
	coffAddr    // field + address of the symbol
	coffSecRel  // field + offset of the symbol in its (joined) section
	coffSection // field + number of the symbol's section
	coffRVA     // field + address; there is no image base in an object
)

// coffRelocRule is the operation and field size in bytes ("Type Indicators" of
// the PE format specification).
func coffRelocRule(m Machine, typ uint16) (coffOp, uint64) {
	switch m {
	case X86_64:
		switch typ {
		case 0x1: // IMAGE_REL_AMD64_ADDR64
			return coffAddr, 8
		case 0x2:
			return coffAddr, 4
		case 0x3:
			return coffRVA, 4
		case 0xa:
			return coffSection, 2
		case 0xb:
			return coffSecRel, 4
		}
	case I386:
		switch typ {
		case 0x6: // IMAGE_REL_I386_DIR32
			return coffAddr, 4
		case 0x7:
			return coffRVA, 4
		case 0xa:
			return coffSection, 2
		case 0xb:
			return coffSecRel, 4
		}
	case AArch64:
		switch typ {
		case 0x1: // IMAGE_REL_ARM64_ADDR32
			return coffAddr, 4
		case 0x2:
			return coffRVA, 4
		case 0x8:
			return coffSecRel, 4
		case 0xd:
			return coffSection, 2
		case 0xe:
			return coffAddr, 8
		}
	case ARM:
		switch typ {
		case 0x1: // IMAGE_REL_ARM_ADDR32
			return coffAddr, 4
		case 0x2:
			return coffRVA, 4
		case 0xe:
			return coffSection, 2
		case 0xf:
			return coffSecRel, 4
		}
	}
	if typ == 0 {
		return coffNone, 0
	}
	return coffUnknown, 0
}

// coffRelocate applies the relocations of section i: 10 bytes each, place,
// symbol, type; the addend is in the field.
func (im *Image) coffRelocate(d *DebugSections, i int, b []byte, fresh bool) ([]byte, error) {
	c, name := im.coff, im.Sections[i].Name
	rs := c.relocs[i]
	if rs.count == 0 {
		return b, nil
	}
	tab, ok := slice(im.data, rs.off, rs.count*10)
	if !ok {
		return nil, badSection(im.Name, name, 0, "%d relocations at file offset 0x%x do not fit the file (%d bytes)", rs.count, rs.off, len(im.data))
	}
	if !fresh {
		b = append([]byte(nil), b...)
	}
	for at := uint64(0); at < uint64(len(tab)); at += 10 {
		r := &reader{b: tab, off: at, bo: im.Order}
		off, sym, typ := r.u32(), r.u32(), r.u16()
		op, size := coffRelocRule(im.Machine, typ)
		if op == coffNone {
			continue
		}
		if op == coffUnknown {
			return nil, badSection(im.Name, name, uint64(off), "relocation type %d of %s is not known in debug sections", typ, im.Machine)
		}
		f, ok := slice(b, uint64(off), size)
		if !ok || uint64(sym) >= c.nsyms {
			return nil, badSection(im.Name, name, uint64(off), "relocation of %d bytes against symbol %d of %d", size, sym, c.nsyms)
		}
		putField(im.Order, f, getField(im.Order, f)+im.coffTarget(d, sym, op))
	}
	return b, nil
}

// coffTarget is the value a relocation adds; 0 for undefined symbols.
func (im *Image) coffTarget(d *DebugSections, sym uint32, op coffOp) uint64 {
	c := im.coff
	sec, val := c.symSec[sym], uint64(c.symVal[sym])
	if sec == -1 {
		return val
	}
	if sec <= 0 || int(sec) >= len(im.Sections) {
		return 0
	}
	switch op {
	case coffSection:
		return uint64(sec)
	case coffSecRel:
		if s := &im.Sections[sec]; s.Alloc && !s.TLS {
			return val // an offset in its own section
		}
	}
	return d.base[sec] + val
}
