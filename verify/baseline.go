package verify

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Baseline is a set of findings that were there before. As a file it is one
// line per finding, sorted, to be reviewed and merged as text:
//
//	# tenon baseline 1
//	8c1f… TN1001 ns::f(ns::Widget)
//
// Only the fingerprint counts; rule and entity are for the reader.
type Baseline struct{ seen map[string]bool }

const baselineHeader = "# tenon baseline 1"

// Errors of ParseBaseline that callers tell apart.
var (
	ErrBaselineEmpty   = errors.New("the baseline file is empty")
	ErrBaselineVersion = errors.New("not a baseline file of this version")
)

// ParseBaseline reads a baseline file. A file with a header and no findings is
// a valid, clean baseline; a file with nothing at all is an error, because it
// is what a failed run leaves behind.
func ParseBaseline(data []byte) (*Baseline, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, ErrBaselineEmpty
	}
	b := &Baseline{seen: map[string]bool{}}
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(make([]byte, 0, 1<<16), 1<<24)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if n == 1 {
			if line != baselineHeader {
				return nil, fmt.Errorf("%w: the first line is not %q", ErrBaselineVersion, baselineHeader)
			}
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		fp, _, _ := strings.Cut(line, " ")
		if len(fp) != 20 || strings.Trim(fp, "0123456789abcdef") != "" {
			return nil, fmt.Errorf("baseline line %d does not start with a fingerprint", n)
		}
		b.seen[fp] = true
	}
	return b, sc.Err()
}

// Len is the number of findings in b.
func (b *Baseline) Len() int { return len(b.seen) }

// Apply moves findings that b contains to Hidden. Entries that match nothing
// any more become one warning, so that the file can be made smaller.
func (b *Baseline) Apply(r *Report) {
	gone := len(b.seen)
	var keep []Finding
	counted := map[string]bool{}
	for _, f := range r.Findings {
		f.Seal()
		if !b.seen[f.Fingerprint] {
			keep = append(keep, f)
			continue
		}
		if !counted[f.Fingerprint] {
			counted[f.Fingerprint] = true
			gone--
		}
		f.Suppressed = &Suppressed{By: "baseline", Reason: "was there before"}
		r.Hidden = append(r.Hidden, f)
	}
	r.Findings = keep
	for _, f := range r.Hidden {
		if f.Suppressed != nil && f.Suppressed.By != "baseline" && b.seen[f.Fingerprint] {
			gone--
		}
	}
	if gone > 0 {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s of the baseline no longer occur: write it again to keep it short", plural(gone)))
	}
}

// WriteBaseline writes the findings of r, also those that a baseline hid
// before, as a baseline file. Findings suppressed by configuration stay there.
func WriteBaseline(w io.Writer, r *Report) error {
	bw := bufio.NewWriter(w)
	fmt.Fprintln(bw, baselineHeader)
	var all []Finding
	all = append(all, r.Findings...)
	for _, f := range r.Hidden {
		if f.Suppressed != nil && f.Suppressed.By == "baseline" {
			all = append(all, f)
		}
	}
	for i := range all {
		all[i].Seal()
	}
	for _, f := range merge(all) {
		fmt.Fprintf(bw, "%s %s %s\n", f.Fingerprint, f.Rule, oneLine(f.Entity+" "+f.Detail))
	}
	return bw.Flush()
}

// oneLine makes a text safe for one line of a file.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s))
}

func plural(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
