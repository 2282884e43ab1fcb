package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/tenon-abi/tenon/verify"
)

// maxMarkdown bounds a comment: GitHub takes 65,536 characters.
const maxMarkdown = 60000

// Markdown writes a comment for a pull request: the verdict, a table, and the
// details of each finding folded away. What does not fit is counted.
func Markdown(w io.Writer, r *verify.Report, _ Options) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### tenon %s: %s\n\n%s\n", r.Command, statusWord(r), mdText(r.Verdict()))
	if len(r.Findings) > 0 {
		b.WriteString("\n| grade | rule | entity | what |\n|---|---|---|---|\n")
	}
	left := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		row := fmt.Sprintf("| %s | %s | %s | %s |\n", f.Grade, f.Rule, mdCode(f.Entity), mdText(f.Message))
		if b.Len()+len(row) > maxMarkdown/2 {
			left = len(r.Findings) - i
			break
		}
		b.WriteString(row)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\nand %d more findings\n", left)
	}
	for i := range r.Findings[:len(r.Findings)-left] {
		part := mdDetails(r, &r.Findings[i])
		if b.Len()+len(part) > maxMarkdown {
			b.WriteString("\nDetails of further findings were left out; see the other reports.\n")
			break
		}
		b.WriteString(part)
	}
	if len(r.CouldNotCheck) > 0 {
		b.WriteString("\n**Could not check**\n\n")
		for i, p := range r.CouldNotCheck {
			if i == 50 || b.Len() > maxMarkdown {
				fmt.Fprintf(&b, "- and %d more\n", len(r.CouldNotCheck)-i)
				break
			}
			fmt.Fprintf(&b, "- %s: %s\n", mdCode(p.What), mdText(p.Why))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func mdDetails(r *verify.Report, f *verify.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n<details><summary>%s %s</summary>\n\n%s\n", f.Rule, esc(f.Entity), mdText(f.Why))
	if f.Remedy != "" {
		fmt.Fprintf(&b, "\n**Do:** %s\n", mdText(f.Remedy))
	}
	if p := place(r, f.Location); p != "" {
		fmt.Fprintf(&b, "\nAt %s\n", mdCode(p))
	}
	if f.Expired != "" {
		fmt.Fprintf(&b, "\nExpired: %s\n", mdText(f.Expired))
	}
	if names, more := affected(f, 20); len(names) > 0 {
		fmt.Fprintf(&b, "\nAffects %d:\n\n", f.AffectedTotal)
		for _, n := range names {
			fmt.Fprintf(&b, "- %s\n", mdCode(n))
		}
		if more > 0 {
			fmt.Fprintf(&b, "- and %d more\n", more)
		}
	}
	for i := range f.Pictures {
		var t strings.Builder
		tw := bufio.NewWriter(&t)
		textPicture(tw, &f.Pictures[i])
		tw.Flush()
		fence := "```"
		for strings.Contains(t.String(), fence) {
			fence += "`"
		}
		fmt.Fprintf(&b, "\n%s\n%s%s\n", fence, t.String(), fence)
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// mdText escapes text for Markdown with inline HTML.
func mdText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`",
		"[", "\\[", "]", "\\]", "@", "&#64;", "#", "\\#", "~", "\\~", "!", "\\!").Replace(clean(s))
}

// mdCode makes a code span that its content can't end.
func mdCode(s string) string {
	s = strings.ReplaceAll(clean(s), "|", "\\|")
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 || strings.HasPrefix(s, " ") {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}
