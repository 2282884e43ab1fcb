package gen

import (
	"encoding/json"
	"io"
	"sort"
)

// Skip is an item of the object that is not bound, or not in full.
type Skip struct {
	Kind   string `json:"kind"` // "function", "variable", "constant", "type", "alias", "macro", "field"
	Name   string `json:"name"`
	Reason string `json:"reason"` // permanent id; tenon explain describes it
	Why    string `json:"why"`
	Remedy string `json:"remedy,omitempty"`
}

// WriteReport writes the skip report as JSON.
func WriteReport(w io.Writer, out *Output) error {
	return encode(w, struct {
		Schema  int            `json:"schema"`
		Bound   map[string]int `json:"bound"`
		Skipped []Skip         `json:"skipped"`
	}{1, out.Bound, sortedSkips(out.Skipped)})
}

// WriteTargetsReport writes the skip reports of several targets as one JSON
// file.
func WriteTargetsReport(w io.Writer, per []TargetOutput) error {
	type report struct {
		Target  string         `json:"target"`
		Bound   map[string]int `json:"bound"`
		Skipped []Skip         `json:"skipped"`
	}
	var all []report
	for _, o := range per {
		all = append(all, report{o.Target.Triple(), o.Bound, sortedSkips(o.Skipped)})
	}
	return encode(w, struct {
		Schema  int      `json:"schema"`
		Targets []report `json:"targets"`
	}{1, all})
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func sortedSkips(skips []Skip) []Skip {
	skipped := append([]Skip{}, skips...)
	sort.SliceStable(skipped, func(i, j int) bool {
		a, b := skipped[i], skipped[j]
		if a.Kind != b.Kind {
			return a.Kind < b.Kind
		}
		if a.Name != b.Name {
			return a.Name < b.Name
		}
		return a.Reason < b.Reason
	})
	return skipped
}
