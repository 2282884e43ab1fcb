package load

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf/object"
)

// Options of a load; the zero value is the recommended setting.
type Options struct {
	DebugDirs []string // searched besides /usr/lib/debug
	Jobs      int
	Strict    bool // issues of severity error become an error
	Languages Languages
	Progress  func(done, total int64)
}

// Languages says which units of the files are read. One that does not say its
// language is always read.
type Languages uint8

// Choices of units.
const (
	AllLanguages Languages = iota
	OnlyRust
	NoRust
)

// leaves reports whether a unit is left out.
func (c Languages) leaves(u *unit) bool {
	rust := u.lang == abi.LangRust
	return u.lang != 0 && (c == OnlyRust && !rust || c == NoRust && rust)
}

// ErrMixedTargets says that the objects were built for different targets.
var ErrMixedTargets = errors.New("the objects were built for different targets")

// Files loads objects of one target into one model.
func Files(paths []string, opt Options) (*abi.Model, error) {
	models, err := Groups(paths, opt)
	if err != nil {
		return nil, err
	}
	if len(models) > 1 {
		return nil, fmt.Errorf("%w: %s and %s", ErrMixedTargets, models[0].Target(), models[1].Target())
	}
	return models[0], nil
}

// Groups loads objects of several targets, one model per target, in the order
// in which the targets first occur.
func Groups(paths []string, opt Options) (models []*abi.Model, err error) {
	if fault := object.Guard(func() { models, err = groups(paths, opt) }); fault != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(paths, ", "), fault)
	}
	return models, err
}

func groups(paths []string, opt Options) ([]*abi.Model, error) {
	if len(paths) == 0 {
		return nil, errors.New("no objects were given")
	}
	var loaders []*loader
	find := func(t abi.Target) *loader {
		for _, l := range loaders {
			if l.target == t {
				return l
			}
		}
		l := newLoader(t, opt.Jobs)
		l.languages = opt.Languages
		loaders = append(loaders, l)
		return l
	}
	files := make([]*object.File, len(paths))
	for i, path := range paths {
		f, err := object.Open(path, object.Options{DebugDirs: opt.DebugDirs})
		if err != nil {
			return nil, err
		}
		defer f.Close()
		files[i] = f
	}
	env := environmentsOf(files)
	for _, f := range files {
		if err := images(f, func(im *object.Image) *loader { return find(targetOf(im, env)) }); err != nil {
			return nil, err
		}
	}
	var models []*abi.Model
	for _, l := range loaders {
		m, err := l.finish(opt)
		if err != nil {
			return nil, err
		}
		models = append(models, m)
	}
	return models, nil
}

// images hands a file's images to the loaders of their targets. A file in
// which no image has debug information is an error.
func images(f *object.File, find func(*object.Image) *loader) error {
	var without error
	any := false
	for _, im := range f.Images {
		d, err := im.Debug()
		if errors.Is(err, object.ErrNoDebug) {
			if without == nil {
				without = err
			}
			if len(f.Images) > 1 {
				l := find(im)
				l.addSymbols(im)
				severity := abi.Note
				if errors.Is(err, object.ErrCodeView) || errors.Is(err, object.ErrStabs) || errors.Is(err, object.ErrLTO) {
					severity = abi.Error
				}
				l.issue("no-debug-info", severity, err.Error(), im.Name, 0)
				continue
			}
			return err
		}
		if err != nil {
			return err
		}
		any = true
		find(im).addImage(im, d)
	}
	if !any {
		if without == nil {
			return fmt.Errorf("%s: it holds no object file", f.Path)
		}
		return without
	}
	return nil
}

// targetOf maps a container's machine and system to a target.
func targetOf(im *object.Image, env environments) abi.Target {
	t := abi.Target{PointerSize: abi.Bytes(im.AddrSize)}
	switch im.Machine {
	case object.X86_64:
		t.Arch = abi.X86_64
	case object.I386:
		t.Arch = abi.I386
	case object.AArch64:
		t.Arch = abi.AArch64
	case object.ARM:
		t.Arch = abi.ARM
	case object.RISCV64:
		t.Arch = abi.RISCV64
	default:
		t.Arch = abi.ArchOther
	}
	switch im.Format {
	case object.FormatELF:
		t.OS, t.Env = abi.Linux, abi.EnvGNU
		switch im.OS {
		case object.OSFreeBSD:
			t.OS, t.Env = abi.FreeBSD, abi.EnvNone
		case object.OSNetBSD, object.OSOpenBSD, object.OSSolaris:
			t.OS = abi.OSUnknown
		}
		switch {
		case !im.DoubleRegisters():
			t.Env = abi.EnvNone // a variant without rules
		case t.Arch == abi.ARM:
			t.Env = abi.EnvGNUEABIHF
		}
	case object.FormatMachO:
		t.OS = abi.Apple
		if t.Arch == abi.AArch64 && im.RawSubtype&0xffffff == 2 {
			t.Arch = abi.ArchOther // arm64e signs the addresses of tables and functions
		}
	default:
		t.OS, t.Env = abi.Windows, env[im]
		if im.RawMachine == 0xa641 {
			t.Arch = abi.ArchOther // ARM64EC: calls go through thunks, and variable arguments as on x64
		}
	}
	t.BigEndian = im.Order != nil && im.Order.Uint16([]byte{0, 1}) == 1
	return t
}
