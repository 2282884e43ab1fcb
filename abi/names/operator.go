package names

import "strings"

// operatorCode finds the Itanium code (§5.1.3) of a function named "operator…"
// with a number of operands, this included; rest is what follows the operator:
// template arguments.
func operatorCode(name string, operands int) (code, rest string, ok bool) {
	text, found := strings.CutPrefix(name, "operator")
	if !found || text == "" {
		return "", "", false
	}
	text = strings.TrimLeft(text, " ")
	best := -1
	for i := range operators {
		o := &operators[i]
		if strings.HasPrefix(text, o.text) && (best < 0 || len(o.text) > len(operators[best].text)) {
			best = i
		}
	}
	if best < 0 {
		return "", "", false
	}
	o := &operators[best]
	rest = strings.TrimLeft(text[len(o.text):], " ")
	if rest != "" && rest[0] != '<' {
		return "", "", false
	}
	if o.unary != "" && operands == 1 {
		return o.unary, rest, true
	}
	return o.code, rest, o.code != ""
}

// operator is a row of §5.1.3; unary is the code with one operand where the
// operator has two meanings.
type operator struct{ text, code, unary string }

var operators = [...]operator{
	{"new[]", "na", ""}, {"new", "nw", ""}, {"delete[]", "da", ""}, {"delete", "dl", ""}, {"co_await", "aw", ""},
	{"new []", "na", ""}, {"delete []", "da", ""},
	{"~", "co", ""}, {"+", "pl", "ps"}, {"-", "mi", "ng"}, {"*", "ml", "de"}, {"/", "dv", ""}, {"%", "rm", ""},
	{"&", "an", "ad"}, {"|", "or", ""}, {"^", "eo", ""}, {"=", "aS", ""}, {"+=", "pL", ""}, {"-=", "mI", ""},
	{"*=", "mL", ""}, {"/=", "dV", ""}, {"%=", "rM", ""}, {"&=", "aN", ""}, {"|=", "oR", ""}, {"^=", "eO", ""},
	{"<<", "ls", ""}, {">>", "rs", ""}, {"<<=", "lS", ""}, {">>=", "rS", ""}, {"==", "eq", ""}, {"!=", "ne", ""},
	{"<", "lt", ""}, {">", "gt", ""}, {"<=", "le", ""}, {">=", "ge", ""}, {"<=>", "ss", ""}, {"!", "nt", ""},
	{"&&", "aa", ""}, {"||", "oo", ""}, {"++", "pp", ""}, {"--", "mm", ""}, {",", "cm", ""}, {"->*", "pm", ""},
	{"->", "pt", ""}, {"()", "cl", ""}, {"[]", "ix", ""},
}
