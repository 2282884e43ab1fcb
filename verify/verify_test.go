package verify

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

func finding(entity string, g Grade) Finding {
	return Finding{Rule: "TN1001", Entity: entity, Grade: g, Message: "m"}
}

func report(fs ...Finding) *Report {
	r := &Report{Command: "audit", Evidence: Evidence{Functions: 1}, Findings: fs}
	r.Finish()
	return r
}

func TestStatus(t *testing.T) {
	for name, c := range map[string]struct {
		r    *Report
		on   FailOn
		want int
	}{
		"clean":              {report(), FailRisky, 0},
		"nothing compared":   {&Report{}, FailNone, 1},
		"note under risky":   {report(finding("a", Note)), FailRisky, 0},
		"note under any":     {report(finding("a", Note)), FailAny, 4},
		"risky":              {report(finding("a", Risky)), FailRisky, 4},
		"risky, on breaking": {report(finding("a", Risky)), FailBreaking, 0},
		"breaking":           {report(finding("a", Breaking)), FailBreaking, 12},
		"breaking, on none":  {report(finding("a", Breaking)), FailNone, 0},
		"could not check": {&Report{Evidence: Evidence{Types: 1}, Findings: []Finding{finding("a", Breaking)},
			CouldNotCheck: []Problem{{What: "x", Why: "y"}}}, FailRisky, 13},
	} {
		c.r.FailOn = c.on
		require.Equal(t, c.want, c.r.Status(), name)
		require.Equal(t, name == "clean", c.r.Clean(), name)
	}
	require.NotContains(t, (&Report{}).Verdict(), "clean")
	require.Contains(t, report().Verdict(), "clean: looked at 1 function")
	pascal := &Report{Evidence: Evidence{Undescribed: 1, Foreign: 4}}
	require.Contains(t, pascal.Verdict(), "nothing was compared")
	require.Contains(t, pascal.Verdict(), "not at 1 exported function without debug information, not at 4 exported functions of other languages")
}

func TestFingerprintIgnoresPlacesAndOrder(t *testing.T) {
	a, b := finding("ns::f(int)", Risky), finding("ns::f(int)", Note)
	a.Location, b.Location = Location{File: "/a/x.h", Line: 1}, Location{File: "/b/y.h", Line: 99}
	b.Message = "other words"
	a.Seal()
	b.Seal()
	require.Equal(t, a.Fingerprint, b.Fingerprint)
	require.NotEqual(t, Fingerprint("TN1001", "ab", "c"), Fingerprint("TN1001", "a", "bc"))
	r := report(b, a)
	require.Len(t, r.Findings, 1, "same identity, one finding")
	require.Equal(t, Risky, r.Findings[0].Grade, "the more severe one stays")
}

func TestOrderDoesNotMatter(t *testing.T) {
	one := report(finding("b", Note), finding("a", Breaking), finding("c", Risky))
	two := report(finding("c", Risky), finding("b", Note), finding("a", Breaking))
	require.Equal(t, one, two)
	require.Equal(t, "a", one.Findings[0].Entity)
}

const config = `
[[suppress]]
rule = "TN1001"
entity = "ns::*"
reason = "reviewed"
until = 2027-01-31

[[suppress]]
rule = "*"
entity = "gone"
reason = "was there"
`

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestSuppressionExpires(t *testing.T) {
	list, err := ParseSuppressions([]byte(config))
	require.NoError(t, err)
	for when, hidden := range map[string]int{"2026-11-21": 1, "2027-01-31": 1, "2027-02-01": 0} {
		r := report(finding("ns::f()", Risky), finding("other", Risky))
		r.Suppress(list, day(when))
		r.Finish()
		require.Len(t, r.Hidden, hidden, when)
		require.Len(t, r.Findings, 2-hidden, when)
		require.Len(t, r.Warnings, 1, "an unused suppression is told")
		if hidden == 0 {
			require.Contains(t, r.Findings[0].Expired, "2027-01-31")
		}
	}
}

func TestBadSuppressions(t *testing.T) {
	for _, text := range []string{
		"[[suppress]]\nrule='TN1001'\nentity='a'", "[[suppress]]\nrule='TN1001'\nreason='r'",
		"[[suppress]]\nrule='*'\nentity='*'\nreason='r'", "[[suppress]]\nrule='TN1'\nentity='a'\nreason='r'\nuntil='soon'", "[[suppress",
	} {
		_, err := ParseSuppressions([]byte(text))
		require.Error(t, err, text)
	}
}

func TestBaselineRoundTrip(t *testing.T) {
	before := report(finding("a\nb", Risky), finding("gone", Risky))
	var file bytes.Buffer
	require.NoError(t, WriteBaseline(&file, before))
	b, err := ParseBaseline(file.Bytes())
	require.NoError(t, err)
	require.Equal(t, 2, b.Len())
	after := report(finding("a\nb", Risky), finding("new", Risky))
	b.Apply(after)
	after.Finish()
	require.Len(t, after.Findings, 1)
	require.Equal(t, "new", after.Findings[0].Entity)
	require.Len(t, after.Hidden, 1)
	require.Contains(t, after.Warnings[0], "1 entry")
	_, err = ParseBaseline([]byte(" \n"))
	require.ErrorIs(t, err, ErrBaselineEmpty)
	_, err = ParseBaseline([]byte("{}"))
	require.ErrorIs(t, err, ErrBaselineVersion)
	_, err = ParseBaseline([]byte(baselineHeader + "\nnot-a-fingerprint\n"))
	require.Error(t, err)
}

// widget is struct { char tag; [3 bytes] int n; unsigned ready:1; } of 12 bytes.
func widget(t *testing.T, second uint64) abi.Type {
	t.Helper()
	b := abi.NewBuilder(abi.TargetX64Linux)
	char := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncCharSigned, Name: b.Str("char"), Size: 1}, abi.Origin{})
	num := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncSigned, Name: b.Str("int"), Size: 4}, abi.Origin{})
	id := b.NewType()
	b.SetRecord(id, abi.Node{Kind: abi.KindStruct, Name: b.Str("Widget"), Size: 12}, abi.Origin{}, abi.Record{VptrOff: -1, Fields: []abi.FieldRow{
		{Name: b.Str("tag"), Type: char}, {Name: b.Str("n"), Type: num, Offset: second},
		{Name: b.Str("ready"), Type: num, Offset: 64, Bits: 1, Flags: abi.FieldBitField},
	}})
	m, err := b.Finish()
	require.NoError(t, err)
	return m.Type(id)
}

func TestPicture(t *testing.T) {
	p := PictureOf(widget(t, 32), "old")
	var kinds []RowKind
	for _, r := range p.Rows {
		kinds = append(kinds, r.Kind)
	}
	require.Equal(t, []RowKind{RowField, RowHole, RowField, RowBits, RowPadding}, kinds)
	require.EqualValues(t, 8, p.Rows[1].Offset)
	require.EqualValues(t, 24, p.Rows[1].Size)
	require.EqualValues(t, 31, p.Rows[4].Size)
	q := PictureOf(widget(t, 8), "new")
	MarkChanges(&p, &q)
	require.Equal(t, MarkMoved, p.Rows[2].Mark)
	require.Equal(t, MarkMoved, q.Rows[1].Mark)
	require.Empty(t, p.Rows[0].Mark)
	require.True(t, PictureOf(abi.Type{}, "").Unknown)
}
