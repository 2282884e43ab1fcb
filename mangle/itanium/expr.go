package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

// primary = L <type> <value> E | L _Z <encoding> E | L Dn [0] E (§5.1.6).
func (r *Reader) primary() *node {
	r.pos++
	if r.lookN("_Z") {
		r.pos += 2
		n := r.new(ast.EntityRef)
		if n.Elem = r.encoding(); n.Elem == nil || !r.eat('E') {
			return r.no()
		}
		return n
	}
	if r.eat2("Dn") {
		n := r.new(ast.NullPtr)
		if r.eat('0') {
			n.Text = "0"
		}
		if !r.eat('E') {
			return r.no()
		}
		return n
	}
	switch c := r.look(0); c {
	case 'A':
		n := r.new(ast.StringLit)
		if n.Elem = r.typ(); n.Elem == nil || !r.eat('E') {
			return r.no()
		}
		return n
	case 'T':
		return r.no()
	case 'U':
		if r.look(1) == 'l' {
			n := r.new(ast.Expression)
			n.Text = "L"
			if n.Elem = r.unnamedType(); n.Elem == nil || !r.eat('E') {
				return r.no()
			}
			return n
		}
	case 'f', 'd', 'e', 'g':
		n := r.new(ast.Literal)
		n.Elem = r.typ()
		at := r.pos
		for c := r.look(0); isDigit(c) || c >= 'a' && c <= 'f'; c = r.look(0) {
			r.pos++
		}
		n.Text = r.s[at:r.pos]
		if n.Text == "" || !r.eat('E') {
			return r.no()
		}
		return n
	}
	n := r.new(ast.Literal)
	if n.Elem = r.typ(); n.Elem == nil {
		return r.no()
	}
	var ok bool
	if n.Text, ok = r.number(true); !ok && (n.Elem.Kind == ast.Builtin || r.look(0) != 'E') || !r.eat('E') {
		return r.no()
	}
	return n
}

// exprs reads expressions up to E.
func (r *Reader) exprs(read func() *node) ([]*node, bool) {
	mark := len(r.nodes.Stack)
	for !r.eat('E') {
		e := read()
		if e == nil {
			return nil, false
		}
		r.push(e)
	}
	return r.take(mark), true
}

// operands reads n expressions.
func (r *Reader) operands(op *node, n int) *node {
	mark := len(r.nodes.Stack)
	for range n {
		e := r.expr()
		if e == nil {
			return nil
		}
		r.push(e)
	}
	op.Kids = append(r.take(mark), op.Kids...)
	return op
}

// expr = <expression> (§5.1.6).
func (r *Reader) expr() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	var flags ast.Flags
	if r.eat2("gs") {
		flags = ast.Global
	}
	if r.pos+2 > len(r.s) {
		return r.no()
	}
	code := r.s[r.pos : r.pos+2]
	if op := findOp(code); op != nil {
		r.pos += 2
		return r.opExpr(op, flags)
	}
	n := r.new(ast.Op)
	n.Text = code
	switch code {
	case "il", "tl":
		r.pos += 2
		n.Kind = ast.InitList
		if code == "tl" {
			if n.Elem = r.typ(); n.Elem == nil {
				return r.no()
			}
		}
		var ok bool
		if n.Kids, ok = r.exprs(r.braced); !ok {
			return r.no()
		}
		return n
	case "so":
		if !r.Modern {
			return r.no()
		}
		return r.subobject()
	case "rq", "rQ":
		if !r.Modern {
			return r.no()
		}
		return r.requires()
	case "nx", "tw", "sp":
		r.pos += 2
		if code == "sp" {
			n.Kind = ast.PackExpansion
			if n.Elem = r.expr(); n.Elem == nil {
				return r.no()
			}
			return n
		}
		return r.operands(n, 1)
	case "tr":
		r.pos += 2
		return n
	case "sZ":
		r.pos += 2
		n.Kind = ast.SizeofPack
		var e *node
		if r.look(0) == 'T' {
			e = r.templateParam()
		} else {
			e = r.functionParam()
		}
		if e == nil {
			return r.no()
		}
		n.Kids = r.one(e)
		return n
	case "sP":
		r.pos += 2
		n.Kind = ast.SizeofPack
		var ok bool
		if n.Kids, ok = r.exprs(r.templateArg); !ok {
			return r.no()
		}
		return n
	case "mc":
		return r.no()
	}
	switch code[0] {
	case 'L':
		return r.primary()
	case 'T':
		return r.templateParam()
	case 'f':
		if code[1] == 'p' || code[1] == 'L' && isDigit(r.look(2)) {
			return r.functionParam()
		}
		return r.fold(n)
	case 'u':
		return r.no()
	}
	return r.unresolvedName(flags)
}

func (r *Reader) opExpr(op *opInfo, flags ast.Flags) *node {
	n := r.new(ast.Op)
	n.Text, n.Flags = op.Code, flags
	switch op.Shape {
	case binaryOp, arrayOp, memberOp:
		return r.operands(n, 2)
	case condOp:
		return r.operands(n, 3)
	case prefixOp, delOp:
		return r.operands(n, 1)
	case postfixOp:
		if r.eat('_') {
			n.N = 1 // prefix form
		}
		return r.operands(n, 1)
	case namedCast:
		if n.Elem = r.typ(); n.Elem == nil {
			return r.no()
		}
		return r.operands(n, 1)
	case ofIDOp:
		if !op.Flag {
			return r.operands(n, 1)
		}
		if n.Elem = r.typ(); n.Elem == nil {
			return r.no()
		}
		return n
	case callOp:
		var ok bool
		if n.Kids, ok = r.exprs(r.expr); !ok || len(n.Kids) == 0 {
			return r.no()
		}
		n.Kind = ast.CallExpr
		return n
	case castOp:
		return r.conversionExpr(n)
	case newOp:
		return r.newExpr(n)
	}
	return r.no()
}

// conversionExpr = cv <type> <expression> | cv <type> _ <expression>* E.
func (r *Reader) conversionExpr(n *node) *node {
	n.Kind = ast.CastExpr
	saved := r.tryArgs
	r.tryArgs = false
	n.Elem = r.typ()
	r.tryArgs = saved
	if n.Elem == nil {
		return r.no()
	}
	if r.eat('_') {
		n.N = 1
		var ok bool
		if n.Kids, ok = r.exprs(r.expr); !ok {
			return r.no()
		}
		return n
	}
	return r.operands(n, 1)
}

// newExpr = nw <expression>* _ <type> (E | pi <expression>* E).
func (r *Reader) newExpr(n *node) *node {
	n.Kind = ast.NewExpr
	mark := len(r.nodes.Stack)
	for !r.eat('_') {
		e := r.expr()
		if e == nil {
			return r.no()
		}
		r.push(e)
	}
	n.Kids = r.take(mark)
	if n.Elem = r.typ(); n.Elem == nil {
		return r.no()
	}
	if r.eat2("pi") {
		init := r.new(ast.Pack)
		var ok bool
		if init.Kids, ok = r.exprs(r.expr); !ok {
			return r.no()
		}
		n.Scope, n.Level = init, 1
		return n
	}
	if !r.eat('E') {
		return r.no()
	}
	return n
}

// braced = <expression> | di <field> <braced> | dx <index> <braced> | dX <from> <to> <braced>.
func (r *Reader) braced() *node {
	if r.look(0) == 'd' {
		switch r.look(1) {
		case 'i', 'x', 'X':
			n := r.new(ast.Op)
			n.Text = r.s[r.pos : r.pos+2]
			r.pos += 2
			if !r.enter() {
				return nil
			}
			defer r.leave()
			mark := len(r.nodes.Stack)
			if n.Text == "di" {
				if f := r.sourceName(); f != nil {
					r.push(f)
				} else {
					return r.no()
				}
			} else {
				for range 1 + b2i(n.Text == "dX") {
					e := r.expr()
					if e == nil {
						return r.no()
					}
					r.push(e)
				}
			}
			b := r.braced()
			if b == nil {
				return r.no()
			}
			r.push(b)
			n.Kids = r.take(mark)
			return n
		}
	}
	return r.expr()
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// functionParam = fp <quals> [<n>] _ | fL <level> p <quals> [<n>] _ | fpT.
func (r *Reader) functionParam() *node {
	n := r.new(ast.FunctionArg)
	if r.lookN("fpT") {
		r.pos += 3
		n.Text = "this"
		return n
	}
	switch {
	case r.eat2("fp"):
	case r.eat2("fL"):
		l, ok := r.count()
		if !ok || !r.eat('p') || l > 1000 {
			return r.no()
		}
		n.Level = uint16(l + 1)
	default:
		return r.no()
	}
	n.Quals = r.cvQuals()
	return r.numbered(n)
}

// fold = fl|fr <op> <expression> | fL|fR <op> <expression> <expression>.
func (r *Reader) fold(n *node) *node {
	n.Kind = ast.FoldExpr
	r.pos += 2
	switch n.Text {
	case "fl", "fr", "fL", "fR":
	default:
		return r.no()
	}
	if r.pos+2 > len(r.s) {
		return r.no()
	}
	op := findOp(r.s[r.pos : r.pos+2])
	if op == nil || op.Shape != binaryOp && !(op.Shape == memberOp && op.Text[len(op.Text)-1] == '*') {
		return r.no()
	}
	n.Tags = []string{op.Code}
	r.pos += 2
	return r.operands(n, 1+b2i(n.Text[1] < 'a'))
}

// unresolvedName reads the forms of <unresolved-name>; Scope is the type in
// front, Kids are qualifier levels, Elem the last name.
func (r *Reader) unresolvedName(flags ast.Flags) *node {
	n := r.new(ast.ScopedExpr)
	n.Flags = flags
	switch {
	case r.lookN("srN") && r.typedScope():
		r.pos += 2
		n.Text, n.N = "sr", 1
		if n.Scope = r.typ(); n.Scope == nil {
			return r.no()
		}
	case r.lookN("srN"):
		r.pos += 3
		r.levels = true
		n.Text = "srN"
		if n.Scope = r.unresolvedType(); n.Scope == nil {
			return r.no()
		}
		mark := len(r.nodes.Stack)
		for !r.eat('E') {
			l := r.simpleID()
			if l == nil {
				return r.no()
			}
			r.push(l)
		}
		n.Kids = r.take(mark)
	case r.eat2("sr"):
		n.Text = "sr"
		if isDigit(r.look(0)) {
			mark := len(r.nodes.Stack)
			for {
				l := r.simpleID()
				if l == nil {
					return r.no()
				}
				r.push(l)
				if r.eat('E') {
					break
				}
			}
			n.Kids = r.take(mark)
		} else if n.Scope = r.unresolvedType(); n.Scope == nil {
			return r.no()
		}
	}
	if n.Elem = r.baseUnresolved(); n.Elem == nil {
		return r.no()
	}
	return n
}

// typedScope reports whether the levels behind "srN" are a nested type: g++ writes
// one where clang has source names only, and something later can refer to each part of
// it. clang writes such levels behind a template parameter or decltype.
func (r *Reader) typedScope() bool {
	if r.typed || r.look(3) != 'S' || r.look(4) == 't' {
		return r.typed || r.look(3) == 'S'
	}
	pos, bad, subs := r.pos, r.bad, len(r.subs)
	r.pos += len("srN")
	s := r.substitution()
	r.pos, r.bad, r.subs = pos, bad, r.subs[:subs]
	return s != nil && s.Kind != ast.TemplateParam && s.Kind != ast.Decltype
}

// unresolvedType = <template-param> | <decltype> | <substitution>, with arguments.
func (r *Reader) unresolvedType() *node {
	var t *node
	switch r.look(0) {
	case 'T':
		t = r.templateParam()
	case 'D':
		t = r.decltype()
	default:
		if r.look(0) != 'S' || r.look(1) == 't' {
			return r.typ() // g++ before -fabi-version=6, and closure types
		}
		if t = r.substitution(); t == nil {
			return nil
		}
		if r.look(0) == 'I' {
			return r.template(t, nil)
		}
		return t
	}
	if t == nil {
		return nil
	}
	r.subs = append(r.subs, t)
	if r.look(0) == 'I' {
		return r.template(t, nil)
	}
	return t
}

func (r *Reader) simpleID() *node {
	n := r.sourceName()
	if n != nil && r.look(0) == 'I' {
		return r.template(n, nil)
	}
	return n
}

// baseUnresolved = <simple-id> | on <operator-name> [<args>] | dn <destructor-name>.
func (r *Reader) baseUnresolved() *node {
	if isDigit(r.look(0)) {
		return r.simpleID()
	}
	if r.eat2("dn") {
		n := r.new(ast.Dtor)
		if isDigit(r.look(0)) {
			n.Elem = r.simpleID()
		} else {
			n.Elem = r.unresolvedType()
		}
		if n.Elem == nil {
			return r.no()
		}
		return n
	}
	on := r.eat2("on")
	n := r.operatorName(nil)
	if n == nil {
		return r.no()
	}
	if on {
		n.Level = 1
	}
	if r.look(0) == 'I' {
		return r.template(n, nil)
	}
	return n
}

// subobject = so <type> <expr> [<offset>] (_ [<selector>])* [p] E.
func (r *Reader) subobject() *node {
	r.pos += 2
	n := r.new(ast.Subobject)
	if n.Elem = r.typ(); n.Elem == nil {
		return r.no()
	}
	e := r.expr()
	if e == nil {
		return r.no()
	}
	n.Kids = r.one(e)
	if c := r.look(0); c == 'n' || isDigit(c) {
		var ok bool
		if n.Text, ok = r.number(true); !ok {
			return r.no()
		}
	}
	for r.eat('_') {
		n.Tags = append(n.Tags, r.digits())
	}
	if r.eat('p') {
		n.N = 1
	}
	if !r.eat('E') {
		return r.no()
	}
	return n
}
