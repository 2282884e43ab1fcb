package layout

import (
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// hint is a fact that debug information hides.
type hint struct {
	pack    abi.Bytes // #pragma pack(n); 1 is also __attribute__((packed)) for members
	packed  bool      // __attribute__((packed))
	nua     bool      // empty class members are [[no_unique_address]]
	nuaAll  bool      // so are the others
	notPOD  bool      // a default member initialiser ends C++03 plainness
	trivial bool      // the declared special members are defaulted or deleted
	bare    bool      // the alignment that the class states is its members'
	exact   *exact    // the whole truth, from a declaration rather than from debug information
}

func (h hint) packs() bool { return h.packed || h.pack != 0 }

// exact is what a declaration says and debug information does not.
type exact struct {
	nua     map[string]bool // members that are [[no_unique_address]], by name
	unnamed []unnamed       // unnamed bit-fields
	// full are bit-fields as wide as their type: clang describes them as plain
	// members, at the byte that holds their first bit.
	full map[string]bool
}

// unnamed is an unnamed bit-field before the member of an index.
type unnamed struct {
	before int
	size   abi.Bytes // of its type
	name   string    // of its type, which may have another size on another target
	bits   uint32
}

// hints lists the explanations to try, the likeliest first.
func hints(packed bool) []hint {
	out := []hint{{nua: true}, {nua: true, nuaAll: true}, {trivial: true}, {notPOD: true}}
	if packed {
		out = slices.Concat([]hint{{packed: true}, {pack: 1}, {pack: 2}, {pack: 4}, {pack: 8}}, out, []hint{{packed: true, nua: true}})
	}
	return out
}

// showsPacking reports whether something in the object's layout of a class is at an odd
// place for its alignment, by the layout that its declaration gives it.
func showsPacking(plain *Record) bool {
	t := plain.Type
	if size, _ := t.Size(); size%max(plain.Align, 1) != 0 || t.Node().Align != 0 && abi.Bytes(t.Node().Align) < plain.Align {
		return true
	}
	for _, x := range plain.d.bases {
		for _, b := range t.Bases() {
			if !b.Virtual && b.Known && b.Type.Strip().ID() == x.t.ID() && b.Offset%int64(max(x.rec.nvAlign, 1)) != 0 {
				return true
			}
		}
	}
	for _, x := range plain.d.fields {
		if x.f.BitField {
			if unit := x.size.Bits(); unit > 0 && x.f.Bits > 0 && x.f.Offset%unit+abi.Bits(x.f.Bits) > unit {
				return true
			}
		} else if x.f.Offset%max(x.align, x.required, 1).Bits() != 0 {
			return true
		}
	}
	return false
}

// decl is a class as its declaration says, on one target.
type decl struct {
	t           abi.Type
	union       bool
	cxx         bool
	bases       []baseDecl
	fields      []fieldDecl
	virtuals    bool // declares virtual functions
	polymorphic bool
	dynamic     bool // polymorphic or virtual bases
	align       abi.Bytes
	packed      bool
	pack        abi.Bytes
	pod         bool // plain for the layout rules
	empty       bool
	bitFields   bool
	userCtor    bool // declared constructor or destructor
}

type baseDecl struct {
	t       abi.Type
	rec     *Record
	virtual bool
}

type fieldDecl struct {
	f        abi.Field
	size     abi.Bytes
	align    abi.Bytes // of the type
	required abi.Bytes // Microsoft: declared alignment of the type or member
	rec      *Record   // class, or class of the elements
	array    bool
	count    uint64
	nua      bool
}

func (p *Predictor) declare(t abi.Type, h hint, depth int) (*decl, *Refusal) {
	d := &decl{t: t, union: t.Kind() == abi.KindUnion, cxx: true, packed: h.packed, pack: h.pack, pod: true, empty: true}
	if a := abi.Bytes(t.Node().Align); a != 0 {
		if a&(a-1) != 0 {
			return nil, refuse(ReasonContradictory, "%s: alignment of %d", t.QualifiedName(), a)
		}
		if !h.bare {
			d.align = a
		}
	}
	filled := 0 // bases with members
	for _, b := range t.Bases() {
		rec, err := p.record(b.Type.Strip(), depth+1)
		if err != nil {
			return nil, err
		}
		d.bases = append(d.bases, baseDecl{b.Type.Strip(), rec, b.Virtual})
		d.polymorphic = d.polymorphic || rec.d.polymorphic
		d.dynamic = d.dynamic || rec.d.dynamic || b.Virtual
		if !rec.empty {
			filled++
		}
		d.pod = d.pod && p.apple64() && !b.Virtual && rec.pod && filled <= 1
		d.empty = d.empty && rec.empty && !b.Virtual
	}
	if filled > 0 && len(t.Fields()) > 0 {
		d.pod = false // not standard layout: members in two classes
	}
	if declared := p.methods(t, d, h); declared && d.align != 0 {
		d.pod = false // seen of clang for Apple; elsewhere it is so without alignas too
	}
	if err := p.members(t, d, h, depth); err != nil {
		return nil, err
	}
	if _, ok := t.VptrOffset(); ok && !d.dynamic {
		d.polymorphic, d.virtuals = true, true
	}
	d.dynamic = d.dynamic || d.polymorphic
	d.empty = d.empty && !d.dynamic
	d.pod = d.pod && !d.dynamic && !h.notPOD
	return d, nil
}

// methods reads what member functions say about plainness (C++03 [class]/4).
// declared says that a special member is declared, however.
func (p *Predictor) methods(t abi.Type, d *decl, h hint) (declared bool) {
	apple := p.apple64()
	for _, f := range t.Methods() {
		if f.Has(abi.FuncVirtual) {
			d.virtuals, d.polymorphic = true, true
		}
		if f.Has(abi.FuncArtificial) {
			continue
		}
		special := f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor)
		if special {
			d.userCtor = true
		}
		if special || f.Name() == "operator=" {
			declared = true
			d.pod = d.pod && apple && (h.trivial || !provided(f))
		}
	}
	return declared
}

// apple64 is the target whose plain classes are those of C++11.
func (p *Predictor) apple64() bool { return p.target.OS == abi.Apple && p.target.Arch == abi.AArch64 }

// provided: clang never says which members are defaulted, so a declared one
// counts as user-provided; the object's own layout corrects that (hints).
func provided(f abi.Function) bool { return !f.Has(abi.FuncDefaulted) && !f.Has(abi.FuncDeleted) }

func (p *Predictor) members(t abi.Type, d *decl, h hint, depth int) *Refusal {
	access := abi.Access(0)
	first := true
	n := 0
	for _, f := range t.Fields() {
		if f.Flags&abi.FieldArtificial != 0 {
			continue
		}
		p.unnamed(d, h, n)
		n++
		if h.exact != nil && h.exact.full[f.Name] && !f.BitField {
			n, _ := f.Type.Size()
			f.BitField, f.Bits = true, uint32(n.Bits())
		}
		x, err := p.field(t, f, depth)
		if err != nil {
			return err
		}
		x.nua = x.rec != nil && !x.array && !p.target.Microsoft() && (h.nua && x.rec.empty || h.nuaAll)
		if h.exact != nil {
			x.nua = !p.target.Microsoft() && x.rec != nil && h.exact.nua[f.Name]
		}
		if f.Access != abi.Public && !p.apple64() {
			d.pod = false
		}
		if !first && f.Access != access {
			d.pod = false // not standard layout
		}
		access, first = f.Access, false
		k := f.Type.Strip().Kind()
		if k.IsReference() || x.rec != nil && !x.rec.pod {
			d.pod = false
		}
		d.bitFields = d.bitFields || f.BitField
		if !(f.BitField && f.Bits == 0) && !(x.nua && x.rec.empty) {
			d.empty = false
		}
		d.fields = append(d.fields, x)
	}
	p.unnamed(d, h, n)
	return nil
}

// unnamed adds the unnamed bit-fields before a member.
func (p *Predictor) unnamed(d *decl, h hint, before int) {
	if h.exact == nil {
		return
	}
	for _, u := range h.exact.unnamed {
		if u.before == before {
			if n, _, ok := abi.ScalarOn(p.target, abi.Target{}, u.name, abi.EncSigned, u.size); ok {
				u.size = n
			}
			f := abi.Field{BitField: true, Bits: u.bits}
			d.fields = append(d.fields, fieldDecl{f: f, size: u.size, align: abi.ScalarAlign(p.target, u.size), count: 1})
			d.bitFields = true
			d.empty = d.empty && u.bits == 0
		}
	}
}

func (p *Predictor) field(t abi.Type, f abi.Field, depth int) (fieldDecl, *Refusal) {
	x := fieldDecl{f: f, count: 1}
	if a := f.Align; a != 0 {
		if a&(a-1) != 0 {
			return x, refuse(ReasonContradictory, "%s: member %s has an alignment of %d", t.QualifiedName(), f.Name, a)
		}
		x.required = a
	}
	if err := p.platform(t, f); err != nil {
		return x, err
	}
	stated := abi.Bytes(0) // alignment of the type, which clang repeats at the member
	typ := f.Type
	e := typ.Strip()
	for n := 0; e.Kind() == abi.KindArray && n < maxDepth; n++ {
		c, ok := e.Count()
		if !ok {
			c = 0
		}
		if c != 0 && x.count > 1<<40/c {
			return x, refuse(ReasonContradictory, "%s: member %s is too large", t.QualifiedName(), f.Name)
		}
		x.count *= c
		x.array = true
		typ = e.Elem()
		e = typ.Strip()
	}
	if e.IsRecord() {
		rec, err := p.record(e, depth+1)
		if err != nil {
			return x, err
		}
		x.rec, x.size, x.align = rec, rec.Size, rec.Align
		stated = abi.Bytes(e.Node().Align)
	} else {
		var err *Refusal
		if x.size, x.align, err = p.scalar(typ, depth); err != nil {
			return x, refuse(err.Reason, "%s: member %s: %s", t.QualifiedName(), f.Name, err.Why)
		}
		if _, named := p.standard(typ); !named && p.ambiguous(t, e) {
			return x, refuse(ReasonUnsupported, "%s: member %s is a template argument that may have been written as std::size_t or std::int64_t, which are no %s there", t.QualifiedName(), f.Name, e.Name())
		}
	}
	if why := p.sizedBy(t, f, e, x.count); why != "" {
		return x, refuse(ReasonUnsupported, "%s: member %s may be storage for %s, which is another type there", t.QualifiedName(), f.Name, why)
	}
	x.size *= abi.Bytes(x.count)
	if x.required == stated {
		x.required = 0
	}
	return x, nil
}

// scalar is the size and alignment of a type that is no class or array.
func (p *Predictor) scalar(t abi.Type, depth int) (size, align abi.Bytes, err *Refusal) {
	if size, ok := p.standard(t); ok {
		return size, abi.ScalarAlign(p.target, size), nil
	}
	t = t.Strip()
	w := p.target.PointerSize
	n := t.Node()
	switch n.Kind {
	case abi.KindBase:
		size, align, ok := abi.ScalarOn(p.target, p.m.Target(), t.Name(), n.Enc, abi.Bytes(n.Size))
		if !ok {
			return 0, 0, refuse(ReasonUnsupported, "%s does not exist there", t.Name())
		}
		return size, align, nil
	case abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef, abi.KindNullptr:
		return w, w, nil
	case abi.KindEnum:
		return p.enum(t, depth)
	case abi.KindMemberPointer:
		return p.memberPointer(t)
	case abi.KindVector:
		s, _, err := p.scalar(t.Elem(), depth+1)
		if err != nil {
			return 0, 0, err
		}
		s *= abi.Bytes(n.Size)
		if s == 0 || s&(s-1) != 0 || s > 1<<16 {
			return 0, 0, refuse(ReasonUnsupported, "vector of %d bytes", s)
		}
		compiler := abi.CompilerUnknown
		if p.target == p.m.Target() {
			compiler = p.compiler
		}
		align, ok := abi.VectorAlign(p.target, s, compiler)
		if !ok {
			return 0, 0, refuse(ReasonUnsupported, "the alignment of a vector of %d bytes depends on the instructions that its unit was compiled for", s)
		}
		return s, align, nil
	}
	return 0, 0, refuse(ReasonUnsupported, "type %s", t)
}

func (p *Predictor) enum(t abi.Type, depth int) (size, align abi.Bytes, err *Refusal) {
	stated, _ := t.Size()
	if p.target.Microsoft() && !p.m.Target().Microsoft() && !t.Has(abi.TypeScoped) && stated == 8 && needsLong(t) {
		// An enum without a fixed type is int there, and debug information does
		// not say whether a type is fixed.
		return 0, 0, refuse(ReasonUnsupported, "enum %s needs 8 bytes; whether that type is fixed is not stated, and without it Microsoft uses int", t.QualifiedName())
	}
	if u := t.Elem(); !u.IsNone() && depth < maxDepth {
		return p.scalar(u, depth+1)
	}
	if stated == 0 {
		return 0, 0, refuse(ReasonIncomplete, "enum %s is only declared", t.QualifiedName())
	}
	return stated, abi.ScalarAlign(p.target, stated), nil
}

// needsLong reports whether a value does not fit int or unsigned int; an
// 8-byte enum whose values all fit must have a fixed type.
func needsLong(t abi.Type) bool {
	neg, big := false, false
	for _, e := range t.Enumerators() {
		v := int64(e.Value)
		switch {
		case e.Signed && v < -1<<31 || (!e.Signed || v > 0) && e.Value > 1<<32-1:
			return true
		case e.Signed && v < 0:
			neg = true
		case e.Value > 1<<31-1:
			big = true
		}
	}
	return neg && big
}

// memberPointer: Itanium C++ ABI §2.3; Microsoft by the class' inheritance.
func (p *Predictor) memberPointer(t abi.Type) (size, align abi.Bytes, err *Refusal) {
	w := p.target.PointerSize
	fn := t.Elem().Strip().Kind() == abi.KindFunc
	if !p.target.Microsoft() {
		if fn {
			return 2 * w, w, nil
		}
		return w, w, nil
	}
	if s, ok := t.Size(); ok && p.m.Target() == p.target {
		if fn && !(w == 4 && s > 4) {
			return s, w, nil
		}
		if w == 4 && s > 4 {
			return s, 8, nil
		}
		return s, 4, nil
	}
	// clang MicrosoftCXXABI (ASTContext), getMemberPointerWidthAndAlign.
	ints := memberModel(t.MemberOf())
	words := ints
	align = 4
	if fn {
		size, align, words = w+abi.Bytes(4*ints), w, ints+1
	} else {
		words = [...]int{1, 1, 2, 3}[ints]
		size = abi.Bytes(4 * words)
	}
	if words > 1 && w == 4 {
		align = 8
	}
	if w == 8 {
		size = up(size, align)
	}
	return size, align, nil
}

// memberModel counts the ints behind the code pointer: single inheritance 0,
// multiple 1, virtual 2, unspecified 3.
func memberModel(c abi.Type) int {
	if c = c.Strip(); !c.IsRecord() || c.IsDeclaration() {
		return 3
	}
	switch {
	case c.HasVirtualBases():
		return 2
	case !c.BasesDescribed():
		return 3
	}
	multiple := abi.Search[int]{BasesOnly: true, Lost: 3, Ask: func(c abi.Type) (int, bool) {
		bases := c.Bases()
		if len(bases) > 1 || len(bases) == 1 && c.Polymorphic() && !bases[0].Type.Polymorphic() {
			return 1, false // the base does not lie first
		}
		return 0, true
	}}
	return multiple.In(c)
}
