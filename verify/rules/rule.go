package rules

import "github.com/tenon-abi/tenon/verify"

// Rule is one rule. Ids are permanent: a retired rule's id stays reserved.
type Rule struct {
	ID       string // "TN1001"
	Name     string // slug of the file name, with dashes
	Summary  string // one line
	Doc      string // what it means and whom it hurts
	Before   string // code that fires
	After    string // the same, repaired
	Standard string // document and section the rule rests on
	Grade    verify.Grade
	Portable bool   // about other platforms: a note, risky with Options.Portable
	Since    string // first release that has it
	Remedy   string // default of Finding.Remedy
	Run      func(*Pass)
}

// Info is the description of r without its code.
func (r Rule) Info() verify.RuleInfo {
	return verify.RuleInfo{ID: r.ID, Name: r.Name, Summary: r.Summary, Doc: r.Doc, Before: r.Before, After: r.After,
		Standard: r.Standard, Grade: r.Grade, Since: r.Since}
}

// ByID looks up a rule of the catalogue.
func ByID(id string) (Rule, bool) {
	for _, r := range All() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
