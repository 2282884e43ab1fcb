package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/tenon-abi/tenon/verify"
)

// Formats lists what Write knows, in the order help shows.
func Formats() []string {
	return []string{"text", "json", "sarif", "junit", "markdown", "html", "github"}
}

// Options of a report; the zero value is the recommended setting.
type Options struct {
	Color   bool   // text: colour grades
	Verbose bool   // text: also notes in full, and what was suppressed
	Version string // of tenon, for tool metadata
}

// Write writes r in a format of Formats.
func Write(w io.Writer, format string, r *verify.Report, opt Options) error {
	switch format {
	case "text":
		return Text(w, r, opt)
	case "json":
		return JSON(w, r, opt)
	case "sarif":
		return SARIF(w, r, opt)
	case "junit":
		return JUnit(w, r, opt)
	case "markdown":
		return Markdown(w, r, opt)
	case "html":
		return HTML(w, r, opt)
	case "github":
		return GitHub(w, r, opt)
	}
	return fmt.Errorf("no report format %q", format)
}

// clean replaces control and direction characters, which could move a
// terminal's cursor or reorder a line, by visible escapes.
func clean(s string) string {
	bad := func(r rune) bool {
		return unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029
	}
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if bad(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cleanText is clean that keeps line ends.
func cleanText(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = clean(strings.ReplaceAll(lines[i], "\t", "    "))
	}
	return strings.Join(lines, "\n")
}

// relative makes a source path relative to the repository if it lies in it.
func relative(root, file string) string {
	if root == "" || !filepath.IsAbs(file) {
		return filepath.ToSlash(file)
	}
	rel, err := filepath.Rel(root, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// place spells a location for people.
func place(r *verify.Report, l verify.Location) string {
	l.File = relative(r.Root, l.File)
	l.Object = relative(r.Root, l.Object)
	return clean(l.String())
}

// affected spells the count and the first names of what a finding reaches.
func affected(f *verify.Finding, n int) (names []string, more int) {
	names = f.Affected
	if len(names) > n {
		names = names[:n]
	}
	return names, f.AffectedTotal - len(names)
}

// statusWord is the verdict in one word.
func statusWord(r *verify.Report) string {
	switch s := r.Status(); {
	case s&verify.ExitBreaking != 0:
		return "breaking"
	case s&verify.ExitFindings != 0:
		return "findings"
	case s&verify.ExitError != 0:
		return "incomplete"
	case len(r.Findings) > 0:
		return "passed" // with findings that do not count, so never "clean"
	}
	return "clean"
}
