package report

import (
	"encoding/json"
	"io"

	"github.com/tenon-abi/tenon/verify"
)

// jsonReport is the JSON form; docs/json.md describes it. Schema changes when
// a key changes its meaning or goes away, not when one is added.
type jsonReport struct {
	Schema        int              `json:"schema"`
	Command       string           `json:"command"`
	Title         string           `json:"title,omitempty"`
	Status        int              `json:"status"`
	Verdict       string           `json:"verdict"`
	Counts        map[string]int   `json:"counts"`
	Evidence      verify.Evidence  `json:"evidence"`
	Findings      []verify.Finding `json:"findings"`
	Suppressed    []verify.Finding `json:"suppressed"`
	CouldNotCheck []verify.Problem `json:"couldNotCheck"`
	Issues        []jsonIssue      `json:"issues"`
	Warnings      []string         `json:"warnings"`
}

type jsonIssue struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Entity   string `json:"entity,omitempty"`
	File     string `json:"file,omitempty"`
	Line     uint32 `json:"line,omitempty"`
}

// JSON writes the whole report as one object.
func JSON(w io.Writer, r *verify.Report, _ Options) error {
	out := jsonReport{Schema: 1, Command: r.Command, Title: r.Title, Status: r.Status(), Verdict: r.Verdict(), Evidence: r.Evidence,
		Findings: relativeAll(r, r.Findings), Suppressed: relativeAll(r, r.Hidden), CouldNotCheck: notNil(r.CouldNotCheck), Issues: []jsonIssue{}, Warnings: notNil(r.Warnings),
		Counts: map[string]int{}}
	for g := verify.Note; g <= verify.Breaking; g++ {
		out.Counts[g.String()] = r.Count(g)
	}
	for _, i := range r.Issues {
		out.Issues = append(out.Issues, jsonIssue{i.Code, i.Severity.String(), i.Message, i.Entity, i.File, i.Line})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// relativeAll copies findings with paths relative to the repository.
func relativeAll(r *verify.Report, in []verify.Finding) []verify.Finding {
	out := make([]verify.Finding, len(in))
	for i, f := range in {
		f.Location.File, f.Location.Object = relative(r.Root, f.Location.File), relative(r.Root, f.Location.Object)
		rel := make([]verify.Location, len(f.Related))
		for j, l := range f.Related {
			l.File, l.Object = relative(r.Root, l.File), relative(r.Root, l.Object)
			rel[j] = l
		}
		f.Related = rel
		if len(rel) == 0 {
			f.Related = nil
		}
		out[i] = f
	}
	return out
}
