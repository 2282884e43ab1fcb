package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/verify"
)

const hostile = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>\"'`|]]>\n::error::x\x1b[31m\u202e"

// sample is a report with every feature and hostile names in every text.
func sample() *verify.Report {
	pic := func(title string, at int) verify.Picture {
		return verify.Picture{Title: title, Type: "ns::Widget", Size: 24, Align: 8, Rows: []verify.Row{
			{Name: "vptr", Kind: verify.RowVptr, Size: 64},
			{Name: "id", Type: "int", Kind: verify.RowField, Offset: 64, Size: 32},
			{Name: "ready", Type: "bool", Kind: verify.RowBits, Offset: 96, Size: 1},
			{Kind: verify.RowHole, Offset: 97, Size: 31},
			{Name: hostile, Type: hostile, Kind: verify.RowField, Offset: 128, Size: 32},
			{Kind: verify.RowPadding, Offset: 160, Size: 32}}}
	}
	a, b := pic("in a.cc", 0), pic("in b.cc", 1)
	b.Rows[1].Size, b.Rows[1].Type = 16, "short"
	verify.MarkChanges(&a, &b)
	r := &verify.Report{Command: "audit", Title: "libx.so", Root: "/repo", Evidence: verify.Evidence{Objects: []string{"libx.so"}, Functions: 3, Types: 2, Units: 1},
		Rules: []verify.RuleInfo{{ID: "TN1001", Name: "one", Summary: "s", Doc: "d", Before: "b", After: "a", Standard: "st", Grade: verify.Risky, Since: "0.1.0"},
			{ID: "TN1023", Name: "odr", Summary: "s", Doc: "d", Grade: verify.Breaking, Since: "0.1.0"}, {ID: "TN1002", Name: "quiet", Summary: "s", Doc: "d", Since: "0.1.0"}},
		Findings: []verify.Finding{
			{Rule: "TN1001", Kind: verify.EntityFunction, Entity: "ns::f(" + hostile + ")", Grade: verify.Risky, Message: "bad " + hostile, Why: hostile, Remedy: hostile,
				Location: verify.Location{File: "/repo/src/a file.h", Line: 7, Object: "libx.so"}, Related: []verify.Location{{File: "/elsewhere/b.h", Line: 2, Note: hostile}}, Affected: []string{"z()", "a()", hostile}},
			{Rule: "TN1023", Kind: verify.EntityType, Entity: "ns::Widget", Grade: verify.Breaking, Message: "two layouts", Pictures: []verify.Picture{a, b}, Path: []string{"f()", "ns::Widget"}},
		},
		Hidden: []verify.Finding{{Rule: "TN1001", Entity: "old()", Message: "m", Suppressed: &verify.Suppressed{By: "config", Reason: hostile}}},
	}
	r.Finish()
	return r
}

func render(t *testing.T, format string, r *verify.Report) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, format, r, Options{Version: "test", Verbose: true}))
	return b.String()
}

func TestEveryFormatIsDeterministicAndNamesTheFinding(t *testing.T) {
	for _, f := range Formats() {
		one, two := render(t, f, sample()), render(t, f, sample())
		require.Equal(t, one, two, f)
		require.Contains(t, one, "TN1023", f)
		require.NotContains(t, one, "\x1b", f)
		if f != "json" { // names are data there, and JSON escapes what could hurt
			require.NotContains(t, one, "\u202e", f)
		}
	}
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	f, err := os.Open("testdata/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	require.NoError(t, err)
	require.NoError(t, c.AddResource("sarif.json", doc))
	s, err := c.Compile("sarif.json")
	require.NoError(t, err)
	return s
}

func TestSARIFSchema(t *testing.T) {
	s := schema(t)
	check := func(text string) error {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err)
		return s.Validate(doc)
	}
	text := render(t, "sarif", sample())
	require.NoError(t, check(text))
	// The judge must be able to say no.
	require.Error(t, check(strings.Replace(text, `"version": "2.1.0"`, `"version": "2.0.0"`, 1)))
	require.Error(t, check(strings.Replace(text, `"startLine": 7`, `"startLine": 0`, 1)))
	require.Error(t, check(strings.Replace(text, `"level": "warning"`, `"level": "fatal"`, 1)))
	empty := &verify.Report{Command: "audit"}
	empty.Finish()
	require.NoError(t, check(render(t, "sarif", empty)))
	require.Contains(t, text, `"uri": "src/a%20file.h"`)
	require.Contains(t, text, `"uri": "file:///elsewhere/b.h"`)
}

func TestSARIFKeepsTheMostSevere(t *testing.T) {
	r := &verify.Report{Command: "audit", Evidence: verify.Evidence{Functions: 1}}
	for i := range 6000 {
		g := verify.Note
		if i%2 == 1 {
			g = verify.Breaking
		}
		r.Findings = append(r.Findings, verify.Finding{Rule: "TN1001", Entity: fmt.Sprint("f", i), Grade: g, Message: "m"})
	}
	r.Finish()
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(render(t, "sarif", r)), &log))
	res := log.Runs[0].Results
	require.Len(t, res, 5000)
	for i := range 3000 {
		require.Equal(t, "error", res[i].Level)
	}
	require.Equal(t, "note", res[3000].Level)
	require.EqualValues(t, 1000, log.Runs[0].Properties["resultsLeftOut"])
}

func TestJUnitCounts(t *testing.T) {
	var s junitSuites
	require.NoError(t, xml.Unmarshal([]byte(render(t, "junit", sample())), &s))
	require.Equal(t, 2, s.Failures)
	require.Equal(t, 0, s.Errors)
	require.Equal(t, 1, s.Suites[0].Skipped)
	require.Equal(t, 4, s.Tests) // two findings, one hidden, one quiet rule
	empty := &verify.Report{Command: "audit"}
	empty.Finish()
	require.NoError(t, xml.Unmarshal([]byte(render(t, "junit", empty)), &s))
	require.Equal(t, 1, s.Errors, "a run that compared nothing is an error")
}

func TestGitHubStaysOnItsLines(t *testing.T) {
	text := render(t, "github", sample())
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	require.Len(t, lines, 3)
	for _, l := range lines {
		require.Regexp(t, `^::(error|warning|notice) `, l)
	}
	require.Contains(t, text, "file=src/a file.h,line=7,")
}

func TestMarkdownEscapesAndFits(t *testing.T) {
	text := render(t, "markdown", sample())
	// Names stay inside of code spans and fences, which show them as they are.
	text = regexp.MustCompile("(?s)```.*?```").ReplaceAllString(text, "")
	text = regexp.MustCompile("(?s)`` .*? ``").ReplaceAllString(text, "")
	require.NotContains(t, text, "<script")
	require.NotContains(t, text, "<img")
	r := &verify.Report{Command: "audit", Evidence: verify.Evidence{Functions: 1}}
	for i := range 5000 {
		r.Findings = append(r.Findings, verify.Finding{Rule: "TN1001", Entity: fmt.Sprint("f", i), Message: strings.Repeat("m", 80)})
	}
	r.Finish()
	text = render(t, "markdown", r)
	require.Less(t, len(text), 65536)
	require.Contains(t, text, "more findings")
}

func TestJSONHasSchemaAndEvidence(t *testing.T) {
	var m map[string]any
	require.NoError(t, json.Unmarshal([]byte(render(t, "json", sample())), &m))
	require.EqualValues(t, 1, m["schema"])
	require.EqualValues(t, 12, m["status"])
	require.EqualValues(t, 3, m["evidence"].(map[string]any)["functions"])
	require.Len(t, m["findings"], 2)
	require.Len(t, m["suppressed"], 1)
}

func TestTextShowsLayoutSideEffects(t *testing.T) {
	text := render(t, "text", sample())
	require.Contains(t, text, "ns::Widget (in a.cc): 24 bytes")
	require.Contains(t, text, "<- resized")
	require.Contains(t, text, "(hole)")
	require.Contains(t, text, "2 findings: 1 breaking, 1 risky; looked at 3 functions")
}

func TestPassedIsNotClean(t *testing.T) {
	r := sample()
	r.FailOn = verify.FailNone
	require.Equal(t, 0, r.Status())
	for _, f := range []string{"html", "markdown"} {
		text := render(t, f, r)
		require.Contains(t, text, "passed", f)
		require.NotContains(t, text, "clean", f)
	}
}
