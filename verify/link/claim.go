package link

import (
	"slices"
	"sort"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// claim compares a Rust type with the C++ type it stands for, as far as the
// replacement claims equality.
func (c *comparer) claim(cx abi.Type, r *Type, rep *Replacement) {
	size, ok := cx.Size()
	if !ok {
		c.add(unchecked, verify.Note, "size", "the object does not say how large %s is", rep.Cpp)
		return
	}
	if !r.Sized {
		c.add(replacement, verify.Breaking, "layout", "the layout of %s is not certain: %s", rep.Rust, r.why())
		return
	}
	if r.Kind == Struct && r.Repr.Known && !r.Repr.C && !r.Repr.Transparent && rep.Claim != ClaimSize {
		c.add(replacement, verify.Breaking, "repr", "%s has neither repr(C) nor repr(transparent): rustc may move its fields", rep.Rust)
		return
	}
	if uint64(size) != r.Size {
		c.add(replacement, verify.Breaking, "size", "C++ has %d bytes, Rust %d", size, r.Size)
	}
	c.alignment(replacement, "alignment", cx, r)
	if rep.Claim == ClaimSize {
		return
	}
	if !cx.IsRecord() {
		before := len(c.found)
		c.member("value", cx, r)
		c.asReplacement(before, "value")
		return
	}
	if p := r.peel(); !(r.Kind == Struct || r.Kind == Union) || p.Kind != Struct && p.Kind != Union && len(r.Fields) == 0 {
		c.add(replacement, verify.Breaking, "kind", "C++ has a %s, Rust %s", cx.Kind(), r.Kind)
		return
	}
	if (cx.Kind() == abi.KindUnion) != (r.Kind == Union) {
		c.add(replacement, verify.Breaking, "kind", "C++ has a %s, Rust a %s", cx.Kind(), r.Kind)
		return
	}
	c.claimFields(cx, r, rep)
}

// cxxLeaf is a member of a class, those of bases and anonymous members
// included. Offsets are in bytes.
type cxxLeaf struct {
	name   string
	offset uint64
	typ    abi.Type
	bits   bool
}

func (c *comparer) claimFields(cx abi.Type, r *Type, rep *Replacement) {
	var all []cxxLeaf
	if !leaves(cx, 0, new(int), &all) {
		c.add(unchecked, verify.Note, "fields", "the object does not say where a base class lies, or has a virtual one")
		return
	}
	left := map[string]Field{}
	for _, f := range r.Fields {
		left[f.Name] = f
	}
	asked := map[string]bool{}
	for _, n := range rep.Fields {
		asked[n] = true
	}
	for _, m := range all {
		if rep.Claim == ClaimFields && !asked[m.name] {
			continue
		}
		delete(asked, m.name)
		detail := "field " + m.name
		f, ok := fieldNamed(r, rep.rustName(m.name))
		if !ok {
			c.add(replacement, verify.Breaking, detail, "C++ has the field %s at byte %d, Rust has none of that name", m.name, m.offset)
			continue
		}
		delete(left, f.Name)
		if m.bits {
			c.add(unchecked, verify.Note, detail, "a bit-field can't be compared with a Rust field")
			continue
		}
		if f.Offset != m.offset {
			c.add(replacement, verify.Breaking, detail, "the field %s lies at byte %d in C++, at byte %d in Rust", m.name, m.offset, f.Offset)
			continue
		}
		if size, ok := m.typ.Size(); ok && f.Type.Sized && uint64(size) != f.Type.Size {
			c.add(replacement, verify.Breaking, detail, "the field %s has %d bytes in C++ (%s), %d in Rust (%s)", m.name, size, m.typ, f.Type.Size, f.Type.Name)
			continue
		}
		before := len(c.found)
		c.member(detail, m.typ, f.Type)
		c.asReplacement(before, detail)
		if s := m.typ.Strip(); s.Kind() == abi.KindBase && s.Encoding() == abi.EncBool && f.Type.peel().Kind != Bool {
			c.add(replacement, verify.Risky, detail, "the field %s is bool in C++, %s in Rust: other values than 0 and 1 are not valid", m.name, f.Type.Name)
		}
	}
	for _, n := range sorted(asked) {
		c.add(replacement, verify.Breaking, "field "+n, "tenon.toml claims the field %s, which C++ does not have", n)
	}
	if rep.Claim != ClaimLayout {
		return
	}
	for _, f := range r.Fields {
		if _, extra := left[f.Name]; extra && !(f.Type.Sized && f.Type.Size == 0) {
			c.add(replacement, verify.Breaking, "field "+f.Name, "Rust has the field %s at byte %d, C++ has none of that name", f.Name, f.Offset)
		}
	}
}

// asReplacement files what comparing members found as differences of the
// replacement.
func (c *comparer) asReplacement(from int, detail string) {
	for i := from; i < len(c.found); i++ {
		if m := &c.found[i]; m.rule != unchecked {
			m.rule, m.text = replacement, detail+": "+m.text
		}
	}
}

// leaves lists the members of a class; false if a place is not known.
func leaves(cx abi.Type, base uint64, classes *int, out *[]cxxLeaf) bool {
	if *classes++; *classes > maxScalars {
		return false
	}
	for _, b := range cx.Bases() {
		if !b.Known || b.Virtual || b.Offset < 0 || !leaves(b.Type.Strip(), base+uint64(b.Offset), classes, out) {
			return false
		}
	}
	for _, f := range cx.Fields() {
		at := base + uint64(f.Offset)/8
		switch in := f.Type.Strip(); {
		case f.Flags&(abi.FieldArtificial|abi.FieldVptr) != 0:
		case f.Name == "" && in.IsRecord():
			if !leaves(in, at, classes, out) {
				return false
			}
		case f.Name != "":
			*out = append(*out, cxxLeaf{f.Name, at, f.Type, f.BitField})
		}
	}
	return true
}

func fieldNamed(r *Type, name string) (Field, bool) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, sameName} {
		if i := slices.IndexFunc(r.Fields, func(f Field) bool { return same(f.Name, name) }); i >= 0 {
			return r.Fields[i], true
		}
	}
	return Field{}, false
}

func sorted(set map[string]bool) []string {
	var out []string
	for n := range set {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// claimed answers a layout comparison for a Rust type that stands for a C++
// type: the claim was checked already. Standing for another type is an error,
// unless the C++ type is a base at the start of the one it stands for.
func (c *comparer) claimed(detail string, cx abi.Type, r *Type) bool {
	rd := c.replaced[r]
	if rd == nil {
		return false
	}
	cx = cx.Strip()
	switch k := cx.Kind(); {
	case k == abi.KindArray || k == abi.KindPointer || k.IsReference():
		return false
	}
	for _, t := range rd.cxx {
		if t.ID() == cx.ID() || t.QualifiedName() == cx.QualifiedName() || startsWith(t, cx) {
			return true
		}
	}
	c.add(replacedElsewhere, verify.Breaking, detail, "Rust has %s, which stands for %s; C++ has %s", rd.rep.Rust, rd.rep.Cpp, cx)
	return true
}

// startsWith reports whether t has base as a base class at its first byte.
func startsWith(t, base abi.Type) bool {
	seen := map[abi.TypeID]bool{}
	var first func(abi.Type) bool
	first = func(t abi.Type) bool {
		if seen[t.ID()] {
			return false
		}
		seen[t.ID()] = true
		return slices.ContainsFunc(t.Bases(), func(b abi.Base) bool {
			bt := b.Type.Strip()
			return b.Known && !b.Virtual && b.Offset == 0 && (bt.ID() == base.ID() || first(bt))
		})
	}
	return first(t)
}
