package rules

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/verify"
)

// Page is the documentation of every rule and reason as Markdown: docs/rules.md.
func Page() string {
	var b strings.Builder
	b.WriteString("# Rules and reasons\n\nGenerated from the rules by `TENON_UPDATE=1 go test ./verify/rules -run RulesPage`. `tenon explain ID` prints the same text.\n" +
		"Ids are permanent. Grades: *breaking* is wrong now, *risky* is wrong when bound the obvious way, *note* is worth knowing;\nrules about other platforms become *risky* with `tenon audit --portable`.\n\n" +
		"| id | name | grade | what |\n|---|---|---|---|\n")
	for _, r := range All() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", r.ID, strings.ToLower(r.ID), r.Name, r.Grade, strings.ReplaceAll(r.Summary, "|", "\\|"))
	}
	for _, r := range All() {
		pageEntry(&b, r.ID, r.Info())
	}
	b.WriteString("\n# Reasons for which a call is refused\n")
	for _, r := range Reasons() {
		pageEntry(&b, r.ID, r)
	}
	return b.String()
}

func pageEntry(b *strings.Builder, title string, i verify.RuleInfo) {
	fmt.Fprintf(b, "\n## %s\n\n**%s.** %s\n", title, i.Summary, i.Doc)
	if i.Before != "" {
		fmt.Fprintf(b, "\nBefore:\n\n```\n%s\n```\n", i.Before)
	}
	if i.After != "" {
		fmt.Fprintf(b, "\nAfter:\n\n```\n%s\n```\n", i.After)
	}
	if i.Standard != "" {
		fmt.Fprintf(b, "\nStandard: %s\n", i.Standard)
	}
}
