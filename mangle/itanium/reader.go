package itanium

import (
	"errors"
	"fmt"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// ErrNotMangled says that a string is no Itanium name at all.
var ErrNotMangled = errors.New("not an Itanium name")

// ErrTooComplex says that a name exceeds the limits on depth or output.
var ErrTooComplex = errors.New("name is too complex")

// SyntaxError is a name that starts like one and is broken.
type SyntaxError struct {
	Offset int // bytes from the start of the name
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("invalid Itanium name at offset %d", e.Offset)
}

const (
	maxDepth = 800     // nested types, names and expressions
	maxSteps = 1 << 20 // nodes visited while printing one name
	maxText  = 1 << 20 // bytes printed for one name
)

type node = ast.Node

// Reader reads names one after the other and reuses its buffers. The tree of
// one name is valid until the next one is read. It belongs to one goroutine;
// the zero value is ready.
type Reader struct {
	// Modern: names with constraints (as clang 18 and gcc 14 mangle them) and
	// modules are read, too.
	Modern bool

	s     string
	pos   int
	depth int
	bad   int // farthest failure

	nodes ast.Arena
	subs  []*node

	params      [][]*node // template parameters by level; nil = lambda's auto level
	outer       []*node
	forward     []*node // references ahead of their arguments
	tryArgs     bool
	permitFwd   bool
	lambdaLevel int // level at which unknown parameters are "auto"; -1 none
	tooDeep     bool
	loose       bool // inside the declaration of a template parameter: one that is not known yet stays a name
	constraint  bool // inside a constraint, where template parameters count from the outermost template on

	// What was read that has several meanings, by compiler or because the grammar is
	// ambiguous, and which of them is tried.
	conversions, greedy bool // "cvS_IcE": operator S_ with the argument char, or operator S_<char>
	levels, typed       bool // "srN": levels behind a type, or a nested type, as g++ writes it
	inherited, byName   bool // the base of an inherited constructor: a type, or a name, see parseBoth

	out printer
}

// Parse reads one name into a tree of its own.
func Parse(name string) (*ast.Symbol, error) {
	r := Reader{Modern: true}
	return r.Parse(name)
}

// Parse reads a name. The Symbol is valid until the next call.
func (r *Reader) Parse(name string) (*ast.Symbol, error) {
	start := prefix(name)
	if start == 0 {
		return nil, ErrNotMangled
	}
	r.greedy, r.typed = false, false
	sym, err := r.parseBoth(name, start)
	conversions, levels := r.conversions, r.levels
	for mode := 1; mode < 4 && err != nil && !r.tooDeep; mode++ {
		r.greedy, r.typed = mode&1 != 0, mode&2 != 0
		if (conversions || !r.greedy) && (levels || !r.typed) {
			if again, e := r.parseBoth(name, start); e == nil {
				return again, nil
			}
		}
	}
	return sym, err
}

// parseBoth reads the base of an inherited constructor as a type (Itanium C++ ABI
// §5.1.4.3), as g++ writes it, and where that is not the shortest way to write the
// name as clang does it: as a name, to which nothing later can refer.
func (r *Reader) parseBoth(name string, start int) (*ast.Symbol, error) {
	r.byName = false
	sym, err := r.parse(name, start)
	if !r.inherited || err == nil && !r.repeats() {
		return sym, err
	}
	r.byName = true
	if again, err := r.parse(name, start); err == nil && !r.repeats() {
		return again, nil
	}
	r.byName = false
	return r.parse(name, start)
}

// maxRepeats bounds what repeats looks at.
const maxRepeats = 64

// repeats reports whether a component was spelled again that a substitution could
// stand for.
func (r *Reader) repeats() bool {
	if len(r.subs) > maxRepeats {
		return false
	}
	seen := map[string]bool{}
	for _, n := range r.subs {
		text, err := PrintNode(n)
		if err != nil || seen[text] {
			return err == nil
		}
		seen[text] = true
	}
	return false
}

func (r *Reader) parse(name string, start int) (*ast.Symbol, error) {
	r.reset(name, start)
	block := start > 3
	root := r.encoding()
	if root == nil {
		return nil, r.fail()
	}
	sym := &ast.Symbol{Scheme: ast.Itanium, Root: root}
	if block && !r.blockSuffix() {
		return nil, r.fail()
	}
	if block {
		sym.Text = "block"
	}
	if r.look(0) == '.' {
		sym.Suffix, r.pos = r.s[r.pos:], len(r.s)
	}
	if r.pos != len(r.s) {
		return nil, r.fail()
	}
	return sym, nil
}

// prefix is the length of "_Z", "__Z" (Mach-O), "___Z" or "____Z" (blocks).
func prefix(name string) int {
	n := 0
	for n < len(name) && n < 4 && name[n] == '_' {
		n++
	}
	if n > 0 && n < len(name) && name[n] == 'Z' {
		return n + 1
	}
	return 0
}

func (r *Reader) fail() error {
	if r.tooDeep {
		return ErrTooComplex
	}
	return &SyntaxError{max(r.bad, r.pos)}
}

func (r *Reader) reset(name string, start int) {
	r.s, r.pos, r.depth, r.bad = name, start, 0, 0
	r.nodes.Reset()
	r.subs = r.subs[:0]
	r.outer, r.forward = r.outer[:0], r.forward[:0]
	r.params = r.params[:0]
	r.tryArgs, r.permitFwd, r.lambdaLevel, r.tooDeep = true, false, -1, false
	r.constraint, r.loose, r.conversions, r.inherited, r.levels = false, false, false, false, false
}

func (r *Reader) new(k ast.Kind) *node { return r.nodes.New(k) }

// take moves the collected nodes above mark into a slice of their own.
func (r *Reader) take(mark int) []*node { return r.nodes.Take(mark) }

func (r *Reader) push(n *node) { r.nodes.Stack = append(r.nodes.Stack, n) }

// one is a Kids slice of n alone.
func (r *Reader) one(n *node) []*node {
	m := len(r.nodes.Stack)
	r.push(n)
	return r.take(m)
}

func (r *Reader) enter() bool {
	if r.depth++; r.depth > maxDepth {
		r.tooDeep = true
	}
	return !r.tooDeep
}

func (r *Reader) leave() { r.depth-- }

func (r *Reader) look(i int) byte {
	if p := r.pos + i; p < len(r.s) {
		return r.s[p]
	}
	return 0
}

func (r *Reader) eat(c byte) bool {
	if r.pos < len(r.s) && r.s[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

func (r *Reader) eat2(c string) bool {
	if r.pos+1 < len(r.s) && r.s[r.pos] == c[0] && r.s[r.pos+1] == c[1] {
		r.pos += 2
		return true
	}
	return false
}

// no notes a failure at the present position and returns nil.
func (r *Reader) no() *node {
	r.bad = max(r.bad, r.pos)
	return nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digits reads [0-9]+ as text; "" if there is none.
func (r *Reader) digits() string {
	at := r.pos
	for isDigit(r.look(0)) {
		r.pos++
	}
	return r.s[at:r.pos]
}

// number reads [n][0-9]+ as text with a minus sign.
func (r *Reader) number(neg bool) (string, bool) {
	if neg && r.look(0) == 'n' && isDigit(r.look(1)) {
		at := r.pos
		r.pos++
		r.digits()
		return "-" + r.s[at+1:r.pos], true
	}
	d := r.digits()
	return d, d != ""
}

// count reads a decimal number that must fit.
func (r *Reader) count() (int, bool) {
	n, at := 0, r.pos
	for isDigit(r.look(0)) {
		n = n*10 + int(r.look(0)-'0')
		if n > 1<<30 {
			return 0, false
		}
		r.pos++
	}
	return n, r.pos > at
}

// seqID reads "_" or <base-36>_; "_" is 0, "0_" is 1.
func (r *Reader) seqID() (int, bool) {
	if r.eat('_') {
		return 0, true
	}
	n, at := 0, r.pos
	for {
		c := r.look(0)
		switch {
		case isDigit(c):
			n = n*36 + int(c-'0')
		case c >= 'A' && c <= 'Z':
			n = n*36 + int(c-'A') + 10
		default:
			return n + 1, r.pos > at && r.eat('_')
		}
		if n > 1<<30 {
			return 0, false
		}
		r.pos++
	}
}

// index reads "_" as 0 and "<n>_" as n+1 (template and function parameters).
func (r *Reader) index() (int, bool) {
	if r.eat('_') {
		return 0, true
	}
	n, ok := r.count()
	return n + 1, ok && r.eat('_')
}

func (r *Reader) blockSuffix() bool {
	const mark = "_block_invoke"
	if len(r.s)-r.pos < len(mark) || r.s[r.pos:r.pos+len(mark)] != mark {
		return false
	}
	r.pos += len(mark)
	need := r.eat('_')
	if d := r.digits(); need && d == "" {
		return false
	}
	if r.look(0) == '.' {
		r.pos = len(r.s)
	}
	return true
}
