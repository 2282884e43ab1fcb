package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// ErrUnknowable says that a name can't be written because a part of it is not
// known.
type ErrUnknowable struct{ Reason string }

func (e ErrUnknowable) Error() string { return "name cannot be known: " + e.Reason }

// Write makes the name of a symbol. Back references are found anew, everything
// else is taken from the tree: pointer mode (Ptr64), access, storage,
// convention, class-keys. It fails with [ErrUnknowable] when the tree lacks
// something.
func Write(sym *ast.Symbol) (string, error) { return WriteFor(sym, AnyCompiler) }

// WriteFor makes the name as one compiler writes it. For AnyCompiler all must
// agree on it.
func WriteFor(sym *ast.Symbol, c Compiler) (string, error) {
	if sym == nil || sym.Root == nil || sym.Scheme != ast.Microsoft {
		return "", ErrUnknowable{"not the tree of a Microsoft name"}
	}
	cands := candidates(c)
	if sym.Text == vc6Hint {
		cands = []counts{vc6}
	}
	text := ""
	done, seen, hash := counts(0), counts(0), AnyCompiler
	for i, set := range cands {
		if text != "" && (!set.agrees(hash) || set&seen == done&seen) {
			continue
		}
		w := writer{shapes: shapes{ids: map[*node]int{}, keys: map[string]int{}}, counts: set, compiler: c}
		w.root(sym.Root)
		if w.err != nil {
			return "", w.err
		}
		seen, hash = seen|w.seen, w.hash
		switch got := string(w.buf); {
		case !set.agrees(hash) && i+1 < len(cands):
		case text == "":
			text, done = got, set
		case got != text:
			return "", ErrUnknowable{"which compiler writes the name"}
		}
	}
	return text, nil
}

func (w *writer) root(n *node) {
	if n.Kind == ast.Special && ast.SpecialKind(n.N) == ast.TypeDescriptorName {
		w.byte('.')
		w.result(n.Elem)
	} else {
		w.symbol(n)
	}
	if w.err == nil {
		w.err = w.shapes.err
	}
}

// countsNow reports whether back references count names of a kind.
func (w *writer) countsNow(kind counts) bool {
	w.seen |= kind
	return w.counts&kind != 0
}

type writer struct {
	shapes
	buf    []byte
	names  []string // what the names digits refer to were spelled as
	params []int    // identities of the parameter types digits refer to
	err    error
	depth  int
	steps  int

	compiler Compiler
	counts   counts
	seen     counts
	hash     Compiler
}

func (w *writer) str(s string) { w.buf = append(w.buf, s...) }
func (w *writer) byte(c byte)  { w.buf = append(w.buf, c) }

func (w *writer) unknowable(reason string) {
	if w.err == nil {
		w.err = ErrUnknowable{reason}
	}
}

// enter bounds recursion and output; it refuses incomplete trees.
func (w *writer) enter(n *node) bool {
	w.depth++
	w.steps++
	if w.err == nil && (w.depth > 4*maxDepth || w.steps > maxSteps || len(w.buf) > maxText) {
		w.err = ErrTooComplex
	}
	if n == nil {
		w.unknowable("a part is missing")
	}
	return w.err == nil
}

func (w *writer) leave() { w.depth-- }

// number writes 1 to 10 as a digit, others as hexadecimal letters and @.
func (w *writer) number(v uint64) {
	switch {
	case v == 0:
		w.str("A@")
	case v <= 10:
		w.byte('0' + byte(v-1))
	default:
		shift := 60
		for v>>shift == 0 {
			shift -= 4
		}
		for ; shift >= 0; shift -= 4 {
			w.byte('A' + byte(v>>shift&15))
		}
		w.byte('@')
	}
}

func (w *writer) signed(v int64) {
	if v < 0 {
		w.byte('?')
		w.number(-uint64(v))
		return
	}
	w.number(uint64(v))
}

// decimal writes a number given as text.
func (w *writer) decimal(s string) {
	if len(s) > 0 && s[0] == '-' {
		w.byte('?')
		s = s[1:]
	}
	v, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		w.unknowable("a number is missing")
	}
	w.number(v)
}

func (w *writer) quals(q ast.Quals, letter byte) {
	if q&ast.Const != 0 {
		letter++
	}
	if q&ast.Volatile != 0 {
		letter += 2
	}
	w.byte(letter)
}

func (w *writer) ext(q ast.Quals) {
	if q&ast.Ptr64 != 0 {
		w.byte('E')
	}
	if q&ast.Restrict != 0 {
		w.byte('I')
	}
	if q&ast.Unaligned != 0 {
		w.byte('F')
	}
}

// symbol writes a root, from its question mark on.
func (w *writer) symbol(n *node) {
	if !w.enter(n) {
		return
	}
	defer w.leave()
	switch n.Kind {
	case ast.Special:
		w.special(n)
	case ast.Encoding:
		w.byte('?')
		w.name(n.Scope, n.Elem != nil && n.Elem.Kind != ast.Function)
		w.encoding(n, nil)
	default:
		w.unknowable("not a symbol")
	}
}

// encoding writes what follows the name.
func (w *writer) encoding(e, thunk *node) {
	f := e.Elem
	if f == nil {
		w.unknowable("the type")
		return
	}
	if f.Kind != ast.Function {
		w.variable(e)
		return
	}
	if f.Flags&ast.NoParams != 0 {
		w.byte('9')
		return
	}
	if e.Flags&ast.ExternC != 0 {
		w.str("$$J0")
	}
	hasThis := w.functionClass(e, thunk)
	w.functionType(f, hasThis)
}

// functionClass writes access, storage and adjustment and reports whether
// there is an object.
func (w *writer) functionClass(e, thunk *node) bool {
	far := byte(0)
	if e.Flags&ast.Far != 0 {
		far = 1
	}
	if e.Access == ast.NoAccess {
		if thunk != nil || e.Flags&(ast.Static|ast.Virtual) != 0 {
			w.unknowable("access")
		}
		w.byte('Y' + far)
		return false
	}
	level := byte(e.Access - ast.Private)
	code := 'A' + 8*level + far
	switch {
	case thunk != nil && ast.SpecialKind(thunk.N) == ast.VirtualThunk:
		w.byte('$')
		if len(thunk.Kids) == 4 {
			w.byte('R')
		}
		w.byte('0' + 2*level + far)
		w.adjustments(thunk.Kids)
	case thunk != nil:
		w.byte(code + 6)
		w.adjustments(thunk.Kids)
	case e.Flags&ast.Static != 0:
		w.byte(code + 2)
		return false
	case e.Flags&ast.Virtual != 0:
		w.byte(code + 4)
	default:
		w.byte(code)
	}
	return true
}

// adjustments are written as 32 unsigned bits.
func (w *writer) adjustments(kids []*node) {
	if n := len(kids); n != 1 && n != 2 && n != 4 {
		w.unknowable("offsets of a thunk")
	}
	for _, k := range kids {
		w.number(uint64(uint32(k.N)))
	}
}

// variable writes <storage> <type> <qualifiers>.
func (w *writer) variable(e *node) {
	if len(e.Text) != 1 || e.Text[0] < '0' || e.Text[0] > '4' {
		w.unknowable("storage of a variable")
		return
	}
	w.str(e.Text)
	t, q := split(e.Elem)
	w.typ(t)
	switch t.Kind {
	case ast.Pointer, ast.LRef, ast.RRef, ast.MemberPointer:
		w.ext(t.Quals)
		letter := byte('A')
		if t.Kind == ast.MemberPointer {
			letter = 'Q'
		}
		q := allCV(t.Elem)
		if to, _ := split(t.Elem); to != nil && to.Kind == ast.Array {
			q = 0
			if e.Flags&ast.Decayed == 0 {
				q = allCV(element(to))
			}
		}
		w.quals(q, letter)
		if t.Kind == ast.MemberPointer {
			w.typeName(t.Scope)
		}
	default:
		w.quals(q, 'A')
	}
}

// element is the innermost element type of an array.
func element(t *node) *node {
	for t != nil && t.Kind == ast.Array {
		t = t.Elem
	}
	return t
}

// split takes the qualifiers off a type.
func split(t *node) (*node, ast.Quals) {
	q := ast.Quals(0)
	for t != nil && t.Kind == ast.Qualified {
		q |= t.Quals
		t = t.Elem
	}
	return t, q & (ast.Const | ast.Volatile)
}

// allCV are the const and volatile of a type, also where a pointer says so
// itself.
func allCV(t *node) ast.Quals {
	in, q := split(t)
	if in != nil && (in.Kind == ast.Pointer || in.Kind == ast.MemberPointer) {
		q |= in.Quals & (ast.Const | ast.Volatile)
	}
	return q
}

var specialCode = map[ast.SpecialKind]string{ast.VFTable: "??_7", ast.VBTable: "??_8", ast.LocalVFTable: "??_S", ast.RTTILocator: "??_R4",
	ast.RTTITypeDescriptor: "??_R0", ast.RTTIBaseDescriptor: "??_R1", ast.RTTIBaseArray: "??_R2", ast.RTTIHierarchy: "??_R3",
	ast.VCall: "??_9", ast.StringLiteral: "??_C", ast.DynInit: "??__E", ast.DynAtexit: "??__F", ast.LocalGuard: "??_B",
	ast.ThreadGuard: "??__J", ast.MD5: "??@"}

func (w *writer) special(n *node) {
	k := ast.SpecialKind(n.N)
	switch k {
	case ast.NonVirtualThunk, ast.VirtualThunk:
		if n.Scope == nil || n.Scope.Kind != ast.Encoding || n.Scope.Elem == nil || n.Scope.Elem.Kind != ast.Function || len(n.Kids) == 0 {
			w.unknowable("the function of a thunk")
			return
		}
		w.byte('?')
		w.name(n.Scope.Scope, false)
		w.encoding(n.Scope, n)
		return
	}
	code, ok := specialCode[k]
	if !ok {
		w.unknowable("no Microsoft symbol for a " + k.String())
		return
	}
	if k == ast.RTTILocator && len(n.Text) > 1 {
		w.str("??@" + n.Text + "@??_R4@")
		return
	}
	w.str(code)
	switch k {
	case ast.MD5:
		w.str(n.Text)
		w.byte('@')
	case ast.StringLiteral:
		w.str(n.Text)
	case ast.RTTITypeDescriptor:
		w.result(n.Elem)
		w.str("@8")
	case ast.RTTIBaseDescriptor:
		for _, o := range n.Kids {
			w.signed(o.N)
		}
		w.scopes(n.Scope)
		w.byte('8')
	case ast.RTTIBaseArray, ast.RTTIHierarchy:
		w.scopes(n.Scope)
		w.byte('8')
	default:
		w.stub(n, k)
	}
}

// stub writes the special symbols that are functions, guards or tables.
func (w *writer) stub(n *node, k ast.SpecialKind) {
	switch k {
	case ast.DynInit, ast.DynAtexit:
		if n.Scope == nil || n.Elem == nil {
			w.unknowable("the variable of an initializer")
			return
		}
		if n.Scope.Kind == ast.Encoding {
			w.symbol(n.Scope)
			w.str("@@")
		} else {
			w.name(n.Scope, true)
		}
		w.encoding(n.Elem, nil)
	case ast.VCall:
		w.scopes(n.Scope)
		w.str("$B")
		for _, o := range n.Kids {
			w.signed(o.N)
		}
		w.byte('A')
		w.conv(n.Conv)
	case ast.LocalGuard, ast.ThreadGuard:
		w.scopes(n.Scope)
		w.str(n.Text)
		for _, o := range n.Kids {
			w.signed(o.N)
		}
	default:
		w.scopes(n.Scope)
		w.str(n.Text)
		w.quals(n.Quals, 'A')
		for _, t := range n.Kids {
			w.typeName(t)
		}
		w.byte('@')
	}
}
