package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/tenon-abi/tenon/verify"
)

// GitHub writes workflow commands, one line per finding, which GitHub shows
// beside the changed lines.
func GitHub(w io.Writer, r *verify.Report, _ Options) error {
	b := bufio.NewWriter(w)
	for i := range r.Findings {
		f := &r.Findings[i]
		level := "notice"
		switch f.Grade {
		case verify.Breaking:
			level = "error"
		case verify.Risky:
			level = "warning"
		}
		props := "title=" + ghProperty(f.Rule+" "+f.Entity)
		if f.Location.File != "" {
			props = "file=" + ghProperty(relative(r.Root, f.Location.File)) + fmt.Sprintf(",line=%d,", max(f.Location.Line, 1)) + props
		}
		text := f.Message
		if f.Remedy != "" {
			text += "\n" + f.Remedy
		}
		if f.AffectedTotal > 0 {
			text += fmt.Sprintf("\naffects %d", f.AffectedTotal)
		}
		fmt.Fprintf(b, "::%s %s::%s\n", level, props, ghText(text))
	}
	for _, p := range r.CouldNotCheck {
		fmt.Fprintf(b, "::error title=%s::%s\n", ghProperty("could not check "+p.What), ghText(p.Why))
	}
	level := "notice"
	if r.Status()&verify.ExitError != 0 {
		level = "error"
	}
	fmt.Fprintf(b, "::%s title=tenon %s::%s\n", level, ghProperty(r.Command), ghText(r.Verdict()))
	return b.Flush()
}

// ghText escapes a message as the toolkit of GitHub Actions does.
func ghText(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(cleanText(s))
}

func ghProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(clean(s))
}
