package load

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// variantPart takes the variants of a Rust enum with fields (DWARF 5 §5.7.10)
// in the words that C has for it: a member for the discriminant, whose type is an
// enumeration of the variants, and a member without a name that is a union of
// the variants. Rust has no names for the two types; here they are
// E::discriminant and E::variants. A variant without a value stands for every value
// that no other one has, and has no enumerator: with it, the discriminant lies
// in a field of that variant. What has one variant has no discriminant.
func (l *loader) variantPart(part ref, own *members) {
	var discr ref
	var values []abi.EnumeratorRow
	scope := l.scopeOf(part) // of the enum
	union := &members{node: abi.Node{Kind: abi.KindUnion, Size: own.node.Size, Name: l.b.Str("variants"), Scope: scope}, origin: l.origin(part)}
	union.rec.VptrOff = -1
	bad := false
	part.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagMember:
			discr = c
		case dwarf.TagVariant:
			value := c.get(sDiscrValue)
			n, known := value.Uint()
			if value.Class == dwarf.ClassSint {
				s, _ := value.Int()
				n, known = uint64(s), true
			}
			bad = bad || value.Class != dwarf.ClassNone && !known // of more than 64 bits
			c.each(func(m ref) {
				if m.tag() != dwarf.TagMember {
					return
				}
				l.field(m, union, abi.Public)
				if known {
					values = append(values, abi.EnumeratorRow{Name: l.b.Bytes(m.bytes(sName)), Value: n, Signed: value.Class == dwarf.ClassSint})
				}
			})
		}
	})
	if bad {
		l.issue("unsupported", abi.Note, "an enum with fields: its discriminant is wider than 64 bits", part.u.im.Name, part.off())
		own.rec.Fields = append(own.rec.Fields, abi.FieldRow{Type: l.b.AddType(abi.Node{Kind: abi.KindUnsupported, Name: l.b.Str("variants")}, abi.Origin{})})
		return
	}
	if discr.ok() {
		l.field(discr, own, abi.Public)
		f := &own.rec.Fields[len(own.rec.Fields)-1]
		f.Name, f.Flags = l.b.Str("discriminant"), f.Flags&^abi.FieldArtificial
		n := abi.Node{Kind: abi.KindEnum, Name: l.b.Str("discriminant"), Scope: scope, Elem: f.Type, Size: l.sizeOf(discr.target(sType), 0)}
		f.Type = l.b.AddType(n, union.origin)
		l.enums = append(l.enums, enum{f.Type, n, union.origin, values})
	}
	union.id = l.b.AddType(union.node, union.origin)
	l.ownersFor(l.b.NumTypes())
	l.owners[union.id] = union
	own.rec.Fields = append(own.rec.Fields, abi.FieldRow{Type: union.id})
}

// ownersFor makes room for the members of n types.
func (l *loader) ownersFor(n int) {
	if len(l.owners) < n {
		l.owners = append(make([]*members, 0, 2*n), l.owners...)[:2*n]
	}
}
