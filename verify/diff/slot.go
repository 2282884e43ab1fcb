package diff

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// slotDiff is a difference at the place where a type is used: a parameter, a
// member, a pointee. Differences inside of a named type belong to its node.
type slotDiff struct {
	grade    Grade
	old, new string
	why      string
	size     bool   // the size of what is used by value differs
	kind     string // a kind of change of its own, "" = that of the place
}

func (d *slotDiff) because() string {
	if d.why == "" {
		return ""
	}
	return ": " + d.why
}

func (c *comparer) differ(a, b abi.Type, grade Grade, why string) *slotDiff {
	s, ok := a.Size()
	z, ok2 := b.Size()
	return &slotDiff{grade: grade, old: a.String(), new: b.String(), why: why, size: ok && ok2 && s != z}
}

// kindOr is the kind of change of the difference at a place.
func (d *slotDiff) kindOr(place string) string {
	if d.kind != "" {
		return d.kind
	}
	return place
}

// worse keeps the worse of two differences.
func worse(a, b *slotDiff) *slotDiff {
	if a == nil || (b != nil && b.grade > a.grade) {
		return b
	}
	return a
}

// slot compares two types that stand at one place of node n. It returns the
// difference at this place, nil if there is none, and links n to the named
// types that are used there.
func (c *comparer) slot(n int, a, b abi.Type, byValue bool) *slotDiff {
	d := c.slotAt(n, a, b, byValue, 0)
	if d != nil { // spell the whole place, not the part that differs
		d.old, d.new = a.String(), b.String()
	}
	return d
}

const maxSlot = 128 // no declaration nests deeper

func (c *comparer) slotAt(n int, a, b abi.Type, byValue bool, depth int) *slotDiff {
	if depth > maxSlot {
		return c.differ(a, b, Risky, "it nests too deeply to be compared")
	}
	if depth == 0 && !c.family && c.g.Nodes[n].Kind == NodeFunction {
		// Qualifiers of the parameter itself: g++ drops them, clang keeps them.
		a, b = a.Unqualified(), b.Unqualified()
	}
	a, b, cv := c.qualifiers(a, b, byValue)
	if a.Kind() == abi.KindTypedef && b.Kind() == abi.KindTypedef && c.sameName(a, b) {
		m := c.typeNode(a.ID(), b.ID())
		c.edge(n, m, byValue)
		return cv
	}
	if a.Kind() == abi.KindTypedef || b.Kind() == abi.KindTypedef {
		if a.Kind() == abi.KindTypedef {
			a = a.Elem()
		}
		if b.Kind() == abi.KindTypedef {
			b = b.Elem()
		}
		return worse(cv, c.slotAt(n, a, b, byValue, depth+1))
	}
	return worse(cv, c.plain(n, a, b, byValue, depth))
}

// qualifiers strips cv-qualifiers of both and compares them. Behind a pointer
// const is part of what the callee may do; on a value it is not.
func (c *comparer) qualifiers(a, b abi.Type, byValue bool) (x, y abi.Type, d *slotDiff) {
	x, y = a.Unqualified(), b.Unqualified()
	arrays := x.Kind() == abi.KindArray && y.Kind() == abi.KindArray
	if x.ID() == a.ID() && y.ID() == b.ID() && !arrays {
		return x, y, nil
	}
	p, q := quals(a), quals(b)
	if arrays { // a qualified array is an array of qualified elements ([basic.type.qualifier])
		p, q = p|quals(element(x)), q|quals(element(y))
	}
	if p == q || x.Kind() == abi.KindTypedef || y.Kind() == abi.KindTypedef {
		return x, y, nil // qualifiers of a typedef's target show beneath it
	}
	grade, why := Compatible, "only the qualifiers differ"
	switch {
	case p&^q&qualAtomic != 0 || q&^p&qualAtomic != 0:
		grade, why = Breaking, "atomic objects may have another size and are accessed in another way"
	case q&^p&qualRestrict != 0:
		grade, why = Risky, "the callee now relies on pointers that do not overlap"
	case p&^q&qualRestrict != 0:
		why = "the callee no longer relies on pointers that do not overlap"
	case (p^q)&qualVolatile != 0:
		grade, why = Risky, "accesses to it may now be kept or dropped by the compiler"
	case !byValue && q&qualConst == 0:
		grade, why = Risky, "what was promised not to be written may be written now"
	case !byValue:
		grade, why = Risky, "what could be written is const now"
	}
	return x, y, c.differ(a, b, grade, why)
}

const (
	qualConst = 1 << iota
	qualVolatile
	qualAtomic
	qualRestrict
)

// element is what an array of any number of dimensions holds.
func element(t abi.Type) abi.Type {
	for n := 0; n < 64 && t.Kind() == abi.KindArray; n++ {
		t = t.Elem()
		if u := t.Unqualified(); u.Kind() == abi.KindArray {
			t = u
		}
	}
	return t
}

// quals is the set of qualifiers at the top.
func quals(t abi.Type) (q uint8) {
	for range 64 {
		switch t.Kind() {
		case abi.KindConst:
			q |= qualConst
		case abi.KindVolatile:
			q |= qualVolatile
		case abi.KindAtomic:
			q |= qualAtomic
		case abi.KindRestrict:
			q |= qualRestrict
		default:
			return q
		}
		t = t.Elem()
	}
	return q
}

// plain compares two types that are neither qualified nor typedefs.
func (c *comparer) plain(n int, a, b abi.Type, byValue bool, depth int) *slotDiff {
	if a.IsVoid() || b.IsVoid() {
		return c.voids(a, b, byValue)
	}
	x, y := a.Kind(), b.Kind()
	switch {
	case x.IsRecord() && y.IsRecord():
		return c.records(n, a, b, byValue)
	case x == abi.KindEnum && y == abi.KindEnum:
		return c.enums(n, a, b, byValue)
	case isPointer(x) && isPointer(y):
		return c.pointers(n, a, b, depth)
	case x != y:
		return c.kinds(a, b, byValue)
	}
	switch x {
	case abi.KindBase:
		return c.scalars(a, b, byValue)
	case abi.KindArray, abi.KindVector:
		return c.arrays(n, a, b, byValue, depth)
	case abi.KindFunc:
		return c.functionTypes(n, a, b, depth)
	case abi.KindMemberPointer:
		return c.memberPointers(n, a, b, depth)
	case abi.KindUnsupported:
		if a.Name() != b.Name() || a.Node().Size != b.Node().Size {
			return c.differ(a, b, Risky, "debug information does not say what it is")
		}
	}
	return nil
}

func isPointer(k abi.Kind) bool { return k == abi.KindPointer || k.IsReference() }

func (c *comparer) voids(a, b abi.Type, byValue bool) *slotDiff {
	if a.IsVoid() && b.IsVoid() {
		return nil
	}
	if !byValue {
		return c.differ(a, b, Risky, "what is pointed to is no longer said, or is said now")
	}
	return c.differ(a, b, Breaking, "one of them is no value at all")
}

// records compares two records at a place: of one name they are a node.
func (c *comparer) records(n int, a, b abi.Type, byValue bool) *slotDiff {
	if !c.sameName(a, b) && !(unnamed(a) && unnamed(b)) {
		if c.sameLayout(a, b, 0) {
			return c.differ(a, b, Risky, "another type, with the same layout")
		}
		if a.IsDeclaration() || b.IsDeclaration() {
			return c.differ(a, b, Risky, "another type; one of them is only declared, so their layouts were not compared")
		}
		return c.differ(a, b, Breaking, "another type, with another layout")
	}
	m := c.typeNode(a.ID(), b.ID())
	c.edge(n, m, byValue)
	return nil
}

// sameLayout reports whether two records have the same size and the same
// members at the same places, without following pointers.
func (c *comparer) sameLayout(a, b abi.Type, depth int) bool {
	if a.IsDeclaration() || b.IsDeclaration() || depth > maxNesting || a.Node().Size != b.Node().Size {
		return false
	}
	pair := [2]abi.TypeID{a.ID(), b.ID()}
	same, ok := c.alike[pair]
	if !ok {
		c.alike[pair] = false // no class holds itself
		same = c.sameParts(a, b, depth)
		c.alike[pair] = same
	}
	return same
}

func (c *comparer) sameParts(a, b abi.Type, depth int) bool {
	f, g := dataFields(a), dataFields(b)
	p, q := bases(a), bases(b)
	if len(f) != len(g) || len(p) != len(q) {
		return false
	}
	for i := range f {
		if f[i].Offset != g[i].Offset || f[i].Bits != g[i].Bits || f[i].BitField != g[i].BitField || !c.sameShape(f[i].Type, g[i].Type, depth+1) {
			return false
		}
	}
	for i := range p {
		if p[i].Offset != q[i].Offset || p[i].Virtual != q[i].Virtual || !c.sameLayout(p[i].Type, q[i].Type, depth+1) {
			return false
		}
	}
	_, v := a.VptrOffset()
	_, w := b.VptrOffset()
	return v == w
}

func (c *comparer) sameShape(a, b abi.Type, depth int) bool {
	a, b = a.Strip(), b.Strip()
	switch {
	case a.IsRecord() && b.IsRecord():
		return c.sameLayout(a, b, depth)
	case isPointer(a.Kind()) && isPointer(b.Kind()):
		return true
	case a.Kind() != b.Kind():
		return false
	case a.Kind() == abi.KindArray:
		n, _ := a.Count()
		m, _ := b.Count()
		return n == m && depth < maxNesting && c.sameShape(a.Elem(), b.Elem(), depth+1)
	}
	s, _ := a.Size()
	z, _ := b.Size()
	return s == z && a.Encoding() == b.Encoding()
}

func (c *comparer) enums(n int, a, b abi.Type, byValue bool) *slotDiff {
	if c.sameName(a, b) || (unnamed(a) && unnamed(b)) {
		c.edge(n, c.typeNode(a.ID(), b.ID()), byValue)
		return nil
	}
	s, _ := a.Size()
	z, _ := b.Size()
	if s != z {
		return c.differ(a, b, Breaking, "another enumeration, of another size")
	}
	return c.differ(a, b, Risky, "another enumeration: its values may mean something else")
}

// scalars compares by representation. Across targets a type of one name that
// has two sizes can still be bound once, by its C name.
func (c *comparer) scalars(a, b abi.Type, byValue bool) *slotDiff {
	s, z := a.Node().Size, b.Node().Size
	if s != z || a.BitWidth() != b.BitWidth() {
		if c.cross && sameText(a.Name(), b.Name()) {
			return c.differ(a, b, Risky, "the same C type has "+itoa(s)+" bytes on one target and "+itoa(z)+" on the other: bind it as "+rustName(a.Name())+", not as a fixed width")
		}
		return c.differ(a, b, Breaking, itoa(s)+" bytes became "+itoa(z))
	}
	e, f := class(a.Encoding()), class(b.Encoding())
	switch {
	case e == f:
		if sign(a.Encoding()) != sign(b.Encoding()) && c.cross && sameText(a.Name(), b.Name()) {
			return c.differ(a, b, Risky, "the same C type is signed on one target only: bind it as "+rustName(a.Name())+", not as a fixed sign")
		}
		if sign(a.Encoding()) != sign(b.Encoding()) {
			return c.differ(a, b, Risky, "the sign changed: large or negative values mean something else")
		}
		if !c.cross && !sameText(a.Name(), b.Name()) {
			return c.differ(a, b, Compatible, "the same representation under another name")
		}
		return nil
	case e == classInt && f == classBool || e == classBool && f == classInt:
		return c.differ(a, b, Breaking, "bool has two valid values only")
	}
	return c.differ(a, b, Breaking, "it travels and is read in another way")
}

// rustName is the name of a C type in Rust that has the target's width.
func rustName(name string) string {
	name = canonical(name)
	if name == "wchar_t" || strings.HasSuffix(name, "_t") {
		return "libc::" + name
	}
	name = strings.ReplaceAll(strings.Replace(name, "unsigned ", "u", 1), " ", "")
	return "core::ffi::c_" + name
}

// Classes of scalars that are interchangeable in memory.
const (
	classInt = iota
	classBool
	classFloat
	classOther
)

func class(e abi.Encoding) int {
	switch e {
	case abi.EncSigned, abi.EncUnsigned, abi.EncCharSigned, abi.EncCharUnsigned, abi.EncUTF, abi.EncBitIntSigned, abi.EncBitIntUnsigned:
		return classInt
	case abi.EncBool:
		return classBool
	case abi.EncFloat:
		return classFloat
	}
	return classOther + int(e)
}

func sign(e abi.Encoding) bool {
	return e == abi.EncSigned || e == abi.EncCharSigned || e == abi.EncBitIntSigned
}

// pointers compares pointers and references, which travel alike.
func (c *comparer) pointers(n int, a, b abi.Type, depth int) *slotDiff {
	var d *slotDiff
	if a.Kind() != b.Kind() {
		d = c.differ(a, b, Risky, "pointers may be null, references may not")
		if a.Kind().IsReference() && b.Kind().IsReference() {
			d.why = "who may move from the object changed"
		}
	}
	return worse(d, c.slotAt(n, a.Elem(), b.Elem(), false, depth+1))
}

// kinds compares two types of different kinds.
func (c *comparer) kinds(a, b abi.Type, byValue bool) *slotDiff {
	s, ok := a.Size()
	z, ok2 := b.Size()
	x, y := a.Kind(), b.Kind()
	integral := func(t abi.Type) bool {
		return t.Kind() == abi.KindEnum || (t.Kind() == abi.KindBase && class(t.Encoding()) == classInt)
	}
	if integral(a) && integral(b) && s == z {
		return c.differ(a, b, Risky, "an integer and an enumeration: which values are valid changed")
	}
	if ok && ok2 && s != z {
		return c.differ(a, b, Breaking, itoa(uint64(s))+" bytes became "+itoa(uint64(z)))
	}
	return c.differ(a, b, Breaking, "a "+x.String()+" became a "+y.String())
}

func (c *comparer) arrays(n int, a, b abi.Type, byValue bool, depth int) *slotDiff {
	d := c.slotAt(n, a.Elem().Unqualified(), b.Elem().Unqualified(), byValue, depth+1)
	x, ok := a.Count()
	y, ok2 := b.Count()
	if ok == ok2 && x == y {
		return d
	}
	if s, z := first(a.Size()), first(b.Size()); byValue && s != z {
		return worse(d, c.differ(a, b, Breaking, itoa(uint64(s))+" bytes became "+itoa(uint64(z))))
	}
	if !ok || !ok2 {
		return worse(d, c.differ(a, b, Risky, "the bound is no longer known, or is known now"))
	}
	return worse(d, c.differ(a, b, Breaking, itoa(x)+" elements became "+itoa(y)))
}

const withoutPrototype = "one side has no prototype: it does not say what is passed"

// functionTypes compares the types of functions that are called through a
// pointer.
func (c *comparer) functionTypes(n int, a, b abi.Type, depth int) *slotDiff {
	key := called{n, a.ID(), b.ID()}
	d, ok := c.called[key]
	if !ok {
		d = c.compareFunctionTypes(n, a, b, depth)
		c.called[key] = d
	}
	if d == nil {
		return nil
	}
	again := *d
	return &again
}

// called are the types of functions that a node leads to.
type called struct {
	n    int
	a, b abi.TypeID
}

func (c *comparer) compareFunctionTypes(n int, a, b abi.Type, depth int) *slotDiff {
	s, t := a.Signature(), b.Signature()
	var d *slotDiff
	switch {
	case s.Unprototyped != t.Unprototyped && (len(s.Params) != len(t.Params) || s.Variadic != t.Variadic):
		d = c.differ(a, b, Compatible, withoutPrototype)
	case len(s.Params) != len(t.Params):
		d = c.differ(a, b, Breaking, "it is called with another number of arguments")
	case s.Variadic != t.Variadic:
		d = c.differ(a, b, Breaking, "variadic functions are called in another way")
	case !c.cross && s.CC != t.CC:
		d = c.differ(a, b, Breaking, "the calling convention is "+t.CC.String()+" instead of "+s.CC.String())
		d.kind = "TN2007"
	}
	for i := range min(len(s.Params), len(t.Params)) {
		x, y := passed(s.Params[i]), passed(t.Params[i])
		if quals(x)&^qualConst == quals(y)&^qualConst { // gcc and clang write "const restrict" in two orders (C17 §6.7.3)
			x, y = x.Unqualified(), y.Unqualified()
		}
		d = worse(d, c.slotAt(n, x, y, true, depth+1))
	}
	return worse(d, c.slotAt(n, s.Result, t.Result, true, depth+1))
}

func (c *comparer) memberPointers(n int, a, b abi.Type, depth int) *slotDiff {
	d := c.slotAt(n, a.Elem(), b.Elem(), false, depth+1)
	if x, y := a.MemberOf(), b.MemberOf(); x.IsRecord() && y.IsRecord() {
		d = worse(d, c.records(n, x, y, false))
	}
	if s, z := a.Node().Size, b.Node().Size; s != z && s != 0 && z != 0 {
		d = worse(d, c.differ(a, b, Breaking, itoa(s)+" bytes became "+itoa(z)))
	}
	return d
}

func first(s abi.Bytes, _ bool) abi.Bytes { return s }
