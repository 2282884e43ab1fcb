package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// args reads template arguments closed by @ into n.
func (r *Reader) args(n *node) bool {
	mark := len(r.stack)
	for !r.eat('@') {
		a := r.arg()
		if a == nil || r.err != nil {
			r.fail()
			r.stack = r.stack[:mark]
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
	m := len(r.stack)
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
	case '1':
		return r.entity("&")
	case 'E':
		return r.entity("")
	case 'H', 'I', 'J', 'F', 'G':
		return r.memberValue(c)
	case '2', '3', '7':
		return r.record(c)
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

// record reads a value of class (2), array (3) or union (7) type.
func (r *Reader) record(c byte) *node {
	n := r.new(ast.Record)
	n.Text = r.s[r.pos-1 : r.pos]
	if n.Elem = r.argType(); n.Elem == nil {
		return nil
	}
	if c == '7' && r.look(0) != '@' {
		if n.Scope = r.simple(); n.Scope == nil {
			return nil
		}
	}
	mark := len(r.stack)
	for !r.eat('@') {
		v := r.value()
		if v == nil {
			r.stack = r.stack[:mark]
			return nil
		}
		r.push(v)
	}
	n.Kids = r.take(mark)
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
