package report

import (
	"fmt"
	"html/template"
	"io"

	_ "embed"

	"github.com/tenon-abi/tenon/verify"
)

//go:embed page.html
var pageText string

// maxHTML bounds the findings of one page; the counts are always complete.
const maxHTML = 5000

type htmlFinding struct {
	verify.Finding
	Search   string
	Where    string
	More     int
	Pictures []htmlPicture
	Rule     verify.RuleInfo
	Also     []string
}

type htmlPicture struct {
	verify.Picture
	SVG  template.HTML // made by SVG, which escapes every name
	List []string
}

// HTML writes one self-contained page: search, filters, findings with
// side-by-side layouts. It loads nothing from a network, and its policy
// forbids it to.
func HTML(w io.Writer, r *verify.Report, opt Options) error {
	t, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	data := struct {
		R        *verify.Report
		Word     string
		Verdict  string
		Title    string
		Findings []htmlFinding
		Hidden   []htmlFinding
		Problems []verify.Problem
		LeftOut  int
		Version  string
		Counts   []htmlCount
	}{R: r, Word: statusWord(r), Verdict: clean(r.Verdict()), Title: clean(r.Title), Version: opt.Version}
	for g := verify.Breaking; ; g-- {
		data.Counts = append(data.Counts, htmlCount{g.String(), r.Count(g)})
		if g == verify.Note {
			break
		}
	}
	for i := range r.Findings {
		if i == maxHTML {
			data.LeftOut = len(r.Findings) - i
			break
		}
		data.Findings = append(data.Findings, htmlOf(r, &r.Findings[i]))
	}
	for i := range r.Hidden {
		if i == maxHTML {
			break
		}
		data.Hidden = append(data.Hidden, htmlOf(r, &r.Hidden[i]))
	}
	for _, p := range r.CouldNotCheck {
		data.Problems = append(data.Problems, verify.Problem{What: clean(p.What), Why: clean(p.Why), Remedy: clean(p.Remedy)})
	}
	return t.Execute(w, data)
}

type htmlCount struct {
	Grade string
	N     int
}

func htmlOf(r *verify.Report, f *verify.Finding) htmlFinding {
	info, _ := r.Rule(f.Rule)
	info.ID = f.Rule
	out := htmlFinding{Finding: *f, Rule: info, Where: place(r, f.Location)}
	out.Entity, out.Message, out.Why, out.Remedy, out.Detail = clean(f.Entity), clean(f.Message), clean(f.Why), clean(f.Remedy), clean(f.Detail)
	out.Expired = clean(f.Expired)
	if f.Suppressed != nil {
		s := *f.Suppressed
		s.Reason = clean(s.Reason)
		out.Suppressed = &s
	}
	out.Affected, out.Path = nil, nil
	names, more := affected(f, 50)
	for _, s := range names {
		out.Affected = append(out.Affected, clean(s))
	}
	for _, s := range f.Path {
		out.Path = append(out.Path, clean(s))
	}
	out.More = more
	for _, l := range f.Related {
		if !l.IsZero() {
			out.Also = append(out.Also, place(r, l)+" "+clean(l.Note))
		}
	}
	for i := range f.Pictures {
		p := f.Pictures[i]
		h := htmlPicture{Picture: p, SVG: template.HTML(SVG(&p))}
		h.Title, h.Type = clean(p.Title), clean(p.Type)
		for _, row := range p.Rows {
			h.List = append(h.List, fmt.Sprintf("%s %s: %s bytes%s", bitText(uint64(row.Offset)), rowText(row), bitText(uint64(row.Size)), markText(row.Mark)))
		}
		out.Pictures = append(out.Pictures, h)
	}
	out.Search = f.Rule + " " + info.Name + " " + out.Entity + " " + out.Message + " " + out.Where
	return out
}
