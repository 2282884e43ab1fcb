package rules

import (
	"fmt"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1022() Rule {
	return Rule{
		ID: "TN1022", Name: "cxx11-abi-mixed", Grade: verify.Breaking, Since: "0.1.0",
		Summary:  "units with both settings of _GLIBCXX_USE_CXX11_ABI in one link",
		Doc:      "libstdc++ has two layouts of std::string and std::list: 8 and 32 bytes for a string. Functions that take them have different names, so many calls fail to link; structs that contain them do not, and are read wrongly.",
		Before:   "g++ -D_GLIBCXX_USE_CXX11_ABI=0 -c a.cc; g++ -c b.cc; g++ -shared a.o b.o",
		After:    "g++ -c a.cc; g++ -c b.cc; g++ -shared a.o b.o",
		Standard: "GNU libstdc++ manual, \"Dual ABI\"",
		Remedy:   "compile everything with the same setting",
		Run: func(p *Pass) {
			if p.API.System {
				return // the library itself holds both, on purpose
			}
			p.mixed("std::__cxx11::", "std::", []string{"basic_string", "list"},
				"%s comes in both layouts of _GLIBCXX_USE_CXX11_ABI")
		},
	}
}

// mixed reports templates whose complete instances exist under two prefixes,
// so that units with different settings are in one link.
func (p *Pass) mixed(one, other string, names []string, format string) {
	type place struct{ a, b abi.Type }
	found := map[string]*place{}
	for t := range p.Model.Types {
		if !t.IsRecord() || t.IsDeclaration() {
			continue
		}
		name := baseName(t.QualifiedName())
		for _, n := range names {
			if found[n] == nil {
				found[n] = &place{}
			}
			if name == one+n && found[n].a.IsNone() {
				found[n].a = t
			}
			if name == other+n && found[n].b.IsNone() {
				found[n].b = t
			}
		}
	}
	sort.Strings(names)
	for _, n := range names {
		if pl := found[n]; pl != nil && !pl.a.IsNone() && !pl.b.IsNone() {
			f := verify.Finding{Kind: verify.EntityLink, Entity: "std::" + strings.TrimPrefix(n, "std::"),
				Message:  fmt.Sprintf(format, "std::"+n) + ": " + p.unitOf(pl.a) + " against " + p.unitOf(pl.b),
				Location: verify.LocationOf(p.Model, pl.a.Origin()), Related: []verify.Location{verify.LocationOf(p.Model, pl.b.Origin())},
				Pictures: []verify.Picture{verify.PictureOf(pl.a, pl.a.QualifiedName()), verify.PictureOf(pl.b, pl.b.QualifiedName())}}
			for _, t := range []abi.Type{pl.a, pl.b} {
				aff, _, _ := p.API.Users(t.ID())
				f.Affected = append(f.Affected, aff...)
			}
			p.Report(f)
		}
	}
}

// unitOf names the unit that a type was read from.
func (p *Pass) unitOf(t abi.Type) string {
	u := p.Model.Units()
	o := t.Origin().Unit
	if o == 0 || int(o) >= len(u) {
		return "an unknown unit"
	}
	return p.Model.Str(u[o].Name)
}
