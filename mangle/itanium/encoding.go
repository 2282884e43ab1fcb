package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

// nameState is what reading a name tells about the encoding around it.
type nameState struct {
	ctorDtorConv bool
	endsWithArgs bool
	quals        ast.Quals
	fwdBegin     int
	explicitThis bool
}

// encoding = <function name> <bare-function-type> | <data name> | <special-name> (§5.1.2).
func (r *Reader) encoding() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	if c := r.look(0); c == 'G' || c == 'T' {
		return r.special()
	}
	saved, savedOuter := r.params, r.outer
	r.params, r.outer = nil, nil
	if r.depth == 1 {
		r.params, r.outer = saved, savedOuter
	}
	e := r.encodingBody()
	r.params, r.outer = saved, savedOuter
	return e
}

func (r *Reader) atEncodingEnd() bool {
	c := r.look(0)
	return c == 0 || c == 'E' || c == '.' || c == '_'
}

func (r *Reader) encodingBody() *node {
	st := nameState{fwdBegin: len(r.forward)}
	name := r.name(&st)
	if name == nil || !r.resolveForward(&st) {
		return r.no()
	}
	e := r.new(ast.Encoding)
	e.Scope = name
	if r.atEncodingEnd() {
		if st.quals != 0 {
			f := r.new(ast.Function)
			f.Quals, f.Flags = st.quals, ast.NoParams
			e.Elem = f
		}
		return e
	}
	if r.lookN("Ua9enable_ifI") {
		mark := len(r.nodes.Stack)
		r.pos += len("Ua9enable_ifI")
		for !r.eat('E') {
			a := r.templateArg()
			if a == nil {
				return r.no()
			}
			r.push(a)
		}
		e.Kids = r.take(mark)
	}
	f := r.new(ast.Function)
	f.Quals = st.quals
	if st.explicitThis {
		f.Flags |= ast.ExplicitThis
	}
	if !st.ctorDtorConv && st.endsWithArgs {
		if f.Elem = r.typ(); f.Elem == nil {
			return r.no()
		}
	}
	e.Elem = f
	if r.eat('v') {
		return r.constrained(e)
	}
	mark := len(r.nodes.Stack)
	for {
		if r.eat('z') {
			f.Flags |= ast.Variadic
		} else {
			t := r.typ()
			if t == nil {
				return r.no()
			}
			r.push(t)
		}
		if r.atEncodingEnd() || r.atConstraint() {
			break
		}
	}
	f.Kids = r.take(mark)
	return r.constrained(e)
}

func (r *Reader) lookN(s string) bool {
	return len(r.s)-r.pos >= len(s) && r.s[r.pos:r.pos+len(s)] == s
}

func (r *Reader) resolveForward(st *nameState) bool {
	for _, f := range r.forward[st.fwdBegin:] {
		if len(r.params) == 0 || int(f.N) >= len(r.params[0]) {
			return false
		}
		f.Elem = r.params[0][f.N]
	}
	r.forward = r.forward[:st.fwdBegin]
	return true
}

// callOffset reads h <nv-offset> _ | v <offset> _ <virtual offset> _ as text.
func (r *Reader) callOffset() (string, bool) {
	at := r.pos
	if r.eat('h') {
		_, ok := r.number(true)
		ok = ok && r.eat('_')
		return r.s[at:r.pos], ok
	}
	if r.eat('v') {
		if _, ok := r.number(true); !ok || !r.eat('_') {
			return "", false
		}
		_, ok := r.number(true)
		ok = ok && r.eat('_')
		return r.s[at:r.pos], ok
	}
	return "", false
}

var typeSpecials = map[byte]ast.SpecialKind{'V': ast.VTable, 'T': ast.VTT, 'I': ast.TypeInfo, 'S': ast.TypeInfoName}

// special = <special-name> (§5.1.4 and the GNU extensions).
func (r *Reader) special() *node {
	n := r.new(ast.Special)
	set := func(k ast.SpecialKind) { n.N = int64(k); r.pos += 2 }
	switch c, d := r.look(0), r.look(1); {
	case c == 'T' && typeSpecials[d] != 0:
		set(typeSpecials[d])
		n.Elem = r.typ()
		if n.Elem == nil {
			return r.no()
		}
	case c == 'T' && d == 'A':
		set(ast.TemplateParamObj)
		if n.Elem = r.templateArg(); n.Elem == nil {
			return r.no()
		}
	case c == 'T' && (d == 'W' || d == 'H'), c == 'G' && d == 'V':
		set(map[byte]ast.SpecialKind{'W': ast.TLSWrapper, 'H': ast.TLSInit, 'V': ast.Guard}[d])
		if n.Scope = r.name(nil); n.Scope == nil {
			return r.no()
		}
	case c == 'T' && d == 'C':
		set(ast.ConstructionVTable)
		n.Elem = r.typ()
		at := r.pos
		_, ok := r.number(true)
		n.Text = r.s[at:r.pos]
		if n.Elem == nil || !ok || !r.eat('_') {
			return r.no()
		}
		b := r.typ()
		if b == nil {
			return r.no()
		}
		n.Kids = r.one(b)
	case c == 'T' && d == 'c':
		set(ast.CovariantThunk)
		a, ok := r.callOffset()
		b, ok2 := r.callOffset()
		n.Text = a + b
		if n.Scope = r.encoding(); !ok || !ok2 || n.Scope == nil {
			return r.no()
		}
	case c == 'T':
		r.pos++
		n.N = int64(ast.NonVirtualThunk)
		if d == 'v' {
			n.N = int64(ast.VirtualThunk)
		}
		t, ok := r.callOffset()
		n.Text = t
		if !ok {
			return r.no()
		}
		if n.Scope = r.encoding(); n.Scope == nil {
			return r.no()
		}
	case c == 'G' && d == 'I' && r.Modern:
		set(ast.ModuleInit)
		var ok bool
		if n.Scope, ok = r.module(nil); !ok || n.Scope == nil {
			return r.no()
		}
		return n
	case c == 'G' && d == 'R':
		set(ast.RefTemporary)
		if n.Scope = r.name(nil); n.Scope == nil {
			return r.no()
		}
		at := r.pos
		if _, ok := r.seqID(); !ok && r.pos != at {
			return r.no()
		}
		n.Text = r.s[at:r.pos]
	case c == 'G' && d == 'T' && (r.look(2) == 't' || r.look(2) == 'n'):
		set(ast.TransactionClone)
		if r.look(0) == 'n' {
			n.N = int64(ast.NonTransClone)
		}
		r.pos++
		if n.Scope = r.encoding(); n.Scope == nil {
			return r.no()
		}
	default:
		return r.no()
	}
	return n
}
