package link

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify"
)

// noCore stands for core on targets without an installed one.
const noCore = `#![feature(no_core, lang_items, auto_traits)] #![no_core] #![allow(internal_features)]
#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy {}
impl Copy for f64 {} impl Copy for i32 {}
`

// TestWrappersByTarget: a class around a double travels as a class in C++. So
// does a repr(C) struct of Rust, and a repr(transparent) one travels as a
// double, which is another register on some targets. The judges are the types
// that clang and rustc give to the parameter and the result in LLVM's IR. Where
// they differ, debug information of Rust can't tell which one it is.
func TestWrappersByTarget(t *testing.T) {
	const cxx = "struct One { double d; };\nextern \"C\" { One plain(One); One wrapper(One); }\ndouble use() { return plain({1}).d + wrapper({2}).d; }\n"
	const rust = noCore + `
#[repr(C)] pub struct One { d: f64 }
#[repr(transparent)] pub struct Wrapper { d: f64 }
#[no_mangle] pub extern "C" fn plain(x: One) -> One { x }
#[no_mangle] pub extern "C" fn wrapper(x: Wrapper) -> Wrapper { x }
`
	for _, target := range []struct{ clang, rust string }{
		{"x86_64-linux-gnu", "x86_64-unknown-linux-gnu"}, {"i686-linux-gnu", "i686-unknown-linux-gnu"}, {"aarch64-linux-gnu", "aarch64-unknown-linux-gnu"},
		{"x86_64-w64-windows-gnu", "x86_64-pc-windows-gnu"}, {"x86_64-pc-windows-msvc", "x86_64-pc-windows-msvc"}, {"i686-pc-windows-msvc", "i686-pc-windows-msvc"},
	} {
		t.Run(target.rust, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			in := func(name string) string { return filepath.Join(dir, target.rust+"."+name) }
			require.NoError(t, os.WriteFile(in("x.cc"), []byte(cxx), 0o644))
			require.NoError(t, os.WriteFile(in("x.rs"), []byte(rust), 0o644))
			command(t, "clang++-19", "--target="+target.clang, "-gdwarf-5", "-O1", "-c", "-o", in("x.o"), in("x.cc"))
			command(t, "clang++-19", "--target="+target.clang, "-O1", "-S", "-emit-llvm", "-o", in("c.ll"), in("x.cc"))
			bootstrap(t, "rustc", "--target", target.rust, "--crate-type", "lib", "--crate-name", "x", "--emit", "obj,llvm-ir", "-g", "--out-dir", dir, in("x.rs"))
			require.NoError(t, os.Rename(filepath.Join(dir, "x.o"), in("r.o")))
			require.NoError(t, os.Rename(filepath.Join(dir, "x.ll"), in("r.ll")))
			bootstrap(t, "rustdoc", "--target", target.rust, "--crate-type", "lib", "--crate-name", "x", "-Zunstable-options", "--output-format", "json", "--document-private-items", "-o", dir, in("x.rs"))
			alike := map[bool]bool{}
			for _, result := range []bool{false, true} {
				cxx, rs := irType(t, in("c.ll"), "wrapper", result), irType(t, in("r.ll"), "wrapper", result)
				alike[result] = cxx == rs
				require.Equal(t, cxx, irType(t, in("r.ll"), "plain", result), "repr(C)")
			}
			cpp, err := load.Files([]string{in("x.o")}, load.Options{Languages: load.NoRust})
			require.NoError(t, err)
			data, err := os.ReadFile(filepath.Join(dir, "x.json"))
			require.NoError(t, err)
			c, err := FromRustdoc(data)
			require.NoError(t, err)
			r := Check(cpp, []*Crate{c})
			require.Empty(t, r.CouldNotCheck)
			got := map[string]string{}
			for _, f := range r.Findings {
				got[f.Entity+f.Detail] = f.Rule
			}
			want := map[string]string{}
			if !alike[false] {
				want["One wrapper(One)parameter 1 (x)"] = "TN3018"
			}
			if !alike[true] {
				want["One wrapper(One)result"] = "TN3018"
			}
			require.Equal(t, want, got)
			if strings.Contains(target.rust, "msvc") {
				return // CodeView
			}
			m, err := load.Files([]string{in("r.o")}, load.Options{Languages: load.OnlyRust})
			require.NoError(t, err)
			r = Check(cpp, []*Crate{FromModel("r.o", m)})
			require.Empty(t, r.Findings)
			require.Len(t, r.CouldNotCheck, 2*len(want))
		})
	}
}

// TestResultOnStack: a floating-point result that nobody takes stays on the x87 stack.
// The judge is clang, whose caller takes it from there (fstp) though it does not use it.
func TestResultOnStack(t *testing.T) {
	const cxx = "extern \"C\" { float f(); double d(); int i(); }\n"
	const use = "void use() { f(); d(); i(); }\n"
	const define = "float f() { return 1; } double d() { return 2; } int i() { return 4; }\n"
	const rust = noCore + `extern "C" { pub fn f(); pub fn d(); pub fn i(); }`
	for _, target := range []struct{ clang, rust string }{
		{"x86_64-linux-gnu", "x86_64-unknown-linux-gnu"}, {"i686-linux-gnu", "i686-unknown-linux-gnu"}, {"i686-pc-windows-msvc", "i686-pc-windows-msvc"}, {"aarch64-linux-gnu", "aarch64-unknown-linux-gnu"},
	} {
		dir := t.TempDir()
		call, asmFile := filepath.Join(dir, "call.cc"), filepath.Join(dir, "call.s")
		require.NoError(t, os.WriteFile(call, []byte(cxx+use), 0o644))
		command(t, "clang++-19", "--target="+target.clang, "-O1", "-S", "-o", asmFile, call)
		r := checkSources(t, target.clang, target.rust, cxx+define, rust)
		asm, err := os.ReadFile(asmFile)
		require.NoError(t, err)
		require.Len(t, r.Findings, strings.Count(string(asm), "fstp"), target.rust)
	}
}

// TestHiddenResults: results that no Rust signature spells as C++ does, as tenon bind
// declares them and with one thing wrong.
func TestHiddenResults(t *testing.T) {
	const cxx = `struct Str { ~Str(); char *p; long n; }; struct Pair { int a, b; }; struct Empty {}; struct Three { int a, b, c; };
Str make(int); Str::~Str() {} Str make(int) { return {}; } Pair pair(int a) { return {a, a}; } Empty nothing(int) { return {}; } Three three(void (*)(int)) { return {}; }
Str *keep;
`
	const types = noCore + `
pub struct Opaque([u8; 0]);
impl Copy for u8 {}
#[repr(C)] pub struct HiddenResult12([u32; 3]);
#[repr(C)] pub struct HiddenResult8([u32; 2]);
`
	for _, test := range []struct{ clang, rust, declared, rule string }{
		{"aarch64-linux-gnu", "aarch64-unknown-linux-gnu", "pub fn tenon_x8__Z4makei(n: i32, out: *mut Opaque);", ""},
		{"aarch64-linux-gnu", "aarch64-unknown-linux-gnu", "pub fn tenon_x8__Z4makei(n: i32);", wrongArity},
		{"aarch64-linux-gnu", "aarch64-unknown-linux-gnu", "pub fn tenon_x8__Z4makei(out: *mut Opaque, n: i32);", wrongClass},
		{"aarch64-linux-gnu", "aarch64-unknown-linux-gnu", "pub fn tenon_x8__Z4makei(n: i32, out: *const Opaque);", mutability},
		{"aarch64-linux-gnu", "aarch64-unknown-linux-gnu", "pub fn tenon_x8__Z4pairi(n: i32, out: *mut Opaque);", missingOut},
		{"aarch64-linux-gnu", "aarch64-unknown-linux-gnu", "pub fn tenon_x8__Z4gonei(n: i32, out: *mut Opaque);", missingSymbol},
		{"i686-linux-gnu", "i686-unknown-linux-gnu", "pub fn _Z5threePFviE(f: *mut u8) -> HiddenResult12;", ""},
		{"i686-linux-gnu", "i686-unknown-linux-gnu", "pub fn _Z4pairi(a: i32) -> HiddenResult8;", ""},
		{"i686-linux-gnu", "i686-unknown-linux-gnu", "pub fn _Z4pairi(a: i32) -> i64;", wrongClass},
		{"i686-linux-gnu", "i686-unknown-linux-gnu", "pub fn _Z4pairi(a: i32);", missingOut},
		{"x86_64-pc-windows-msvc", "x86_64-pc-windows-msvc", `#[link_name = "?nothing@@YA?AUEmpty@@H@Z"] pub fn nothing(a: i32) -> u8;`, ""},
		{"x86_64-pc-windows-msvc", "x86_64-pc-windows-msvc", `#[link_name = "?nothing@@YA?AUEmpty@@H@Z"] pub fn nothing(a: i32) -> i32;`, wrongWidth},
	} {
		r := checkSources(t, test.clang, test.rust, cxx, types+"extern \"C\" { "+test.declared+" }\n")
		require.Equal(t, 1, r.Evidence.Functions, test.declared)
		if test.rule == "" {
			require.Empty(t, r.Findings, test.declared)
			continue
		}
		require.NotEmpty(t, r.Findings, test.declared)
		require.Equal(t, test.rule, r.Findings[0].Rule, test.declared)
	}
}

// checkSources compiles C++ for a target and compares it with the source of a Rust crate.
func checkSources(t *testing.T, clangTarget, rustTarget, cxx, rust string) *verify.Report {
	t.Helper()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(in("x.cc"), []byte(cxx), 0o644))
	require.NoError(t, os.WriteFile(in("x.rs"), []byte(rust), 0o644))
	command(t, "clang++-19", "--target="+clangTarget, "-gdwarf-5", "-c", "-o", in("x.o"), in("x.cc"))
	bootstrap(t, "rustdoc", "--target", rustTarget, "--crate-type", "lib", "--crate-name", "x", "-Zunstable-options", "--output-format", "json", "--document-private-items", "-o", dir, in("x.rs"))
	cpp, err := load.Files([]string{in("x.o")}, load.Options{})
	require.NoError(t, err)
	data, err := os.ReadFile(in("x.json"))
	require.NoError(t, err)
	c, err := FromRustdoc(data)
	require.NoError(t, err)
	r := Check(cpp, []*Crate{c})
	require.Empty(t, r.CouldNotCheck, rust)
	return r
}

func bootstrap(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s: %s", name, out)
}

// irType is how a value travels by LLVM's IR, in words that clang and rustc
// share: i64, double, sret, or memory.
func irType(t *testing.T, file, function string, result bool) string {
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	m := regexp.MustCompile(`(?m)^(?:define|declare)([^@]*)@"?\\?\\?(?:\\01)?_?` + function + `"?\((.*?)\)(?: |$)`).FindStringSubmatch(string(data))
	require.NotNil(t, m, "%s in %s", function, file)
	sret := strings.Contains(m[2], "sret")
	text := m[1]
	if !result {
		text = m[2]
		if sret {
			_, text, _ = strings.Cut(text, ", ")
		}
	} else if sret {
		return "sret"
	}
	switch {
	case !result && strings.Contains(file, "i686"):
		return "stack" // in any of the spellings
	case strings.Contains(text, "%struct.One"): // a class of clang's own, which AArch64 takes apart
		return "double"
	case strings.Contains(text, "double"):
		return "double"
	case strings.Contains(text, "float"):
		return "double"
	case strings.Contains(text, "i64"):
		return "i64"
	}
	return "memory"
}
