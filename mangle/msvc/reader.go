package msvc

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// ErrNotMangled says that a string is no Microsoft name at all.
var ErrNotMangled = errors.New("not a Microsoft name")

// ErrTooComplex says that a name exceeds the limits on depth or output.
var ErrTooComplex = errors.New("name is too complex")

// SyntaxError is a name that starts like one and is broken.
type SyntaxError struct {
	Offset int // bytes from the start of the name
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("invalid Microsoft name at offset %d", e.Offset)
}

const (
	maxDepth  = 400     // nested types, names and symbols
	maxSteps  = 1 << 20 // nodes visited while printing or writing one name
	maxText   = 1 << 20 // bytes printed for one name
	maxPieces = 400     // pieces of at most 512 nodes: what one name may need
	maxRefs   = 10      // entries of a table of back references
)

type node = ast.Node

// refs are the names and parameter types that digits refer to.
type refs struct {
	names  [maxRefs]*node
	keys   [maxRefs]string // what the name was spelled as
	nnames int
	params [maxRefs]*node
	nparam int
}

// Reader reads names one after the other and reuses its buffers. The tree of
// one name is valid until the next one is read. It belongs to one goroutine;
// the zero value is ready.
type Reader struct {
	Compiler Compiler // who wrote the names, if that is known

	s     string
	pos   int
	depth int
	err   error // first failure

	nodes ast.Arena

	refs     refs
	counts   counts
	seen     counts   // kinds of names in it about which compilers differ
	hash     Compiler // who wrote it, by the hash of an anonymous namespace
	instance bool     // it has the name of an instance of a function template
	same     int      // budget of comparisons of types

	out printer
}

// Parse reads one name into a tree of its own.
func Parse(name string) (*ast.Symbol, error) {
	var r Reader
	return r.Parse(name)
}

// Parse reads a name. The Symbol is valid until the next call.
func (r *Reader) Parse(name string) (*ast.Symbol, error) {
	if !Looks(name) {
		return nil, ErrNotMangled
	}
	return r.parse(name)
}

// Looks reports whether name starts as Microsoft names do.
func Looks(name string) bool {
	return len(name) > 1 && name[0] == '?' || strings.HasPrefix(name, ".?A") || strings.HasPrefix(name, ".P")
}

// whole reads a name to its end, by one set of what counts.
func (r *Reader) whole(name string, c counts) (*node, error) {
	r.reset(name)
	r.counts = c
	root := r.root()
	if root != nil && r.err == nil && r.pos != len(r.s) {
		r.fail()
	}
	if r.err != nil {
		return nil, r.err
	}
	return root, nil
}

func (r *Reader) reset(name string) {
	r.s, r.pos, r.depth, r.err = name, 0, 0, nil
	r.nodes.Reset()
	r.refs.nnames, r.refs.nparam = 0, 0
	r.seen, r.hash, r.instance, r.same = 0, AnyCompiler, false, maxSteps
}

// countsNow reports whether back references count names of a kind.
func (r *Reader) countsNow(kind counts) bool {
	r.seen |= kind
	return r.counts&kind != 0
}

// fail notes a failure at the present position and returns nil.
func (r *Reader) fail() *node {
	if r.err == nil {
		r.err = &SyntaxError{min(r.pos, len(r.s))}
	}
	return nil
}

// new hands out a zeroed node.
func (r *Reader) new(k ast.Kind) *node {
	n := r.nodes.New(k)
	if r.nodes.Pieces() > maxPieces && r.err == nil {
		r.err = ErrTooComplex
	}
	return n
}

// take moves the collected nodes above mark into a slice of their own.
func (r *Reader) take(mark int) []*node { return r.nodes.Take(mark) }

func (r *Reader) push(n *node) { r.nodes.Stack = append(r.nodes.Stack, n) }

func (r *Reader) enter() bool {
	if r.depth++; r.depth > maxDepth && r.err == nil {
		r.err = ErrTooComplex
	}
	return r.err == nil
}

func (r *Reader) leave() { r.depth-- }

// look is the byte i places ahead, 0 behind the end.
func (r *Reader) look(i int) byte {
	if p := r.pos + i; p < len(r.s) {
		return r.s[p]
	}
	return 0
}

// next reads one byte, 0 behind the end.
func (r *Reader) next() byte {
	c := r.look(0)
	if r.pos < len(r.s) {
		r.pos++
	}
	return c
}

func (r *Reader) eat(c byte) bool {
	if r.pos < len(r.s) && r.s[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

func (r *Reader) starts(s string) bool { return strings.HasPrefix(r.s[r.pos:], s) }

func (r *Reader) eatAll(s string) bool {
	if r.starts(s) {
		r.pos += len(s)
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// number reads [?] (0…9 | {A…P} @): 0 to 9 stand for 1 to 10, letters are
// hexadecimal digits.
func (r *Reader) number() (v uint64, negative bool) {
	negative = r.eat('?')
	if c := r.look(0); isDigit(c) {
		r.pos++
		return uint64(c-'0') + 1, negative
	}
	for at := r.pos; ; r.pos++ {
		c := r.look(0)
		switch {
		case c == '@':
			r.pos++
			return v, negative
		case c < 'A' || c > 'P' || r.pos-at >= 16:
			r.fail()
			return 0, false
		}
		v = v<<4 | uint64(c-'A')
	}
}

// unsigned reads a number without sign.
func (r *Reader) unsigned() uint64 {
	v, neg := r.number()
	if neg {
		r.fail()
	}
	return v
}

// signed reads a number that fits an int64.
func (r *Reader) signed() int64 {
	v, neg := r.number()
	if v > 1<<63-1 {
		r.fail()
		return 0
	}
	if neg {
		return -int64(v)
	}
	return int64(v)
}
