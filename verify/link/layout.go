package link

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// leaf is a member at its place in a record after bases, nested records and anonymous
// members were taken apart. Offsets and sizes are in bytes.
type leaf struct {
	name   string
	offset uint64
	typ    abi.Type
}

// layout compares a class with the struct that mirrors it: size, alignment,
// and every field of one side with what lies at its place on the other.
func (c *comparer) layout(detail string, cx abi.Type, r *Type) {
	c.types[cx.ID()] = true
	if c.claimed(detail, cx, r) {
		return
	}
	if r.Kind == Struct && !r.opaque() && r.Repr.Known && !r.Repr.C && !r.Repr.Transparent {
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
		c.addRecord(detail, cx, r, "C++ has %s of %d bytes, Rust %s of %d", cx, size, r.Name, r.Size)
		return
	}
	for _, f := range r.Fields {
		c.field(detail, cx, r, f, 0, 0)
	}
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

// field compares one Rust field with the C++ member at its place. Rust fields
// of bytes (padding, opaque storage) match anything.
func (c *comparer) field(detail string, cx abi.Type, r *Type, f Field, base uint64, depth int) {
	if f.Type.Sized && f.Type.Size == 0 || bytes(f.Type) || depth > 16 {
		return
	}
	at := base + f.Offset
	if cx.Kind() == abi.KindUnion {
		c.unionField(detail, cx, r, f)
		return
	}
	member, ok := memberAt(cx, at, f.Type, 0)
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
	before := len(c.found)
	c.member(detail+", field "+f.Name, member.typ, f.Type)
	for i := before; i < len(c.found); i++ {
		if m := &c.found[i]; m.rule == wrongWidth || m.rule == wrongClass {
			m.rule, m.grade, m.cxx, m.rust = wrongLayout, verify.Breaking, cx, r
		}
	}
	if before == len(c.found) && member.name != "" && !sameName(f.Name, member.name) && memberElsewhere(cx, f.Name, at) {
		c.addRecord(detail, cx, r, "at byte %d Rust has field %s of %s, C++ has %s there and %s elsewhere", at, f.Name, r.Name, member.name, f.Name)
	}
}

// unionField compares a field of a union with the C++ member of its name: all
// members share one place.
func (c *comparer) unionField(detail string, cx abi.Type, r *Type, f Field) {
	for _, m := range cx.Fields() {
		if !sameName(f.Name, m.Name) || m.BitField {
			continue
		}
		before := len(c.found)
		c.member(detail+", field "+f.Name, m.Type, f.Type)
		for i := before; i < len(c.found); i++ {
			if x := &c.found[i]; x.rule == wrongWidth || x.rule == wrongClass {
				x.rule, x.grade, x.cxx, x.rust = wrongLayout, verify.Breaking, cx, r
			}
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

// bytes reports whether a Rust field is plain storage: bytes, arrays of bytes.
func bytes(t *Type) bool {
	for t.Kind == Array {
		t = t.Elem
	}
	t = t.peel()
	return t.Kind == Int && t.Size == 1
}

// memberAt finds the member of cx at a byte offset whose kind suits r: a
// record for a struct, else the innermost member.
func memberAt(cx abi.Type, at uint64, r *Type, depth int) (leaf, bool) {
	if depth > 16 {
		return leaf{}, false
	}
	for _, b := range cx.Bases() {
		size, ok := b.Type.Size()
		if !b.Known || b.Virtual || !ok || b.Offset < 0 || at < uint64(b.Offset) || at >= uint64(b.Offset)+uint64(size) {
			continue
		}
		if at == uint64(b.Offset) && r.Kind == Struct && r.Sized && r.Size == uint64(size) {
			return leaf{"", at, b.Type}, true
		}
		if l, ok := memberAt(b.Type.Strip(), at-uint64(b.Offset), r, depth+1); ok {
			return l, true
		}
	}
	for _, f := range cx.Fields() {
		if f.BitField {
			if first := uint64(f.Offset) / 8; at <= first && first < at+max(r.Size, 1) && r.Kind == Int {
				return leaf{"", at, abi.Type{}}, true
			}
			continue
		}
		off := uint64(f.Offset) / 8
		size, ok := f.Type.Size()
		if !ok || at < off || at >= off+max(uint64(size), 1) {
			continue
		}
		in := f.Type.Strip()
		if at == off && (!in.IsRecord() || r.Kind == Struct || r.Kind == Union) && f.Name != "" {
			return leaf{f.Name, off, f.Type}, true
		}
		if in.IsRecord() {
			return memberAt(in, at-off, r, depth+1)
		}
		if at == off {
			return leaf{f.Name, off, f.Type}, true
		}
	}
	return leaf{}, false
}

// member compares a field's types: like values that go both ways.
func (c *comparer) member(detail string, cx abi.Type, r *Type) {
	cx = cx.Strip()
	switch k := cx.Kind(); {
	case cx.IsNone():
	case k == abi.KindArray:
		n, ok := cx.Count()
		if r.Kind == Array {
			if ok && n != r.Count {
				c.add(wrongLayout, verify.Breaking, detail, "C++ has %s, Rust %s", cx, r.Name)
				return
			}
			c.member(detail, cx.Elem(), r.Elem)
		}
	case k.IsRecord():
		if r.Kind == Struct || r.Kind == Union {
			c.layout(detail, cx, r)
		} else {
			c.sameSize(detail, cx, r)
		}
	case k == abi.KindPointer || k.IsReference():
		if p := r.peel(); p.isPointer() {
			if k == abi.KindPointer && !p.mayBeNull() {
				c.add(mayBeNull, verify.Risky, detail, "C++ has %s, which may be null; Rust has %s", cx, r.Name)
			}
			if cx.Elem().Strip().Kind() == abi.KindFunc {
				c.callback(detail, cx.Elem().Strip(), p)
			} else {
				c.pointee(detail, cx.Elem(), p.Elem)
			}
		} else {
			c.sameSize(detail, cx, r)
		}
	case k == abi.KindBase:
		c.memberScalar(detail, cx, r)
	case k == abi.KindEnum:
		c.enum(detail, cx, asTransparent(r), toRust)
	default:
		c.sameSize(detail, cx, r)
	}
}

// memberScalar compares a scalar in memory: a struct around one field is as
// good as transparent there.
func (c *comparer) memberScalar(detail string, cx abi.Type, r *Type) {
	if r.Kind == Array || r.Kind == Struct && r.soleField() == nil {
		c.sameSize(detail, cx, r)
		return
	}
	c.scalar(detail, cx, asTransparent(r), toRust)
}

func asTransparent(r *Type) *Type {
	for r.Kind == Struct && r.soleField() != nil && (r.Repr.C || r.Repr.Transparent) {
		r = r.soleField()
	}
	return r
}
