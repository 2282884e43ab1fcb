//go:build clang && cgo

package header

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify"
)

// pair is one kind of difference: a header that says other things under
// -DOTHER, and code for it.
type pair struct {
	name, header, code string
	rule               string // found by headers with -DOTHER against the object without
	back               string // the other way round, "" = the same
	says               string // part of a message
}

var pairs = []pair{
	{"member added", "struct S { int a;\n#ifdef OTHER\nlong b;\n#endif\nint c; };", "S s;", recordLayout, "", "b is not in the object"},
	{"member retyped", "#ifdef OTHER\ntypedef long long T;\n#else\ntypedef int T;\n#endif\nstruct S { char c; T t; };", "S s;", recordLayout, "", "t is T (long long) of 8 bytes"},
	{"members swapped", "struct S {\n#ifdef OTHER\nint a; short b;\n#else\nshort b; int a;\n#endif\n};", "S s;", recordLayout, "", "a lies at byte 0"},
	{"same size, other class", "struct S {\n#ifdef OTHER\nfloat a;\n#else\nint a;\n#endif\n};", "S s;", recordLayout, "", "a is float"},
	{"complex number", "struct S {\n#ifdef OTHER\ndouble a[2];\n#else\n_Complex double a;\n#endif\n};", "S s;", recordLayout, "", "a is double[2]"},
	{"complex integer", "struct S {\n#ifdef OTHER\nlong long a;\n#else\n_Complex float a;\n#endif\n};", "S s;", recordLayout, "", "a is long long"},
	{"elements of a vector", "struct S {\n#ifdef OTHER\nfloat\n#else\nint\n#endif\na __attribute__((vector_size(16))); };", "S s;", recordLayout, "", "a is __attribute__"},
	{"signed", "struct S {\n#ifdef OTHER\nunsigned a;\n#else\nint a;\n#endif\n};", "S s;", recordLayout, "", "a is unsigned int"},
	{"pointee", "struct S {\n#ifdef OTHER\nlong long *a;\n#else\nint *a;\n#endif\n};", "S s;", recordLayout, "", "a is long long *"},
	{"array length", "#ifdef OTHER\n#define N 9\n#else\n#define N 12\n#endif\nstruct S { char name[N]; int n; };", "S s;", recordLayout + " " + macroValue, "", "name is char[9]"},
	{"bit-field width", "struct S {\n#ifdef OTHER\nunsigned a : 3;\n#else\nunsigned a : 4;\n#endif\nunsigned b : 5; };", "S s;", recordLayout, "", "a is 3 bits wide"},
	{"whole bit-field", "struct S { unsigned a : 32; unsigned b : 1;\n#ifdef OTHER\nunsigned c : 2;\n#else\nunsigned c : 3;\n#endif\n};", "S s;", recordLayout, "", "c is 2 bits wide"},
	{"alignment", "#ifdef OTHER\n#define A 16\n#else\n#define A 8\n#endif\nstruct alignas(A) S { char c[16]; };", "S s;", recordLayout + " " + macroValue, "", "aligned to 16"},
	{"packed", "#ifdef OTHER\n#pragma pack(1)\n#endif\nstruct S { char c; int i; };", "S s;", recordLayout, "", "i lies at byte 1"},
	{"base class", "struct B { int n; };\n#ifdef OTHER\nstruct S : B { int a; };\n#else\nstruct S { int a; };\n#endif", "S s; B b;", recordLayout, "", "1 base classes"},
	{"virtual base", "struct B { int n; };\n#ifdef OTHER\nstruct S : virtual B { int a; };\n#else\nstruct S : B { int a; };\n#endif", "S s;", recordLayout, "", "is virtual on one side"},
	{"member of an anonymous union", "struct S { union { int a;\n#ifdef OTHER\ndouble d;\n#else\nfloat d;\n#endif\n}; };", "S s;", recordLayout, "", "d is double"},
	{"member of an unnamed struct", "struct S { struct { int a;\n#ifdef OTHER\nlong pad;\n#endif\nint b; } in; };", "S s;", recordLayout, "", "in.pad"},
	{"typedef struct", "typedef struct { int a;\n#ifdef OTHER\nint b;\n#endif\n} S;", "S s;", recordLayout, "", "b is not in the object"},
	{"template instance inside", "template<class T> struct Box { T t;\n#ifdef OTHER\nT u;\n#endif\n}; struct S { Box<int> b; };", "S s;", recordLayout, "", "of 8 bytes"},
	{"enum value", "enum E { A,\n#ifdef OTHER\nX,\n#endif\nB };", "E e;", enumValue, "", "B is 2 in the headers, 1 in the object"},
	{"enum size", "#ifdef OTHER\nenum class E : char { A };\n#else\nenum class E : int { A };\n#endif", "E e;", enumValue, "", "underlying type"},
	{"negative enum value", "enum E { A =\n#ifdef OTHER\n-2\n#else\n-3\n#endif\n};", "E e;", enumValue, "", "A is -2 in the headers, -3 in the object"},
	{"constants", "struct S { enum { A,\n#ifdef OTHER\nX,\n#endif\nB }; int n; };", "S s; int f() { return S::B; }", enumValue, "", "B is 2"},
	{"virtual function added", "struct S { virtual void a();\n#ifdef OTHER\nvirtual void t();\n#endif\nvirtual void b(); virtual ~S(); };", "void S::a() {} void S::b() {} S::~S() {}\n#ifdef OTHER\nvoid S::t() {}\n#endif\n", virtualTable + " " + missingSymbol, virtualTable + " " + undeclared, "t is"},
	{"virtual functions swapped", "struct S {\n#ifdef OTHER\nvirtual void b(); virtual void a();\n#else\nvirtual void a(); virtual void b();\n#endif\n};", "void S::a() {} void S::b() {} S s;", virtualTable, "", "comes after"},
	{"virtual destructor", "struct S { virtual void a();\n#ifdef OTHER\nvirtual\n#endif\n~S(); };", "void S::a() {} S::~S() {}", virtualTable, "", "virtual in the object"},
	{"no longer virtual", "struct S {\n#ifdef OTHER\nvirtual\n#endif\nvoid a(); int n; };", "void S::a() {}", recordLayout + " " + virtualTable, "", "a is not"},
	{"parameter of a C function", "#ifdef OTHER\ntypedef long long T;\n#else\ntypedef int T;\n#endif\nextern \"C\" void f(T);", "void f(T) {}", signature, "", "parameter 1: T (long long) of 8 bytes"},
	{"class by value", "struct S { int a;\n#ifdef OTHER\nint b;\n#endif\n}; extern \"C\" void f(S);", "void f(S) {}", recordLayout, "", "b is not"},
	{"number of parameters", "#ifdef OTHER\nextern \"C\" void f(int, int);\n#else\nextern \"C\" void f(int);\n#endif", "#ifdef OTHER\nvoid f(int, int) {}\n#else\nvoid f(int) {}\n#endif", signature, "", "parameters: 2"},
	{"result", "#ifdef OTHER\nextern \"C\" double f();\n#else\nextern \"C\" long long f();\n#endif", "#ifdef OTHER\ndouble f() { return 1; }\n#else\nlong long f() { return 1; }\n#endif", signature, "", "result: double"},
	{"result of a C++ function", "#ifdef OTHER\nshort f();\n#else\nlong long f();\n#endif", "#ifdef OTHER\nshort f() { return 1; }\n#else\nlong long f() { return 1; }\n#endif", signature, "", "result: short"},
	{"C++ parameter", "#ifdef OTHER\ntypedef long long T;\n#else\ntypedef int T;\n#endif\nnamespace n { void f(T); }", "void n::f(T) {}", signature, "", "the headers declare n::f(T (long long)), the object defines n::f(T (int))"},
	{"variadic", "#ifdef OTHER\nextern \"C\" int f(int, ...);\n#else\nextern \"C\" int f(int);\n#endif", "#ifdef OTHER\nint f(int, ...) { return 1; }\n#else\nint f(int) { return 1; }\n#endif", signature, "", "variadic"},
	{"static member function", "struct S { int a;\n#ifdef OTHER\nstatic\n#endif\nint f(int); };", "int S::f(int n) { return n; } S s;", signature, "", "this is not passed in the headers, passed in the object"},
	{"destructor", "struct S { int *p, *q, *r;\n#ifdef OTHER\n~S() { delete p; }\n#endif\n}; extern \"C\" void f(S);", "void f(S) {}", passing, "", "by address, the object by value"},
	{"copy constructor", "struct S { int *p; S() = default;\n#ifdef OTHER\nS(const S &o) : p(o.p) {}\n#endif\n}; extern \"C\" void f(S);", "void f(S) {}", passing, "", "by address, the object by value"},
	{"callback", "#ifdef OTHER\ntypedef void (*cb)(int, int);\n#else\ntypedef void (*cb)(int);\n#endif\nextern \"C\" void f(cb);", "void f(cb) {}", signature, "", "parameter 1"},
	{"function missing", "void g();\n#ifdef OTHER\nvoid f(int);\n#endif\n", "void g() {}\n#ifdef OTHER\nvoid f(int) {}\n#endif\n", missingSymbol, undeclared, "the object does not define"},
	{"member missing", "struct S { void g();\n#ifdef OTHER\nvoid f();\n#endif\n};", "void S::g() {}\n#ifdef OTHER\nvoid S::f() {}\n#endif\n", missingSymbol, undeclared, "the object does not define"},
	{"friend missing", "namespace n { class S { int a; friend void g(S *);\n#ifdef OTHER\nfriend int f(S &);\n#endif\n}; }", "namespace n { void g(S *) {}\n#ifdef OTHER\nint f(S &s) { return s.a; }\n#endif\n}", missingSymbol, undeclared, "the object does not define"},
	{"constructor missing", "struct S { S();\n#ifdef OTHER\nS(int);\n#endif\nint n; };", "S::S() {}\n#ifdef OTHER\nS::S(int) {}\n#endif\n", missingSymbol, undeclared, "the object does not define"},
	{"constructor missing, and copies that nobody defines", "class S { public: S();\n#ifdef OTHER\nS(int);\n#endif\nint n; protected: S(const S &); S &operator=(const S &); };\nclass T { T(const T &); T &operator=(const T &); public: T(); };", "S::S() {} T::T() {}\n#ifdef OTHER\nS::S(int) {}\n#endif\n", missingSymbol, undeclared, "the object does not define"},
	{"variable", "#ifdef OTHER\ntypedef long long T;\n#else\ntypedef int T;\n#endif\nextern T count; ", "T count = 1;", variable, "", "T (long long) of 8 bytes"},
	{"static member", "struct S {\n#ifdef OTHER\nstatic double n;\n#else\nstatic float n;\n#endif\n};", "#ifdef OTHER\ndouble S::n = 1;\n#else\nfloat S::n = 1;\n#endif\nS s;", variable, "", "double of 8 bytes"},
	{"variable missing", "struct S { int a; };\n#ifdef OTHER\nextern S s;\n#endif\nvoid f(S *);", "void f(S *) {}\n#ifdef OTHER\nS s;\n#endif", missingSymbol, "none", "the object does not define"},
	{"macro", "#ifdef OTHER\n#define LIMIT 16\n#else\n#define LIMIT 8 // less\n#endif\nstruct S { int a; };", "S s;", macroValue, "", `"16" in the headers, "8"`},
}

// TestEveryKind: no rule without a pair, a text and a grade.
func TestEveryKind(t *testing.T) {
	all := ""
	for _, p := range pairs {
		all += " " + p.rule + " " + p.back
	}
	for _, k := range Kinds() {
		require.Contains(t, all, k.ID)
		for _, text := range []string{k.Name, k.Summary, k.Doc, k.Before, k.After, k.Standard} {
			require.NotEmpty(t, text, k.ID)
		}
		require.GreaterOrEqual(t, k.Grade, verify.Risky)
	}
}

// TestUnreadable: half a header is an error, not fewer facts.
func TestUnreadable(t *testing.T) {
	h := filepath.Join(t.TempDir(), "h.h")
	write(t, h, "struct S { missing_t a; };\n#include \"nowhere.h\"\n")
	_, err := Read(Options{Headers: []string{h}})
	require.ErrorContains(t, err, "nowhere.h")
	_, err = Read(Options{Headers: []string{h + "x"}})
	require.ErrorContains(t, err, "not found")
	_, err = Read(Options{})
	require.Error(t, err)
}

// TestOwnNames: headers may have the names that questions to the compiler have.
func TestOwnNames(t *testing.T) {
	h := filepath.Join(t.TempDir(), "h.h")
	write(t, h, "static const int tenon_value_99999 = 3; static const long long tenon_base_0_7 = 5000, tenon_base_99_0 = 5000;\nstruct A { int a; }; struct B : A { int b; ~B(); };\n")
	f, err := Read(Options{Headers: []string{h}, Triple: "x86_64-unknown-linux-gnu"})
	require.NoError(t, err)
	require.Len(t, f.Records, 2)
	require.Equal(t, []abi.Tri{abi.Yes, abi.No}, []abi.Tri{f.Records[0].ByValue, f.Records[1].ByValue})
	require.EqualValues(t, 0, f.Records[1].Bases[0].Offset)
}

// TestPairs builds each code twice, reads each header twice, and compares all
// four ways: with the flags of the build nothing is found, with the other
// flags the rule fires.
func TestPairs(t *testing.T) {
	for _, cc := range []string{"g++", "clang++-15", "aarch64-linux-gnu-g++", "clang++-15 --target=arm64-apple-macos11", "clang++-15 --target=x86_64-pc-windows-msvc -gdwarf-5",
		"clang++-15 --target=x86_64-w64-mingw32 -gdwarf-5"} {
		t.Run(strings.ReplaceAll(cc, " ", "_"), func(t *testing.T) {
			for i, p := range pairs {
				t.Run(strings.ReplaceAll(p.name, " ", "-"), func(t *testing.T) {
					t.Parallel()
					p.run(t, cc, i)
				})
			}
		})
	}
}

func (p pair) run(t *testing.T, cc string, n int) {
	dir := t.TempDir()
	h := filepath.Join(dir, fmt.Sprintf("h%d.h", n))
	write(t, h, "#pragma once\n"+p.header+"\n")
	src := filepath.Join(dir, "s.cc")
	write(t, src, "#include \""+h+"\"\n"+p.code+"\nnamespace anchor { int anchored(int n) { return n; } }\n")
	plain, other := build(t, cc, src), build(t, cc, src, "-DOTHER")
	for _, c := range []struct {
		m     *abi.Model
		flags []string
		rule  string
	}{{plain, nil, ""}, {other, []string{"-DOTHER"}, ""}, {plain, []string{"-DOTHER"}, p.rule}, {other, nil, or(p.back, p.rule)}} {
		r := check(t, Options{Headers: []string{h}, Flags: c.flags}, c.m)
		var got []string
		rules := map[string]bool{}
		for _, f := range r.Findings {
			got = append(got, f.Rule+" "+f.Message)
			rules[f.Rule] = true
		}
		if c.rule == "" {
			require.Empty(t, got, "the same flags %v", c.flags)
			require.True(t, r.Evidence.Compared())
			require.Empty(t, r.CouldNotCheck)
			continue
		}
		if strings.Contains(cc, "msvc") && !strings.Contains(c.rule, signature) && rules[signature] {
			// The names of functions there say what they return and whether they are virtual.
			delete(rules, signature)
			require.Contains(t, strings.Join(got, "\n"), "the headers declare")
		}
		require.Equal(t, c.rule, strings.Join(slices.Sorted(maps.Keys(rules)), " "), "headers with %v: %s", c.flags, strings.Join(got, "\n"))
		if len(c.flags) > 0 && !strings.Contains(cc, "msvc") {
			require.Contains(t, strings.Join(got, "\n"), p.says)
		}
	}
}

func or(a, b string) string {
	if a == "none" {
		return ""
	}
	if a != "" {
		return a
	}
	return b
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

// build compiles a source with debug information and loads it.
func build(t *testing.T, cc, src string, flags ...string) *abi.Model {
	t.Helper()
	obj := fmt.Sprintf("%s%d.o", src, len(flags))
	cc, target, _ := strings.Cut(cc, " ")
	args := append([]string{"-g3", "-O1", "-c", "-o", obj, src}, flags...)
	args = append(args, strings.Fields(target)...)
	if strings.HasPrefix(cc, "clang") {
		args = append(args, "-fdebug-macro", "-fstandalone-debug")
	}
	out, err := exec.Command(cc, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	m, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	return m
}

func check(t *testing.T, opt Options, m *abi.Model) *verify.Report {
	t.Helper()
	opt.Triple = m.Target().Triple()
	f, err := Read(opt)
	require.NoError(t, err)
	r := Check(f, m)
	r.Finish()
	return r
}
