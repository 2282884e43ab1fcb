package layout

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// standardSize is the size on a target of a typedef of the C library that
// stands for different types on different targets (C17 §7.19, §7.20; glibc,
// UCRT, Apple's and FreeBSD's headers for the fast ones and time_t); 0 for
// other names, and for off_t, time_t and the like where 32-bit Linux lets the
// program choose.
func standardSize(name string, t abi.Target) abi.Bytes {
	word := t.OS == abi.Linux // glibc's fast types and time_t fill a register
	switch name {
	case "size_t", "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t":
		return t.PointerSize
	case "int64_t", "uint64_t", "int_least64_t", "uint_least64_t", "int_fast64_t", "uint_fast64_t", "intmax_t", "uintmax_t":
		return 8
	case "int_fast32_t", "uint_fast32_t":
		if word {
			return t.PointerSize
		}
		return 4
	case "int_fast16_t", "uint_fast16_t":
		switch {
		case word:
			return t.PointerSize
		case t.Microsoft() || t.OS == abi.FreeBSD:
			return 4
		}
		return 2
	case "int_fast8_t", "uint_fast8_t":
		if t.OS == abi.FreeBSD {
			return 4
		}
		return 1
	case "wchar_t", "wint_t":
		if t.OS == abi.Windows {
			return 2
		}
		return 4
	case "time_t":
		if !word {
			return 8
		}
	}
	if n := abi.SystemType(name, t); n != "" {
		return abi.IntegerSize(n, t)
	}
	return 0
}

// standard is the size of an integer that the source spells with such a
// typedef: it is the target's, whatever type the typedef stands for here.
func (p *Predictor) standard(t abi.Type) (abi.Bytes, bool) {
	if p.target == p.m.Target() {
		return 0, false
	}
	own, _ := t.Size()
	for n := 0; n < maxDepth && (t.Kind() == abi.KindTypedef || t.Kind().IsQualifier()); n++ {
		if size, ok := p.typedefSize(t, own); ok {
			return size, true
		}
		t = t.Elem()
	}
	return 0, false
}

// typedefSize is the size on the target of a typedef that is one of the
// library's, and here has the size it should have. 32-bit Linux has two sizes
// of time_t and off_t, of which programs choose the same everywhere.
func (p *Predictor) typedefSize(t abi.Type, own abi.Bytes) (abi.Bytes, bool) {
	from := p.m.Target()
	library := t.Scope() == 0 || p.m.ScopeName(t.Scope()) == "std"
	if t.Kind() != abi.KindTypedef || !library || own == 0 {
		return 0, false
	}
	here, there := standardSize(t.Name(), from), standardSize(t.Name(), p.target)
	if here == 0 && there != 0 && from.OS == abi.Linux && from.PointerSize == 4 {
		here = own
	}
	return there, here == own && there != 0
}

// platform refuses a member whose type the source takes from a header of the
// implementation that may define it in another way on the target.
func (p *Predictor) platform(class abi.Type, f abi.Field) *Refusal {
	if p.target == p.m.Target() {
		return nil
	}
	t := f.Type
	for range maxDepth {
		switch k := t.Kind(); {
		case k == abi.KindTypedef:
			size, _ := t.Size()
			if _, ok := p.typedefSize(t, size); ok {
				return nil
			}
			if OtherThere(t, p.target) {
				return refuse(ReasonPlatform, "%s: member %s is a %s, which the headers of its system or processor define and may define in another way there", class.QualifiedName(), f.Name, t.Name())
			}
		case !k.IsQualifier() && k != abi.KindArray:
			return nil
		}
		t = t.Elem()
	}
	return nil
}

// OtherThere reports whether a typedef of the implementation's headers may
// stand for another type on a target. A typedef of a typedef is what that one
// is; classes are looked at by themselves.
func OtherThere(t abi.Type, target abi.Target) bool {
	m := t.Model()
	if t.Kind() != abi.KindTypedef || t.Scope() != 0 || !abi.OtherElsewhere(m.Str(t.Origin().File), m.Target(), target) {
		return false
	}
	e := t.Elem()
	for n := 0; e.Kind().IsQualifier() && n < maxDepth; n++ {
		e = e.Elem()
	}
	return e.Kind() != abi.KindTypedef && !e.IsRecord()
}

// ambiguous reports a member whose type is an argument of its class template
// and may have been written with such a typedef, of another size over there:
// compilers describe Box<std::size_t> as Box<unsigned long>.
func (p *Predictor) ambiguous(class, member abi.Type) bool {
	if p.target == p.m.Target() || member.Kind() != abi.KindBase {
		return false
	}
	from := p.m.Target()
	name, n := member.Name(), member.Node()
	own, size := abi.Bytes(n.Size), abi.Bytes(n.Size)
	if size, _, _ = abi.ScalarOn(p.target, from, name, n.Enc, size); !integer(name) {
		return false
	}
	same := size == own || own != 8 // as int64_t
	if own == from.PointerSize && strings.Contains(name, "long") == (own == 8) {
		same = same && size == p.target.PointerSize // as size_t
	}
	return !same && instantiatedFor(class, member)
}

// integer tells the types that the typedefs stand for.
func integer(name string) bool {
	return strings.HasSuffix(name, "int") || strings.Contains(name, "long")
}

// instantiatedFor reports whether a type is a template argument of a class or
// of a class around it.
func instantiatedFor(class, arg abi.Type) bool {
	m := class.Model()
	for range maxDepth {
		if among(class.Args(), arg) {
			return true
		}
		s := m.Scope(class.Scope())
		if s.Kind != abi.ScopeRecord {
			return false
		}
		class = m.Type(s.Type)
	}
	return true
}

func among(args []abi.Arg, t abi.Type) bool {
	for _, a := range args {
		if a.Kind == abi.ArgType && a.Type.Strip() == t || among(a.Pack, t) {
			return true
		}
	}
	return false
}
