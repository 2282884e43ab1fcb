package header

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// classOf is the class of an object's type, typedefs and qualifiers stripped.
func classOf(t abi.Type) Class {
	switch k := t.Kind(); {
	case k == abi.KindBase:
		switch t.Encoding() {
		case abi.EncBool:
			return ClassBool
		case abi.EncSigned, abi.EncUnsigned, abi.EncCharSigned, abi.EncCharUnsigned, abi.EncUTF:
			return ClassInt
		case abi.EncFloat:
			return ClassFloat
		case abi.EncComplexFloat, abi.EncComplexSigned, abi.EncComplexUnsigned:
			return ClassComplex
		}
	case k == abi.KindPointer:
		return ClassPointer
	case k.IsReference():
		return ClassReference
	case k.IsRecord():
		return ClassRecord
	case k == abi.KindEnum:
		return ClassEnum
	case k == abi.KindArray:
		return ClassArray
	case k == abi.KindFunc:
		return ClassFunc
	case k == abi.KindMemberPointer:
		return ClassMemberPointer
	case k == abi.KindVector:
		return ClassVector
	}
	return ClassOther
}

// difference says how a type of the headers differs from one of the object,
// "" if it does not as far as both sides tell. hard means that memory or
// registers differ, not only names. inner is the class of the object that is
// the cause, when its own layout may be what differs.
type difference struct {
	text  string
	hard  bool
	inner abi.Type
}

// differ compares types as values.
func (k *checker) differ(h *Type, t abi.Type, depth int) difference {
	if h == nil || depth > maxDepth {
		return difference{}
	}
	void := t.IsVoid() || t.IsNone()
	s := t.Strip()
	if h.Class == ClassVoid || void {
		if (h.Class == ClassVoid) != void && h.Class != ClassOther {
			return differs(h, t, true)
		}
		return difference{}
	}
	if depth == 0 || s.Kind() != abi.KindFunc {
		size, ok := t.Size()
		if flexible(s) {
			ok = false
		}
		if ok && h.Size >= 0 && h.Class != ClassFunc && int64(size) != h.Size {
			return difference{fmt.Sprintf("%s of %d bytes in the headers, %s of %d bytes in the object", spellHeader(h), h.Size, spell(t), size), true, recordIn(s)}
		}
	}
	c := classOf(s)
	if c == ClassOther || h.Class == ClassOther {
		return difference{}
	}
	if c != h.Class {
		return differs(h, t, !(c == ClassInt && h.Class == ClassEnum || c == ClassEnum && h.Class == ClassInt || pointers(c) && pointers(h.Class)))
	}
	switch c {
	case ClassInt:
		if !strings.Contains(h.Spelling, "wchar_t") && s.Encoding() != abi.EncUTF && signed(s) != h.Signed {
			return differs(h, t, false)
		}
	case ClassFloat:
		// x87's extended format in 16 bytes, or quadruple precision.
		extended := func(name string) bool { return strings.HasSuffix(name, "long double") }
		if arch := k.obj.m.Target().Arch; (arch == abi.X86_64 || arch == abi.I386) && extended(h.Full) != extended(s.Name()) {
			return differs(h, t, true)
		}
	case ClassVector:
		if d := k.differ(h.Elem, s.Elem(), depth+1); d.text != "" {
			return differs(h, t, d.hard)
		}
	case ClassPointer, ClassReference:
		return k.pointee(h, s, depth)
	case ClassRecord, ClassEnum:
		if name := s.QualifiedName(); h.Name != "" && s.Name() != "" && !strings.Contains(name, "<") && name != h.Name && !k.alike(h.Name, s) {
			return differs(h, t, false)
		}
	case ClassArray:
		if n, ok := s.Count(); ok && h.Count >= 0 && uint64(h.Count) != n {
			return differs(h, t, true)
		}
		return k.differ(h.Elem, s.Elem(), depth+1)
	case ClassFunc:
		return k.prototype(h, s, depth)
	}
	return difference{}
}

const maxDepth = 4

func differs(h *Type, t abi.Type, hard bool) difference {
	return difference{fmt.Sprintf("%s in the headers, %s in the object", spellHeader(h), spell(t)), hard, abi.Type{}}
}

func spell(t abi.Type) string {
	if t.IsNone() {
		return "void"
	}
	if s := t.Strip(); t.Kind() == abi.KindTypedef && s.Name() != "" {
		return both(t.String(), s.String())
	}
	return t.String()
}

// both spells a type and what its typedefs stand for.
func both(name, full string) string {
	if name == full || full == "" || strings.Contains(full, "(unnamed") {
		return name
	}
	return name + " (" + full + ")"
}

func spellHeader(h *Type) string { return both(h.Spelling, h.Full) }

func pointers(c Class) bool { return c == ClassPointer || c == ClassReference }

func signed(t abi.Type) bool {
	return t.Encoding() == abi.EncSigned || t.Encoding() == abi.EncCharSigned
}

func flexible(t abi.Type) bool {
	_, ok := t.Count()
	return t.Kind() == abi.KindArray && !ok
}

// recordIn is the class that t is or is an array of.
func recordIn(t abi.Type) abi.Type {
	for n := 0; t.Kind() == abi.KindArray && n < 16; n++ {
		t = t.Elem().Strip()
	}
	if t.IsRecord() {
		return t
	}
	return abi.Type{}
}

// pointee compares what two pointers or references lead to: whoever follows
// them reads the wrong thing, but the pointer travels alike.
func (k *checker) pointee(h *Type, s abi.Type, depth int) difference {
	if h.Elem == nil {
		return difference{}
	}
	e := s.Elem()
	if hv, ov := h.Elem.Class == ClassVoid, e.IsVoid() || e.IsNone(); hv || ov {
		if hv != ov {
			return differs(h, s, false)
		}
		return constness(h, s, e)
	}
	if recordIn(e.Strip()).ID() != 0 && h.Elem.Class == ClassRecord {
		// Its layout is a matter of its own.
		n := e.Strip().QualifiedName()
		if h.Elem.Name != "" && e.Strip().Name() != "" && !strings.Contains(n, "<") && n != h.Elem.Name && !k.alike(h.Elem.Name, e.Strip()) {
			return differs(h, s, false)
		}
		return constness(h, s, e)
	}
	if d := k.differ(h.Elem, e, depth+1); d.text != "" {
		return difference{fmt.Sprintf("%s in the headers, %s in the object", spellHeader(h), spell(s)), false, abi.Type{}}
	}
	return constness(h, s, e)
}

func constness(h *Type, s, e abi.Type) difference {
	if h.Elem.Class != ClassArray && h.Elem.Class != ClassFunc && e.Strip().Kind() != abi.KindArray && h.Elem.Const != e.IsConst() {
		return differs(h, s, false)
	}
	return difference{}
}

// alike reports whether a class of the headers has the layout of one of the
// object that has another name: the code may know it by an older or longer one.
func (k *checker) alike(name string, t abi.Type) bool {
	rec := k.byName[name]
	if rec == nil || !t.IsRecord() || t.IsDeclaration() || k.comparing > maxDepth {
		return false
	}
	k.comparing++
	d := k.compare(rec, t, 0)
	k.comparing--
	return !d.hard && len(d.carried) == 0
}

func (k *checker) prototype(h *Type, s abi.Type, depth int) difference {
	sig := s.Signature()
	if sig.Unprototyped {
		return difference{}
	}
	if h.Variadic != sig.Variadic || len(h.Params) != len(sig.Params) {
		return differs(h, s, true)
	}
	if d := k.differ(h.Elem, sig.Result, depth+1); d.text != "" {
		return differs(h, s, d.hard)
	}
	for i, p := range h.Params {
		if d := k.differ(p, sig.Params[i], depth+1); d.text != "" {
			return differs(h, s, d.hard)
		}
	}
	return difference{}
}
