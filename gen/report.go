package gen

import (
	"encoding/json"
	"io"
	"sort"
)

// Skip is an item of the object that is not bound, or not in full.
type Skip struct {
	Kind   string `json:"kind"` // "function", "variable", "type", "macro", "field"
	Name   string `json:"name"`
	Reason string `json:"reason"` // permanent id; tenon explain describes it
	Why    string `json:"why"`
	Remedy string `json:"remedy,omitempty"`
}

// WriteReport writes the skip report as JSON.
func WriteReport(w io.Writer, out *Output) error {
	skipped := append([]Skip{}, out.Skipped...)
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
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Schema  int            `json:"schema"`
		Bound   map[string]int `json:"bound"`
		Skipped []Skip         `json:"skipped"`
	}{1, out.Bound, skipped})
}
