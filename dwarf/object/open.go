package object

import (
	"errors"
	"fmt"
	"os"

	mmap "github.com/edsrzf/mmap-go"
)

// Open maps the file at path and reads its headers and symbols. A directory must
// be a dSYM bundle. Pipes, devices and sockets are refused.
func Open(path string, opt Options) (*File, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if st.IsDir() {
		return openBundle(path, opt)
	}
	data, unmap, err := mapFile(path, st)
	if err != nil {
		return nil, err
	}
	f := &File{Path: path, data: data, opt: opt, onDisk: true, unmap: unmap}
	if err := f.parse(); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// mapFile maps a regular file read-only. Nothing else is opened: opening a pipe
// would wait for its other end.
func mapFile(path string, st os.FileInfo) ([]byte, func() error, error) {
	if !st.Mode().IsRegular() {
		return nil, nil, badf(path, 0, "not a regular file (%s)", st.Mode().Type())
	}
	if st.Size() == 0 {
		return nil, nil, badf(path, 0, "the file is empty")
	}
	fd, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer fd.Close()
	// Between Stat and Open the path may have changed its meaning.
	if now, err := fd.Stat(); err != nil || !os.SameFile(st, now) {
		return nil, nil, badf(path, 0, "the file changed while it was opened")
	}
	m, err := mmap.Map(fd, mmap.RDONLY, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: map: %w", path, err)
	}
	return m, func() error { return m.Unmap() }, nil
}

// Parse reads a container from bytes. Nothing is looked up on disk: separate
// debug files and thin archive members stay unresolved. data must not change.
func Parse(name string, data []byte, opt Options) (*File, error) {
	f := &File{Path: name, data: data, opt: opt}
	if len(data) == 0 {
		return nil, badf(name, 0, "the file is empty")
	}
	if err := f.parse(); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Close unmaps the file and everything opened for its images. Slices and
// DebugSections handed out before must not be used any more; symbols may.
func (f *File) Close() error {
	f.mu.Lock()
	children, unmap := f.children, f.unmap
	f.children, f.unmap, f.separate = nil, nil, nil
	f.mu.Unlock()
	var errs []error
	for _, c := range children {
		errs = append(errs, c.Close())
	}
	if unmap != nil {
		errs = append(errs, unmap())
	}
	return errors.Join(errs...)
}

// parse reads whatever container f.data is.
func (f *File) parse() error {
	k := sniff(f.data)
	if f.opt.member && (k == KindArchive || k == KindUniversal) {
		f.Kind = k // a thin archive may name itself
		return nil
	}
	if k == KindArchive {
		f.Kind = k
		return f.parseArchive()
	} else if k == KindUniversal {
		f.Kind = k
		return f.parseUniversal()
	}
	im, err := f.parseImage(f.Path, f.Path, f.data)
	if err != nil {
		return err
	}
	f.Images = []*Image{im}
	f.Kind = map[Format]Kind{FormatELF: KindELF, FormatMachO: KindMachO, FormatCOFF: KindCOFF, FormatPE: KindPE}[im.Format]
	return nil
}

// parseImage reads one image that is no archive. path is the file on disk.
func (f *File) parseImage(name, path string, data []byte) (*Image, error) {
	im := &Image{Name: name, file: f, data: data, names: newBudget(data)}
	if f.onDisk {
		im.path = path
	}
	var err error
	switch sniff(data) {
	case KindELF:
		err = im.parseELF()
	case KindMachO:
		err = im.parseMachO()
	case KindPE:
		err = im.parsePE()
	case KindCOFF:
		err = im.parseCOFF()
	default:
		err = &Error{File: name, Err: unknown(data)}
	}
	if err != nil {
		return nil, err
	}
	im.budgetUnpacked()
	return im, nil
}
