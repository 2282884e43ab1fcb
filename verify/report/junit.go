package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/tenon-abi/tenon/verify"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string     `xml:"classname,attr"`
	Name    string     `xml:"name,attr"`
	File    string     `xml:"file,attr,omitempty"`
	Line    uint32     `xml:"line,attr,omitempty"`
	Failure *junitText `xml:"failure,omitempty"`
	Error   *junitText `xml:"error,omitempty"`
	Skipped *junitText `xml:"skipped,omitempty"`
	Out     string     `xml:"system-out,omitempty"`
}

type junitText struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes a test suite: a case per rule that ran without findings, a
// failed case per finding that counts, an error per check that could not be
// made. A run that compared nothing is an error, never an empty suite.
func JUnit(w io.Writer, r *verify.Report, _ Options) error {
	s := junitSuite{Name: "tenon " + r.Command + " " + clean(r.Title)}
	hit := map[string]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		hit[f.Rule] = true
		c := junitCase{Class: f.Rule, Name: clean(strings.TrimSpace(f.Entity + " " + f.Detail)), File: clean(relative(r.Root, f.Location.File)), Line: f.Location.Line}
		text := clean(f.Message) + "\n" + clean(f.Why) + "\n" + clean(f.Remedy)
		if r.FailOn.Counts(f.Grade) {
			c.Failure = &junitText{clean(f.Message), f.Grade.String(), text}
			s.Failures++
		} else {
			c.Out = f.Grade.String() + ": " + text
		}
		s.Cases = append(s.Cases, c)
	}
	for i := range r.Hidden {
		f := &r.Hidden[i]
		hit[f.Rule] = true
		s.Skipped++
		s.Cases = append(s.Cases, junitCase{Class: f.Rule, Name: clean(strings.TrimSpace(f.Entity + " " + f.Detail)),
			Skipped: &junitText{Message: clean(f.Suppressed.By + ": " + f.Suppressed.Reason)}})
	}
	for _, p := range r.CouldNotCheck {
		s.Errors++
		s.Cases = append(s.Cases, junitCase{Class: "could-not-check", Name: clean(p.What), Error: &junitText{clean(p.Why), "incomplete", clean(p.Remedy)}})
	}
	if !r.Evidence.Compared() {
		s.Errors++
		s.Cases = append(s.Cases, junitCase{Class: "evidence", Name: "nothing was compared", Error: &junitText{Message: r.Verdict(), Type: "incomplete"}})
	} else {
		for _, rule := range r.Rules {
			if !hit[rule.ID] {
				s.Cases = append(s.Cases, junitCase{Class: rule.ID, Name: rule.Name})
			}
		}
	}
	s.Tests = len(s.Cases)
	out := junitSuites{Name: "tenon", Tests: s.Tests, Failures: s.Failures, Errors: s.Errors, Suites: []junitSuite{s}}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}
