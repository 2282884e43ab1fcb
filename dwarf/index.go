package dwarf

// Columns of a .dwp index: DW_SECT_* of DWARF 5 §7.3.5.3 and of the GNU
// version 2 table.
const (
	sectInfo       = 1
	sectTypes      = 2 // version 2 only
	sectAbbrev     = 3
	sectLine       = 4
	sectLoc        = 5 // .debug_loc (2), .debug_loclists (5)
	sectStrOffsets = 6
	sectMacinfo    = 7 // .debug_macinfo (2), .debug_macro (5)
	sectMacro      = 8 // .debug_macro (2), .debug_rnglists (5)
)

// applyIndexes adds to each unit the offsets of its contributions.
func (s *Sections) applyIndexes(units []*Unit) []error {
	var errs []error
	for _, x := range []struct {
		name  string
		data  []byte
		types bool
	}{{".debug_cu_index", s.CuIndex, false}, {".debug_tu_index", s.TuIndex, true}} {
		if x.data == nil {
			continue
		}
		rows, err := parseIndex(x.name, x.data, s.Big)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, u := range units {
			isType := u.Type == UnitTypes || u.Type == UnitSplitType
			if isType != x.types {
				continue
			}
			for i := range rows {
				if rows[i].holds(u) {
					rows[i].apply(u)
					break
				}
			}
		}
	}
	return errs
}

type indexRow struct {
	version uint64
	id      uint64
	off     [16]uint64
	size    [16]uint64
}

func (r *indexRow) holds(u *Unit) bool {
	col := sectInfo
	if u.InTypes {
		col = sectTypes
	}
	return r.size[col] > 0 && u.Off >= r.off[col] && u.Off-r.off[col] < r.size[col]
}

func (r *indexRow) apply(u *Unit) {
	u.AbbrevOff += r.off[sectAbbrev]
	u.StrOffsetsBase += r.off[sectStrOffsets]
	u.LineBase = r.off[sectLine]
	u.LocBase = r.off[sectLoc]
	u.LoclistsBase += r.off[sectLoc]
	if r.version >= 5 {
		u.MacroBase = r.off[sectMacinfo]
		u.RnglistsBase += r.off[sectMacro]
	} else {
		u.MacroBase = r.off[sectMacro]
	}
	if u.DwoID == 0 && u.Type == UnitCompile {
		u.DwoID = r.id
	}
}

// parseIndex reads an index (DWARF 5 §7.3.5.3). All its counts are checked
// against the section's size first.
func parseIndex(name string, b []byte, big bool) ([]indexRow, error) {
	bad := func(text string) error { return &Error{name, 0, text} }
	if len(b) < 16 {
		return nil, bad("index is cut off")
	}
	version := fixed(b, 2, big)
	if fixed(b, 4, big) == 2 {
		version = 2
	}
	cols, rows, slots := fixed(b[4:], 4, big), fixed(b[8:], 4, big), fixed(b[12:], 4, big)
	if version != 2 && version != 5 {
		return nil, bad("index has an unknown version")
	}
	n := uint64(len(b) - 16)
	if cols > 16 || slots > n/12 || rows > n || (rows*2+1)*cols*4+slots*12 > n {
		return nil, bad("index is larger than its section")
	}
	ids, nums := b[16:], b[16+slots*8:]
	kinds := nums[slots*4:]
	offs := kinds[cols*4:]
	sizes := offs[rows*cols*4:]
	out := make([]indexRow, rows)
	for i := range out {
		out[i].version = version
		for c := range cols {
			k := fixed(kinds[c*4:], 4, big)
			if k < 16 {
				at := (uint64(i)*cols + c) * 4
				out[i].off[k], out[i].size[k] = fixed(offs[at:], 4, big), fixed(sizes[at:], 4, big)
			}
		}
	}
	for i := range slots {
		if r := fixed(nums[i*4:], 4, big); r > 0 && r <= rows {
			out[r-1].id = fixed(ids[i*8:], 8, big)
		}
	}
	return out, nil
}
