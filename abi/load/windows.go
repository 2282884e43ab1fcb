package load

import (
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
	"github.com/tenon-abi/tenon/mangle"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// environments tells MinGW's COFF images from Microsoft's: the format is one,
// and nothing in its headers says whose C++ ABI the code follows.
type environments map[*object.Image]abi.Env

// environmentsOf looks at all images that are loaded together. One that tells
// nothing (C code of clang, objects without debug information) is of the
// environment that the others tell, as parts of one library are.
func environmentsOf(files []*object.File) environments {
	e, told := environments{}, map[abi.Env]int{}
	for _, f := range files {
		for _, im := range f.Images {
			if im.Format == object.FormatCOFF || im.Format == object.FormatPE {
				e[im] = environment(im)
				told[e[im]]++
			}
		}
	}
	others := abi.EnvMSVC
	if told[abi.EnvGNU] > told[abi.EnvMSVC] {
		others = abi.EnvGNU
	}
	for im, env := range e {
		if env == abi.EnvNone {
			e[im] = others
		}
	}
	return e
}

// environment reads one image: by the names of its symbols, which either C++
// ABI spells in its own way, or by its compiler, as gcc follows the Itanium ABI
// only, and rustc writes DWARF for that environment only.
func environment(im *object.Image) abi.Env {
	itanium, microsoft := 0, 0
	for i := range im.Symbols {
		switch mangle.Detect(im.Symbols[i].Name) {
		case ast.Itanium:
			itanium++
		case ast.Microsoft:
			microsoft++
		}
	}
	switch {
	case itanium > microsoft:
		return abi.EnvGNU
	case microsoft > 0:
		return abi.EnvMSVC
	}
	if p := producer(im); strings.HasPrefix(p, "GNU ") || strings.Contains(p, "rustc") {
		return abi.EnvGNU
	}
	return abi.EnvNone
}

// producer is what the first unit of an image that is no type unit, which has none,
// says about its compiler; "" if it can't be read.
func producer(im *object.Image) string {
	d, err := im.Debug()
	if err != nil {
		return ""
	}
	s := sections(im, d)
	headers, _ := s.Units()
	headers = slices.DeleteFunc(headers, func(u *dwarf.Unit) bool { return u.Type == dwarf.UnitTypes || u.Type == dwarf.UnitSplitType })
	if len(headers) == 0 {
		return ""
	}
	u := unit{u: headers[0], im: im, secs: s, file: &file{secs: s, debug: d}}
	if u.open(newWant()) != nil || len(u.dies) == 0 {
		return ""
	}
	u.begin(newLineFiles(d))
	return u.entry(0).str(sProducer)
}
