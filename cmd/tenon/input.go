package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/snapshot"
	dwarfobject "github.com/tenon-abi/tenon/dwarf/object"
)

// load reads objects and snapshots, mixed freely, into one model of one
// target.
func (e *env) load(paths []string) (*abi.Model, error) { return e.loadOnly(paths, load.AllLanguages) }

// loadOnly is load for some of the languages.
func (e *env) loadOnly(paths []string, languages load.Languages) (*abi.Model, error) {
	models, err := e.loadAll(paths, func(objects []string) ([]*abi.Model, error) {
		opt := e.loadOptions()
		opt.Languages = languages
		m, err := load.Files(objects, opt)
		return []*abi.Model{m}, err
	})
	if err != nil {
		return nil, err
	}
	if len(models) == 1 {
		return models[0], nil
	}
	return abi.Merge(models)
}

// loadGroups reads objects and snapshots into one model per target.
func (e *env) loadGroups(paths []string) ([]*abi.Model, error) {
	models, err := e.loadAll(paths, func(objects []string) ([]*abi.Model, error) {
		opt := e.loadOptions()
		opt.Languages = load.NoRust // what Rust defines needs no binding
		return load.Groups(objects, opt)
	})
	if err != nil {
		return nil, err
	}
	var groups [][]*abi.Model
next:
	for _, m := range models {
		for i, g := range groups {
			if g[0].Target() == m.Target() {
				groups[i] = append(g, m)
				continue next
			}
		}
		groups = append(groups, []*abi.Model{m})
	}
	out := make([]*abi.Model, len(groups))
	for i, g := range groups {
		out[i] = g[0]
		if len(g) > 1 {
			if out[i], err = abi.Merge(g); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (e *env) loadAll(paths []string, objects func([]string) ([]*abi.Model, error)) ([]*abi.Model, error) {
	var snaps []*abi.Model
	var built []string
	for _, p := range paths {
		isSnap, err := isSnapshot(p)
		if err != nil {
			return nil, err
		}
		if !isSnap {
			built = append(built, p)
			continue
		}
		m, err := readSnapshot(p)
		if err != nil {
			return nil, err
		}
		snaps = append(snaps, m)
	}
	if len(built) == 0 {
		return snaps, nil
	}
	models, err := objects(built)
	if errors.Is(err, dwarfobject.ErrLTO) {
		return nil, hinted{err, "link it, or compile with -ffat-lto-objects"}
	}
	if errors.Is(err, dwarfobject.ErrStabs) {
		return nil, hinted{err, "compile with -gdwarf, or with gcc or clang"}
	}
	if errors.Is(err, dwarfobject.ErrNoDebug) {
		return nil, hinted{err, "compile with -g (gcc, clang) or -gdwarf (clang for Windows), or install the package of the separate debug file"}
	}
	if err != nil {
		return nil, err
	}
	for _, m := range models {
		if err := noneReadable(m); err != nil {
			return nil, err
		}
	}
	return append(models, snaps...), nil
}

// noneReadable is the error of a model whose objects have debug information of
// which no unit could be read.
func noneReadable(m *abi.Model) error {
	if len(m.Units()) > 1 { // the first is none
		return nil
	}
	for _, i := range m.Issues() {
		if i.Code == "unreadable-unit" {
			return fmt.Errorf("%s: no unit can be read: %s", i.File, i.Message)
		}
	}
	return nil
}

func (e *env) loadOptions() load.Options {
	return load.Options{DebugDirs: e.debugDirs, Jobs: e.jobs, Strict: e.strict, Progress: e.progress()}
}

// isSnapshot reports whether a regular file starts as a snapshot does.
func isSnapshot(path string) (bool, error) {
	st, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	if !st.Mode().IsRegular() {
		return false, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len(snapshot.Magic))
	if _, err := io.ReadFull(f, head); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	return string(head) == snapshot.Magic, nil
}

func readSnapshot(path string) (*abi.Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := snapshot.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}
