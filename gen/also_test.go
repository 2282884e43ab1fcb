package gen

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
)

// said is what an output says: signatures by link name, assertions by message.
type said struct{ functions, asserts map[string]string }

var (
	linked   = regexp.MustCompile(`(?s)#\[link_name = "\\u\{1\}([^"]*)"\]\s*(pub .*?);\n`)
	asserted = regexp.MustCompile(`(?s)assert!\(\s*([^;]*?),\s*("[^"]*")\s*\)`)
	named    = regexp.MustCompile(`^pub fn (\w+?)(_void|_[0-9a-f]{8})?\(`)
	spaces   = regexp.MustCompile(`\s+`)
)

func saidBy(rust string) said {
	s := said{map[string]string{}, map[string]string{}}
	for _, m := range linked.FindAllStringSubmatch(rust, -1) {
		s.functions[m[1]] = named.ReplaceAllString(spaces.ReplaceAllString(m[2], " "), "pub fn $1(") // names depend on what else is bound
	}
	for _, m := range asserted.FindAllStringSubmatch(rust, -1) {
		s.asserts[m[2]] = spaces.ReplaceAllString(m[1], " ")
	}
	return s
}

func defines(m *abi.Model, symbol string) bool {
	return slices.ContainsFunc(m.Symbols(), func(r abi.SymbolRow) bool {
		return m.Str(r.Name) == strings.TrimPrefix(symbol, "_") || m.Str(r.Name) == symbol
	})
}

// TestAlsoTarget: what is written for a target from another target's object is
// what the object of that target says: link names, signatures, layouts.
func TestAlsoTarget(t *testing.T) {
	for _, pair := range [][2]string{{"gcc12-dwarf5", "clang15-coff-x86_64"}, {"clang15-dwarf5", "clang15-coff-x86_64"}, {"clang15-aarch64", "clang15-coff-aarch64"},
		{"gcc12-dwarf5", "clang15-macho-x86_64"}, {"clang15-dwarf5", "clang15-macho-x86_64"}, {"clang15-aarch64", "clang15-macho-arm64"}} {
		v, on := fixtures.VariantNamed(pair[0]), fixtures.VariantNamed(pair[1])
		equal, asserts, assumed, withheld := 0, 0, 0, map[string]int{}
		for _, s := range on.Sources() {
			if !slices.Contains(v.Sources(), s) {
				continue
			}
			m, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
			require.NoError(t, err)
			real, err := load.Files([]string{fixtures.Build(t, on, s)}, load.Options{})
			require.NoError(t, err)
			there, err := GenerateFor(m, real.Target(), Config{})
			require.NoError(t, err)
			out, err := Generate(real, Config{})
			require.NoError(t, err)
			want, got := saidBy(string(out.Rust)), saidBy(string(there.Rust))
			for symbol, sig := range got.functions {
				if _, ok := want.functions[symbol]; !ok {
					if defines(real, symbol) {
						continue // there under its own name, or weak
					}
					assumed++
					t.Logf("%s, %s: %s: %s", v.Name, s.Name, symbol, sig)
					continue
				}
				require.Equal(t, want.functions[symbol], sig, "%s to %s, %s: %s", v.Name, on.Name, s.Name, symbol)
				equal++
			}
			for what, cond := range got.asserts {
				if w, ok := want.asserts[what]; ok {
					require.Equal(t, w, cond, "%s to %s, %s", v.Name, on.Name, s.Name)
					asserts++
				}
			}
			for _, s := range there.Skipped {
				withheld[s.Reason]++
			}
		}
		t.Logf("%s for %s: %d functions as the object there has them, %d assertions, %d names that it does not have; withheld: %v", v.Name, on.Name, equal, asserts, assumed, withheld)
		require.Greater(t, equal, 100)
		require.LessOrEqual(t, assumed, 5) // const and array parameters, constants that no code there needs
	}
}

// TestAlsoTargetTypedefs: typedefs of the C library that are other types on the
// target change names; where debug info has stripped one, the name is not
// known. The judge is what clang makes of the same source there.
func TestAlsoTargetTypedefs(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "t.cc")
	require.NoError(t, os.WriteFile(src, []byte(`#include <stdint.h>
#include <stddef.h>
template <int64_t N> struct Value { int v; };
template <class T> struct Type { T v; };
int value(Value<5> *p) { return p->v; }
int type(Type<int64_t> *p) { return (int)p->v; }
int narrow(Type<int32_t> *p) { return p->v; }
int64_t plain(int64_t a, uint64_t b, size_t c) { return a + (int64_t)b + (int64_t)c; }
int callback(int (*f)(uint64_t)) { return f(1); }
int untouched(int (*f)(unsigned)) { return f(1); }
template <class T> T twice(T a) { return a + a; }
template int twice(int);
template int64_t twice(int64_t);
`), 0o644))
	build := func(name, tool string, flags ...string) *abi.Model {
		obj := filepath.Join(dir, name)
		out, err := exec.Command(tool, append(flags, "-std=c++17", "-g", "-ffreestanding", "-c", src, "-o", obj)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", tool, out)
		m, err := load.Files([]string{obj}, load.Options{})
		require.NoError(t, err)
		return m
	}
	here, there := build("linux.o", "g++-12"), build("macos.o", "clang++-15", "--target=x86_64-apple-macosx11")
	out, err := GenerateFor(here, abi.TargetX64Apple, Config{})
	require.NoError(t, err)
	var bound []string
	for symbol := range saidBy(string(out.Rust)).functions {
		require.True(t, defines(there, symbol), symbol)
		bound = append(bound, strings.TrimPrefix(symbol, "_"))
	}
	require.ElementsMatch(t, []string{"_Z6narrowP4TypeIiE", "_Z5plainxym", "_Z9untouchedPFijE", "_Z5twiceIiET_S0_"}, bound)
	unknown := map[string]bool{}
	for _, s := range out.Skipped {
		if s.Reason == "link-name-unknown" {
			unknown[s.Name] = true
		}
	}
	require.Len(t, unknown, 4, "%v", unknown)
}

// TestAlsoTargetSystem: of what the headers of one system or processor declare,
// only what is the same there is predicted: layouts, functions, and no
// constants of macOS's or of another processor's headers. The judge is the
// object of AArch64.
func TestAlsoTargetSystem(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "t.cc")
	require.NoError(t, os.WriteFile(src, []byte(`#include <unistd.h>
#include <pthread.h>
#include <sys/stat.h>
#include <setjmp.h>
#include <fenv.h>
#include <sys/ucontext.h>
#include <mutex>
#include <immintrin.h>
struct Links { nlink_t n; int b; }; struct Blocks { blksize_t n; int b; }; struct Files { dev_t d; off_t o; ino_t i; pid_t p; };
struct Locks { pthread_mutex_t m[2]; }; struct Derived : std::mutex { int n; }; struct Jump { __jmp_buf j; int b; };
struct Env { fexcept_t v; int b; }; union Lanes { __m128i v; int b; };
int links(Links *l) { return l->b; } int blocks(Blocks *l) { return l->b; } int files(Files *l) { return l->p; } int locks(Locks *) { return 0; }
int derived(Derived *l) { return l->n; } int jump(Jump *l) { return l->b; } int env(Env *l) { return l->b; } int lanes(Lanes *l) { return l->b; }
long pids(pid_t p, uid_t u, off_t o) { return p + u + o; } int count(nlink_t n) { return (int)n; } long wide(wchar_t *w) { return *w; }
long page() { return sysconf(_SC_PAGESIZE) + REG_R8; }
`), 0o644))
	build := func(name, tool string, edit ...string) *abi.Model {
		text, err := os.ReadFile(src)
		require.NoError(t, err)
		in := filepath.Join(dir, name+".cc")
		require.NoError(t, os.WriteFile(in, []byte(strings.NewReplacer(edit...).Replace(string(text))), 0o644))
		out, err := exec.Command(tool, "-std=c++17", "-g", "-D_GNU_SOURCE", "-c", in, "-o", in+".o").CombinedOutput()
		require.NoError(t, err, "%s: %s", tool, out)
		m, err := load.Files([]string{in + ".o"}, load.Options{})
		require.NoError(t, err)
		return m
	}
	here := build("x", "g++-12")
	there := build("a", "aarch64-linux-gnu-g++-12", "#include <immintrin.h>", "", "union Lanes { __m128i v;", "union Lanes {", " + REG_R8", "")
	real, err := Generate(there, Config{})
	require.NoError(t, err)
	want := saidBy(string(real.Rust))

	out, err := GenerateFor(here, abi.TargetA64Linux, Config{})
	require.NoError(t, err)
	got := saidBy(string(out.Rust))
	for what, cond := range got.asserts {
		require.Equal(t, want.asserts[what], cond, what)
	}
	require.Contains(t, got.asserts, `"size of Files"`)
	for symbol, sig := range got.functions {
		require.Equal(t, want.functions[symbol], sig, symbol)
	}
	require.Contains(t, got.functions, "_Z4pidsijl")
	require.NotContains(t, got.functions, "_Z5countm")
	require.NotContains(t, string(out.Rust), "REG_R8")

	out, err = GenerateFor(here, abi.TargetA64Apple, Config{})
	require.NoError(t, err)
	require.NotContains(t, string(out.Rust), "_SC_PAGESIZE")
	require.NotContains(t, saidBy(string(out.Rust)).asserts, `"size of Files"`)
}

// TestAlsoTargetAbstract: clang has no complete constructor of an abstract class,
// g++ has, and what is bound for another target can be linked to either.
func TestAlsoTargetAbstract(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "t.cc")
	require.NoError(t, os.WriteFile(source, []byte("struct A { A(); virtual int f() = 0; virtual int g(); int x; }; A::A() {} int A::g() { return 1; }\n"+
		"struct B : A { B(); int f() override; }; B::B() {} int B::f() { return x; }\n"), 0o644))
	build := func(name string, compiler ...string) string {
		object := filepath.Join(dir, name)
		out, err := exec.Command(compiler[0], append(compiler[1:], "-g", "-c", source, "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		return object
	}
	there := []string{build("g.o", "aarch64-linux-gnu-g++-12"), build("c.o", "clang++-15", "--target=aarch64-linux-gnu")}
	for _, here := range []string{build("gx.o", "g++-12"), build("cx.o", "clang++-15")} {
		m, err := load.Files([]string{here}, load.Options{})
		require.NoError(t, err)
		out, err := GenerateFor(m, abi.TargetA64Linux, Config{})
		require.NoError(t, err)
		functions := saidBy(string(out.Rust)).functions
		require.Len(t, functions, 4)
		for _, object := range there {
			symbols, err := exec.Command("nm", "--defined-only", object).Output()
			require.NoError(t, err)
			for name := range functions {
				require.Contains(t, string(symbols), " "+name+"\n", object)
			}
		}
	}
}

// TestAlsoTargetSources: declarations in a folder named after a processor say
// nothing about others.
func TestAlsoTargetSources(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "arch/x86_64"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "arch/x86_64/regs.h"), []byte("struct Regs { long r[16]; }; typedef long word; enum Flag { CARRY = 1, ZERO = 64 };\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "t.cc"), []byte(`#include "arch/x86_64/regs.h"
struct Plain { int a; }; struct Holds { Regs r; word w; };
int plain(Plain *p) { return p->a; } long holds(Holds *h) { return h->w; } Flag flag() { return ZERO; } word get() { return 0; }
`), 0o644))
	cmd := exec.Command("g++-12", "-g", "-c", "t.cc")
	cmd.Dir = dir
	require.NoError(t, cmd.Run())
	m, err := load.Files([]string{filepath.Join(dir, "t.o")}, load.Options{})
	require.NoError(t, err)
	out, err := GenerateFor(m, abi.TargetA64Linux, Config{})
	require.NoError(t, err)
	got := saidBy(string(out.Rust))
	require.Contains(t, got.asserts, `"size of Plain"`)
	for _, no := range []string{"Regs", "Holds"} {
		require.NotContains(t, got.asserts, `"size of `+no+`"`)
	}
	require.Len(t, got.functions, 2)
	require.NotContains(t, string(out.Rust), "ZERO")
}
