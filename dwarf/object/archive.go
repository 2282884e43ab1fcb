package object

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
)

// maxPath is the longest name of a member, in bytes: that of a path on Linux.
const maxPath = 4096

const (
	arMagic   = "!<arch>\n"
	thinMagic = "!<thin>\n"
	arHeader  = 60
)

// parseArchive reads an ar archive: GNU and System V (names "x.o/", long names
// "/123" into the "//" member), BSD ("#1/20" with the name before the data),
// Microsoft (GNU names, two linker members "/"), and GNU thin archives, whose
// members are files beside the archive. Members that are no objects are listed
// in Other; objects that cannot be read are noted, and only when no member can be
// read is the archive an error.
func (f *File) parseArchive() error {
	a := &arReader{f: f, thin: string(f.data[:8]) == thinMagic}
	var first error
	for off := uint64(8); off < uint64(len(f.data)); {
		m, next, err := a.member(off)
		if err != nil {
			return err
		}
		if err := a.add(m); err != nil {
			if first == nil {
				first = err
				if m.outside {
					first = badf(f.Path, m.off-arHeader, "member %s: %w", m.name, err)
				}
			}
			full := f.Path + "(" + m.name + ")"
			f.Notes = append(f.Notes, Note{File: full, Text: strings.TrimPrefix(err.Error(), full+": ")})
		}
		off = next
	}
	if first != nil && len(f.Images) == 0 {
		return first
	}
	f.carryNotes()
	return nil
}

// carryNotes gives the notes about an archive's members to the first image with debug
// info: its DebugSections tell that something was left out.
func (f *File) carryNotes() {
	if len(f.Notes) == 0 {
		return
	}
	for _, im := range f.Images {
		if im.debugSections(false) != nil {
			im.notes = f.Notes
			return
		}
	}
	f.Images[0].notes = f.Notes
}

type arReader struct {
	f    *File
	thin bool
	long []byte          // the "//" member
	seen map[string]bool // files of a thin archive that were opened
}

type arMember struct {
	name    string
	off     uint64 // of the data in the archive
	data    []byte
	special bool // symbol tables and the name table
	outside bool // thin: the data is in the file called name
}

// member reads the header at off (60 bytes of text, ar(5)) and finds the name and
// data of the member; next is where the next header is.
func (a *arReader) member(off uint64) (m arMember, next uint64, err error) {
	f := a.f
	h, ok := slice(f.data, off, arHeader)
	if !ok || string(h[58:60]) != "`\n" {
		return m, 0, badf(f.Path, off, "bad archive member header")
	}
	size, perr := strconv.ParseUint(strings.TrimRight(string(h[48:58]), " "), 10, 63)
	if perr != nil {
		return m, 0, badf(f.Path, off+48, "bad size of archive member: %q", h[48:58])
	}
	raw := strings.TrimRight(string(h[:16]), " ")
	m.off = off + arHeader
	m.special = raw == "/" || raw == "//" || raw == "/SYM64/" || raw == "/<ECSYMBOLS>/" || raw == "/<HYBRIDMAP>/" || raw == "/<XFGHASHMAP>/"
	m.outside = a.thin && !m.special
	if m.outside {
		next = m.off
	} else {
		if m.data, ok = slice(f.data, m.off, size); !ok {
			return m, 0, badf(f.Path, off, "archive member of %d bytes does not fit the file (%d bytes)", size, len(f.data))
		}
		next = m.off + size
		next += next & 1
	}
	m.name = raw
	switch {
	case raw == "//":
		a.long = m.data
	case m.special:
	case strings.HasPrefix(raw, "#1/"):
		n, perr := strconv.ParseUint(raw[3:], 10, 63)
		if perr != nil || n > uint64(len(m.data)) {
			return m, 0, badf(f.Path, off, "bad name length of archive member: %q", raw)
		}
		m.name = cstring(m.data[:n])
		m.off += n
		m.data = m.data[n:]
	case len(raw) > 1 && raw[0] == '/' && raw[1] >= '0' && raw[1] <= '9':
		if m.name, ok = a.longName(raw[1:]); !ok {
			return m, 0, badf(f.Path, off, "bad long name of archive member: %q", raw)
		}
	default:
		m.name = strings.TrimSuffix(raw, "/")
	}
	if strings.HasPrefix(m.name, "__.SYMDEF") {
		m.special = true
	}
	return m, next, nil
}

// longName is the entry of the "//" member at a decimal offset. Entries end in
// "/\n" (GNU) or a zero byte (Microsoft).
func (a *arReader) longName(dec string) (string, bool) {
	if i := strings.IndexByte(dec, ':'); i >= 0 { // thin archives of nested archives: "/offset:position"
		dec = dec[:i]
	}
	off, err := strconv.ParseUint(dec, 10, 63)
	if err != nil || off >= uint64(len(a.long)) {
		return "", false
	}
	b := a.long[off:min(off+maxPath, uint64(len(a.long)))]
	i := bytes.IndexAny(b, "\n\x00")
	if i < 0 && len(b) == maxPath {
		return "", false
	} else if i >= 0 {
		b = b[:i]
	}
	return strings.TrimSuffix(string(b), "/"), true
}

// add parses one member as an image.
func (a *arReader) add(m arMember) error {
	f := a.f
	if m.special {
		return nil
	}
	if m.outside {
		return a.addOutside(m)
	}
	full := f.Path + "(" + m.name + ")"
	switch sniff(m.data) {
	case KindUnknown, KindArchive, KindUniversal:
		if isBitcode(m.data) { // a unit like the others
			return &Error{File: full, Err: unknown(m.data)}
		}
		// An archive inside an archive is data to a linker as well.
		f.Other = append(f.Other, m.name)
		return nil
	}
	im, err := f.parseImage(full, f.Path, m.data)
	if err != nil {
		return err
	}
	im.member = true
	f.Images = append(f.Images, im)
	return nil
}

// addOutside opens a member of a thin archive: a path relative to the archive.
func (a *arReader) addOutside(m arMember) error {
	f := a.f
	if !f.onDisk {
		return badf(f.Path, m.off, "member %s of a thin archive is a file of its own", m.name)
	}
	path := m.name
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(f.Path), path)
	}
	if a.seen[path] {
		return nil // a linker takes the first of two equal members as well
	}
	if a.seen == nil {
		a.seen = map[string]bool{}
	}
	a.seen[path] = true
	sub, err := Open(path, Options{DebugDirs: f.opt.DebugDirs, member: true})
	if err != nil {
		return err
	}
	f.children = append(f.children, sub)
	if sub.Kind == KindArchive || sub.Kind == KindUniversal {
		f.Other = append(f.Other, m.name)
		return nil
	}
	for _, im := range sub.Images {
		im.Name, im.member = f.Path+"("+m.name+")", true
		f.Images = append(f.Images, im)
	}
	return nil
}
