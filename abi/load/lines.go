package load

import (
	stdwarf "debug/dwarf"

	"github.com/tenon-abi/tenon/dwarf/object"
)

// lineFiles answers the file tables of .debug_line, by table offset. The
// standard library's reader is used: tables are small and read once a unit.
type lineFiles struct {
	data  *stdwarf.Data
	byOff map[int64][]string
}

func newLineFiles(d *object.DebugSections) *lineFiles {
	lf := &lineFiles{byOff: map[int64][]string{}}
	line, err := d.Line()
	if err != nil || line == nil || d.Dwo {
		return lf
	}
	data, err := stdwarf.New(d.Abbrev, nil, nil, d.Info, line, nil, nil, d.Str)
	if err != nil {
		return lf
	}
	for name, sec := range map[string][]byte{".debug_line_str": d.LineStr, ".debug_str_offsets": d.StrOffsets, ".debug_addr": d.Addr} {
		if sec != nil && data.AddSection(name, sec) != nil {
			return lf
		}
	}
	lf.data = data
	return lf
}

// of lists the files of a unit's line table; nil if it has none.
func (lf *lineFiles) of(root ref) []string {
	v := root.get(sStmtList)
	if lf.data == nil || root.u.u.InTypes || !root.has(sStmtList) {
		return nil
	}
	if files, ok := lf.byOff[int64(v.U)]; ok {
		return files
	}
	rd := lf.data.Reader()
	rd.Seek(stdwarf.Offset(root.off()))
	e, err := rd.Next()
	if err != nil || e == nil {
		return nil
	}
	lr, err := lf.data.LineReader(e)
	if err != nil || lr == nil {
		return nil
	}
	var files []string
	for _, f := range lr.Files() {
		if f == nil {
			files = append(files, "")
			continue
		}
		files = append(files, f.Name)
	}
	lf.byOff[int64(v.U)] = files
	return files
}
