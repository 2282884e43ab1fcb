package rs

import (
	"fmt"
	"strings"
)

// Str spells a Rust string literal of printable ASCII.
func Str(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r >= ' ' && r < 0x7f:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "\\u{%x}", r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Ident maps any text to a Rust identifier, injectively up to the case that
// two texts differ in punctuation only; callers make names unique within
// their module.
//
// Letters, digits and single underscores stay. Every other run of characters
// becomes one underscore; a leading digit gets an underscore before it. A
// keyword gets a trailing underscore; the empty text becomes "_anon".
func Ident(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	id := b.String()
	switch {
	case strings.Trim(id, "_") == "":
		return "anon" + id
	case id[0] >= '0' && id[0] <= '9':
		id = "_" + id
	}
	if keyword(id) {
		id += "_"
	}
	return id
}

// keyword reports strict, reserved and weak keywords of every edition (Rust
// reference, Keywords) and names that would shadow what generated code uses.
func keyword(s string) bool {
	switch s {
	case "as", "break", "const", "continue", "crate", "else", "enum", "extern", "false", "fn", "for", "if", "impl", "in",
		"let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self", "static", "struct", "super",
		"trait", "true", "type", "unsafe", "use", "where", "while", "async", "await", "dyn", "abstract", "become", "box",
		"do", "final", "macro", "override", "priv", "typeof", "unsized", "virtual", "yield", "try", "gen", "union",
		"safe", "raw", "core", "std", "alloc", "bool", "str", "char", "ffi", "tenon_tests",
		"i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32", "f64":
		return true
	}
	return false
}

// Format spells a literal for the format position of a macro such as assert!:
// braces stand for themselves.
func Format(s string) string { return Str(braces.Replace(s)) }

var braces = strings.NewReplacer("{", "{{", "}", "}}") // making one takes longer than using it

// Bytes quotes a byte string literal.
func Bytes(s []byte) string {
	var b strings.Builder
	b.WriteString(`b"`)
	for i, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == 0 && !(i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9'): // Rust has no octal escapes, and readers may think so
			b.WriteString(`\0`)
		case c == '\n':
			b.WriteString(`\n`)
		case c >= ' ' && c < 0x7f:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, `\x%02x`, c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
