package mangle

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/msvc"
)

// rows: a name of each scheme, how it reads and what its parts are.
var rows = []struct {
	name     string
	scheme   ast.Scheme
	readable string
	parts    Parts
}{
	{"_ZNKSt6vectorIiSaIiEE4sizeEv", ast.Itanium, "std::vector<int, std::allocator<int>>::size() const",
		Parts{Kind: "function", Scope: []string{"std", "vector<int, std::allocator<int>>"}, Name: "size", Params: []string{}, Qualifiers: []string{"const"}}},
	{"_Z2pkIJi1SPcEEvDpT_", ast.Itanium, "void pk<int, S, char*>(int, S, char*)",
		Parts{Kind: "function", Name: "pk", TemplateArgs: []string{"int", "S", "char*"}, Params: []string{"int", "S", "char*"}, Result: "void"}},
	{"_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEED2Ev", ast.Itanium, "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char>>::~basic_string()",
		Parts{Kind: "destructor", Scope: []string{"std", "__cxx11", "basic_string<char, std::char_traits<char>, std::allocator<char>>"}, Name: "~basic_string", Params: []string{}}},
	{"_ZZ3lamvENKUliE_clEi", ast.Itanium, "lam()::'lambda'(int)::operator()(int) const",
		Parts{Kind: "operator", Scope: []string{"lam()", "'lambda'(int)"}, Name: "operator()", Params: []string{"int"}, Qualifiers: []string{"const"}}},
	{"_ZThn16_N1B1fEv", ast.Itanium, "non-virtual thunk to B::f()", Parts{Kind: "non-virtual thunk", Scope: []string{"B"}, Name: "f", Params: []string{}}},
	{"_ZTVN1n1AE", ast.Itanium, "vtable for n::A", Parts{Kind: "vtable", Scope: []string{"n"}, Name: "A"}},
	{"??0K@n@@QEAA@H@Z", ast.Microsoft, "public: __cdecl n::K::K(int)",
		Parts{Kind: "constructor", Scope: []string{"n", "K"}, Name: "K", Params: []string{"int"}, Access: "public", Convention: "__cdecl"}},
	{"??$tf@H$02@t@@SAHHPEAHZZ", ast.Microsoft, "public: static int __cdecl t::tf<int, 3>(int, int *, ...)",
		Parts{Kind: "function", Scope: []string{"t"}, Name: "tf", TemplateArgs: []string{"int", "3"}, Params: []string{"int", "int *"}, Variadic: true,
			Result: "int", Access: "public", Storage: []string{"static"}, Convention: "__cdecl"}},
	{"?x@S@@2HB", ast.Microsoft, "public: static int const S::x", Parts{Kind: "variable", Scope: []string{"S"}, Name: "x", Type: "int const", Access: "public", Storage: []string{"static"}}},
	{"?f@?1??g@@YAXXZ@YAXXZ", ast.Microsoft, "void __cdecl `void __cdecl g(void)'::`2'::f(void)",
		Parts{Kind: "function", Scope: []string{"`void __cdecl g(void)'::`2'"}, Name: "f", Params: []string{}, Result: "void", Convention: "__cdecl"}},
	{"??_R0?AUS@@@8", ast.Microsoft, "struct S `RTTI Type Descriptor'", Parts{Kind: "type descriptor", Type: "struct S"}},
	// As llvm-cxxfilt-19 reads them: S is the constructor of a tuple struct.
	{"_RNcNtC3foo1S0", ast.RustV0, "foo::S", Parts{Kind: "item", Scope: []string{"foo"}, Name: "S"}},
	{"_RINvC3foo3barNcNtB2_1S0xE", ast.RustV0, "foo::bar::<foo::S, i64>", Parts{Kind: "item", Scope: []string{"foo", "bar"}, Name: "<foo::S, i64>"}},
	{"_RNvCskwGfYPst2Cb_3foo16example_function", ast.RustV0, "foo::example_function", Parts{Kind: "item", Scope: []string{"foo"}, Name: "example_function"}},
	{"_ZN4core3fmt5Write9write_fmt17h0123456789abcdefE", ast.RustLegacy, "core::fmt::Write::write_fmt", Parts{Kind: "item", Scope: []string{"core", "fmt", "Write"}, Name: "write_fmt"}},
}

func TestEveryScheme(t *testing.T) {
	for _, r := range rows {
		require.Equal(t, r.scheme, Detect(r.name), r.name)
		got, err := Demangle(r.name)
		require.NoError(t, err, r.name)
		require.Equal(t, r.readable, got)
		sym, err := Parse(r.name)
		require.NoError(t, err, r.name)
		r.parts.Scheme = r.scheme.String()
		require.Equal(t, r.parts, Explain(sym), r.name)
	}
}

// TestNotMangled: what is no name, or a broken one, comes out as it went in.
func TestNotMangled(t *testing.T) {
	for _, n := range []string{"", "main", "_", "__", "_ZNSt3mapIiSsE", "_R", "_RNv", "?", "?f@@", "??", ".text", "_start", "_ZN1", "_ZN4core17h0123456789abcdeE", "Z1fv"} {
		got, err := Demangle(n)
		require.Error(t, err, n)
		require.Equal(t, n, got)
		require.Equal(t, n, Filter(n))
	}
}

const text = "a ?f@@YAXXZ, (_Z1fv) <?g@@YAXXZ> \"_Z1fv\" x_Z1fv _Z1gi. __imp_?f@@YAXXZ .?AUS@@ _Z1fv@@V1 what? no\n_ZN1 ?x@@ a_?b@@3HA ?a@@3HA<?b@@3HA>\n"
const readable = "a void __cdecl f(void), (f()) <void __cdecl g(void)> \"f()\" x_Z1fv g(int). __imp_void __cdecl f(void) struct S `RTTI Type Descriptor Name' f()@@V1 what? no\n_ZN1 ?x@@ a_int b int a<int b>\n"

func TestFilter(t *testing.T) {
	require.Equal(t, readable, Filter(text))
	var broken []string
	note := func(name string, err error) { broken = append(broken, fmt.Sprint(name, ": ", err)) }
	for _, n := range []int{1, 40000} {
		var out bytes.Buffer
		broken = nil
		require.NoError(t, Copy(&out, strings.NewReader(strings.Repeat(text, n)), Options{Broken: note}))
		require.Equal(t, strings.Repeat(readable, n), out.String())
		require.Len(t, broken, 2*n)
		require.Equal(t, []string{"_ZN1: invalid Itanium name at offset 4", "?x@@: invalid Microsoft name at offset 4"}, broken[:2])
	}
	var out bytes.Buffer
	require.NoError(t, Copy(&out, iotest.OneByteReader(strings.NewReader(text)), Options{}))
	require.Equal(t, readable, out.String())
	bad := errors.New("disk full")
	require.ErrorIs(t, Copy(failing{bad}, strings.NewReader(strings.Repeat(text, 40000)), Options{}), bad)
	require.ErrorIs(t, Copy(&out, iotest.ErrReader(bad), Options{}), bad)
	require.Equal(t, []string{"?f@@YAXXZ", "_Z1fv"}, new(Finder).Names("x ?f@@YAXXZ, _Z1fv"))
}

// TestCompiler: a name that compilers read differently is read if the compiler
// is known. The object of testdata/counting.cc of package msvc has it: T is in ns.
func TestCompiler(t *testing.T) {
	const name, want = "??__K_k@ns@@YA?AUT@1@_K@Z", "struct ns::T __cdecl ns::operator \"\"_k(unsigned __int64)"
	got, err := Demangle(name)
	require.ErrorIs(t, err, msvc.ErrAmbiguous)
	require.Equal(t, name, got)
	f := Finder{Options: Options{Compiler: msvc.Clang15}}
	got, parts, err := f.Read(name)
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Equal(t, "struct ns::T", parts.Result)
	require.Equal(t, "("+want+")", f.Replace("("+name+")"))
}

// TestLongLine: a line without spaces takes time in proportion to its length.
func TestLongLine(t *testing.T) {
	for _, s := range []string{"?a@@3HA<", "?a@@3HA", "?", "??", "?a@", "_Z", ".?AU", "?a@@YAXP6AX", "_Z1fv.", "?$a@?0?"} {
		long := strings.Repeat(s, 1<<21/len(s))
		start := time.Now()
		out := Filter(long)
		require.Less(t, time.Since(start), 10*time.Second, s)
		require.NotEmpty(t, out)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestLibraries: a batch gives what single calls give.
func TestLibraries(t *testing.T) {
	names := librarySymbols(t)
	out, errs := DemangleAll(names)
	for i, n := range names {
		want, err := Demangle(n)
		require.Equal(t, want, out[i])
		require.Equal(t, err, errs[i])
	}
	t.Logf("%d names", len(names))
}

func librarySymbols(t testing.TB) []string {
	data, err := exec.Command("nm", "-D", "--defined-only", "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30").Output()
	require.NoError(t, err, "packages binutils, libstdc++6-12-dbg")
	var out []string
	for _, l := range strings.Split(string(data), "\n") {
		if f := strings.Fields(l); len(f) > 0 {
			name, _, _ := strings.Cut(f[len(f)-1], "@")
			out = append(out, name)
		}
	}
	return out
}

// FuzzFilter: text around names is kept, nothing hangs or panics.
func FuzzFilter(f *testing.F) {
	f.Add(text)
	for _, r := range rows {
		f.Add("<" + r.name + ">")
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Filter(s)
		for _, n := range new(Finder).Names(s) {
			if sym, err := Parse(n); err == nil {
				Explain(sym)
			}
		}
		if strings.HasPrefix(s, "plain ") != strings.HasPrefix(out, "plain ") {
			t.Fatal("text was changed")
		}
	})
}

// BenchmarkDemangleAll reads the symbols of libstdc++ on all cores.
func BenchmarkDemangleAll(b *testing.B) {
	names := librarySymbols(b)
	for b.Loop() {
		DemangleAll(names)
	}
	b.ReportMetric(float64(b.N)*float64(len(names))/b.Elapsed().Seconds(), "names/s")
}
