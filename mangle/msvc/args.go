package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// args reads template arguments closed by @ into n.
func (r *Reader) args(n *node) bool {
	mark := len(r.nodes.Stack)
	for !r.eat('@') {
		a := r.arg()
		if a == nil || r.err != nil {
			r.fail()
			r.nodes.Stack = r.nodes.Stack[:mark]
			return false
		}
		r.push(a)
	}
	n.Kids = r.take(mark)
	return true
}

// packMarks stand where a parameter pack is empty or ends.
var packMarks = [...]string{"$$$V", "$$V", "$$Z", "$S"}

// arg reads one template argument.
func (r *Reader) arg() *node {
	if r.look(0) != '$' {
		return r.typ()
	}
	for _, m := range packMarks {
		if r.eatAll(m) {
			n := r.new(ast.Pack)
			n.Text = m
			return n
		}
	}
	switch {
	case r.eatAll("$$Y"): // template alias or template argument
		return r.typeName()
	case r.eatAll("$$B"): // array
		if r.look(0) != 'Y' {
			return r.fail()
		}
		return r.typ()
	case r.eatAll("$$C"):
		q := r.quals()
		return r.qualified(r.typ(), q)
	case r.look(1) == '$':
		return r.typ()
	case r.eatAll("$M"):
		return r.typedArg()
	}
	r.pos++
	return r.value()
}

// argType reads a type with its qualifiers, as it stands in an argument list.
func (r *Reader) argType() *node {
	switch {
	case r.eatAll("$$B"):
		return r.typ()
	case r.eatAll("$$C"):
		q := r.quals()
		return r.qualified(r.typ(), q)
	}
	return r.typ()
}

// one is a Kids slice of n alone.
func (r *Reader) one(n *node) []*node {
	m := len(r.nodes.Stack)
	r.push(n)
	return r.take(m)
}

// literal makes a number.
func (r *Reader) literal() *node {
	v, neg := r.number()
	n := r.new(ast.Literal)
	n.Text = decimal(v)
	if neg {
		n.Text = "-" + n.Text
	}
	return n
}

const smallDigits = "0123456789"

// decimal avoids an allocation for one digit.
func decimal(v uint64) string {
	if v < 10 {
		return smallDigits[v : v+1]
	}
	return strconv.FormatUint(v, 10)
}

// value reads a value, behind the "$" that stands before the outermost one.
func (r *Reader) value() *node {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	c := r.next()
	switch c {
	case '0':
		return r.literal()
	case 'A', 'B':
		return r.float(c)
	case 'N':
		return r.new(ast.NullPtr)
	case '1':
		return r.entity("&")
	case 'E':
		return r.entity("")
	case 'H', 'I', 'J', 'F', 'G':
		return r.memberValue(c)
	case '2', '3', '7':
		return r.record(c)
	case '8':
		return r.dataMember()
	case '5', '6', 'C':
		return r.subobject()
	}
	r.pos--
	return r.fail()
}

// entity reads a function or variable.
func (r *Reader) entity(text string) *node {
	if r.look(0) != '?' {
		return r.fail()
	}
	n := r.new(ast.EntityRef)
	n.Text = text
	if n.Elem = r.symbol(); n.Elem == nil {
		return nil
	}
	return n
}

// memberValue reads the value of a pointer to member: of a function in a class
// with several (H) or virtual bases (I), or one unknown (J); of data there (F:
// virtual bases, G: unknown).
func (r *Reader) memberValue(c byte) *node {
	n := r.new(ast.Address)
	n.Text = r.s[r.pos-1 : r.pos]
	count := 2
	if c >= 'H' {
		count = int(c-'H') + 1
		if r.look(0) == '?' {
			if n.Elem = r.symbol(); n.Elem == nil {
				return nil
			}
		}
	} else if c == 'G' {
		count = 3
	}
	n.Kids = r.literals(count)
	return n
}

// record reads a value of class (2), array (3) or union (7) type. Scalar
// members of a class stand behind their type; array elements are closed by @.
func (r *Reader) record(c byte) *node {
	n := r.new(ast.Record)
	n.Text = r.s[r.pos-1 : r.pos]
	if n.Elem = r.argType(); n.Elem == nil {
		return nil
	}
	if c == '7' && r.look(0) != '@' {
		if n.Scope = r.memberName(); n.Scope == nil {
			return nil
		}
	}
	mark := len(r.nodes.Stack)
	for !r.eat('@') {
		var v *node
		if k := r.look(0); c == '2' && k != '2' && k != '3' && k != '7' {
			v = r.typedArg()
		} else {
			v = r.value()
		}
		if v == nil || c == '3' && !r.eat('@') || c == '7' && len(r.nodes.Stack) > mark {
			r.nodes.Stack = r.nodes.Stack[:mark]
			return r.fail()
		}
		r.push(v)
	}
	n.Kids = r.take(mark)
	return n
}

// typedArg reads <type> <value>.
func (r *Reader) typedArg() *node {
	n := r.new(ast.TypedArg)
	if n.Elem = r.argType(); n.Elem == nil {
		return nil
	}
	v := r.value()
	if v == nil {
		return nil
	}
	n.Kids = r.one(v)
	return n
}

// memberName reads the name of a data member.
func (r *Reader) memberName() *node {
	if !isDigit(r.look(0)) {
		return r.simple()
	}
	n := r.backName()
	if n != nil && n.Kind != ast.Name {
		return r.fail()
	}
	return n
}

// float reads the bits of a float (A) or double (B).
func (r *Reader) float(c byte) *node {
	n := r.new(ast.Literal)
	v := r.unsigned()
	n.Elem = r.builtin("double")
	if c == 'A' {
		n.Elem.Text = "float"
		if v > 1<<32-1 {
			return r.fail()
		}
	}
	n.Text = strconv.FormatUint(v, 16)
	return n
}

// dataMember reads the value of a pointer to a data member by its name.
func (r *Reader) dataMember() *node {
	n := r.new(ast.Address)
	n.Text = "8"
	if n.Scope = r.typeName(); n.Scope == nil {
		return nil
	}
	if n.Elem = r.memberName(); n.Elem == nil || !r.eat('@') {
		return r.fail()
	}
	return n
}

// subobject reads a path of array elements (C) and members (6), innermost
// first, the object, and what the path consists of. 5 in front: its address.
func (r *Reader) subobject() *node {
	r.pos--
	n := r.new(ast.Address)
	at := r.pos
	pointer := r.eat('5')
	for r.look(0) == 'C' || r.look(0) == '6' {
		r.pos++
	}
	path := r.s[at:r.pos]
	n.Text = path
	if len(path) > maxDepth || path == "5" {
		return r.fail()
	}
	switch {
	case r.eat('E'):
		n.Elem = r.entity("")
	case r.eat('1'):
		n.Elem = r.entity("&")
	}
	if n.Elem == nil {
		return r.fail()
	}
	if pointer {
		path = path[1:]
	}
	mark := len(r.nodes.Stack)
	for i := len(path) - 1; i >= 0 && r.err == nil; i-- {
		if path[i] == '6' {
			r.push(r.memberName())
		} else {
			if !r.eat('0') {
				r.fail()
			}
			r.push(r.literal())
		}
		if !r.eat('@') {
			r.fail()
		}
	}
	n.Kids = r.take(mark)
	if pointer && !r.eat('@') || r.err != nil {
		return r.fail()
	}
	return n
}

// equal compares two trees; when the budget runs out they are different.
func (r *Reader) equal(a, b *node) bool {
	if a == b {
		return true
	}
	if r.same--; r.same < 0 || a == nil || b == nil {
		return false
	}
	if a.Kind != b.Kind || a.Quals != b.Quals || a.Text != b.Text || a.N != b.N || a.Conv != b.Conv || a.Access != b.Access ||
		len(a.Kids) != len(b.Kids) || (a.Flags^b.Flags)&^ast.Respelled != 0 {
		return false
	}
	if !r.equal(a.Scope, b.Scope) || !r.equal(a.Elem, b.Elem) {
		return false
	}
	for i, k := range a.Kids {
		if !r.equal(k, b.Kids[i]) {
			return false
		}
	}
	return true
}
