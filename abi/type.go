package abi

import "strconv"

// Type is a handle of a type node. The zero value is "no type".
type Type struct {
	m  *Model
	id TypeID
}

func itoa(n uint64) string { return strconv.FormatUint(n, 10) }

func (t Type) node() Node {
	if t.m == nil || int(t.id) >= len(t.m.nodes) {
		return Node{}
	}
	return t.m.nodes[t.id]
}

// Model is the graph t belongs to.
func (t Type) Model() *Model { return t.m }

// ID is t's id in its model.
func (t Type) ID() TypeID { return t.id }

// IsNone reports whether t is no type at all.
func (t Type) IsNone() bool { return t.node().Kind == KindNone }

// Kind is the kind of t's node.
func (t Type) Kind() Kind { return t.node().Kind }

// Node is t's row.
func (t Type) Node() Node { return t.node() }

// Encoding refines a scalar.
func (t Type) Encoding() Encoding { return t.node().Enc }

// Flags are t's one-bit facts.
func (t Type) Flags() TypeFlags { return t.node().Flags }

// Has reports whether all of the flags are set.
func (t Type) Has(f TypeFlags) bool { return t.node().Flags&f == f }

// IsDeclaration reports whether t is declared but not defined.
func (t Type) IsDeclaration() bool { return t.Has(TypeDeclaration) }

// IsRecord reports whether t itself is a struct, class or union.
func (t Type) IsRecord() bool { return t.Kind().IsRecord() }

// IsEmpty reports whether t, beneath typedefs and qualifiers, is a class without
// non-static data members and virtual functions, whose bases are empty too
// ([meta.unary.prop], is_empty).
func (t Type) IsEmpty() bool { return t.isEmpty(0) }

func (t Type) isEmpty(depth int) bool {
	t = t.Strip()
	if !t.IsRecord() || t.IsDeclaration() || len(t.FieldRows()) > 0 || depth > 32 {
		return false
	}
	if _, ok := t.VptrOffset(); ok || t.Has(TypePolymorphic) {
		return false
	}
	for _, b := range t.Bases() {
		if b.Virtual || !b.Type.isEmpty(depth+1) {
			return false
		}
	}
	return true
}

// Name is t's own name, without scope; "" if it has none.
func (t Type) Name() string { return t.m.Str(t.node().Name) }

// Scope is where t was declared.
func (t Type) Scope() ScopeID { return t.node().Scope }

// Elem is the element: pointee, referred, qualified or aliased type, result of
// a function, underlying type of an enum. None stands for void in pointers,
// qualifiers, typedefs and results.
func (t Type) Elem() Type {
	n := t.node()
	if n.Kind == KindNone {
		return Type{}
	}
	return Type{t.m, n.Elem}
}

// Origin is where t was declared.
func (t Type) Origin() Origin {
	if t.m == nil || int(t.id) >= len(t.m.typeOrigin) {
		return Origin{}
	}
	return t.m.typeOrigin[t.id]
}

// Count is the number of elements of an array or vector; ok is false when the
// bound is unknown.
func (t Type) Count() (n uint64, ok bool) {
	nd := t.node()
	if nd.Kind != KindArray && nd.Kind != KindVector {
		return 0, false
	}
	return nd.Size, nd.Flags&(TypeFlexible|TypeVLA) == 0
}

// BitWidth is N of _BitInt(N), 0 for other types.
func (t Type) BitWidth() uint32 {
	if n := t.node(); n.Kind == KindBase && (n.Enc == EncBitIntSigned || n.Enc == EncBitIntUnsigned) {
		return n.Side
	}
	return 0
}

// MemberOf is the class of a pointer to member.
func (t Type) MemberOf() Type {
	if n := t.node(); n.Kind == KindMemberPointer {
		return Type{t.m, TypeID(n.Side)}
	}
	return Type{}
}

// maxChain bounds walks along Elem edges: no compiler nests qualifiers,
// typedefs and array dimensions deeper.
const maxChain = 512

// Strip follows typedefs and cv-qualifiers to the type beneath. It returns
// none for void and for chains that do not end.
func (t Type) Strip() Type {
	for range maxChain {
		n := t.node()
		if n.Kind != KindTypedef && !n.Kind.IsQualifier() {
			return t
		}
		t = Type{t.m, n.Elem}
	}
	return Type{}
}

// Unqualified follows cv-qualifiers only, keeping typedefs.
func (t Type) Unqualified() Type {
	for range maxChain {
		n := t.node()
		if !n.Kind.IsQualifier() {
			return t
		}
		t = Type{t.m, n.Elem}
	}
	return Type{}
}

// IsConst reports whether t is const at its top level, through typedefs.
func (t Type) IsConst() bool {
	for range maxChain {
		n := t.node()
		switch {
		case n.Kind == KindConst:
			return true
		case n.Kind == KindTypedef || n.Kind.IsQualifier():
			t = Type{t.m, n.Elem}
		default:
			return false
		}
	}
	return false
}

// IsVoid reports whether t is void (or stands for it) beneath typedefs and
// qualifiers.
func (t Type) IsVoid() bool {
	k := t.Strip().Kind()
	return k == KindVoid || (k == KindNone && t.m != nil)
}

// Size is sizeof in bytes, following typedefs, qualifiers and array bounds.
// References answer the size of a pointer. ok is false when it is unknown:
// declarations, functions, VLAs. A flexible array has size 0.
func (t Type) Size() (size Bytes, ok bool) {
	mul := uint64(1)
	for range maxChain {
		n := t.node()
		switch {
		case n.Kind == KindTypedef || n.Kind.IsQualifier():
			t = Type{t.m, n.Elem}
			continue
		case n.Kind == KindArray || n.Kind == KindVector:
			if n.Flags&TypeVLA != 0 {
				return 0, false
			}
			count := n.Size
			if n.Flags&TypeFlexible != 0 {
				count = 0
			}
			if count != 0 && mul > (1<<62)/count {
				return 0, false
			}
			mul *= count
			if n.Kind == KindVector && n.Elem != 0 {
				// A vector's size is a power of two (GNU vector extension).
				es, ok := (Type{t.m, n.Elem}).Size()
				if !ok || (es != 0 && mul > (1<<62)/uint64(es)) {
					return 0, false
				}
				return Bytes(mul) * es, true
			}
			t = Type{t.m, n.Elem}
			continue
		}
		one, ok := n.ownSize(t)
		if !ok || (one != 0 && mul > (1<<62)/one) {
			return 0, false
		}
		return Bytes(mul * one), true
	}
	return 0, false
}

func (n Node) ownSize(t Type) (uint64, bool) {
	switch n.Kind {
	case KindBase, KindUnsupported:
		return n.Size, n.Size != 0
	case KindStruct, KindClass, KindUnion:
		return n.Size, n.Flags&TypeDeclaration == 0
	case KindEnum:
		if n.Size == 0 && n.Elem != 0 {
			s, ok := Type{t.m, n.Elem}.Size()
			return uint64(s), ok
		}
		return n.Size, n.Size != 0
	case KindPointer, KindLValueRef, KindRValueRef, KindNullptr, KindMemberPointer:
		if n.Size == 0 && n.Kind != KindMemberPointer {
			return uint64(t.m.target.PointerSize), true
		}
		return n.Size, n.Size != 0
	}
	return 0, false
}

func (t Type) record() RecordRow {
	n := t.node()
	if !n.Kind.IsRecord() || int(n.Side) >= len(t.m.records) {
		return RecordRow{VptrOff: -1}
	}
	return t.m.records[n.Side]
}

// Field is a non-static data member. Offset is from the start of the record;
// for a bit-field it is the position of its first bit (see the package
// comment) and Bits its width.
type Field struct {
	Name     string
	Type     Type
	Offset   Bits
	Bits     uint32
	BitField bool
	Access   Access
	Align    Bytes // stated alignment, 0 = not stated
	Flags    FieldFlags
	Line     uint32
}

// Fields lists the non-static data members in declaration order, among them
// anonymous ones (Name "") and artificial ones such as the vptr.
func (t Type) Fields() []Field {
	rows := slice(t.fieldRows(), Range{0, uint32(len(t.fieldRows()))})
	out := make([]Field, len(rows))
	for i, r := range rows {
		out[i] = t.m.field(r)
	}
	return out
}

func (m *Model) field(r FieldRow) Field {
	return Field{m.Str(r.Name), Type{m, r.Type}, Bits(r.Offset), r.Bits, r.Flags&FieldBitField != 0, r.Access, Bytes(r.Align), r.Flags, r.Line}
}

func (t Type) fieldRows() []FieldRow {
	if t.m == nil {
		return nil
	}
	return slice(t.m.fields, t.record().Fields)
}

// FieldRows are the raw rows of Fields, without copying.
func (t Type) FieldRows() []FieldRow { return t.fieldRows() }

// Base is a direct base class. Offset is in bytes and meaningful if Known.
type Base struct {
	Type    Type
	Offset  int64
	Known   bool
	Virtual bool
	Access  Access
}

// Bases lists the direct base classes in declaration order.
func (t Type) Bases() []Base {
	if t.m == nil {
		return nil
	}
	rows := slice(t.m.bases, t.record().Bases)
	out := make([]Base, len(rows))
	for i, r := range rows {
		out[i] = Base{Type{t.m, r.Type}, r.Offset, r.Known, r.Virtual, r.Access}
	}
	return out
}

// Methods lists the member functions in declaration order.
func (t Type) Methods() []Function {
	if t.m == nil {
		return nil
	}
	ids := slice(t.m.methods, t.record().Methods)
	out := make([]Function, len(ids))
	for i, id := range ids {
		out[i] = Function{t.m, id}
	}
	return out
}

// Statics lists the static data members in declaration order.
func (t Type) Statics() []Variable {
	if t.m == nil {
		return nil
	}
	ids := slice(t.m.statics, t.record().Statics)
	out := make([]Variable, len(ids))
	for i, id := range ids {
		out[i] = Variable{t.m, id}
	}
	return out
}

// VptrOffset is the byte offset of an own vptr; ok is false if there is none.
func (t Type) VptrOffset() (off Bytes, ok bool) {
	o := t.record().VptrOff
	return Bytes(max(o, 0)), o >= 0
}

// VHolder is the class that introduced t's vptr, none if not stated.
func (t Type) VHolder() Type { return Type{t.m, t.record().VHolder} }

// Arg is a template argument.
type Arg struct {
	Kind      ArgKind
	Name      string // the parameter's name
	Type      Type
	Value     Const
	Text      string // of a template template argument or a pointer value
	Pack      []Arg
	Defaulted bool
}

// Args lists t's template arguments.
func (t Type) Args() []Arg {
	if t.m == nil {
		return nil
	}
	return t.m.argList(t.record().Args, 0)
}

func (m *Model) argList(r Range, depth int) []Arg {
	rows := slice(m.args, r)
	if len(rows) == 0 || depth > 2 {
		return nil
	}
	out := make([]Arg, len(rows))
	for i, a := range rows {
		out[i] = Arg{a.Kind, m.Str(a.Name), Type{m, a.Type}, a.Value, m.Str(a.Text), m.argList(a.Pack, depth+1), a.Defaulted}
	}
	return out
}

// Enumerator is one value of an enumeration. Value holds two's complement bits.
type Enumerator struct {
	Name   string
	Value  uint64
	Signed bool
}

// Enumerators lists the values in declaration order.
func (t Type) Enumerators() []Enumerator {
	n := t.node()
	if n.Kind != KindEnum || int(n.Side) >= len(t.m.enums) {
		return nil
	}
	rows := slice(t.m.values, t.m.enums[n.Side].Values)
	out := make([]Enumerator, len(rows))
	for i, r := range rows {
		out[i] = Enumerator{t.m.Str(r.Name), r.Value, r.Signed}
	}
	return out
}

// Signature is what calls need of a function or function type. This is none
// for free and static functions; Result none or void means no result.
type Signature struct {
	This     Type
	Result   Type
	Params   []Type
	Variadic bool
	// Unprototyped says that nothing is known of the parameters: C declares
	// them as "()".
	Unprototyped bool
	CC           CallConv
	// Member says that the function is a non-static member function: on
	// Microsoft targets results of class type then follow another rule.
	Member bool
	// Constructor and Destructor results depend on the target.
	Constructor, Destructor bool
}

// Signature of a function type.
func (t Type) Signature() Signature {
	n := t.node()
	if n.Kind != KindFunc {
		return Signature{}
	}
	s := Signature{Result: Type{t.m, n.Elem}, Variadic: n.Flags&TypeVariadic != 0, Unprototyped: n.Flags&TypeUnprototyped != 0}
	if int(n.Side) < len(t.m.sigs) {
		row := t.m.sigs[n.Side]
		for _, p := range slice(t.m.sigParams, row.Params) {
			s.Params = append(s.Params, Type{t.m, p})
		}
		s.CC = row.CC
		if row.This != 0 {
			s.This, s.Member = Type{t.m, row.This}, true
		}
	}
	return s
}
