package gen

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/gen/rs"
)

// ident is the Rust identifier of a C++ name, the same for every producer.
func ident(name string) string { return rs.Ident(uniform(name)) }

// uniform writes a name with template arguments as clang does: producers
// spell one type in several ways ("Box<char const, 4ul>", "Box<const char,
// 4UL>"), and identifiers made from names must not depend on the compiler.
func uniform(name string) string {
	if !strings.ContainsAny(name, "< ") {
		return name
	}
	// Expressions are slow, and most names have nothing for them.
	if strings.Contains(name, "int") || strings.Contains(name, "signed") || strings.Contains(name, "long") || strings.Contains(name, "short") {
		name = integerWords.ReplaceAllStringFunc(name, integerName)
	}
	if strings.Contains(name, "(") {
		name = castNumber.ReplaceAllString(name, "$1")
	}
	if strings.ContainsAny(name, "uUlL") && strings.ContainsAny(name, "0123456789") {
		name = suffixed.ReplaceAllString(name, "$1")
	}
	if strings.Contains(name, "'") {
		name = charLiteral.ReplaceAllStringFunc(name, func(s string) string { return strconv.Itoa(int(s[1])) })
	}
	return westConst(name)
}

var (
	integerWords = regexp.MustCompile(`\b(?:(?:long|short|unsigned|signed|int)\b ?)+`)
	castNumber   = regexp.MustCompile(`\((?:char|signed char|unsigned char|short|unsigned short|char8_t|char16_t|char32_t|wchar_t)\)(-?[0-9])`)
	suffixed     = regexp.MustCompile(`\b([0-9]+)(?:[uU][lL]{0,2}|[lL]{1,2}[uU]?)\b`)
	charLiteral  = regexp.MustCompile(`'[^'\\]'`)
)

// integerName puts the words of an integer type in clang's order and leaves
// out the int that other words imply.
func integerName(words string) string {
	count := map[string]int{}
	for _, w := range strings.Fields(words) {
		count[w]++
	}
	var out []string
	switch {
	case count["unsigned"] > 0:
		out = append(out, "unsigned")
	case count["signed"] > 0 && count["long"]+count["short"]+count["int"] == 0:
		out = append(out, "signed") // of signed char
	}
	for range count["short"] {
		out = append(out, "short")
	}
	for range count["long"] {
		out = append(out, "long")
	}
	if count["long"]+count["short"] == 0 && count["int"] > 0 {
		out = append(out, "int")
	}
	end := ""
	if strings.HasSuffix(words, " ") {
		end = " "
	}
	return strings.Join(out, " ") + end
}

// westConst moves a const or volatile behind a type's name in front of it.
// Those of pointers stand behind a "*" and stay.
func westConst(s string) string {
	for _, word := range []string{" const", " volatile"} {
		from := 0
		for range len(s) {
			i := strings.Index(s[from:], word)
			if i < 0 {
				break
			}
			i += from
			end := i + len(word)
			start := nameBefore(s, i)
			if start == i || end < len(s) && wordByte(s[end]) {
				from = end
				continue
			}
			s = s[:start] + word[1:] + " " + s[start:i] + s[end:]
			from = end
		}
	}
	return s
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// nameBefore is where the type's name that ends at i begins: words, scopes and
// template arguments.
func nameBefore(s string, i int) int {
	depth := 0
	for i > 0 {
		switch c := s[i-1]; {
		case c == '>':
			depth++
		case c == '<':
			if depth == 0 {
				return i
			}
			depth--
		case depth > 0 || wordByte(c) || c == ':':
		case c == ' ' && i > 1 && wordByte(s[i-2]) && builtinWord(s[:i-1]): // "unsigned long const"
		default:
			return i
		}
		i--
	}
	return i
}

// builtinWord reports whether s ends with a word that more words of a type's
// name can follow.
func builtinWord(s string) bool {
	for _, w := range []string{"unsigned", "signed", "long", "short", "const", "volatile"} {
		if r, ok := strings.CutSuffix(s, w); ok && (r == "" || !wordByte(r[len(r)-1])) {
			return true
		}
	}
	return false
}
