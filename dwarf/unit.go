package dwarf

import "fmt"

// Unit is one unit of .debug_info or .debug_types.
type Unit struct {
	Sec     *Sections
	InTypes bool     // it lies in .debug_types
	Type    UnitType // DWARF 5 §7.5.1
	Version uint8
	Dwarf64 bool
	AddrLen uint8  // bytes of an address
	Off     uint64 // of the unit header in its section
	Data    uint64 // of the first entry
	End     uint64 // of the section's next unit

	AbbrevOff uint64
	Signature uint64 // of a type unit
	TypeOff   uint64 // of a type unit's type, relative to Off
	DwoID     uint64 // of a skeleton or split unit

	// Bases for indexed forms: set from the unit entry, the skeleton, or the
	// package index (DWARF 5 §3.1.1, §7.3.5).
	StrOffsetsBase uint64
	AddrBase       uint64
	LoclistsBase   uint64
	RnglistsBase   uint64
	AddrSec        []byte // .debug_addr to use: the skeleton's for split units
	LineBase       uint64 // contributions of a .dwp package
	MacroBase      uint64
	LocBase        uint64
}

func (u *Unit) section() (name string, data []byte) {
	name, data = ".debug_info", u.Sec.Info
	if u.InTypes {
		name, data = ".debug_types", u.Sec.Types
	}
	if u.Sec.Dwo {
		name += ".dwo"
	}
	return name, data
}

// Bytes is the section the unit lies in, up to the unit's end. Offsets of
// entries index it.
func (u *Unit) Bytes() []byte {
	if u.InTypes {
		return u.Sec.Types[:u.End]
	}
	return u.Sec.Info[:u.End]
}

func (u *Unit) offLen() int {
	if u.Dwarf64 {
		return 8
	}
	return 4
}

// Units lists the units of .debug_info and then those of .debug_types. A header
// that cannot be read ends its section's list: the units before it are
// returned together with the errors.
func (s *Sections) Units() ([]*Unit, []error) {
	var units []*Unit
	var errs []error
	for _, types := range []bool{false, true} {
		data := s.Info
		if types {
			data = s.Types
		}
		for off := uint64(0); off < uint64(len(data)); {
			u, err := s.header(data, off, types)
			if next := behindPadding(data, off); err != nil && next > off {
				if next >= uint64(len(data)) {
					break
				}
				if v, again := s.header(data, next, types); again == nil {
					u, err = v, nil
				}
			}
			if err != nil {
				errs = append(errs, err)
				if u == nil {
					break
				}
			} else if u != nil {
				units = append(units, u)
			}
			off = u.End
		}
	}
	if s.CuIndex != nil || s.TuIndex != nil {
		errs = append(errs, s.applyIndexes(units)...)
	}
	return units, errs
}

// behindPadding is the next multiple of 4 if there are zeros up to it: objects for
// Windows have type units in sections of their own (.gnu.linkonce.wt), which
// gcc and linkers align so.
func behindPadding(data []byte, off uint64) uint64 {
	next := min((off+3)&^3, uint64(len(data)))
	for _, b := range data[off:next] {
		if b != 0 {
			return off
		}
	}
	return next
}

// header reads one unit header (DWARF 5 §7.5.1, DWARF 4 §7.5.1). With an
// error and a unit, only that unit is unreadable and its End is known.
func (s *Sections) header(data []byte, off uint64, types bool) (*Unit, error) {
	u := &Unit{Sec: s, InTypes: types, Off: off, Type: UnitCompile, AddrSec: s.Addr}
	name, _ := u.section()
	bad := func(text string) error { return &Error{name, off, text} }
	b := data[off:]
	if len(b) < 11 {
		return nil, bad("unit header is cut off")
	}
	length, pos := fixed(b, 4, s.Big), 4
	switch {
	case length == 0xffffffff:
		if len(b) < 23 {
			return nil, bad("unit header is cut off")
		}
		u.Dwarf64, length, pos = true, fixed(b[4:], 8, s.Big), 12
	case length >= 0xfffffff0:
		return nil, bad("unit length has a reserved value")
	}
	if length > uint64(len(b)-pos) {
		return nil, bad("unit runs past the end of the section")
	}
	u.End = off + uint64(pos) + length
	b = b[:uint64(pos)+length]
	ol := u.offLen()
	need := func(n int) bool { return len(b)-pos >= n }
	if !need(2) {
		return u, bad("unit is too short for its header")
	}
	version := fixed(b[pos:], 2, s.Big)
	pos += 2
	if version < 2 || version > 5 {
		return u, bad(fmt.Sprintf("unit of DWARF version %d; 2 to 5 are read", version))
	}
	u.Version = uint8(version)
	if !need(ol + 1) {
		return u, bad("unit is too short for its header")
	}
	if u.Version >= 5 {
		if !need(ol + 2) {
			return u, bad("unit is too short for its header")
		}
		u.Type, u.AddrLen = UnitType(b[pos]), b[pos+1]
		u.AbbrevOff = fixed(b[pos+2:], ol, s.Big)
		pos += 2 + ol
	} else {
		u.AbbrevOff = fixed(b[pos:], ol, s.Big)
		u.AddrLen = b[pos+ol]
		pos += ol + 1
	}
	if types && u.Version < 5 {
		u.Type = UnitTypes
	}
	switch u.Type {
	case UnitCompile, UnitPartial:
	case UnitSkeleton, UnitSplitCompile:
		if !need(8) {
			return u, bad("unit is too short for its header")
		}
		u.DwoID = fixed(b[pos:], 8, s.Big)
		pos += 8
	case UnitTypes, UnitSplitType:
		if !need(8 + ol) {
			return u, bad("unit is too short for its header")
		}
		u.Signature = fixed(b[pos:], 8, s.Big)
		u.TypeOff = fixed(b[pos+8:], ol, s.Big)
		pos += 8 + ol
	default:
		return u, bad("unit has an unknown type")
	}
	switch u.AddrLen {
	case 1, 2, 4, 8:
	default:
		return u, bad("unit has an impossible address size")
	}
	u.Data = off + uint64(pos)
	if s.Dwo && u.Version >= 5 {
		u.StrOffsetsBase = uint64(2 * ol) // one contribution with its header (DWARF 5 §7.26)
		u.LoclistsBase, u.RnglistsBase = uint64(ol+8), uint64(ol+8)
		if u.Dwarf64 {
			u.LoclistsBase, u.RnglistsBase = 20, 20
		}
	}
	if u.Dwarf64 && u.StrOffsetsBase == 16 {
		u.StrOffsetsBase = 16
	}
	return u, nil
}
