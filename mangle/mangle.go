package mangle

import (
	"errors"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/ianlancetaylor/demangle"

	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
	"github.com/tenon-abi/tenon/mangle/msvc"
)

// ErrNotMangled says that a string does not start as any mangled name does.
var ErrNotMangled = errors.New("not a mangled name")

// Detect tells from the first letters (for legacy Rust also the last) which
// scheme a name follows, if it is one.
func Detect(name string) ast.Scheme {
	if name == "" {
		return ast.NoScheme
	}
	switch name[0] {
	case '?', '.':
		if msvc.Looks(name) {
			return ast.Microsoft
		}
	case '_':
		n := 1
		for n < len(name) && n < 4 && name[n] == '_' {
			n++
		}
		switch {
		case n == len(name):
		case name[n] == 'R' && n <= 2:
			return ast.RustV0
		case name[n] == 'Z' && n <= 2 && legacyRust(name):
			return ast.RustLegacy
		case name[n] == 'Z':
			return ast.Itanium
		}
	}
	return ast.NoScheme
}

// legacyRust reports whether an Itanium name ends in Rust's hash: 17h and 16
// hexadecimal digits, E, and perhaps a suffix with a dot.
func legacyRust(name string) bool {
	const hash = "17h0123456789abcdefE"
	if dot := strings.IndexByte(name, '.'); dot > 0 {
		// legacy names have dots inside (".."): try every one from the back
		for end := len(name); end > 0; end = strings.LastIndexByte(name[:end], '.') {
			if endsInHash(name[:end], len(hash)) {
				return true
			}
		}
		return false
	}
	return endsInHash(name, len(hash))
}

func endsInHash(name string, size int) bool {
	at := len(name) - size
	if at < 3 || name[len(name)-1] != 'E' || name[at:at+3] != "17h" {
		return false
	}
	for _, c := range []byte(name[at+3 : len(name)-1]) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// reader has the scratch buffers of one goroutine.
type reader struct {
	itanium itanium.Reader
	msvc    msvc.Reader
	buf     []byte
}

// maxRust is the longest output of a Rust name, as a power of two.
const maxRust = 20

// append appends the readable name to dst, nothing on errors.
func (r *reader) append(dst []byte, name string) ([]byte, error) {
	at := len(dst)
	var err error
	switch Detect(name) {
	case ast.Itanium:
		r.itanium.Modern = true
		dst, err = r.itanium.Append(dst, name)
	case ast.Microsoft:
		dst, err = r.msvc.Append(dst, name)
	case ast.RustLegacy, ast.RustV0:
		var s string
		s, err = rust(name)
		dst = append(dst, s...)
	default:
		err = ErrNotMangled
	}
	if err != nil {
		dst = dst[:at]
	}
	return dst, err
}

// demangle reads one name; on errors it returns the name.
func (r *reader) demangle(name string) (string, error) {
	var err error
	r.buf, err = r.append(r.buf[:0], name)
	if err != nil {
		return name, err
	}
	return string(r.buf), nil
}

func rust(name string) (string, error) {
	if strings.HasPrefix(name, "__") {
		name = name[1:] // Mach-O
	}
	v0 := strings.HasPrefix(name, "_R")
	if v0 {
		var err error
		if name, err = emptied(name); err != nil {
			return "", err
		}
	}
	s, err := demangle.ToString(name, demangle.NoClones, demangle.MaxLength(maxRust))
	if v0 {
		s = unnamed.ReplaceAllString(s, "$1")
	}
	return s, err
}

// unnamed is "::" before an item of v0 without a name, such as the constructor of
// a tuple struct, that the library leaves.
var unnamed = regexp.MustCompile(`::($|[^\w<{'"])`)

// Demangle spells a mangled name. What is not one, or broken, comes out as it
// went in, with an error.
func Demangle(name string) (string, error) {
	var r reader
	return r.demangle(name)
}

// Parse reads a name into a tree. The tree of a Rust name is its text and path.
func Parse(name string) (*ast.Symbol, error) { return parse(name, msvc.AnyCompiler) }

func parse(name string, c msvc.Compiler) (*ast.Symbol, error) {
	switch s := Detect(name); s {
	case ast.Itanium:
		return itanium.Parse(name)
	case ast.Microsoft:
		r := msvc.Reader{Compiler: c}
		return r.Parse(name)
	case ast.RustLegacy, ast.RustV0:
		text, err := rust(name)
		if err != nil {
			return nil, err
		}
		return &ast.Symbol{Scheme: s, Text: text, Path: splitPath(text)}, nil
	}
	return nil, ErrNotMangled
}

// splitPath cuts a Rust path at "::" outside of brackets.
func splitPath(text string) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '<', '(', '[', '{':
			depth++
		case '>':
			if i > 0 && text[i-1] != '-' { // not the arrow of a function type
				depth--
			}
		case ')', ']', '}':
			depth--
		case ':':
			if depth == 0 && i+1 < len(text) && text[i+1] == ':' {
				out = append(out, text[start:i])
				i++
				start = i + 1
			}
		}
	}
	return append(out, text[start:])
}

// batch is how many names a worker takes at a time.
const batch = 512

// DemangleAll spells many names on all cores, in their order. The errors are
// nil where all went well; where a name is not mangled or broken its output is
// the name itself.
func DemangleAll(names []string) ([]string, []error) {
	out, errs := make([]string, len(names)), make([]error, len(names))
	var next atomic.Int64
	work := func() {
		var r reader
		for {
			end := int(next.Add(batch))
			for i := end - batch; i < min(end, len(names)); i++ {
				out[i], errs[i] = r.demangle(names[i])
			}
			if end >= len(names) {
				return
			}
		}
	}
	workers := min(runtime.GOMAXPROCS(0), (len(names)+batch-1)/batch)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(work)
	}
	wg.Wait()
	return out, errs
}
