package object

import "strings"

// Storage classes ("Storage Class").
const (
	classExternal     = 2
	classStatic       = 3
	classLabel        = 6
	classFile         = 103
	classSection      = 104
	classWeakExternal = 105
)

// coffSym is one symbol record without its auxiliary ones.
type coffSym struct {
	name  []byte // 8 bytes: the name, or 4 zero bytes and an offset
	value uint32
	sec   int32 // 1-based; 0 undefined, -1 absolute, -2 debug
	typ   uint16
	class uint8
	naux  uint8
}

// coffSymAt reads record i; aux is the data of its auxiliary records.
func (im *Image) coffSymAt(i uint64) (y coffSym, aux []byte) {
	c := im.coff
	r := &reader{b: im.data, off: c.symoff + i*c.symSize(), bo: im.Order}
	y.name = r.take(8)
	y.value = r.u32()
	if c.big {
		y.sec = int32(r.u32())
	} else {
		y.sec = int32(int16(r.u16()))
	}
	y.typ, y.class, y.naux = r.u16(), r.u8(), r.u8()
	if y.naux != 0 && i+uint64(y.naux) < c.nsyms {
		aux = r.take(uint64(y.naux) * c.symSize())
	}
	return y, aux
}

func (im *Image) coffName(y *coffSym) (string, error) {
	if im.Order.Uint32(y.name) == 0 {
		off := im.Order.Uint32(y.name[4:])
		if off == 0 {
			return "", nil
		}
		return im.coff.str.at(uint64(off))
	}
	return cstring(y.name), nil
}

// isSectionDef tells the record that defines a section: static, at 0, with an
// auxiliary record ("Auxiliary Format 5: Section Definitions").
func (im *Image) isSectionDef(y *coffSym, aux []byte) bool {
	return y.class == classStatic && y.value == 0 && len(aux) >= 18 && y.sec > 0 && int(y.sec) < len(im.Sections) && y.typ == 0
}

// coffComdats finds selection and key symbol of each comdat section: the section
// definition comes first, the next symbol of the section is the key ("COMDAT
// Sections"). An associative section has its leader's key.
func (im *Image) coffComdats() error {
	c := im.coff
	type state struct {
		defined bool
		leader  int
	}
	secs := make([]state, len(im.Sections))
	for i := uint64(0); i < c.nsyms; i++ {
		y, aux := im.coffSymAt(i)
		i += uint64(y.naux)
		if y.sec <= 0 || int(y.sec) >= len(im.Sections) {
			continue
		}
		s, st := &im.Sections[y.sec], &secs[y.sec]
		if s.Select == SelectNone {
			continue
		}
		if !st.defined && im.isSectionDef(&y, aux) {
			st.defined = true
			num := uint32(im.Order.Uint16(aux[12:]))
			if c.big && len(aux) >= 18 {
				num |= uint32(im.Order.Uint16(aux[16:])) << 16
			}
			s.Select = ComdatSelect(aux[14])
			if s.Select == SelectAssociative && num > 0 && num < uint32(len(im.Sections)) {
				st.leader = int(num)
			}
		} else if st.defined && s.Comdat == "" && s.Select != SelectAssociative {
			name, err := im.coffName(&y)
			if err != nil {
				return badf(im.Name, c.symoff+i*c.symSize(), "symbol %d has no readable name: %w", i, err)
			}
			s.Comdat = name
		}
	}
	for i := range secs {
		at := i
		for depth := 0; secs[at].leader != 0 && depth < 16; depth++ {
			at = secs[at].leader
		}
		if at != i {
			im.Sections[i].Comdat = im.Sections[at].Comdat
		}
	}
	return nil
}

// coffSymbols reads the symbol table.
func (im *Image) coffSymbols() error {
	c := im.coff
	c.symSec, c.symVal = make([]int32, c.nsyms), make([]uint32, c.nsyms)
	at := make(map[uint64]int, c.nsyms) // record number → index into im.Symbols
	weak := map[int]uint64{}            // index into im.Symbols → record of its default
	for i := uint64(0); i < c.nsyms; i++ {
		y, aux := im.coffSymAt(i)
		rec := i
		i += uint64(y.naux)
		c.symSec[rec], c.symVal[rec] = y.sec, y.value
		name, err := im.coffName(&y)
		if err != nil {
			return badf(im.Name, c.symoff+rec*c.symSize(), "symbol %d has no readable name: %w", rec, err)
		}
		s, keep := im.coffSymbol(&y, aux, name)
		if !keep {
			continue
		}
		if y.class == classWeakExternal && len(aux) >= 8 {
			weak[len(im.Symbols)] = uint64(im.Order.Uint32(aux))
		}
		at[rec] = len(im.Symbols)
		im.Symbols = append(im.Symbols, s)
	}
	for i := range im.Symbols {
		if rec, ok := weak[i]; ok {
			if j, ok := at[rec]; ok {
				im.coffWeak(&im.Symbols[i], &im.Symbols[j])
			}
		}
	}
	return nil
}

// coffWeak resolves a weak external: where its default is defined here, the
// symbol is a weak definition at the same place ("Weak Externals").
func (im *Image) coffWeak(s, def *Symbol) {
	s.Alias = def.Raw
	if def.Undefined {
		return
	}
	s.Undefined = false
	s.Value, s.Size, s.Addr, s.Kind = def.Value, def.Size, def.Addr, def.Kind
	s.Section, s.SectionName, s.Comdat, s.Absolute = def.Section, def.SectionName, def.Comdat, def.Absolute
}

// coffSymbol turns one record into a symbol; keep is false for records that are
// debugging information of the compiler.
func (im *Image) coffSymbol(y *coffSym, aux []byte, name string) (s Symbol, keep bool) {
	s = Symbol{Raw: name, Name: im.coffPlain(name), Value: uint64(y.value), Section: -1}
	switch y.class {
	case classExternal:
		s.Binding = BindGlobal
	case classWeakExternal:
		s.Binding = BindWeak
	case classFile:
		s.Kind = SymFile
		s.Name, s.Raw = cstring(aux), cstring(aux)
		return s, true
	case classStatic, classLabel, classSection:
	default:
		return s, false
	}
	switch {
	case y.sec == 0 && y.class == classExternal && y.value != 0:
		s.Kind, s.Size, s.Value = SymCommon, uint64(y.value), 0
	case y.sec == 0:
		s.Undefined = true
	case y.sec == -1:
		s.Absolute, s.Addr = true, s.Value
	case y.sec > 0 && int(y.sec) < len(im.Sections):
		im.coffDefined(&s, y, aux)
	default:
		return s, false
	}
	if y.typ>>4&3 == 2 {
		s.Kind = SymFunc
	}
	return s, true
}

func (im *Image) coffDefined(s *Symbol, y *coffSym, aux []byte) {
	se := &im.Sections[y.sec]
	s.Section, s.SectionName, s.Comdat = int(y.sec), se.Name, se.Comdat
	s.Addr = se.Addr + s.Value
	if im.Format == FormatPE {
		s.Value = s.Addr
	}
	switch {
	case y.class == classSection || im.isSectionDef(y, aux):
		s.Kind = SymSection
		s.Size = se.Size
	case se.TLS:
		s.Kind = SymTLS
	case se.Exec:
		s.Kind = SymFunc
		if y.class == classLabel {
			s.Kind = SymNoType
		}
	case se.Alloc:
		s.Kind = SymObject
	}
}

// coffPlain takes off the underscore that C names have on i386.
func (im *Image) coffPlain(name string) string {
	if im.Machine == I386 {
		return strings.TrimPrefix(name, "_")
	}
	return name
}
