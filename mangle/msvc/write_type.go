package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// builtinCode is the code of a builtin type, "" if Visual C++ has none.
func builtinCode(name string) string {
	if name == nullptrType || name == "decltype(nullptr)" {
		return "$$T"
	}
	for c, n := range builtins {
		if n == name && n != "" {
			return string(rune(c))
		}
	}
	for c, n := range builtins2 {
		if n == name && n != "" {
			return "_" + string(rune(c))
		}
	}
	return ""
}

// typ writes a type without its own const and volatile.
func (w *writer) typ(t *node) {
	if !w.enter(t) {
		return
	}
	defer w.leave()
	switch t.Kind {
	case ast.Qualified:
		inner, q := split(t)
		if inner != nil && (inner.Kind == ast.Pointer || inner.Kind == ast.MemberPointer) {
			p := *inner
			p.Quals |= q
			inner = &p
		}
		w.typ(inner)
	case ast.Builtin:
		code := builtinCode(t.Text)
		if code == "" {
			w.unknowable("type " + t.Text + " on Windows")
		}
		w.str(code)
	case ast.Elaborated:
		w.tagged(t)
	case ast.VendorType:
		w.byte('?')
		w.identifier(t.Text)
		w.byte('@')
	case ast.Pointer, ast.LRef, ast.RRef, ast.MemberPointer:
		w.pointer(t)
	case ast.Array:
		w.array(t)
	case ast.Function:
		w.str("$$A")
		if t.Flags&ast.Member != 0 {
			w.str("8@@")
		} else {
			w.byte('6')
		}
		w.functionType(t, t.Flags&ast.Member != 0)
	case ast.Name, ast.Template:
		w.unknowable("whether a type is a class, struct, union or enum")
	default:
		w.unknowable("a type of an unexpected kind")
	}
}

func (w *writer) tagged(t *node) {
	switch t.Text {
	case "union":
		w.byte('T')
	case "struct":
		w.byte('U')
	case "class":
		w.byte('V')
	case "enum":
		w.str("W4")
	default:
		w.unknowable("class-key")
	}
	w.typeName(t.Elem)
}

func (w *writer) pointer(t *node) {
	switch t.Kind {
	case ast.LRef:
		w.byte('A')
	case ast.RRef:
		w.str("$$Q")
	default:
		w.quals(t.Quals, 'P')
	}
	to, _ := split(t.Elem)
	if to == nil {
		w.unknowable("what a pointer points to")
		return
	}
	if to.Kind == ast.Function {
		if t.Kind == ast.MemberPointer {
			w.byte('8')
			w.typeName(t.Scope)
			w.functionType(to, true)
		} else {
			w.byte('6')
			w.functionType(to, false)
		}
		return
	}
	w.ext(t.Quals)
	q := allCV(t.Elem)
	if t.Kind == ast.MemberPointer {
		w.quals(q, 'Q')
		w.typeName(t.Scope)
	} else {
		w.quals(q, 'A')
	}
	w.typ(t.Elem)
}

// array writes all dimensions at once.
func (w *writer) array(t *node) {
	w.byte('Y')
	rank := uint64(0)
	for a := t; a != nil && a.Kind == ast.Array; a = a.Elem {
		rank++
	}
	w.number(rank)
	a := t
	for ; a != nil && a.Kind == ast.Array; a = a.Elem {
		if len(a.Kids) > 0 {
			w.unknowable("an array bound")
		}
		if a.Text == "" {
			w.number(0)
		} else {
			w.decimal(a.Text)
		}
	}
	if e, q := split(a); q != 0 && e.Kind != ast.Pointer && e.Kind != ast.MemberPointer {
		w.str("$$C")
		w.quals(q, 'A')
	}
	w.typ(a)
}

// result writes a type as the result of a function: classes and what has
// qualifiers stand behind "?".
func (w *writer) result(t *node) {
	if t == nil {
		w.byte('@')
		return
	}
	in, q := split(t)
	switch {
	case in == nil:
	case in.Kind == ast.Pointer, in.Kind == ast.MemberPointer:
	case q != 0, in.Kind == ast.Elaborated, in.Kind == ast.VendorType, in.Kind == ast.Builtin && (in.Text == "auto" || in.Text == "decltype(auto)"):
		w.byte('?')
		w.quals(q, 'A')
	}
	w.typ(t)
}

func (w *writer) conv(c ast.Conv) {
	for letter, v := range convs {
		if v == c && c != 0 {
			w.byte(byte(letter))
			return
		}
	}
	w.unknowable("calling convention")
}

func (w *writer) functionType(f *node, hasThis bool) {
	if !w.enter(f) {
		return
	}
	defer w.leave()
	if hasThis {
		w.ext(f.Quals)
		switch {
		case f.Quals&ast.RefL != 0:
			w.byte('G')
		case f.Quals&ast.RefR != 0:
			w.byte('H')
		}
		w.quals(f.Quals, 'A')
	}
	w.conv(f.Conv)
	w.result(f.Elem)
	for _, p := range f.Kids {
		w.param(p)
	}
	switch {
	case f.Flags&ast.Variadic != 0:
		w.byte('Z')
	case len(f.Kids) == 0:
		w.byte('X')
	default:
		w.byte('@')
	}
	if f.Flags&ast.Noexcept != 0 {
		w.str("_E")
	} else {
		w.byte('Z')
	}
}

// param writes a parameter's type or the digit of an equal earlier one.
func (w *writer) param(p *node) {
	id := w.id(p)
	for i, old := range w.params {
		if old == id {
			w.byte('0' + byte(i))
			return
		}
	}
	at := len(w.buf)
	w.typ(p)
	if len(w.buf)-at > 1 && len(w.params) < maxRefs {
		w.params = append(w.params, id)
	}
}

// arg writes a template argument.
func (w *writer) arg(a *node) {
	if !w.enter(a) {
		return
	}
	defer w.leave()
	switch a.Kind {
	case ast.Pack:
		if len(a.Kids) > 0 {
			for _, k := range a.Kids {
				w.arg(k)
			}
			return
		}
		if a.Text == "" {
			w.unknowable("of what an empty pack is")
		}
		w.str(a.Text)
	case ast.Name, ast.Template:
		w.str("$$Y")
		w.typeName(a)
	case ast.TypedArg:
		w.str("$M")
		w.typedArg(a)
	case ast.Literal, ast.EntityRef, ast.Address, ast.Record, ast.NullPtr:
		w.byte('$')
		w.value(a)
	default:
		w.argType(a)
	}
}

// argType writes a type with its qualifiers.
func (w *writer) argType(t *node) {
	switch in, q := split(t); {
	case in == nil:
	case in.Kind == ast.Array:
		w.str("$$B")
	case q != 0 && in.Kind != ast.Pointer && in.Kind != ast.MemberPointer:
		w.str("$$C")
		w.quals(q, 'A')
	}
	w.typ(t)
}

func (w *writer) typedArg(a *node) {
	if len(a.Kids) != 1 {
		w.unknowable("a template argument")
		return
	}
	w.argType(a.Elem)
	w.value(a.Kids[0])
}

// value writes a value behind its "$".
func (w *writer) value(v *node) {
	if !w.enter(v) {
		return
	}
	defer w.leave()
	switch v.Kind {
	case ast.Literal:
		w.literal(v)
	case ast.NullPtr:
		w.byte('N')
	case ast.EntityRef:
		if v.Text == "&" {
			w.byte('1')
		} else {
			w.byte('E')
		}
		w.symbol(v.Elem)
	case ast.Address:
		w.address(v)
	case ast.Record:
		w.record(v)
	default:
		w.unknowable("a template argument")
	}
}

func (w *writer) literal(v *node) {
	if v.Elem == nil || v.Elem.Text != "float" && v.Elem.Text != "double" {
		w.byte('0')
		w.decimal(v.Text)
		return
	}
	bits, err := strconv.ParseUint(v.Text, 16, 64)
	if err != nil {
		w.unknowable("a floating-point value")
	}
	if v.Elem.Text == "float" {
		w.byte('A')
	} else {
		w.byte('B')
	}
	w.number(bits)
}

func (w *writer) address(v *node) {
	w.str(v.Text)
	switch {
	case v.Text == "8":
		w.typeName(v.Scope)
		w.identifier(v.Elem.Text)
		w.byte('@')
	case v.Text == "" || v.Text[0] < '5':
		w.unknowable("a pointer to member")
	case v.Text[0] >= '5' && v.Text[0] <= '6' || v.Text[0] == 'C':
		w.value(v.Elem)
		for _, k := range v.Kids {
			if k.Kind == ast.Literal {
				w.literal(k)
			} else {
				w.identifier(k.Text)
			}
			w.byte('@')
		}
		if v.Text[0] == '5' {
			w.byte('@')
		}
	default:
		if v.Elem != nil {
			w.symbol(v.Elem)
		}
		for _, k := range v.Kids {
			w.signed(k.N)
		}
	}
}

func (w *writer) record(v *node) {
	w.str(v.Text)
	w.argType(v.Elem)
	if v.Scope != nil {
		w.identifier(v.Scope.Text)
	}
	for _, k := range v.Kids {
		if k.Kind == ast.TypedArg {
			w.typedArg(k)
		} else {
			w.value(k)
		}
		if v.Text == "3" {
			w.byte('@')
		}
	}
	w.byte('@')
}
