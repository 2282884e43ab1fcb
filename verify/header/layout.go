package header

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// layoutDiff is how a class of the headers differs from the object's.
type layoutDiff struct {
	rec *Record
	obj abi.Type
	// own are differences that the class itself causes, carried those that
	// follow from a class inside of it, cause that class.
	own, carried []string
	cause        string
	hard         bool
}

// weight orders candidates when units of the object disagree on a class.
func (d *layoutDiff) weight() int { return 2*len(d.own) + len(d.carried) }

// records compares every class by qualified name.
func (k *checker) records() {
	k.byName = map[string]*Record{}
	for i := range k.facts.Records {
		rec := &k.facts.Records[i]
		if _, ok := k.byName[rec.Name]; !ok {
			k.byName[rec.Name] = rec
		}
	}
	caused := map[string][]string{}
	for i := range k.facts.Records {
		rec := &k.facts.Records[i]
		if k.byName[rec.Name] != rec {
			continue
		}
		if len(k.obj.records[rec.Name]) == 0 {
			if rec.Main {
				k.absent = append(k.absent, rec.Name)
			}
			continue
		}
		k.report.Evidence.Types++
		d := k.layout(rec, 0)
		if d != nil && len(d.own) == 0 {
			caused[k.root(d)] = append(caused[k.root(d)], rec.Name)
		}
		k.virtuals(rec)
	}
	reach := k.reached()
	k.passing(reach)
	for i := range k.facts.Records {
		rec := &k.facts.Records[i]
		d := k.lay[rec.Name]
		if d == nil || len(d.own) == 0 || d.rec != rec {
			continue
		}
		f := verify.Finding{Rule: recordLayout, Kind: verify.EntityType, Entity: rec.Name, Grade: verify.Risky,
			Message: "the headers give the class another layout: " + list(append(d.own, d.carried...))}
		if d.hard {
			f.Grade = verify.Breaking
		} else {
			f.Message = "the headers give members other types: " + list(append(d.own, d.carried...))
		}
		f.Affected = append(f.Affected, caused[rec.Name]...)
		for _, name := range append([]string{rec.Name}, caused[rec.Name]...) {
			f.Affected = append(f.Affected, reach[name]...)
		}
		a, b := picture(rec), verify.PictureOf(d.obj, "in the object")
		verify.MarkChanges(&a, &b)
		f.Pictures = []verify.Picture{a, b}
		k.add(f, rec.Place, d.obj.Origin())
	}
}

// root is the innermost class that causes a difference.
func (k *checker) root(d *layoutDiff) string {
	for n := 0; n < 64 && len(d.own) == 0 && k.lay[d.cause] != nil; n++ {
		d = k.lay[d.cause]
	}
	return d.rec.Name
}

// layout compares one class, and before it those inside of it. nil = alike.
func (k *checker) layout(rec *Record, depth int) *layoutDiff {
	if d, ok := k.lay[rec.Name]; ok || depth > 64 {
		return d
	}
	k.lay[rec.Name] = nil // a class can't hold itself; hostile input may say so
	var best *layoutDiff
	for _, t := range k.obj.records[rec.Name] {
		d := k.compare(rec, t, depth)
		if len(d.own)+len(d.carried) == 0 {
			return nil
		}
		if best == nil || d.weight() < best.weight() {
			best = d
		}
	}
	k.lay[rec.Name] = best
	return best
}

// inside is the difference of a class that lies in another by value.
func (k *checker) inside(name string, depth int) *layoutDiff {
	if rec := k.byName[name]; rec != nil && name != "" {
		return k.layout(rec, depth+1)
	}
	return nil
}

func (k *checker) compare(rec *Record, t abi.Type, depth int) *layoutDiff {
	d := &layoutDiff{rec: rec, obj: t}
	shift := "" // class with another layout among the members before this place
	say := func(carried bool, format string, args ...any) {
		text := fmt.Sprintf(format, args...)
		if carried {
			d.carried = append(d.carried, text)
			d.cause = shift
			return
		}
		d.own, d.hard = append(d.own, text), true
	}
	if rec.Union != (t.Kind() == abi.KindUnion) {
		say(false, "a union on one side only")
	}
	k.bases(rec, t, depth, &shift, say)
	have := map[string]member{}
	var order []string
	left := maxMembers
	flatten(t, "", 0, 0, &left, func(m member) {
		if _, dup := have[m.name]; !dup {
			order = append(order, m.name)
		}
		have[m.name] = m
	})
	for i := range rec.Fields {
		f := &rec.Fields[i]
		o, ok := have[f.Name]
		if !ok {
			say(false, "%s is not in the object", f.Name)
			continue
		}
		delete(have, f.Name)
		if f.Offset >= 0 && o.known && f.Offset != o.offset {
			say(shift != "", "%s lies at %s in the headers, at %s in the object", f.Name, at(f.Offset), at(o.offset))
		}
		if width := o.bits; f.Bits != width && !whole(f, o) {
			say(false, "%s is %s in the headers, %s in the object", f.Name, bitsOf(f.Bits), bitsOf(width))
			continue
		}
		inner := ""
		if e := element(f.Type); e.Class == ClassRecord && k.inside(e.Name, depth) != nil {
			inner = e.Name
		}
		if c := k.differ(f.Type, o.typ, 0); c.text != "" {
			switch {
			case inner != "" && !c.inner.IsNone() && c.inner.QualifiedName() == inner:
				was := shift
				shift = inner
				say(true, "%s is %s", f.Name, c.text)
				if was != "" {
					shift = was
				}
			case c.hard:
				say(false, "%s is %s", f.Name, c.text)
			default:
				d.own = append(d.own, f.Name+" is "+c.text)
			}
		}
		if inner != "" && shift == "" {
			shift = inner
		}
	}
	for _, n := range order {
		if _, left := have[n]; left {
			say(false, "%s is not in the headers", n)
		}
	}
	if size, ok := t.Size(); ok && int64(size) != rec.Size {
		say(shift != "", "%d bytes in the headers, %d in the object", rec.Size, size)
	}
	if a, ok := k.align(t, rec.Align); ok {
		say(shift != "", "aligned to %d in the headers, to %d in the object", rec.Align, a)
	}
	return d
}

// whole reports whether a bit-field of the headers takes its type's whole
// width: clang describes it as any other member.
func whole(f *Field, o member) bool {
	size, ok := o.typ.Size()
	return ok && o.bits < 0 && f.Bits >= 0 && int64(f.Bits) == 8*int64(size)
}

// align answers a differing alignment of a class in the object. Debug
// information states only what alignas asked for. Without it, the rules of the
// target give what the members ask for: the class may be packed and have less
// without a trace in the layout, so that only more in the headers is a
// difference, and only if the object would state alignas.
func (k *checker) align(t abi.Type, want int64) (int64, bool) {
	if a := int64(t.Node().Align); a != 0 {
		return a, a != want
	}
	if !k.states {
		return 0, false
	}
	r, err := k.predict.Predict(t)
	if err != nil || r.Align == 0 || int64(r.Align) >= want {
		return 0, false
	}
	// Less than the members ask for is the guess of a packed class.
	return int64(r.Align), !r.Packed && k.predict.MemberAlign(t) <= r.Align
}

// bases compares direct base classes in order.
func (k *checker) bases(rec *Record, t abi.Type, depth int, shift *string, say func(bool, string, ...any)) {
	bases := t.Bases()
	if len(bases) != len(rec.Bases) {
		say(false, "%d base classes in the headers, %d in the object", len(rec.Bases), len(bases))
		return
	}
	for i, b := range rec.Bases {
		o := bases[i]
		name := o.Type.Strip().QualifiedName()
		if b.Name != "" && name != "" && b.Name != name {
			say(false, "base class %s in the headers, %s in the object", b.Name, name)
			continue
		}
		if b.Virtual != o.Virtual {
			say(false, "base class %s is virtual on one side only", name)
		}
		if !b.Virtual && b.Offset >= 0 && o.Known && b.Offset != o.Offset {
			say(*shift != "", "base class %s lies at byte %d in the headers, at %d in the object", name, b.Offset, o.Offset)
		}
		if *shift == "" && k.inside(b.Name, depth) != nil {
			*shift = b.Name
		}
	}
}

// member is a data member of the object's class. Offsets are in bits.
type member struct {
	name   string
	typ    abi.Type
	offset int64
	known  bool
	bits   int32 // width of a bit-field, -1 = none
}

// flatten lists the members of a class in the form of [Record.Fields]: members
// of anonymous members by their own names, those of a member of unnamed type
// as "u.a".
func flatten(t abi.Type, prefix string, base int64, depth int, left *int, yield func(member)) {
	if *left--; depth > maxNesting || *left < 0 {
		return
	}
	order := !t.Model().Target().BigEndian
	for _, f := range t.Fields() {
		if f.Flags&(abi.FieldArtificial|abi.FieldVptr) != 0 {
			continue
		}
		s := f.Type.Strip()
		if f.Name == "" {
			if s.IsRecord() {
				flatten(s, prefix, base+int64(f.Offset), depth+1, left, yield)
			}
			continue
		}
		m := member{prefix + f.Name, f.Type, base + int64(f.Offset), order || !f.BitField, -1}
		if f.BitField {
			m.bits = int32(f.Bits)
		}
		yield(m)
		if s.IsRecord() && s.Name() == "" && f.Type.Name() == "" && !s.IsDeclaration() {
			flatten(s, m.name+".", m.offset, depth+1, left, yield)
		}
	}
}

const (
	maxNesting = 6
	maxMembers = 1 << 14 // classes in classes that are looked into
)

// element is the type of the elements of arrays of arrays.
func element(t *Type) *Type {
	for n := 0; n < 16 && t.Class == ClassArray && t.Elem != nil; n++ {
		t = t.Elem
	}
	return t
}

// at spells an offset in bits.
func at(bits int64) string {
	if bits%8 == 0 {
		return fmt.Sprintf("byte %d", bits/8)
	}
	return fmt.Sprintf("byte %d bit %d", bits/8, bits%8)
}

func bitsOf(width int32) string {
	if width < 0 {
		return "no bit-field"
	}
	return fmt.Sprintf("%d bits wide", width)
}
