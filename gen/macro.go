package gen

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// macroLiteral reads a macro body that is one literal, numbers with a sign and
// parentheses at most ([lex.literal]).
func macroLiteral(body string, target abi.Target) (typ, lit string, ok bool) {
	s := strings.TrimSpace(body)
	for strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	switch {
	case s == "":
		return "", "", false
	case s[0] == '\'':
		return byteLiteral(s)
	case s[0] == '"' || strings.HasPrefix(s, `u8"`):
		return stringLiteral(s)
	case s == "true" || s == "false":
		return "bool", s, true
	}
	if typ, lit, ok = intLiteral(s, target); ok {
		return typ, lit, true
	}
	return floatLiteral(s)
}

// intLiteral reads an integer with at most a minus sign.
func intLiteral(s string, target abi.Target) (typ, lit string, ok bool) {
	digits, neg := strings.CutPrefix(s, "-")
	v, ok := (&intParser{target: target}).number(strings.TrimSpace(digits))
	if neg {
		if v.unsigned {
			return "", "", false
		}
		v.v = -v.v
	}
	return v.rust(), literal(v.v, abi.Bytes(v.bits/8), !v.unsigned), ok
}

// integerDigits reads an integer literal without a sign.
func integerDigits(s string) (v uint64, suffix string, decimal, ok bool) {
	digits := strings.TrimRight(s, "uUlL")
	suffix = strings.ToLower(s[len(digits):])
	if digits == "" || digits[0] < '0' || digits[0] > '9' || len(suffix) > 3 {
		return 0, "", false, false
	}
	digits = strings.ReplaceAll(digits, "'", "")
	decimal = digits[0] != '0' || len(digits) == 1
	if len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '7' {
		digits = "0o" + digits[1:]
	}
	v, err := strconv.ParseUint(digits, 0, 64)
	return v, suffix, decimal, err == nil && !strings.Contains(digits, "_")
}

// floatLiteral reads float and double; there is no Rust type for long double
// ([lex.fcon]).
func floatLiteral(s string) (typ, lit string, ok bool) {
	neg := ""
	if strings.HasPrefix(s, "-") {
		neg, s = "-", strings.TrimSpace(s[1:])
	}
	if s == "" || s[0] != '.' && (s[0] < '0' || s[0] > '9') || strings.Contains(s, "_") {
		return "", "", false
	}
	s = strings.ReplaceAll(s, "'", "")
	typ, bits := "f64", 64
	lower := strings.ToLower(s)
	hex := strings.HasPrefix(lower, "0x")
	if strings.HasSuffix(lower, "f") && (!hex || strings.Contains(lower, "p")) {
		typ, bits, s = "f32", 32, s[:len(s)-1]
	}
	if !strings.ContainsAny(s, ".eEpP") {
		return "", "", false
	}
	v, err := strconv.ParseFloat(s, bits)
	if err != nil {
		return "", "", false
	}
	return typ, neg + float(v, bits), true
}

// byteLiteral reads a char without a prefix: the type is C++'s char, as a
// byte.
func byteLiteral(s string) (typ, lit string, ok bool) {
	b, rest, ok := unescape(s[1:], '\'')
	if !ok || rest != "" || len(b) != 1 {
		return "", "", false
	}
	return "u8", fmt.Sprint(b[0]), true
}

// stringLiteral reads a string, and adjacent ones, into bytes with the final
// zero that C++ adds ([lex.string]).
func stringLiteral(s string) (typ, lit string, ok bool) {
	var all []byte
	for s != "" {
		s = strings.TrimPrefix(s, "u8")
		if s == "" || s[0] != '"' {
			return "", "", false
		}
		b, rest, ok := unescape(s[1:], '"')
		if !ok {
			return "", "", false
		}
		all = append(all, b...)
		s = strings.TrimSpace(rest)
	}
	return fmt.Sprintf("&[u8; %d]", len(all)+1), rs.Bytes(append(all, 0)), true
}

// unescape reads up to the closing quote ([lex.ccon], escape sequences).
func unescape(s string, quote byte) (out []byte, rest string, ok bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == quote:
			return out, s[i+1:], utf8.Valid(out) || quote == '\''
		case c == '\n':
			return nil, "", false
		case c != '\\':
			out = append(out, c)
			continue
		}
		if i++; i >= len(s) {
			return nil, "", false
		}
		if v := strings.IndexByte(`abtnvfr"'?\`, s[i]); v >= 0 {
			out = append(out, "\a\b\t\n\v\f\r\"'?\\"[v])
			continue
		}
		base, digits := 8, 3
		from := i
		if s[i] == 'x' {
			base, digits, from = 16, len(s), i+1 // as many as there are
		}
		end := from
		for end < len(s) && end-from < digits && strings.IndexByte("0123456789abcdefABCDEF"[:map[int]int{8: 8, 16: 22}[base]], s[end]) >= 0 {
			end++
		}
		v, err := strconv.ParseUint(s[from:end], base, 8)
		if err != nil {
			return nil, "", false // \u and \U depend on the execution character set
		}
		out, i = append(out, byte(v)), end-1
	}
	return nil, "", false
}
