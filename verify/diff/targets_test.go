package diff_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const targetsSource = `
namespace ns {
struct Point { int x, y; };
struct Wide { long a; wchar_t w; };
struct Base { int a; char b; Base(); };
struct Derived : Base { char c; };
enum class E : unsigned char { one = 1 };
class Shape { public: virtual ~Shape(); virtual int f(int); virtual int f(double); int id; };
int length(const Point &p, E e) { return p.x + p.y + (int)e; }
long wide(Wide *w) { return w->a; }
int derived(Derived &d) { return d.c; }
Shape::~Shape() {}
int Shape::f(int) { return id; }
int Shape::f(double) { return 2; }
int counter;
}
extern "C" int plain(ns::Point *p) { return p->x; }
`

// TestTargets compares one source built for several targets. What must
// differ is in ABI rules §4.3 (l12: a base's tail padding is reused by the
// Itanium rules, not by Microsoft's) and §6 (long, wchar_t, char).
func TestTargets(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.cc", targetsSource)
	build := func(name, triple string) string {
		run(t, dir, compiler(t, "clang", true), "-g", "-gdwarf-5", "-fstandalone-debug", "-Wno-everything", "-target", triple, "-c", "a.cc", "-o", name)
		return filepath.Join(dir, name)
	}
	linux := build("linux.o", "x86_64-linux-gnu")
	for _, c := range []struct {
		name, triple string
		want         []string // "KIND entity detail"
	}{
		{"win.obj", "x86_64-pc-windows-msvc", []string{
			"breaking TN2201 ns::Derived layout", "risky TN2005 ns::wide(ns::Wide *) result",
			"risky TN2207 ns::Wide member a", "risky TN2207 ns::Wide member w"}},
		{"mac.o", "arm64-apple-macosx", nil},
		{"arm.o", "aarch64-linux-gnu", []string{
			"risky TN2206 ns::Base member b", "risky TN2206 ns::Derived member c", "risky TN2206 ns::Wide member w"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := compareFiles(t, linux, build(c.name, c.triple))
			var got []string
			for _, ch := range g.Changes {
				got = append(got, ch.Grade.String()+" "+ch.Kind+" "+ch.Entity+" "+ch.Detail)
			}
			require.Equal(t, c.want, got)
			require.Equal(t, 7, g.Counts.Functions) // Base::Base is only declared
			require.Zero(t, g.Fidelity.Old.Undescribed)
			require.Zero(t, g.Fidelity.New.Undescribed)
		})
	}
}

// TestMicrosoftConstants: strings, floating-point constants and what exceptions
// need are in every object that uses them, and nobody else's business.
func TestMicrosoftConstants(t *testing.T) {
	const source = `struct Fault { int a; Fault(const Fault &); ~Fault(); };
const char *name() { return TEXT; } const wchar_t *wide() { return L"wide" TEXT; }
float scaled(float x) { return x * VALUE; } void pair(double *d) { d[0] = VALUE; d[1] = 2 * VALUE; }
void fail(Fault &f, short n, int i) { if (i > 0) throw f; if (n > 0) throw (KIND)n; }
struct S { virtual int f(); }; int S::f() { return 1; }
`
	dir := t.TempDir()
	write(t, dir, "a.cc", source)
	for _, triple := range []string{"x86_64-pc-windows-msvc", "i686-pc-windows-msvc"} {
		build := func(name, text, value, kind string) string {
			run(t, dir, compiler(t, "clang", true), "-gdwarf", "-O2", "-fexceptions", "-fcxx-exceptions", "-Wno-everything", "-target", triple,
				"-DTEXT=\""+text+"\"", "-DVALUE="+value, "-DKIND="+kind, "-c", "a.cc", "-o", name)
			return filepath.Join(dir, name)
		}
		g := compareFiles(t, build("old.obj", "one", "2.25", "short"), build("new.obj", "another", "3.75", "long"))
		require.Empty(t, g.Changes, triple)
		require.Zero(t, g.Fidelity.New.Undescribed, triple)
		require.Equal(t, 6, g.Fidelity.New.Exported, triple)
	}
}

// TestMicrosoftDeleting: a compiler's own helpers of a class (clang 21 began to
// emit ??_E) are no change of it; a function of the user's is, as is operator
// new[], whose name begins alike.
func TestMicrosoftDeleting(t *testing.T) {
	const source = `struct Shape { Shape(); virtual ~Shape(); }; Shape::Shape() {} Shape::~Shape() {}
#define COPY(s) asm(".section .text,\"xr\",discard,\"" s "\"\n.globl \"" s "\"\n\"" s "\":\nret\n");
EXTRA
`
	dir := t.TempDir()
	write(t, dir, "a.cc", source)
	build := func(name, extra string) string {
		run(t, dir, compiler(t, "clang", true), "-gdwarf", "-Wno-everything", "-target", "x86_64-pc-windows-msvc", "-DEXTRA="+extra, "-c", "a.cc", "-o", name)
		return filepath.Join(dir, name)
	}
	plain := build("plain.obj", "")
	for symbol, changes := range map[string]int{"??_EShape@@UEAAPEAXI@Z": 0, "?free_standing@@YAXXZ": 1, "??_U@YAPEAX_K@Z": 1} {
		with := build("with.obj", "COPY(\""+symbol+"\")")
		require.Len(t, compareFiles(t, with, plain).Changes, changes, symbol)
		require.Len(t, compareFiles(t, plain, with).Changes, changes, symbol)
	}
}

// TestByteOrder compares one source for processors of both byte orders: values
// are equal, a variable is not thread-local because its address ends in the
// number of an operation, and only bit-fields lie elsewhere. The judge is the
// symbol table, and clang's layout: byte 0 holds a in its low bits on AArch64 and
// in its high bits on s390x.
func TestByteOrder(t *testing.T) {
	dir := t.TempDir()
	var text strings.Builder
	text.WriteString("const double ratio = 3.5; const float half = 0.5f; const unsigned long long mask = 0x123456789abcdef0; struct B { unsigned a : 3, b : 7; int c; }; struct B b;\n")
	for i := range 64 { // one of them lies at an address that ends in e0 or 9b
		fmt.Fprintf(&text, "int v%d = %d;\n", i, i+1)
	}
	write(t, dir, "a.c", text.String())
	build := func(name, triple string) string {
		run(t, dir, compiler(t, "clang", false), "-gdwarf-4", "-ffreestanding", "-target", triple, "-c", "a.c", "-o", name+".o")
		run(t, dir, "ld.lld-15", "-shared", "-o", name, name+".o")
		return filepath.Join(dir, name)
	}
	g := compareFiles(t, build("little", "powerpc64le-linux-gnu"), build("big", "powerpc64-linux-gnu"))
	var got []string
	for _, ch := range g.Changes {
		got = append(got, ch.Grade.String()+" "+ch.Kind+" "+ch.Entity+" "+ch.Detail)
	}
	require.Equal(t, []string{"risky TN2209 B member a", "risky TN2209 B member b"}, got)
}

// TestResultOfConstructors: g++ for ARM says that constructors and destructors
// return this; clang does not, nor does the language.
func TestResultOfConstructors(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.cc", "struct S { S(); virtual ~S(); int a; }; S::S() : a(1) {} S::~S() {} int f(S *s) { return s->a; }\n")
	run(t, ".", "clang-15", "-target", "arm-linux-gnueabihf", "-c", "testdata/arm_constructors.s", "-o", filepath.Join(dir, "arm.o"))
	run(t, dir, compiler(t, "clang", true), "-g", "-fstandalone-debug", "-target", "i686-linux-gnu", "-c", "a.cc", "-o", "x86.o")
	g := compareFiles(t, filepath.Join(dir, "x86.o"), filepath.Join(dir, "arm.o"))
	for _, ch := range g.Changes {
		require.NotEqual(t, "TN2005", ch.Kind, "%v", ch)
	}
	require.Equal(t, 3, g.Counts.Functions)
}
