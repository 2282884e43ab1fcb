package link

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// member compares a field's types: like values that go both ways.
func (c *comparer) member(detail string, cx abi.Type, r *Type) {
	cx, r = cx.Strip(), c.known(r)
	if r.Kind == Unknown && !cx.IsNone() {
		c.add(unchecked, verify.Note, detail, "%s: %s", r.Name, r.Why)
		return
	}
	switch k := cx.Kind(); {
	case cx.IsNone():
	case k == abi.KindArray:
		c.memberArray(detail, cx, r)
	case k.IsRecord():
		c.memberRecord(detail, cx, r)
	case k == abi.KindPointer || k.IsReference():
		c.memberPointer(detail, cx, r)
	case k == abi.KindBase:
		c.memberScalar(detail, cx, r)
	case k == abi.KindEnum:
		c.enum(detail, cx, asTransparent(r), toRust)
	case k == abi.KindVector && r.peel().Kind == Vector:
		c.lanes(detail, cx, r)
	default:
		c.sameSize(detail, cx, r)
	}
}

// memberArray compares an array member with a Rust array, or its first element
// with what lies there: whether the others have fields is for covered to see.
func (c *comparer) memberArray(detail string, cx abi.Type, r *Type) {
	n, ok := cx.Count()
	r = asTransparent(r)
	switch {
	case r.Kind == Array && r.Sized && r.Count == 0:
		return // an array without a bound
	case r.Kind == Array && !r.Sized:
		c.add(unchecked, verify.Note, detail, "%s: %s", r.Name, r.why())
	case r.Kind == Array && ok && n != r.Count && flat(cx) == flatRust(r):
		a, b := cx, r
		for a.Kind() == abi.KindArray {
			a = a.Elem().Strip()
		}
		for b.Kind == Array {
			b = b.Elem
		}
		c.member(detail, a, b)
	case r.Kind == Array && ok && n != r.Count:
		c.add(wrongLayout, verify.Breaking, detail, "C++ has %s, Rust %s", cx, r.Name)
	case r.Kind == Array:
		c.member(detail, cx.Elem(), r.Elem)
	case r.Kind == Struct || r.Kind == Union || r.Kind == DataEnum:
		if size, ok := cx.Elem().Size(); ok && cx.Elem().Strip().IsRecord() && uint64(size) == r.Size {
			c.member(detail, cx.Elem(), r)
			return
		}
		for _, f := range r.Fields {
			c.arrayField(detail, cx, f)
		}
	case r.Kind == Int:
		if e, ok := cx.Elem().Size(); ok && uint64(e) == r.Size {
			c.member(detail, cx.Elem(), r)
		}
	default:
		c.member(detail, cx.Elem(), r)
	}
}

// flat is the number of elements of an array of arrays.
func flat(t abi.Type) uint64 {
	n := uint64(1)
	for range 16 {
		if t = t.Strip(); t.Kind() != abi.KindArray {
			break
		}
		k, _ := t.Count()
		n *= k
		t = t.Elem()
	}
	return n
}

func flatRust(t *Type) uint64 {
	n := uint64(1)
	for ; t.Kind == Array; t = t.Elem {
		n *= t.Count
	}
	return n
}

// arrayField compares a field of a struct that stands for an array.
func (c *comparer) arrayField(detail string, cx abi.Type, f Field) {
	if storage(f.Type) || isByte(f.Type) || f.Type.Size == 0 {
		return
	}
	l, ok := elementAt(cx, f.Offset, f.Type)
	if !ok {
		c.add(wrongLayout, verify.Breaking, detail, "no element of %s begins at byte %d, where Rust has the field %s", cx, f.Offset, f.Name)
		return
	}
	c.member(detail+"."+f.Name, l.typ, f.Type)
}

// memberRecord compares a member of a class type with the Rust field at its
// place. Integers and arrays of them are room for it.
func (c *comparer) memberRecord(detail string, cx abi.Type, r *Type) {
	p := asTransparent(r)
	switch {
	case cx.Kind() == abi.KindUnion && !r.isAggregate():
		c.structForUnion(detail, cx, r)
	case r.Kind == Struct || r.Kind == Union || r.Kind == DataEnum:
		if r != p && p.isPointer() || p.Kind == Array {
			c.wrappedMember(detail, cx, p)
			return
		}
		c.layout(detail, cx, r)
	case p.Kind == Array:
		c.arrayForRecord(detail, cx, p)
	case p.Kind == Int:
		c.sameSize(detail, cx, r)
	default:
		c.wrappedMember(detail, cx, p)
	}
}

// wrappedMember compares a class around one scalar with a Rust scalar.
func (c *comparer) wrappedMember(detail string, cx abi.Type, r *Type) {
	var all []cxxScalar
	if r.Kind == Array {
		c.arrayForRecord(detail, cx, r)
	} else if !scalars(cx, 0, &all) || len(all) != 1 || all[0].offset != 0 || all[0].typ.IsNone() {
		c.add(wrongClass, verify.Breaking, detail, "C++ has the class %s, Rust %s (%s)", cx, r.Name, r.Kind)
	} else {
		c.member(detail, all[0].typ, r)
		c.sameSize(detail, cx, r)
	}
}

// arrayForRecord compares a class of like members with a Rust array: a vector
// of x, y and z, say.
func (c *comparer) arrayForRecord(detail string, cx abi.Type, r *Type) {
	elem := r.Elem
	for elem.Kind == Array {
		elem = elem.Elem
	}
	var all []cxxScalar
	c.sameSize(detail, cx, r)
	if !r.Sized || elem.peel().Kind == Int || !scalars(cx, 0, &all) {
		return
	}
	for _, m := range all {
		if elem.Size == 0 || m.offset%elem.Size != 0 && !elem.isAggregate() {
			c.add(wrongLayout, verify.Breaking, detail, "C++ has %s at byte %d of %s, where no element of %s begins", m.name, m.offset, cx, r.Name)
			return
		}
		if !elem.isAggregate() && !m.typ.IsNone() {
			c.member(detail+", "+m.name, m.typ, elem)
		}
	}
}

func (t *Type) isAggregate() bool { return t.Kind == Struct || t.Kind == Union || t.Kind == DataEnum }

func (c *comparer) memberPointer(detail string, cx abi.Type, r *Type) {
	p := asTransparent(r).peel()
	switch {
	case p.isPointer():
		if cx.Kind() == abi.KindPointer && !p.mayBeNull() && !p.AnyBits {
			c.add(mayBeNull, verify.Risky, detail, "C++ has %s, which may be null; Rust has %s", cx, r.Name)
		}
		switch {
		case cx.Elem().Strip().Kind() == abi.KindFunc:
			c.callback(detail, cx.Elem().Strip(), p)
		case p.Kind == FnPtr && !cx.Elem().IsVoid():
			c.add(wrongClass, verify.Breaking, detail, "C++ points to %s, Rust to a function", cx.Elem())
		default:
			c.pointee(detail, cx.Elem(), p.Elem)
		}
	case p.Kind == Int:
		c.sameSize(detail, cx, r)
	default:
		c.add(wrongClass, verify.Breaking, detail, "C++ has the address %s, Rust %s (%s)", cx, r.Name, p.Kind)
	}
}

// memberScalar compares a scalar in memory: a struct around one field is as
// good as transparent there, and integers are room for it.
func (c *comparer) memberScalar(detail string, cx abi.Type, r *Type) {
	p := asTransparent(r)
	if asParts(cx, p) {
		return // whether the second part has a field is for covered to see
	}
	if p.Kind == Array || p.Kind == Struct && p.soleField() == nil {
		c.sameSize(detail, cx, r)
		for _, f := range p.Fields {
			if f.Type.peel().Kind != Int && f.Type.Size > 0 && !storage(f.Type) {
				c.add(wrongClass, verify.Breaking, detail, "C++ has %s, Rust the struct %s", cx, r.Name)
				return
			}
		}
		return
	}
	if isByte(p) && plainChar(cx) {
		return // of either sign
	}
	if size, _ := cx.Size(); cx.Encoding() == abi.EncBool && isByte(p) && size == 1 {
		return // Rust reads it as what it is
	}
	before := len(c.found)
	c.scalar(detail, cx, p, toRust)
	for i := before; i < len(c.found); i++ {
		if m := &c.found[i]; m.rule == wrongSign {
			m.grade = verify.Risky // nobody extends what lies in memory
		}
	}
}

// plainChar reports whether a type is char, whose sign nobody means.
func plainChar(t abi.Type) bool {
	size, ok := t.Size()
	return ok && size == 1 && t.Name() == "char"
}

func asTransparent(r *Type) *Type {
	for range 16 {
		next := r.soleField()
		if r.Kind != Struct || next == nil || !r.Repr.C && !r.Repr.Transparent || r.NonZero || r.Sized && next.Sized && r.Size != next.Size {
			return r // an alignment adds padding
		}
		r = next
	}
	return r
}
