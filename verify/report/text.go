package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/tenon-abi/tenon/verify"
)

// Text writes the report for a terminal or a log.
func Text(w io.Writer, r *verify.Report, opt Options) error {
	b := bufio.NewWriter(w)
	for i := range r.Findings {
		textFinding(b, r, &r.Findings[i], opt)
	}
	for _, p := range r.CouldNotCheck {
		fmt.Fprintf(b, "%s could not check %s: %s\n", paint(opt, "1;35", "incomplete:"), clean(p.What), clean(p.Why))
		if p.Remedy != "" {
			fmt.Fprintf(b, "    do: %s\n", clean(p.Remedy))
		}
		fmt.Fprintln(b)
	}
	for _, s := range r.Warnings {
		fmt.Fprintf(b, "warning: %s\n", clean(s))
	}
	if opt.Verbose {
		for i := range r.Hidden {
			f := &r.Hidden[i]
			fmt.Fprintf(b, "suppressed: %s %s: %s (%s: %s)\n", f.Rule, clean(f.Entity), clean(f.Message), f.Suppressed.By, clean(f.Suppressed.Reason))
		}
	}
	fmt.Fprintf(b, "%s\n", clean(r.Verdict()))
	return b.Flush()
}

func textFinding(b *bufio.Writer, r *verify.Report, f *verify.Finding, opt Options) {
	where := place(r, f.Location)
	if where != "" {
		where += ": "
	}
	fmt.Fprintf(b, "%s%s %s %s\n", where, paint(opt, gradeColor(f.Grade), f.Grade.String()+":"), clean(f.Message), paint(opt, "2", "["+f.Rule+"]"))
	if f.Expired != "" {
		fmt.Fprintf(b, "    expired: %s\n", clean(f.Expired))
	}
	if f.Grade >= verify.Risky || opt.Verbose {
		if f.Why != "" {
			textWrap(b, "why: ", clean(f.Why))
		}
		if f.Remedy != "" {
			textWrap(b, "do: ", clean(f.Remedy))
		}
	}
	if len(f.Path) > 1 {
		fmt.Fprintf(b, "    reached by: %s\n", clean(strings.Join(f.Path, " -> ")))
	}
	for _, l := range f.Related {
		if l.Note != "" && !l.IsZero() {
			fmt.Fprintf(b, "    %s: %s\n", place(r, l), clean(l.Note))
		} else if !l.IsZero() {
			fmt.Fprintf(b, "    also: %s\n", place(r, l))
		}
	}
	if names, more := affected(f, 5); len(names) > 0 {
		fmt.Fprintf(b, "    affects %d:\n", f.AffectedTotal)
		for _, n := range names {
			fmt.Fprintf(b, "      %s\n", clean(n))
		}
		if more > 0 {
			fmt.Fprintf(b, "      and %d more\n", more)
		}
	}
	for i := range f.Pictures {
		textPicture(b, &f.Pictures[i])
	}
	fmt.Fprintln(b)
}

// textPicture draws a layout as a table, one line per row.
func textPicture(b *bufio.Writer, p *verify.Picture) {
	fmt.Fprintf(b, "    %s (%s)", clean(p.Type), clean(p.Title))
	if p.Unknown {
		fmt.Fprintf(b, ": layout not known\n")
		return
	}
	fmt.Fprintf(b, ": %d bytes\n", p.Size)
	for _, row := range p.Rows {
		at := fmt.Sprint(uint64(row.Offset / 8))
		if row.Offset%8 != 0 || row.Kind == verify.RowBits {
			at += fmt.Sprintf(".%d", row.Offset%8)
		}
		size := fmt.Sprint(uint64(row.Size / 8))
		if row.Size%8 != 0 || row.Kind == verify.RowBits {
			size = fmt.Sprintf("%db", row.Size)
		}
		mark := ""
		if row.Mark != "" {
			mark = "  <- " + string(row.Mark)
		}
		fmt.Fprintf(b, "      %6s %5s  %s%s%s\n", at, size, strings.Repeat("  ", row.Depth), rowText(row), mark)
	}
	if p.Cut > 0 {
		fmt.Fprintf(b, "      and %d more rows\n", p.Cut)
	}
}

// rowText names a row of a picture.
func rowText(r verify.Row) string {
	switch r.Kind {
	case verify.RowHole:
		return "(hole)"
	case verify.RowPadding:
		return "(padding)"
	case verify.RowVptr:
		return "vptr"
	case verify.RowBase:
		return "base " + clean(r.Name)
	}
	name := clean(r.Name)
	if name == "" {
		name = "(unnamed)"
	}
	return name + ": " + clean(r.Type)
}

const wrapAt = 100

// textWrap writes an indented paragraph.
func textWrap(b *bufio.Writer, head, text string) {
	line := "    " + head
	indent := strings.Repeat(" ", len(line))
	for _, word := range strings.Fields(text) {
		if len(line)+len(word) > wrapAt && strings.TrimSpace(line) != "" {
			fmt.Fprintln(b, strings.TrimRight(line, " "))
			line = indent
		}
		line += word + " "
	}
	fmt.Fprintln(b, strings.TrimRight(line, " "))
}

func gradeColor(g verify.Grade) string {
	return [...]string{"1;34", "1;32", "1;33", "1;31"}[g%4]
}

func paint(opt Options, code, s string) string {
	if !opt.Color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
