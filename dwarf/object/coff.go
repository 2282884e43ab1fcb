package object

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strconv"
	"strings"
)

// COFF objects by Microsoft's "PE Format" specification. The reader is our own
// because debug/pe knows neither bigobj nor import-library members nor comdats;
// it is the judge in the tests.

// coffImage is what later steps need from the headers.
type coffImage struct {
	big      bool // bigobj: 32-bit section numbers, 20-byte symbols
	symoff   uint64
	nsyms    uint64
	str      *strtab // string table with its 4-byte size, so that offsets fit
	relocs   []coffRelocs
	base     uint64 // PE: ImageBase
	raw      uint64 // bytes of all relocations together: bounds the work
	symSec   []int32
	symVal   []uint32
	dataDirs []coffDir
}

type coffRelocs struct{ off, count uint64 }

// coffDir is a PE data directory.
type coffDir struct{ rva, size uint32 }

// bigobjID marks ANON_OBJECT_HEADER_BIGOBJ.
const bigobjID = "\xc7\xa1\xba\xd1\xee\xba\xa9\x4b\xaf\x20\xfa\xf6\x6a\xa4\xdc\xb8"

// Section characteristics ("Section Flags").
const (
	scnCode        = 0x20
	scnUninit      = 0x80
	scnInfo        = 0x200
	scnRemove      = 0x800
	scnComdat      = 0x1000
	scnRelocOvfl   = 0x01000000
	scnDiscardable = 0x02000000
	scnExec        = 0x20000000
	scnWrite       = 0x80000000
)

func coffMachine(m uint16) (Machine, int) {
	switch m {
	case 0x14c:
		return I386, 4
	case 0x8664:
		return X86_64, 8
	case 0xaa64, 0xa641, 0xa64e: // ARM64, ARM64EC, ARM64X
		return AArch64, 8
	case 0x1c0, 0x1c2, 0x1c4: // ARM, Thumb, ARMNT
		return ARM, 4
	case 0x5032:
		return RISCV32, 4
	case 0x5064:
		return RISCV64, 8
	}
	return MachineUnknown, 0
}

// looksCOFF tells a COFF object, which has no magic number, by a known machine
// and a plausible header; anonymous objects start with 0, 0xffff.
func looksCOFF(b []byte) bool {
	if len(b) < 20 {
		return false
	}
	le := binary.LittleEndian
	if le.Uint32(b) == 0xffff0000 {
		return true
	}
	m, _ := coffMachine(le.Uint16(b))
	return m != MachineUnknown && le.Uint16(b[16:]) == 0 &&
		20+40*uint64(le.Uint16(b[2:])) <= uint64(len(b)) && uint64(le.Uint32(b[8:])) <= uint64(len(b))
}

func (im *Image) parseCOFF() error {
	im.Format, im.Type, im.OS, im.Order = FormatCOFF, Relocatable, OSWindows, binary.LittleEndian
	im.coff = &coffImage{}
	r := &reader{b: im.data, bo: im.Order}
	if im.Order.Uint32(im.data) == 0xffff0000 {
		return im.parseAnon()
	}
	mach := r.u16()
	n := uint64(r.u16())
	r.u32()
	im.coff.symoff, im.coff.nsyms = uint64(r.u32()), uint64(r.u32())
	r.u16()
	im.RawFlags = uint32(r.u16())
	return im.coffObject(mach, r.off, n)
}

// parseAnon reads the objects that begin with 0, 0xffff: import members
// (version 0), bigobj, and compiler-private ones.
func (im *Image) parseAnon() error {
	r := &reader{b: im.data, off: 4, bo: im.Order}
	version, mach := r.u16(), r.u16()
	if version == 0 {
		return im.parseImport(mach)
	}
	r.u32()
	id := r.take(16)
	r.u32() // SizeOfData
	im.RawFlags = r.u32()
	r.u32()
	r.u32()
	n := uint64(r.u32())
	im.coff.symoff, im.coff.nsyms = uint64(r.u32()), uint64(r.u32())
	if r.fail || string(id) != bigobjID {
		return badf(im.Name, 0, "an object without machine code (link-time code generation), or cut off")
	}
	im.coff.big = true
	return im.coffObject(mach, r.off, n)
}

// coffObject reads the rest of a relocatable object.
func (im *Image) coffObject(mach uint16, off, nsec uint64) error {
	im.RawMachine = uint32(mach)
	im.Machine, im.AddrSize = coffMachine(mach)
	if im.AddrSize == 0 {
		return badf(im.Name, 0, "machine 0x%x is not known", mach)
	}
	if err := im.coffStrings(); err != nil {
		return err
	}
	if err := im.coffSections(off, nsec); err != nil {
		return err
	}
	if err := im.coffComdats(); err != nil {
		return err
	}
	im.layOut()
	im.reloc = im.coffRelocate
	if err := im.coffSymbols(); err != nil {
		return err
	}
	return im.coffDirectives()
}

func (c *coffImage) symSize() uint64 {
	if c.big {
		return 20
	}
	return 18
}

// coffStrings finds the string table, which follows the symbols.
func (im *Image) coffStrings() error {
	c := im.coff
	c.str = im.newStrtab(nil)
	if c.symoff == 0 {
		c.nsyms = 0
		return nil
	}
	if c.nsyms > uint64(len(im.data))/c.symSize() || c.symoff > uint64(len(im.data))-c.nsyms*c.symSize() {
		return badf(im.Name, c.symoff, "%d symbols do not fit the file (%d bytes)", c.nsyms, len(im.data))
	}
	r := &reader{b: im.data, off: c.symoff + c.nsyms*c.symSize(), bo: im.Order}
	size := uint64(r.u32())
	if r.fail {
		return nil // stripped of names
	}
	b, ok := slice(im.data, r.off-4, max(size, 4))
	if !ok {
		return badf(im.Name, r.off-4, "string table of %d bytes does not fit the file (%d bytes)", size, len(im.data))
	}
	c.str = im.newStrtab(b)
	return nil
}

// coffSections reads n section headers of 40 bytes.
func (im *Image) coffSections(off, n uint64) error {
	if n > uint64(len(im.data))/40 || off > uint64(len(im.data))-n*40 {
		return badf(im.Name, off, "%d section headers do not fit the file (%d bytes)", n, len(im.data))
	}
	c := im.coff
	im.Sections = make([]Section, n+1)
	c.relocs = make([]coffRelocs, n+1)
	str := c.str
	for i := uint64(1); i <= n; i++ {
		r := &reader{b: im.data, off: off + (i-1)*40, bo: im.Order}
		at := r.off
		raw := cstring(r.take(8))
		vsize, vaddr, rsize, rptr, rel := r.u32(), r.u32(), r.u32(), r.u32(), r.u32()
		r.u32()
		nrel := r.u16()
		r.u16()
		fl := r.u32()
		name, err := coffSectionName(raw, str)
		if err != nil {
			return badf(im.Name, at, "section %d has no readable name (%q): %w", i, raw, err)
		}
		s := &im.Sections[i]
		*s = Section{Name: name, rawAddr: uint64(vaddr), Size: uint64(rsize), off: uint64(rptr), stored: uint64(rsize),
			Alloc: fl&(scnDiscardable|scnInfo|scnRemove) == 0, Exec: fl&(scnExec|scnCode) != 0, Write: fl&scnWrite != 0,
			TLS: name == ".tls" || strings.HasPrefix(name, ".tls$"), NoBits: fl&scnUninit != 0 || rptr == 0}
		if k := fl >> 20 & 15; k != 0 {
			s.align = 1 << (k - 1)
		}
		if im.Format == FormatPE {
			im.peSection(s, uint64(vsize))
		} else if fl&scnComdat != 0 {
			s.Select = SelectAny
		}
		if s.NoBits {
			s.stored = 0
		}
		im.gnuPacking(s, name)
		if err := im.coffRelocTable(int(i), uint64(rel), uint64(nrel), fl); err != nil {
			return err
		}
	}
	return nil
}

// peSection turns file terms into the image's: an address instead of an RVA, the
// size without the padding to the file alignment.
func (im *Image) peSection(s *Section, vsize uint64) {
	s.rawAddr += im.coff.base
	s.Addr = s.rawAddr
	if vsize != 0 {
		s.stored = min(s.stored, vsize)
		s.Size = vsize
	}
	s.Alloc = s.Alloc || !strings.HasPrefix(s.Name, ".debug")
}

// coffSectionName resolves "/123" (decimal offset into the string table) and
// "//AAAAAA" (the same in base 64, LLVM's and Microsoft's extension).
func coffSectionName(raw string, str *strtab) (string, error) {
	switch {
	case strings.HasPrefix(raw, "//"):
		enc := raw[2:]
		b, err := base64.StdEncoding.DecodeString(strings.Repeat("A", 8-len(enc)) + enc)
		if err != nil || len(b) < 6 {
			return "", errBase64
		}
		return str.at(uint64(binary.BigEndian.Uint32(b[2:])))
	case len(raw) > 1 && raw[0] == '/':
		off, err := strconv.ParseUint(raw[1:], 10, 32)
		if err != nil {
			return "", err
		}
		return str.at(off)
	}
	return raw, nil
}

var errBase64 = errors.New("not six digits of base 64")

// coffRelocTable notes where a section's relocations are. Counts of 0xffff and
// more are in the first relocation ("IMAGE_SCN_LNK_NRELOC_OVFL").
func (im *Image) coffRelocTable(i int, off, n uint64, fl uint32) error {
	c := im.coff
	if im.Format == FormatPE || n == 0 {
		return nil
	}
	if fl&scnRelocOvfl != 0 && n == 0xffff {
		r := &reader{b: im.data, off: off, bo: im.Order}
		n = uint64(r.u32())
		if r.fail || n == 0 {
			return badSection(im.Name, im.Sections[i].Name, 0, "relocations lie past the end of the file")
		}
		n--
		off += 10
	}
	if c.raw += n * 10; c.raw > uint64(len(im.data)) {
		return badSection(im.Name, im.Sections[i].Name, 0, "relocations overlap or lie past the end of the file")
	}
	c.relocs[i] = coffRelocs{off, n}
	return nil
}
