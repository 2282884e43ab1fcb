package object

// machoRelocate applies the relocations of section i. The sections of a Mach-O
// object have addresses of their own already, so a relocation against a section
// (r_extern = 0) leaves the field as it is; one against a symbol adds its value;
// a SUBTRACTOR takes its symbol's value away (<mach-o/x86_64/reloc.h>,
// <mach-o/arm64/reloc.h>, <mach-o/reloc.h>).
func (im *Image) machoRelocate(d *DebugSections, i int, b []byte, fresh bool) ([]byte, error) {
	rs := im.macho.relocs[i]
	if rs.count == 0 {
		return b, nil
	}
	name := im.Sections[i].Name
	tab, ok := slice(im.data, uint64(rs.off), uint64(rs.count)*8)
	if !ok {
		return nil, badSection(im.Name, name, 0, "%d relocations at file offset 0x%x do not fit the file (%d bytes)", rs.count, rs.off, len(im.data))
	}
	if !fresh {
		b = append([]byte(nil), b...)
	}
	for at := uint64(0); at < uint64(len(tab)); at += 8 {
		r := &reader{b: tab, off: at, bo: im.Order}
		addr, info := r.u32(), r.u32()
		if addr&0x80000000 != 0 && (im.Machine == I386 || im.Machine == ARM || im.Machine == PPC) {
			continue // scattered: against an address in a section, the field is right
		}
		var sym, length, typ uint32
		var pcrel, extern bool
		if im.Order.Uint16([]byte{0, 1}) == 1 { // big-endian: bit fields from the top
			sym, pcrel, length, extern, typ = info>>8, info&0x80 != 0, info>>5&3, info&0x10 != 0, info&15
		} else {
			sym, pcrel, length, extern, typ = info&0xffffff, info>>24&1 != 0, info>>25&3, info>>27&1 != 0, info>>28
		}
		sub, ok := machoRelocType(im.Machine, typ)
		if !ok || pcrel {
			return nil, badSection(im.Name, name, uint64(addr), "relocation type %d of %s is not known in debug sections", typ, im.Machine)
		}
		if !extern {
			continue
		}
		f, ok := slice(b, uint64(addr), 1<<length)
		if !ok || sym >= uint32(len(im.macho.symVal)) {
			return nil, badSection(im.Name, name, uint64(addr), "relocation of %d bytes against symbol %d of %d", 1<<length, sym, len(im.macho.symVal))
		}
		v := im.macho.symVal[sym]
		if sub {
			v = -v
		}
		putField(im.Order, f, getField(im.Order, f)+v)
	}
	return b, nil
}

// machoRelocType tells whether a type is one of data, and which subtracts.
func machoRelocType(m Machine, typ uint32) (sub, ok bool) {
	switch m {
	case X86_64: // X86_64_RELOC_UNSIGNED, X86_64_RELOC_SUBTRACTOR
		return typ == 5, typ == 0 || typ == 5
	case AArch64: // ARM64_RELOC_UNSIGNED, ARM64_RELOC_SUBTRACTOR
		return typ == 1, typ <= 1
	}
	// GENERIC_RELOC_VANILLA, _PAIR, _SECTDIFF, _LOCAL_SECTDIFF
	return false, typ <= 4
}
