package object

import "debug/elf"

// elfNotes reads the build id and the operating system from note sections, and
// from PT_NOTE segments where section headers were stripped. Notes that overlap, so
// that they are larger than the file together, are not read.
func (im *Image) elfNotes() {
	seen, left := false, uint64(len(im.data))
	for i := range im.elf.shdr {
		h := &im.elf.shdr[i]
		if elf.SectionType(h.typ) == elf.SHT_NOTE {
			if b, ok := slice(im.data, h.off, h.size); ok && h.size <= left {
				left -= h.size
				im.elfNote(b, h.align)
				seen = true
			}
		}
	}
	if seen {
		return
	}
	for _, p := range im.elf.phdr {
		if elf.ProgType(p.typ) == elf.PT_NOTE {
			if b, ok := slice(im.data, p.off, p.filesz); ok && p.filesz <= left {
				left -= p.filesz
				im.elfNote(b, 4)
			}
		}
	}
}

// elfNote walks one note area: name size, descriptor size, type, name, descriptor.
func (im *Image) elfNote(b []byte, align uint64) {
	if align != 8 {
		align = 4
	}
	r := &reader{b: b, bo: im.Order}
	for r.off < uint64(len(b)) {
		nsz, dsz, typ := uint64(r.u32()), uint64(r.u32()), r.u32()
		name := r.take(nsz)
		r.off = alignUp(r.off, align)
		desc := r.take(dsz)
		r.off = alignUp(r.off, align)
		if r.fail {
			return
		}
		switch owner := cstring(name); {
		case owner == "GNU" && typ == 3: // NT_GNU_BUILD_ID
			if im.BuildID == nil && len(desc) <= 64 {
				im.BuildID = append([]byte(nil), desc...)
			}
		case owner == "GNU" && typ == 1 && im.OS == OSNone && len(desc) >= 4: // NT_GNU_ABI_TAG
			if im.Order.Uint32(desc) == 0 {
				im.OS = OSLinux
			}
		case owner == "Android" && typ == 1:
			im.OS = OSAndroid
		case owner == "FreeBSD" && typ == 1 && im.OS == OSNone:
			im.OS = OSFreeBSD
		case owner == "NetBSD" && typ == 1 && im.OS == OSNone:
			im.OS = OSNetBSD
		case owner == "OpenBSD" && typ == 1 && im.OS == OSNone:
			im.OS = OSOpenBSD
		}
	}
}

// elfDynamic reads DT_SONAME, DT_NEEDED and whether a shared object is really a
// position independent executable.
func (im *Image) elfDynamic() {
	for i := range im.elf.shdr {
		h := &im.elf.shdr[i]
		if elf.SectionType(h.typ) != elf.SHT_DYNAMIC || int(h.link) >= len(im.elf.shdr) {
			continue
		}
		if dyn, ok := slice(im.data, h.off, h.size); ok {
			im.elfDyn(dyn, im.linkedStrings(h))
		}
		return
	}
}

func (im *Image) elfDyn(dyn []byte, str *strtab) {
	r := &reader{b: dyn, bo: im.Order}
	for {
		tag, val := elf.DynTag(r.word(im.AddrSize)), r.word(im.AddrSize)
		if r.fail || tag == elf.DT_NULL {
			return
		}
		switch tag {
		case elf.DT_SONAME:
			im.SoName, _ = str.at(val)
		case elf.DT_NEEDED:
			if s, err := str.at(val); err == nil && s != "" {
				im.Needed = append(im.Needed, s)
			}
		case elf.DT_FLAGS_1:
			if elf.DynFlag1(val)&elf.DF_1_PIE != 0 && im.Type == Shared {
				im.Type = Executable
			}
		}
	}
}
