package object

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Data directories ("Optional Header Data Directories").
const (
	dirExport = 0
	dirImport = 1
	dirDebug  = 6
	dirDelay  = 13
)

func (im *Image) parsePE() error {
	im.Format, im.Type, im.OS, im.Order = FormatPE, Executable, OSWindows, binary.LittleEndian
	c := &coffImage{}
	im.coff = c
	r := &reader{b: im.data, off: 0x3c, bo: im.Order}
	r.off = uint64(r.u32())
	if sig := r.take(4); r.fail || string(sig) != "PE\x00\x00" {
		return badf(im.Name, 0x3c, "a DOS program, or the PE header is cut off")
	}
	mach := r.u16()
	n := uint64(r.u16())
	r.u32()
	c.symoff, c.nsyms = uint64(r.u32()), uint64(r.u32())
	optSize := uint64(r.u16())
	im.RawFlags = uint32(r.u16())
	opt := r.take(optSize)
	if r.fail {
		return badf(im.Name, r.off, "PE optional header of %d bytes does not fit", optSize)
	}
	im.RawMachine = uint32(mach)
	im.Machine, im.AddrSize = coffMachine(mach)
	if im.RawFlags&0x2000 != 0 { // IMAGE_FILE_DLL
		im.Type = Shared
	}
	if err := im.peOptional(opt); err != nil {
		return err
	}
	if err := im.coffStrings(); err != nil {
		return err
	}
	if err := im.coffSections(r.off, n); err != nil {
		return err
	}
	im.peDebugID()
	if err := im.coffSymbols(); err != nil {
		return err
	}
	if err := im.peExports(); err != nil {
		return err
	}
	return im.peImports()
}

// peOptional reads the image base and the data directories.
func (im *Image) peOptional(b []byte) error {
	r := &reader{b: b, bo: im.Order}
	magic := r.u16()
	var at uint64
	switch magic {
	case 0x10b:
		im.AddrSize, r.off, at = 4, 28, 92
	case 0x20b:
		im.AddrSize, r.off, at = 8, 24, 108
	default:
		return badf(im.Name, 0, "optional header magic 0x%x", magic)
	}
	im.coff.base = r.word(im.AddrSize)
	r.off = at
	n := r.u32()
	for ; n > 0 && r.off+8 <= uint64(len(b)); n-- {
		im.coff.dataDirs = append(im.coff.dataDirs, coffDir{r.u32(), r.u32()})
	}
	if r.fail {
		return badf(im.Name, 0, "optional header cut off (%d bytes)", len(b))
	}
	return nil
}

// rva returns the file bytes from a relative virtual address to the end of its
// section's stored bytes.
func (im *Image) rva(a uint32) []byte {
	v := im.coff.base + uint64(a)
	if i := im.sectionAt(v); i != 0 {
		if s := &im.Sections[i]; v-s.Addr < s.stored {
			b, _ := slice(im.data, s.off+(v-s.Addr), s.stored-(v-s.Addr))
			return b
		}
	}
	return nil
}

// rvaString reads a name; it counts against the image's budget of names.
func (im *Image) rvaString(a uint32) (string, error) {
	b := im.rva(a)
	b = b[:min(len(b), maxName)]
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	if err := im.names.take(len(b)); err != nil {
		return "", err
	}
	return string(b), nil
}

func (im *Image) dir(i int) coffDir {
	if i < len(im.coff.dataDirs) {
		return im.coff.dataDirs[i]
	}
	return coffDir{}
}

// peDebugID takes the GUID and age of the CodeView entry as build id.
func (im *Image) peDebugID() {
	d := im.dir(dirDebug)
	b := im.rva(d.rva)
	for n := min(d.size/28, 64); n > 0 && len(b) >= 28; n, b = n-1, b[28:] {
		if im.Order.Uint32(b[12:]) != 2 { // IMAGE_DEBUG_TYPE_CODEVIEW
			continue
		}
		cv, ok := slice(im.data, uint64(im.Order.Uint32(b[24:])), 24)
		if ok && string(cv[:4]) == "RSDS" {
			im.BuildID = append([]byte(nil), cv[4:24]...)
			return
		}
	}
}

// peExports adds the export table ("Export Directory Table"). A symbol of the
// COFF table with the same name and address is flagged instead of added again.
func (im *Image) peExports() error {
	d := im.dir(dirExport)
	b := im.rva(d.rva)
	if d.size == 0 || len(b) < 40 {
		return nil
	}
	u := func(at int) uint32 { return im.Order.Uint32(b[at:]) }
	var err error
	if im.SoName, err = im.rvaString(u(12)); err != nil {
		return badSection(im.Name, "export table", 12, "the image has no readable name: %w", err)
	}
	base, nfun, nnam := u(16), u(20), u(24)
	funs, nams, ords := im.rva(u(28)), im.rva(u(32)), im.rva(u(36))
	if uint64(nfun)*4 > uint64(len(funs)) || uint64(nnam)*4 > uint64(len(nams)) || uint64(nnam)*2 > uint64(len(ords)) {
		return badSection(im.Name, "export table", 0, "%d functions and %d names do not fit", nfun, nnam)
	}
	known := map[string]int{}
	for i := range im.Symbols {
		if s := &im.Symbols[i]; s.Binding != BindLocal && !s.Undefined {
			known[s.Name] = i
		}
	}
	named := make([]bool, nfun)
	for i := uint32(0); i < nnam; i++ {
		ord := uint32(im.Order.Uint16(ords[i*2:]))
		if ord >= nfun {
			return badSection(im.Name, "export table", uint64(i), "name %d has function %d of %d", i, ord, nfun)
		}
		named[ord] = true
		name, err := im.rvaString(im.Order.Uint32(nams[i*4:]))
		if err == nil {
			err = im.peExport(name, im.Order.Uint32(funs[ord*4:]), base+ord, d, known)
		}
		if err != nil {
			return badSection(im.Name, "export table", uint64(i), "name %d cannot be read: %w", i, err)
		}
	}
	for ord := uint32(0); ord < nfun; ord++ {
		if rva := im.Order.Uint32(funs[ord*4:]); rva != 0 && !named[ord] {
			if err := im.peExport("", rva, base+ord, d, known); err != nil {
				return badSection(im.Name, "export table", uint64(ord), "function %d cannot be read: %w", ord, err)
			}
		}
	}
	return nil
}

func (im *Image) peExport(name string, rva, ord uint32, d coffDir, known map[string]int) error {
	s := Symbol{Name: im.peExportName(name), Raw: name, Ordinal: ord, Section: -1, Binding: BindGlobal, Exported: true}
	name = s.Name
	if rva >= d.rva && rva-d.rva < d.size {
		var err error
		s.Forward, err = im.rvaString(rva)
		im.Symbols = append(im.Symbols, s)
		return err
	}
	s.Value = im.coff.base + uint64(rva)
	s.Addr = s.Value
	if i, ok := known[name]; ok && name != "" && im.Symbols[i].Value == s.Value {
		im.Symbols[i].Exported, im.Symbols[i].Ordinal = true, ord
		return nil
	}
	if i := im.sectionAt(s.Addr); i != 0 {
		s.Section, s.SectionName, s.Kind = i, im.Sections[i].Name, SymObject
		if im.Sections[i].Exec {
			s.Kind = SymFunc
		}
	}
	im.Symbols = append(im.Symbols, s)
	return nil
}

// peExportName is an exported name without the underscore of C names on i386.
// Linkers take it off those of cdecl functions and variables; Microsoft's leave
// it at those of stdcall functions, _name@bytes, which MinGW's do not.
func (im *Image) peExportName(name string) string {
	plain, stdcall := strings.CutPrefix(name, "_")
	at := strings.LastIndexByte(name, '@')
	if im.Machine != I386 || !stdcall || at < 2 || at+1 == len(name) || strings.Trim(name[at+1:], "0123456789") != "" {
		return name
	}
	return plain
}

// peImports adds the imported names as undefined symbols ("Import Directory
// Table", "Delay-Load Directory Table").
func (im *Image) peImports() error {
	if b := im.rva(im.dir(dirImport).rva); im.dir(dirImport).size != 0 {
		for ; len(b) >= 20 && im.Order.Uint32(b[12:]) != 0; b = b[20:] {
			table := im.Order.Uint32(b)
			if table == 0 {
				table = im.Order.Uint32(b[16:])
			}
			if err := im.peImportTable(im.Order.Uint32(b[12:]), table); err != nil {
				return err
			}
		}
	}
	if b := im.rva(im.dir(dirDelay).rva); im.dir(dirDelay).size != 0 {
		for ; len(b) >= 32 && im.Order.Uint32(b[4:]) != 0; b = b[32:] {
			if im.Order.Uint32(b)&1 == 0 {
				continue // addresses instead of RVAs: Visual C++ 6
			}
			if err := im.peImportTable(im.Order.Uint32(b[4:]), im.Order.Uint32(b[16:])); err != nil {
				return err
			}
		}
	}
	return nil
}

// peImportTable reads what is imported from the DLL whose name is at rva.
func (im *Image) peImportTable(rva, table uint32) error {
	dll, err := im.rvaString(rva)
	if err != nil {
		return badSection(im.Name, "import table", 0, "a DLL has no readable name: %w", err)
	}
	im.Needed = append(im.Needed, dll)
	r := &reader{b: im.rva(table), bo: im.Order}
	for {
		v := r.word(im.AddrSize)
		if r.fail || v == 0 {
			return nil
		}
		s := Symbol{Section: -1, Undefined: true, Binding: BindGlobal, Library: dll}
		if v>>(8*im.AddrSize-1) != 0 {
			s.Ordinal = uint32(v & 0xffff)
		} else {
			if s.Raw, err = im.rvaString(uint32(v) + 2); err != nil { // behind a 16-bit hint
				return badSection(im.Name, "import table", r.off, "an imported name cannot be read: %w", err)
			}
			s.Name = s.Raw
		}
		// An entry costs a record of its own, too, which bounds the number of symbols.
		if err := im.names.take(len(dll) + 64); err != nil {
			return badSection(im.Name, "import table", r.off, "tables overlap: %w", err)
		}
		im.Symbols = append(im.Symbols, s)
	}
}
