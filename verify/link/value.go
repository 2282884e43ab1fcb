package link

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/verify"
)

// value compares a value that travels by itself.
func (c *comparer) value(detail string, cx abi.Type, r *Type, way flow) {
	cx, r = cx.Strip(), c.known(r)
	if r.Kind == Unknown {
		c.add(unchecked, verify.Note, detail, "%s: %s", r.Name, r.Why)
		return
	}
	if !cx.IsRecord() && c.ambiguous(detail, cx, r) {
		return
	}
	switch k := cx.Kind(); {
	case k == abi.KindPointer || k.IsReference() || k == abi.KindArray || k == abi.KindFunc || k == abi.KindNullptr:
		c.pointer(detail, cx, r, way)
	case k.IsRecord():
		c.record(detail, cx, r, way)
	case k == abi.KindEnum:
		c.enum(detail, cx, r, way)
	case k == abi.KindBase:
		c.scalar(detail, cx, r, way)
	case k == abi.KindVector && r.peel().Kind == Vector:
		c.vector(detail, cx, r)
	case k == abi.KindMemberPointer && r.Sized:
		before := len(c.found)
		if c.sameSize(detail, cx, r); len(c.found) == before {
			c.alike(detail, cx, r.peel())
		}
	default:
		c.sizeOnly(detail, cx, r)
	}
}

// known is a type of another crate as that crate's own artifact describes it, if
// it was given.
func (c *comparer) known(r *Type) *Type {
	if r.Kind == Unknown {
		if t := c.named[r.Name]; t != nil {
			return t
		}
	}
	return r
}

// unchecked marks what becomes a verify.Problem, not a finding.
const unchecked = ""

func (c *comparer) sizeOnly(detail string, cx abi.Type, r *Type) {
	size, ok := cx.Size()
	if ok && r.Sized && uint64(size) != r.Size {
		c.add(wrongWidth, verify.Breaking, detail, "C++ has %s of %d bytes, Rust %s of %d", cx, size, r.Name, r.Size)
		return
	}
	c.add(unchecked, verify.Note, detail, "values of type %s are compared by size only", cx)
}

// scalar compares numbers, bool and characters.
func (c *comparer) scalar(detail string, cx abi.Type, r *Type, way flow) {
	if cx.Encoding() == abi.EncComplexFloat {
		c.complex(detail, cx, r)
		return
	}
	if r.Kind == Struct && !r.Repr.Transparent {
		c.structForScalar(detail, cx, r)
		return
	}
	p := r.peel()
	if cx.Name() == "long double" && p.Kind == Int && inMemory(detail) {
		c.sameSize(detail, cx, r) // room, as Rust has no such type
		return
	}
	if p.Kind == Never && !c.calls && way == toCxx {
		return // nothing arrives
	}
	size, known := cx.Size()
	wantFloat := cx.Encoding() == abi.EncFloat
	switch p.Kind {
	case Int, Float, Bool, Char, Enum:
	default:
		c.add(wrongClass, verify.Breaking, detail, "C++ has %s, Rust %s (%s)", cx, r.Name, p.Kind)
		return
	}
	if wantFloat != (p.Kind == Float) {
		c.add(wrongClass, verify.Breaking, detail, "C++ has %s, Rust %s: one is a float", cx, r.Name)
		return
	}
	if known && p.Sized && uint64(size) != p.Size {
		c.add(wrongWidth, verify.Breaking, detail, "C++ has %s of %d bytes, Rust %s of %d", cx, size, r.Name, p.Size)
		return
	}
	if wantFloat && size == 16 && p.Name == "f128" && cx.Name() == "long double" && (c.cxx.Arch == abi.X86_64 || c.cxx.Arch == abi.I386) {
		c.add(wrongClass, verify.Breaking, detail, "C++ has long double of 80 bits, Rust f128")
		return
	}
	isBool := cx.Encoding() == abi.EncBool
	switch {
	case p.AnyBits || p.Kind == Int && p.Nullable && !isBool && way == toCxx:
	case p.NonZero && way == toRust:
		c.add(invalidValue, verify.Risky, detail, "C++ hands over %s, which may be 0; Rust has %s", cx, r.Name)
	case p.Kind == Bool && !isBool && way == toRust:
		c.add(invalidValue, verify.Risky, detail, "C++ hands over %s, which may be other than 0 and 1; Rust has bool", cx)
	case p.Kind == Bool && !isBool:
		c.add(invalidValue, verify.Risky, detail, "C++ has %s, Rust has bool", cx)
	case isBool && p.Kind != Bool && way == toCxx:
		c.add(invalidValue, verify.Risky, detail, "Rust hands over %s, which may be other than 0 and 1; C++ has bool", r.Name)
	case p.Kind == Char && way == toRust:
		c.add(invalidValue, verify.Risky, detail, "C++ hands over %s, which may be no Unicode scalar value; Rust has char", cx)
	case p.Kind == Enum && way == toRust:
		c.add(exhaustiveEnum, verify.Risky, detail, "C++ hands over %s, which may be none of the variants of %s", cx, r.Name)
	case p.Kind == Int && !isBool && !wantFloat:
		c.sign(detail, cx, r, p, uint64(size))
	}
}

// complex compares a complex number with a struct of its two parts.
func (c *comparer) complex(detail string, cx abi.Type, r *Type) {
	p := r.peel()
	if inMemory(detail) && asParts(cx, p) {
		return
	}
	if p.Kind != Struct || p.rustRepr() || !complexParts(cx, p) {
		c.add(wrongClass, verify.Breaking, detail, "C++ has %s, Rust %s (%s)", cx, r.Name, p.Kind)
		return
	}
	c.alike(detail, cx, p)
}

// complexParts reports whether a Rust type holds the parts of a complex number, as
// a struct or an array (C17 §6.2.5/13: it has the representation of an array of
// two).
func complexParts(cx abi.Type, r *Type) bool {
	size, _ := cx.Size()
	part := func(t *Type) bool { t = t.peel(); return t.Kind == Float && t.Size*2 == uint64(size) }
	switch r.Kind {
	case Struct:
		return len(r.Fields) == 2 && r.Size == uint64(size) && part(r.Fields[0].Type) && part(r.Fields[1].Type)
	case Array:
		return r.Count == 2 && part(r.Elem)
	}
	return false
}

// asParts reports whether a Rust type at the place of a complex number holds its
// parts, or the first one.
func asParts(cx abi.Type, r *Type) bool {
	size, _ := cx.Size()
	return cx.Encoding() == abi.EncComplexFloat && !r.rustRepr() && (complexParts(cx, r) || r.Kind == Float && r.Size*2 == uint64(size))
}

// alike reports values of equal representation that travel differently.
func (c *comparer) alike(detail string, cx abi.Type, p *Type) {
	if inMemory(detail) {
		return
	}
	if why, known := c.travels(detail, cx, p); !known {
		c.add(unchecked, verify.Note, detail, "how %s travels is not known: %s", cx, why)
	} else if why != "" {
		c.add(travelsDifferently, verify.Breaking, detail, "C++ and Rust pass %s differently: %s", cx, why)
	}
}

// inMemory reports whether a detail is of something that does not travel by
// itself.
func inMemory(detail string) bool {
	return strings.Contains(detail, "pointer") || strings.Contains(detail, "field") || strings.Contains(detail, "variant")
}

func (c *comparer) sign(detail string, cx abi.Type, r, p *Type, size uint64) {
	signed, ok := isSigned(cx)
	if !ok || signed == p.Signed {
		return
	}
	grade := verify.Risky
	if size < 4 {
		grade = verify.Breaking
	}
	c.add(wrongSign, grade, detail, "C++ has %s (%s), Rust %s (%s)", cx, signWord(signed), r.Name, signWord(p.Signed))
}

func signWord(signed bool) string {
	if signed {
		return "signed"
	}
	return "unsigned"
}

func isSigned(t abi.Type) (signed, ok bool) {
	switch t.Encoding() {
	case abi.EncSigned, abi.EncCharSigned, abi.EncBitIntSigned:
		return true, true
	case abi.EncUnsigned, abi.EncCharUnsigned, abi.EncUTF, abi.EncBitIntUnsigned, abi.EncBool:
		return false, true
	}
	return false, false
}

// structForScalar reports a Rust struct in the place of a scalar.
func (c *comparer) structForScalar(detail string, cx abi.Type, r *Type) {
	if one := r.soleField(); one != nil && !r.rustRepr() {
		if why, known := c.travels(detail, cx, r); known && why == "" {
			c.add(transparentMismatch, verify.Note, detail, "C++ has the scalar %s, Rust the struct %s around %s without repr(transparent): they travel alike on this target, not on all", cx, r.Name, one.Name)
			c.value(detail, cx, one, toCxx)
			return
		}
		c.add(transparentMismatch, verify.Breaking, detail, "C++ has the scalar %s, Rust the struct %s around %s without repr(transparent)", cx, r.Name, one.Name)
		return
	}
	if r.rustRepr() {
		c.add(notReprC, verify.Breaking, detail, "C++ has %s, Rust %s, whose layout rustc chooses", cx, r.Name)
		return
	}
	c.add(wrongClass, verify.Breaking, detail, "C++ has %s, Rust the struct %s", cx, r.Name)
}

// enum compares a C++ enumeration with what stands for it in Rust.
func (c *comparer) enum(detail string, cx abi.Type, r *Type, way flow) {
	if r.Kind == Struct && !r.Repr.Transparent {
		c.structForScalar(detail, cx, r)
		return
	}
	p := r.peel()
	size, ok := cx.Size()
	if size1, _ := cx.Size(); p.Kind == Bool && size1 == 1 {
		if cx.Elem().Strip().Encoding() != abi.EncBool && !p.AnyBits {
			c.add(invalidValue, verify.Risky, detail, "C++ has the enum %s, which may be other than 0 and 1; Rust has bool", cx)
		}
		return
	}
	if p.Kind != Int && p.Kind != Enum {
		c.add(wrongClass, verify.Breaking, detail, "C++ has the enum %s, Rust %s (%s)", cx, r.Name, p.Kind)
		return
	}
	if p.Kind == Enum && !p.Sized {
		c.add(notReprC, verify.Breaking, detail, "the Rust enum %s has neither repr(C) nor an integer repr", r.Name)
		return
	}
	if ok && p.Sized && uint64(size) != p.Size {
		c.add(wrongWidth, verify.Breaking, detail, "C++ has the enum %s of %d bytes, Rust %s of %d", cx, size, r.Name, p.Size)
		return
	}
	if p.Kind == Enum {
		c.variants(detail, cx, p, way, uint64(size))
	} else {
		c.enumSign(detail, cx, r, p, uint64(size))
	}
}

// enumSign compares the sign of an enum with that of a Rust integer. From 32
// bits on it shows in values with the top bit set only: C++ code that mixes int
// and an enum without such values is right.
func (c *comparer) enumSign(detail string, cx abi.Type, r, p *Type, size uint64) {
	under := cx.Elem().Strip()
	signed, ok := isSigned(under)
	if under.IsNone() || !ok || signed == p.Signed || under.Encoding() == abi.EncBool || size == 0 || size > 8 {
		return
	}
	top := false
	for _, e := range cx.Enumerators() {
		top = top || e.Value>>(8*size-1)&1 != 0
	}
	if size >= 4 && !top {
		return
	}
	c.sign(detail, under, r, p, size)
}

// variants compares the value sets of two enums.
func (c *comparer) variants(detail string, cx abi.Type, r *Type, way flow, size uint64) {
	mask := ^uint64(0)
	if size < 8 {
		mask = 1<<(8*size) - 1
	}
	rust := map[uint64]bool{}
	for _, v := range r.Variants {
		rust[v.Value&mask] = true
	}
	cpp := map[uint64]bool{}
	for _, e := range cx.Enumerators() {
		cpp[e.Value&mask] = true
		if !rust[e.Value&mask] && way == toRust {
			c.add(exhaustiveEnum, verify.Breaking, detail, "C++ has %s::%s, which the Rust enum %s does not list", cx, e.Name, r.Name)
			return
		}
	}
	if way == toRust {
		c.add(exhaustiveEnum, verify.Risky, detail, "C++ hands over %s, which may hold a value that the Rust enum %s does not list", cx, r.Name)
		return
	}
	for _, v := range r.Variants {
		if !cpp[v.Value&mask] {
			c.add(exhaustiveEnum, verify.Risky, detail, "Rust has %s::%s, which C++ does not list in %s", r.Name, v.Name, cx)
			return
		}
	}
}

// record compares a class by value: layout, then how both sides pass it.
func (c *comparer) record(detail string, cx abi.Type, r *Type, way flow) {
	p := mirror(cx, r)
	switch p.Kind {
	case Struct, Union, Array, DataEnum:
		if p.rustRepr() || p.Kind == DataEnum && (len(p.Cases) == 0 || p.Why != "") {
			c.add(notReprC, verify.Breaking, detail, "%s crosses the border as %s, whose layout rustc chooses", cx, r.Name)
			return
		}
	default:
		if c.scalarForClass(detail, cx, p) {
			return
		}
		if p.isPointer() {
			c.add(wrongClass, verify.Breaking, detail, "C++ passes %s by value, Rust a pointer", cx)
		} else {
			c.add(wrongClass, verify.Breaking, detail, "C++ passes the class %s, Rust %s (%s)", cx, r.Name, p.Kind)
		}
		return
	}
	before := len(c.found)
	c.layout(detail, cx, p)
	if len(c.found) > before {
		return
	}
	if c.ambiguous(detail, cx, r) {
		return
	}
	switch why, known := c.travels(detail, cx, p); {
	case !known:
		c.add(unchecked, verify.Note, detail, "how %s and %s travel by value is not known: %s", cx, r.Name, why)
	case why != "":
		c.add(travelsDifferently, verify.Breaking, detail, "C++ and Rust pass %s differently: %s", cx, why)
	}
}

// mirror is the struct of Rust that stands for a class: r itself, or what is inside
// if r has more wrappers around it than the class has.
func mirror(cx abi.Type, r *Type) *Type {
	more := 0
	for t := r; more < 16 && t.Kind == Struct && t.soleField() != nil && t.soleField().isAggregate(); t = t.soleField() {
		more++
	}
	for inner := cx; more > 0; more-- {
		if inner = onlyClass(inner); inner.IsNone() {
			break
		}
	}
	for ; more > 0 && r.Repr.Transparent; more-- {
		r = r.soleField()
	}
	return r
}

// onlyClass is the one base or member that is a class and as large as cx, none if
// there is no such class or more than one.
func onlyClass(cx abi.Type) (one abi.Type) {
	var inside []abi.Type
	for _, b := range cx.Bases() {
		inside = append(inside, b.Type.Strip())
	}
	for _, f := range cx.Fields() {
		inside = append(inside, f.Type.Strip())
	}
	whole, _ := cx.Size()
	for _, t := range inside {
		if size, ok := t.Size(); !ok || size != whole || !t.IsRecord() {
			continue
		}
		if !one.IsNone() {
			return abi.Type{}
		}
		one = t
	}
	return one
}

// travels compares how both sides pass a value: why is "" if they do it alike,
// and says what is missing if that is not known.
// A detail that ends so is of a result.
func (c *comparer) travels(detail string, cx abi.Type, r *Type) (why string, known bool) {
	shape := shapeOf(r)
	if shape == nil {
		return "the layout of " + r.Name + " is not certain", false
	}
	rsig, csig := callconv.RustSig{ABI: "C", Params: []callconv.RustType{shape}}, abi.Signature{Params: []abi.Type{cx}}
	if strings.HasSuffix(detail, "result") {
		rsig, csig = callconv.RustSig{ABI: "C", Result: shape}, abi.Signature{Result: cx}
	}
	rust, cpp := callconv.ClassifyRust(c.cxx, rsig), callconv.Classify(c.ctx, csig)
	if reason, why := cpp.Refused(); reason != "" {
		return why, false
	}
	if same, why := callconv.Same(cpp, rust); !same {
		return why, true
	}
	return "", true
}

// ambiguous reports a struct around one value whose repr is not known, where it
// decides how the value travels: as a class or as what is in it.
func (c *comparer) ambiguous(detail string, cx abi.Type, r *Type) bool {
	if r.Kind != Struct || r.Repr.Known || r.soleField() == nil {
		return false
	}
	class, wrapper := *r, *r
	class.Repr = Repr{Known: true, C: true}
	wrapper.Repr = Repr{Known: true, Transparent: true}
	why, known := c.travels(detail, cx, &class)
	why2, known2 := c.travels(detail, cx, &wrapper)
	if known && known2 && (why == "") == (why2 == "") {
		return false
	}
	c.add(unchecked, verify.Note, detail, "debug information does not say whether %s is repr(transparent), and on this target %s travels in another way then: give the source too", r.Name, cx)
	return true
}

// scalarForClass compares a class around one scalar with the scalar itself,
// which travels alike on some targets.
func (c *comparer) scalarForClass(detail string, cx abi.Type, r *Type) bool {
	var all []cxxScalar
	size, ok := cx.Size()
	if !ok || uint64(size) != r.Size || !scalars(cx, 0, &all) || len(all) != 1 || all[0].typ.IsNone() || all[0].typ.IsRecord() {
		return false
	}
	why, known := c.travels(detail, cx, r)
	if !known || why != "" {
		return false
	}
	c.add(transparentMismatch, verify.Note, detail, "C++ has the class %s around one value, Rust %s: they travel alike on this target, not on all", cx, r.Name)
	c.value(detail, all[0].typ, r, toCxx)
	return true
}

// shapeOf spells a Rust type for callconv, nil if it has no certain layout.
func shapeOf(t *Type) *callconv.Shape {
	if !t.Sized {
		return nil
	}
	s := &callconv.Shape{Size: abi.Bytes(t.Size), Align: abi.Bytes(t.Align), Natural: true}
	switch t.Kind {
	case Int:
		for sc := callconv.I8; sc <= callconv.U128; sc++ {
			if sc.String() == intName(t) {
				s.Scalar = sc
			}
		}
	case Enum:
		return shapeOf(&Type{Kind: Int, Size: t.Size, Align: t.Align, Signed: t.Signed, Sized: true})
	case Char:
		s.Scalar = callconv.U32
	case Bool:
		s.Scalar = callconv.Bool
	case Float:
		s.Scalar = map[uint64]callconv.Scalar{2: callconv.F16, 4: callconv.F32, 8: callconv.F64, 16: callconv.F128}[t.Size]
	case Pointer, Ref, Box, NonNull, FnPtr:
		s.Scalar = callconv.Ptr
	case Struct, Union:
		if one := t.soleField(); t.Repr.Known && t.Repr.Transparent && one != nil {
			return shapeOf(one)
		}
		s.Union, s.Packed, s.ReprAlign = t.Kind == Union, t.Repr.Packed == 1, abi.Bytes(t.Repr.Align)
		for _, f := range t.Fields {
			ft := shapeOf(f.Type)
			if ft == nil {
				return nil
			}
			sf := callconv.ShapeField{Offset: abi.Bytes(f.Offset), Type: ft, Count: 1}
			if elem := f.Type; elem.Kind == Array {
				for sf.Array = true; elem.Kind == Array; elem = elem.Elem {
					sf.Count *= elem.Count
				}
				if sf.Type = shapeOf(elem); sf.Type == nil {
					return nil
				}
			}
			s.Fields = append(s.Fields, sf)
		}
		return s
	case DataEnum:
		return enumShape(t)
	case Array:
		return s
	case Vector:
		lane := shapeOf(t.Elem)
		if lane == nil {
			return nil
		}
		s.Scalar, s.Lanes = lane.Scalar, uint32(t.Count)
	default:
		return nil
	}
	if s.Scalar == callconv.NoScalar {
		return nil
	}
	return s
}

// enumShape spells an enum with fields: a union of one struct per variant, each
// with the discriminant.
func enumShape(t *Type) *callconv.Shape {
	u := &Type{Kind: Union, Size: t.Size, Align: t.Align, Sized: true, Repr: t.Repr}
	for _, k := range t.Cases {
		v := &Type{Kind: Struct, Size: t.Size, Align: t.Align, Sized: true, Repr: Repr{C: true}}
		if t.Tag != nil {
			v.Fields = append(v.Fields, *t.Tag)
		}
		v.Fields = append(v.Fields, k.Fields...)
		u.Fields = append(u.Fields, Field{k.Name, v, 0})
	}
	return shapeOf(u)
}

func intName(t *Type) string {
	n := map[uint64]string{1: "8", 2: "16", 4: "32", 8: "64", 16: "128"}[t.Size]
	if t.Signed {
		return "i" + n
	}
	return "u" + n
}
