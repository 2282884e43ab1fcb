package mangle

import (
	"errors"
	"strings"

	"github.com/tenon-abi/tenon/mangle/msvc"
)

// A Finder replaces mangled names inside text. It belongs to one goroutine;
// the zero value is ready.
type Finder struct {
	// Broken, if set, is told about what starts like a mangled name and is not.
	Broken func(name string, err error)

	r   reader
	buf []byte
}

// Filter copies text and replaces the mangled names in it.
func Filter(text string) string {
	var f Finder
	return f.Replace(text)
}

// Replace copies text and replaces the mangled names in it. A name starts
// where no letter, digit, _ or $ stands before it and has no whitespace.
func (f *Finder) Replace(text string) string {
	f.buf = f.buf[:0]
	done := 0
	f.each(text, func(at int, name string) {
		readable, used := f.one(name)
		if used == 0 {
			return
		}
		f.buf = append(append(f.buf, text[done:at]...), readable...)
		done = at + used
	})
	if done == 0 {
		return text
	}
	return string(append(f.buf, text[done:]...))
}

// Names lists what looks like a mangled name in a text, read or not.
func (f *Finder) Names(text string) []string {
	var out []string
	f.each(text, func(_ int, name string) {
		if _, used := f.one(name); used > 0 {
			name = name[:used]
		}
		out = append(out, name)
	})
	return out
}

// each finds candidates: the longest run of letters that names are made of.
func (f *Finder) each(text string, found func(at int, name string)) {
	for i := 0; i < len(text); {
		n := candidate(text[i:])
		if n == 0 || text[i] != '?' && i > 0 && wordByte(text[i-1]) {
			i++
			continue
		}
		found(i, text[i:i+n])
		i += n
	}
}

// candidate is the length of what looks like a mangled name at the start of s.
func candidate(s string) int {
	switch s[0] {
	case '_':
		n := 1
		for n < len(s) && n < 4 && s[n] == '_' {
			n++
		}
		if n == len(s) || s[n] != 'Z' && (s[n] != 'R' || n > 2) {
			return 0
		}
		return run(s, n+1, nameByte)
	case '?':
		if len(s) < 4 || !nameByte(s[1]) && s[1] != '?' && s[1] != '<' && s[1] != '@' {
			return 0
		}
		return run(s, 1, microsoftByte)
	case '.':
		if len(s) > 4 && s[1] == '?' && s[2] == 'A' && strings.IndexByte("TUVW", s[3]) >= 0 {
			return run(s, 1, microsoftByte)
		}
	}
	return 0
}

// run extends a name over the bytes it can have; a dot at its end belongs to
// the text.
func run(s string, n int, part func(byte) bool) int {
	start := n
	for n < len(s) && part(s[n]) {
		n++
	}
	for n > start && s[n-1] == '.' {
		n--
	}
	if n == start {
		return 0
	}
	return n
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$'
}

func nameByte(c byte) bool { return wordByte(c) || c == '.' }

func microsoftByte(c byte) bool {
	return wordByte(c) || c >= 0x80 || strings.IndexByte("?@<>-`", c) >= 0
}

// one reads a candidate and says how many of its bytes were the name. A
// Microsoft name may be followed by text of the same letters: it ends where its
// reader stops.
func (f *Finder) one(name string) (readable string, used int) {
	s, err := f.r.demangle(name)
	if err == nil {
		return s, len(name)
	}
	var stop *msvc.SyntaxError
	if errors.As(err, &stop) && stop.Offset > 3 && stop.Offset < len(name) && !wordByte(name[stop.Offset]) {
		if s, again := f.r.demangle(name[:stop.Offset]); again == nil {
			return s, stop.Offset
		}
	}
	if f.Broken != nil {
		f.Broken(name, err)
	}
	return "", 0
}
