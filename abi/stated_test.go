package abi_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// specials are classes with what the Itanium ABI's rule says of them and whether
// C++ may copy them trivially; the compilers check the latter.
var specials = []struct {
	class, body   string
	byValue, copy bool
}{
	{"Def", "int a; Def(int); Def(const Def &) = default; ~Def() = default;", true, true},
	{"Del", "int a; Del(int); Del(const Del &) = delete; Del(Del &&) = default;", true, false},
	{"Move", "int a; Move(int); Move(Move &&) = default;", true, false},
	{"DelMove", "int a; DelMove(int); DelMove(const DelMove &) = default; DelMove &operator=(const DelMove &) = delete;", true, true},
	{"User", "int a; User(int); User(const User &);", false, false},
	{"UserMove", "int a; UserMove(int); UserMove(UserMove &&);", false, false},
	{"Dtor", "int a; Dtor(int); ~Dtor();", false, false},
	{"Hold", "Def d; int b; Hold(int);", true, true},
	{"HoldDel", "Del d; int b; HoldDel(int);", true, false},
	{"Ref", "int &&r; Ref(int);", true, false},
	{"LRef", "int &r; LRef(int);", true, true},
	{"Plain", "int a, b;", true, true},
}

func specialsSource() string {
	var s strings.Builder
	for _, c := range specials {
		fmt.Fprintf(&s, "struct %s { %s };\n", c.class, c.body)
		fmt.Fprintf(&s, "static_assert((__is_trivially_constructible(%[1]s, const %[1]s &) && __has_trivial_destructor(%[1]s)) == %[2]v, \"%[1]s\");\n", c.class, c.copy)
		fmt.Fprintf(&s, "%[1]s make%[1]s(%[1]s (*f)(int)) { return f(1); }\n", c.class)
	}
	return s.String()
}

// TestDescribedStrictly reads classes from debug information of each version of
// DWARF, with and without what the version does not have, and with and without
// the compiler's options in it: what it does not tell may keep a class from being
// decided, and never decides it otherwise.
func TestDescribedStrictly(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "a.cc")
	require.NoError(t, os.WriteFile(in, []byte(specialsSource()), 0o644))
	type build struct {
		compiler string
		flags    []string
	}
	var builds []build
	for _, version := range []string{"-gdwarf-2", "-gdwarf-3", "-gdwarf-4", "-gdwarf-5"} {
		for _, strict := range []string{"-gno-strict-dwarf", "-gstrict-dwarf"} {
			for _, record := range []string{"-grecord-gcc-switches", "-gno-record-gcc-switches"} {
				builds = append(builds, build{"g++-12", []string{version, strict, record}})
			}
			for _, clang := range []string{"clang++-15", "clang++-19"} {
				builds = append(builds, build{clang, []string{version, strict, "-fstandalone-debug"}})
			}
		}
	}
	for _, b := range builds {
		out := filepath.Join(dir, "a.o")
		msg, err := exec.Command(b.compiler, append(b.flags, "-std=c++17", "-O1", "-c", in, "-o", out)...).CombinedOutput()
		require.NoError(t, err, "%v\n%.2000s", b, msg)
		m, err := load.Files([]string{out}, load.Options{})
		require.NoError(t, err)
		tr := abi.Trivialities(m)
		decided := 0
		for _, c := range specials {
			var found abi.Type
			m.Types(func(x abi.Type) bool {
				if x.IsRecord() && x.QualifiedName() == c.class {
					found = x
				}
				return true
			})
			require.NotZero(t, found.ID(), "%v: %s", b, c.class)
			r := tr[found.ID()]
			if r.Certainty != abi.Unknown {
				decided++
				require.Equal(t, c.byValue, r.Trivial, "%v: %s: %s", b, c.class, r.Why)
			}
			require.False(t, r.Copyable == abi.Yes && !c.copy, "%v: %s can't be copied", b, c.class)
			if b.flags[0] == "-gdwarf-5" && b.compiler == "g++-12" {
				require.Equal(t, c.copy, r.Copyable == abi.Yes, "%v: %s", b, c.class)
			}
		}
		least := 3 // what declares nothing that may be defaulted
		if b.flags[1] == "-gno-strict-dwarf" || b.flags[0] == "-gdwarf-5" {
			least = len(specials)
		}
		require.GreaterOrEqual(t, decided, least, "%v", b)
	}
}

// TestCompilerVersion: the units whose compilers mark what is defaulted, and tell
// of alignas.
func TestCompilerVersion(t *testing.T) {
	for _, c := range []struct {
		producer string
		compiler abi.Compiler
		version  uint8
		newer    bool
		aligned  bool
	}{
		{"GNU C++17 12.2.0 -mtune=generic -gdwarf-4 -O2", abi.CompilerGCC, 4, false, true},
		{"GNU C++17 12.2.0 -gdwarf-4 -gstrict-dwarf", abi.CompilerGCC, 4, false, false},
		{"GNU C++17 12.2.0 -gdwarf-5 -gstrict-dwarf", abi.CompilerGCC, 5, false, true},
		{"GNU C++17 12.2.0", abi.CompilerGCC, 4, false, false}, // says nothing of its options
		{"GNU C++17 12.2.0", abi.CompilerGCC, 4, true, true},
		{"GNU C++14 6.3.0 20170516 -g -O2", abi.CompilerGCC, 4, true, false}, // came with 7
		{"GNU C++ 4.8.5 20150623 (Red Hat 4.8.5-44) -g", abi.CompilerGCC, 4, true, false},
		{"GNU C17 13.2.1 20240101 -g", abi.CompilerGCC, 4, false, true},
		{"Debian clang version 15.0.6", abi.CompilerClang, 4, true, true},
		{"Debian clang version 15.0.6", abi.CompilerClang, 4, false, false},
		{"clang version 3.8.1-24", abi.CompilerClang, 4, true, false},
		{"Apple LLVM version 8.0.0 (clang-800.0.42.1)", abi.CompilerClang, 4, true, false},
		{"Apple clang version 14.0.0 (clang-1400.0.29.202)", abi.CompilerClang, 4, true, true},
		{"", abi.CompilerUnknown, 4, true, true}, // a type unit
		{"", abi.CompilerUnknown, 4, false, false},
		{"Some compiler 1.0", abi.CompilerOther, 4, true, false},
	} {
		b := abi.NewBuilder(abi.TargetX64Linux)
		u := b.AddUnit(abi.UnitRow{Producer: b.Str(c.producer), Compiler: c.compiler, Version: c.version, Newer: c.newer})
		id := b.NewType()
		b.SetRecord(id, abi.Node{Kind: abi.KindStruct, Name: b.Str("S"), Size: 4}, abi.Origin{Unit: u}, abi.Record{VptrOff: -1})
		m, err := b.Finish()
		require.NoError(t, err)
		require.Equal(t, c.aligned, m.Alignments().Stated(m.Type(id)), "%+v", c)
	}
}

// TestForgottenAlignment: where gcc forgets alignas, and tells of it elsewhere.
// The judge is the assembler: g++ writes DW_AT_alignment (0x88) for the class or
// does not.
func TestForgottenAlignment(t *testing.T) {
	for tool, target := range map[string]abi.Target{"g++-12": abi.TargetX64Linux, "aarch64-linux-gnu-g++-12": abi.TargetA64Linux, "arm-linux-gnueabihf-g++-12": abi.TargetARMLinux, "riscv64-linux-gnu-g++-12": abi.TargetRV64Linux} {
		if _, err := exec.LookPath(tool); err != nil {
			continue // not among the packages that the tests need
		}
		for _, flag := range []string{"-fno-debug-types-section", "-fdebug-types-section"} {
			cmd := exec.Command(tool, "-g", flag, "-S", "-o", "-", "-x", "c++", "-dA", "-")
			cmd.Stdin = strings.NewReader("struct alignas(8) S { int a; } s;")
			out, err := cmd.Output()
			require.NoError(t, err)
			b := abi.NewBuilder(target)
			u := b.AddUnit(abi.UnitRow{Producer: b.Str("GNU C++17 12.2.0 -g"), Compiler: abi.CompilerGCC, Version: 5})
			if flag == "-fdebug-types-section" {
				u = b.AddUnit(abi.UnitRow{Version: 5, Newer: true})
			}
			id := b.NewType()
			b.SetRecord(id, abi.Node{Kind: abi.KindStruct, Name: b.Str("S"), Size: 8}, abi.Origin{Unit: u}, abi.Record{VptrOff: -1})
			m, err := b.Finish()
			require.NoError(t, err)
			require.Equal(t, strings.Contains(string(out), "DW_AT_alignment"), m.Alignments().Stated(m.Type(id)), tool)
		}
	}
}

// TestAssignmentSymbols: a trivial assignment has a symbol where its class is
// exported from a DLL, and does not send the result through a hidden address. clang's
// code of the function is the judge.
func TestAssignmentSymbols(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.obj")
	text := "struct __declspec(dllexport) As { int a; As &operator=(const As &) = default; };\nAs make(int x) { As a; a.a = x; return a; }\n" +
		"struct Own { int a; Own &operator=(const Own &); };\nOwn &Own::operator=(const Own &o) { a = o.a + 1; return *this; }\nOwn own(int x) { Own a; a.a = x; return a; }\n"
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	ir, err := exec.Command("clang++-19", "-target", "x86_64-pc-windows-msvc", "-O1", "-S", "-emit-llvm", in, "-o", "-").CombinedOutput()
	require.NoError(t, err, "%s", ir)
	hidden := func(symbol string) bool {
		for _, line := range strings.Split(string(ir), "\n") {
			if strings.HasPrefix(line, "define") && strings.Contains(line, symbol) {
				return strings.Contains(line, "sret")
			}
		}
		t.Fatalf("clang defines no %s", symbol)
		return false
	}
	require.False(t, hidden("?make@@"))
	require.True(t, hidden("?own@@"))
	msg, err := exec.Command("clang++-19", "-target", "x86_64-pc-windows-msvc", "-O1", "-gdwarf", "-c", in, "-o", out).CombinedOutput()
	require.NoError(t, err, "%s", msg)
	m, err := load.Files([]string{out}, load.Options{})
	require.NoError(t, err)
	tr := abi.Trivialities(m)
	want := map[string]abi.Tri{"As": abi.Maybe, "Own": abi.No}
	m.Types(func(x abi.Type) bool {
		if answer, ok := want[x.QualifiedName()]; ok && x.IsRecord() {
			got, why := tr[x.ID()].MicrosoftResult()
			require.Equal(t, answer, got, "%s: %s", x.QualifiedName(), why)
			delete(want, x.QualifiedName())
		}
		return true
	})
	require.Empty(t, want)
}
