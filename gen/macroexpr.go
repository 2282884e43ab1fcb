package gen

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// Macros whose bodies are written by way of other macros: those take the place
// of their names ([cpp.replace]), and what comes out is one literal or an
// integer constant expression (C11 §6.6), computed in the types of the target.
// Nothing else has a value here: enumerators, sizeof, macros with parameters,
// comparisons, which are bool in C++ and int in C, and what the language leaves
// undefined, as overflow.

// macroSteps bounds the tokens that are read to expand a body.
const macroSteps = 1024

// macroValue is the value of a macro's body.
func (g *generator) macroValue(name, body string) (typ, lit string, ok bool) {
	if typ, lit, ok = macroLiteral(body, g.m.Target()); ok || g.withheld != nil || !g.m.Target().Known() {
		return typ, lit, ok // which other macros another target has is not known
	}
	e := expansion{g: g, within: map[string]bool{name: true}}
	if !e.expand(body) {
		return "", "", false
	}
	if typ, lit, ok = macroLiteral(strings.Join(e.tokens, " "), g.m.Target()); ok {
		return typ, lit, true
	}
	p := intParser{tokens: e.tokens, target: g.m.Target()}
	v, ok := p.binary(0)
	if !ok || len(p.tokens) > 0 {
		return "", "", false
	}
	return v.rust(), literal(v.v, abi.Bytes(v.bits/8), !v.unsigned), true
}

// macroBody is the body of a macro without parameters. A name that is an
// enumerator, too, may be no macro where it is used.
func (g *generator) macroBody(name string) (string, bool) {
	if g.macros == nil {
		g.macros = map[string]string{}
		for _, r := range g.m.Macros() {
			if r.Params == 0 {
				g.macros[g.m.Str(r.Name)] = g.m.Str(r.Body)
			}
		}
		for t := range g.m.Types {
			if t.Kind() == abi.KindEnum {
				for _, e := range t.Enumerators() {
					delete(g.macros, e.Name)
				}
			}
		}
	}
	body, ok := g.macros[name]
	return body, ok
}

// expansion is a body with the bodies of other macros in it.
type expansion struct {
	g      *generator
	within map[string]bool // macros that are being replaced: their names stay ([cpp.rescan])
	tokens []string
	steps  int
}

func (e *expansion) expand(body string) bool {
	for s := strings.TrimSpace(body); s != ""; s = strings.TrimSpace(s) {
		n := tokenLength(s)
		if e.steps++; n == 0 || e.steps > macroSteps {
			return false
		}
		token := s[:n]
		s = s[n:]
		if !isWord(token) || integerTypes[token] {
			e.tokens = append(e.tokens, token)
			continue
		}
		body, ok := e.g.macroBody(token)
		if !ok || e.within[token] || len(e.within) > 64 {
			return false
		}
		e.within[token] = true
		ok = e.expand(body)
		delete(e.within, token)
		if !ok {
			return false
		}
	}
	return true
}

// tokenLength is the length of the first preprocessing token ([lex.pptoken]);
// 0 if it is none that constants are made of.
func tokenLength(s string) int {
	n := 0
	switch c := s[0]; {
	case isDigit(c) || c == '.' && len(s) > 1 && isDigit(s[1]):
		for n < len(s) && (isDigit(s[n]) || isLetter(s[n]) || s[n] == '.' || s[n] == '\'' && n+1 < len(s) && (isDigit(s[n+1]) || isLetter(s[n+1])) ||
			(s[n] == '+' || s[n] == '-') && strings.IndexByte("eEpP", s[n-1]) >= 0) {
			n++
		}
		return n
	case isLetter(c):
		for n < len(s) && (isDigit(s[n]) || isLetter(s[n])) {
			n++
		}
		if n == len(s) || s[n] != '"' && s[n] != '\'' {
			return n
		}
		if s[:n] != "u8" || s[n] != '"' {
			return 0
		}
		fallthrough
	case c == '"' || c == '\'':
		quote := s[n]
		for n++; n < len(s) && s[n] != quote; n++ {
			if s[n] == '\\' {
				n++
			}
		}
		if n >= len(s) {
			return 0
		}
		return n + 1
	}
	for _, two := range []string{"<<", ">>"} {
		if strings.HasPrefix(s, two) && !strings.HasPrefix(s[2:], "=") {
			return 2
		}
	}
	if strings.IndexByte("()+-~*/%&^|", s[0]) < 0 || len(s) > 1 && s[0] != '(' && s[0] != ')' && s[0] != '~' && (s[1] == s[0] || s[1] == '=' || s[0] == '/' && s[1] == '*' || s[0] == '-' && s[1] == '>') {
		return 0
	}
	return 1
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLetter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' || c >= 0x80
}

// isWord reports whether a token is a name or a keyword.
func isWord(token string) bool {
	return isLetter(token[0]) && strings.IndexByte(token, '"') < 0
}

// integerTypes are the words that a cast may consist of.
var integerTypes = map[string]bool{"signed": true, "unsigned": true, "int": true, "long": true, "short": true, "char": true,
	"int8_t": true, "int16_t": true, "int32_t": true, "int64_t": true, "uint8_t": true, "uint16_t": true, "uint32_t": true, "uint64_t": true,
	"size_t": true, "intptr_t": true, "uintptr_t": true}

// integer is a value of an integer type, extended to 64 bits as the type has it.
type integer struct {
	v        uint64
	bits     int
	unsigned bool
}

// rust is the type in Rust.
func (x integer) rust() string {
	if x.unsigned {
		return fmt.Sprintf("u%d", x.bits)
	}
	return fmt.Sprintf("i%d", x.bits)
}

// as converts to a type ([conv.integral]).
func (x integer) as(n int, unsigned bool) integer {
	shift := 64 - n
	if unsigned {
		return integer{x.v << shift >> shift, n, true}
	}
	return integer{uint64(int64(x.v<<shift) >> shift), n, false}
}

// promoted is what operators work on ([conv.prom]).
func (x integer) promoted() integer {
	if x.bits < 32 {
		return x.as(32, false)
	}
	return x
}

// common converts two operands to one type ([expr.arith.conv]).
func common(x, y integer) (integer, integer) {
	x, y = x.promoted(), y.promoted()
	n, unsigned := max(x.bits, y.bits), false
	for _, o := range []integer{x, y} {
		unsigned = unsigned || o.bits == n && o.unsigned
	}
	return x.as(n, unsigned), y.as(n, unsigned)
}

// intParser reads an integer constant expression.
type intParser struct {
	tokens []string
	target abi.Target
}

func (p *intParser) next() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

func (p *intParser) take() string {
	t := p.next()
	p.tokens = p.tokens[min(1, len(p.tokens)):]
	return t
}

// binary reads operators that bind more tightly than level.
func (p *intParser) binary(level int) (integer, bool) {
	x, ok := p.unary()
	for ok {
		op := p.next()
		binds := map[string]int{"|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6}[op]
		if binds <= level {
			return x, true
		}
		p.take()
		y, right := p.binary(binds)
		if !right {
			return x, false
		}
		x, ok = compute(op, x, y)
	}
	return x, false
}

func (p *intParser) unary() (integer, bool) {
	switch t := p.take(); t {
	case "":
		return integer{}, false
	case "+", "-", "~":
		x, ok := p.unary()
		x = x.promoted()
		switch {
		case !ok || t == "+":
			return x, ok
		case t == "-":
			return compute("-", integer{0, x.bits, x.unsigned}, x)
		}
		return integer{^x.v, x.bits, x.unsigned}.as(x.bits, x.unsigned), true
	case "(":
		var words []string
		for integerTypes[p.next()] {
			words = append(words, p.take())
		}
		if words != nil {
			n, unsigned := p.typeOf(words)
			if p.take() != ")" || n == 0 {
				return integer{}, false
			}
			x, ok := p.unary()
			return x.as(n, unsigned), ok
		}
		x, ok := p.binary(0)
		return x, p.take() == ")" && ok
	default:
		return p.literal(t)
	}
}

func (p *intParser) longBits() int {
	if p.target.OS == abi.Windows || p.target.PointerSize == 4 {
		return 32
	}
	return 64
}

// typeOf is the type that a cast names; 0 if that is not clear, as of char.
func (p *intParser) typeOf(words []string) (n int, unsigned bool) {
	if len(words) == 1 {
		switch word := words[0]; word {
		case "size_t", "uintptr_t", "intptr_t":
			return int(p.target.PointerSize) * 8, word != "intptr_t"
		case "int8_t", "uint8_t":
			return 8, word[0] == 'u'
		case "int16_t", "uint16_t":
			return 16, word[0] == 'u'
		case "int32_t", "uint32_t":
			return 32, word[0] == 'u'
		case "int64_t", "uint64_t":
			return 64, word[0] == 'u'
		}
	}
	count := map[string]int{}
	for _, w := range words {
		count[w]++
	}
	unsigned = count["unsigned"] == 1
	sign := count["signed"] + count["unsigned"]
	known := sign + count["int"] + count["char"] + count["short"] + count["long"]
	if known != len(words) || sign > 1 || count["int"] > 1 {
		return 0, false
	}
	switch [3]int{count["char"], count["short"], count["long"]} {
	case [3]int{1, 0, 0}:
		if sign == 1 && count["int"] == 0 {
			return 8, unsigned
		}
	case [3]int{0, 1, 0}:
		return 16, unsigned
	case [3]int{0, 0, 0}:
		return 32, unsigned
	case [3]int{0, 0, 1}:
		return p.longBits(), unsigned
	case [3]int{0, 0, 2}:
		return 64, unsigned
	}
	return 0, false
}

// literal reads a number or a character.
func (p *intParser) literal(token string) (integer, bool) {
	if token[0] == '\'' {
		b, rest, ok := unescape(token[1:], '\'')
		if !ok || rest != "" || len(b) != 1 || b[0] >= 0x80 {
			return integer{}, false
		}
		return integer{uint64(b[0]), 32, false}, true
	}
	return p.number(token)
}

// number reads an integer literal: its type is the first that holds the value of
// those that its form allows ([lex.icon]).
func (p *intParser) number(token string) (integer, bool) {
	v, suffix, decimal, ok := integerDigits(token)
	if !ok {
		return integer{}, false
	}
	u := strings.Contains(suffix, "u")
	sizes := []int{32, p.longBits(), 64}[strings.Count(suffix, "l"):]
	for _, n := range sizes {
		if !u && bits.Len64(v) < n {
			return integer{v, n, false}, true
		}
		if (u || !decimal) && bits.Len64(v) <= n {
			return integer{v, n, true}, true
		}
	}
	return integer{}, false
}

// compute is the value of a binary operator; not ok where the language has none
// ([expr.mul], [expr.add], [expr.shift]).
func compute(op string, x, y integer) (integer, bool) {
	if op == "<<" || op == ">>" {
		x, y = x.promoted(), y.promoted()
		if y.v >= uint64(x.bits) { // also if it is negative
			return integer{}, false
		}
		if op == ">>" {
			if x.unsigned {
				x.v >>= y.v
			} else {
				x.v = uint64(int64(x.v) >> y.v)
			}
			return x, true
		}
		if !x.unsigned && (int64(x.v) < 0 || bits.Len64(x.v)+int(y.v) > x.bits) {
			return integer{}, false
		}
		return integer{x.v << y.v, x.bits, x.unsigned}.as(x.bits, x.unsigned), true
	}
	x, y = common(x, y)
	r := integer{bits: x.bits, unsigned: x.unsigned}
	a, b := int64(x.v), int64(y.v)
	over := false
	switch op {
	case "|":
		r.v = x.v | y.v
	case "^":
		r.v = x.v ^ y.v
	case "&":
		r.v = x.v & y.v
	case "+":
		r.v = x.v + y.v
		over = (a^int64(r.v))&(b^int64(r.v)) < 0
	case "-":
		r.v = x.v - y.v
		over = (a^b)&(a^int64(r.v)) < 0
	case "*":
		r.v = x.v * y.v
		over = a != 0 && (int64(r.v)/a != b || a == -1 && b == -1<<63)
	case "/", "%":
		switch {
		case y.v == 0 || !r.unsigned && b == -1 && a == -1<<(x.bits-1):
			return integer{}, false
		case r.unsigned && op == "/":
			r.v = x.v / y.v
		case r.unsigned:
			r.v = x.v % y.v
		case op == "/":
			r.v = uint64(a / b)
		default:
			r.v = uint64(a % b)
		}
	}
	whole := r.as(r.bits, r.unsigned)
	if !r.unsigned && (over || whole.v != r.v) {
		return integer{}, false
	}
	return whole, true
}
