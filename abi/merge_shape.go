package abi

import (
	"encoding/binary"
	"slices"
	"strings"
)

// maxMergeRounds bounds the rounds of refine: chains of types that differ only
// far away take one round per step.
const maxMergeRounds = 256

// nameShapes are the classes that the definitions of one name have.
type nameShapes struct {
	classes []uint32 // distinct, in order of first occurrence
	first   []uint32 // global index of the first definition of each
	enums   []uint32 // distinct classes of enumerations
	records []uint32 // distinct classes of records
}

// refine finds the classes of nominal definitions: the coarsest partition in
// which members of one class have equal digests, and digests see the classes
// of the types that they reach. Names with one class stand for it, so that a
// declaration is equal to the only definition of its name.
func (g *merger) refine() error {
	var defs []uint32
	for i := range g.owner {
		n := g.node(uint32(i))
		if isNominal(n.Kind) && (n.Flags&TypeDeclaration == 0 || n.Name == 0) {
			defs = append(defs, uint32(i))
		}
	}
	before := -1
	for range maxMergeRounds {
		b := newBriefs(g)
		next := make([]uint32, len(g.class))
		seen := map[[2]uint32]bool{}
		shapes := map[uint32]*nameShapes{}
		var buf []byte
		for _, i := range defs {
			buf = b.digest(buf[:0], i)
			next[i] = b.id(buf)
			seen[[2]uint32{g.key[i], next[i]}] = true
			if k := g.key[i]; k != 0 {
				shapes[k] = shapes[k].with(i, next[i], g.node(i).Kind == KindEnum)
			}
		}
		g.class, g.shapes, g.brief = next, shapes, b
		if len(seen) == before {
			g.brief = newBriefs(g) // of the final classes
			return nil
		}
		before = len(seen)
	}
	return errUnsettled
}

func (s *nameShapes) with(i, class uint32, enum bool) *nameShapes {
	if s == nil {
		s = &nameShapes{}
	}
	if !slices.Contains(s.classes, class) {
		s.classes, s.first = append(s.classes, class), append(s.first, i)
		if enum {
			s.enums = append(s.enums, class)
		} else {
			s.records = append(s.records, class)
		}
	}
	return s
}

// resolve is the class of the only definition that a declaration can mean.
func (g *merger) resolve(i uint32) (class uint32, ok bool) {
	s := g.shapes[g.key[i]]
	if s == nil || g.key[i] == 0 {
		return 0, false
	}
	of := s.records
	if g.node(i).Kind == KindEnum {
		of = s.enums
	}
	if len(of) != 1 {
		return 0, false
	}
	return of[0], true
}

// briefs numbers types as digests see them: by name where a name has one
// shape, without typedefs. Equal numbers mean equal types under the classes of
// the round.
type briefs struct {
	g   *merger
	of  []uint32 // by global index, 0 = not known yet
	ids map[string]uint32
}

func newBriefs(g *merger) *briefs {
	return &briefs{g, make([]uint32, len(g.owner)), map[string]uint32{}}
}

func (b *briefs) id(text []byte) uint32 {
	if id, ok := b.ids[string(text)]; ok {
		return id
	}
	id := uint32(len(b.ids) + 1)
	b.ids[string(text)] = id
	return id
}

func num32(b []byte, x uint32) []byte { return binary.LittleEndian.AppendUint32(b, x) }
func num64(b []byte, x uint64) []byte { return binary.LittleEndian.AppendUint64(b, x) }

// text appends a string with its length, so that neighbours can't run together.
func text(b []byte, s string) []byte { return append(num32(b, uint32(len(s))), s...) }

// typ is the number of the type at a global index; 0 is void.
func (b *briefs) typ(i uint32) uint32 { return b.at(i, 0) }

func (b *briefs) at(i uint32, depth int) uint32 {
	if i == 0 {
		return 0
	}
	if id := b.of[i]; id != 0 {
		return id
	}
	if depth > maxChain {
		// Deeper than any compiler nests: equal to nothing but itself.
		return b.id(num32([]byte{0xff}, i))
	}
	g := b.g
	mi, _ := g.model(i)
	m, n := g.models[mi], g.node(i)
	var buf [96]byte
	t := append(buf[:0], byte(n.Kind))
	next := func(id TypeID) { t = num32(t, b.at(g.to(mi, id), depth+1)) }
	switch {
	case n.Kind == KindVoid:
		return 0
	case n.Kind == KindTypedef:
		// What counts is the type, not by which aliases a header names it.
		id := b.at(g.to(mi, n.Elem), depth+1)
		b.of[i] = id
		return id
	case isNominal(n.Kind):
		t = b.nominal(t[:0], i, n)
	case n.Kind == KindBase || n.Kind == KindUnsupported:
		t = text(num64(append(t, byte(n.Enc)), n.Size), m.Str(n.Name))
	case n.Kind == KindArray || n.Kind == KindVector:
		t = num64(append(t, byte(n.Flags&(TypeFlexible|TypeVLA))), n.Size)
		next(n.Elem)
	case n.Kind == KindFunc:
		s := m.Type(TypeID(i - g.at[mi])).Signature()
		t = append(t, byte(s.CC))
		t = append(t, byte(flag(s.Variadic, 1)))
		next(n.Elem)
		next(s.This.id)
		for _, p := range s.Params {
			next(p.id)
		}
	case n.Kind == KindMemberPointer:
		next(TypeID(n.Side))
		next(n.Elem)
	default:
		t = text(t, m.Str(n.Name)) // rustc names its pointers
		next(n.Elem)
	}
	id := b.id(t)
	b.of[i] = id
	return id
}

// nominal names a record or enum: by name, and by class where the name alone
// does not say which.
func (b *briefs) nominal(t []byte, i uint32, n *Node) []byte {
	g := b.g
	if n.Name == 0 {
		return num32(append(t, 'A', byte(n.Kind)), g.class[i])
	}
	t = num32(append(t, 'N'), g.key[i])
	s := g.shapes[g.key[i]]
	if s == nil || len(s.classes) < 2 {
		return t
	}
	if n.Flags&TypeDeclaration == 0 {
		return num32(append(t, '#'), g.class[i])
	}
	if class, ok := g.resolve(i); ok {
		return num32(append(t, '#'), class)
	}
	return append(t, '?')
}

// digest spells the shape of a nominal definition: what must agree for two
// descriptions to be of the same type.
func (b *briefs) digest(t []byte, i uint32) []byte {
	g := b.g
	mi, id := g.model(i)
	m, n := g.models[mi], g.node(i)
	t = num64(append(t, 'D'), n.Size)
	if n.Kind == KindEnum {
		t = append(t, 'e')
		for _, e := range m.Type(id).Enumerators() {
			t = num64(text(t, e.Name), e.Value)
		}
		return t
	}
	t = append(t, byte(flag(n.Kind == KindUnion, 1)))
	r := m.Type(id).record()
	for _, f := range slice(m.fields, r.Fields) {
		t = num32(num64(text(append(t, '|'), m.Str(f.Name)), f.Offset), f.Bits)
		if f.Flags&FieldVptr == 0 { // compilers describe the type of a vptr as they like
			t = num32(t, b.typ(g.to(mi, f.Type)))
		}
	}
	for _, x := range slice(m.bases, r.Bases) {
		t = append(num64(append(t, '^'), uint64(x.Offset)), byte(flag(x.Virtual, 1)))
		t = num32(t, b.typ(g.to(mi, x.Type)))
	}
	for _, id := range slice(m.methods, r.Methods) {
		f := &m.funcs[id]
		// The destructor's slot is stated by some compilers only.
		if name := m.Str(f.Name); f.Flags&FuncVirtual != 0 && f.Flags&FuncArtificial == 0 && !strings.HasPrefix(name, "~") {
			t = num32(text(append(t, 'v'), name), uint32(f.VSlot))
		}
	}
	return t
}
