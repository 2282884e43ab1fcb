package link

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// pointer compares a pointer, reference or decayed array.
func (c *comparer) pointer(detail string, cx abi.Type, r *Type, way flow) {
	if r.Kind == Struct && !r.Repr.Transparent && r.soleField() != nil {
		c.structForScalar(detail, cx, r)
		return
	}
	p := r.peel()
	if p.Kind == Fat {
		c.add(wrongClass, verify.Breaking, detail, "C++ has one address (%s), Rust %s of two words", cx, r.Name)
		return
	}
	if p.Kind == Int && p.Size == uint64(c.cxx.PointerSize) {
		return // an address as an integer: travels alike
	}
	if !p.isPointer() {
		c.add(wrongClass, verify.Breaking, detail, "C++ has the address %s, Rust %s (%s)", cx, r.Name, p.Kind)
		return
	}
	if way == toRust && cx.Kind() == abi.KindPointer && !p.mayBeNull() && !p.AnyBits {
		c.add(mayBeNull, verify.Risky, detail, "C++ hands over %s, which may be null; Rust has %s", cx, r.Name)
	}
	if way == toCxx && cx.Kind().IsReference() && p.Nullable {
		c.add(mayBeNull, verify.Risky, detail, "Rust hands over %s, which may be null; C++ has %s", r.Name, cx)
	}
	elem := cx.Elem()
	if cx.Kind() == abi.KindFunc {
		elem = cx
	}
	if elem.Strip().Kind() == abi.KindFunc {
		c.callback(detail, elem.Strip(), p)
		return
	}
	if p.Kind == FnPtr {
		if !elem.IsVoid() {
			c.add(wrongClass, verify.Breaking, detail, "C++ points to %s, Rust to a function", elem)
		}
		return
	}
	c.mutable(detail, cx, elem, r, p, way)
	c.pointee(detail, elem, p.Elem)
}

// mutable compares who may write through a pointer.
func (c *comparer) mutable(detail string, cx, elem abi.Type, r, p *Type, way flow) {
	mut := p.Mutable || p.Kind == NonNull || p.Kind == Box
	for range 16 {
		if elem.Strip().Kind() != abi.KindArray {
			break
		}
		elem = elem.Strip().Elem() // an array is const if its elements are
	}
	switch {
	case elem.IsNone():
	case way == toCxx && !elem.IsConst() && !mut && cx.Kind() != abi.KindNullptr:
		c.add(mutability, verify.Risky, detail, "C++ may write through %s, Rust hands over the read-only %s", cx, r.Name)
	case way == toRust && elem.IsConst() && mut && p.Kind != NonNull:
		c.add(mutability, verify.Risky, detail, "C++ hands over the read-only %s, Rust may write through %s", cx, r.Name)
	}
}

// pointee compares what two pointers point to. Void, declared-only and opaque
// pointees match everything: nobody looks into them through this pointer.
func (c *comparer) pointee(detail string, cx abi.Type, r *Type) {
	cx = cx.Strip()
	if r != nil {
		r = c.known(r)
	}
	if r == nil || cx.IsNone() || cx.Kind() == abi.KindVoid || c.claimed(detail, cx, r) {
		return
	}
	if cx.IsDeclaration() {
		if cx.Kind().IsRecord() && r.isAggregate() && !r.opaque() && !r.rustRepr() {
			c.declared[cx.ID()] = true
		}
		return
	}
	detail += ", behind the pointer"
	if r.Kind == Unknown {
		if size, ok := cx.Size(); ok && size > 1 {
			c.add(unchecked, verify.Note, detail, "%s: %s", r.Name, r.Why)
		}
		return
	}
	if r.opaque() {
		return
	}
	key := openPair{cx.ID(), r}
	if c.open[key] {
		return
	}
	if len(c.open) > 4096 {
		c.add(unchecked, verify.Note, detail, "more than 4096 pairs of types hang together")
		return
	}
	c.open[key] = true
	switch k := cx.Kind(); {
	case k.IsRecord():
		c.pointeeRecord(detail, cx, r)
	case k == abi.KindPointer || k.IsReference():
		switch p := r.peel(); {
		case p.Kind == FnPtr && cx.Elem().Strip().Kind() == abi.KindFunc:
			c.callback(detail, cx.Elem().Strip(), p)
		case p.isPointer():
			c.pointee(detail, cx.Elem(), p.Elem)
		case p.Kind == Int:
			c.sameSize(detail, cx, r)
		case p.Kind == Array && p.Elem.peel().isPointer():
			c.pointee(detail, cx.Elem(), p.Elem.peel().Elem)
		default:
			c.add(wrongClass, verify.Breaking, detail, "C++ has the address %s, Rust %s (%s)", cx, r.Name, p.Kind)
		}
	case k == abi.KindArray:
		// A pointer to the first element is what both sides use.
		c.pointee(detail, cx.Elem(), elemOf(r))
	case k == abi.KindBase:
		c.pointeeScalar(detail, cx, r)
	case k == abi.KindVector:
		if p := asTransparent(r); p.Kind == Vector {
			c.lanes(detail, cx, p)
		}
	case k == abi.KindEnum:
		if p := asTransparent(elemOf(r)); p.Kind == Enum && p.Sized {
			c.enum(detail, cx, p, toRust)
		} else {
			c.sameSize(detail, cx, elemOf(r))
		}
	}
}

// pointeeRecord compares a class behind a pointer. Rust may point to bytes, or
// to the class's first member.
func (c *comparer) pointeeRecord(detail string, cx abi.Type, r *Type) {
	p := r.peel()
	if p.Kind == Array && p.Elem.isAggregate() {
		r, p = p.Elem, p.Elem // the first of several
	}
	switch {
	case r.isAggregate() && (p == r || p.isAggregate() || p.Kind == Int || p.Kind == Float || p.Kind == Vector):
		c.layout(detail, cx, r)
	case isByte(p) || storage(p):
		if size, ok := cx.Size(); ok && p.Sized && uint64(size) < p.Size {
			c.add(wrongLayout, verify.Breaking, detail, "C++ has %s of %d bytes, Rust %s of %d", cx, size, r.Name, p.Size)
		}
	default:
		if p.Kind == Array {
			if len(c.try(func(s *comparer) { s.arrayForRecord(detail, cx, p) })) == 0 {
				return
			}
		}
		l, ok := memberAt(cx, 0, elemOf(p))
		if ok && len(c.try(func(s *comparer) { s.member(detail, l.typ, elemOf(p)) })) == 0 {
			return
		}
		c.add(wrongClass, verify.Breaking, detail, "C++ has the class %s, Rust %s (%s)", cx, r.Name, p.Kind)
	}
}

func elemOf(r *Type) *Type {
	if r.Kind == Array {
		return r.Elem
	}
	return r
}

// pointeeScalar compares numbers in memory: characters may stand for bytes of
// either sign.
func (c *comparer) pointeeScalar(detail string, cx abi.Type, r *Type) {
	r = asTransparent(elemOf(asTransparent(r)))
	p := r.peel()
	if size, ok := cx.Size(); ok && size == 1 && p.Sized && (p.Size == 1 && p.Kind == Int || cx.Encoding() != abi.EncBool && p.isAggregate()) {
		return // bytes of something
	}
	c.scalar(detail, cx, r, toRust)
}

func (c *comparer) sameSize(detail string, cx abi.Type, r *Type) {
	if size, ok := cx.Size(); ok && r.Sized && uint64(size) != r.Size {
		c.add(wrongWidth, verify.Breaking, detail, "C++ has %s of %d bytes, Rust %s of %d", cx, size, r.Name, r.Size)
	}
}

// callback compares function pointers: the callee is on the other side.
func (c *comparer) callback(detail string, cx abi.Type, p *Type) {
	if p.Kind != FnPtr || p.Fn == nil {
		if e := p.Elem; e != nil && !e.opaque() && !isByte(e) && !e.empty() {
			c.add(wrongClass, verify.Breaking, detail, "C++ points to a function, Rust to %s", e.Name)
		}
		return // a raw address: nothing to compare
	}
	c.once(detail, cx, p, func() { c.compareCallback(detail, cx, p) })
}

func (c *comparer) compareCallback(detail string, cx abi.Type, p *Type) {
	sub := *c
	sub.calls, sub.found, sub.pointed, sub.trampoline = !c.calls, nil, true, false
	problem := sub.function(cx.Signature(), p.Fn)
	c.open, c.agree = sub.open, sub.agree
	for _, m := range sub.found {
		m.detail = detail + ", callback, " + m.detail
		c.found = append(c.found, m)
	}
	if problem != "" {
		c.add(unchecked, verify.Note, detail, "the callback can't be compared: %s", problem)
	}
}
