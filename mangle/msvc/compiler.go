package msvc

import (
	"errors"
	"strings"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// ErrAmbiguous says that a name means one thing if one compiler wrote it and
// another if another did, and that nothing in it tells which; see [Compiler].
var ErrAmbiguous = errors.New("what a back reference stands for depends on the compiler that wrote the name")

// Compiler says who wrote a name. It matters because compilers do not agree on
// which names back references count:
//
//	                                 Clang15  Clang19  VisualC
//	anonymous namespaces             no       no       yes
//	guards and temporaries ($TSS0)   no       yes      yes
//	suffixes of literal operators    yes      yes      unknown
//	instances of variable templates  yes      yes      unknown
//
// The columns for clang were read off names that clang 15 and 19 make. The
// one for Visual C++ says what llvm-undname, which was written for its names,
// does, as far as clang does the same; "unknown" is where the two differ.
// Visual C++ 6 also counted instances of function templates, except
// operators; a name is read like that if it makes no sense otherwise.
type Compiler uint8

// Compilers. Under AnyCompiler all others are tried; if they lead to different
// readings the result is [ErrAmbiguous].
const (
	AnyCompiler Compiler = iota
	VisualC
	Clang15
	Clang19
)

// counts is a set of kinds of names that back references count.
type counts uint8

const (
	anonymous counts = 1 << iota
	guards
	literals
	variables
	functions // Visual C++ 6
)

const vc6 = anonymous | guards | functions

// vc6Hint is the Text of the Symbol of a name that Visual C++ 6 wrote.
const vc6Hint = "vc6"

var byCompiler = [...][]counts{
	AnyCompiler: {literals | variables | guards, literals | variables, anonymous | guards, anonymous | guards | literals,
		anonymous | guards | variables, anonymous | guards | literals | variables},
	VisualC: {anonymous | guards, anonymous | guards | literals, anonymous | guards | variables, anonymous | guards | literals | variables},
	Clang15: {literals | variables},
	Clang19: {literals | variables | guards},
}

// candidates are the sets to try.
func candidates(c Compiler) []counts {
	if int(c) < len(byCompiler) {
		return byCompiler[c]
	}
	return byCompiler[AnyCompiler]
}

// writerOf tells by the case of the hash of an anonymous namespace
// ("0x7F3A…") whether clang (upper case) or Visual C++ (lower case) wrote it.
func writerOf(hash string) Compiler {
	if !strings.HasPrefix(hash, "0x") {
		return AnyCompiler
	}
	for _, c := range []byte(hash[2:]) {
		switch {
		case c >= 'A' && c <= 'F':
			return Clang15 // or a later one
		case c >= 'a' && c <= 'f':
			return VisualC
		}
	}
	return AnyCompiler
}

// agrees reports whether a set is possible for who wrote the hash.
func (c counts) agrees(hash Compiler) bool {
	switch hash {
	case VisualC:
		return c&anonymous != 0
	case Clang15:
		return c&anonymous == 0 && c&literals != 0
	}
	return true
}

// isGuard recognises $TSS0, $S1 and $RT1.
func isGuard(text string) bool {
	for _, p := range [...]string{"$TSS", "$S", "$RT"} {
		if rest, ok := strings.CutPrefix(text, p); ok && digits(rest) {
			return true
		}
	}
	return false
}

// isFunclet recognises the clean-up code of a function, whose name is put
// together from the function's finished name.
func isFunclet(text string) bool {
	for _, p := range [...]string{"dtor$", "catch$"} {
		if rest, ok := strings.CutPrefix(text, p); ok && digits(rest) {
			return true
		}
	}
	return false
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// parse reads a name by all sets that are possible.
func (r *Reader) parse(name string) (*ast.Symbol, error) {
	cands := candidates(r.Compiler)
	root, err := r.whole(name, cands[0])
	if r.seen == 0 {
		if err != nil && r.instance && r.Compiler <= VisualC {
			if old, oldErr := r.whole(name, vc6); oldErr == nil {
				return &ast.Symbol{Scheme: ast.Microsoft, Root: old, Text: vc6Hint}, nil
			}
		}
		if err != nil {
			return nil, err
		}
		return &ast.Symbol{Scheme: ast.Microsoft, Root: root}, nil
	}
	return r.parseAll(name, cands, root, err)
}

// parseAll compares the readings by the sets after the first one.
func (r *Reader) parseAll(name string, cands []counts, first *node, firstErr error) (*ast.Symbol, error) {
	var other Reader
	seen, hash := r.seen, r.hash
	root, err, chosen := first, firstErr, cands[0]
	if !chosen.agrees(hash) {
		root, err = nil, nil
	}
	for _, c := range cands[1:] {
		if !c.agrees(hash) || c&seen == chosen&seen && (root != nil || err != nil) {
			continue
		}
		o, oErr := other.whole(name, c)
		seen |= other.seen
		switch {
		case oErr != nil:
			if err == nil && root == nil {
				err = oErr
			}
		case root == nil:
			root, err = r.whole(name, c)
			chosen = c
		default:
			r.same = maxSteps
			if !r.equal(root, o) {
				return nil, ErrAmbiguous
			}
		}
	}
	if root == nil {
		if err == nil {
			err = &SyntaxError{0}
		}
		return nil, err
	}
	return &ast.Symbol{Scheme: ast.Microsoft, Root: root}, nil
}
