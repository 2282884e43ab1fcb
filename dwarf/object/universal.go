package object

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"sort"
)

// parseUniversal reads a Mach-O universal file (<mach-o/fat.h>): a big-endian table
// of slices, each a Mach-O image or an archive of them. An image's name has the
// slice's machine: "libx.dylib[arm64]", "libx.a[x86_64](y.o)". Slices may not overlap.
func (f *File) parseUniversal() error {
	wide := f.data[3] == 0xbf
	entry := uint64(20)
	if wide {
		entry = 32
	}
	r := &reader{b: f.data, off: 4, bo: binary.BigEndian}
	n := uint64(r.u32())
	if n > uint64(len(f.data))/entry {
		return badf(f.Path, 4, "%d slices do not fit the file (%d bytes)", n, len(f.data))
	}
	type arch struct{ off, size, at uint64 }
	var archs []arch
	for i := uint64(0); i < n; i++ {
		a := arch{at: r.off}
		r.u32()
		r.u32()
		if wide {
			a.off, a.size = r.u64(), r.u64()
			r.u64()
		} else {
			a.off, a.size = uint64(r.u32()), uint64(r.u32())
			r.u32()
		}
		if _, ok := slice(f.data, a.off, a.size); r.fail || !ok {
			return badf(f.Path, a.at, "slice of %d bytes at 0x%x does not fit the file (%d bytes)", a.size, a.off, len(f.data))
		}
		archs = append(archs, a)
	}
	sorted := append([]arch(nil), archs...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].off < sorted[j].off })
	for i := 1; i < len(sorted); i++ {
		if sorted[i].off < sorted[i-1].off+sorted[i-1].size {
			return badf(f.Path, sorted[i].at, "slices overlap")
		}
	}
	for _, a := range archs {
		if err := f.addSlice(f.data[a.off:a.off+a.size:a.off+a.size], a.off); err != nil {
			return err
		}
	}
	return nil
}

// addSlice parses one slice; archives keep their member names.
func (f *File) addSlice(b []byte, off uint64) error {
	sub := &File{Path: f.Path, data: b, opt: f.opt, onDisk: f.onDisk}
	switch sniff(b) {
	case KindArchive:
		if err := sub.parseArchive(); err != nil {
			return err
		}
	case KindMachO:
		im, err := f.parseImage(f.Path, f.Path, b)
		if err != nil {
			return err
		}
		sub.Images = []*Image{im}
	default:
		return badf(f.Path, off, "slice is neither Mach-O nor an archive")
	}
	for _, im := range sub.Images {
		im.file = f
		im.Name = f.Path + "[" + im.Machine.String() + "]" + im.Name[len(f.Path):]
		f.Images = append(f.Images, im)
	}
	f.Other = append(f.Other, sub.Other...)
	f.Notes = append(f.Notes, sub.Notes...)
	f.children = append(f.children, sub.children...)
	return nil
}

// maxBundle bounds the debug files of one bundle.
const maxBundle = 256

// openBundle opens the files in Contents/Resources/DWARF of a dSYM bundle.
func openBundle(path string, opt Options) (*File, error) {
	dir := filepath.Join(path, "Contents", "Resources", "DWARF")
	ents, err := os.ReadDir(dir)
	if err != nil {
		return nil, badf(path, 0, "is a directory and no dSYM bundle")
	}
	f := &File{Path: path, Kind: KindMachO, opt: opt, onDisk: true}
	for _, e := range ents {
		if !e.Type().IsRegular() || len(f.children) == maxBundle {
			continue
		}
		c, err := Open(filepath.Join(dir, e.Name()), opt)
		if err != nil {
			f.Close()
			return nil, err
		}
		f.children = append(f.children, c)
		f.Kind = c.Kind
		f.Images = append(f.Images, c.Images...)
		f.Other = append(f.Other, c.Other...)
		f.Notes = append(f.Notes, c.Notes...)
	}
	if len(f.Images) == 0 {
		f.Close()
		return nil, badf(path, 0, "the dSYM bundle holds no debug file")
	}
	return f, nil
}
