package rules

import (
	"fmt"
	"slices"
	"sort"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1023() Rule {
	return Rule{
		ID: "TN1023", Name: "odr", Grade: verify.Breaking, Since: "0.1.0",
		Summary:  "one name, two layouts: the one-definition rule is broken",
		Doc:      "Two units define a type of the same name differently, usually because of a macro, a flag or two headers. Nothing reports it at link time; whichever unit touches an object of the other one reads and writes the wrong bytes.",
		Before:   "// a.cc: #define DEBUG\n// widget.h: struct Widget {\n#ifdef DEBUG\n  int id;\n#endif\n  int v; };",
		After:    "// the same flags for every unit, or no #if inside of a type",
		Standard: "ISO C++ [basic.def.odr] 14; C17 §6.2.7 (compatible types of several units)",
		Remedy:   "compile both units with the same flags, or rename one type",
		Run: func(p *Pass) {
			groups := map[string][]abi.Type{}
			for _, i := range p.Model.Issues() {
				if i.Code == "odr" {
					groups[i.Entity] = nil
				}
			}
			for t := range p.Model.Types {
				if t.IsDeclaration() || t.Name() == "" || !(t.IsRecord() || t.Kind() == abi.KindEnum) {
					continue
				}
				n := t.QualifiedName()
				if _, ok := groups[n]; ok {
					groups[n] = append(groups[n], t)
				}
			}
			told := map[string]bool{}
			var names []string
			for n, g := range groups {
				if len(g) > 1 {
					names = append(names, n)
				}
			}
			sort.Strings(names)
			for _, n := range names {
				told[n] = true
				f := p.conflict(n, groups[n])
				if f.Grade == verify.Note && p.allC(groups[n]) {
					p.Note(f)
				} else {
					p.Report(f)
				}
			}
			for _, i := range p.Model.Issues() {
				if i.Code == "odr" && !told[i.Entity] {
					told[i.Entity] = true
					p.Report(verify.Finding{Kind: verify.EntityType, Entity: i.Entity, Message: i.Message, Location: verify.Location{File: i.File, Line: i.Line}})
				}
			}
		},
	}
}

func (p *Pass) conflict(name string, g []abi.Type) verify.Finding {
	f := verify.Finding{Kind: verify.EntityType, Entity: name, Location: verify.LocationOf(p.Model, g[0].Origin()),
		Message: fmt.Sprintf("%s is defined in %d ways: %s against %s", name, len(g), p.unitOr(g[0], "one"), p.unitOr(g[1], "another"))}
	for _, t := range g[1:] {
		f.Related = append(f.Related, verify.LocationOf(p.Model, t.Origin()))
	}
	for i, t := range g[:2] {
		if t.IsRecord() {
			f.Pictures = append(f.Pictures, verify.PictureOf(t, p.unitOr(t, "definition "+utoa(uint64(i+1)))))
		}
	}
	if len(f.Pictures) == 2 {
		if sameBytes(f.Pictures[0], f.Pictures[1]) {
			f.Grade = verify.Risky
			f.Message += ", with members at the same bytes"
		}
		verify.MarkChanges(&f.Pictures[0], &f.Pictures[1])
	}
	if p.allC(g) {
		// C has no such rule (C17 §6.2.7): a tag means what its unit says, and
		// only objects that cross between the units are at risk.
		f.Grade = verify.Risky
		if !p.API.Has(g[0].ID()) || !p.API.Has(g[1].ID()) {
			f.Grade = verify.Note
		}
		f.Why = "In C each unit may define a tag for itself. It is a defect only if objects of the type cross between these units; a binding that sees both can't know which one is meant."
	}
	for _, t := range g {
		aff, _, path := p.API.Users(t.ID())
		f.Affected = append(f.Affected, aff...)
		if f.Path == nil {
			f.Path = path
		}
	}
	return f
}

// allC reports whether every definition comes from a unit in C. Snapshots do
// not keep the unit of a type: then every unit must be.
func (p *Pass) allC(g []abi.Type) bool {
	u := p.Model.Units()
	for _, t := range g {
		switch o := int(t.Origin().Unit); {
		case o >= len(u):
			return false
		case o > 0:
			if !u[o].Language.C() {
				return false
			}
		default:
			for _, row := range u[1:] {
				if !row.Language.C() {
					return false
				}
			}
			if len(u) < 2 {
				return false
			}
		}
	}
	return true
}

// sameBytes reports whether two layouts differ in names and types only.
func sameBytes(a, b verify.Picture) bool {
	place := func(p verify.Picture) (out []verify.Row) {
		for _, r := range p.Rows {
			if r.Size > 0 {
				out = append(out, verify.Row{Offset: r.Offset, Size: r.Size})
			}
		}
		return out
	}
	return a.Size == b.Size && !a.Unknown && !b.Unknown && slices.Equal(place(a), place(b))
}

// unitOr names the unit of a type; snapshots do not keep it.
func (p *Pass) unitOr(t abi.Type, other string) string {
	if t.Origin().Unit == 0 {
		return other
	}
	return p.unitOf(t)
}
