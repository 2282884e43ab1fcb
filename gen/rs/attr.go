package rs

import "strings"

// AttrWidth is rustfmt's default of attr_fn_like_width.
const AttrWidth = 70

// meta prints an attribute such as cfg_attr(windows, link_name = "…"): on one
// line where its list fits, else an argument per line. A list in a list of one
// argument shares its line.
func (p *printer) meta(before, text, after string) {
	head, args := splitMeta(text)
	switch {
	case len(args) == 0 || len(strings.Join(args, ", ")) <= AttrWidth && 4*p.indent+len(before+text+after) <= width:
		p.line(before + text + after)
	case len(args) == 1 && strings.HasSuffix(args[0], ")"):
		p.meta(before+head+"(", args[0], ")"+after)
	default:
		p.line(before + head + "(")
		p.indent++
		for i, a := range args {
			end := ","
			if i+1 == len(args) {
				end = ""
			}
			p.meta("", a, end)
		}
		p.indent--
		p.line(")" + after)
	}
}

// splitMeta parts "name(a, b(c, d))" into the name and its arguments; there
// are none in attributes of another form.
func splitMeta(s string) (head string, args []string) {
	open := strings.IndexByte(s, '(')
	if open < 0 || !strings.HasSuffix(s, ")") {
		return s, nil
	}
	if eq := strings.IndexByte(s, '='); eq >= 0 && eq < open {
		return s, nil
	}
	depth, quoted, from := 0, false, open+1
	for i := open + 1; i < len(s)-1; i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			args = append(args, strings.TrimSpace(s[from:i]))
			from = i + 1
		}
	}
	return s[:open], append(args, strings.TrimSpace(s[from:len(s)-1]))
}
