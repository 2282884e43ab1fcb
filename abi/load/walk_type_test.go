package load_test

import (
	"debug/dwarf"
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// access is the access of a member of a class (DWARF 5 §5.7.6).
func access(k, of *entry) abi.Access {
	v, ok := k.num(dwarf.AttrAccessibility)
	switch {
	case ok:
		return map[int64]abi.Access{1: abi.Public, 2: abi.Protected, 3: abi.Private}[v]
	case of.e.Tag == dwarf.TagClassType && of.e.Val(dwarf.AttrDeclaration) == nil:
		return abi.Private
	}
	return abi.Public
}

func (w *walker) attrType(n *entry, nest int) string {
	if n.e.Val(dwarf.AttrType) == nil {
		return "void"
	}
	t := w.ref(n, dwarf.AttrType)
	if t == nil {
		return "lost"
	}
	return w.spell(t, nest, false, false)
}

// spell spells a type as modelType does. Qualifiers that stand around it are
// taken along: they come before the first thing that is no qualifier, const
// first, and go through arrays to their elements.
func (w *walker) spell(t *entry, nest int, c, v bool) string {
	around := ""
	if t == nil || nest > 100 {
		return "lost"
	}
	if c {
		around = "c "
	}
	if v {
		around += "v "
	}
	word := ""
	switch t.e.Tag {
	case dwarf.TagConstType, dwarf.TagVolatileType:
		c, v = c || t.e.Tag == dwarf.TagConstType, v || t.e.Tag == dwarf.TagVolatileType
		inner := w.ref(t, dwarf.AttrType)
		if inner == nil {
			inner = &entry{e: &dwarf.Entry{Tag: dwarf.TagUnspecifiedType}}
		}
		return w.spell(inner, nest, c, v)
	case dwarf.TagArrayType:
		dims := ""
		if t.flag(dwarf.Attr(0x2107)) { // DW_AT_GNU_vector: not an array, it is qualified itself
			dims, c, v = around, false, false
		}
		for _, k := range t.kids {
			if k.e.Tag == dwarf.TagSubrangeType {
				dims += bound(k)
			}
		}
		if !strings.HasSuffix(dims, "]") {
			dims += "[]"
		}
		return dims + w.spell(w.ref(t, dwarf.AttrType), nest, c, v)
	case dwarf.TagPointerType:
		word = "*"
	case dwarf.TagReferenceType:
		word = "&"
	case dwarf.TagRvalueReferenceType:
		word = "&&"
	case dwarf.TagRestrictType:
		word = "r "
	case dwarf.TagAtomicType:
		word = "atomic "
	case dwarf.TagPtrToMemberType:
		class := w.ref(t, dwarf.AttrContainingType)
		word = fmt.Sprintf("member of %s ", w.spell(class, nest, false, false))
		if f := w.ref(t, dwarf.AttrType); f != nil && f.e.Tag == dwarf.TagSubroutineType {
			return around + word + w.prototype(f, nest, class)
		}
	case dwarf.TagSubroutineType:
		return around + w.prototype(t, nest, nil)
	case dwarf.TagUnspecifiedType:
		if strings.Contains(t.str(dwarf.AttrName), "nullptr") {
			return around + "nullptr"
		}
		if strings.Contains(t.str(dwarf.AttrName), "auto") {
			return around + "deduced"
		}
		return around + "void"
	case dwarf.TagBaseType:
		size, _ := t.num(dwarf.AttrByteSize)
		return around + fmt.Sprintf("%s/%d", norm(t.str(dwarf.AttrName)), size)
	default:
		return around + w.named(t, nest)
	}
	return around + word + w.attrType(t, nest)
}

func bound(k *entry) string {
	if n, ok := k.num(dwarf.AttrCount); ok {
		return fmt.Sprintf("[%d]", n)
	}
	if n, ok := k.num(dwarf.AttrUpperBound); ok {
		return fmt.Sprintf("[%d]", n+1)
	}
	return "[]"
}

// prototype spells a function type; class is that of a pointer to member.
func (w *walker) prototype(t *entry, nest int, class *entry) string {
	var b strings.Builder
	b.WriteString("function(")
	first := true
	for _, k := range t.kids { // among them types that only this one uses
		if k.e.Tag == dwarf.TagUnspecifiedParameters {
			b.WriteString("...")
		}
		if k.e.Tag != dwarf.TagFormalParameter {
			continue
		}
		switch {
		case first && class != nil && k.flag(dwarf.AttrArtificial):
			this := w.ref(k, dwarf.AttrType)
			if this.e.Tag == dwarf.TagConstType {
				this = w.ref(this, dwarf.AttrType)
			}
			fmt.Fprintf(&b, "this %s;", w.attrType(this, nest))
		default:
			b.WriteString(w.attrType(k, nest) + ",")
		}
		first = false
	}
	return b.String() + ")" + w.attrType(t, nest)
}

func (w *walker) named(t *entry, nest int) string {
	name := w.root(t).str(dwarf.AttrName)
	switch {
	case name != "" && !strings.HasPrefix(name, "<lambda"):
		return w.name(t)
	case nest > maxNest:
		return "{…}"
	case t.e.Tag == dwarf.TagEnumerationType:
		return "{" + w.enum(t) + "}"
	}
	return "{" + w.record(t, nest) + "}"
}

func (w *walker) enum(n *entry) string {
	var b strings.Builder
	size, _ := n.num(dwarf.AttrByteSize)
	fmt.Fprintf(&b, "enum size=%d scoped=%v of %s", size, n.flag(dwarf.AttrEnumClass), w.attrType(n, 0))
	for _, k := range n.kids {
		if k.e.Tag == dwarf.TagEnumerator {
			v, ok := k.num(dwarf.AttrConstValue)
			if !ok {
				b.WriteString("; ?")
			}
			fmt.Fprintf(&b, "; %s=%d", k.str(dwarf.AttrName), v)
		}
	}
	return b.String()
}

func (w *walker) record(n *entry, nest int) string {
	var bases, fields strings.Builder
	for _, k := range n.kids {
		switch k.e.Tag {
		case dwarf.TagInheritance:
			at, virtual := "?", true
			if v, _ := k.num(dwarf.AttrVirtuality); v == 0 {
				off, _ := k.num(dwarf.AttrDataMemberLoc)
				at, virtual = fmt.Sprint(off), false
			}
			fmt.Fprintf(&bases, "; base %s virtual=%v %s %s", at, virtual, access(k, n), w.attrType(k, nest+1))
		case dwarf.TagMember:
			if !k.flag(dwarf.AttrDeclaration) && !k.flag(dwarf.AttrExternal) {
				fields.WriteString(w.field(k, n, nest))
			}
		}
	}
	kind := map[dwarf.Tag]string{dwarf.TagStructType: "struct", dwarf.TagClassType: "class", dwarf.TagUnionType: "union"}[n.e.Tag]
	size, _ := n.num(dwarf.AttrByteSize)
	align, _ := n.num(dwarf.AttrAlignment)
	how := ""
	switch cc, _ := n.num(dwarf.AttrCalling); cc {
	case 5: // DW_CC_pass_by_value
		how = " by-value"
	case 4:
		how = " by-reference"
	}
	return fmt.Sprintf("%s size=%d align=%d%s%s%s", kind, size, align, how, bases.String(), fields.String())
}

// field spells a member.
func (w *walker) field(k, of *entry, nest int) string {
	width, pos := w.bitField(k)
	bits := ""
	if k.has(dwarf.AttrBitSize) {
		bits = fmt.Sprintf(":%d", width)
	}
	name := k.str(dwarf.AttrName)
	if strings.HasPrefix(name, "_vptr.") || strings.HasPrefix(name, "_vptr$") {
		name = "_vptr"
	}
	align := ""
	if n, ok := k.num(dwarf.AttrAlignment); ok {
		align = fmt.Sprintf(" align=%d", n)
	}
	if k.flag(dwarf.Attr(0x61)) { // DW_AT_mutable
		align += " mutable"
	}
	return fmt.Sprintf("; %s @%d%s%s %s %s", name, pos, bits, align, access(k, of), w.attrType(k, nest+1))
}

// bitField is a bit-field's width in bits and its first bit, counted from the
// start of the record (DWARF 5 §5.7.6, DWARF 3 §5.6.6, little endian).
func (w *walker) bitField(k *entry) (width, first int64) {
	loc, _ := k.num(dwarf.AttrDataMemberLoc)
	width, _ = k.num(dwarf.AttrBitSize)
	if at, ok := k.num(dwarf.AttrDataBitOffset); ok {
		return width, at
	}
	top, ok := k.num(dwarf.AttrBitOffset)
	if !ok {
		return width, loc * 8
	}
	unit, ok := k.num(dwarf.AttrByteSize)
	if !ok {
		fmt.Sscan(w.size(w.ref(k, dwarf.AttrType), 0), &unit)
	}
	return width, loc*8 + unit*8 - top - width
}

// shape spells a record as modelShape does.
func (w *walker) shape(n *entry) string {
	var bases, fields strings.Builder
	for _, k := range n.kids {
		t := w.ref(k, dwarf.AttrType)
		switch {
		case k.e.Tag == dwarf.TagInheritance && !k.has(dwarf.AttrVirtuality):
			at, _ := k.num(dwarf.AttrDataMemberLoc)
			fmt.Fprintf(&bases, "; base @%d %s", at, w.size(t, 0))
		case k.e.Tag == dwarf.TagMember && !k.flag(dwarf.AttrDeclaration) && !k.flag(dwarf.AttrExternal):
			name := k.str(dwarf.AttrName)
			if strings.HasPrefix(name, "_vptr") {
				name = "_vptr"
			}
			width, first := w.bitField(k)
			fmt.Fprintf(&fields, "; %s @%d:%d %s", name, first, width, w.size(t, 0))
		}
	}
	size, _ := n.num(dwarf.AttrByteSize)
	return fmt.Sprint(size) + bases.String() + fields.String()
}

// size is the size of a type of a 64-bit target in bytes, or the name of a
// class that is only declared, which settle knows.
func (w *walker) size(t *entry, depth int) string {
	if t == nil || depth > 50 {
		return "0"
	}
	n, ok := t.num(dwarf.AttrByteSize)
	inner := w.ref(t, dwarf.AttrType)
	switch t.e.Tag {
	case dwarf.TagPointerType, dwarf.TagReferenceType, dwarf.TagRvalueReferenceType:
		return "8"
	case dwarf.TagPtrToMemberType: // Itanium C++ ABI §2.3
		if inner != nil && inner.e.Tag == dwarf.TagSubroutineType {
			return "16"
		}
		return "8"
	case dwarf.TagArrayType:
		count := 1
		for _, k := range t.kids {
			if k.e.Tag == dwarf.TagSubrangeType {
				n := 0
				fmt.Sscanf(bound(k), "[%d]", &n)
				count *= n
			}
		}
		return product(w.size(inner, depth+1), count)
	case dwarf.TagStructType, dwarf.TagClassType, dwarf.TagUnionType:
		if t.flag(dwarf.AttrDeclaration) {
			return "{" + w.name(t) + "}"
		}
	}
	if ok {
		return fmt.Sprint(n)
	}
	return w.size(inner, depth+1)
}

func product(size string, n int) string {
	var one int
	if _, err := fmt.Sscan(size, &one); err == nil {
		return fmt.Sprint(one * n)
	}
	return fmt.Sprintf("%s*%d", size, n)
}
