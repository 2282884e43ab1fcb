package dwarf

import (
	"path"
	"strings"
)

// Content types of entries in a version 5 line table header (DWARF 5 §7.22).
const (
	lnctPath  = 1
	lnctIndex = 2
)

// Bounds of a file table: entries, and bytes of all their paths. A table of a
// few bytes can name a long string any number of times.
const (
	maxFiles = 1 << 20
	maxPaths = 1 << 26
)

// Files is the file table of the line program at off in line, which is
// .debug_line, with directories (DWARF 5 §6.2.4, DWARF 4 §6.2.4). compDir is
// the unit's compilation directory. Index 0 is "" before version 5.
func (u *Unit) Files(line []byte, off uint64, compDir string) ([]string, error) {
	bad := func(why string) ([]string, error) { return nil, &Error{".debug_line", off, why} }
	if off >= uint64(len(line)) {
		return bad("offset of a line table is past the end")
	}
	r := listReader{u: u, b: line[off:]}
	n := 4
	length := r.fixed(4)
	if length == 0xffffffff {
		n, length = 8, r.fixed(8)
	}
	if length > uint64(len(r.b)) {
		return bad("line table is cut off")
	}
	r.b = r.b[:length]
	version := r.fixed(2)
	if version < 2 || version > 5 {
		return bad("line table of an unknown version")
	}
	if version == 5 {
		r.fixed(2) // sizes of addresses and segment selectors
	}
	header := r.fixed(n)
	if header > uint64(len(r.b)) {
		return bad("line table header is cut off")
	}
	r.b = r.b[:header]
	r.block(4) // minimum_instruction_length, default_is_stmt, line_base, line_range
	if version >= 4 {
		r.fixed(1) // maximum_operations_per_instruction
	}
	if base := r.fixed(1); base > 0 {
		r.block(base - 1)
	}
	var files []string
	if version < 5 {
		files = r.files4(compDir)
	} else {
		files = r.table5(n, r.table5(n, nil))
	}
	if r.bad {
		return bad("file table of a line program can't be read")
	}
	return files, nil
}

func (r *listReader) cstring() string {
	for i, c := range r.b {
		if c == 0 {
			s := string(r.b[:i])
			r.b = r.b[i+1:]
			return s
		}
	}
	r.bad = true
	return ""
}

// keep counts what a table takes.
func (r *listReader) keep(path string) string {
	if r.kept += len(path); r.kept > maxPaths {
		r.bad = true
	}
	return path
}

// files4 reads include directories and file names up to version 4.
func (r *listReader) files4(compDir string) []string {
	dirs := []string{compDir}
	for !r.bad {
		d := r.cstring()
		if d == "" {
			break
		}
		dirs = append(dirs, r.keep(joinPath(compDir, d)))
	}
	files := []string{""}
	for !r.bad {
		name := r.cstring()
		if name == "" {
			break
		}
		dir := r.leb()
		r.leb() // time
		r.leb() // size
		if dir < uint64(len(dirs)) {
			name = joinPath(dirs[dir], name)
		}
		files = append(files, r.keep(name))
	}
	return files
}

// table5 reads a table of version 5: of directories, or of files when dirs is
// not nil.
func (r *listReader) table5(offLen int, dirs []string) (paths []string) {
	type field struct{ what, form uint64 }
	format := make([]field, r.fixed(1))
	for i := range format {
		format[i] = field{r.leb(), r.leb()}
	}
	count := r.leb()
	if count > uint64(len(r.b)) || count > maxFiles {
		r.bad = true
		return nil
	}
	for range count {
		name, dir := "", uint64(0)
		for _, f := range format {
			s, v := r.value5(Form(f.form), offLen)
			switch f.what {
			case lnctPath:
				name = s
			case lnctIndex:
				dir = v
			}
		}
		if r.bad {
			return nil
		}
		if dir < uint64(len(dirs)) {
			name = joinPath(dirs[dir], name)
		}
		paths = append(paths, r.keep(name))
	}
	return paths
}

// value5 reads one value in a form that line tables may use (DWARF 5 §6.2.4.1).
func (r *listReader) value5(f Form, offLen int) (s string, v uint64) {
	str := func(c Class, at uint64) string { return string(r.u.Str(Value{Class: c, U: at})) }
	switch f {
	case FormString:
		return r.cstring(), 0
	case FormLineStrp:
		return str(ClassLineStrp, r.fixed(offLen)), 0
	case FormStrp:
		return str(ClassStrp, r.fixed(offLen)), 0
	case FormStrx:
		return str(ClassStrx, r.leb()), 0
	case FormStrx1:
		return str(ClassStrx, r.fixed(1)), 0
	case FormStrx2:
		return str(ClassStrx, r.fixed(2)), 0
	case FormStrx4:
		return str(ClassStrx, r.fixed(4)), 0
	case FormUdata:
		return "", r.leb()
	case FormData1:
		return "", r.fixed(1)
	case FormData2:
		return "", r.fixed(2)
	case FormData4:
		return "", r.fixed(4)
	case FormData8:
		return "", r.fixed(8)
	case FormData16:
		r.block(16)
	case FormBlock:
		r.block(r.leb())
	default:
		r.bad = true
	}
	return "", 0
}

// joinPath puts a directory before a relative path.
func joinPath(dir, name string) string {
	drive := func(s string) bool {
		return len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/')
	}
	switch {
	case dir == "", name == "", name[0] == '/', strings.HasPrefix(name, `\\`), drive(name):
		return name
	case drive(dir) || strings.HasPrefix(dir, `\\`):
		return strings.TrimRight(dir, `/\`) + `\` + name
	}
	return path.Join(dir, name)
}
