package verify

import (
	"sort"

	"github.com/tenon-abi/tenon/abi"
)

// RowKind says what a row of a picture stands for.
type RowKind string

// Kinds of rows.
const (
	RowField   RowKind = "field"
	RowBits    RowKind = "bit-field"
	RowBase    RowKind = "base"
	RowVptr    RowKind = "vptr"
	RowHole    RowKind = "hole"    // bytes between members that nothing uses
	RowPadding RowKind = "padding" // bytes after the last member
)

// Mark says how a row differs from its counterpart in another picture.
type Mark string

// Marks. The zero value means the same, or nothing to compare with.
const (
	MarkMoved   Mark = "moved"
	MarkAdded   Mark = "added"
	MarkRemoved Mark = "removed"
	MarkResized Mark = "resized"
	MarkRetyped Mark = "retyped"
)

// Row is a run of bits of a record.
type Row struct {
	Name   string   `json:"name,omitempty"`
	Type   string   `json:"type,omitempty"`
	Kind   RowKind  `json:"kind"`
	Offset abi.Bits `json:"offset_bits"`
	Size   abi.Bits `json:"size_bits"`
	Depth  int      `json:"depth,omitempty"` // 1 and more: inside of a base
	Mark   Mark     `json:"mark,omitempty"`
}

// Picture is a record layout as data: rows in order of offset.
type Picture struct {
	Title   string    `json:"title"` // what this one is: "in a.o", "old", a target
	Type    string    `json:"type"`
	Size    abi.Bytes `json:"size"`
	Align   abi.Bytes `json:"align,omitempty"` // 0 = not known
	Unknown bool      `json:"unknown,omitempty"`
	Rows    []Row     `json:"rows"`
	Cut     int       `json:"cut,omitempty"` // rows left out
}

const (
	maxRows  = 400
	maxDepth = 8
)

// PictureOf draws the layout of a record as built. Empty members have size 0.
func PictureOf(t abi.Type, title string) Picture {
	t = t.Strip()
	p := Picture{Title: title, Type: t.QualifiedName(), Align: abi.Bytes(t.Node().Align)}
	size, ok := t.Size()
	if !ok || !t.IsRecord() || t.IsDeclaration() {
		p.Unknown = true
		return p
	}
	p.Size = size
	p.add(t, 0, 0)
	sort.SliceStable(p.Rows, func(i, j int) bool { return p.Rows[i].Offset < p.Rows[j].Offset })
	if len(p.Rows) > maxRows {
		p.Cut = len(p.Rows) - maxRows
		p.Rows = p.Rows[:maxRows]
		return p
	}
	p.holes()
	return p
}

// add appends the rows of t, which lies at byte off.
func (p *Picture) add(t abi.Type, off abi.Bits, depth int) {
	if depth > maxDepth || len(p.Rows) > maxRows {
		return
	}
	for _, b := range t.Bases() {
		bt := b.Type.Strip()
		if b.Virtual || !b.Known || b.Offset < 0 {
			continue // placed by the most derived class
		}
		at := off + abi.Bytes(b.Offset).Bits()
		p.Rows = append(p.Rows, Row{Name: bt.QualifiedName(), Kind: RowBase, Offset: at, Depth: depth})
		p.add(bt, at, depth+1)
	}
	if at, ok := t.VptrOffset(); ok && !hasVptrField(t) {
		p.Rows = append(p.Rows, Row{Name: "vptr", Kind: RowVptr, Offset: off + at.Bits(),
			Size: t.Model().Target().PointerSize.Bits(), Depth: depth})
	}
	for _, f := range t.Fields() {
		r := Row{Name: f.Name, Type: f.Type.String(), Kind: RowField, Offset: off + f.Offset, Depth: depth}
		switch {
		case f.BitField:
			r.Kind, r.Size = RowBits, abi.Bits(f.Bits)
		default:
			if s, ok := f.Type.Size(); ok && !isEmpty(f.Type) {
				r.Size = s.Bits()
			}
		}
		if f.Flags&abi.FieldVptr != 0 {
			r.Name, r.Kind = "vptr", RowVptr
		}
		p.Rows = append(p.Rows, r)
	}
}

func hasVptrField(t abi.Type) bool {
	for _, f := range t.FieldRows() {
		if f.Flags&abi.FieldVptr != 0 {
			return true
		}
	}
	return false
}

func isEmpty(t abi.Type) bool {
	t = t.Strip()
	return t.IsRecord() && !t.IsDeclaration() && len(t.FieldRows()) == 0 && len(t.Bases()) == 0
}

// holes inserts rows for bits that no row covers.
func (p *Picture) holes() {
	end := abi.Bits(0)
	var out []Row
	for _, r := range p.Rows {
		if r.Offset > end {
			out = append(out, Row{Kind: RowHole, Offset: end, Size: r.Offset - end})
			end = r.Offset
		}
		out = append(out, r)
		end = max(end, r.Offset+r.Size)
	}
	if total := p.Size.Bits(); total > end {
		out = append(out, Row{Kind: RowPadding, Offset: end, Size: total - end})
	}
	p.Rows = out
}

// MarkChanges marks, in both pictures, the rows that differ between them.
// Rows correspond by kind of row, depth and name.
func MarkChanges(a, b *Picture) {
	key := func(r Row) string {
		kind := r.Kind
		if kind == RowBits {
			kind = RowField
		}
		return string(kind) + utoa(uint64(r.Depth)) + r.Name
	}
	index := func(p *Picture) map[string]int {
		m := map[string]int{}
		for i, r := range p.Rows {
			if _, dup := m[key(r)]; !dup && r.Kind != RowHole && r.Kind != RowPadding {
				m[key(r)] = i
			}
		}
		return m
	}
	in := index(b)
	for k, i := range index(a) {
		j, ok := in[k]
		if !ok {
			a.Rows[i].Mark = MarkRemoved
			continue
		}
		delete(in, k)
		x, y := &a.Rows[i], &b.Rows[j]
		var m Mark
		switch {
		case x.Size != y.Size:
			m = MarkResized
		case x.Offset != y.Offset:
			m = MarkMoved
		case x.Type != y.Type:
			m = MarkRetyped
		}
		x.Mark, y.Mark = m, m
	}
	for _, j := range in {
		b.Rows[j].Mark = MarkAdded
	}
}
