package layout

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// standardSize is the size on a target of a typedef of the C library that
// stands for different types on different targets (C17 §7.19, §7.20; glibc,
// UCRT, Apple's and FreeBSD's headers for the fast ones and time_t); 0 for other names.
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
	case "time_t":
		if word {
			return t.PointerSize
		}
		return 8
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
		library := t.Scope() == 0 || p.m.ScopeName(t.Scope()) == "std"
		if t.Kind() == abi.KindTypedef && library && own == standardSize(t.Name(), p.m.Target()) && own != 0 {
			return standardSize(t.Name(), p.target), true
		}
		t = t.Elem()
	}
	return 0, false
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
