package load

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// derivedKey identifies a type that is made of another one.
type derivedKey struct {
	kind  abi.Kind
	elem  abi.TypeID
	other uint64 // element count, class of a member pointer
	flags abi.TypeFlags
	name  abi.StrID // rustc names its pointers
	sig   uint64    // hash of a signature
}

const maxTypeDepth = 256

// typeAt lowers what an attribute refers to; none if it is absent.
func (l *loader) typeAt(r ref, slot uint8) abi.TypeID {
	v := r.get(slot)
	if v.Class == dwarf.ClassNone {
		return 0
	}
	t := r.resolve(v)
	if !t.ok() {
		return l.unsupported("a reference that leads nowhere", r)
	}
	return l.typ(t)
}

func (l *loader) unsupported(what string, r ref) abi.TypeID {
	l.issue("unsupported", abi.Warning, fmt.Sprintf("%s, entry 0x%x", what, r.off()), r.u.im.Name, r.off())
	return l.b.AddType(abi.Node{Kind: abi.KindUnsupported, Name: l.b.Str(what)}, abi.Origin{})
}

// typ lowers a type entry, once.
func (l *loader) typ(r ref) abi.TypeID {
	if r.loose() {
		return l.unsupported("a parameter in place of a type", r)
	}
	if id := l.known(r); id != 0 {
		return id
	}
	if l.depth > maxTypeDepth {
		return l.unsupported("types that are nested too deeply", r)
	}
	l.depth++
	id := l.lower(r)
	l.depth--
	if known := l.known(r); known != 0 {
		return known
	}
	l.remember(r, id)
	return id
}

// known is the id of an entry that was lowered, 0 otherwise.
func (l *loader) known(r ref) abi.TypeID {
	if r.u.memo == nil {
		return 0
	}
	return r.u.memo[r.i]
}

func (l *loader) remember(r ref, id abi.TypeID) {
	if r.u.memo == nil {
		r.u.memo = make([]abi.TypeID, len(r.u.dies))
	}
	r.u.memo[r.i] = id
}

func (l *loader) lower(r ref) abi.TypeID {
	switch r.tag() {
	case dwarf.TagBaseType:
		return l.base(r)
	case dwarf.TagUnspecifiedType:
		if strings.Contains(r.str(sName), "nullptr") {
			return l.derive(derivedKey{kind: abi.KindNullptr})
		}
		if placeholder(r) {
			return l.undeduced()
		}
		return l.derive(derivedKey{kind: abi.KindVoid})
	case dwarf.TagPointerType:
		return l.wrap(r, abi.KindPointer)
	case dwarf.TagReferenceType:
		return l.wrap(r, abi.KindLValueRef)
	case dwarf.TagRvalueReferenceType:
		return l.wrap(r, abi.KindRValueRef)
	case dwarf.TagConstType, dwarf.TagImmutableType:
		return l.wrap(r, abi.KindConst)
	case dwarf.TagVolatileType:
		return l.wrap(r, abi.KindVolatile)
	case dwarf.TagRestrictType:
		return l.wrap(r, abi.KindRestrict)
	case dwarf.TagAtomicType:
		return l.wrap(r, abi.KindAtomic)
	case dwarf.TagArrayType:
		return l.array(r)
	case dwarf.TagSubroutineType:
		return l.subroutine(r, 0)
	case dwarf.TagPtrToMemberType:
		return l.memberPointer(r)
	case dwarf.TagTypedef, dwarf.TagTemplateAlias:
		return l.typedef(r)
	case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagEnumerationType, dwarf.TagInterfaceType:
		return l.nominal(r)
	}
	return l.unsupported(fmt.Sprintf("a type of tag 0x%x", uint16(r.tag())), r)
}

// derivedTypes finds types by what they are made of.
type derivedTypes struct {
	byHash *table[uint32] // index in made, and one
	made   []madeType
}

type madeType struct {
	key derivedKey
	id  abi.TypeID
}

func (k *derivedKey) hash() uint64 {
	h := mix(uint64(k.kind)<<32|uint64(k.elem), k.other)
	return mix(mix(h, uint64(k.flags)<<32|uint64(k.name)), k.sig)
}

func (d *derivedTypes) get(k derivedKey) (abi.TypeID, bool) {
	for h := k.hash(); ; h++ {
		i := d.byHash.get(h)
		if i == 0 {
			return 0, false
		}
		if m := &d.made[i-1]; m.key == k {
			return m.id, true
		}
	}
}

func (d *derivedTypes) put(k derivedKey, id abi.TypeID) {
	h := k.hash()
	for d.byHash.has(h) {
		h++
	}
	d.made = append(d.made, madeType{k, id})
	d.byHash.put(h, uint32(len(d.made)))
}

// derive makes a node once per content.
func (l *loader) derive(k derivedKey) abi.TypeID {
	if id, ok := l.derived.get(k); ok {
		return id
	}
	n := abi.Node{Kind: k.kind, Elem: k.elem, Flags: k.flags}
	switch k.kind {
	case abi.KindArray, abi.KindVector:
		n.Size = k.other
	case abi.KindMemberPointer:
		n.Side, n.Size = uint32(k.other), k.other>>32
	}
	n.Name = k.name
	if k.kind == abi.KindPointer || k.kind == abi.KindNullptr {
		n.Size = uint64(l.target.PointerSize)
	}
	id := l.b.AddType(n, abi.Origin{})
	l.derived.put(k, id)
	return id
}

func (l *loader) wrap(r ref, k abi.Kind) abi.TypeID {
	if n, ok := r.uint(sByteSize); ok && n > 0 && n != uint64(l.target.PointerSize) && (k == abi.KindPointer || k.IsReference()) {
		return l.unsupported(fmt.Sprintf("an address of %d bytes", n), r) // AVR's, in files of 32 bits
	}
	return l.wrapped(r, k, l.typeAt(r, sType))
}

// wrapped makes a pointer, reference or qualified type. Qualifiers of an array
// belong to its elements ([basic.type.qualifier]), and const stands outside of
// volatile: producers differ in both.
func (l *loader) wrapped(r ref, k abi.Kind, elem abi.TypeID) abi.TypeID {
	if k == abi.KindConst || k == abi.KindVolatile {
		switch n := l.b.Node(elem); {
		case n.Kind == k:
			return elem
		case n.Kind == abi.KindArray && elem != 0:
			return l.derive(derivedKey{kind: n.Kind, elem: l.wrapped(r, k, n.Elem), other: n.Size, flags: n.Flags})
		case n.Kind == abi.KindConst:
			return l.derive(derivedKey{kind: abi.KindConst, elem: l.wrapped(r, k, n.Elem)})
		}
	}
	key := derivedKey{kind: k, elem: elem}
	if k == abi.KindPointer {
		if name := r.bytes(sName); len(name) > 0 && name[0] != '(' {
			key.name = l.b.Bytes(name)
		}
	}
	return l.derive(key)
}

// baseNames maps the spellings of compilers to the one of C++.
var baseNames = map[string]string{
	"long int": "long", "long unsigned int": "unsigned long", "short int": "short", "short unsigned int": "unsigned short",
	"long long int": "long long", "long long unsigned int": "unsigned long long", "unsigned int": "unsigned int",
	"__int128 unsigned": "unsigned __int128", "complex double": "_Complex double", "complex float": "_Complex float",
	"complex long double": "_Complex long double", "_Bool": "bool", "char8_t": "char8_t",
}

// baseName is the C++ spelling of a scalar's name.
func baseName(s string) string {
	if n, ok := baseNames[s]; ok {
		return n
	}
	return s
}

// encodings maps DW_ATE_* (DWARF 5 §7.8).
var encodings = map[uint64]abi.Encoding{1: abi.EncAddress, 2: abi.EncBool, 3: abi.EncComplexFloat, 4: abi.EncFloat, 5: abi.EncSigned,
	6: abi.EncCharSigned, 7: abi.EncUnsigned, 8: abi.EncCharUnsigned, 9: abi.EncImaginaryFloat, 0xd: abi.EncFixed, 0xe: abi.EncFixed,
	0xf: abi.EncDecimalFloat, 0x10: abi.EncUTF, 0x11: abi.EncUnsigned, 0x12: abi.EncUnsigned,
	0x80: abi.EncComplexSigned, 0x81: abi.EncComplexUnsigned}

// scalarName is the C++ name of a base type. Of complex integers, an extension,
// no compiler says which ones they are: g++ calls most "__unknown__", and those
// without sign signed. What has their parts' size has their representation.
func scalarName(r ref) string {
	name := baseName(r.str(sName))
	size, _ := r.uint(sByteSize)
	if enc, _ := r.uint(sEncoding); encodings[enc] == abi.EncComplexSigned || encodings[enc] == abi.EncComplexUnsigned {
		if part := map[uint64]string{2: "signed char", 4: "short", 8: "int", 16: "long long"}[size]; part != "" {
			return "_Complex " + part
		}
		return name
	}
	if name != "complex" { // clang's name for all of them
		return name
	}
	switch size {
	case 8:
		return "_Complex float"
	case 16:
		return "_Complex double"
	}
	return "_Complex long double"
}

func (l *loader) base(r ref) abi.TypeID {
	name := scalarName(r)
	size, _ := r.uint(sByteSize)
	enc, _ := r.uint(sEncoding)
	n := abi.Node{Kind: abi.KindBase, Enc: encodings[enc], Size: size}
	if strings.Contains(name, "_BitInt") { // clang does not write the width
		n.Enc = abi.EncBitIntSigned
		if enc == 7 {
			n.Enc = abi.EncBitIntUnsigned
		}
		_, digits, _ := strings.Cut(name, "_BitInt(")
		for _, c := range strings.TrimSuffix(digits, ")") {
			if c >= '0' && c <= '9' && n.Side < 1<<24 {
				n.Side = n.Side*10 + uint32(c-'0')
			}
		}
	}
	if name == "char8_t" {
		n.Enc = abi.EncUTF
	}
	if l.reversed(r) {
		n.Kind, name = abi.KindUnsupported, name+" in the other byte order"
	}
	if n.Enc == abi.EncNone {
		if size == 0 {
			return l.derive(derivedKey{kind: abi.KindVoid})
		}
		n.Kind = abi.KindUnsupported
	}
	n.Name = l.b.Str(name)
	return l.scalar(n)
}

// reversed reports whether the bytes of a scalar are not in the target's order
// (DWARF 5 §5.1.1; gcc's scalar_storage_order).
func (l *loader) reversed(r ref) bool {
	const big, little = 1, 2
	n, _ := r.uint(sEndianity)
	return n == big && !l.target.BigEndian || n == little && l.target.BigEndian
}

// scalar makes a scalar type once.
func (l *loader) scalar(n abi.Node) abi.TypeID {
	key := derivedKey{kind: n.Kind, name: n.Name, other: n.Size<<8 | uint64(n.Enc)}
	if id, ok := l.derived.get(key); ok {
		return id
	}
	id := l.b.AddType(n, abi.Origin{})
	l.derived.put(key, id)
	return id
}

// array makes one node per dimension, the last one innermost.
func (l *loader) array(r ref) abi.TypeID {
	if r.u.joint {
		// In LLVM 19 the linker tells arrays apart by DW_AT_count, which g++ does
		// not write, and does not tell them from vectors.
		return l.unsupported("an array that llvm's parallel linker may have taken for another", r)
	}
	elem := l.typeAt(r, sType)
	kind := abi.KindArray
	if r.flag(sVector) {
		kind = abi.KindVector
	}
	type dim struct {
		n     uint64
		flags abi.TypeFlags
	}
	var dims []dim
	r.each(func(c ref) {
		if c.tag() != dwarf.TagSubrangeType && c.tag() != dwarf.TagEnumerationType && c.tag() != dwarf.TagGenericSubrange {
			return
		}
		var d dim
		if d.n, d.flags = bound(c); d.flags == abi.TypeVLA {
			l.issue("variable-length-array", abi.Note, "an array whose bound is known at run time only", r.u.im.Name, r.off())
		}
		dims = append(dims, d)
	})
	if len(dims) == 0 {
		dims = []dim{{flags: abi.TypeFlexible}}
	}
	for i := len(dims) - 1; i >= 0; i-- {
		elem = l.derive(derivedKey{kind: kind, elem: elem, other: dims[i].n, flags: dims[i].flags})
	}
	return elem
}

// lost is what a tool dropped the reference to.
func (l *loader) lost() abi.TypeID {
	return l.scalar(abi.Node{Kind: abi.KindUnsupported, Name: l.b.Str("a type that a tool dropped the reference to")})
}

// blurred reports whether a typedef may stand for several that llvm's parallel
// linker took for one: by their names, which with g++ lack template arguments.
func blurred(r ref) bool { return r.u.joint && r.u.file.blurred }

// bound is the number of elements of a dimension, or why there is none.
func bound(c ref) (uint64, abi.TypeFlags) {
	switch count, upper := c.get(sCount), c.get(sUpper); {
	case isConst(count):
		return count.U, 0
	case isConst(upper):
		// An upper bound of -1 is an array without elements. In a form of
		// one or two bytes all ones is 255 or 65535: char[256] is common.
		// With addresses of 4 bytes g++ writes 4294967295 for it as an implicit
		// constant, too.
		v := upper.U + 1
		if s, ok := upper.Int(); ok && s == -1 && (upper.Class == dwarf.ClassSint || upper.U >= 1<<32-1) || c.u.u.AddrLen == 4 && v == 1<<32 {
			v = 0
		}
		return v, 0
	case count.Class != dwarf.ClassNone || upper.Class != dwarf.ClassNone:
		return 0, abi.TypeVLA
	}
	return 0, abi.TypeFlexible
}

func isConst(v dwarf.Value) bool {
	return v.Class == dwarf.ClassUint || v.Class == dwarf.ClassSint
}

// subroutine makes a function type; this is the class of a member function.
func (l *loader) subroutine(r ref, this abi.TypeID) abi.TypeID {
	var params []abi.TypeID
	flags := abi.TypeFlags(0)
	n := 0
	r.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagFormalParameter:
			n++
			if this != 0 && n == 1 && c.flag(sArtificial) {
				this = l.objectType(c, this)
				return
			}
			params = append(params, l.typeAt(c, sType))
		case dwarf.TagUnspecifiedParameters:
			if n > 0 || !unprototyped(r) {
				flags |= abi.TypeVariadic
			}
		}
	})
	if n == 0 && unprototyped(r) {
		flags |= abi.TypeUnprototyped
	}
	result := l.typeAt(r, sType)
	sig := uint64(len(params))
	for _, p := range params {
		sig = mix(sig, uint64(p))
	}
	key := derivedKey{kind: abi.KindFunc, elem: result, flags: flags, other: uint64(this) | uint64(callConv(r))<<32, sig: sig}
	if id, ok := l.derived.get(key); ok {
		return id
	}
	id := l.b.NewType()
	l.b.SetFunc(id, abi.Node{Kind: abi.KindFunc, Elem: result, Flags: flags}, abi.Origin{}, params, this, callConv(r))
	l.derived.put(key, id)
	return id
}

// objectType is the class that the object parameter of a member function type
// points to, with the qualifiers of the function.
func (l *loader) objectType(object ref, class abi.TypeID) abi.TypeID {
	t := object.target(sType)
	if t.ok() && t.tag() == dwarf.TagConstType {
		t = t.target(sType)
	}
	if !t.ok() || t.tag() != dwarf.TagPointerType {
		return class
	}
	switch to := t.target(sType); {
	case to.ok() && (to.tag() == dwarf.TagConstType || to.tag() == dwarf.TagVolatileType):
		return l.typ(to)
	}
	return class
}

// callConv maps DW_AT_calling_convention of functions (DWARF 5 §7.20, and the
// codes from 0xb1 on that LLVM writes, llvm/BinaryFormat/Dwarf.def).
func callConv(r ref) abi.CallConv {
	n, ok := r.uint(sCC)
	if !ok || n == 1 {
		if r.u.option != "" {
			return abi.CCOther
		}
		return abi.CCDefault
	}
	switch n {
	case 3:
		return abi.CCNoCall
	case 0xb1:
		return abi.CCStdcall
	case 0xb2:
		return abi.CCPascal
	case 0xb3:
		return abi.CCFastcall
	case 0xb5:
		return abi.CCThiscall
	case 0xc0:
		return abi.CCVectorcall
	case 0xc1:
		return abi.CCWin64
	case 0xc2:
		return abi.CCSysV64
	case 0xc3:
		return abi.CCAAPCS
	case 0xc4:
		return abi.CCAAPCSVFP
	}
	return abi.CCOther
}

func (l *loader) memberPointer(r ref) abi.TypeID {
	class := l.typeAt(r, sContaining)
	var elem abi.TypeID
	words := uint64(1)
	if t := r.target(sType); t.ok() && t.tag() == dwarf.TagSubroutineType {
		elem = l.subroutine(t, class)
		words = 2
	} else {
		elem = l.typeAt(r, sType)
	}
	size, ok := r.uint(sByteSize)
	if !ok && !l.target.Microsoft() {
		size = words * uint64(l.target.PointerSize) // Itanium C++ ABI §2.3
	}
	return l.derive(derivedKey{kind: abi.KindMemberPointer, elem: elem, other: uint64(class) | size<<32})
}

func (l *loader) typedef(r ref) abi.TypeID {
	id := l.b.NewType()
	l.remember(r, id) // a typedef that leads to itself ends here
	elem := l.typeAt(r, sType)
	if blurred(r) && bytes.IndexByte(typeName(r.target(sType)), '<') >= 0 {
		elem = l.unsupported("an alias that llvm's parallel linker may have taken for one of other arguments", r)
	}
	if elem == 0 && r.u.file.lossy {
		elem = l.lost()
	}
	n := abi.Node{Kind: abi.KindTypedef, Elem: elem, Name: l.b.Bytes(r.bytes(sName)), Scope: l.scopeOf(r)}
	key := derivedKey{kind: abi.KindTypedef, elem: elem, other: uint64(n.Scope), name: n.Name}
	if elem == id {
		n = abi.Node{Kind: abi.KindUnsupported, Name: l.b.Str("a typedef of itself")}
	}
	if first, ok := l.derived.get(key); ok && first != id {
		l.remember(r, first)
		if l.b.DropType(id) {
			return first
		}
		// The reserved node stays as an equal twin: nodes that were made since
		// may refer to it.
		l.b.SetType(id, abi.Node{Kind: abi.KindTypedef, Elem: elem, Name: n.Name, Scope: n.Scope}, l.origin(r))
		return first
	}
	l.derived.put(key, id)
	l.b.SetType(id, n, l.origin(r))
	return id
}
