package object

import "debug/elf"

// shtCREL is the type of sections of compact relocations (Generic ELF ABI,
// "Relocation", CREL; LLVM's number while it is experimental).
const shtCREL = elf.SectionType(0x40000014)

// crel applies compact relocations: a ULEB128 header of their number, whether they
// have addends (bit 2) and how far offsets are shifted (bits 0 and 1); then for
// each the differences to the one before. The first byte has two or three flags
// and the low bits of the offset's difference.
func (er *elfReloc) crel(data []byte) error {
	r := &reader{b: data, bo: er.im.Order}
	head := r.uleb()
	if r.fail {
		return badSection(er.im.Name, er.name, 0, "compact relocations are cut off")
	}
	flagBits, shift := 2, head&3
	if er.rela = head&4 != 0; er.rela {
		flagBits = 3
	}
	var off, sym, typ, addend uint64
	for n := head >> 3; n > 0; n-- {
		at := r.off
		b := r.u8()
		off += uint64(b >> flagBits)
		if b >= 0x80 {
			off += r.uleb()<<(7-flagBits) - 0x80>>flagBits
		}
		if b&1 != 0 {
			sym += uint64(r.sleb())
		}
		if b&2 != 0 {
			typ += uint64(r.sleb())
		}
		if er.rela && b&4 != 0 {
			addend += uint64(r.sleb())
		}
		if r.fail {
			return badSection(er.im.Name, er.name, at, "compact relocations are cut off")
		}
		a := addend
		if er.im.AddrSize == 4 {
			a = uint64(int64(int32(a)))
		}
		if err := er.apply(off<<shift, uint64(uint32(sym)), uint32(typ), a, at); err != nil {
			return err
		}
	}
	return nil
}

// isRelocation reports whether a section has relocations for the section that its
// sh_info names; known is false for forms that are not read.
func (h *elfShdr) isRelocation() (is, known bool) {
	switch t := elf.SectionType(h.typ); {
	case t == elf.SHT_REL, t == elf.SHT_RELA, t == shtCREL:
		return true, true
	case t >= elf.SHT_LOOS && elf.SectionFlag(h.flags)&elf.SHF_INFO_LINK != 0:
		return true, false
	}
	return false, false
}
