package link

import (
	"encoding/json"
	"strconv"
	"strings"
)

// generics maps the names of type parameters to their arguments.
type generics map[string]*Type

func unknown(name, why string) *Type { return &Type{Kind: Unknown, Name: name, Why: why} }

// typ resolves a type expression.
func (r *rustdoc) typ(raw json.RawMessage, g generics) *Type {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > maxRustDepth {
		return unknown("…", "the type is nested too deeply")
	}
	var obj map[string]json.RawMessage
	if json.Unmarshal(raw, &obj) != nil {
		return unknown(string(raw), "rustdoc does not spell the type")
	}
	for kind, v := range obj { // one key
		switch kind {
		case "primitive":
			var name string
			_ = json.Unmarshal(v, &name)
			return r.primitive(name)
		case "generic":
			var name string
			_ = json.Unmarshal(v, &name)
			if t := g[name]; t != nil {
				return t
			}
			if name == "Self" && r.self != nil {
				self := r.self
				r.self = nil
				t := r.typ(self, nil)
				r.self = self
				return t
			}
			return unknown(name, "a type parameter without a known argument")
		case "raw_pointer":
			return r.pointer(Pointer, v, g)
		case "borrowed_ref":
			return r.pointer(Ref, v, g)
		case "array":
			return r.array(v, g)
		case "tuple":
			var parts []json.RawMessage
			if json.Unmarshal(v, &parts) == nil && len(parts) == 0 {
				return &Type{Kind: Unit, Name: "()", Sized: true, Align: 1}
			}
			t := &Type{Kind: Struct, Name: "a tuple", Repr: Repr{Known: true}, Why: "rustc chooses the layout of tuples"}
			for i, p := range parts {
				t.Fields = append(t.Fields, Field{Name: strconv.Itoa(i), Type: r.typ(p, g)})
			}
			r.layOut(t)
			return t
		case "function_pointer":
			var f struct {
				Sig    rdSig    `json:"sig"`
				Header rdHeader `json:"header"`
			}
			if json.Unmarshal(v, &f) != nil {
				return unknown("fn", "rustdoc does not spell the signature")
			}
			fn := r.sig(f.Sig)
			fn.ABI = abiString(f.Header.ABI)
			return r.sized(&Type{Kind: FnPtr, Name: "fn", Fn: fn})
		case "resolved_path":
			return r.path(v, g)
		case "slice", "dyn_trait":
			return &Type{Kind: Fat, Name: kind, Unsized: true}
		}
		return unknown(kind, "types of this kind are not compared")
	}
	return unknown("?", "rustdoc does not spell the type")
}

// sized gives a thin pointer the target's size.
func (r *rustdoc) sized(t *Type) *Type {
	t.Size, t.Align, t.Sized = uint64(r.target.PointerSize), uint64(r.target.PointerSize), true
	return t
}

func (r *rustdoc) pointer(k Kind, raw json.RawMessage, g generics) *Type {
	var p struct {
		Mutable bool            `json:"is_mutable"`
		Type    json.RawMessage `json:"type"`
	}
	if json.Unmarshal(raw, &p) != nil {
		return unknown(k.String(), "rustdoc does not spell the pointee")
	}
	return r.pointerTo(k, r.typ(p.Type, g), p.Mutable)
}

func (r *rustdoc) pointerTo(k Kind, elem *Type, mutable bool) *Type {
	if elem.Unsized {
		return &Type{Kind: Fat, Name: "fat " + k.String(), Elem: elem}
	}
	word := map[bool]string{true: "mut ", false: "const "}[mutable]
	name := "*" + word + elem.Name
	switch k {
	case Ref:
		name = "&" + strings.TrimPrefix(word, "const ") + elem.Name
	case Box, NonNull:
		name = map[Kind]string{Box: "Box<", NonNull: "NonNull<"}[k] + elem.Name + ">"
	}
	return r.sized(&Type{Kind: k, Name: name, Elem: elem, Mutable: mutable})
}

func (r *rustdoc) array(raw json.RawMessage, g generics) *Type {
	var a struct {
		Type json.RawMessage `json:"type"`
		Len  string          `json:"len"`
	}
	if json.Unmarshal(raw, &a) != nil {
		return unknown("array", "rustdoc does not spell the array")
	}
	elem := r.typ(a.Type, g)
	n, err := strconv.ParseUint(strings.ReplaceAll(strings.TrimSuffix(a.Len, "usize"), "_", ""), 0, 48)
	t := &Type{Kind: Array, Name: "[" + elem.Name + "; " + a.Len + "]", Elem: elem, Count: n, Align: elem.Align, Cell: elem.Cell}
	if err != nil {
		t.Why = "the array length is not a literal"
		return t
	}
	if elem.Sized && (elem.Size == 0 || n <= 1<<48/elem.Size) {
		t.Size, t.Sized = n*elem.Size, true
	}
	return t
}

// primitive maps Rust's primitive types (Rust reference, Type layout).
func (r *rustdoc) primitive(name string) *Type {
	ptr := uint64(r.target.PointerSize)
	t := &Type{Name: name, Sized: true}
	switch name {
	case "unit":
		t.Kind, t.Name, t.Align = Unit, "()", 1
		return t
	case "never":
		t.Kind, t.Name, t.Align = Never, "!", 1
		return t
	case "bool":
		t.Kind, t.Size = Bool, 1
	case "char":
		t.Kind, t.Size = Char, 4
	case "usize", "isize":
		t.Kind, t.Size, t.Signed = Int, ptr, name == "isize"
	case "f16", "f32", "f64", "f128":
		bits, _ := strconv.Atoi(name[1:])
		t.Kind, t.Size = Float, uint64(bits/8)
	case "str", "slice":
		return &Type{Kind: Fat, Name: name, Unsized: true}
	default:
		bits, err := strconv.Atoi(name[1:])
		if err != nil || (name[0] != 'i' && name[0] != 'u') {
			return unknown(name, "not a type that has a C counterpart")
		}
		t.Kind, t.Size, t.Signed = Int, uint64(bits/8), name[0] == 'i'
	}
	t.Align = scalarAlign(r.target, t.Size)
	return t
}
