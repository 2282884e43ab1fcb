package abi

import (
	"fmt"
	"strings"
)

// Language is what a unit was written in: a DW_LANG code (DWARF 5 §7.12, and the
// registry of languages at dwarfstd.org), 0 if the unit does not say.
type Language uint16

// Languages that have rules of their own here.
const (
	LangRust         Language = 0x1c
	LangAssembly     Language = 0x31
	LangMipsAssembly Language = 0x8001 // what assemblers write for any processor
)

// C reports whether l is a version of C or Objective-C.
func (l Language) C() bool {
	switch l {
	case 0x01, 0x02, 0x0c, 0x1d, 0x2c, 0x3e, 0x10: // C89, C, C99, C11, C17, C23, ObjC
		return true
	}
	return false
}

// Cxx reports whether l is a version of C++ or Objective-C++.
func (l Language) Cxx() bool {
	switch l {
	case 0x04, 0x19, 0x1a, 0x21, 0x2a, 0x2b, 0x3a, 0x11: // C++, C++03, 11, 14, 17, 20, 23, ObjC++
		return true
	}
	return false
}

// ObjC reports whether l is Objective-C or Objective-C++.
func (l Language) ObjC() bool { return l == 0x10 || l == 0x11 }

// Assembly reports whether l is an assembly language.
func (l Language) Assembly() bool { return l == LangAssembly || l == LangMipsAssembly }

// Compiler is the one that made all units in C and C++, CompilerOther if there
// are several. Of another target's it is not known.
func (m *Model) Compiler() (c Compiler) {
	if m.elsewhere {
		return CompilerUnknown
	}
	for i, u := range m.units {
		if i == 0 || u.Compiler == CompilerRustc || u.Compiler == CompilerGo {
			continue
		}
		if c != CompilerUnknown && c != u.Compiler {
			return CompilerOther
		}
		c = u.Compiler
	}
	return c
}

// Of is the language that a unit was written in, by the code that its producer
// gives it. Some compilers of other languages, which have no code or had none,
// say C or C++: zig with its LLVM back end (seen with 0.17), Crystal 1.6, LDC 1.30
// with -gc, GNU Modula-2 12, Mono 6.8.
func (l Language) Of(producer string) Language {
	if !l.C() && !l.Cxx() {
		return l
	}
	for _, p := range []struct {
		start string
		lang  Language
	}{{"zig ", 0x27}, {"TinyGo", 0x16}, {"konanc", 0x26}, {"clang (Numba)", 0x14}, {"Crystal", 0x28}, {"LDC ", 0x13}, {"GNU Modula-2 ", 0x0a}, {"Mono AOT Compiler ", 0x32}, {"Intel(R) Implicit SPMD", langISPC}, {"Intel(r) Implicit SPMD", langISPC}} {
		if strings.HasPrefix(producer, p.start) {
			return p.lang
		}
	}
	return l
}

// langISPC is no code of the registry.
const langISPC Language = 0xff00

// Foreign reports whether functions of l need not be called as those of C are:
// Go passes arguments in registers of its own, Fortran passes addresses and hidden
// lengths, Swift has a convention for errors.
func (l Language) Foreign() bool {
	return l != 0 && !l.C() && !l.Cxx() && !l.Assembly() && l != LangRust
}

var languageNames = map[Language]string{0x03: "Ada", 0x07: "Fortran", 0x08: "Fortran", 0x09: "Pascal", 0x0a: "Modula-2", 0x0d: "Ada", 0x0e: "Fortran",
	0x13: "D", 0x14: "Python", 0x15: "OpenCL", 0x16: "Go", 0x17: "Modula-3", 0x18: "Haskell", 0x1b: "OCaml", 0x1e: "Swift", 0x1f: "Julia", 0x20: "Dylan",
	0x22: "Fortran", 0x23: "Fortran", 0x26: "Kotlin", 0x27: "Zig", 0x28: "Crystal", 0x2d: "Fortran", 0x2e: "Ada", 0x2f: "Ada", LangRust: "Rust", langISPC: "ISPC"}

// String is the language's name, or its code.
func (l Language) String() string {
	switch name := languageNames[l]; {
	case name != "":
		return name
	case l.C():
		return "C"
	case l.Cxx():
		return "C++"
	case l.Assembly():
		return "assembly"
	}
	return fmt.Sprintf("language 0x%x", uint16(l))
}

// Language is what the unit of an origin was written in.
func (m *Model) Language(o Origin) Language {
	if units := m.Units(); int(o.Unit) < len(units) {
		return units[o.Unit].Language
	}
	return 0
}
