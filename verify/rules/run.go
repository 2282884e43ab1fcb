package rules

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/verify"
)

// Options of a run; the zero value is the recommended setting.
type Options struct {
	Rules    []string       // ids or names to run; none = all
	Skip     []string       // ids or names to leave out
	Entity   *regexp.Regexp // only findings about matching entities
	System   bool           // also look at names of the implementation
	Portable bool           // the API must serve other platforms too
	Jobs     int            // rules at a time; 0 = one per processor
}

// Run runs the rules over a model. The report is finished except for
// suppressions and baselines, which the caller applies. Equal models give
// equal reports for any number of jobs.
func Run(m *abi.Model, opt Options) (*verify.Report, error) {
	chosen, err := choose(opt)
	if err != nil {
		return nil, err
	}
	api := NewAPI(m, opt.System)
	triv, differ := abi.TrivialitiesWith(m, abi.TrivialityOptions{})
	passes := make([]*Pass, len(chosen))
	var g errgroup.Group
	jobs := opt.Jobs
	if jobs <= 0 {
		jobs = runtime.NumCPU()
	}
	g.SetLimit(jobs)
	for i, r := range chosen {
		p := &Pass{Model: m, Target: m.Target(), API: api, Options: opt, rule: r, triv: triv, differ: differ}
		passes[i] = p
		g.Go(func() error {
			p.run()
			return nil
		})
	}
	g.Wait()
	rep := &verify.Report{Command: "audit", Evidence: evidence(m, api, len(chosen)), Issues: append(slices.Clone(m.Issues()), names.Issues(m)...)}
	for _, r := range All() {
		rep.Rules = append(rep.Rules, r.Info())
	}
	for _, p := range passes {
		for _, f := range p.findings {
			if opt.Entity == nil || opt.Entity.MatchString(f.Entity) {
				rep.Findings = append(rep.Findings, f)
			}
		}
		rep.CouldNotCheck = append(rep.CouldNotCheck, p.problems...)
	}
	for _, i := range m.Issues() {
		if i.Severity == abi.Error {
			rep.CouldNotCheck = append(rep.CouldNotCheck, verify.Problem{What: strings.TrimSpace(i.File + " " + i.Entity), Why: i.Code + ": " + i.Message})
		}
	}
	rep.Finish()
	return rep, nil
}

// run turns a crash of one rule into a check that could not be made.
func (p *Pass) run() {
	defer func() {
		if r := recover(); r != nil {
			p.CouldNotCheck("rule "+p.rule.Name, fmt.Sprintf("the rule failed: %v", r), "report this as a defect of tenon")
		}
	}()
	p.rule.Run(p)
}

func choose(opt Options) ([]Rule, error) {
	known := map[string]bool{}
	for _, r := range All() {
		known[r.ID], known[r.Name] = true, true
	}
	want, skip := map[string]bool{}, map[string]bool{}
	for _, s := range opt.Rules {
		want[s] = true
	}
	for _, s := range opt.Skip {
		skip[s] = true
	}
	var unknown []string
	for _, set := range []map[string]bool{want, skip} {
		for s := range set {
			if !known[s] {
				unknown = append(unknown, s)
			}
		}
	}
	if len(unknown) > 0 {
		sort.Strings(unknown)
		return nil, fmt.Errorf("no rule %q", unknown[0])
	}
	var out []Rule
	for _, r := range All() {
		if (len(want) == 0 || want[r.ID] || want[r.Name]) && !skip[r.ID] && !skip[r.Name] {
			out = append(out, r)
		}
	}
	return out, nil
}

func evidence(m *abi.Model, a *API, rules int) verify.Evidence {
	e := verify.Evidence{Targets: []string{m.Target().String()}, Functions: len(a.Funcs), Types: len(a.Types),
		Variables: len(a.Vars), Symbols: max(0, m.NumSymbols()-1), Rules: rules}
	seen := map[string]bool{}
	for i, u := range m.Units() {
		if i == 0 {
			continue
		}
		e.Units++
		if img := m.Str(u.Image); img != "" && !seen[img] {
			seen[img] = true
			e.Objects = append(e.Objects, img)
		}
	}
	sort.Strings(e.Objects)
	e.Undescribed, e.Foreign = undescribed(m), a.foreign
	return e
}

// undescribed counts the functions that an object offers and no debug entry
// describes. Weak ones are copies of inline functions, thunks (_ZT) are what the
// compiler adds, and another name of a described function is described.
func undescribed(m *abi.Model) (n int) {
	type place struct {
		image abi.StrID
		value uint64
	}
	exports, known := map[abi.StrID]bool{}, map[place]bool{}
	for _, s := range m.Symbols() {
		exports[s.Image] = exports[s.Image] || s.Flags&abi.SymExported != 0
		if s.Flags&abi.SymJoined != 0 {
			known[place{s.Image, s.Value}] = true
		}
	}
	for _, s := range m.Symbols() {
		if s.Kind != abi.SymFunc && s.Kind != abi.SymIFunc || s.Binding != abi.BindGlobal || s.Flags&abi.SymJoined != 0 || !s.Linkable(exports[s.Image]) {
			continue
		}
		switch name := m.Str(s.Name); {
		case strings.HasPrefix(name, "_ZT"), name == "_init", name == "_fini", name == "_start", known[place{s.Image, s.Value}]:
		default:
			n++
		}
	}
	return n
}
