package itanium

import (
	"errors"
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// ErrUnknowable says that a name can't be written because a part of it is
// not known.
type ErrUnknowable struct{ Reason string }

func (e ErrUnknowable) Error() string { return "name cannot be known: " + e.Reason }

// Write makes the mangled name of a symbol: substitutions and std
// abbreviations are found anew (ABI §5.1.8), everything else is taken from the
// tree. It fails with [ErrUnknowable] when the tree lacks something.
func Write(sym *ast.Symbol) (string, error) {
	if sym == nil || sym.Root == nil || sym.Scheme != ast.Itanium {
		return "", ErrUnknowable{"not the tree of an Itanium name"}
	}
	w := writer{ids: map[*node]int{}, keys: map[string]int{}, subs: map[int]int{}}
	if sym.Text == "block" {
		return "", ErrUnknowable{"block invocation"}
	}
	w.str("_Z")
	w.encoding(sym.Root)
	w.str(sym.Suffix)
	if w.err != nil {
		return "", w.err
	}
	return string(w.buf), nil
}

type writer struct {
	buf   []byte
	ids   map[*node]int  // structural identity of nodes seen
	keys  map[string]int // structure → identity
	subs  map[int]int    // identity → number of the substitution
	err   error
	depth int

	explicitThis bool // the next nested name is of a function with an explicit object parameter
}

func (w *writer) str(s string) { w.buf = append(w.buf, s...) }
func (w *writer) byte(c byte)  { w.buf = append(w.buf, c) }
func (w *writer) int(n int64)  { w.buf = strconv.AppendInt(w.buf, n, 10) }

func (w *writer) unknowable(reason string) {
	if w.err == nil {
		w.err = ErrUnknowable{reason}
	}
}

// enter bounds recursion and output.
func (w *writer) enter() bool {
	w.depth++
	if w.depth > 2*maxDepth || len(w.buf) > maxText {
		if w.err == nil {
			w.err = ErrTooComplex
		}
	}
	return w.err == nil
}

func (w *writer) leave() { w.depth-- }

// identifier writes <length> <text>.
func (w *writer) identifier(s string) {
	if s == "" {
		w.unknowable("a name is missing")
		return
	}
	w.int(int64(len(s)))
	w.str(s)
}

// id is the structural identity of a node: equal for nodes that the ABI
// treats as the same component. Children are identified first, so that shared
// subtrees are looked at once.
func (w *writer) id(n *node) int {
	if n == nil {
		return 0
	}
	if i, ok := w.ids[n]; ok {
		return i
	}
	if !w.enter() {
		return 0
	}
	defer w.leave()
	key := make([]byte, 0, 64)
	num := func(i int) {
		key = strconv.AppendInt(key, int64(i), 36)
		key = append(key, ',')
	}
	kind, flags := n.Kind, n.Flags&^(ast.Internal|ast.Expanded)
	if kind == ast.Name && n.Text == "std" && n.Scope == nil && len(n.Tags) == 0 {
		kind = ast.StdName
		num(int(kind))
		key = append(key, "0,0,0,0,t,0,0,0,"...)
	} else {
		num(int(kind))
		num(int(n.Quals))
		num(int(flags))
		num(int(n.Level))
		num(int(n.N))
		key = append(key, n.Text...)
		key = append(key, ',')
		num(w.id(n.Scope))
		num(w.id(n.Module))
		if kind == ast.TemplateParam {
			num(0)
		} else {
			num(w.id(n.Elem))
		}
		for _, k := range n.Kids {
			num(w.id(k))
		}
		for _, t := range n.Tags {
			key = append(key, '#')
			key = append(key, t...)
		}
	}
	i, ok := w.keys[string(key)]
	if !ok {
		i = len(w.keys) + 1
		w.keys[string(key)] = i
	}
	w.ids[n] = i
	return i
}

// substituted writes a substitution for n if there is one.
func (w *writer) substituted(n *node) bool {
	at, ok := w.subs[w.id(n)]
	if !ok {
		return false
	}
	w.byte('S')
	w.seqID(at)
	return true
}

func (w *writer) seqID(n int) {
	if n > 0 {
		s := strconv.FormatInt(int64(n-1), 36)
		for i := 0; i < len(s); i++ {
			c := s[i]
			if c >= 'a' {
				c -= 'a' - 'A'
			}
			w.byte(c)
		}
	}
	w.byte('_')
}

// add makes n a candidate for later substitution.
func (w *writer) add(n *node) {
	id := w.id(n)
	if _, ok := w.subs[id]; !ok {
		w.subs[id] = len(w.subs)
	}
}

func isStd(n *node) bool {
	return n != nil && (n.Kind == ast.StdName && n.Text == "t" || n.Kind == ast.Name && n.Text == "std" && n.Scope == nil)
}

func inStd(n *node, name string) bool {
	return n != nil && n.Kind == ast.Name && n.Text == name && isStd(n.Scope) && len(n.Tags) == 0
}

func isStdTemplateOfChar(n *node, name string) bool {
	return n != nil && n.Kind == ast.Template && inStd(n.Elem, name) && len(n.Kids) == 1 && isChar(n.Kids[0])
}

func isChar(n *node) bool { return n.Kind == ast.Builtin && n.Text == "char" }

// abbreviation is the standard abbreviation of n (ABI §5.1.8), "" if none.
func abbreviation(n *node) string {
	switch n.Kind {
	case ast.StdName:
		return "S" + n.Text
	case ast.Name:
		switch {
		case isStd(n) && len(n.Tags) == 0:
			return "St"
		case inStd(n, "allocator"):
			return "Sa"
		case inStd(n, "basic_string"):
			return "Sb"
		}
	case ast.Template:
		k := n.Kids
		if len(k) < 2 || len(k) > 3 || !isChar(k[0]) || !isStdTemplateOfChar(k[1], "char_traits") {
			return ""
		}
		switch {
		case len(k) == 3 && inStd(n.Elem, "basic_string") && (isStdTemplateOfChar(k[2], "allocator") || isSaOfChar(k[2])):
			return "Ss"
		case len(k) == 2 && inStd(n.Elem, "basic_istream"):
			return "Si"
		case len(k) == 2 && inStd(n.Elem, "basic_ostream"):
			return "So"
		case len(k) == 2 && inStd(n.Elem, "basic_iostream"):
			return "Sd"
		}
	}
	return ""
}

func isSaOfChar(n *node) bool {
	return n.Kind == ast.Template && n.Elem.Kind == ast.StdName && n.Elem.Text == "a" && len(n.Kids) == 1 && isChar(n.Kids[0])
}

// encoding writes <encoding>.
func (w *writer) encoding(e *node) {
	if !w.enter() {
		return
	}
	defer w.leave()
	if e.Kind == ast.Special {
		w.special(e)
		return
	}
	if e.Kind != ast.Encoding {
		w.unknowable("not an encoding")
		return
	}
	f := e.Elem
	if f != nil && f.Kind != ast.Function {
		f = nil // a variable's type is not part of its name
	}
	q := ast.Quals(0)
	if f != nil {
		q = f.Quals
		w.explicitThis = f.Flags&ast.ExplicitThis != 0
	}
	w.name(e.Scope, q)
	enable, constraints := split(e.Kids)
	if len(enable) > 0 {
		w.str("Ua9enable_ifI")
		w.argList(enable)
		w.byte('E')
	}
	if f == nil || f.Flags&ast.NoParams != 0 {
		return
	}
	if f.Elem != nil {
		w.typ(f.Elem)
	}
	w.params(f)
	for _, c := range constraints {
		w.constraint(c)
	}
}

func (w *writer) params(f *node) {
	for _, p := range f.Kids {
		w.typ(p)
	}
	if f.Flags&ast.Variadic != 0 {
		w.byte('z')
	} else if len(f.Kids) == 0 {
		w.byte('v')
	}
}

var specialCode = map[ast.SpecialKind]string{ast.VTable: "TV", ast.VTT: "TT", ast.TypeInfo: "TI", ast.TypeInfoName: "TS",
	ast.TemplateParamObj: "TA", ast.TLSWrapper: "TW", ast.TLSInit: "TH", ast.Guard: "GV", ast.RefTemporary: "GR",
	ast.ConstructionVTable: "TC", ast.CovariantThunk: "Tc", ast.NonVirtualThunk: "T", ast.VirtualThunk: "T",
	ast.TransactionClone: "GTt", ast.NonTransClone: "GTn", ast.ModuleInit: "GI"}

func (w *writer) special(n *node) {
	k := ast.SpecialKind(n.N)
	code, ok := specialCode[k]
	if !ok {
		w.unknowable("no Itanium symbol for a " + k.String())
		return
	}
	w.str(code)
	switch k {
	case ast.TLSWrapper, ast.TLSInit, ast.Guard, ast.RefTemporary:
		w.name(n.Scope, 0)
		if k == ast.RefTemporary {
			w.str(n.Text)
		}
	case ast.CovariantThunk, ast.NonVirtualThunk, ast.VirtualThunk:
		if n.Text == "" {
			w.unknowable("offsets of a thunk")
		}
		w.str(n.Text)
		w.encoding(n.Scope)
	case ast.TransactionClone, ast.NonTransClone:
		w.encoding(n.Scope)
	case ast.ModuleInit:
		w.module(n.Scope)
	case ast.ConstructionVTable:
		w.typ(n.Elem)
		w.str(n.Text)
		w.byte('_')
		w.typ(n.Kids[0])
	case ast.TemplateParamObj:
		w.arg(n.Elem)
	default:
		w.typ(n.Elem)
	}
}

// errNil is a broken tree.
var errNil = errors.New("itanium: incomplete tree")
