package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/verify"
	"github.com/tenon-abi/tenon/verify/header"
	"github.com/tenon-abi/tenon/verify/link"
	"github.com/tenon-abi/tenon/verify/rules"
)

func explainCmd(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID...",
		Short: "say what a rule or a reason means, with before and after",
		Long: `explain prints what a rule (TN1001 or by-value-nontrivial), a kind of change or a
reason id of a refused binding means, whom it hurts, an example before and
after, and the standard it rests on. Without an ID it lists all.`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, i := range explanations() {
				ids = append(ids, i.ID)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf("text", "json"); err != nil {
				return err
			}
			all := explanations()
			if len(args) == 0 && e.format == "text" {
				return e.write(func(w io.Writer) error {
					for _, i := range all {
						if _, err := fmt.Fprintf(w, "%-24s %s\n", i.ID, i.Summary); err != nil {
							return err
						}
					}
					return nil
				})
			}
			var chosen []verify.RuleInfo
			for _, id := range args {
				n := len(chosen)
				for _, i := range all {
					if strings.EqualFold(i.ID, id) || i.Name == id {
						chosen = append(chosen, i) // a rule and a reason may share a name
					}
				}
				if len(chosen) == n {
					return hinted{usageError{fmt.Errorf("nothing is known under %q", id)}, "tenon explain lists every id"}
				}
			}
			if len(args) == 0 {
				chosen = all
			}
			return e.write(func(w io.Writer) error { return writeExplanations(w, e.format, chosen) })
		},
	}
}

// explanations lists everything that has an id.
func explanations() []verify.RuleInfo {
	var out []verify.RuleInfo
	for _, r := range rules.All() {
		out = append(out, r.Info())
	}
	out = append(out, kindInfos()...)
	out = append(out, link.Kinds()...)
	out = append(out, header.Kinds()...)
	return append(out, rules.Reasons()...)
}

func writeExplanations(w io.Writer, format string, list []verify.RuleInfo) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(map[string]any{"schema": 1, "explanations": list})
	}
	for n, i := range list {
		if n > 0 {
			fmt.Fprintln(w)
		}
		title := i.ID
		if i.Name != "" && i.Name != i.ID {
			title += " " + i.Name
		}
		if strings.HasPrefix(i.ID, "TN") {
			title += " (" + i.Grade.String() + ", since " + i.Since + ")"
		}
		fmt.Fprintf(w, "%s\n%s\n\n%s\n", title, i.Summary, i.Doc)
		for _, part := range []struct{ head, text string }{{"before", i.Before}, {"after", i.After}, {"standard", i.Standard}} {
			if part.text != "" {
				fmt.Fprintf(w, "\n%s\n  %s\n", part.head, strings.ReplaceAll(part.text, "\n", "\n  "))
			}
		}
	}
	return nil
}
