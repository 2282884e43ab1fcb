package load

import (
	"bytes"
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// enum is an enumeration until it is written.
type enum struct {
	id     abi.TypeID
	node   abi.Node
	origin abi.Origin
	values []abi.EnumeratorRow
}

// members collects what belongs to a record while units are read: methods and
// static members may be described in any unit that describes the record.
type members struct {
	id     abi.TypeID
	node   abi.Node
	origin abi.Origin
	rec    abi.Record
}

func (l *loader) fillEnum(id abi.TypeID, r ref) {
	size, _ := r.uint(sByteSize)
	n := abi.Node{Kind: abi.KindEnum, Name: l.b.Bytes(typeName(r)), Scope: l.scopeOf(r), Size: size, Elem: l.typeAt(r, sType), Align: align(r)}
	if r.flag(sDeclaration) {
		n.Flags |= abi.TypeDeclaration
	}
	if own, _ := underlying(r).uint(sByteSize); size > 0 && own > 0 && own != size {
		l.issue("unsupported", abi.Warning, fmt.Sprintf("an enumeration of %d bytes whose type has %d, entry 0x%x", size, own, r.off()), r.u.im.Name, r.off())
		n.Size, n.Elem = 0, 0
	}
	if r.flag(sEnumClass) {
		n.Flags |= abi.TypeScoped
	}
	var values []abi.EnumeratorRow
	r.each(func(c ref) {
		if c.tag() != dwarf.TagEnumerator {
			return
		}
		v := c.get(sConst)
		row := abi.EnumeratorRow{Name: l.b.Bytes(c.bytes(sName)), Value: v.U, Signed: v.Class == dwarf.ClassSint}
		if v.Class == dwarf.ClassUint && v.N > 0 && l.signedEnum(r) {
			// data1 to data8 do not say their sign (DWARF 5 §7.5.5). Compilers
			// use them for values that are not negative (gcc writes 130 as
			// data1, -3 as sdata), so that only a form of the type's whole
			// size can hold a sign.
			row.Signed = true
			if size > 0 && size < 8 && uint64(v.N) >= size {
				sh := 64 - 8*size
				row.Value = uint64(int64(v.U<<sh) >> sh)
			}
		}
		values = append(values, row)
	})
	l.b.SetType(id, n, l.origin(r))
	l.enums = append(l.enums, enum{id, n, l.origin(r), values})
}

// underlying is the base type that an enum is stated to have.
func underlying(r ref) ref {
	for t, n := r.target(sType), 0; t.ok() && n < 16; t, n = t.target(sType), n+1 {
		if t.tag() == dwarf.TagBaseType {
			return t
		}
	}
	return none
}

// signedEnum reports whether an enum's underlying type is signed.
func (l *loader) signedEnum(r ref) bool {
	t := underlying(r)
	if !t.ok() {
		t = r
	}
	enc, ok := t.uint(sEncoding)
	return ok && (enc == 5 || enc == 6)
}

func align(r ref) uint32 {
	n, _ := r.uint(sAlign)
	return uint32(min(n, 1<<31))
}

func access(r ref, byDefault abi.Access) abi.Access {
	switch n, _ := r.uint(sAccess); n {
	case 1:
		return abi.Public
	case 2:
		return abi.Protected
	case 3:
		return abi.Private
	}
	return byDefault
}

// defaultAccess is the access of members that state none: in DWARF 2 g++
// states what is not public, later what is not the language's default (DWARF 3
// §5.5.4).
//
// Of a class that is only declared, clang describes what a unit calls, without
// access: that counts as public until the class tells.
func defaultAccess(r ref) abi.Access {
	if r.tag() == dwarf.TagClassType && !r.flag(sDeclaration) && !(r.u.u.Version == 2 && r.u.gcc) {
		return abi.Private
	}
	return abi.Public
}

func (l *loader) fillRecord(id abi.TypeID, r ref) {
	l.ownersFor(l.b.NumTypes())
	own := l.owners[id]
	first := own == nil
	if first {
		own = &members{id: id}
		l.owners[id] = own
		own.rec.VptrOff = -1
		own.origin = l.origin(r)
		own.node = l.recordNode(r)
		l.b.SetType(id, abi.Node{Kind: own.node.Kind, Name: own.node.Name}, own.origin)
	}
	def := defaultAccess(r)
	opaque := r.has(sRuntime) || ownable(r)
	args := len(own.rec.Args) == 0 // g++ may leave them out
	r.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagMember:
			if c.flag(sDeclaration) || c.flag(sExternal) {
				l.staticMember(c, own, def)
			} else if first && !opaque {
				l.field(c, own, def)
			}
		case dwarf.TagVariable:
			l.staticMember(c, own, def)
		case dwarf.TagInheritance:
			if first && !opaque {
				own.rec.Bases = append(own.rec.Bases, l.baseRow(c, def))
			}
		case dwarf.TagSubprogram:
			l.method(c, own, def)
		case dwarf.TagTemplateTypeParameter, dwarf.TagTemplateValueParameter, dwarf.TagGNUTemplateParameterPack, dwarf.TagGNUTemplateTemplateParam:
			if args {
				own.rec.Args = append(own.rec.Args, l.arg(c))
			}
		case dwarf.TagVariantPart:
			if first {
				l.variantPart(c, own)
			}
		}
	})
	if first && r.has(sContaining) {
		own.rec.VHolder = l.typeAt(r, sContaining)
		own.node.Flags |= abi.TypePolymorphic
	}
}

// declares reports whether an entry says that a type exists and nothing that
// can be relied on. Objective-C classes are among them: where an instance has its
// variables is known when the program runs (Objective-C runtime, non-fragile
// ivars). So are blocks: what the entry calls the type of their function lacks the
// first parameter, the block (clang, Block Implementation Specification). A
// complete class has a size (DWARF 5 §5.7.1), 0 if it is empty: what has none lost
// its contents. llvm-dwarfutil 19 leaves such entries for what type units describe.
func declares(r ref) bool {
	return r.flag(sDeclaration) || r.has(sRuntime) || ownable(r) || !r.has(sByteSize) && isRecordTag(r.tag())
}

// ownable reports whether r is a class of Objective-C or a block in a unit where a
// pointer to it may be __strong or __weak, which debug information does not say.
// objc_object is any class: id points to it. gcc has no such pointers.
func ownable(r ref) bool {
	return r.u.lang.ObjC() && !r.u.gcc && (r.has(sRuntime) || r.str(sName) == "objc_object")
}

func isRecordTag(t dwarf.Tag) bool {
	return t == dwarf.TagStructureType || t == dwarf.TagClassType || t == dwarf.TagUnionType
}

func recordKind(r ref) abi.Kind {
	switch r.tag() {
	case dwarf.TagClassType, dwarf.TagInterfaceType:
		return abi.KindClass
	case dwarf.TagUnionType:
		return abi.KindUnion
	}
	return abi.KindStruct
}

func (l *loader) recordNode(r ref) abi.Node {
	size, _ := r.uint(sByteSize)
	n := abi.Node{Kind: recordKind(r), Name: l.b.Bytes(typeName(r)), Scope: l.scopeOf(r), Size: size, Align: align(r)}
	if declares(r) {
		n.Flags, n.Size = n.Flags|abi.TypeDeclaration, 0
	}
	if ownable(r) {
		n.Flags |= abi.TypeObject
	}
	switch cc, _ := r.uint(sCC); cc {
	case 4:
		n.Flags |= abi.TypePassByReference
	case 5:
		n.Flags |= abi.TypePassByValue
	}
	if r.flag(sExportSyms) {
		n.Flags |= abi.TypeExportSymbols
	}
	if name := typeName(r); len(name) == 0 || bytes.HasPrefix(name, []byte("<lambda")) {
		r.each(func(c ref) {
			if c.tag() == dwarf.TagSubprogram && c.str(sName) == "operator()" && naming(r).ok() {
				n.Flags |= abi.TypeLambda
			}
		})
	}
	return n
}

// fieldOffset is a member's place in bits, for bit-fields in every encoding
// (DWARF 5 §5.7.6; DWARF 3 §5.6.6 for DW_AT_bit_offset).
func (l *loader) fieldOffset(c ref) uint64 {
	if v := c.get(sDataBitOff); v.Class != dwarf.ClassNone {
		return v.U
	}
	off := l.byteOffset(c) * 8
	if !c.has(sBitSize) || !c.has(sBitOff) {
		return off
	}
	bits, _ := c.uint(sBitSize)
	from, _ := c.get(sBitOff).Int()
	if l.target.BigEndian {
		return off + uint64(from)
	}
	storage, ok := c.uint(sByteSize)
	if !ok {
		storage = l.sizeOf(c.target(sType), 0)
	}
	return uint64(int64(off) + int64(storage)*8 - from - int64(bits))
}

// sizeOf is the size of a type entry in bytes, 0 if unknown.
func (l *loader) sizeOf(r ref, depth int) uint64 {
	if !r.ok() || depth > 16 {
		return 0
	}
	if n, ok := r.uint(sByteSize); ok {
		return n
	}
	return l.sizeOf(r.target(sType), depth+1)
}

// byteOffset reads DW_AT_data_member_location: a constant, or an expression
// that adds a constant.
func (l *loader) byteOffset(c ref) uint64 {
	v := c.get(sMemberLoc)
	if n, ok := v.Uint(); ok {
		return n
	}
	e := c.u.u.Block(v)
	if len(e) > 1 && e[0] == 0x23 { // DW_OP_plus_uconst
		return leb(e[1:])
	}
	return 0
}

func leb(b []byte) (v uint64) {
	for i, c := range b {
		if i > 9 {
			break
		}
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			break
		}
	}
	return v
}

func (l *loader) field(c ref, own *members, def abi.Access) {
	f := abi.FieldRow{Name: l.b.Bytes(c.bytes(sName)), Type: l.typeAt(c, sType), Offset: l.fieldOffset(c), Align: align(c), Access: access(c, def)}
	if own.node.Kind == abi.KindUnion && !c.has(sMemberLoc) && !c.has(sDataBitOff) && !c.has(sBitOff) {
		f.Offset = 0
	}
	if line, ok := c.uint(sDeclLine); ok {
		f.Line = uint32(line)
	}
	if c.has(sBitSize) {
		bits, _ := c.uint(sBitSize)
		f.Bits = uint32(min(bits, 1<<31))
		f.Flags |= abi.FieldBitField
	}
	if c.flag(sMutable) {
		f.Flags |= abi.FieldMutable
	}
	if c.flag(sArtificial) {
		f.Flags |= abi.FieldArtificial
	}
	if name := c.bytes(sName); bytes.HasPrefix(name, []byte("_vptr.")) || bytes.HasPrefix(name, []byte("_vptr$")) {
		f.Flags |= abi.FieldVptr | abi.FieldArtificial
		own.rec.VptrOff = int32(f.Offset / 8)
		own.node.Flags |= abi.TypePolymorphic
		f.Name = l.b.Str("_vptr")
	}
	own.rec.Fields = append(own.rec.Fields, f)
}

func (l *loader) baseRow(c ref, def abi.Access) abi.BaseRow {
	if c.u.u.Version == 2 && c.u.gcc {
		def = abi.Private // DWARF 2 §5.5.3: g++ states what is not private
	}
	b := abi.BaseRow{Type: l.typeAt(c, sType), Access: access(c, def), Known: true}
	if n, _ := c.uint(sVirtuality); n != 0 {
		b.Virtual, b.Known = true, false
		return b
	}
	b.Offset = int64(l.byteOffset(c))
	return b
}

// arg lowers a template argument.
func (l *loader) arg(c ref) abi.ArgRow {
	a := abi.ArgRow{Name: l.b.Bytes(c.bytes(sName)), Type: l.typeAt(c, sType), Defaulted: c.flag(sDefaultVal)}
	switch c.tag() {
	case dwarf.TagTemplateValueParameter:
		a.Kind = abi.ArgValue
		a.Value = l.constant(c)
		if a.Value.Kind == abi.ConstNone {
			a.Kind = abi.ArgUnknown
		}
	case dwarf.TagGNUTemplateTemplateParam:
		a.Kind, a.Text = abi.ArgTemplate, l.b.Bytes(c.bytes(sTemplName))
	case dwarf.TagGNUTemplateParameterPack:
		a.Kind = abi.ArgPack
		var rows []abi.ArgRow
		c.each(func(p ref) {
			if p.tag() != dwarf.TagGNUTemplateParameterPack {
				rows = append(rows, l.arg(p))
			}
		})
		a.Pack = l.b.Pack(rows)
	default:
		a.Kind = abi.ArgType
	}
	return a
}

// constant reads DW_AT_const_value.
func (l *loader) constant(c ref) abi.Const {
	v := c.get(sConst)
	switch v.Class {
	case dwarf.ClassSint:
		return abi.Const{Kind: abi.ConstInt, Bits: v.U}
	case dwarf.ClassUint:
		return abi.Const{Kind: abi.ConstUint, Bits: v.U}
	case dwarf.ClassBlock:
		return abi.Const{Kind: abi.ConstBytes, Text: l.b.Str(string(c.u.u.Block(v)))}
	case dwarf.ClassString, dwarf.ClassStrp, dwarf.ClassStrx, dwarf.ClassLineStrp:
		return abi.Const{Kind: abi.ConstString, Text: l.b.Bytes(c.bytes(sConst))}
	}
	return abi.Const{}
}

// emitRecords writes the enums and records once all units were read.
func (l *loader) emitRecords() {
	filled := make([]bool, l.b.NumTypes())
	for _, e := range l.enums {
		filled[e.id] = true
		l.b.SetEnum(e.id, e.node, e.origin, e.values)
	}
	for id, own := range l.owners {
		if own != nil {
			filled[id] = true
			l.b.SetRecord(abi.TypeID(id), own.node, own.origin, own.rec)
		}
	}
	for _, list := range [][]shaped{l.shapes, l.declOnly} {
		for _, s := range list {
			if !filled[s.id] { // every entry of a type has an item
				l.b.SetType(s.id, abi.Node{Kind: abi.KindUnsupported, Name: l.b.Str("a type whose contents were not read")}, abi.Origin{})
			}
		}
	}
}
