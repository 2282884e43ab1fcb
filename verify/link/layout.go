package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// leaf is a member at its place in a record after bases, nested records and anonymous
// members were taken apart. Offsets and sizes are in bytes.
type leaf struct {
	name   string
	offset uint64
	typ    abi.Type
	vptr   bool // the pointer to virtual functions
}

// layout compares a class with the struct that mirrors it: size, alignment,
// every field of Rust with what lies at its place in C++, and whether every
// member of C++ has a field.
func (c *comparer) layout(detail string, cx abi.Type, r *Type) {
	r = mirror(cx, r)
	c.once(detail, cx, r, func() { c.compareLayout(detail, cx, r) })
}

// once compares a pair of types where it is met first. Where it is met again, also
// in itself, it agrees, or what was found is repeated.
func (c *comparer) once(detail string, cx abi.Type, r *Type, compare func()) {
	key := typePair{openPair{cx.ID(), r}, c.calls, c.rustOnly, c.pointed}
	if c.agree[key] {
		return
	}
	if known, ok := c.differ[key]; ok {
		for _, m := range known {
			m.detail = detail + m.detail
			c.found = append(c.found, m)
		}
		return
	}
	c.agree[key] = true
	before := len(c.found)
	compare()
	if found := c.found[before:]; len(found) > 0 {
		delete(c.agree, key)
		known := slices.Clone(found[:min(len(found), maxRepeated)])
		for i := range known {
			known[i].detail = strings.TrimPrefix(known[i].detail, detail) // the place in the pair
		}
		c.differ[key] = known
	}
}

// maxRepeated bounds the findings about a pair of types that is met again.
const maxRepeated = 4

func (c *comparer) compareLayout(detail string, cx abi.Type, r *Type) {
	c.types[cx.ID()] = true
	if c.claimed(detail, cx, r) {
		return
	}
	if r.rustRepr() {
		c.add(notReprC, verify.Breaking, detail, "%s crosses the border as %s, which has neither repr(C) nor repr(transparent)", cx, r.Name)
		return
	}
	size, ok := cx.Size()
	if !ok {
		return
	}
	if !r.Sized {
		c.add(unchecked, verify.Note, detail, "the layout of %s is not certain: %s", r.Name, r.why())
		return
	}
	if uint64(size) != r.Size {
		if !c.bothEmpty(cx, r) {
			c.addRecord(detail, cx, r, "C++ has %s of %d bytes, Rust %s of %d", cx, size, r.Name, r.Size)
		}
		return
	}
	before := len(c.found)
	c.alignment(wrongLayout, detail, cx, r)
	switch {
	case r.carrier():
		return // of the right size; how it travels is compared where it does
	case r.Kind == DataEnum:
		c.dataEnum(detail, cx, r)
	case r.Kind == Union && cx.Kind() != abi.KindUnion:
		c.unionForClass(detail, cx, r)
	case r.Kind != Union && cx.Kind() == abi.KindUnion:
		c.structForUnion(detail, cx, r)
	default:
		for _, f := range r.Fields {
			c.field(detail, cx, r, f, 0, 0)
		}
	}
	if len(c.found) == before && r.Kind != DataEnum {
		c.covered(detail, cx, r)
	}
}

// carrier reports whether the fields of a type stand for no members: they are named
// _0, _1 and so on, as tenon bind names what makes a mirror travel like its class.
func (t *Type) carrier() bool {
	for i, f := range t.Fields {
		if f.Name != fmt.Sprintf("_%d", i) {
			return false
		}
	}
	return (t.Kind == Struct || t.Kind == Union) && len(t.Fields) > 0
}

// rustRepr reports whether rustc may lay out a type as it likes.
func (t *Type) rustRepr() bool {
	for range 16 {
		switch {
		case t.Kind != Struct && t.Kind != Union && t.Kind != DataEnum || t.opaque() || t.Repr.C || t.Repr.Int != "":
			return false
		case t.Repr.Known && !t.Repr.Transparent:
			return true
		}
		if t = t.soleField(); t == nil {
			return false
		}
	}
	return false
}

// bothEmpty reports whether a class without members stands beside a Rust type
// without a size: its one byte holds nothing.
func (c *comparer) bothEmpty(cx abi.Type, r *Type) bool {
	var all []cxxScalar
	return r.Size == 0 && cx.IsRecord() && scalars(cx, 0, &all) && len(all) == 0
}

func (t *Type) why() string {
	if t.Why != "" {
		return t.Why
	}
	for _, f := range t.Fields {
		if !f.Type.Sized {
			return "field " + f.Name + ": " + f.Type.why()
		}
	}
	return "rustc may place its fields as it likes"
}

// field compares one Rust field with the C++ member at its place. Arrays of
// bytes (padding, opaque storage) match anything, and so does a byte that lies
// in a larger member: covered sees whether the rest of that is there.
func (c *comparer) field(detail string, cx abi.Type, r *Type, f Field, base uint64, depth int) {
	room := storage(f.Type)
	if f.Type.Sized && f.Type.Size == 0 || depth > 16 || room && cx.Kind() == abi.KindUnion {
		return
	}
	at := base + f.Offset
	if cx.Kind() == abi.KindUnion {
		c.unionField(detail, cx, r, f)
		return
	}
	member, ok := memberAt(cx, at, f.Type)
	if ok && member.name != "" && !sameName(f.Name, member.name) && memberElsewhere(cx, f.Name, at) {
		c.addRecord(detail, cx, r, "at byte %d Rust has field %s of %s, C++ has %s there and %s elsewhere", at, f.Name, r.Name, member.name, f.Name)
		return
	}
	if room {
		return
	}
	if isByte(f.Type) {
		if size, known := member.typ.Size(); !ok || !known || size != 1 {
			return
		}
	}
	if !ok {
		if (f.Type.Kind == Struct || f.Type.Kind == Union) && len(f.Type.Fields) > 0 {
			for _, sub := range f.Type.Fields {
				c.field(detail, cx, r, sub, at, depth+1)
			}
			return
		}
		c.addRecord(detail, cx, r, "Rust has field %s of %s at byte %d; C++ has no member of %s there", f.Name, r.Name, at, cx)
		return
	}
	if member.vptr {
		if p := asTransparent(f.Type).peel(); !p.isPointer() && !(p.Kind == Int && p.Size == uint64(c.cxx.PointerSize)) {
			c.addRecord(detail, cx, r, "at byte %d C++ has the pointer to virtual functions, Rust has field %s of %s", at, f.Name, r.Name)
		}
		return
	}
	if n := f.Type.Count; f.Type.Kind == Array && f.Type.Sized && n <= maxElements && member.typ.Strip().Kind() != abi.KindArray && !member.typ.IsRecord() && !member.typ.Strip().IsNone() {
		if elem := f.Type.Elem.peel(); elem.Kind == Int {
			return // room
		}
		for i := range n { // it spans several members
			c.field(detail, cx, r, Field{fmt.Sprintf("%s[%d]", f.Name, i), f.Type.Elem, f.Offset + i*f.Type.Elem.Size}, base, depth+1)
		}
		return
	}
	before := len(c.found)
	c.member(detail+", field "+f.Name, member.typ, f.Type)
	c.asLayout(before, cx, r)
}

// maxElements bounds how many elements of an array are compared one by one.
const maxElements = 1024

// asLayout files what comparing a member found as a difference of the layout.
func (c *comparer) asLayout(from int, cx abi.Type, r *Type) {
	for i := from; i < len(c.found); i++ {
		if m := &c.found[i]; m.rule == wrongWidth || m.rule == wrongClass {
			m.rule, m.grade, m.cxx, m.rust = wrongLayout, verify.Breaking, cx, r
		}
	}
}

// memberElsewhere reports whether a record has the member of a Rust field's
// name at another place than the field: then the field was swapped, not renamed
// or mirrored without the class around it.
func memberElsewhere(cx abi.Type, name string, at uint64) bool {
	for _, f := range cx.Fields() {
		if f.Name != "" && sameName(f.Name, name) {
			return uint64(f.Offset)/8 != at
		}
	}
	return false
}

// sameName compares names as people and generators carry them over.
func sameName(a, b string) bool { return fold(a) == fold(b) }

func fold(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		ch := s[i]
		if ch == '_' {
			continue
		}
		if 'A' <= ch && ch <= 'Z' {
			ch += 'a' - 'A'
		}
		out = append(out, ch)
	}
	if len(out) > 1 && out[0] == 'r' && s[0] == 'r' && len(s) > 1 && s[1] == '#' {
		out = out[2:]
	}
	return string(out)
}

// storage reports whether a Rust field holds bytes without saying what they
// are: padding, or room for something that Rust does not look into.
func storage(t *Type) bool {
	if t.Kind != Array {
		return t.AnyBits && t.Kind == Struct
	}
	for t.Kind == Array {
		t = t.Elem
	}
	return isByte(t)
}

func isByte(t *Type) bool {
	t = t.peel()
	return t.Kind == Int && t.Size == 1
}

// finder looks for a member in classes, in each place once.
type finder struct {
	r     *Type
	tried map[place]bool
}

// place is a byte of a class or array.
type place struct {
	in abi.TypeID
	at uint64
}

// memberAt finds the member of cx at a byte offset whose kind suits r: a
// record for a struct, else the innermost member.
func memberAt(cx abi.Type, at uint64, r *Type) (leaf, bool) {
	f := finder{r, map[place]bool{}}
	return f.member(cx, at, 0)
}

// enter reports whether to look at a place.
func (s finder) enter(t abi.Type, at uint64, depth int) bool {
	p := place{t.ID(), at}
	if depth > 16 || s.tried[p] {
		return false
	}
	s.tried[p] = true
	return true
}

func (s finder) member(cx abi.Type, at uint64, depth int) (leaf, bool) {
	if !s.enter(cx, at, depth) {
		return leaf{}, false
	}
	r := s.r
	for _, b := range cx.Bases() {
		size, ok := b.Type.Size()
		if !b.Known || b.Virtual || !ok || b.Offset < 0 || at < uint64(b.Offset) || at >= uint64(b.Offset)+uint64(size) {
			continue
		}
		if at == uint64(b.Offset) && r.Kind == Struct && r.Sized && r.Size == uint64(size) {
			return leaf{offset: at, typ: b.Type}, true
		}
		if l, ok := s.member(b.Type.Strip(), at-uint64(b.Offset), depth+1); ok {
			return l, true
		}
	}
	for _, f := range cx.Fields() {
		if f.BitField {
			if first := uint64(f.Offset) / 8; at <= first && first < at+max(r.Size, 1) && r.peel().Kind == Int {
				return leaf{offset: at}, true
			}
			continue
		}
		off := uint64(f.Offset) / 8
		size, ok := f.Type.Size()
		if !ok || at < off || at >= off+max(uint64(size), 1) {
			continue
		}
		if f.Flags&abi.FieldVptr != 0 && at == off {
			return leaf{typ: f.Type, offset: off, vptr: true}, true
		}
		in := f.Type.Strip()
		if imaginary(in, at-off, r) {
			return leaf{offset: at}, true
		}
		if at == off && f.Name != "" && (!in.IsRecord() || r.Kind == Struct || r.Kind == Union || r.Kind == DataEnum || r.Kind == Array && r.Size == uint64(size)) {
			if r.Size != uint64(size) {
				if l, ok := s.inside(in, depth); ok {
					return l, true
				}
			}
			return leaf{name: f.Name, offset: off, typ: f.Type}, true
		}
		if in.IsRecord() && (in.Kind() != abi.KindUnion || r.Kind != Union && at > off) {
			find := s.member
			if in.Kind() == abi.KindUnion {
				find = s.union
			}
			if l, ok := find(in, at-off, depth+1); ok {
				return l, true
			}
			continue // an empty class may lie where another member does
		}
		if at == off {
			return leaf{name: f.Name, offset: off, typ: f.Type}, true
		}
		if in.Kind() == abi.KindArray {
			l, ok := s.element(in, at-off, depth+1)
			if l.name == "" {
				l.name = f.Name
			}
			return l, ok
		}
	}
	return leaf{}, false
}

// inside finds a struct in the class that a member begins with: Rust may leave out
// classes around it.
func (s finder) inside(in abi.Type, depth int) (leaf, bool) {
	if !in.IsRecord() || in.Kind() == abi.KindUnion || s.r.Kind != Struct || !s.r.Sized {
		return leaf{}, false
	}
	l, ok := s.member(in, 0, depth+1)
	if !ok || l.vptr || !l.typ.IsRecord() {
		return leaf{}, false
	}
	size, known := l.typ.Size()
	return l, known && uint64(size) == s.r.Size
}

// imaginary reports whether a Rust float is the second part of a complex number.
func imaginary(cx abi.Type, at uint64, r *Type) bool {
	size, _ := cx.Size()
	p := r.peel()
	return cx.Encoding() == abi.EncComplexFloat && 2*at == uint64(size) && at > 0 && p.Kind == Float && p.Size == at
}

// elementAt finds the element of an array at an offset.
func elementAt(array abi.Type, at uint64, r *Type) (leaf, bool) {
	f := finder{r, map[place]bool{}}
	return f.element(array, at, 0)
}

func (s finder) element(array abi.Type, at uint64, depth int) (leaf, bool) {
	elem, r := array.Elem(), s.r
	size, ok := elem.Size()
	if !ok || size == 0 || !s.enter(array, at, depth) {
		return leaf{}, false
	}
	at %= uint64(size)
	switch in := elem.Strip(); {
	case imaginary(in, at, r):
		return leaf{}, true
	case in.Kind() == abi.KindArray && r.Kind != Array:
		return s.element(in, at, depth+1)
	case in.IsRecord() && !(at == 0 && (r.Kind == Struct || r.Kind == Union)):
		return s.member(in, at, depth+1)
	case at == 0:
		return leaf{typ: elem}, true
	}
	return leaf{}, false
}
