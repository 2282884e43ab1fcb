package abi

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/zeebo/xxh3"
)

// Visitor receives the shape of one type node: labels (facts that are
// compared) and edges (types that are followed). Any callback may be nil.
type Visitor struct {
	Label func(name string, value uint64)
	Text  func(name, value string)
	Edge  func(name string, i int, to TypeID)
}

func (v *Visitor) label(name string, x uint64) {
	if v.Label != nil {
		v.Label(name, x)
	}
}

func (v *Visitor) text(name, s string) {
	if v.Text != nil {
		v.Text(name, s)
	}
}

func (v *Visitor) edge(name string, i int, id TypeID) {
	if v.Edge != nil {
		v.Edge(name, i, id)
	}
}

// shape is one row of the table of shapes.
type shape struct {
	named bool // identified by scope and name
	elem  string
	size  bool
	more  func(m *Model, id TypeID, n Node, v *Visitor)
}

// shapes says, per kind, which facts are labels and which are edges.
func shapes(k Kind) shape {
	switch k {
	case KindVoid, KindNullptr:
		return shape{named: true}
	case KindUnsupported:
		return shape{named: true, size: true}
	case KindBase:
		return shape{named: true, size: true, more: visitBase}
	case KindPointer:
		return shape{elem: "pointee", size: true}
	case KindLValueRef, KindRValueRef:
		return shape{elem: "referent"}
	case KindConst, KindVolatile, KindRestrict, KindAtomic:
		return shape{elem: "qualified"}
	case KindArray, KindVector:
		return shape{elem: "element", size: true}
	case KindStruct, KindClass, KindUnion:
		return shape{named: true, size: true, more: visitRecord}
	case KindEnum:
		return shape{named: true, size: true, elem: "underlying", more: visitEnum}
	case KindTypedef:
		return shape{named: true, elem: "aliased"}
	case KindFunc:
		return shape{elem: "result", more: visitFunc}
	case KindMemberPointer:
		return shape{elem: "pointee", size: true, more: visitMemberPointer}
	}
	return shape{}
}

// shapeFlags are the type flags that are labels; the others are about where
// and how the type was described.
const shapeFlags = TypeDeclaration | TypeScoped | TypeFlexible | TypeVLA | TypeVariadic

// Visit hands the labels and edges of a type to v, in a fixed order.
func (m *Model) Visit(id TypeID, v *Visitor) {
	if m == nil || int(id) >= len(m.nodes) {
		return
	}
	n := m.nodes[id]
	s := shapes(n.Kind)
	v.label("kind", uint64(n.Kind))
	v.label("flags", uint64(n.Flags&shapeFlags))
	if s.named {
		v.text("name", m.Qualify(n.Scope, m.Str(n.Name)))
	}
	if s.size {
		v.label("size", n.Size)
	}
	if n.Align != 0 {
		v.label("align", uint64(n.Align))
	}
	if s.more != nil {
		s.more(m, id, n, v)
	}
	if s.elem != "" {
		v.edge(s.elem, 0, n.Elem)
	}
}

func visitBase(_ *Model, _ TypeID, n Node, v *Visitor) {
	v.label("encoding", uint64(n.Enc))
	v.label("width", uint64(n.Side))
}

func visitRecord(m *Model, id TypeID, _ Node, v *Visitor) {
	r := m.Type(id).record()
	v.label("vptr", uint64(int64(r.VptrOff)))
	for i, b := range slice(m.bases, r.Bases) {
		v.label("base-offset", uint64(b.Offset))
		v.label("base-flags", uint64(b.Access)|flag(b.Virtual, 8)|flag(b.Known, 16))
		v.edge("base", i, b.Type)
	}
	for i, f := range slice(m.fields, r.Fields) {
		v.text("field-name", m.Str(f.Name))
		v.label("field-offset", f.Offset)
		v.label("field-bits", uint64(f.Bits)<<16|uint64(f.Flags)<<8|uint64(f.Access))
		if f.Align != 0 {
			v.label("field-align", uint64(f.Align))
		}
		v.edge("field", i, f.Type)
	}
	for i, id := range slice(m.methods, r.Methods) {
		f := m.funcs[id]
		if f.Flags&FuncVirtual == 0 {
			continue
		}
		v.text("virtual-name", m.Str(f.Name))
		v.label("virtual-slot", uint64(int64(f.VSlot)))
		v.edge("virtual-result", i, f.Result)
		for j, p := range slice(m.params, f.Params) {
			v.edge("virtual-parameter", j, p.Type)
		}
	}
	for i, a := range slice(m.args, r.Args) {
		v.label("argument", uint64(a.Kind)<<8|uint64(a.Value.Kind))
		v.label("argument-value", a.Value.Bits)
		v.text("argument-text", m.Str(a.Text)+m.Str(a.Value.Text))
		v.edge("argument", i, a.Type)
	}
}

func visitEnum(m *Model, id TypeID, _ Node, v *Visitor) {
	for _, e := range m.Type(id).Enumerators() {
		v.text("enumerator", e.Name)
		v.label("value", e.Value)
	}
}

func visitFunc(m *Model, id TypeID, _ Node, v *Visitor) {
	s := m.Type(id).Signature()
	v.label("convention", uint64(s.CC))
	v.edge("this", 0, s.This.id)
	v.label("parameters", uint64(len(s.Params)))
	for i, p := range s.Params {
		v.edge("parameter", i, p.id)
	}
}

func visitMemberPointer(_ *Model, _ TypeID, n Node, v *Visitor) { v.edge("class", 0, TypeID(n.Side)) }

func flag(b bool, bit uint64) uint64 {
	if b {
		return bit
	}
	return 0
}

// ShallowHash hashes a type's labels and, for each edge, the target's kind and
// name only. Equal types have equal shallow hashes.
func (m *Model) ShallowHash(id TypeID) uint64 {
	h := xxh3.New()
	var buf [8]byte
	num := func(x uint64) {
		binary.LittleEndian.PutUint64(buf[:], x)
		h.Write(buf[:])
	}
	m.Visit(id, &Visitor{
		Label: func(_ string, x uint64) { num(x) },
		Text:  func(_, s string) { num(uint64(len(s))); h.WriteString(s) },
		Edge: func(_ string, _ int, to TypeID) {
			t := m.Type(to)
			num(uint64(t.Kind()))
			if shapes(t.Kind()).named {
				h.WriteString(t.QualifiedName())
			}
		},
	})
	return h.Sum64()
}

// Walk calls visit for every type reachable from roots, each once, parents
// first. It returns early when visit returns false for a type: then that
// type's edges are not followed.
func (m *Model) Walk(roots []TypeID, visit func(Type) bool) {
	seen := make([]uint64, (len(m.nodes)+63)/64)
	stack := append([]TypeID(nil), roots...)
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if id == 0 || int(id) >= len(m.nodes) || seen[id/64]&(1<<(id%64)) != 0 {
			continue
		}
		seen[id/64] |= 1 << (id % 64)
		if !visit(Type{m, id}) {
			continue
		}
		from := len(stack)
		m.Visit(id, &Visitor{Edge: func(_ string, _ int, to TypeID) { stack = append(stack, to) }})
		for i, j := from, len(stack)-1; i < j; i, j = i+1, j-1 {
			stack[i], stack[j] = stack[j], stack[i]
		}
	}
}

// DumpType spells the shape of one type, a line per label or edge.
func (m *Model) DumpType(id TypeID) string {
	var b strings.Builder
	m.Visit(id, &Visitor{
		Label: func(n string, x uint64) { fmt.Fprintf(&b, "%s %d\n", n, x) },
		Text:  func(n, s string) { fmt.Fprintf(&b, "%s %q\n", n, s) },
		Edge:  func(n string, i int, to TypeID) { fmt.Fprintf(&b, "%s[%d] -> %s\n", n, i, m.Type(to)) },
	})
	return b.String()
}
