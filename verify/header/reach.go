package header

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// reached lists, by class, the functions of the headers that take, return or
// are members of it.
func (k *checker) reached() map[string][]string {
	out := map[string][]string{}
	for i := range k.facts.Functions {
		f := &k.facts.Functions[i]
		if !f.Main {
			continue
		}
		seen := map[string]bool{}
		note := func(name string) {
			if !seen[name] {
				seen[name] = true
				out[name] = append(out[name], f.Name)
			}
		}
		if f.Member {
			if j := strings.LastIndex(f.Name, "::"); j > 0 {
				note(f.Name[:j])
			}
		}
		mentions(f.Result, 0, note)
		for _, p := range f.Params {
			mentions(p.Type, 0, note)
		}
	}
	return out
}

// mentions calls note with every class that a type names.
func mentions(t *Type, depth int, note func(string)) {
	if t == nil || depth > maxDepth {
		return
	}
	if t.Class == ClassRecord && t.Name != "" {
		note(t.Name)
	}
	mentions(t.Elem, depth+1, note)
	for _, p := range t.Params {
		mentions(p, depth+1, note)
	}
}

// picture draws a class as the headers give it.
func picture(rec *Record) verify.Picture {
	p := verify.Picture{Title: "in the headers", Type: rec.Name, Size: abi.Bytes(rec.Size), Align: abi.Bytes(rec.Align)}
	for _, b := range rec.Bases {
		if b.Offset >= 0 && !b.Virtual {
			p.Rows = append(p.Rows, verify.Row{Name: b.Name, Kind: verify.RowBase, Offset: abi.Bytes(b.Offset).Bits()})
		}
	}
	for i := range rec.Fields {
		f := &rec.Fields[i]
		if f.Offset < 0 || strings.Contains(f.Name, ".") {
			continue
		}
		r := verify.Row{Name: f.Name, Type: f.Type.Spelling, Kind: verify.RowField, Offset: abi.Bits(f.Offset)}
		switch {
		case f.Bits >= 0:
			r.Kind, r.Size = verify.RowBits, abi.Bits(f.Bits)
		case f.Type.Size > 0:
			r.Size = abi.Bytes(f.Type.Size).Bits()
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}

// unseen says what could not be compared.
func (k *checker) unseen() {
	if n := len(k.bare); n > 0 {
		k.report.CouldNotCheck = append(k.report.CouldNotCheck, verify.Problem{What: some(k.bare),
			Why: fmt.Sprintf("%d functions that the headers declare are defined, but no debug entry describes them", n), Remedy: "compile those objects with -g"})
	}
	if n := len(k.absent); n > 0 {
		k.report.Warnings = append(k.report.Warnings, fmt.Sprintf("%d types of the headers are not described by the object, so they were not compared: %s", n, some(k.absent)))
	}
	if n := len(k.raw); n > 0 {
		k.report.Warnings = append(k.report.Warnings, fmt.Sprintf("%d functions are assembly or chosen when the program starts: only their symbols were compared: %s", n, some(k.raw)))
	}
	if k.unknown > 0 {
		k.report.Warnings = append(k.report.Warnings, fmt.Sprintf("%d functions of the headers are in no symbol table that was read", k.unknown))
	}
}

// some lists the first names.
func some(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}
