package link

import "encoding/json"

// enum reads an enum and lays it out as far as its repr fixes the layout (Rust
// reference, "Type layout": the C representation and primitive
// representations of enums).
func (r *rustdoc) enum(t *Type, ids []json.Number, g generics) {
	t.Kind = Enum
	next := uint64(0)
	for _, id := range ids {
		v := r.doc.Index[id.String()]
		var body struct {
			Kind         json.RawMessage `json:"kind"`
			Discriminant *struct {
				Value string `json:"value"`
			} `json:"discriminant"`
		}
		if json.Unmarshal(v.Inner["variant"], &body) != nil {
			t.Kind, t.Why = Unknown, "a variant that rustdoc does not spell"
			return
		}
		if body.Discriminant != nil {
			n, ok := parseInt(body.Discriminant.Value)
			if !ok {
				t.Kind, t.Why = Unknown, "a discriminant that is not a number"
				return
			}
			next = n
		}
		k := Case{Name: v.Name, Value: next}
		if string(body.Kind) != `"plain"` {
			t.Kind = DataEnum
			var s Type
			r.fields(&s, variantFields(body.Kind), g)
			k.Fields = s.Fields
		}
		t.Cases = append(t.Cases, k)
		t.Variants = append(t.Variants, Variant{v.Name, next})
		next++
	}
	tag := Type{}
	switch {
	case t.Repr.Int != "":
		tag = *r.primitive(t.Repr.Int)
	case t.Repr.C:
		tag = Type{Kind: Int, Name: "i32", Size: 4, Align: 4, Sized: true}
		for _, v := range t.Variants {
			tag.Signed = tag.Signed || int64(v.Value) < 0
		}
	}
	if t.Kind == Enum {
		t.Cases = nil
		t.Size, t.Align, t.Signed, t.Sized = tag.Size, tag.Align, tag.Signed, tag.Sized
		return
	}
	t.Variants = nil
	if !tag.Sized {
		t.Why = "an enum with fields and without repr(C) or an integer repr"
		return
	}
	r.layOutEnum(t, &tag)
}

// variantFields are the fields of a variant, which rustdoc spells like those of
// structs.
func variantFields(raw json.RawMessage) []json.Number {
	var k struct {
		Struct json.RawMessage `json:"struct"`
	}
	if json.Unmarshal(raw, &k) == nil && k.Struct != nil {
		var s struct {
			Fields []json.Number `json:"fields"`
		}
		_ = json.Unmarshal(k.Struct, &s)
		return s.Fields
	}
	return structFields(raw)
}

// layOutEnum computes the layout of an enum with fields: with repr(C) the
// discriminant and behind it a union of repr(C) structs, with an integer repr
// alone a union of repr(C) structs that begin with the discriminant.
func (r *rustdoc) layOutEnum(t, tag *Type) {
	t.Tag = &Field{Name: "the discriminant", Type: tag}
	t.Sized, t.Align = true, tag.Align
	start := tag.Size
	for _, k := range t.Cases {
		for _, f := range k.Fields {
			if !f.Type.Sized {
				t.Sized, t.Why = false, "field "+f.Name+" of "+k.Name+": "+f.Type.why()
				return
			}
			t.Align = max(t.Align, f.Type.Align)
		}
	}
	if t.Repr.C {
		most := uint64(1)
		for _, k := range t.Cases {
			for _, f := range k.Fields {
				most = max(most, f.Type.Align)
			}
		}
		start = up(start, most)
	}
	end := tag.Size
	for i := range t.Cases {
		at := start
		for j := range t.Cases[i].Fields {
			f := &t.Cases[i].Fields[j]
			at = up(at, max(f.Type.Align, 1))
			f.Offset = at
			at += f.Type.Size
			end = max(end, at)
			t.Cell = t.Cell || f.Type.Cell
		}
	}
	t.Align = max(t.Align, t.Repr.Align)
	t.Size = up(end, t.Align)
}

func up(n, align uint64) uint64 { return (n + align - 1) / align * align }
