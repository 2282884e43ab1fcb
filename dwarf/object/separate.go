package object

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// systemDebugDir is where distributions put separate debug files.
const systemDebugDir = "/usr/lib/debug"

// child is the outcome of opening a file for an image.
type child struct {
	file *File
	err  error
}

// openChild opens a file on behalf of an image of f, once per path, also where that
// fails: every split unit may name the same broken file. It is closed with f.
func (f *File) openChild(path string) (*File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c, ok := f.separate[path]; ok {
		return c.file, c.err
	}
	c, err := Open(path, f.opt)
	if f.separate == nil {
		f.separate = map[string]child{}
	}
	f.separate[path] = child{c, err}
	if err == nil {
		f.children = append(f.children, c)
	}
	return c, err
}

// debugDirs are the directories that hold trees of debug files.
func (f *File) debugDirs() []string {
	return append(append([]string(nil), f.opt.DebugDirs...), systemDebugDir)
}

// search collects what was tried in vain, for the error message.
type search struct {
	im    *Image
	tried []string
}

func (s *search) missed(path string, err error) {
	if errors.Is(err, os.ErrNotExist) {
		s.tried = append(s.tried, path)
		return
	}
	s.tried = append(s.tried, fmt.Sprintf("%s (%s)", path, strings.TrimPrefix(err.Error(), path+": ")))
}

// separateDebug looks for a debug file in the order of GDB's manual, "Debugging
// Information in Separate Files": by build id, then by debug link. For Mach-O it
// is the dSYM bundle beside the image. Members of archives have no separate files: no
// tool makes them, and a hundred thousand members could all name one large file.
func (im *Image) separateDebug() (*Image, error) {
	s := &search{im: im}
	if im.path != "" && !im.member {
		for _, find := range []func(*search) *Image{(*search).byBuildID, (*search).byLink, (*search).byBundle} {
			if from := find(s); from != nil {
				return from, nil
			}
		}
	}
	if im.debugSections(true) != nil {
		return nil, nil
	}
	err := error(ErrNoDebug)
	if len(s.tried) > 0 {
		err = fmt.Errorf("%w; not found: %s", ErrNoDebug, strings.Join(s.tried, ", "))
	}
	for _, other := range []struct {
		section string // or its beginning
		err     error
	}{{".debug$S", ErrCodeView}, {".stabstr", ErrStabs}, {".gnu.lto_", ErrLTO}} {
		if slices.ContainsFunc(im.Sections, func(s Section) bool { return strings.HasPrefix(s.Name, other.section) }) {
			err = fmt.Errorf("%w that can be read: %w", err, other.err)
		}
	}
	return nil, &Error{File: im.Name, Err: err}
}

// buildIDPath is the path of a debug file below a debug directory.
func buildIDPath(dir string, id []byte) string {
	h := hex.EncodeToString(id)
	return filepath.Join(dir, ".build-id", h[:2], h[2:]+".debug")
}

func (s *search) byBuildID() *Image {
	im := s.im
	if im.Format != FormatELF || len(im.BuildID) < 2 {
		return nil
	}
	for _, dir := range im.file.debugDirs() {
		path := buildIDPath(dir, im.BuildID)
		c, err := im.file.openChild(path)
		if err == nil {
			if from := c.debugOf(im.BuildID); from != nil {
				return from
			}
			err = errors.New("has another build id or no debug info")
		}
		s.missed(path, err)
	}
	return nil
}

// debugOf is the file's image with that build id, if it has DWARF sections. A
// supplementary file of DWARF 5 has a checksum in its stead.
func (f *File) debugOf(id []byte) *Image {
	for _, im := range f.Images {
		if (bytes.Equal(im.BuildID, id) || bytes.Equal(im.supID(), id) && len(id) > 0) && im.debugSections(false) != nil {
			return im
		}
	}
	return nil
}

// byLink follows .gnu_debuglink: a file name, zero padding to 4 bytes, and the
// CRC-32 of that file in the image's byte order.
func (s *search) byLink() *Image {
	im := s.im
	b, err := im.Section(".gnu_debuglink")
	if err == nil && b == nil {
		return nil
	}
	name := cstring(b)
	at := alignUp(uint64(len(name))+1, 4)
	crc, ok := slice(b, at, 4)
	if err == nil && (!ok || name == "" || name != filepath.Base(name)) {
		err = badSection(im.Name, ".gnu_debuglink", 0, "no file name and CRC in %d bytes", len(b))
	}
	if err != nil {
		s.missed(im.Name, err)
		return nil
	}
	want := im.Order.Uint32(crc)
	for _, path := range im.linkCandidates(name) {
		if from := s.tryLink(path, want); from != nil {
			return from
		}
	}
	return nil
}

// linkCandidates are the places of a debug file called name.
func (im *Image) linkCandidates(name string) []string {
	out := []string{im.path}
	dirs := []string{filepath.Dir(im.path)}
	if abs, err := filepath.Abs(im.path); err == nil {
		dirs = append(dirs, filepath.Dir(abs))
		if real, err := filepath.EvalSymlinks(abs); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	for _, d := range dirs {
		out = append(out, filepath.Join(d, name), filepath.Join(d, ".debug", name))
	}
	for _, tree := range im.file.debugDirs() {
		for _, d := range dirs[1:] {
			out = append(out, filepath.Join(tree, d, name))
		}
		out = append(out, filepath.Join(tree, name))
	}
	return distinct(out)[1:] // all but the image itself
}

// distinct drops paths that are spelled otherwise and came before.
func distinct(paths []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(paths, func(p string) bool {
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		was := seen[p]
		seen[p] = true
		return was
	})
}

func (s *search) tryLink(path string, want uint32) *Image {
	c, err := s.im.file.openChild(path)
	if err != nil {
		s.missed(path, err)
		return nil
	}
	if got := c.checksum(); got != want {
		s.missed(path, fmt.Errorf("its CRC is %08x, the link wants %08x", got, want))
		return nil
	}
	for _, im := range c.Images {
		if im.debugSections(false) != nil {
			return im
		}
	}
	s.missed(path, errors.New("has no debug info"))
	return nil
}

// checksum is the CRC-32 of the file, computed once: many members of an archive may
// link to one file.
func (f *File) checksum() uint32 {
	f.crcOnce.Do(func() { f.crc = crc32.ChecksumIEEE(f.data) })
	return f.crc
}

// byBundle looks for X.dSYM beside a Mach-O image X, with the same UUID.
func (s *search) byBundle() *Image {
	im := s.im
	if im.Format != FormatMachO || im.Type == Relocatable {
		return nil
	}
	for _, dir := range append([]string{filepath.Dir(im.path)}, im.file.opt.DebugDirs...) {
		path := filepath.Join(dir, filepath.Base(im.path)+".dSYM")
		c, err := im.file.openChild(path)
		if err == nil {
			if from := c.debugOf(im.BuildID); from != nil {
				return from
			}
			err = errors.New("has another UUID or no debug info")
		}
		s.missed(path, err)
	}
	if im.objectMap > 0 {
		s.tried = append(s.tried, fmt.Sprintf("debug info left in %d object files (run dsymutil)", im.objectMap))
	}
	return nil
}

// findAlt opens the supplementary file of dwz: .gnu_debugaltlink, or .debug_sup
// of DWARF 5 (section 7.3.6). A missing one is noted; references into it then
// have no target.
func (d *DebugSections) findAlt() {
	im := d.From
	name, id, section, err := im.altLink()
	if err != nil {
		d.Notes = append(d.Notes, Note{File: im.Name, Text: "the supplementary debug file is not known: " + strings.TrimPrefix(err.Error(), im.Name+": ")})
	}
	if name == "" {
		return
	}
	s := &search{im: im}
	if im.path != "" {
		for _, path := range im.altCandidates(name, id) {
			c, err := im.file.openChild(path)
			if err != nil {
				s.missed(path, err)
				continue
			}
			from := c.debugOf(id)
			if from == nil {
				s.missed(path, errors.New("has another build id or no debug info"))
				continue
			}
			if d.Alt, err = from.supplement(); err != nil {
				s.missed(path, err)
				continue
			}
			return
		}
	}
	d.Notes = append(d.Notes, Note{File: im.Name, Section: section,
		Text: "the supplementary debug file " + name + " was not found; tried " + strings.Join(s.tried, ", ")})
}

// supplement are the image's own sections where it is another's supplementary file. A
// supplementary file has none of its own.
func (im *Image) supplement() (*DebugSections, error) {
	im.sup.Do(func() {
		d := im.debugSections(false)
		if im.supErr = d.load(); im.supErr == nil {
			im.supSecs = d
		}
	})
	return im.supSecs, im.supErr
}

// altLink reads the name and build id (of .debug_sup: checksum) of the supplementary
// file; name is "" when there is none.
func (im *Image) altLink() (name string, id []byte, section string, err error) {
	section = ".gnu_debugaltlink"
	b, err := im.Section(section)
	if err == nil && b != nil {
		name = cstring(b)
		id = b[min(len(b), len(name)+1):]
	} else if err == nil {
		section = ".debug_sup"
		var is bool
		if name, id, is, err = im.debugSup(); is {
			return "", nil, section, nil // this is a supplementary file
		}
		if err == nil && id == nil {
			return "", nil, section, nil
		}
	}
	if err == nil && (name == "" || len(name) > maxPath || len(id) == 0) {
		err = badSection(im.Name, section, 0, "no file name and id")
	}
	if err != nil {
		return "", nil, section, err
	}
	return name, id, section, nil
}

// debugSup reads .debug_sup (DWARF 5 section 7.3.6): version, a byte that says whether
// this is the supplementary file, the other's name, the length and bytes of a checksum
// that both have. The result is zero where there is no such section.
func (im *Image) debugSup() (name string, sum []byte, supplementary bool, err error) {
	b, err := im.Section(".debug_sup")
	if err != nil || b == nil {
		return "", nil, false, err
	}
	r := &reader{b: b, bo: im.Order}
	version, is := r.u16(), r.u8()
	name = cstring(b[min(3, len(b)):])
	r.take(uint64(len(name)) + 1)
	sum = r.take(r.uleb())
	if r.fail || is > 1 {
		return "", nil, false, badSection(im.Name, ".debug_sup", 0, "version %d is not known, or the section is cut off", version)
	}
	return name, sum, is == 1, nil
}

// supID is the checksum of a supplementary file.
func (im *Image) supID() []byte {
	if _, sum, is, err := im.debugSup(); is && err == nil {
		return sum
	}
	return nil
}

func (im *Image) altCandidates(name string, id []byte) []string {
	var out []string
	if filepath.IsAbs(name) {
		out = append(out, name)
		for _, tree := range im.file.debugDirs() {
			out = append(out, filepath.Join(tree, name))
			if rel, ok := strings.CutPrefix(name, systemDebugDir+"/"); ok {
				out = append(out, filepath.Join(tree, rel))
			}
		}
	} else {
		out = append(out, filepath.Join(filepath.Dir(im.path), name))
		if real, err := filepath.EvalSymlinks(im.path); err == nil {
			out = append(out, filepath.Join(filepath.Dir(real), name))
		}
	}
	for _, tree := range im.file.debugDirs() {
		if len(id) >= 2 {
			out = append(out, buildIDPath(tree, id))
		}
		out = append(out, filepath.Join(tree, ".dwz", filepath.Base(name)))
	}
	return distinct(out)
}
