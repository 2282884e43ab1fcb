package link

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// record reads a struct, union or enum with fields by rustc's name for it and
// by its members.
func (d *dwarfSide) record(t abi.Type, r *Type, depth int) {
	r.Kind = Struct
	std := rustOwn(t.QualifiedName())
	if v := archVector(t.QualifiedName()); v != nil {
		*r = *v
		return
	}
	switch n := r.Name; {
	case strings.HasPrefix(n, "&") || n == "str" || strings.HasPrefix(n, "*const ") || strings.HasPrefix(n, "*mut ") || strings.HasPrefix(n, "Box<") && len(t.Fields()) > 1:
		r.Kind = Fat
		return
	case std && strings.HasPrefix(n, "NonNull<"):
		d.nonNull(t, r, depth)
		return
	case std && (strings.HasPrefix(n, "NonZero") && !strings.HasSuffix(n, "Inner") || strings.HasPrefix(n, "MaybeUninit<")):
		if in := d.wrapped(t, depth); in != nil {
			name, align := r.Name, r.Align
			*r = *in
			r.Name, r.Align = name, max(align, r.Align)
			r.NonZero, r.AnyBits = n[3] == 'Z', n[3] != 'Z'
			return
		}
	case t.Kind() == abi.KindUnion:
		r.Kind = Union
	}
	for i, f := range t.Fields() {
		if u := f.Type; f.Name == "" && u.Kind() == abi.KindUnion {
			d.variants(t, i, r, depth)
			return
		}
		if f.Type.Kind() == abi.KindUnsupported {
			r.Kind, r.Why = DataEnum, "an enum with fields"
		}
		ft := d.typ(f.Type, depth+1)
		r.Fields = append(r.Fields, Field{f.Name, ft, uint64(f.Offset) / 8})
		r.Cell = r.Cell || ft.Cell
	}
	r.Cell = r.Cell || std && strings.HasPrefix(r.Name, "UnsafeCell<")
	if r.Kind == Struct {
		d.guessRepr(r, std || strings.HasPrefix(r.Name, "("))
	}
}

func (d *dwarfSide) nonNull(t abi.Type, r *Type, depth int) {
	r.Kind, r.Mutable, r.Align = NonNull, true, r.Size
	if f := t.Fields(); len(f) == 1 {
		p := d.typ(f[0].Type, depth+1)
		if r.Elem = p.Elem; p.Kind == Fat {
			r.Kind = Fat
		}
	}
}

// wrapped is the type inside a wrapper of the standard library, nil if it is
// not there.
func (d *dwarfSide) wrapped(t abi.Type, depth int) *Type {
	for range 4 {
		var one *abi.Field
		for _, f := range t.Fields() {
			if n, ok := f.Type.Size(); ok && n > 0 {
				if one != nil {
					return nil
				}
				one = &f
			}
		}
		if one == nil {
			return nil
		}
		t = one.Type
		if !t.IsRecord() || !rustOwn(t.QualifiedName()) || !strings.HasPrefix(t.Name(), "NonZero") && !strings.HasPrefix(t.Name(), "ManuallyDrop<") && !strings.HasPrefix(t.Name(), "MaybeDangling<") {
			return d.typ(t, depth+1)
		}
	}
	return nil
}

// variants reads the discriminant and the cases of an enum with fields. Which
// repr it has is not said: a case that stands for all other values, or a
// discriminant that is not at the start, prove that it has none.
func (d *dwarfSide) variants(t abi.Type, union int, r *Type, depth int) {
	r.Kind, r.Why = DataEnum, ""
	values := map[string]uint64{}
	if union > 0 {
		tag := t.Fields()[union-1]
		for _, e := range tag.Type.Enumerators() {
			values[e.Name] = e.Value
		}
		r.Tag = &Field{Name: "the discriminant", Type: d.typ(tag.Type.Elem(), depth+1), Offset: uint64(tag.Offset) / 8}
		r.Repr.Known = r.Tag.Offset != 0
	} else {
		r.Repr.Known = true
	}
	for _, f := range t.Fields()[union].Type.Fields() {
		c := Case{Name: f.Name}
		v, ok := values[f.Name]
		c.Value, c.Other = v, !ok
		r.Repr.Known = r.Repr.Known || c.Other
		for _, m := range f.Type.Fields() {
			c.Fields = append(c.Fields, Field{m.Name, d.typ(m.Type, depth+1), uint64(f.Offset)/8 + uint64(m.Offset)/8})
		}
		r.Cases = append(r.Cases, c)
	}
	if rustOwn(t.QualifiedName()) {
		r.Repr.Known = true
		if strings.HasPrefix(r.Name, "Option<") || strings.HasPrefix(r.Name, "Result<") {
			d.option(r)
		}
	}
}

// option finds out whether None is the null or the zero of what Some holds, or
// an Err or Ok without a size that of the other (std::option and std::result,
// "Representation").
func (d *dwarfSide) option(r *Type) {
	r.Why = "its variants share no null or zero"
	for i, c := range r.Cases {
		if len(r.Cases) != 2 || r.Cases[1-i].holds() || !c.Other || len(c.Fields) != 1 || !c.Fields[0].Type.Sized || c.Fields[0].Type.Size != r.Size {
			continue
		}
		if p := c.Fields[0].Type.optional(r.Name); p != nil {
			*r = *p
			return
		}
	}
}

// optional is Option<t> if it is sure to be like t with null or zero for None.
func (t *Type) optional(name string) *Type {
	p := t.peel()
	niche := p.NonZero || p.isPointer() && p.Kind != Pointer && !p.Nullable
	for w := t; w != p; w = w.soleField() {
		niche = niche && !w.Cell // UnsafeCell hides the niche
	}
	if !niche || p.AnyBits || p.Cell {
		return nil
	}
	out := *p
	out.Nullable, out.NonZero, out.Name = true, false, name
	return &out
}

// guessRepr compares the offsets with what repr(C) gives. Other offsets prove
// repr(Rust), and so does the name of a tuple or of a struct of the standard
// library (rust); equal ones prove nothing, so Known stays false.
func (d *dwarfSide) guessRepr(r *Type, rust bool) {
	if r.soleField() != nil {
		r.Repr.Transparent = true // travels alike or is caught by the layout
		return
	}
	if rust && !r.opaque() {
		r.Repr = Repr{Known: true}
		return
	}
	var at uint64
	for _, f := range r.Fields {
		if !f.Type.Sized || f.Type.Size == 0 {
			continue
		}
		if f.Offset < at {
			r.Repr = Repr{Known: true}
			return
		}
		at = f.Offset + f.Type.Size
	}
}

// fnABI is the extern string in rustc's name of a function pointer.
func fnABI(name string) string {
	head, _, ok := strings.Cut(name, "fn(")
	if !ok {
		return ""
	}
	_, abi, ok := strings.Cut(head, `extern "`)
	if !ok {
		return "Rust"
	}
	abi, _, _ = strings.Cut(abi, `"`)
	return abi
}
