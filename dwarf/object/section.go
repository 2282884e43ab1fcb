package object

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
)

// Section returns the bytes of the first section of that name, decompressed and
// without relocations applied. A Mach-O section is named with or without its
// segment ("__TEXT,__cstring" or "__cstring"). The result is nil, nil when there
// is no such section or it occupies no bytes in the file.
func (im *Image) Section(name string) ([]byte, error) {
	for i := 1; i < len(im.Sections); i++ {
		if s := &im.Sections[i]; s.Name == name || s.rawName != "" && s.rawName == name {
			return im.SectionData(i)
		}
	}
	return nil, nil
}

// SectionData is Section by index into Image.Sections.
func (im *Image) SectionData(i int) ([]byte, error) {
	if i < 0 || i >= len(im.Sections) {
		return nil, nil
	}
	s := &im.Sections[i]
	if s.NoBits {
		return nil, nil
	}
	if err := im.checkSection(s); err != nil {
		return nil, &Error{File: im.Name, Section: s.Name, Err: err}
	}
	b, _ := slice(im.data, s.off, s.stored)
	if s.pack.method == packNone {
		return b, nil
	}
	out, err := unpack(s.pack, b, s.Size)
	if err != nil {
		return nil, &Error{File: im.Name, Section: s.Name, Err: err}
	}
	return out, nil
}

// checkSection judges a section by its headers: whether it lies in the file, and what
// it says about how it is compressed.
func (im *Image) checkSection(s *Section) error {
	if _, ok := slice(im.data, s.off, s.stored); !ok {
		return fmt.Errorf("%d bytes at file offset 0x%x lie past the end of the file (%d bytes)", s.stored, s.off, len(im.data))
	}
	if s.pack.method == packNone {
		return nil
	}
	if err := s.pack.check(s.stored, s.Size); err != nil {
		return err
	}
	return im.unpackErr
}

// Initial is the first size bytes of a symbol in memory that stays as the file
// has it: a section that is loaded, not written to and, in a relocatable file,
// without relocations. ok is false for anything else.
func (im *Image) Initial(s *Symbol, size uint64) (b []byte, ok bool) {
	if s.Undefined || s.Section < 0 || s.Section >= len(im.Sections) || im.relocated(s.Section) {
		return nil, false
	}
	sec := &im.Sections[s.Section]
	if !sec.Alloc || sec.Write || sec.Exec || sec.NoBits || sec.TLS || sec.pack.method != packNone || s.Addr < sec.Addr {
		return nil, false
	}
	data, err := im.SectionData(s.Section)
	off := s.Addr - sec.Addr
	if err != nil || off > uint64(len(data)) || size > uint64(len(data))-off {
		return nil, false
	}
	return data[off : off+size], true
}

// Code is at most n bytes of instructions from an address on, as the file has them
// before relocation; nil if no executable section with bytes in the file is there.
func (im *Image) Code(addr, n uint64) []byte {
	im.codeOnce.Do(func() {
		for i := range im.Sections {
			if s := &im.Sections[i]; s.Exec && !s.NoBits && s.pack.method == packNone {
				im.code = append(im.code, s)
			}
		}
		slices.SortStableFunc(im.code, func(a, b *Section) int { return cmp.Compare(a.Addr, b.Addr) })
	})
	i := sort.Search(len(im.code), func(k int) bool { return im.code[k].Addr > addr })
	if i == 0 {
		return nil
	}
	s := im.code[i-1]
	size, from := min(s.Size, s.stored), addr-s.Addr
	if from >= size {
		return nil
	}
	b, _ := slice(im.data, s.off+from, min(n, size-from))
	return b
}

// relocated reports whether a link changes bytes of section i.
func (im *Image) relocated(i int) bool {
	switch {
	case im.reloc == nil:
		return false
	case im.elf != nil:
		return len(im.elf.relFor[uint32(i)]) > 0
	case im.macho != nil:
		return im.macho.relocs[i].count > 0
	}
	return im.coff.relocs[i].count > 0
}

// sectionAt is the section of a linked image that holds address v; 0 none. Sections
// of an image do not overlap: where they do, the one that begins last counts. Only
// the image's own parsing may call it.
func (im *Image) sectionAt(v uint64) int {
	if im.byAddr == nil {
		im.byAddr = []int{0}
		for i := range im.Sections {
			if s := &im.Sections[i]; s.Size != 0 || s.stored != 0 {
				im.byAddr = append(im.byAddr, i)
			}
		}
		slices.SortStableFunc(im.byAddr, func(a, b int) int { return cmp.Compare(im.Sections[a].Addr, im.Sections[b].Addr) })
	}
	n := sort.Search(len(im.byAddr), func(k int) bool { return im.Sections[im.byAddr[k]].Addr > v })
	if n == 0 {
		return 0
	}
	i := im.byAddr[n-1]
	if s := &im.Sections[i]; v-s.Addr >= max(s.Size, s.stored) {
		return 0
	}
	return i
}
