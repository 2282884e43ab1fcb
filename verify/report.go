package verify

import (
	"fmt"
	"sort"
	"strconv"

	"github.com/tenon-abi/tenon/abi"
)

func utoa(n uint64) string { return strconv.FormatUint(n, 10) }

// RuleInfo describes a rule or a kind of change; reports and tenon explain
// print it.
type RuleInfo struct {
	ID       string `json:"id"`   // "TN1001", permanent
	Name     string `json:"name"` // slug: "by-value-nontrivial"
	Summary  string `json:"summary"`
	Doc      string `json:"doc"`    // what it means and whom it hurts
	Before   string `json:"before"` // code or build that fires
	After    string `json:"after"`  // the same, repaired
	Standard string `json:"standard"`
	Grade    Grade  `json:"grade"` // the usual one; a finding may differ
	Since    string `json:"since"`
}

// Evidence is what a verdict rests on.
type Evidence struct {
	Objects   []string `json:"objects"` // built files and snapshots that were read
	Targets   []string `json:"targets,omitempty"`
	Units     int      `json:"units"`
	Functions int      `json:"functions"` // looked at or compared
	Types     int      `json:"types"`
	Variables int      `json:"variables"`
	Symbols   int      `json:"symbols,omitempty"`
	Rules     int      `json:"rules,omitempty"`
	// Undescribed functions are exported without debug information: nothing was
	// looked at but their names.
	Undescribed int `json:"undescribed,omitempty"`
	// Foreign functions are exported and of other languages than C and C++: no
	// rule was asked about them.
	Foreign int `json:"foreign,omitempty"`
}

// Compared reports whether anything was looked at.
func (e Evidence) Compared() bool { return e.Functions+e.Types+e.Variables > 0 }

// String spells the evidence in numbers.
func (e Evidence) String() string {
	s := fmt.Sprintf("%s, %s, %s", count(e.Functions, "function"), count(e.Types, "type"), count(e.Variables, "variable"))
	if e.Units > 0 {
		s += " from " + count(e.Units, "unit")
	}
	if len(e.Objects) > 0 {
		s += " in " + count(len(e.Objects), "object")
	}
	return s + e.passed()
}

// passed says what of the interface was not looked at.
func (e Evidence) passed() string {
	s := ""
	if e.Undescribed > 0 {
		s += ", not at " + count(e.Undescribed, "exported function") + " without debug information"
	}
	if e.Foreign > 0 {
		s += ", not at " + count(e.Foreign, "exported function") + " of other languages than C and C++"
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// Problem is a check that could not be made. It is never a finding and never
// nothing.
type Problem struct {
	What   string `json:"what"` // the check or entity
	Why    string `json:"why"`
	Remedy string `json:"remedy,omitempty"`
}

// FailOn says from which grade on findings count for the exit status.
type FailOn uint8

// Thresholds. The zero value is the default.
const (
	FailRisky    FailOn = iota // risky and breaking findings
	FailBreaking               // breaking findings only
	FailAny                    // every finding
	FailNone                   // no finding
)

// ParseFailOn reads the value of --fail-on.
func ParseFailOn(s string) (FailOn, error) {
	switch s {
	case "risky", "":
		return FailRisky, nil
	case "breaking":
		return FailBreaking, nil
	case "any":
		return FailAny, nil
	case "none":
		return FailNone, nil
	}
	return 0, fmt.Errorf("--fail-on is breaking, risky, any or none, not %q", s)
}

// Counts reports whether a finding of grade g counts under f.
func (f FailOn) Counts(g Grade) bool {
	switch f {
	case FailBreaking:
		return g >= Breaking
	case FailAny:
		return true
	case FailNone:
		return false
	}
	return g >= Risky
}

// Exit bits, as documented for the command line.
const (
	ExitError    = 1
	ExitFindings = 4
	ExitBreaking = 8
)

// Report is the outcome of one run.
type Report struct {
	Command  string     // "audit", "diff", "verify"
	Title    string     // "libfoo.so", "old.so → new.so"
	Root     string     // directory that source paths are made relative to, "" = none
	Rules    []RuleInfo // every rule that ran or could be named, sorted by id
	Findings []Finding  // those that count, most severe first
	Hidden   []Finding  // suppressed or in the baseline
	Evidence Evidence

	CouldNotCheck []Problem
	Issues        []abi.Issue // what the reader could not take as it was
	Warnings      []string    // about the run itself: unused suppressions, …

	FailOn FailOn
}

// Finish seals and sorts everything, so that equal input gives equal output
// for any order in which findings were added. Findings with the same identity
// are merged: the more severe one stays.
func (r *Report) Finish() {
	for i := range r.Findings {
		r.Findings[i].Seal()
	}
	for i := range r.Hidden {
		r.Hidden[i].Seal()
	}
	r.Findings = merge(r.Findings)
	r.Hidden = merge(r.Hidden)
	sort.SliceStable(r.Rules, func(i, j int) bool { return r.Rules[i].ID < r.Rules[j].ID })
	sort.SliceStable(r.CouldNotCheck, func(i, j int) bool {
		a, b := r.CouldNotCheck[i], r.CouldNotCheck[j]
		return a.What+"\x00"+a.Why < b.What+"\x00"+b.Why
	})
	sort.Strings(r.Warnings)
}

func merge(fs []Finding) []Finding {
	sort.SliceStable(fs, func(i, j int) bool { return less(&fs[i], &fs[j]) })
	seen := map[string]bool{}
	out := fs[:0]
	for _, f := range fs {
		if !seen[f.Fingerprint] {
			seen[f.Fingerprint] = true
			out = append(out, f)
		}
	}
	return out
}

// Rule looks up the description of a rule.
func (r *Report) Rule(id string) (RuleInfo, bool) {
	i := sort.Search(len(r.Rules), func(i int) bool { return r.Rules[i].ID >= id })
	if i < len(r.Rules) && r.Rules[i].ID == id {
		return r.Rules[i], true
	}
	return RuleInfo{}, false
}

// Count is the number of findings of a grade.
func (r *Report) Count(g Grade) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Grade == g {
			n++
		}
	}
	return n
}

// Clean reports whether "clean" may be said: something was compared, nothing
// was found, and no check was left out.
func (r *Report) Clean() bool { return r.Status() == 0 && len(r.Findings) == 0 }

// Status is the exit status: bit 1 when a check could not be made or nothing
// was compared, 4 for findings that count, 8 in addition when one of those is
// breaking.
func (r *Report) Status() int {
	s := 0
	if !r.Evidence.Compared() || len(r.CouldNotCheck) > 0 {
		s |= ExitError
	}
	for i := range r.Findings {
		if g := r.Findings[i].Grade; r.FailOn.Counts(g) {
			s |= ExitFindings
			if g >= Breaking {
				s |= ExitBreaking
			}
		}
	}
	return s
}

// Verdict is one line that says what the status means, with the evidence.
func (r *Report) Verdict() string {
	switch {
	case !r.Evidence.Compared():
		return "nothing was compared: no functions, types or variables were found to look at" + r.Evidence.passed()
	case len(r.Findings) > 0:
		s := count(len(r.Findings), "finding") + ": "
		sep := ""
		for g := Breaking; ; g-- {
			if n := r.Count(g); n > 0 {
				s += sep + strconv.Itoa(n) + " " + g.String()
				sep = ", "
			}
			if g == Note {
				break
			}
		}
		return s + "; looked at " + r.Evidence.String() + r.verdictTail()
	case len(r.CouldNotCheck) > 0:
		return "no findings, but not clean" + r.verdictTail() + "; looked at " + r.Evidence.String()
	}
	return "clean: looked at " + r.Evidence.String() + r.verdictTail()
}

func (r *Report) verdictTail() string {
	s := ""
	if n := len(r.CouldNotCheck); n > 0 {
		s += "; " + count(n, "check") + " could not be made"
	}
	if n := len(r.Hidden); n > 0 {
		s += "; " + count(n, "finding") + " suppressed"
	}
	return s
}
