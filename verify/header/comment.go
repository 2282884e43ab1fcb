package header

import "strings"

// cleanComment takes the marks off a documentation comment: ///, //!, /** and
// the stars at the begin of lines.
func cleanComment(raw string) string {
	if raw == "" {
		return ""
	}
	lines := strings.Split(strings.ReplaceAll(raw, "\r\n", "\n"), "\n")
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if i == len(lines)-1 {
			l = strings.TrimSpace(strings.TrimSuffix(l, "*/"))
		}
		for _, mark := range []string{"/**<", "/*!<", "/**", "/*!", "/*", "///<", "//!<", "///", "//!", "//", "*"} {
			if strings.HasPrefix(l, mark) {
				l = l[len(mark):]
				break
			}
		}
		lines[i] = strings.TrimRight(strings.TrimPrefix(l, " "), " \t")
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

// stripComments takes C and C++ comments and spliced line ends out of the body
// of a macro.
func stripComments(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\\\r\n", " "), "\\\n", " ")
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\'':
			j := i + 1
			for j < len(s) && s[j] != c {
				if s[j] == '\\' {
					j++
				}
				j++
			}
			j = min(j+1, len(s))
			b.WriteString(s[i:j])
			i = j - 1
		case c == '/' && strings.HasPrefix(s[i:], "//"):
			return b.String()
		case c == '/' && strings.HasPrefix(s[i:], "/*"):
			end := strings.Index(s[i+2:], "*/")
			if end < 0 {
				return b.String()
			}
			b.WriteByte(' ')
			i += end + 3
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// called lists the identifiers before a "(" in a line of code.
func called(line string) []string {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//") || strings.HasPrefix(line, "*") || strings.HasPrefix(line, "/*") {
		return nil
	}
	var out []string
	for i := 0; i < len(line); i++ {
		if line[i] != '(' {
			continue
		}
		end := len(strings.TrimRight(line[:i], " \t"))
		start := end
		for start > 0 && identifier(line[start-1]) {
			start--
		}
		if start < end {
			out = append(out, line[start:end])
		}
	}
	return out
}

func identifier(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
