package mangle

import (
	"errors"
	"strings"

	"github.com/tenon-abi/tenon/mangle/msvc"
)

// Options of a [Finder]; the zero value is the recommended setting.
type Options struct {
	// Broken, if set, is told about what starts like a mangled name and is not.
	Broken func(name string, err error)
	// Compiler that wrote the Microsoft names, if that is known; see
	// msvc.Compiler for the names on which it depends what they mean.
	Compiler msvc.Compiler
}

// A Finder replaces mangled names inside text. It belongs to one goroutine;
// the zero value is ready.
type Finder struct {
	Options

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
	f.buf = f.appendTo(f.buf[:0], text)
	return string(f.buf)
}

func (f *Finder) appendTo(dst []byte, text string) []byte {
	done := 0
	f.each(text, func(at int, name string) int {
		dst = append(dst, text[done:at]...)
		done = at
		var used int
		if dst, used = f.one(dst, name); used == 0 {
			return len(name)
		}
		done += used
		return used
	})
	return append(dst, text[done:]...)
}

// Names lists what looks like a mangled name in a text, read or not.
func (f *Finder) Names(text string) []string {
	var out []string
	f.each(text, func(_ int, name string) int {
		if _, used := f.one(nil, name); used > 0 {
			name = name[:used]
		}
		out = append(out, name)
		return len(name)
	})
	return out
}

// each finds candidates: the longest run of letters that names are made of.
// found says how many of them are done with.
func (f *Finder) each(text string, found func(at int, name string) int) {
	end := 0 // of the present run, which is looked at once only
	for i := 0; i < len(text); {
		n := candidate(text[i:], end-i)
		if text[i] == '?' {
			end = i + n
		}
		if n == 0 || text[i] != '?' && i > 0 && bytesOf[text[i-1]]&inWord != 0 {
			i++
			continue
		}
		i += found(i, text[i:i+n])
	}
}

// candidate is the length of what looks like a mangled name at the start of s.
// known is how much of s is known to be the rest of a run.
func candidate(s string, known int) int {
	switch s[0] {
	case '_':
		n := 1
		for n < len(s) && n < 4 && s[n] == '_' {
			n++
		}
		if n == len(s) || s[n] != 'Z' && (s[n] != 'R' || n > 2) {
			return 0
		}
		return run(s, n+1, inName)
	case '?':
		if len(s) < 4 || bytesOf[s[1]]&inName == 0 && s[1] != '?' && s[1] != '<' && s[1] != '@' {
			return 0
		}
		if known > 0 {
			return known
		}
		return run(s, 1, inMicrosoft)
	case '.':
		if len(s) > 4 && s[1] == '?' && s[2] == 'A' && strings.IndexByte("TUVW", s[3]) >= 0 {
			return run(s, 1, inMicrosoft)
		}
	}
	return 0
}

// run extends a name over the bytes it can have; a dot at its end belongs to
// the text.
func run(s string, n int, part uint8) int {
	start := n
	for n < len(s) && bytesOf[s[n]]&part != 0 {
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

// Kinds of bytes.
const (
	inWord      = 1 << iota // letters, digits, _ and $
	inName                  // of Itanium and Rust names
	inMicrosoft             // of Microsoft names
)

// bytesOf tells in which names a byte can be.
var bytesOf = func() (t [256]uint8) {
	for c := range t {
		switch b := byte(c); {
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '$':
			t[c] = inWord | inName | inMicrosoft
		case b == '.':
			t[c] = inName
		case b >= 0x80 || strings.IndexByte("?@<>-`", b) >= 0:
			t[c] = inMicrosoft
		}
	}
	return t
}()

// one appends the readable form of a candidate and says how many of its bytes
// were the name, 0 for none. A Microsoft name may be followed by text of the
// same letters: it ends where its reader stops.
func (f *Finder) one(dst []byte, name string) (_ []byte, used int) {
	at := len(dst)
	f.r.msvc.Compiler = f.Compiler
	dst, err := f.r.append(dst, name)
	if err == nil {
		return dst, len(name)
	}
	var stop *msvc.SyntaxError
	if errors.As(err, &stop) && stop.Offset > 3 && stop.Offset < len(name) && bytesOf[name[stop.Offset]]&inWord == 0 {
		var again error
		if dst, again = f.r.append(dst[:at], name[:stop.Offset]); again == nil {
			return dst, stop.Offset
		}
	}
	if f.Broken != nil {
		f.Broken(name, err)
	}
	return dst[:at], 0
}

// Read reads one name: how it is spelled and what its parts are.
func (f *Finder) Read(name string) (string, Parts, error) {
	sym, err := parse(name, f.Compiler)
	if err != nil {
		return name, Parts{}, err
	}
	f.r.msvc.Compiler = f.Compiler
	readable, err := f.r.demangle(name)
	if err != nil {
		return name, Parts{}, err
	}
	return readable, Explain(sym), nil
}
