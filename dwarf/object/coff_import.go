package object

import "strings"

// parseImport reads a member of an import library ("Import Library Format"): 20
// bytes of header, then the symbol's name and the DLL's. It defines the symbol
// __imp_NAME, and for code NAME itself.
func (im *Image) parseImport(mach uint16) error {
	im.Type = ImportMember
	im.RawMachine = uint32(mach)
	im.Machine, im.AddrSize = coffMachine(mach)
	r := &reader{b: im.data, off: 12, bo: im.Order}
	size, ordinal, bits := r.u32(), r.u16(), r.u16()
	body := r.take(uint64(size))
	if r.fail || im.AddrSize == 0 {
		return badf(im.Name, 12, "import header of %d bytes of names does not fit, or machine 0x%x is not known", size, mach)
	}
	parts := strings.SplitN(string(body[:min(len(body), 3*maxName)]), "\x00", 4)
	if len(parts) < 3 || parts[0] == "" {
		return badf(im.Name, 20, "import without names")
	}
	im.Sections = make([]Section, 1)
	name, dll := parts[0], parts[1]
	im.SoName = dll
	imported, ord := name, uint32(0)
	switch bits >> 2 & 7 {
	case 0: // by ordinal
		imported, ord = "", uint32(ordinal)
	case 2: // without the prefix ?, @ or _
		imported = strings.TrimLeft(name[:1], "?@_") + name[1:]
	case 3: // also cut off at the first @
		imported = strings.TrimLeft(name[:1], "?@_") + name[1:]
		imported, _, _ = strings.Cut(imported, "@")
	case 4: // under another name
		imported = parts[2]
	}
	add := func(raw string, kind SymKind) {
		im.Symbols = append(im.Symbols, Symbol{Raw: raw, Name: im.coffPlain(raw), Section: -1, Binding: BindGlobal,
			Kind: kind, Library: dll, Ordinal: ord, Alias: imported})
	}
	add("__imp_"+name, SymObject)
	if bits&3 == 0 { // IMPORT_CODE
		add(name, SymFunc)
	}
	return nil
}
