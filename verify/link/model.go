package link

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// langRust is DW_LANG_Rust (DWARF 5 §7.12).
const langRust = 0x1c

// FromModel reads the functions and statics that a Rust artifact exports from
// the debug information of rustc: what has an unmangled global symbol of its
// own name.
//
// rustc does not say there which ABI string a function has, nor repr
// attributes: [Func.ABI] is "" and [Repr.Known] false, except for a struct
// whose fields are not where repr(C) would put them.
func FromModel(name string, m *abi.Model) *Crate {
	d := &dwarfSide{m: m, types: map[abi.TypeID]*Type{}, pointers: map[string]abi.TypeID{}}
	for t := range m.Types {
		if n := t.Name(); t.Kind() == abi.KindPointer && n != "" {
			if _, ok := d.pointers[n]; !ok {
				d.pointers[n] = t.ID()
			}
		}
	}
	c := &Crate{Name: name, Target: m.Target(), Source: "debug info", Types: map[string]*Type{}}
	for t := range m.Types {
		if (t.IsRecord() || t.Kind() == abi.KindEnum) && t.Name() != "" && !t.IsDeclaration() && !strings.Contains(t.QualifiedName(), "<") && d.rust(t.Origin()) {
			c.Types[t.QualifiedName()] = d.typ(t, 0)
		}
	}
	for f := range m.Funcs {
		if !d.rust(f.Origin()) {
			continue
		}
		for _, s := range f.Symbols() {
			if s.Row.Binding == abi.BindLocal || s.Row.Flags&abi.SymUndefined != 0 || mangled(s.Name) {
				continue
			}
			fn := Func{Path: f.QualifiedName(), Symbol: s.Name, Defined: true, File: m.Str(f.Origin().File), Line: f.Origin().Line, Variadic: f.Has(abi.FuncVariadic), Untyped: f.Has(abi.FuncParamsLost)}
			for _, p := range f.Params() {
				fn.Params = append(fn.Params, Param{p.Name, d.typ(p.Type, 0)})
			}
			if r := f.Result(); !r.IsVoid() && !r.IsNone() {
				if t := d.typ(r, 0); t.Kind != Unit {
					fn.Result = t
				}
			}
			c.Funcs = append(c.Funcs, fn)
			break
		}
	}
	for v := range m.Vars {
		if s := v.Symbol(); d.rust(v.Origin()) && s.ID != 0 && s.Row.Binding != abi.BindLocal && !mangled(s.Name) {
			c.Statics = append(c.Statics, Static{Path: v.QualifiedName(), Symbol: s.Name, Type: d.typ(v.Type(), 0), Defined: true, File: m.Str(v.Origin().File), Line: v.Origin().Line})
		}
	}
	return c
}

func mangled(symbol string) bool {
	return strings.HasPrefix(symbol, "_ZN") || strings.HasPrefix(symbol, "_R")
}

type dwarfSide struct {
	m        *abi.Model
	types    map[abi.TypeID]*Type
	pointers map[string]abi.TypeID // by rustc's name: "&mut T"
}

func (d *dwarfSide) rust(o abi.Origin) bool {
	u := d.m.Units()
	return int(o.Unit) < len(u) && (u[o.Unit].Language == langRust || u[o.Unit].Compiler == abi.CompilerRustc)
}

func (d *dwarfSide) typ(t abi.Type, depth int) *Type {
	if depth > maxRustDepth {
		return unknown(t.Name(), "the type is nested too deeply")
	}
	if r := d.types[t.ID()]; r != nil {
		return r
	}
	r := &Type{Name: t.Name()}
	d.types[t.ID()] = r
	size, ok := t.Size()
	r.Size, r.Sized = uint64(size), ok
	r.Align = uint64(t.Node().Align)
	switch k := t.Kind(); {
	case k == abi.KindVoid || k == abi.KindNone:
		*r = Type{Kind: Unit, Name: "()", Sized: true, Align: 1}
	case k == abi.KindBase:
		d.base(t, r)
	case k == abi.KindPointer:
		d.pointer(t, r, depth)
	case k == abi.KindArray:
		r.Kind, r.Elem = Array, d.typ(t.Elem(), depth+1)
		r.Count, _ = t.Count()
		r.Align = r.Elem.Align
	case k == abi.KindEnum:
		r.Kind = Enum
		if u := t.Elem().Strip(); !u.IsNone() {
			r.Signed, _ = isSigned(u)
		}
		for _, e := range t.Enumerators() {
			r.Variants = append(r.Variants, Variant{e.Name, e.Value})
		}
		r.Align = max(r.Align, r.Size)
	case k.IsRecord():
		d.record(t, r, depth)
	case k == abi.KindTypedef || k.IsQualifier():
		*r = *d.typ(t.Elem(), depth+1)
	default:
		r.Kind, r.Why = Unknown, "debug information of kind "+k.String()
	}
	return r
}

func (d *dwarfSide) base(t abi.Type, r *Type) {
	r.Align = scalarAlign(d.m.Target(), r.Size)
	switch t.Encoding() {
	case abi.EncBool:
		r.Kind = Bool
	case abi.EncFloat:
		r.Kind = Float
	case abi.EncUTF:
		r.Kind = Char
	case abi.EncSigned, abi.EncCharSigned:
		r.Kind, r.Signed = Int, true
	case abi.EncUnsigned, abi.EncCharUnsigned:
		r.Kind = Int
	default:
		r.Kind, r.Why = Unknown, "a scalar of encoding "+t.Encoding().String()
	}
	switch {
	case r.Name == "char" && r.Size == 4:
		r.Kind = Char
	case r.Name == "()":
		r.Kind, r.Size, r.Sized, r.Align = Unit, 0, true, 1
	case r.Name == "!":
		r.Kind = Never
	}
}

// pointer reads rustc's named pointers.
func (d *dwarfSide) pointer(t abi.Type, r *Type, depth int) {
	r.Align = r.Size
	switch n := r.Name; {
	case strings.HasPrefix(n, "&mut "):
		r.Kind, r.Mutable = Ref, true
	case strings.HasPrefix(n, "&"):
		r.Kind = Ref
	case strings.HasPrefix(n, "*const "):
		r.Kind = Pointer
	case strings.HasPrefix(n, "*mut "):
		r.Kind, r.Mutable = Pointer, true
	case strings.Contains(n, "Box<"):
		r.Kind, r.Mutable = Box, true
	default:
		r.Kind, r.Mutable = FnPtr, true
		if t.Elem().Strip().Kind() != abi.KindFunc {
			r.Kind, r.Why = Unknown, "a pointer without a Rust name"
			return
		}
		r.Fn = d.sig(t.Elem().Strip(), depth)
		return
	}
	r.Elem = d.typ(t.Elem(), depth+1)
}

func (d *dwarfSide) sig(t abi.Type, depth int) *Func {
	s := t.Signature()
	f := &Func{Variadic: s.Variadic}
	for _, p := range s.Params {
		f.Params = append(f.Params, Param{"", d.typ(p, depth+1)})
	}
	if !s.Result.IsVoid() && !s.Result.IsNone() {
		if r := d.typ(s.Result, depth+1); r.Kind != Unit {
			f.Result = r
		}
	}
	return f
}

func (d *dwarfSide) record(t abi.Type, r *Type, depth int) {
	r.Kind = Struct
	switch n := r.Name; {
	case t.Kind() == abi.KindUnion:
		r.Kind = Union
	case strings.HasPrefix(n, "&") || n == "str":
		r.Kind = Fat
		return
	case strings.HasPrefix(n, "Option<") && strings.HasSuffix(n, ">"):
		d.option(n[len("Option<"):len(n)-1], r, depth)
		return
	case strings.HasPrefix(n, "NonNull<"):
		r.Kind, r.Mutable, r.Align = NonNull, true, r.Size
		if f := t.Fields(); len(f) == 1 {
			r.Elem = d.typ(f[0].Type.Strip(), depth+1).Elem
		}
		return
	}
	for _, f := range t.Fields() {
		if f.Type.Kind() == abi.KindUnsupported {
			r.Kind, r.Why = DataEnum, "an enum with fields"
		}
		r.Fields = append(r.Fields, Field{f.Name, d.typ(f.Type, depth+1), uint64(f.Offset) / 8})
	}
	if r.Kind == Struct {
		d.guessRepr(r)
	}
}

// option reads Option<T> by T's name: None is null when T is a pointer that
// can't be.
func (d *dwarfSide) option(inner string, r *Type, depth int) {
	r.Kind, r.Why = DataEnum, "Option of a type that is not followed"
	if r.Size != uint64(d.m.Target().PointerSize) {
		return
	}
	if id, ok := d.pointers[inner]; ok {
		p := *d.typ(d.m.Type(id), depth+1)
		if p.Kind == Ref || p.Kind == Box || p.Kind == FnPtr {
			name := r.Name
			*r = p
			r.Name, r.Nullable = name, true
			return
		}
	}
	kind := Unknown
	switch {
	case strings.HasPrefix(inner, "&"):
		kind = Ref
	case strings.Contains(inner, "Box<"):
		kind = Box
	case strings.Contains(inner, "NonNull<"):
		kind = NonNull
	case strings.Contains(inner, "fn("):
		kind = FnPtr
	default:
		return
	}
	r.Kind, r.Why, r.Nullable, r.Align = kind, "", true, r.Size
	r.Mutable = kind != Ref || strings.HasPrefix(inner, "&mut ")
}

// guessRepr compares the offsets with what repr(C) gives. Other offsets prove
// repr(Rust); equal ones prove nothing, so Known stays false.
func (d *dwarfSide) guessRepr(r *Type) {
	if r.soleField() != nil {
		r.Repr.Transparent = true // travels alike or is caught by the layout
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
