package link

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// Claim says how far a Rust type equals the C++ type it stands for.
type Claim uint8

// Claims. The zero value is the recommended one.
const (
	ClaimLayout Claim = iota // size, alignment, and every field of both sides
	ClaimFields              // size, alignment, and the fields that are named
	ClaimSize                // size and alignment: storage of the right shape
)

// Replacement is a Rust type that stands for a C++ type, as [[replace]] of
// tenon.toml says it:
//
//	[[replace]]
//	cpp = "geo::Point"           # qualified name of a class, enum or typedef
//	rust = "geometry::Point"     # path of the Rust type; the crate's name may be left out
//	equal = "layout"             # "layout", "fields" or "size"
//	fields = ["x", "y"]          # with equal = "fields": C++ names
//	rename = { x = "pos_x" }     # C++ name = Rust name, where they differ
type Replacement struct {
	Cpp, Rust string
	Claim     Claim
	Fields    []string
	Rename    map[string]string
}

// ParseReplacements reads the [[replace]] tables of a tenon.toml. Other tables
// are left to their readers.
func ParseReplacements(data []byte) ([]Replacement, error) {
	var t struct {
		Replace []struct {
			Cpp    string            `toml:"cpp"`
			Rust   string            `toml:"rust"`
			Equal  string            `toml:"equal"`
			Fields []string          `toml:"fields"`
			Rename map[string]string `toml:"rename"`
		} `toml:"replace"`
	}
	if err := toml.Unmarshal(data, &t); err != nil {
		return nil, fmt.Errorf("reading replacements: %w", err)
	}
	var out []Replacement
	for i, r := range t.Replace {
		where := fmt.Sprintf("replacement %d", i+1)
		x := Replacement{Cpp: strings.TrimPrefix(r.Cpp, "::"), Rust: strings.TrimPrefix(r.Rust, "crate::"), Fields: r.Fields, Rename: r.Rename}
		if x.Cpp == "" || x.Rust == "" {
			return nil, fmt.Errorf("%s needs cpp and rust", where)
		}
		switch r.Equal {
		case "", "layout":
		case "fields":
			x.Claim = ClaimFields
		case "size":
			x.Claim = ClaimSize
		default:
			return nil, fmt.Errorf("%s: equal is layout, fields or size, not %q", where, r.Equal)
		}
		if (x.Claim == ClaimFields) != (len(x.Fields) > 0) {
			return nil, errors.New(where + ": fields = [...] goes with equal = \"fields\"")
		}
		out = append(out, x)
	}
	return out, nil
}

// rustName is the name that a C++ member has on the Rust side.
func (r *Replacement) rustName(member string) string {
	if n, ok := r.Rename[member]; ok {
		return n
	}
	return member
}

// replaced is a replacement with its two sides found.
type replaced struct {
	rep *Replacement
	cxx []abi.Type // several when objects disagree
}

// replacements finds both sides of every replacement in one crate, and
// compares them. used says which ones some crate has.
func (k *checker) replacements(c *Crate, used map[string]bool) map[*Type]*replaced {
	out := map[*Type]*replaced{}
	var pairs []pair
	for i := range k.replace {
		rep := &k.replace[i]
		cxx := k.named(rep.Cpp)
		r, ambiguous := c.find(rep.Rust)
		if ambiguous != nil {
			k.problem(rep.Rust, "it may be any of "+strings.Join(ambiguous, ", "), "spell the whole path in [[replace]]")
			used[rep.Rust] = true
			continue
		}
		if r == nil {
			continue
		}
		used[rep.Rust] = true
		if len(cxx) == 0 {
			k.problem(rep.Cpp, "no object describes the type that "+rep.Rust+" stands for", "compile a unit that defines it with -g, or correct [[replace]]")
			continue
		}
		if old := out[r]; old != nil {
			old.cxx = append(old.cxx, cxx...) // one Rust type for several C++ types
		} else {
			out[r] = &replaced{rep, cxx}
		}
		pairs = append(pairs, pair{r, &replaced{rep, cxx}})
	}
	for _, p := range pairs {
		k.claim(p.rust, p.replaced, out)
	}
	return out
}

type pair struct {
	rust *Type
	*replaced
}

// claim compares both sides of a replacement.
func (k *checker) claim(r *Type, rd *replaced, all map[*Type]*replaced) {
	rep := rd.rep
	for _, t := range rd.cxx {
		cmp := k.comparer(false)
		cmp.replaced = all
		cmp.claim(t, r, rep)
		k.types[t.ID()] = true
		for _, m := range cmp.found {
			if m.rule == unchecked {
				k.problem(rep.Rust+" ↔ "+rep.Cpp+", "+m.detail, m.text, "")
				continue
			}
			f := verify.Finding{Rule: m.rule, Kind: verify.EntityType, Entity: rep.Cpp, Detail: strings.TrimSpace(rep.Rust + " " + m.detail), Grade: m.grade,
				Message: fmt.Sprintf("%s stands for %s, but %s", rep.Rust, rep.Cpp, m.text), Why: docOf(m.rule),
				Remedy: "change the Rust type, or claim less with equal = \"fields\" or \"size\" in tenon.toml", Location: verify.Location{Note: "Rust: " + rep.Rust}}
			if l := verify.LocationOf(k.cpp, t.Origin()); l.File != "" {
				l.Note = "C++: " + rep.Cpp
				f.Location = l
			}
			k.report.Findings = append(k.report.Findings, f)
		}
	}
}

// named finds the definitions of a C++ type by name; typedefs count as what
// they stand for.
func (k *checker) named(name string) []abi.Type {
	var out []abi.Type
	seen := map[abi.TypeID]bool{}
	for t := range k.cpp.Types {
		switch {
		case t.Name() == "" || t.IsDeclaration():
			continue
		case t.IsRecord() || t.Kind() == abi.KindEnum || t.Kind() == abi.KindTypedef:
		default:
			continue
		}
		if t.QualifiedName() != name {
			continue
		}
		if s := t.Strip(); !s.IsDeclaration() && !s.IsNone() && !seen[s.ID()] {
			seen[s.ID()] = true
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID() < out[j].ID() })
	return out
}

// find looks a type up by its path, with or without the crate's name.
func (c *Crate) find(path string) (t *Type, ambiguous []string) {
	if t := c.Types[path]; t != nil {
		return t, nil
	}
	var names []string
	for p := range c.Types {
		if _, rest, ok := strings.Cut(p, "::"); ok && rest == path {
			names = append(names, p)
		}
	}
	slices.Sort(names)
	switch len(names) {
	case 0:
		return nil, nil
	case 1:
		return c.Types[names[0]], nil
	}
	return nil, names
}
