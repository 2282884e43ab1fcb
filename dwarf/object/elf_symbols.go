package object

import (
	"debug/elf"
	"errors"
	"strings"
)

// elfComdats marks the members of SHT_GROUP sections with the group's signature
// (gABI chapter 4, "Section Groups").
func (im *Image) elfComdats() error {
	var total uint64
	_, symtab := im.elfSymtabs()
	ext := im.elfShndx(symtab)
	for i := range im.elf.shdr {
		h := &im.elf.shdr[i]
		if elf.SectionType(h.typ) != elf.SHT_GROUP {
			continue
		}
		if total += h.size; total > uint64(len(im.data)) {
			return badSection(im.Name, im.Sections[i].Name, 0, "section groups overlap")
		}
		b, ok := slice(im.data, h.off, h.size)
		if !ok || len(b) < 4 {
			return badSection(im.Name, im.Sections[i].Name, 0, "section group lies past the end of the file")
		}
		if im.Order.Uint32(b)&1 == 0 { // GRP_COMDAT
			continue
		}
		sig, err := im.groupSignature(h, symtab, ext)
		if err != nil {
			return badSection(im.Name, im.Sections[i].Name, 0, "the group has no readable signature: %w", err)
		}
		for b = b[4:]; len(b) >= 4; b = b[4:] {
			if m := im.Order.Uint32(b); m != 0 && uint64(m) < uint64(len(im.Sections)) {
				im.Sections[m].Comdat, im.Sections[m].Select = sig, SelectAny
			}
		}
	}
	return nil
}

// groupSignature is the name of symbol sh_info in symbol table sh_link, which must
// be the file's; a section symbol stands for its section's name.
func (im *Image) groupSignature(h *elfShdr, symtab int, ext []byte) (string, error) {
	if symtab == 0 || uint64(h.link) != uint64(symtab) {
		return "", nil
	}
	st := &im.elf.shdr[symtab]
	tab, _ := slice(im.data, st.off, st.size)
	raw, ok := slice(tab, uint64(h.info)*im.elfSymSize(), im.elfSymSize())
	if !ok {
		return "", nil
	}
	y := im.elfSym(raw)
	if y.info&15 == uint8(elf.STT_SECTION) {
		sec, _, err := im.elfSymSection(&y, ext, uint64(h.info))
		if err == nil && uint64(sec) < uint64(len(im.Sections)) {
			name := im.Sections[sec].Name
			return name, im.names.take(len(name))
		}
		return "", err
	}
	return im.linkedStrings(st).at(uint64(y.name))
}

// elfSym is a symbol table entry in either class.
type elfSymEnt struct {
	name        uint32
	info, other uint8
	shndx       uint16
	value, size uint64
}

func (im *Image) elfSymSize() uint64 {
	if im.elf.class64 {
		return 24
	}
	return 16
}

func (im *Image) elfSym(b []byte) (y elfSymEnt) {
	bo := im.Order
	y.name = bo.Uint32(b)
	if im.elf.class64 {
		y.info, y.other, y.shndx = b[4], b[5], bo.Uint16(b[6:])
		y.value, y.size = bo.Uint64(b[8:]), bo.Uint64(b[16:])
		return y
	}
	y.value, y.size = uint64(bo.Uint32(b[4:])), uint64(bo.Uint32(b[8:]))
	y.info, y.other, y.shndx = b[12], b[13], bo.Uint16(b[14:])
	return y
}

// elfSymtabs are the section indices of .dynsym and .symtab; 0 none.
func (im *Image) elfSymtabs() (dyn, sym int) {
	for i := range im.elf.shdr {
		switch elf.SectionType(im.elf.shdr[i].typ) {
		case elf.SHT_DYNSYM:
			if dyn == 0 && !im.Sections[i].NoBits {
				dyn = i
			}
		case elf.SHT_SYMTAB:
			if sym == 0 {
				sym = i
			}
		}
	}
	return dyn, sym
}

// elfSymbols reads .dynsym, which carries versions, then .symtab; a global of
// .symtab that .dynsym has too is listed once.
func (im *Image) elfSymbols() error {
	dyn, sym := im.elfSymtabs()
	if dyn != 0 {
		if err := im.elfTable(dyn, true); err != nil {
			return err
		}
	}
	if sym != 0 {
		im.elf.symtab = sym
		return im.elfTable(sym, false)
	}
	return nil
}

// elfTable appends the symbols of one table.
func (im *Image) elfTable(idx int, dynamic bool) error {
	h, secName := &im.elf.shdr[idx], im.Sections[idx].Name
	tab, ok := slice(im.data, h.off, h.size)
	if !ok {
		return badSection(im.Name, secName, 0, "%d bytes of symbols lie past the end of the file", h.size)
	}
	if uint64(h.link) >= uint64(len(im.elf.shdr)) {
		return badSection(im.Name, secName, 0, "string table %d of %d sections", h.link, len(im.elf.shdr))
	}
	str, ok := im.elfStrings(&im.elf.shdr[h.link])
	if !ok {
		return badSection(im.Name, secName, 0, "string table lies past the end of the file")
	}
	step := im.elfSymSize()
	n := uint64(len(tab)) / step
	t := &elfTab{im: im, dynamic: dynamic, ext: im.elfShndx(idx)}
	if dynamic {
		t.vers = im.elfVersions()
	} else {
		t.known = im.dynKeys()
		if im.Type == Relocatable {
			e := im.elf
			e.symSec, e.symVal = make([]uint32, n), make([]uint64, n)
		}
	}
	im.Symbols = append(make([]Symbol, 0, uint64(len(im.Symbols))+n), im.Symbols...)
	for i := uint64(1); i < n; i++ {
		y := im.elfSym(tab[i*step:])
		name, err := str.at(uint64(y.name))
		if err == nil {
			err = t.add(i, y, name)
		}
		if err != nil {
			return badSection(im.Name, secName, i*step, "symbol %d has no readable name or place: %w", i, err)
		}
	}
	return nil
}

// elfTab is the state of reading one symbol table.
type elfTab struct {
	im      *Image
	dynamic bool
	ext     []byte // SHT_SYMTAB_SHNDX
	vers    *elfVersions
	known   map[elfKey]struct{} // of .dynsym, with and without versions
}

type elfKey struct {
	name, version string
	isDefault     bool
	value         uint64
	undef         bool
}

func (s *Symbol) key() elfKey {
	return elfKey{s.Name, s.Version, s.DefaultVersion, s.Value, s.Undefined}
}

func (s *Symbol) rawKey() elfKey { return elfKey{name: s.Raw, value: s.Value, undef: s.Undefined} }

func (im *Image) dynKeys() map[elfKey]struct{} {
	if len(im.Symbols) == 0 {
		return nil
	}
	m := make(map[elfKey]struct{}, 2*len(im.Symbols))
	for i := range im.Symbols {
		s := &im.Symbols[i]
		m[s.key()] = struct{}{}
		m[s.rawKey()] = struct{}{}
	}
	return m
}

// elfShndx is the extended section index table that belongs to symbol table idx.
func (im *Image) elfShndx(idx int) []byte {
	for i := range im.elf.shdr {
		h := &im.elf.shdr[i]
		if elf.SectionType(h.typ) == elf.SHT_SYMTAB_SHNDX && uint64(h.link) == uint64(idx) {
			b, _ := slice(im.data, h.off, h.size)
			return b
		}
	}
	return nil
}

// specialSection marks, in elfImage.symSec, the section numbers that stand for
// something else (SHN_ABS, SHN_COMMON, …): a file may have a section 0xfff1 too.
const specialSection = 1 << 31

// elfSymSection is the section number of symbol i; special is set for the reserved
// ones. Numbers that do not fit 16 bits are in the table ext (gABI chapter 4,
// SHN_XINDEX).
func (im *Image) elfSymSection(y *elfSymEnt, ext []byte, i uint64) (sec uint32, special bool, err error) {
	if elf.SectionIndex(y.shndx) != elf.SHN_XINDEX {
		return uint32(y.shndx), y.shndx >= uint16(elf.SHN_LORESERVE), nil
	}
	b, ok := slice(ext, i*4, 4)
	if !ok {
		return 0, false, errors.New("its section number is missing in the table of extended ones")
	}
	return im.Order.Uint32(b) &^ specialSection, false, nil
}

func (t *elfTab) add(i uint64, y elfSymEnt, name string) error {
	im := t.im
	s := Symbol{Name: name, Raw: name, Value: y.value, Size: y.size, Addr: y.value, Section: -1}
	sec, special, err := im.elfSymSection(&y, t.ext, i)
	if err != nil {
		return err
	}
	s.Binding, s.Visibility, s.Kind = elfBinding(y.info>>4), elfVisibility(y.other), elfKind(y.info&15)
	switch {
	case special:
		s.Absolute = elf.SectionIndex(y.shndx) == elf.SHN_ABS
		// 0xff02 is SHN_X86_64_LCOMMON, 0xff00 SHN_MIPS_ACOMMON.
		if elf.SectionIndex(y.shndx) == elf.SHN_COMMON || y.shndx == 0xff02 && im.Machine == X86_64 {
			s.Kind = SymCommon
			s.Addr = 0
		}
	case sec == 0:
		s.Undefined = true
		s.Addr = 0
	case uint64(sec) < uint64(len(im.Sections)):
		s.Section = int(sec)
		se := &im.Sections[sec]
		s.SectionName, s.Comdat = se.Name, se.Comdat
		if im.Type == Relocatable {
			s.Addr = se.Addr + y.value
		}
		if im.Machine == ARM && s.Kind == SymFunc { // bit 0: Thumb (AAELF32 5.5.3)
			s.Addr &^= 1
		}
		if s.Kind == SymSection && name == "" {
			s.Name, s.Raw = se.Name, se.Name
			if err := im.names.take(len(se.Name)); err != nil {
				return err
			}
		}
	}
	if !t.dynamic && im.elf.symSec != nil {
		im.elf.symVal[i] = y.value
		if special {
			sec |= specialSection
		}
		im.elf.symSec[i] = sec
	}
	return t.finish(i, &s)
}

// finish adds versions and the exported flag, and joins the two tables.
func (t *elfTab) finish(i uint64, s *Symbol) error {
	im := t.im
	if t.dynamic {
		if t.vers != nil {
			if err := t.vers.apply(i, s); err != nil {
				return err
			}
		}
		s.Exported = !s.Undefined && s.Binding != BindLocal && (s.Visibility == VisDefault || s.Visibility == VisProtected)
		if s.Absolute && s.Name == s.Version {
			s.Exported = false // stands for the version itself
		}
		im.Symbols = append(im.Symbols, *s)
		return nil
	}
	if s.Binding != BindLocal {
		_, dup := t.known[s.rawKey()]
		s.splitVersion()
		if !dup {
			_, dup = t.known[s.key()]
		}
		if dup {
			return nil
		}
	}
	im.Symbols = append(im.Symbols, *s)
	return nil
}

// splitVersion takes "name@VER" and "name@@VER" apart, the spelling of .symver
// in relocatable files and of linkers in .symtab. Microsoft-mangled names, which
// begin with '?', have '@' of their own.
func (s *Symbol) splitVersion() {
	at := strings.IndexByte(s.Raw, '@')
	if at <= 0 || s.Raw[0] == '?' {
		return
	}
	ver := s.Raw[at+1:]
	def := strings.HasPrefix(ver, "@")
	ver = strings.TrimLeft(ver, "@")
	if ver == "" {
		return
	}
	s.Name, s.Version, s.DefaultVersion = s.Raw[:at], ver, def
}

func elfBinding(b uint8) Binding {
	switch elf.SymBind(b) {
	case elf.STB_GLOBAL:
		return BindGlobal
	case elf.STB_WEAK:
		return BindWeak
	case 10: // STB_GNU_UNIQUE
		return BindUnique
	}
	return BindLocal
}

func elfVisibility(other uint8) Visibility {
	return [4]Visibility{VisDefault, VisInternal, VisHidden, VisProtected}[other&3]
}

func elfKind(t uint8) SymKind {
	switch elf.SymType(t) {
	case elf.STT_OBJECT:
		return SymObject
	case elf.STT_FUNC:
		return SymFunc
	case elf.STT_SECTION:
		return SymSection
	case elf.STT_FILE:
		return SymFile
	case elf.STT_COMMON:
		return SymCommon
	case elf.STT_TLS:
		return SymTLS
	case 10: // STT_GNU_IFUNC
		return SymIFunc
	}
	return SymNoType
}
