package mangle

import "errors"

// The library takes the digits behind an empty identifier, "0", for more of its
// length, so that NCNCNvC1a1b00 is read as another name. emptied puts "_" there,
// which the library reads as an empty identifier, too; offsets stay, which
// back references count (rustc book, "v0 Symbol Format").
func emptied(name string) (string, error) {
	ambiguous := false
	for i := 0; i+1 < len(name) && !ambiguous; i++ {
		ambiguous = name[i] == '0' && digit(name[i+1])
	}
	if !ambiguous {
		return name, nil
	}
	w := &v0{s: []byte(name), pos: len("_R")}
	w.path()
	if c := w.look(); c >= 'A' && c <= 'Z' {
		w.path() // the crate that made the instance
	}
	if c := w.look(); w.bad || c != 0 && c != '.' && c != '$' {
		return "", errV0
	}
	return string(w.s), nil
}

var errV0 = errors.New("not a Rust name that can be read")

func digit(c byte) bool { return c >= '0' && c <= '9' }

// v0 walks over a name.
type v0 struct {
	s          []byte
	pos, depth int
	bad        bool
}

// maxV0 bounds how deep paths and types nest.
const maxV0 = 500

func (w *v0) look() byte {
	if w.bad || w.pos >= len(w.s) {
		return 0
	}
	return w.s[w.pos]
}

func (w *v0) next() byte {
	c := w.look()
	if w.pos++; c == 0 {
		w.bad = true
	}
	return c
}

func (w *v0) eat(c byte) bool {
	if w.look() != c {
		return false
	}
	w.pos++
	return true
}

// until reads things up to an E.
func (w *v0) until(each func()) {
	for !w.bad && !w.eat('E') {
		each()
	}
}

// number skips a <base-62-number> or <const-data> behind its tag.
func (w *v0) number() {
	for c := w.next(); c != '_' && !w.bad; c = w.next() {
	}
}

func (w *v0) enter() bool {
	w.depth++
	w.bad = w.bad || w.depth > maxV0
	return !w.bad
}

// identifier = ["s" <base-62-number>] ["u"] <decimal-number> ["_"] <bytes>.
func (w *v0) identifier() {
	if w.eat('s') {
		w.number()
	}
	w.eat('u')
	if !digit(w.look()) {
		w.bad = true
		return
	}
	if w.eat('0') {
		if digit(w.look()) {
			w.s[w.pos-1] = '_'
		}
		w.eat('_')
		return
	}
	n := 0
	for digit(w.look()) && n < len(w.s) {
		n = n*10 + int(w.next()-'0')
	}
	w.eat('_')
	if w.pos += n; w.pos > len(w.s) {
		w.bad = true
	}
}

func (w *v0) path() {
	if !w.enter() {
		return
	}
	defer func() { w.depth-- }()
	switch w.next() {
	case 'C':
		w.identifier()
	case 'M':
		w.impl()
		w.typ()
	case 'X':
		w.impl()
		w.typ()
		w.path()
	case 'Y':
		w.typ()
		w.path()
	case 'N':
		w.next()
		w.path()
		w.identifier()
	case 'I':
		w.path()
		w.until(w.arg)
	case 'B':
		w.number()
	default:
		w.bad = true
	}
}

func (w *v0) impl() {
	if w.eat('s') {
		w.number()
	}
	w.path()
}

func (w *v0) arg() {
	switch {
	case w.eat('L'):
		w.number()
	case w.eat('K'):
		w.constant()
	default:
		w.typ()
	}
}

func (w *v0) typ() {
	if !w.enter() {
		return
	}
	defer func() { w.depth-- }()
	switch c := w.look(); {
	case c >= 'a' && c <= 'z':
		w.pos++
	case w.eat('A'):
		w.typ()
		w.constant()
	case w.eat('S'), w.eat('P'), w.eat('O'):
		w.typ()
	case w.eat('R'), w.eat('Q'):
		if w.eat('L') {
			w.number()
		}
		w.typ()
	case w.eat('T'):
		w.until(w.typ)
	case w.eat('F'):
		w.function()
	case w.eat('D'):
		w.object()
	default:
		w.path()
	}
}

func (w *v0) function() {
	if w.eat('G') {
		w.number()
	}
	w.eat('U')
	if w.eat('K') && !w.eat('C') {
		w.identifier()
	}
	w.until(w.typ)
	w.typ()
}

// object = ["G" <base-62-number>] {<path> {"p" <identifier> <type>}} "E" "L" <base-62-number>.
func (w *v0) object() {
	if w.eat('G') {
		w.number()
	}
	w.until(func() {
		w.path()
		for w.eat('p') {
			w.identifier()
			w.typ()
		}
	})
	if !w.eat('L') {
		w.bad = true
	}
	w.number()
}

func (w *v0) constant() {
	if !w.enter() {
		return
	}
	defer func() { w.depth-- }()
	switch c := w.next(); c {
	case 'p':
	case 'B':
		w.number()
	case 'R', 'Q':
		w.constant()
	case 'A', 'T':
		w.until(w.constant)
	case 'V':
		w.path()
		switch w.next() {
		case 'U':
		case 'T':
			w.until(w.constant)
		case 'S':
			w.until(func() { w.identifier(); w.constant() })
		default:
			w.bad = true
		}
	default:
		w.bad = w.bad || c < 'a' || c > 'z'
		w.number()
	}
}
