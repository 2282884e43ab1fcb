package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// builtin types by their letter, and by the letter behind "_".
var builtins = [...]string{'X': "void", 'D': "char", 'C': "signed char", 'E': "unsigned char", 'F': "short",
	'G': "unsigned short", 'H': "int", 'I': "unsigned int", 'J': "long", 'K': "unsigned long", 'M': "float", 'N': "double", 'O': "long double"}

var builtins2 = [...]string{'N': "bool", 'J': "long long", 'K': "unsigned long long", 'W': "wchar_t", 'Q': "char8_t",
	'S': "char16_t", 'U': "char32_t", 'L': "__int128", 'M': "unsigned __int128", 'P': "auto", 'T': "decltype(auto)"}

// nullptrType is spelled $$T.
const nullptrType = "std::nullptr_t"

// quals reads the letter of cv-qualifiers of a plain type.
func (r *Reader) quals() ast.Quals {
	q, member := r.anyQuals()
	if member {
		r.pos--
		r.fail()
	}
	return q
}

// anyQuals reads A…D (plain) or Q…T (what a pointer to member points to).
func (r *Reader) anyQuals() (q ast.Quals, member bool) {
	switch c := r.look(0); {
	case c >= 'A' && c <= 'D':
		q = cv(c - 'A')
	case c >= 'Q' && c <= 'T':
		q, member = cv(c-'Q'), true
	default:
		r.fail()
		return 0, false
	}
	r.pos++
	return q, member
}

// cv are the qualifiers numbered 0 to 3.
func cv(i byte) ast.Quals {
	q := ast.Quals(0)
	if i&1 != 0 {
		q |= ast.Const
	}
	if i&2 != 0 {
		q |= ast.Volatile
	}
	return q
}

// ext reads [E] [I] [F]: __ptr64, __restrict, __unaligned.
func (r *Reader) ext() ast.Quals {
	q := ast.Quals(0)
	if r.eat('E') {
		q |= ast.Ptr64
	}
	if r.eat('I') {
		q |= ast.Restrict
	}
	if r.eat('F') {
		q |= ast.Unaligned
	}
	return q
}

// qualified adds qualifiers to a type. A pointer has its own.
func (r *Reader) qualified(t *node, q ast.Quals) *node {
	if t == nil || q == 0 {
		return t
	}
	switch t.Kind {
	case ast.Pointer, ast.MemberPointer:
		if t.Quals&q == q {
			return t
		}
		n := r.new(t.Kind)
		*n = *t
		n.Quals |= q
		return n
	case ast.Qualified:
		q |= t.Quals
		t = t.Elem
	}
	n := r.new(ast.Qualified)
	n.Elem, n.Quals = t, q
	return n
}

// result reads a type that may be preceded by ?<qualifiers>.
func (r *Reader) result() *node {
	q := ast.Quals(0)
	if r.eat('?') {
		q = r.quals()
	}
	return r.qualified(r.typ(), q)
}

// typ reads a type.
func (r *Reader) typ() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	switch c := r.look(0); c {
	case 'T', 'U', 'V', 'W':
		return r.tagged()
	case 'P', 'Q', 'R', 'S':
		r.pos++
		return r.pointer(ast.Pointer, cv(c-'P'))
	case 'A':
		r.pos++
		return r.pointer(ast.LRef, 0)
	case 'Y':
		r.pos++
		return r.array()
	case '?':
		r.pos++
		return r.custom()
	case '$':
		return r.dollar()
	case '_':
		if c = r.look(1); int(c) < len(builtins2) && builtins2[c] != "" {
			r.pos += 2
			return r.builtin(builtins2[c])
		}
	default:
		if int(c) < len(builtins) && builtins[c] != "" {
			r.pos++
			return r.builtin(builtins[c])
		}
	}
	return r.fail()
}

// dollar reads the types that start with $$.
func (r *Reader) dollar() *node {
	switch {
	case r.eatAll("$$Q"):
		return r.pointer(ast.RRef, 0)
	case r.eatAll("$$T"):
		return r.builtin(nullptrType)
	case r.eatAll("$$A6"):
		return r.functionType(false)
	case r.eatAll("$$A8@@"):
		return r.functionType(true)
	}
	return r.fail()
}

func (r *Reader) builtin(name string) *node {
	n := r.new(ast.Builtin)
	n.Text = name
	return n
}

// tagged reads a class, union or enumeration with its class-key.
func (r *Reader) tagged() *node {
	n := r.new(ast.Elaborated)
	switch r.next() {
	case 'T':
		n.Text = "union"
	case 'U':
		n.Text = "struct"
	case 'V':
		n.Text = "class"
	default:
		n.Text = "enum"
		if !r.eat('4') {
			return r.fail()
		}
	}
	if n.Elem = r.typeName(); n.Elem == nil {
		return nil
	}
	return n
}

// custom reads ?<name>@, a type that has no other spelling ("<auto>").
func (r *Reader) custom() *node {
	n := r.new(ast.VendorType)
	var id *node
	if isDigit(r.look(0)) {
		id = r.backName()
	} else {
		id = r.simple()
	}
	if id == nil || id.Kind != ast.Name || !r.eat('@') {
		return r.fail()
	}
	n.Text = id.Text
	return n
}

// pointer reads what a pointer or reference points to.
func (r *Reader) pointer(k ast.Kind, q ast.Quals) *node {
	n := r.new(k)
	n.Quals = q
	switch {
	case r.eat('6'):
		n.Elem = r.functionType(false)
	case k == ast.Pointer && r.eat('8'):
		n.Kind = ast.MemberPointer
		if n.Scope = r.typeName(); n.Scope != nil {
			n.Elem = r.functionType(true)
		}
	default:
		n.Quals |= r.ext()
		q, member := r.anyQuals()
		if member {
			if k != ast.Pointer {
				r.pos--
				return r.fail()
			}
			n.Kind = ast.MemberPointer
			if n.Scope = r.typeName(); n.Scope == nil {
				return nil
			}
		}
		to := r.typ()
		if to != nil && to.Kind == ast.Array && q != 0 {
			return r.fail() // an array's elements have the qualifiers: $$C
		}
		n.Elem = r.qualified(to, q)
	}
	if n.Elem == nil {
		return nil
	}
	return n
}

// array reads <rank> <bound>* [$$C <qualifiers>] <element>.
func (r *Reader) array() *node {
	rank := r.unsigned()
	if rank == 0 || rank > 64 {
		return r.fail()
	}
	var outer, inner *node
	for range rank {
		n := r.new(ast.Array)
		if v := r.unsigned(); v != 0 {
			n.Text = strconv.FormatUint(v, 10)
		}
		if outer == nil {
			outer = n
		} else {
			inner.Elem = n
		}
		inner = n
	}
	q := ast.Quals(0)
	if r.eatAll("$$C") {
		q = r.quals()
	}
	t := r.typ()
	if t == nil {
		return nil
	}
	if q != 0 && (t.Kind == ast.Pointer || t.Kind == ast.MemberPointer) && t.Quals&q != q {
		return r.fail() // a pointer says so itself
	}
	inner.Elem = r.qualified(t, q)
	return outer
}

var convs = [...]ast.Conv{'A': ast.Cdecl, 'C': ast.Pascal, 'E': ast.Thiscall, 'G': ast.Stdcall, 'I': ast.Fastcall,
	'M': ast.Clrcall, 'O': ast.Eabi, 'Q': ast.Vectorcall, 'S': ast.Swift, 'W': ast.SwiftAsync, 'w': ast.Regcall, 'U': ast.PreserveMost, 'V': ast.PreserveAll}

func (r *Reader) conv() ast.Conv {
	c := r.look(0)
	if int(c) >= len(convs) || convs[c] == 0 {
		r.fail()
		return 0
	}
	r.pos++
	return convs[c]
}

// functionType reads [<qualifiers of the object>] <convention> <result>
// <parameters> <exceptions>.
func (r *Reader) functionType(hasThis bool) *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	f := r.new(ast.Function)
	if hasThis {
		f.Flags |= ast.Member
		f.Quals = r.ext()
		switch {
		case r.eat('G'):
			f.Quals |= ast.RefL
		case r.eat('H'):
			f.Quals |= ast.RefR
		}
		f.Quals |= r.quals()
	}
	f.Conv = r.conv()
	if r.err != nil {
		return nil
	}
	if !r.eat('@') {
		if f.Elem = r.result(); f.Elem == nil {
			return nil
		}
	}
	if !r.params(f) {
		return nil
	}
	switch {
	case r.eatAll("_E"):
		f.Flags |= ast.Noexcept
	case !r.eat('Z'):
		return r.fail()
	}
	return f
}

// params reads X, or types closed by @ or by Z for "...".
func (r *Reader) params(f *node) bool {
	if r.eat('X') {
		return true
	}
	mark := len(r.nodes.Stack)
	for !r.eat('@') {
		if r.eat('Z') {
			f.Flags |= ast.Variadic
			break
		}
		p := r.param()
		if p == nil || r.err != nil {
			r.nodes.Stack = r.nodes.Stack[:mark]
			return false
		}
		r.push(p)
	}
	if f.Kids = r.take(mark); len(f.Kids) == 0 && f.Flags&ast.Variadic == 0 {
		r.fail()
		return false
	}
	return true
}

// param reads a type or a reference to an earlier one.
func (r *Reader) param() *node {
	if c := r.look(0); isDigit(c) {
		if i := int(c - '0'); i < r.refs.nparam {
			r.pos++
			return r.refs.params[i]
		}
		return r.fail()
	}
	at := r.pos
	p := r.typ()
	if p == nil || r.pos == at+1 {
		return p
	}
	t := &r.refs
	for _, old := range t.params[:t.nparam] {
		if r.equal(old, p) {
			p.Flags |= ast.Respelled
			break
		}
	}
	if t.nparam < maxRefs {
		t.params[t.nparam] = p
		t.nparam++
	}
	return p
}
