package gen_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// TestOldRustOnWindows: what rustc 1.63 passes in another way than clang does
// for Windows is not bound for it, and what it passes in the same way is. Both
// compilers are asked.
func TestOldRustOnWindows(t *testing.T) {
	t.Parallel()
	const source = `struct alignas(8) Eight { int a; }; struct alignas(16) Sixteen { int a; }; struct Plain { long long a; int b; };
extern "C" int eight(int x, Eight v) { return v.a; }
extern "C" int sixteen(int x, Sixteen v) { return v.a; }
extern "C" int plain(int x, Plain v) { return v.b; }
extern "C" short small(short v) { return v + 1; }
extern "C" int word(int v) { return v + 1; }
`
	const rust = `#![feature(no_core, lang_items)] #![no_core] #![crate_type = "lib"]
#[lang = "sized"] pub trait Sized {} #[lang = "copy"] pub trait Copy {}
impl Copy for i16 {} impl Copy for i32 {} impl Copy for i64 {} impl Copy for Eight {} impl Copy for Sixteen {} impl Copy for Plain {}
#[repr(C, align(8))] pub struct Eight { a: i32 } #[repr(C, align(16))] pub struct Sixteen { a: i32 } #[repr(C)] pub struct Plain { a: i64, b: i32 }
extern "C" { fn eight(x: i32, v: Eight) -> i32; fn sixteen(x: i32, v: Sixteen) -> i32; fn plain(x: i32, v: Plain) -> i32; fn small(v: i16) -> i16; fn word(v: i32) -> i32; }
#[no_mangle] pub unsafe fn call(e: Eight, s: Sixteen, p: Plain) { eight(1, e); sixteen(1, s); plain(1, p); small(1); word(1); }
`
	rustc, env := fixtures.Rust163(t)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "s.cc"), []byte(source), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "s.rs"), []byte(rust), 0o644))
	for _, target := range []string{"x86_64-pc-windows-msvc", "i686-pc-windows-msvc", "aarch64-pc-windows-msvc"} {
		object := filepath.Join(dir, target+".o")
		run(t, nil, "clang++-19", "--target="+target, "-gdwarf", "-O1", "-c", filepath.Join(dir, "s.cc"), "-o", object)
		cxx := travels(run(t, nil, "clang++-19", "--target="+target, "-O1", "-S", "-emit-llvm", "-o", "-", filepath.Join(dir, "s.cc")))
		ir := filepath.Join(dir, target+".ll")
		run(t, append(env, "RUSTC_BOOTSTRAP=1"), rustc, "-A", "warnings", "-C", "panic=abort", "--target", target, "--emit", "llvm-ir="+ir, filepath.Join(dir, "s.rs"))
		text, err := os.ReadFile(ir)
		require.NoError(t, err)
		old := travels(string(text))
		delete(old, "call")
		require.Len(t, old, 5)
		_, out := bind(t, object, gen.Config{RustTarget: "1.63"})
		for name, how := range old {
			bound := strings.Contains(string(out.Rust), "pub fn "+name+"(")
			require.Equal(t, cxx[name] == how, bound, "%s %s: clang %s, rustc 1.63 %s", target, name, cxx[name], how)
		}
	}
}

// travels says of each function of LLVM's text what tells how its values
// travel: copies on the stack, pairs of registers, and whether the receiver of
// a small integer takes it as extended.
func travels(ir string) map[string]string {
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^(?:define|declare)([^@\n]*)@(\w+)\((.*)\)`).FindAllStringSubmatch(ir, -1) {
		how := ""
		for _, word := range []string{"byval", "i128", "[2 x i64]"} {
			if strings.Contains(m[3], word) {
				how += word + " "
			}
		}
		if strings.Contains(m[1], "ext ") && strings.Contains(ir, "aarch64") {
			how += "extended"
		}
		out[m[2]] = how
	}
	return out
}

// TestOldRustSplits: AAPCS64 passes a class of 12 bytes as a whole (§6.8.2 C.12, C.13), rustc before 1.79 half in the last
// register and half on the stack. The machine code of callers by clang and by rustc 1.63 is the judge.
func TestOldRustSplits(t *testing.T) {
	t.Parallel()
	const target = "aarch64-unknown-linux-gnu"
	cxx := "struct Odd { int a; float b; unsigned char c; };\nextern \"C\" {\n"
	rust := `#![feature(no_core, lang_items)] #![no_core] #![crate_type = "lib"]
#[lang = "sized"] pub trait Sized {} #[lang = "copy"] pub trait Copy {}
impl Copy for i64 {} #[repr(C)] pub struct Odd { a: i32, b: f32, c: u8 }
`
	last := []int{5, 6, 7}
	for _, n := range last {
		longs := strings.TrimSuffix(strings.Repeat("long, ", n), ", ")
		ones := strings.TrimSuffix(strings.Repeat("1, ", n), ", ")
		cxx += fmt.Sprintf("int f%[1]d(%[2]s, Odd o); void call%[1]d(const Odd *o) { f%[1]d(%[3]s, *o); }\nint own%[1]d(%[2]s, Odd o) { return o.a; }\n", n, longs, ones)
		rust += fmt.Sprintf("extern \"C\" { fn f%[1]d(%[2]s, o: Odd) -> i32; } #[no_mangle] pub unsafe fn call%[1]d(o: Odd) { f%[1]d(%[3]s, o); }\n",
			n, strings.ReplaceAll(longs, "long", "_: i64"), ones)
	}
	rustc, env := fixtures.Rust163(t)
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(path("s.cc"), []byte(cxx+"}\n"), 0o644))
	require.NoError(t, os.WriteFile(path("s.rs"), []byte(rust), 0o644))
	run(t, nil, "clang++-15", "--target="+target, "-g", "-O1", "-c", path("s.cc"), "-o", path("s.o"))
	clang := run(t, nil, "clang++-15", "--target="+target, "-O1", "-S", "-o", "-", path("s.cc"))
	run(t, append(env, "RUSTC_BOOTSTRAP=1"), rustc, "-A", "warnings", "-C", "panic=abort", "-C", "opt-level=1", "--target", target, "--emit", "asm="+path("r.s"), path("s.rs"))
	old, err := os.ReadFile(path("r.s"))
	require.NoError(t, err)
	usesLast := func(asm string, n int) bool {
		_, body, ok := strings.Cut(asm, fmt.Sprintf("\ncall%d:", n))
		require.True(t, ok)
		body, _, ok = strings.Cut(body, fmt.Sprintf("f%d\n", n)) // up to the call
		require.True(t, ok)
		return regexp.MustCompile(`\b[xw]7\b`).MatchString(body)
	}
	_, out := bind(t, path("s.o"), gen.Config{RustTarget: "1.78"})
	_, newer := bind(t, path("s.o"), gen.Config{RustTarget: "1.79"})
	for _, n := range last {
		name := fmt.Sprintf("pub fn own%d(", n)
		require.Equal(t, usesLast(clang, n) == usesLast(string(old), n), strings.Contains(string(out.Rust), name), "%d", n)
		require.Contains(t, string(newer.Rust), name)
	}
	require.NotEqual(t, usesLast(clang, 7), usesLast(string(old), 7))
}

// TestOldRustVariadic: "..." alone is an error for rustc 1.63, also in a type of function.
func TestOldRustVariadic(t *testing.T) {
	t.Parallel()
	const source = `namespace n { struct C { int v; int m(...); }; int C::m(...) { return v; }
int bare(...) { return 1; } int one(int, ...) { return 2; } int pointer(int (*f)(...)) { return f(3); }
struct E {}; int none(E, ...) { return 4; } struct N { ~N(); int x; }; N::~N() {} N built(...) { return N(); } int callback(int (*f)(E, ...)) { return f(E()); } }
`
	rustc, env := fixtures.Rust163(t)
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(path("s.cc"), []byte(source), 0o644))
	run(t, nil, "g++", "-g", "-O1", "-c", path("s.cc"), "-o", path("s.o"))
	_, out := bind(t, path("s.o"), gen.Config{RustTarget: "1.63"})
	require.NoError(t, os.WriteFile(path("old.rs"), append([]byte("#![no_std]\n"), out.Rust...), 0o644))
	run(t, env, rustc, "--edition", "2021", "-D", "warnings", "--crate-type", "lib", "--emit", "metadata", "-o", path("old.rmeta"), path("old.rs"))
	for name, bound := range map[string]bool{"n_bare": false, "n_one": true, "n_pointer": true, "n_C_m": true, "n_none": false, "n_built": true, "n_callback": true} {
		require.Equal(t, bound, strings.Contains(string(out.Rust), "pub fn "+name+"("), name)
	}
	_, newer := bind(t, path("s.o"), gen.Config{RustTarget: "1.80"})
	require.Contains(t, string(newer.Rust), "pub fn n_bare(...)")
	require.Contains(t, string(newer.Rust), "pub fn n_none(...)")
}

// TestOldRustTables: a table of functions that Rust defines holds none that an
// old compiler would read wrongly: C++ leaves the upper bits of a short
// undefined on AArch64 (clang's caller does not extend it), and rustc 1.63
// relies on them. extern "thiscall" is no Rust before 1.73 (its error E0658).
func TestOldRustTables(t *testing.T) {
	t.Parallel()
	const source = `struct Wide { virtual void moved(int x) = 0; virtual ~Wide(); }; Wide::~Wide() {}
struct Narrow { virtual void moved(short x) = 0; virtual ~Narrow(); }; Narrow::~Narrow() {}
void drive(Wide *w, Narrow *n, int x) { w->moved(x); n->moved(x); }
`
	dir := t.TempDir()
	in := filepath.Join(dir, "s.cc")
	require.NoError(t, os.WriteFile(in, []byte(source), 0o644))
	for _, c := range []struct {
		target, rust string
		want         []string // tables
		thiscall     bool
	}{
		{"aarch64-linux-gnu", "1.63", []string{"Wide"}, false},
		{"aarch64-linux-gnu", "1.78", []string{"Wide", "Narrow"}, false},
		{"aarch64-pc-windows-msvc", "1.63", []string{"Wide"}, false},
		{"x86_64-linux-gnu", "1.63", []string{"Wide", "Narrow"}, false},
		{"i686-pc-windows-msvc", "1.63", nil, false},
		{"i686-pc-windows-msvc", "1.73", []string{"Wide", "Narrow"}, true},
	} {
		object := filepath.Join(dir, "s.o")
		run(t, nil, "clang++-19", "--target="+c.target, "-gdwarf", "-fstandalone-debug", "-O1", "-c", in, "-o", object)
		_, out := bind(t, object, gen.Config{RustTarget: c.rust})
		var got []string
		for _, class := range []string{"Wide", "Narrow"} {
			if strings.Contains(string(out.Rust), "pub struct "+class+"__Table") {
				got = append(got, class)
			}
		}
		require.Equal(t, c.want, got, "%s %s", c.target, c.rust)
		require.Equal(t, c.thiscall, strings.Contains(string(out.Rust), "thiscall"), "%s %s", c.target, c.rust)
	}
}
