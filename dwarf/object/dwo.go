package object

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// OpenDwo finds the split unit that a skeleton unit names: DW_AT_dwo_name (or
// DW_AT_GNU_dwo_name), DW_AT_comp_dir, and its 64-bit id. A .dwp package beside
// the image wins if its index has the id; it is returned whole. Otherwise it is a
// .dwo file, which holds one compilation unit: the caller compares the unit's id.
// Sections of one file are shared between calls. The error wraps ErrNoDebug when
// nothing was found and says where it was looked for.
func (im *Image) OpenDwo(name, compDir string, id uint64) (*DebugSections, error) {
	im.dwp.Do(im.findDwp)
	if im.dwpSecs != nil && indexHas(im.dwpSecs.CuIndex, im.Order, id) {
		return im.dwpSecs, nil
	}
	if d := im.splitSections(); d != nil { // -gsplit-dwarf=single
		return im.sharedDwo(d)
	}
	s := &search{im: im, tried: slices.Clone(im.dwpTried)}
	if im.dwpSecs != nil {
		s.missed(im.dwpSecs.Source, errors.New("its index has no such unit"))
	}
	if im.path != "" && name != "" {
		for _, path := range im.dwoCandidates(name, compDir) {
			c, err := im.file.openChild(path)
			if err != nil {
				s.missed(path, err)
				continue
			}
			for _, ci := range c.Images {
				if d := ci.splitSections(); d != nil {
					return ci.sharedDwo(d)
				}
			}
			s.missed(path, fmt.Errorf("has no split debug info"))
		}
	}
	return nil, &Error{File: im.Name, Err: fmt.Errorf("%w: split unit %q (id %016x) not found: %s", ErrNoDebug, name, id, strings.Join(s.tried, ", "))}
}

// splitSections finds the image's own .dwo sections, once: every skeleton unit asks.
func (im *Image) splitSections() *DebugSections {
	im.split.Do(func() { im.splits = im.debugSections(true) })
	return im.splits
}

// sharedDwo loads an image's .dwo sections once.
func (im *Image) sharedDwo(d *DebugSections) (*DebugSections, error) {
	im.dwo.Do(func() {
		im.dwoSecs = d
		im.dwoErr = d.load()
	})
	if im.dwoErr != nil {
		return nil, im.dwoErr
	}
	return im.dwoSecs, nil
}

func (im *Image) dwoCandidates(name, compDir string) []string {
	here := filepath.Dir(im.path)
	var out []string
	if filepath.IsAbs(name) {
		out = append(out, name)
	} else {
		if filepath.IsAbs(compDir) {
			out = append(out, filepath.Join(compDir, name))
		} else {
			out = append(out, filepath.Join(here, compDir, name))
		}
		out = append(out, filepath.Join(here, name))
	}
	out = append(out, filepath.Join(here, filepath.Base(name)))
	for _, dir := range im.file.opt.DebugDirs {
		out = append(out, filepath.Join(dir, name), filepath.Join(dir, filepath.Base(name)))
	}
	return distinct(out)
}

// findDwp looks for a package: "x.so.dwp" beside "x.so", or beside the separate
// debug file.
func (im *Image) findDwp() {
	s := &search{im: im}
	defer func() { im.dwpTried = s.tried }()
	if d := im.packageSections(); d != nil {
		var err error
		if im.dwpSecs, err = im.sharedDwo(d); err != nil {
			s.missed(im.Name, err)
		}
		return
	}
	if im.path == "" {
		return
	}
	paths := []string{im.path + ".dwp"}
	if real, err := filepath.EvalSymlinks(im.path); err == nil && real != im.path {
		paths = append(paths, real+".dwp")
	}
	for _, dir := range im.file.opt.DebugDirs {
		paths = append(paths, filepath.Join(dir, filepath.Base(im.path)+".dwp"))
	}
	if d, err := im.Debug(); err == nil && d.From != im && d.From.path != "" {
		paths = append(paths, d.From.path+".dwp", strings.TrimSuffix(d.From.path, ".debug")+".dwp")
	}
	for _, p := range paths {
		c, err := im.file.openChild(p)
		if errors.Is(err, os.ErrNotExist) {
			continue // most images have no package
		}
		if err != nil {
			s.missed(p, err)
			continue
		}
		err = errors.New("is no package of split units")
		for _, ci := range c.Images {
			if d := ci.packageSections(); d != nil {
				if im.dwpSecs, err = ci.sharedDwo(d); err == nil {
					return
				}
			}
		}
		s.missed(p, err)
	}
}

// packageSections are the sections of a .dwp package; nil for a .dwo file, which
// has no index, and for an index without entries.
func (im *Image) packageSections() *DebugSections {
	for i := range im.Sections {
		if im.Sections[i].Name == ".debug_cu_index" {
			return im.splitSections()
		}
	}
	return nil
}

// indexHas looks id up in a unit index (DWARF 5 section 7.3.5.3; version 2 is the
// GNU one with the same table): a header of 16 bytes, then slots of 8 bytes.
func indexHas(b []byte, bo binary.ByteOrder, id uint64) bool {
	if len(b) < 16 {
		return false
	}
	slots := uint64(bo.Uint32(b[12:]))
	if slots == 0 || slots&(slots-1) != 0 || slots > uint64(len(b)-16)/12 {
		return false
	}
	mask := slots - 1
	h, step := id&mask, id>>32&mask|1
	rows := 16 + slots*8
	for n := uint64(0); n < slots; n++ {
		if bo.Uint32(b[rows+h*4:]) == 0 {
			return false
		}
		if bo.Uint64(b[16+h*8:]) == id {
			return true
		}
		h = (h + step) & mask
	}
	return false
}
