package link

import (
	"maps"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// try compares something on trial: what it finds is answered, not filed.
func (c *comparer) try(compare func(*comparer)) []mismatch {
	sub := *c
	sub.found, sub.open, sub.agree = nil, maps.Clone(c.open), maps.Clone(c.agree)
	compare(&sub)
	if len(sub.found) == 0 {
		c.open, c.agree = sub.open, sub.agree
	}
	return sub.found
}

// unionField compares a field of a union with the C++ member of its name or, if there
// is none, looks for one that it agrees with: all members share one place.
func (c *comparer) unionField(detail string, cx abi.Type, r *Type, f Field) {
	if f.Type.peel().Kind == Int && f.Offset == 0 {
		if size, ok := cx.Size(); ok && f.Type.Size <= uint64(size) && !hasNamed(cx, f.Name) {
			return // room
		}
	}
	named, others := hasNamed(cx, f.Name), false
	for _, m := range cx.Fields() {
		if m.BitField || named && !sameName(f.Name, m.Name) {
			continue
		}
		got := c.try(func(s *comparer) {
			s.member(detail+", field "+f.Name, m.Type, f.Type)
			s.asLayout(0, cx, r)
		})
		if named {
			c.found = append(c.found, got...)
		}
		if len(got) == 0 || named {
			return
		}
		others = true
	}
	if others {
		c.addRecord(detail, cx, r, "the union %s of Rust has the field %s (%s), and no member of the union %s is like it", r.Name, f.Name, f.Type.Name, cx)
	}
}

func hasNamed(cx abi.Type, name string) bool {
	for _, m := range cx.Fields() {
		if m.Name != "" && !m.BitField && sameName(m.Name, name) {
			return true
		}
	}
	return false
}

// structForUnion compares a union with a Rust type that is none: it stands for
// one of the members.
func (c *comparer) structForUnion(detail string, cx abi.Type, r *Type) {
	if p := asTransparent(r); p.Kind == Int || storage(p) || p.Kind == Array && p.Elem.peel().Kind == Int {
		return // room
	}
	var first []mismatch
	for _, m := range cx.Fields() {
		got := c.try(func(s *comparer) {
			in := m.Type.Strip()
			if in.IsRecord() && !r.isAggregate() {
				if l, ok := memberAt(in, 0, r); ok {
					s.member(detail, l.typ, r)
					return
				}
			}
			s.member(detail, m.Type, r)
		})
		if len(got) == 0 {
			return
		}
		if first == nil {
			first = got
		}
	}
	if storageOnly(r) {
		return
	}
	if len(cx.Fields()) == 1 {
		c.found = append(c.found, first...)
		return
	}
	c.addRecord(detail, cx, r, "C++ has the union %s, and Rust's %s is like none of its members", cx, r.Name)
}

// storageOnly reports whether a struct holds only bytes and integers, as
// generators write what they can't look into.
func storageOnly(r *Type) bool { return storageIn(r, map[*Type]bool{}) }

func storageIn(r *Type, seen map[*Type]bool) bool {
	seen[r] = true
	for _, f := range r.Fields {
		t := f.Type
		for t.Kind == Array {
			t = t.Elem
		}
		if t = asTransparent(t); t.Kind != Int && t.Size > 0 && !(t.isAggregate() && (seen[t] || storageIn(t, seen))) {
			return false
		}
	}
	return true
}

// unionForClass compares a class with a Rust union: one of its fields must be
// like it, or all must be room.
func (c *comparer) unionForClass(detail string, cx abi.Type, r *Type) {
	var first []mismatch
	for _, f := range r.Fields {
		if storage(f.Type) || f.Type.Size == 0 {
			continue
		}
		got := c.try(func(s *comparer) { s.member(detail, cx, f.Type) })
		if len(got) == 0 {
			return
		}
		if first == nil {
			first = got
		}
	}
	if first != nil && !storageOnly(r) {
		c.addRecord(detail, cx, r, "C++ has %s, and no field of Rust's union %s is like it", cx, r.Name)
	}
}

// union finds the member of a union's member that lies at an offset, one of
// the size of the Rust type if there is one.
func (s finder) union(cx abi.Type, at uint64, depth int) (found leaf, ok bool) {
	if !s.enter(cx, at, depth) {
		return leaf{}, false
	}
	for _, f := range cx.Fields() {
		in := f.Type.Strip()
		var l leaf
		var in2 bool
		switch {
		case in.Kind() == abi.KindUnion:
			l, in2 = s.union(in, at, depth+1)
		case in.IsRecord():
			l, in2 = s.member(in, at, depth+1)
		case in.Kind() == abi.KindArray:
			l, in2 = s.element(in, at, depth+1)
		}
		if !in2 {
			continue
		}
		if size, known := l.typ.Size(); known && uint64(size) == s.r.Size {
			return l, true
		}
		if !ok {
			found, ok = l, true
		}
	}
	return found, ok
}

// dataEnum compares a Rust enum with fields with the C++ struct or union that
// spells it out (RFC 2195; Rust reference, "Primitive representation of
// field-less enums", "repr(C) enums with fields"): the discriminant, and for
// each variant that has fields the member of the union that holds them.
func (c *comparer) dataEnum(detail string, cx abi.Type, r *Type) {
	if len(r.Cases) == 0 || r.Tag == nil {
		c.add(unchecked, verify.Note, detail, "the variants of %s are not known", r.Name)
		return
	}
	c.discriminant(detail, cx, r)
	alts := alternatives(cx, 0, 0)
	for i := range r.Cases {
		k := &r.Cases[i]
		if !k.holds() {
			continue
		}
		where := detail + ", variant " + k.Name
		var got []mismatch
		switch alt, named := find(alts, k.Name); {
		case named:
			got = c.try(func(s *comparer) { s.variant(where, alt, k, r) })
		default:
			for _, a := range alts {
				if got = c.try(func(s *comparer) { s.variant(where, a, k, r) }); len(got) == 0 {
					break
				}
			}
			if len(got) > 0 || len(alts) == 0 {
				got = []mismatch{{rule: unchecked, detail: where, text: "no member of " + cx.String() + " has the name of the variant, and none is like it"}}
			}
		}
		c.found = append(c.found, got...)
	}
}

func (k *Case) holds() bool {
	for _, f := range k.Fields {
		if f.Type.Size > 0 || !f.Type.Sized {
			return true
		}
	}
	return false
}

// alternative is a member of a union at its place in the class around it.
type alternative struct {
	name string
	at   uint64
	typ  abi.Type
}

// alternatives lists the members of the unions in a class. Members of a struct
// without a name count as well: there is one of them for each variant of one
// field.
func alternatives(cx abi.Type, base uint64, depth int) (out []alternative) {
	if depth > 8 {
		return nil
	}
	for _, f := range cx.Fields() {
		at, in := base+uint64(f.Offset)/8, f.Type.Strip()
		if cx.Kind() == abi.KindUnion && !f.BitField {
			if f.Name != "" {
				out = append(out, alternative{f.Name, at, f.Type})
			} else if in.IsRecord() && in.Kind() != abi.KindUnion {
				for _, g := range in.Fields() {
					out = append(out, alternative{g.Name, at + uint64(g.Offset)/8, g.Type})
				}
			}
		}
		if in.Kind() == abi.KindUnion && len(out) < maxScalars {
			out = append(out, alternatives(in, at, depth+1)...)
		}
	}
	return out
}

func find(alts []alternative, name string) (alternative, bool) {
	for _, a := range alts {
		if a.name != "" && sameName(a.name, name) {
			return a, true
		}
	}
	return alternative{}, false
}

// variant compares the fields of a variant with the member of the union that
// holds them.
func (c *comparer) variant(detail string, alt alternative, k *Case, r *Type) {
	in := alt.typ.Strip()
	size, ok := in.Size()
	if !ok {
		c.add(unchecked, verify.Note, detail, "the size of %s is not known", in)
		return
	}
	whole := &Type{Kind: Struct, Name: r.Name + "::" + k.Name, Size: uint64(size), Sized: true, Align: 1, Repr: Repr{C: true}}
	var ss []span
	for _, f := range k.Fields {
		if f.Type.Sized && f.Type.Size == 0 {
			continue
		}
		if f.Offset < alt.at || f.Offset+f.Type.Size > alt.at+uint64(size) {
			c.addRecord(detail, in, whole, "Rust has the field %s of variant %s at byte %d of %s, C++ has %d bytes at byte %d for it", f.Name, k.Name, f.Offset, r.Name, size, alt.at)
			return
		}
		f.Offset -= alt.at
		whole.Fields = append(whole.Fields, f)
		if !spans(f.Type, f.Offset, 0, &ss) {
			c.add(unchecked, verify.Note, detail, tooMany, r.Name)
			return
		}
	}
	if len(whole.Fields) == 1 && whole.Fields[0].Offset == 0 && whole.Fields[0].Type.Size == uint64(size) {
		c.member(detail, in, whole.Fields[0].Type)
		c.asLayout(0, in, whole)
		return
	}
	if !in.IsRecord() {
		c.addRecord(detail, in, whole, "C++ has %s, Rust %d fields", in, len(whole.Fields))
		return
	}
	for _, f := range whole.Fields {
		c.field(detail, in, whole, f, 0, 0)
	}
	if r.Tag != nil && r.Tag.Offset >= alt.at { // a struct per variant that repeats the discriminant
		ss = append(ss, span{r.Tag.Offset - alt.at, r.Tag.Offset - alt.at + r.Tag.Type.Size})
	}
	if len(c.found) == 0 {
		c.coveredBy(detail, in, whole, 0, ss)
	}
}

// discriminant compares what tells the variants apart.
func (c *comparer) discriminant(detail string, cx abi.Type, r *Type) {
	tag := &Type{Kind: Enum, Name: r.Name, Size: r.Tag.Type.Size, Align: r.Tag.Type.Align, Sized: r.Tag.Type.Sized, Signed: r.Tag.Type.Signed}
	for _, k := range r.Cases {
		tag.Variants = append(tag.Variants, Variant{k.Name, k.Value})
	}
	l, ok := memberAt(cx, r.Tag.Offset, tag)
	if cx.Kind() == abi.KindUnion {
		l, ok = inTagged(cx, r.Tag.Offset, tag)
	}
	if !ok {
		c.addRecord(detail, cx, r, "Rust has the discriminant of %s at byte %d; C++ has no member of %s there", r.Name, r.Tag.Offset, cx)
		return
	}
	before := len(c.found)
	switch t := l.typ.Strip(); t.Kind() {
	case abi.KindEnum:
		c.enum(detail+", discriminant", t, tag, toRust)
	default:
		c.member(detail+", discriminant", l.typ, &Type{Kind: Int, Name: "the discriminant", Size: tag.Size, Sized: tag.Sized, Signed: tag.Signed})
	}
	c.asLayout(before, cx, r)
}

// inTagged is the discriminant of a union: a member of its own, or the first
// one of each variant's struct.
func inTagged(cx abi.Type, at uint64, tag *Type) (leaf, bool) {
	for _, f := range cx.Fields() {
		if t := f.Type.Strip(); at == 0 && (t.Kind() == abi.KindEnum || t.Kind() == abi.KindBase) {
			if size, ok := t.Size(); ok && uint64(size) == tag.Size {
				return leaf{name: f.Name, typ: f.Type}, true
			}
		}
	}
	f := finder{tag, map[place]bool{}}
	return f.union(cx, at, 0)
}
