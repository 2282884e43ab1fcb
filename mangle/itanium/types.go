package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

// builtins maps <builtin-type> letters to C++ names (§5.1.5.2).
var builtins = [128]string{
	'v': "void", 'w': "wchar_t", 'b': "bool", 'c': "char", 'a': "signed char", 'h': "unsigned char", 's': "short",
	't': "unsigned short", 'i': "int", 'j': "unsigned int", 'l': "long", 'm': "unsigned long", 'x': "long long",
	'y': "unsigned long long", 'n': "__int128", 'o': "unsigned __int128", 'f': "float", 'd': "double",
	'e': "long double", 'g': "__float128", 'z': "...",
}

// builtinsD is the same behind a 'D'.
var builtinsD = [128]string{
	'd': "decimal64", 'e': "decimal128", 'f': "decimal32", 'h': "half", 'i': "char32_t", 's': "char16_t", 'u': "char8_t",
	'a': "auto", 'c': "decltype(auto)", 'n': "std::nullptr_t",
}

func (r *Reader) builtin(name string, n int) *node {
	r.pos += n
	b := r.new(ast.Builtin)
	b.Text = name
	return b
}

// typ = <type> (§5.1.5).
func (r *Reader) typ() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	c := r.look(0)
	if c < 128 && builtins[c] != "" {
		return r.builtin(builtins[c], 1)
	}
	if d := r.look(1); c == 'D' && d < 128 && builtinsD[d] != "" {
		return r.builtin(builtinsD[d], 2)
	}
	t, isSubst := r.compound(c)
	if t == nil {
		return r.no()
	}
	if !isSubst {
		r.subs = append(r.subs, t)
	}
	return t
}

var unaryTypes = map[byte]ast.Kind{'P': ast.Pointer, 'R': ast.LRef, 'O': ast.RRef, 'C': ast.Complex, 'G': ast.Imaginary}

// compound reads a type that can be substituted; isSubst says that it is a
// substitution already.
func (r *Reader) compound(c byte) (t *node, isSubst bool) {
	switch c {
	case 'r', 'V', 'K':
		if r.functionBehindQuals() {
			return r.functionType(), false
		}
		return r.qualified(), false
	case 'U':
		if isDigit(r.look(1)) {
			return r.vendorQualified(), false
		}
	case 'u':
		return r.vendorType(), false
	case 'D':
		return r.dType()
	case 'F':
		return r.functionType(), false
	case 'A':
		return r.arrayType(), false
	case 'M':
		return r.memberPointer(), false
	case 'T':
		switch r.look(1) {
		case 's', 'u', 'e':
			return r.elaborated(), false
		}
		t = r.templateParam()
		if t != nil && r.tryArgs && r.look(0) == 'I' {
			r.subs = append(r.subs, t)
			t = r.template(t, nil)
		}
		return t, false
	case 'P', 'R', 'O', 'C', 'G':
		r.pos++
		n := r.new(unaryTypes[c])
		n.Elem = r.typ()
		if n.Elem == nil {
			return nil, false
		}
		return n, false
	case 'S':
		if r.look(1) != 't' {
			t, isSubst = r.unscopedName(nil)
			if t != nil && r.look(0) == 'I' && (!isSubst || r.tryArgs) {
				if !isSubst {
					r.subs = append(r.subs, t)
				}
				return r.template(t, nil), false
			}
			return t, isSubst
		}
	}
	return r.name(nil), false
}

func (r *Reader) elaborated() *node {
	n := r.new(ast.Elaborated)
	n.Text = map[byte]string{'s': "struct", 'u': "union", 'e': "enum"}[r.look(1)]
	r.pos += 2
	if n.Elem = r.name(nil); n.Elem == nil {
		return nil
	}
	return n
}

func (r *Reader) dType() (*node, bool) {
	switch d := r.look(1); d {
	case 'F':
		r.pos += 2
		n := r.new(ast.Float)
		n.Text = r.digits()
		if r.eat('x') {
			n.Text += "x"
		} else if r.eat('b') {
			n.Kind, n.Text = ast.Builtin, "std::bfloat16_t"
			return n, true
		} else if !r.eat('_') {
			return nil, false
		}
		return n, true
	case 'B', 'U':
		r.pos += 2
		n := r.new(ast.BitInt)
		if d == 'U' {
			n.N = 1
		}
		if isDigit(r.look(0)) {
			n.Text = r.digits()
		} else if e := r.expr(); e != nil {
			n.Kids = r.one(e)
		} else {
			return nil, false
		}
		if !r.eat('_') {
			return nil, false
		}
		return n, true
	case 't', 'T':
		return r.decltype(), false
	case 'v':
		return r.vector(), false
	case 'p':
		r.pos += 2
		n := r.new(ast.PackExpansion)
		if n.Elem = r.typ(); n.Elem == nil {
			return nil, false
		}
		return n, false
	case 'o', 'O', 'w', 'x':
		return r.functionType(), false
	case 'k', 'K':
		if !r.Modern {
			return nil, false
		}
		r.pos += 2
		n := r.new(ast.ConceptAuto)
		n.Text = r.s[r.pos-1 : r.pos]
		if n.Elem = r.name(nil); n.Elem == nil {
			return nil, false
		}
		return n, false
	}
	return nil, false
}

// functionBehindQuals tells a cv-qualified function type from a qualified type.
func (r *Reader) functionBehindQuals() bool {
	i := 0
	for _, q := range [...]byte{'r', 'V', 'K'} {
		if r.look(i) == q {
			i++
		}
	}
	d := r.look(i + 1)
	return r.look(i) == 'F' || r.look(i) == 'D' && (d == 'o' || d == 'O' || d == 'w' || d == 'x')
}

func (r *Reader) qualified() *node {
	q := r.cvQuals()
	n := r.new(ast.Qualified)
	n.Quals = q
	if n.Elem = r.typ(); n.Elem == nil {
		return nil
	}
	return n
}

// vendorQualified = U <source-name> [<template-args>] <type>.
func (r *Reader) vendorQualified() *node {
	r.pos++
	id, ok := r.identifier()
	if !ok {
		return nil
	}
	n := r.new(ast.VendorQual)
	n.Text = id
	if r.look(0) == 'I' {
		if n.Kids, ok = r.templateArgs(false); !ok {
			return nil
		}
		n.N = 1
	}
	if n.Elem = r.typ(); n.Elem == nil {
		return nil
	}
	return n
}

// vendorType = u <source-name> [<template-args>]: clang 16 and later write
// __remove_const(T) so where it depends on a template.
func (r *Reader) vendorType() *node {
	r.pos++
	id, ok := r.identifier()
	if !ok {
		return nil
	}
	n := r.new(ast.VendorType)
	n.Text = id
	if r.look(0) == 'I' {
		if n.Kids, ok = r.templateArgs(false); !ok {
			return nil
		}
	}
	return n
}

// decltype = Dt <expression> E | DT <expression> E.
func (r *Reader) decltype() *node {
	if c := r.look(1); c != 't' && c != 'T' {
		return r.no()
	}
	n := r.new(ast.Decltype)
	n.Text = r.s[r.pos+1 : r.pos+2]
	r.pos += 2
	if n.Elem = r.expr(); n.Elem == nil || !r.eat('E') {
		return r.no()
	}
	return n
}

// functionType = [<CV-qualifiers>] [<exception-spec>] [Dx] F [Y] <bare-function-type> [<ref-qualifier>] E.
func (r *Reader) functionType() *node {
	n := r.new(ast.Function)
	n.Quals = r.cvQuals()
	mark := len(r.nodes.Stack)
	var spec *node
	switch {
	case r.eat2("Do"):
		n.Flags |= ast.Noexcept
	case r.eat2("DO"):
		e := r.expr()
		if e == nil || !r.eat('E') {
			return nil
		}
		spec = r.new(ast.Op)
		spec.Text, spec.Kids = "DO", r.one(e)
	case r.eat2("Dw"):
		for !r.eat('E') {
			t := r.typ()
			if t == nil {
				return nil
			}
			r.push(t)
		}
		k := r.take(mark)
		spec = r.new(ast.Op)
		spec.Text, spec.Kids = "Dw", k
	}
	n.Scope = spec
	if r.eat2("Dx") {
		n.Flags |= ast.TransSafe
	}
	if !r.eat('F') {
		return r.no()
	}
	if r.eat('Y') {
		n.Flags |= ast.ExternC
	}
	if n.Elem = r.typ(); n.Elem == nil {
		return nil
	}
	for {
		if r.eat('E') {
			break
		}
		if r.look(0) == 'v' && (r.look(1) == 'E' || r.look(1) == 'R' || r.look(1) == 'O') && len(r.nodes.Stack) == mark {
			r.pos++
			continue
		}
		if r.eat2("RE") {
			n.Quals |= ast.RefL
			break
		}
		if r.eat2("OE") {
			n.Quals |= ast.RefR
			break
		}
		if r.look(0) == 'z' {
			r.pos++
			n.Flags |= ast.Variadic
			continue
		}
		t := r.typ()
		if t == nil {
			return nil
		}
		r.push(t)
	}
	n.Kids = r.take(mark)
	return n
}

// arrayType = A [<number>] _ <type> | A <expression> _ <type>.
func (r *Reader) arrayType() *node {
	r.pos++
	n := r.new(ast.Array)
	if isDigit(r.look(0)) {
		n.Text = r.digits()
	} else if r.look(0) != '_' {
		e := r.expr()
		if e == nil {
			return nil
		}
		n.Kids = r.one(e)
	}
	if !r.eat('_') {
		return r.no()
	}
	if n.Elem = r.typ(); n.Elem == nil {
		return nil
	}
	return n
}

func (r *Reader) memberPointer() *node {
	r.pos++
	n := r.new(ast.MemberPointer)
	if n.Scope = r.typ(); n.Scope == nil {
		return nil
	}
	if n.Elem = r.typ(); n.Elem == nil {
		return nil
	}
	return n
}

// vector = Dv <number> _ <type> | Dv <number> _ p | Dv _ <expression> _ <type>.
func (r *Reader) vector() *node {
	r.pos += 2
	n := r.new(ast.Vector)
	if c := r.look(0); c >= '1' && c <= '9' {
		n.Text = r.digits()
		if !r.eat('_') {
			return r.no()
		}
		if r.eat('p') {
			return n
		}
	} else {
		if r.eat('_') {
			n.N = 1 // an underscore precedes the expression or the missing bound
		}
		if r.look(0) != '_' || n.N == 0 {
			if n.N == 1 && r.look(0) == '_' {
				r.pos++
			} else {
				e := r.expr()
				if e == nil || !r.eat('_') {
					return r.no()
				}
				n.Kids = r.one(e)
			}
		}
	}
	if n.Elem = r.typ(); n.Elem == nil {
		return nil
	}
	return n
}

// templateArgs = I <template-arg>+ E. tag: they are the arguments that T_ means.
func (r *Reader) templateArgs(tag bool) ([]*node, bool) {
	if !r.eat('I') || !r.enter() {
		return nil, false
	}
	defer r.leave()
	defer func(try bool) { r.tryArgs = try }(r.tryArgs)
	r.tryArgs = true // whose arguments they are is a question behind the type of a conversion only
	if tag {
		r.outer = r.outer[:0]
		r.params = append(r.params[:0], r.outer)
	}
	mark := len(r.nodes.Stack)
	for !r.eat('E') {
		var a *node
		if tag {
			saved := r.params
			r.params = nil
			a = r.templateArg()
			r.params = saved
		} else {
			a = r.templateArg()
		}
		if a == nil {
			return nil, false
		}
		r.push(a)
		if tag {
			entry := a
			if a.Kind == ast.ParamArg {
				entry, a = a.Elem, a.Elem
			}
			if a.Kind == ast.Pack {
				entry = r.new(ast.PackOf)
				entry.Kids = a.Kids
			}
			r.outer = append(r.outer, entry)
			r.params[0] = r.outer
		}
		if r.atConstraint() {
			c := r.constraintExpr()
			if c == nil || !r.eat('E') {
				return nil, false
			}
			r.push(c)
			break
		}
	}
	return r.take(mark), true
}

// templateArg = <type> | X <expression> E | <expr-primary> | J <template-arg>* E.
func (r *Reader) templateArg() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	switch r.look(0) {
	case 'X':
		r.pos++
		n := r.new(ast.Expression)
		if n.Elem = r.expr(); n.Elem == nil || !r.eat('E') {
			return r.no()
		}
		return n
	case 'J', 'I': // g++ wrote packs with I before -fabi-version=6
		old := r.look(0) == 'I'
		if old && !r.tryArgs {
			return r.no() // in a conversion's type these can be the arguments of the substitution before
		}
		r.pos++
		mark := len(r.nodes.Stack)
		for !r.eat('E') {
			a := r.templateArg()
			if a == nil {
				return nil
			}
			r.push(a)
		}
		n := r.new(ast.Pack)
		n.Kids = r.take(mark)
		if old {
			n.Text = "I"
		}
		return n
	case 'L':
		if r.look(1) == 'Z' {
			r.pos += 2
			n := r.new(ast.EntityRef)
			n.Text = "Z"
			if n.Elem = r.encoding(); n.Elem == nil || !r.eat('E') {
				return r.no()
			}
			return n
		}
		return r.primary()
	case 'T':
		if r.atParamDecl() {
			return r.paramArg()
		}
	}
	return r.typ()
}
