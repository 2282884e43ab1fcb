package link

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// scalarAlign is the alignment rustc gives a scalar of a size, in bytes
// (measured with rustc 1.95; ABI of the C compilers of each target).
func scalarAlign(t abi.Target, size uint64) uint64 {
	switch {
	case size == 16 && t.Arch == abi.ARM:
		return 8
	case size == 8 && t.Arch == abi.I386 && t.OS != abi.Windows:
		return 4
	}
	return size
}

// path resolves a named type: an item of the crate or a known type of the
// standard library.
func (r *rustdoc) path(raw json.RawMessage, g generics) *Type {
	var p struct {
		Path string      `json:"path"`
		ID   json.Number `json:"id"`
		Args *struct {
			Angle *struct {
				Args []map[string]json.RawMessage `json:"args"`
			} `json:"angle_bracketed"`
		} `json:"args"`
	}
	if json.Unmarshal(raw, &p) != nil {
		return unknown("path", "rustdoc does not spell the path")
	}
	var args []*Type
	if p.Args != nil && p.Args.Angle != nil {
		for _, a := range p.Args.Angle.Args {
			if t := a["type"]; t != nil {
				args = append(args, r.typ(t, g))
			}
		}
	}
	id := p.ID.String()
	if item, ok := r.doc.Index[id]; ok && item.CrateID == 0 {
		return r.item(id, item, args)
	}
	full := r.doc.Paths[id].Path
	if len(full) == 0 {
		full = strings.Split(p.Path, "::")
	}
	return r.std(strings.Join(full, "::"), full[len(full)-1], args)
}

// item is a type defined in the crate.
func (r *rustdoc) item(id string, item rdItem, args []*Type) *Type {
	key := id
	for _, a := range args {
		key += fmt.Sprintf(",%p", a) // names may repeat
	}
	if t := r.seen[key]; t != nil {
		return t
	}
	t := &Type{Name: item.Name, Repr: reprOf(item)}
	r.seen[key] = t
	for kind, raw := range item.Inner { // one key
		var body struct {
			Generics struct {
				Params []struct {
					Name string                     `json:"name"`
					Kind map[string]json.RawMessage `json:"kind"`
				} `json:"params"`
			} `json:"generics"`
			Type     json.RawMessage `json:"type"`
			Kind     json.RawMessage `json:"kind"`
			Fields   []json.Number   `json:"fields"`
			Variants []json.Number   `json:"variants"`
		}
		if json.Unmarshal(raw, &body) != nil {
			break
		}
		g := generics{}
		for _, p := range body.Generics.Params {
			if p.Kind["type"] == nil {
				continue
			}
			if len(g) < len(args) {
				g[p.Name] = args[len(g)]
			}
		}
		switch kind {
		case "type_alias":
			*t = *r.typ(body.Type, g)
			return t
		case "struct":
			t.Kind = Struct
			r.fields(t, structFields(body.Kind), g)
			r.layOut(t)
			return t
		case "union":
			t.Kind = Union
			r.fields(t, body.Fields, g)
			r.layOut(t)
			return t
		case "enum":
			r.enum(t, body.Variants, g)
			return t
		case "extern_type":
			t.Kind, t.Name = Struct, item.Name
			return t
		}
	}
	t.Kind, t.Why = Unknown, "an item that is no type"
	return t
}

func structFields(raw json.RawMessage) []json.Number {
	var k struct {
		Plain *struct {
			Fields []json.Number `json:"fields"`
		} `json:"plain"`
		Tuple []*json.Number `json:"tuple"`
	}
	if json.Unmarshal(raw, &k) != nil {
		return nil
	}
	if k.Plain != nil {
		return k.Plain.Fields
	}
	var out []json.Number
	for _, n := range k.Tuple {
		if n != nil {
			out = append(out, *n)
		}
	}
	return out
}

func (r *rustdoc) fields(t *Type, ids []json.Number, g generics) {
	for _, id := range ids {
		f := r.doc.Index[id.String()]
		ft := unknown(f.Name, "rustdoc does not describe the field")
		if raw := f.Inner["struct_field"]; raw != nil {
			ft = r.typ(raw, g)
		}
		t.Fields = append(t.Fields, Field{Name: f.Name, Type: ft})
	}
}

func reprOf(item rdItem) Repr {
	rep := Repr{Known: true}
	for _, raw := range item.Attrs {
		var a struct {
			Repr *struct {
				Kind   string  `json:"kind"`
				Align  *uint64 `json:"align"`
				Packed *uint64 `json:"packed"`
				Int    *string `json:"int"`
			} `json:"repr"`
		}
		if json.Unmarshal(raw, &a) != nil || a.Repr == nil {
			continue
		}
		rep.C = rep.C || a.Repr.Kind == "c"
		rep.Transparent = rep.Transparent || a.Repr.Kind == "transparent"
		if a.Repr.Align != nil {
			rep.Align = *a.Repr.Align
		}
		if a.Repr.Packed != nil {
			rep.Packed = *a.Repr.Packed
		}
		if a.Repr.Int != nil {
			rep.Int = *a.Repr.Int
		}
	}
	return rep
}

// layOut computes size, alignment and offsets of a struct or union (Rust
// reference, "The C representation"). repr(Rust) stays without offsets: only a
// struct of at most one field that takes space has a layout that is certain.
func (r *rustdoc) layOut(t *Type) {
	certain := t.Repr.C || t.Repr.Transparent || t.soleField() != nil || len(t.Fields) == 0
	t.Align, t.Sized = 1, certain
	var at uint64
	for i := range t.Fields {
		f := &t.Fields[i]
		if !f.Type.Sized {
			t.Sized = false
			continue
		}
		t.Cell = t.Cell || f.Type.Cell
		align := max(f.Type.Align, 1)
		if t.Repr.Packed != 0 {
			align = min(align, t.Repr.Packed)
		}
		t.Align = max(t.Align, align)
		if t.Kind == Union {
			at = max(at, f.Type.Size)
			continue
		}
		at = (at + align - 1) / align * align
		f.Offset = at
		at += f.Type.Size
	}
	t.Align = max(t.Align, t.Repr.Align)
	t.Size = (at + t.Align - 1) / t.Align * t.Align
}

// std is a type of another crate that tenon knows by its path.
func (r *rustdoc) std(full, last string, args []*Type) *Type {
	arg := unknown(last, "its argument is not known")
	if len(args) > 0 {
		arg = args[0]
	}
	if c, ok := r.cAlias(full, last); ok {
		return c
	}
	switch last {
	case "c_void":
		return &Type{Kind: Unit, Name: "c_void", Align: 1}
	case "Option":
		name := "Option<" + arg.Name + ">"
		if t := arg.optional(name); t != nil {
			return t
		}
		return &Type{Kind: DataEnum, Name: name, Elem: arg, Repr: Repr{Known: true}, Why: "Option of a type without a niche for None"}
	case "Result":
		if len(args) == 2 {
			name := "Result<" + args[0].Name + ", " + args[1].Name + ">"
			for i, t := range args {
				if o := t.optional(name); o != nil && args[1-i].empty() {
					return o
				}
			}
			return &Type{Kind: DataEnum, Name: name, Repr: Repr{Known: true}, Why: "its variants share no null or zero"}
		}
	case "CStr", "OsStr", "Path":
		return &Type{Kind: Fat, Name: last, Unsized: true}
	case "NonNull":
		return r.pointerTo(NonNull, arg, true)
	case "Box":
		return r.pointerTo(Box, arg, true)
	case "Pin", "ManuallyDrop", "Wrapping", "AssertUnwindSafe", "Saturating":
		t := *arg
		return &t
	case "MaybeUninit":
		t := *arg
		t.AnyBits = true
		return &t
	case "UnsafeCell", "SyncUnsafeCell", "Cell":
		t := *arg
		t.Cell = true
		return &t
	case "PhantomData", "PhantomPinned":
		return &Type{Kind: Struct, Name: last, Sized: true, Align: 1, Repr: Repr{Known: true, C: true}}
	case "NonZero":
		t := *arg
		t.NonZero = true
		return &t
	case "AtomicPtr":
		return r.pointerTo(Pointer, arg, true).atomic()
	case "Atomic":
		t := *arg
		return t.atomic()
	}
	if name, ok := strings.CutPrefix(last, "Atomic"); ok {
		return r.primitive(strings.ToLower(name)).atomic()
	}
	if name, ok := strings.CutPrefix(last, "NonZero"); ok {
		t := r.primitive(strings.ToLower(name))
		t.NonZero = true
		return t
	}
	if t := archVector(full); t != nil {
		return t
	}
	if rustOwn(full) {
		return &Type{Kind: Struct, Name: full, Repr: Repr{Known: true}, Fields: []Field{{Type: unknown("", "private")}}, Why: "rustc chooses the layout of " + full}
	}
	return unknown(full, "a type of another crate: give that crate to --rust too")
}

// atomic makes a scalar an atomic one (std::sync::atomic: "the same size and
// bit validity", aligned to its size).
func (t *Type) atomic() *Type {
	t.Cell, t.Align = true, t.Size
	return t
}

// cAlias maps core::ffi, std::os::raw and libc names to scalars.
func (r *rustdoc) cAlias(full, last string) (*Type, bool) {
	if !strings.HasPrefix(full, "core::ffi") && !strings.HasPrefix(full, "std::") && !strings.HasPrefix(full, "libc::") && !strings.HasPrefix(full, "alloc::") {
		return nil, false
	}
	long := "i64"
	if r.target.PointerSize == 4 || r.target.OS == abi.Windows {
		long = "i32"
	}
	char := "i8"
	if r.target.ELF() && r.target.Arch != abi.X86_64 && r.target.Arch != abi.I386 {
		char = "u8"
	}
	name := map[string]string{
		"c_char": char, "c_schar": "i8", "c_uchar": "u8", "c_short": "i16", "c_ushort": "u16", "c_int": "i32", "c_uint": "u32",
		"c_long": long, "c_ulong": "u" + long[1:], "c_longlong": "i64", "c_ulonglong": "u64", "c_float": "f32", "c_double": "f64",
		"size_t": "usize", "ssize_t": "isize", "intptr_t": "isize", "uintptr_t": "usize", "ptrdiff_t": "isize",
		"int8_t": "i8", "int16_t": "i16", "int32_t": "i32", "int64_t": "i64",
		"uint8_t": "u8", "uint16_t": "u16", "uint32_t": "u32", "uint64_t": "u64",
	}[last]
	if name == "" {
		return nil, false
	}
	t := r.primitive(name)
	t.Name = last
	return t, true
}

func parseInt(s string) (uint64, bool) {
	neg := strings.HasPrefix(s, "-")
	var n uint64
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > 20 {
		return 0, false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	if neg {
		n = -n
	}
	return n, true
}
