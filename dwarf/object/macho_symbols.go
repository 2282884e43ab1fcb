package object

import "strings"

func (im *Image) machoSymtab(symoff, nsyms, stroff, strsize uint64) error {
	step := uint64(12)
	if im.machoWide() {
		step = 16
	}
	var ok1, ok2 bool
	im.macho.symtab, ok1 = slice(im.data, symoff, nsyms*step)
	im.macho.strtab, ok2 = slice(im.data, stroff, strsize)
	if !ok1 || !ok2 {
		return badf(im.Name, symoff, "%d symbols and %d bytes of names do not fit the file (%d bytes)", nsyms, strsize, len(im.data))
	}
	return nil
}

// machoWide tells the 64-bit layout of headers, which arm64_32 does not have.
func (im *Image) machoWide() bool {
	m := im.Order.Uint32(im.data)
	return m == 0xfeedfacf
}

// Fields of n_type and n_desc (<mach-o/nlist.h>).
const (
	nStab    = 0xe0
	nPext    = 0x10
	nTypeMsk = 0x0e
	nExt     = 0x01
	nAbs     = 0x02
	nIndir   = 0x0a
	nSect    = 0x0e
	nOSO     = 0x66
	nWeakRef = 0x40
	nWeakDef = 0x80
	nThumb   = 0x08
)

// machoSymbols reads the nlist table. Debugger entries (stabs) are not symbols;
// those that name object files are counted.
func (im *Image) machoSymbols() error {
	m := im.macho
	str := im.newStrtab(m.strtab)
	w, step := 4, uint64(12)
	if im.machoWide() {
		w, step = 8, 16
	}
	n := uint64(len(m.symtab)) / step
	m.symVal = make([]uint64, n)
	im.Symbols = make([]Symbol, 0, n)
	for i := uint64(0); i < n; i++ {
		r := &reader{b: m.symtab, off: i * step, bo: im.Order}
		strx, typ, sect, desc := r.u32(), r.u8(), r.u8(), r.u16()
		value := r.word(w)
		alias := ""
		if typ&nStab != 0 {
			if typ == nOSO {
				im.objectMap++
			}
			continue
		}
		name, err := str.at(uint64(strx))
		if err == nil && typ&(nStab|nTypeMsk) == nIndir && value != 0 {
			alias, err = str.at(value)
		}
		if err != nil {
			return badSection(im.Name, "symbol table", i*step, "symbol %d has no readable name: %w", i, err)
		}
		s := Symbol{Raw: name, Name: strings.TrimPrefix(name, "_"), Value: value, Addr: value, Section: -1, Alias: alias}
		im.machoSymbol(&s, typ, sect, desc)
		if !s.Undefined && s.Kind != SymCommon {
			m.symVal[i] = value
		}
		im.Symbols = append(im.Symbols, s)
	}
	return nil
}

func (im *Image) machoSymbol(s *Symbol, typ, sect uint8, desc uint16) {
	if typ&nExt != 0 {
		s.Binding = BindGlobal
	}
	if typ&nPext != 0 {
		s.Binding, s.Visibility = BindGlobal, VisHidden
	}
	switch typ & nTypeMsk {
	case nAbs:
		s.Absolute = true
	case nSect:
		im.machoDefined(s, int(sect), desc)
	case nIndir:
		s.Value, s.Addr = 0, 0 // another name for the symbol whose name is at n_value
	default: // undefined, prebound, or common
		if s.Value != 0 && typ&nExt != 0 {
			s.Kind, s.Size, s.Value, s.Addr = SymCommon, s.Value, 0, 0
			break
		}
		s.Undefined, s.Addr = true, 0
		if desc&nWeakRef != 0 {
			s.Binding = BindWeak
		}
		if ord := int(desc >> 8); im.Type != Relocatable && ord >= 1 && ord <= len(im.Needed) && ord < 0xfd {
			s.Library = im.Needed[ord-1]
		}
	}
	s.Exported = im.Type != Relocatable && typ&nExt != 0 && typ&nPext == 0 && !s.Undefined
}

func (im *Image) machoDefined(s *Symbol, sect int, desc uint16) {
	if desc&nWeakDef != 0 && s.Binding == BindGlobal {
		s.Binding = BindWeak
	}
	if sect == 0 || sect >= len(im.Sections) {
		return
	}
	im.machoPlace(s, sect)
	if im.Machine == ARM && desc&nThumb != 0 {
		s.Addr &^= 1
	}
}

// machoPlace sets a symbol's section and the kind that follows from it.
func (im *Image) machoPlace(s *Symbol, sect int) {
	se := &im.Sections[sect]
	s.Section, s.SectionName = sect, se.Name
	switch {
	case se.TLS || strings.HasSuffix(se.Name, ",__thread_vars"):
		s.Kind = SymTLS
	case se.Exec:
		s.Kind = SymFunc
	default:
		s.Kind = SymObject
	}
}
