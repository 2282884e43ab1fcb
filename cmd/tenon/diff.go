package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/snapshot"
	"github.com/tenon-abi/tenon/verify"
	"github.com/tenon-abi/tenon/verify/diff"
	"github.com/tenon-abi/tenon/verify/report"
)

type diffFlags struct {
	reportFlags
	against  string
	accepted string
	fidelity bool
}

func diffCmd(e *env) *cobra.Command {
	var flags diffFlags
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "say what changed between two builds, what it breaks and who is affected",
		Long: `diff compares two objects or snapshots: what they export and every type that
this reaches. Each change has a grade (breaking, risky, compatible), a reason and
the public functions it affects; a cause is shown once.

    tenon diff libfoo.abi build/libfoo.so
    tenon diff --against origin/main libfoo.abi
    tenon diff --against v1.0 libfoo.abi build/libfoo.so

--against reads the snapshot as it was at a git revision and compares it with
itself now, or with a second object. Objects of two targets are compared for what
must agree if one Rust source is to serve both.

Changes that were accepted (tenon accept) are read from OLD.accepted.

Formats: ` + strings.Join(report.Formats(), ", ") + `, graph (the graph of
differences as JSON).`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf(append(report.Formats(), "graph")...); err != nil {
				return err
			}
			if _, err := verify.ParseFailOn(flags.failOn); err != nil {
				return usageError{err}
			}
			return e.diff(args, &flags)
		},
	}
	flags.register(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.against, "against", "", "compare with the snapshot as it was at git revision `REV`")
	f.StringVar(&flags.accepted, "accepted", "", "read accepted changes from `FILE` (default: OLD.accepted if present)")
	f.BoolVar(&flags.fidelity, "fidelity", false, "list every type and function whose debug information got poorer or richer")
	return cmd
}

func (e *env) diff(args []string, flags *diffFlags) error {
	old, now, names, err := e.diffInputs(args, flags)
	if err != nil {
		return err
	}
	g := diff.Compare(old, now, diff.Options{})
	if e.format == "graph" {
		if err := e.write(func(w io.Writer) error { return writeGraph(w, g) }); err != nil {
			return err
		}
	}
	rep := diffReport(g, names)
	rep.Evidence.Objects = names[:]
	if err := acceptChanges(rep, args[0], flags); err != nil {
		return err
	}
	e.fidelityNotes(g, flags.fidelity)
	if e.format == "graph" {
		rep.FailOn, _ = verify.ParseFailOn(flags.failOn)
		rep.Finish()
		if s := rep.Status(); s != 0 {
			return status(s)
		}
		return nil
	}
	return e.finish(rep, &flags.reportFlags)
}

// diffInputs loads both sides.
func (e *env) diffInputs(args []string, flags *diffFlags) (old, now *abi.Model, names [2]string, err error) {
	switch {
	case flags.against == "" && len(args) != 2:
		return nil, nil, names, hinted{usageError{errors.New("diff needs OLD and NEW")}, "or compare a snapshot with an earlier one: tenon diff --against REV FILE.abi"}
	case flags.against != "":
		names = [2]string{flags.against + ":" + args[0], args[len(args)-1]}
		if old, err = fromGit(flags.against, args[0]); err != nil {
			return nil, nil, names, err
		}
	default:
		names = [2]string{args[0], args[1]}
		if old, err = e.loadDescribed(args[0]); err != nil {
			return nil, nil, names, err
		}
	}
	now, err = e.loadDescribed(args[len(args)-1])
	return old, now, names, err
}

// loadDescribed loads one side and refuses one without debug information:
// nothing could be said about it.
func (e *env) loadDescribed(path string) (*abi.Model, error) {
	m, err := e.load([]string{path})
	if err != nil {
		return nil, err
	}
	if m.NumTypes() <= 1 && m.NumFuncs() <= 1 && m.NumVars() <= 1 {
		return nil, hinted{fmt.Errorf("%s: no debug information, so nothing can be compared", path), "compile with -g, name the folder of separate debug files with --debug-dir, or write the snapshot again"}
	}
	return m, nil
}

// fromGit reads a snapshot as it was at a revision.
func fromGit(rev, path string) (*abi.Model, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, usageError{fmt.Errorf("%q is not a git revision", rev)}
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("git", "-C", filepath.Dir(abs), "show", rev+":./"+filepath.Base(abs))
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	if err := cmd.Run(); err != nil {
		why := strings.TrimSpace(msg.String())
		if why == "" {
			why = err.Error()
		}
		return nil, hinted{fmt.Errorf("git has no %s at %s: %s", path, rev, why), "is the snapshot committed there"}
	}
	m, err := snapshot.Read(&out)
	if err != nil {
		return nil, fmt.Errorf("%s:%s: %w", rev, path, err)
	}
	return m, nil
}

// acceptChanges hides what tenon accept recorded; expired ones count again.
func acceptChanges(rep *verify.Report, old string, flags *diffFlags) error {
	path := flags.accepted
	if path == "" {
		path = acceptedFile(old)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		if flags.accepted == "" && errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	}
	list, err := verify.ParseSuppressions(data)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for i := range rep.Findings {
		rep.Findings[i].Seal()
	}
	before := len(rep.Hidden)
	rep.Suppress(list, time.Now())
	for i := before; i < len(rep.Hidden); i++ {
		if s := rep.Hidden[i].Suppressed; s != nil {
			s.By = "accepted"
		}
	}
	return nil
}

// diffReport makes findings of the changes.
func diffReport(g *diff.Graph, names [2]string) *verify.Report {
	rep := &verify.Report{Command: "diff", Title: names[0] + " → " + names[1], Rules: kindInfos()}
	rep.Evidence = verify.Evidence{Functions: g.Counts.Functions, Types: g.Counts.Types, Variables: g.Counts.Variables, Symbols: g.Counts.Symbols,
		Units: g.Fidelity.Old.Units + g.Fidelity.New.Units, Targets: []string{g.Fidelity.Old.Target, g.Fidelity.New.Target}}
	for _, c := range g.Changes {
		rep.Findings = append(rep.Findings, changeFinding(g, c))
	}
	if g.Counts.Functions+g.Counts.Variables+g.Counts.Types > 0 {
		for _, what := range g.CouldNotCheck {
			rep.CouldNotCheck = append(rep.CouldNotCheck, verify.Problem{What: what, Why: "debug information got poorer", Remedy: "compile every unit with -g (clang: -fstandalone-debug); --fidelity lists them"})
		}
	}
	seen := map[string]bool{}
	for _, m := range []*abi.Model{g.Old, g.New} {
		for _, i := range m.Issues() {
			if k := i.Code + i.Entity + i.Message; !seen[k] {
				seen[k] = true
				rep.Issues = append(rep.Issues, i)
				if i.Severity == abi.Error {
					rep.CouldNotCheck = append(rep.CouldNotCheck, verify.Problem{What: strings.TrimSpace(i.File + " " + i.Entity), Why: i.Code + ": " + i.Message})
				}
			}
		}
	}
	return rep
}

func changeFinding(g *diff.Graph, c diff.Change) verify.Finding {
	n := g.Nodes[c.Node]
	f := verify.Finding{Rule: c.Kind, Kind: entityKind(n.Kind), Entity: c.Entity, Detail: c.Detail, Grade: findingGrade(c.Grade), Message: c.Entity + ": " + c.Message,
		Why: c.Why, Remedy: c.Remedy, Location: verify.Location{File: c.Where.File, Line: c.Where.Line}, Path: c.Path,
		Affected: append([]string(nil), c.Affected...), AffectedTotal: c.AffectedTotal}
	for _, t := range c.Types {
		f.Related = append(f.Related, verify.Location{Note: "its layout changes with it: " + t})
	}
	if a, b := g.Old.Type(n.OldType), g.New.Type(n.NewType); a.IsRecord() && b.IsRecord() && c.Grade == diff.Breaking {
		p, q := verify.PictureOf(a, "old"), verify.PictureOf(b, "new")
		verify.MarkChanges(&p, &q)
		if p.Size != q.Size || p.Align != q.Align || p.Cut+q.Cut > 0 || !slices.Equal(p.Rows, q.Rows) { // a table changes without its class
			f.Pictures = []verify.Picture{p, q}
		}
	}
	return f
}

func entityKind(k diff.NodeKind) verify.EntityKind {
	switch k {
	case diff.NodeFunction:
		return verify.EntityFunction
	case diff.NodeVariable:
		return verify.EntityVariable
	case diff.NodeType:
		return verify.EntityType
	}
	return verify.EntitySymbol
}

func findingGrade(g diff.Grade) verify.Grade {
	switch g {
	case diff.Breaking:
		return verify.Breaking
	case diff.Risky:
		return verify.Risky
	}
	return verify.Compatible
}

// kindInfos describes the kinds of change for reports and tenon explain.
func kindInfos() []verify.RuleInfo {
	var out []verify.RuleInfo
	for _, k := range diff.Kinds() {
		out = append(out, verify.RuleInfo{ID: k.ID, Name: k.Name, Summary: k.Summary, Doc: k.Doc, Before: k.Before, After: k.After, Grade: findingGrade(k.Grade), Since: "0.1.0"})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// fidelityNotes says when debug information itself got poorer or richer.
func (e *env) fidelityNotes(g *diff.Graph, all bool) {
	f := g.Fidelity
	part := func(what string, names []string) {
		if len(names) == 0 {
			return
		}
		show := names
		if !all && len(show) > 3 {
			show = show[:3]
		}
		more := ""
		if len(show) < len(names) {
			more = ", … (--fidelity lists all)"
		}
		e.note("fidelity: %d %s: %s%s", len(names), what, strings.Join(show, ", "), more)
	}
	part("types are only declared in the new debug information, so their contents were not compared", f.Lost)
	part("types were only declared in the old debug information, so their contents were not compared", f.Gained)
	part("types are only declared in both, though users hold their objects; their contents were not compared", f.Unread)
	part("exported functions or variables are no longer described", f.LostFunctions)
	part("exported functions or variables were not described before", f.GainedFunctions)
	if f.Old.Undescribed > 0 || f.New.Undescribed > 0 {
		e.note("fidelity: without debug information: %d of %d exported symbols before, %d of %d now; only their names were compared", f.Old.Undescribed, f.Old.Exported, f.New.Undescribed, f.New.Exported)
	}
	if f.InlineOnly > 0 && all {
		e.note("fidelity: %d weak copies of inline functions are emitted by one build only", f.InlineOnly)
	}
}

func writeGraph(w io.Writer, g *diff.Graph) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Schema int `json:"schema"`
		*diff.Graph
	}{1, g})
}
