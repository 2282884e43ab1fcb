package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// root reads a whole name: a symbol, or the name that type information stores.
func (r *Reader) root() *node {
	if r.eat('.') {
		n := r.special(ast.TypeDescriptorName)
		if n.Elem = r.result(); n.Elem == nil {
			return nil
		}
		return n
	}
	return r.symbol()
}

func (r *Reader) special(k ast.SpecialKind) *node {
	n := r.new(ast.Special)
	n.N = int64(k)
	return n
}

// symbol reads ?…, also where it is part of another name.
func (r *Reader) symbol() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	if r.starts("??@") {
		return r.md5()
	}
	if !r.eat('?') {
		return r.fail()
	}
	if r.starts("?_") {
		if n := r.intrinsic(); n != nil || r.err != nil {
			return n
		}
	}
	return r.declarator()
}

// md5 reads ??@<hash>@, which stands for a name of more than 4096 bytes.
func (r *Reader) md5() *node {
	r.pos += 3
	at := r.pos
	for c := r.look(0); isDigit(c) || c >= 'a' && c <= 'f'; c = r.look(0) {
		r.pos++
	}
	if r.pos-at != 32 || r.look(0) != '@' {
		return r.fail()
	}
	n := r.special(ast.MD5)
	n.Text = r.s[at:r.pos]
	r.pos++
	if r.eatAll("??_R4@") {
		n.N = int64(ast.RTTILocator)
	}
	return n
}

// intrinsic reads ?_… if it names data or a stub of the compiler, and leaves
// operators alone.
func (r *Reader) intrinsic() *node {
	c := r.look(2)
	switch c {
	case '7', '8', 'S':
		r.pos += 3
		return r.table(map[byte]ast.SpecialKind{'7': ast.VFTable, '8': ast.VBTable, 'S': ast.LocalVFTable}[c])
	case '9':
		r.pos += 3
		return r.vcall()
	case 'B':
		r.pos += 3
		return r.guard(ast.LocalGuard)
	case 'C':
		r.pos += 3
		return r.stringLiteral()
	case 'R':
		r.pos += 4
		return r.rtti(r.look(-1))
	case '_':
		switch r.look(3) {
		case 'E':
			r.pos += 4
			return r.stub(ast.DynInit)
		case 'F':
			r.pos += 4
			return r.stub(ast.DynAtexit)
		case 'J':
			r.pos += 4
			return r.guard(ast.ThreadGuard)
		}
	}
	return nil
}

// owned reads the scopes a special symbol belongs to.
func (r *Reader) owned(k ast.SpecialKind) *node {
	n := r.special(k)
	scope, ok := r.scopes()
	if !ok {
		return nil
	}
	n.Scope = scope
	return n
}

// table reads <class> (6|7) <qualifiers> <base path>* @.
func (r *Reader) table(k ast.SpecialKind) *node {
	n := r.owned(k)
	if n == nil {
		return nil
	}
	at := r.pos
	if c := r.next(); c != '6' && c != '7' {
		r.pos = at
		return r.fail()
	}
	n.Text = r.s[at:r.pos]
	n.Quals = r.quals()
	mark := len(r.nodes.Stack)
	for r.err == nil && !r.eat('@') {
		if t := r.typeName(); t != nil {
			r.push(t)
		}
	}
	n.Kids = r.take(mark)
	return n
}

func (r *Reader) vcall() *node {
	n := r.owned(ast.VCall)
	if n == nil || !r.eatAll("$B") {
		return r.fail()
	}
	n.Kids = r.literals(1)
	if !r.eat('A') {
		return r.fail()
	}
	n.Conv = r.conv()
	return n
}

// literals reads n numbers.
func (r *Reader) literals(n int) []*node {
	mark := len(r.nodes.Stack)
	for range n {
		l := r.new(ast.Literal)
		l.N = r.signed()
		l.Text = strconv.FormatInt(l.N, 10)
		r.push(l)
	}
	return r.take(mark)
}

func (r *Reader) guard(k ast.SpecialKind) *node {
	n := r.owned(k)
	if n == nil {
		return nil
	}
	switch {
	case r.eatAll("4IA"):
		n.Text = "4IA"
	case r.eat('5'):
		n.Text = "5"
	default:
		return r.fail()
	}
	if r.pos < len(r.s) && (isDigit(r.look(0)) || r.look(0) >= 'A' && r.look(0) <= 'P') {
		n.Kids = r.literals(1)
	}
	return n
}

func (r *Reader) rtti(which byte) *node {
	switch which {
	case '0':
		n := r.special(ast.RTTITypeDescriptor)
		if n.Elem = r.result(); n.Elem == nil || !r.eatAll("@8") {
			return r.fail()
		}
		return n
	case '1':
		offsets := r.literals(4)
		n := r.owned(ast.RTTIBaseDescriptor)
		if n == nil || !r.eat('8') {
			return r.fail()
		}
		n.Kids = offsets
		return n
	case '2', '3':
		k := ast.RTTIBaseArray
		if which == '3' {
			k = ast.RTTIHierarchy
		}
		n := r.owned(k)
		if n == nil || !r.eat('8') {
			return r.fail()
		}
		return n
	case '4':
		return r.table(ast.RTTILocator)
	}
	r.pos--
	return r.fail()
}

// stub reads the name of a function that constructs or destroys a variable:
// <name> <function>, or ?<symbol of a variable>@@ <function>.
func (r *Reader) stub(k ast.SpecialKind) *node {
	n := r.special(k)
	if r.look(0) == '?' && r.look(1) != '$' {
		n.Scope = r.symbol()
		if n.Scope == nil {
			return nil
		}
		if n.Scope.Kind != ast.Encoding || n.Scope.Text == "" || !r.eatAll("@@") {
			return r.fail()
		}
	} else if n.Scope = r.name(true); n.Scope == nil {
		return nil
	}
	if n.Elem = r.function(nil); n.Elem != nil && n.Elem.Kind != ast.Encoding {
		return r.fail() // nobody adjusts this for a function that has none
	}
	return n
}

// owner checks that a constructor or destructor has a class.
func (r *Reader) owner(n *node) *node {
	if n == nil {
		return r.fail()
	}
	switch b := base(n); b.Kind {
	case ast.Ctor, ast.Dtor:
		if b.Scope == nil || b.Scope.Kind == ast.LocalScope {
			return r.fail()
		}
	}
	return n
}

// name reads a leaf with its scopes. Whether the instance of a template counts
// among the names for back references depends on what it is: what is taken for
// a function is read again if a variable's type follows.
func (r *Reader) name(isVariable bool) *node {
	at := r.pos
	leaf := r.leaf()
	if leaf == nil {
		return r.fail()
	}
	end := r.pos
	if leaf.Kind != ast.Template || r.s[at] != '?' {
		return r.owner(r.scoped(leaf))
	}
	before := r.refs
	switch {
	case isVariable:
		if r.countsNow(variables) {
			r.remember(leaf, r.s[at:end])
		}
	case base(leaf).Kind == ast.Name:
		r.instance = true
		if r.counts&functions != 0 {
			r.remember(leaf, r.s[at:end])
		}
	}
	n := r.scoped(leaf)
	if c := r.look(0); n != nil && !isVariable && c >= '0' && c <= '4' && r.countsNow(variables) {
		r.refs, r.pos = before, end
		r.remember(leaf, r.s[at:end])
		n = r.scoped(leaf)
	}
	return r.owner(n)
}

// declarator reads <name> <encoding>.
func (r *Reader) declarator() *node {
	n := r.name(false)
	if n == nil {
		return nil
	}
	if c := r.look(0); c >= '0' && c <= '4' {
		if k := base(n).Kind; k != ast.Name && k != ast.Lambda && k != ast.Unnamed {
			return r.fail()
		}
		return r.variable(n)
	}
	return r.function(n)
}

// function reads the type of a function and what it is in its class.
func (r *Reader) function(name *node) *node {
	e := r.new(ast.Encoding)
	e.Scope = name
	if r.eatAll("$$J0") {
		e.Flags |= ast.ExternC
	}
	thunk, hasThis := r.functionClass(e)
	if r.err != nil {
		return nil
	}
	if e.Flags&ast.NoParams != 0 {
		e.Flags = e.Flags&^ast.NoParams | ast.ExternC
		e.Elem = r.new(ast.Function)
		e.Elem.Flags = ast.NoParams
		if name != nil && base(name).Kind == ast.Conversion {
			return r.fail()
		}
		return e
	}
	f := r.functionType(hasThis)
	if f == nil {
		return nil
	}
	f.Flags &^= ast.Member
	e.Elem = f
	if name != nil && !r.settle(base(name), f, hasThis) {
		return r.fail()
	}
	if thunk != nil {
		thunk.Scope = e
		return thunk
	}
	return e
}

// settle finishes a name with what the function's type says: the target of a
// conversion, one or two operands of an operator.
func (r *Reader) settle(b, f *node, hasThis bool) bool {
	switch b.Kind {
	case ast.Conversion:
		if f.Elem == nil {
			return false
		}
		b.Elem = f.Elem
	case ast.Operator:
		n := len(f.Kids)
		if hasThis {
			n++
		}
		if n == 1 {
			b.Text = unaryOf(b.Text)
		}
	}
	return true
}

// functionClass reads the letters for access, storage and thunks.
func (r *Reader) functionClass(e *node) (thunk *node, hasThis bool) {
	at := r.pos
	switch c := r.next(); {
	case c == '9':
		e.Flags |= ast.NoParams
		return nil, false
	case c == 'Y', c == 'Z':
		if c == 'Z' {
			e.Flags |= ast.Far
		}
		return nil, false
	case c >= 'A' && c <= 'X':
		return r.memberClass(e, c-'A')
	case c == '$':
		n := 2
		if r.eat('R') {
			n = 4
		}
		c = r.next()
		if c < '0' || c > '5' {
			r.pos = at
			break
		}
		e.Access = ast.Private + ast.Access(c-'0')/2
		e.Flags |= ast.Virtual | far(c-'0')
		thunk = r.special(ast.VirtualThunk)
		thunk.Kids = r.adjustments(n)
		return thunk, true
	}
	r.pos = at
	r.fail()
	return nil, false
}

func far(code byte) ast.Flags {
	if code&1 != 0 {
		return ast.Far
	}
	return 0
}

// memberClass splits a letter: eight per access level, two each for plain,
// static, virtual and adjusting functions.
func (r *Reader) memberClass(e *node, code byte) (thunk *node, hasThis bool) {
	e.Access = ast.Private + ast.Access(code/8)
	e.Flags |= far(code)
	switch code % 8 / 2 {
	case 1:
		e.Flags |= ast.Static
		return nil, false
	case 2:
		e.Flags |= ast.Virtual
	case 3:
		e.Flags |= ast.Virtual
		thunk = r.special(ast.NonVirtualThunk)
		thunk.Kids = r.adjustments(1)
	}
	return thunk, true
}

// adjustments reads the numbers of a thunk, which are 32 bits wide; all but
// the last (the static one) are signed.
func (r *Reader) adjustments(n int) []*node {
	kids := r.literals(n)
	for i, k := range kids {
		if k.N < -1<<31 || k.N >= 1<<32 {
			r.fail()
			return nil
		}
		if i < n-1 {
			k.N = int64(int32(k.N))
		} else {
			k.N = int64(uint32(k.N))
		}
		k.Text = strconv.FormatInt(k.N, 10)
	}
	return kids
}

// variable reads <storage> <type> <qualifiers>.
func (r *Reader) variable(name *node) *node {
	e := r.new(ast.Encoding)
	e.Scope = name
	e.Text = r.s[r.pos : r.pos+1]
	if c := r.next(); c <= '2' {
		e.Access = ast.Private + ast.Access(c-'0')
		e.Flags |= ast.Static
	}
	t := r.typ()
	if t == nil {
		return nil
	}
	switch t.Kind {
	case ast.Pointer, ast.LRef, ast.RRef, ast.MemberPointer:
		t.Quals |= r.ext()
		q, member := r.anyQuals()
		if member != (t.Kind == ast.MemberPointer) {
			return r.fail()
		}
		if member && r.typeName() == nil {
			return nil // the class once more
		}
		r.again(e, t, q)
		e.Elem = t
	default:
		e.Elem = r.qualified(t, r.quals())
	}
	if r.err != nil {
		return nil
	}
	return e
}

// again takes in the qualifiers that a variable's name repeats behind its
// pointer type. Where they differ the variable is an array of arrays: a plain
// pointer repeats those of the innermost element.
func (r *Reader) again(e, t *node, q ast.Quals) {
	switch t.Elem.Kind {
	case ast.Function:
		if q != 0 {
			r.fail()
		}
	case ast.Array:
		in := t.Elem
		for in.Kind == ast.Array {
			in = in.Elem
		}
		if have := in.Quals & (ast.Const | ast.Volatile); have == q {
			return
		} else if q != 0 {
			r.fail()
		}
		e.Flags |= ast.Decayed
	default:
		t.Elem = r.qualified(t.Elem, q)
	}
}
