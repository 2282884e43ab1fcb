package link

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// FromModel reads the functions and statics that a Rust artifact exports from
// the debug information of rustc: what has an unmangled global symbol of its
// own name.
//
// rustc does not say there which ABI string a function has, nor repr
// attributes: [Func.ABI] is "" and [Repr.Known] false, except for a struct
// whose fields are not where repr(C) would put them.
func FromModel(name string, m *abi.Model) *Crate {
	d := &dwarfSide{m: m, types: map[abi.TypeID]*Type{}}
	c := &Crate{Name: name, Target: m.Target(), Source: "debug info", Types: map[string]*Type{}}
	if c.Target.OS == abi.Windows && hasRust(m) {
		c.Target.Env = abi.EnvGNU // for MSVC rustc writes CodeView; its names tell nothing
	}
	for t := range m.Types {
		if (t.IsRecord() || t.Kind() == abi.KindEnum) && t.Name() != "" && !t.IsDeclaration() && !strings.Contains(t.QualifiedName(), "<") && d.rust(t.Origin()) {
			c.Types[t.QualifiedName()] = d.typ(t, 0)
		}
	}
	c.Symbols, c.Issues = symbolsOf(m), m.Issues()
	c.Linked = linked(m)
	for f := range m.Funcs {
		if !d.rust(f.Origin()) || rustOwn(f.QualifiedName()) {
			continue
		}
		name := f.LinkageName()
		if name == "" {
			name = f.Name()
		}
		// Functions with equal code may share an address: the entry tells of
		// the one whose name it has.
		for _, s := range f.Symbols() {
			if s.Name != name || s.Row.Binding == abi.BindLocal || s.Row.Flags&abi.SymUndefined != 0 || rustMangled(s.Name) {
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
			if f.Has(abi.FuncNoReturn) { // how rustc says `-> !`
				fn.Result = &Type{Kind: Never, Name: "!", Sized: true, Align: 1}
			}
			c.Funcs = append(c.Funcs, fn)
			break
		}
	}
	for v := range m.Vars {
		if s := v.Symbol(); d.rust(v.Origin()) && s.ID != 0 && s.Row.Binding != abi.BindLocal && !rustMangled(s.Name) && !rustOwn(v.QualifiedName()) {
			section := m.Str(s.Row.Section)
			fixed := strings.HasPrefix(section, ".rodata") || strings.HasPrefix(section, ".data.rel.ro") || strings.HasPrefix(section, ".rdata")
			c.Statics = append(c.Statics, Static{Path: v.QualifiedName(), Symbol: s.Name, Type: d.typ(v.Type(), 0), Mutable: !fixed, Defined: true, ThreadLocal: v.Has(abi.VarThreadLocal) || s.Row.Kind == abi.SymTLS, File: m.Str(v.Origin().File), Line: v.Origin().Line})
		}
	}
	return c
}

// symbolsOf lists what others can bind to and what the artifact takes from
// others.
func symbolsOf(m *abi.Model) map[string]bool {
	out := map[string]bool{}
	own := map[string]bool{}
	for f := range m.Funcs {
		if rustOwn(f.QualifiedName()) {
			for _, s := range f.Symbols() {
				own[s.Name] = true
			}
		}
	}
	user := map[abi.StrID]bool{} // images with code that did not come with rustc
	described := map[abi.StrID]bool{}
	for i, u := range m.Units() {
		described[u.Image] = true
		if i > 0 && !strings.HasPrefix(m.Str(u.Name), "/rustc/") {
			user[u.Image] = true
		}
	}
	for i, row := range m.Symbols() {
		name := m.Str(row.Name)
		undefined := row.Flags&abi.SymUndefined != 0
		if undefined && (!user[row.Image] || implied(name)) {
			continue
		}
		if !described[row.Image] && !strings.Contains(m.Str(row.Image), ".rcgu.o") {
			continue // no code of rustc's: a C library in the same archive
		}
		if i == 0 || name == "" || row.Binding == abi.BindLocal || !undefined && (row.Visibility != abi.VisDefault || own[name]) || rustMangled(name) {
			continue
		}
		out[name] = out[name] || !undefined
	}
	return out
}

// implied reports whether compilers call a function that no source names.
func implied(symbol string) bool {
	switch symbol {
	case "memcpy", "memmove", "memset", "memcmp", "bcmp", "strlen", "_Unwind_Resume", "rust_eh_personality":
		return true
	}
	return false
}

// linked reports whether a model is of executables or shared objects, in which
// uses of own symbols have left no trace.
func linked(m *abi.Model) bool {
	for i, row := range m.Symbols() {
		if n := m.Str(row.Name); n == "__bss_start" || n == "_DYNAMIC" { // names of the linker's own
			return true
		}
		if i > 0 && row.Kind == abi.SymFunc && row.Flags&(abi.SymUndefined|abi.SymExported) == abi.SymExported && row.Binding != abi.BindLocal {
			return true
		}
	}
	return false
}

// rustOwn reports whether an item is of the libraries that come with rustc:
// what they export is for compilers.
func rustOwn(path string) bool {
	crate, _, _ := strings.Cut(path, "::")
	switch crate {
	case "std", "core", "alloc", "compiler_builtins", "panic_unwind", "panic_abort", "std_detect", "unwind":
		return true
	}
	return false
}

// rustMangled reports whether a symbol is named by rustc: _R… (RFC 2603) or the
// legacy form, whose last part is a hash. Other mangled names are of C++, and
// Rust may export them with #[export_name].
func rustMangled(symbol string) bool {
	const hash = "17h0123456789abcdefE"
	if strings.HasPrefix(symbol, "_R") {
		return true
	}
	tail := symbol[max(0, len(symbol)-len(hash)):]
	return strings.HasPrefix(symbol, "_ZN") && len(tail) == len(hash) && strings.HasPrefix(tail, "17h") && strings.HasSuffix(tail, "E") &&
		strings.Trim(tail[3:len(tail)-1], "0123456789abcdef") == ""
}

type dwarfSide struct {
	m     *abi.Model
	types map[abi.TypeID]*Type
}

func (d *dwarfSide) rust(o abi.Origin) bool { return isRust(d.m, o.Unit) }

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
		r.Align, r.Cell = r.Elem.Align, r.Elem.Cell
		r.Name = fmt.Sprintf("[%s; %d]", r.Elem.Name, r.Count)
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
		r.Fn.ABI = fnABI(n)
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
