package load

import (
	"github.com/tenon-abi/tenon/dwarf/object"
)

// lineFiles answers the file tables of .debug_line, by table offset.
type lineFiles struct {
	line  []byte
	byOff map[uint64][]string
}

func newLineFiles(d *object.DebugSections) *lineFiles {
	lf := &lineFiles{byOff: map[uint64][]string{}}
	if line, err := d.Line(); err == nil && !d.Dwo {
		lf.line = line
	}
	return lf
}

// of lists the files of a unit's line table; nil if it has none that can be
// read. A type unit of DWARF 4 has the table of a unit before it, which says
// relative to which directory.
func (lf *lineFiles) of(root ref) []string {
	v, ok := root.uint(sStmtList)
	if !ok {
		v = root.get(sStmtList).U
	}
	if lf.line == nil || !root.has(sStmtList) {
		return nil
	}
	if files, ok := lf.byOff[v]; ok || root.u.u.InTypes {
		return files
	}
	files, err := root.u.u.Files(lf.line, v, root.str(sCompDir))
	if err != nil {
		files = nil
	}
	lf.byOff[v] = files
	return files
}
