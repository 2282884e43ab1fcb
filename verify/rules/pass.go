package rules

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// Pass is what a rule gets: every input, and the only output.
type Pass struct {
	Model   *abi.Model
	Target  abi.Target
	API     *API
	Options Options

	triv   []abi.Triviality
	differ []abi.Disagreement

	rule     Rule
	findings []verify.Finding
	problems []verify.Problem
}

// Report adds a finding. Rule, grade, remedy and why default to the rule's.
func (p *Pass) Report(f verify.Finding) {
	f.Rule = p.rule.ID
	if f.Grade == verify.Note {
		f.Grade = p.Grade()
	}
	if f.Remedy == "" {
		f.Remedy = p.rule.Remedy
	}
	if f.Why == "" {
		f.Why = p.rule.Doc
	}
	p.findings = append(p.findings, f)
}

// Note adds a finding as a note, whatever the rule's grade.
func (p *Pass) Note(f verify.Finding) {
	p.Report(f)
	p.findings[len(p.findings)-1].Grade = verify.Note
}

// Grade is the grade of the running rule under the options of the run.
func (p *Pass) Grade() verify.Grade {
	if p.rule.Portable && p.Options.Portable {
		return max(p.rule.Grade, verify.Risky)
	}
	return p.rule.Grade
}

// CouldNotCheck records that the rule could not decide about something.
func (p *Pass) CouldNotCheck(what, why, remedy string) {
	p.problems = append(p.problems, verify.Problem{What: p.rule.ID + " " + what, Why: why, Remedy: remedy})
}

// Func starts a finding about a function of the API.
func (p *Pass) Func(f abi.Function, format string, args ...any) verify.Finding {
	return verify.Finding{Kind: verify.EntityFunction, Entity: verify.FunctionEntity(f), Message: fmt.Sprintf(format, args...),
		Location: verify.LocationOf(p.Model, f.Origin())}
}

// Var starts a finding about a variable of the API.
func (p *Pass) Var(v abi.Variable, format string, args ...any) verify.Finding {
	return verify.Finding{Kind: verify.EntityVariable, Entity: v.QualifiedName(), Message: fmt.Sprintf(format, args...),
		Location: verify.LocationOf(p.Model, v.Origin())}
}

// Type starts a finding about a type, with the functions and variables that
// reach it.
func (p *Pass) Type(t abi.Type, format string, args ...any) verify.Finding {
	f := verify.Finding{Kind: verify.EntityType, Entity: t.QualifiedName(), Message: fmt.Sprintf(format, args...),
		Location: verify.LocationOf(p.Model, t.Origin())}
	f.Affected, f.AffectedTotal, f.Path = p.API.Users(t.ID())
	return f
}

// ByValue calls visit for every parameter and result of the API that is a
// record by value. index is −1 for the result.
func (p *Pass) ByValue(visit func(f abi.Function, role string, index int, t abi.Type)) {
	for _, f := range p.API.Funcs {
		s := f.Signature()
		if r := s.Result.Strip(); r.IsRecord() {
			visit(f, "result", -1, r)
		}
		for i, q := range s.Params {
			if r := q.Strip(); r.IsRecord() {
				visit(f, fmt.Sprintf("parameter %d", i+1), i, r)
			}
		}
	}
}
