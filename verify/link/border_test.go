package link

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify"
)

// mutation breaks one thing of a correct source: the first occurrence of old
// becomes new, and the check must find rule.
type mutation struct{ old, new, rule string }

var callMutations = []mutation{
	{"plain(a: i32, b: u32, c: i16, d: u8)", "plain(a: i32, b: u32, c: i16)", wrongArity},
	{"plain(a: i32,", "plain(z: i32, a: i32,", wrongArity},
	{"plain(a: i32,", "plain(a: i64,", wrongWidth},
	{"plain(a: i32,", "plain(a: u32,", wrongSign},
	{"plain(a: i32, b: u32", "plain(a: i32, b: i32", wrongSign},
	{"c: i16", "c: u16", wrongSign},
	{"c: i16", "c: i32", wrongWidth},
	{"d: u8", "d: i8", wrongSign},
	{"d: u8", "d: bool", invalidValue},
	{"d: u8) -> i32", "d: u8) -> i64", wrongWidth},
	{"d: u8) -> i32", "d: u8)", ""},
	{"plain(a: i32,", "plain(a: f32,", wrongClass},
	{"plain(a: i32,", "plain(a: *const i32,", wrongClass},
	{"wide(a: i64, b: u64)", "wide(a: i32, b: u64)", wrongWidth},
	{"wide(a: i64, b: u64) -> i64", "wide(a: i64, b: u64) -> i32", wrongWidth},
	{"wide(a: i64, b: u64) -> i64", "wide(a: i64, b: u64) -> f64", wrongClass},
	{"real(a: f64", "real(a: f32", wrongWidth},
	{"real(a: f64", "real(a: u64", wrongClass},
	{"b: f32) -> f64", "b: f64) -> f64", wrongWidth},
	{"b: f32) -> f64", "b: f32) -> f32", wrongWidth},
	{"flag(a: bool)", "flag(a: u8)", invalidValue},
	{"flag(a: bool)", "flag(a: i32)", wrongWidth},
	{"out: *mut i32", "out: *const i32", mutability},
	{"out: *mut i32", "out: *mut i64", wrongWidth},
	{"out: *mut i32", "out: &i32", mutability},
	{"out: *mut i32", "out: *mut f32", wrongClass},
	{"inp: *const i32", "inp: *const i16", wrongWidth},
	{"inp: *const i32)", "inp: *const i32) -> i32", wrongClass},
	{"by_value(p: Point)", "by_value(p: *const Point)", wrongClass},
	{"by_value(p: Point) -> Point", "by_value(p: Point) -> Big", wrongLayout},
	{"by_value(p: Point) -> Point", "by_value(p: Point) -> i64", wrongClass},
	{"by_value(p: Point)", "by_value(p: u64)", wrongClass},
	{"pub x: i32, pub y: i32", "pub y: i32, pub x: i32", wrongLayout},
	{"pub x: i32, pub y: i32", "pub x: i32, pub y: i64", wrongLayout},
	{"pub x: i32, pub y: i32", "pub x: f32, pub y: i32", wrongLayout},
	{"#[repr(C)] pub struct Point", "pub struct Point", notReprC},
	{"pub tag: i8, pub weight: f64", "pub weight: f64, pub tag: i8", wrongLayout},
	{"pub weight: f64, pub at", "pub weight: f32, pub at", wrongLayout},
	{"pub at: Point, ", "", wrongLayout},
	{"pub name: *const c_char", "pub name: u32", wrongLayout},
	{"#[repr(C)] pub struct Mixed", "#[repr(C, packed)] pub struct Mixed", wrongLayout},
	{"#[repr(C)] pub struct Mixed", "#[repr(C, align(32))] pub struct Mixed", wrongLayout},
	{"pub a: i64, pub b: i64, pub c: i64", "pub a: i64, pub b: i64", wrongLayout},
	{"pub struct Colour(u32);", "pub struct Colour(u8);", wrongWidth},
	{"#[repr(transparent)] pub struct Colour(u32);", "#[repr(C)] pub struct Colour(u32);", transparentMismatch},
	{"#[repr(transparent)] pub struct Colour(u32);", "#[repr(u32)] pub enum Colour { Red = 1, Green, Blue }", exhaustiveEnum},
	{"#[repr(transparent)] pub struct Level(u8);", "#[repr(u8)] pub enum Level { Low }", exhaustiveEnum},
	{"#[repr(transparent)] pub struct Level(u8);", "#[repr(u16)] pub enum Level { Low, High }", wrongWidth},
	{"fn(*mut Point, u32) -> c_int>", "fn(*mut Point) -> c_int>", wrongArity},
	{"fn(*mut Point, u32) -> c_int>", "fn(*mut Point, u64) -> c_int>", wrongWidth},
	{"fn(*mut Point, u32) -> c_int>", "fn(&mut Point, u32) -> c_int>", mayBeNull},
	{"f: *const c_char, ...)", "f: *const c_char)", variadicMismatch},
	{"f: *const c_char, ...)", "f: *const c_char, n: i32)", variadicMismatch},
	{"pick(a: &mut Point", "pick(a: Option<&mut Point>", mayBeNull},
	{"pick(a: &mut Point, b: &Point)", "pick(a: &Point, b: &Point)", mutability},
	{"f: f32, u: u32", "f: f64, u: u32", wrongLayout},
	{"f: f32, u: u32", "f: u32, u: u32", wrongLayout},
	{"counter_add(this: *mut Counter, n: i32)", "counter_add(n: i32)", wrongArity},
	{"counter_add(this: *mut Counter", "counter_add(this: *const Counter", mutability},
	{"make_str(out: *mut Str, n: i32) -> *mut Str", "make_str(n: i32) -> Str", missingOut},
	{"make_str(out: *mut Str", "make_str(out: *const Str", mutability},
	{"take_str(s: *mut Str)", "take_str(s: Str)", byValueNontrivial},
	{"take_str(s: *mut Str)", "take_str(s: *const Str)", mutability},
	{"pub fn wide(", "pub fn wider(", missingSymbol},
	{"pub static mut total: i32", "pub static mut total: i64", staticMismatch},
	{"pub static mut array: [i32; 4]", "pub static mut array: [i32; 5]", wrongLayout},
}

var defineMutations = []mutation{
	{"a: i32, b: u32, c: i16, d: i64) -> i32 { a + b as i32 + c as i32 + d as i32 }", "a: i32, b: u32, c: i16) -> i32 { a + b as i32 + c as i32 }", wrongArity},
	{"rust_plain(a: i32,", "rust_plain(z: i32, a: i32,", wrongArity},
	{"b: u32, c: i16", "b: i32, c: i16", wrongSign},
	{"c: i16", "c: i8", wrongWidth},
	{"c: i16", "c: u16", wrongSign},
	{"d: i64) -> i32", "d: i32) -> i32", wrongWidth},
	{"rust_real(a: f64, b: f32) -> f64 { a + b as f64 }", "rust_real(a: f32, b: f32) -> f64 { (a + b) as f64 }", wrongWidth},
	{"rust_real(a: f64, b: f32) -> f64 { a + b as f64 }", "rust_real(a: f64, b: f32) -> u64 { (a + b as f64) as u64 }", wrongClass},
	{"rust_flag(a: bool) -> bool { !a }", "rust_flag(a: u32) -> bool { a == 0 }", wrongWidth},
	{"rust_flag(a: bool) -> bool { !a }", "rust_flag(a: bool) -> u8 { 2 - a as u8 }", invalidValue},
	{"q: Option<&Point>) -> i32 { p.x + q.map_or(0, |q| q.y) }", "q: &Point) -> i32 { p.x + q.y }", mayBeNull},
	{"rust_point(p: Point, q: Option<&Point>) -> i32 { p.x + q.map_or(0, |q| q.y) }", "rust_point(p: &Point, q: Option<&Point>) -> i32 { p.x + q.map_or(0, |q| q.y) }", wrongClass},
	{"inp: *const i32) { *out = *inp }", "inp: *mut i32) { *out = *inp }", mutability},
	{"out: *mut i32, inp: *const i32) { *out = *inp }", "out: *mut i64, inp: *const i32) { *out = *inp as i64 }", wrongWidth},
	{"rust_make(x: i32) -> Point { Point { x, y: x } }", "rust_make(x: i32) -> (i64, i64, i64) { (x as i64, 0, 0) }", notReprC},
	{"pub x: i32, pub y: i32", "pub y: i32, pub x: i32", wrongLayout},
	{"pub tag: i8, pub weight: f64", "pub weight: f64, pub tag: i8", wrongLayout},
	{"#[repr(C)] pub struct Mixed", "pub struct Mixed", notReprC},
	{"#[repr(transparent)] pub struct Colour(u32);", "#[repr(u32)] pub enum Colour { Red = 1, Green, Blue }", exhaustiveEnum},
	{"#[repr(transparent)] pub struct Colour(u32);", "#[repr(transparent)] pub struct Colour(u8);", wrongWidth},
	{"rust_mixed(m: &Mixed)", "rust_mixed(m: &mut Mixed)", mutability},
	{"rust_name(n: u64) -> *const i8 { (n + 4096) as *const i8 }", "rust_name(n: u32) -> *const i8 { (n + 4096) as *const i8 }", wrongWidth},
	{"rust_name(n: u64) -> *const i8 { (n + 4096) as *const i8 }", "rust_name(n: u64) -> u32 { n as u32 }", wrongClass},
}

func tool(t *testing.T, apt, name string, args ...string) {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	require.NoError(t, err, "%s (package %s): %s", name, apt, out)
}

func cxxSide(t *testing.T, compiler string) *abi.Model {
	obj := filepath.Join(t.TempDir(), "border.o")
	tool(t, compiler, compiler, "-g", "-O1", "-c", "-o", obj, "testdata/border.cc")
	m, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	return m
}

func source(t *testing.T, name string, m *mutation) string {
	data, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	if m == nil {
		return string(data)
	}
	require.Contains(t, string(data), m.old)
	return strings.Replace(string(data), m.old, m.new, 1)
}

func calls(t *testing.T, text string) *Crate {
	c, err := FromRustdoc(rustdocJSON(t, text))
	require.NoError(t, err)
	return c
}

func defines(t *testing.T, text string) *Crate {
	dir := t.TempDir()
	src, obj := filepath.Join(dir, "d.rs"), filepath.Join(dir, "d.o")
	require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
	tool(t, "rust", "rustc", "--edition", "2021", "--crate-type", "lib", "--emit", "obj", "-g", "--cap-lints", "allow", "-o", obj, src)
	m, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	return FromModel("d.o", m)
}

func found(r *verify.Report) (rules []string) {
	for _, f := range r.Findings {
		rules = append(rules, f.Rule+" "+f.Message)
	}
	return rules
}

// TestBorder: the correct pair is clean in both directions, with every
// function compared, and every mutation of it is found.
func TestBorder(t *testing.T) {
	for _, compiler := range []string{"g++-12", "clang++-15"} {
		cpp := cxxSide(t, compiler)
		r := Check(cpp, []*Crate{calls(t, source(t, "calls.rs", nil))})
		require.Empty(t, found(r), compiler)
		require.Empty(t, r.CouldNotCheck)
		require.Equal(t, 18, r.Evidence.Functions)
		require.Equal(t, 2, r.Evidence.Variables)
		r = Check(cpp, []*Crate{defines(t, source(t, "defines.rs", nil))})
		require.Empty(t, found(r), compiler)
		require.Empty(t, r.CouldNotCheck)
		require.Equal(t, 9, r.Evidence.Functions, compiler)
	}
	cpp := cxxSide(t, "g++-12")
	require.GreaterOrEqual(t, len(callMutations)+len(defineMutations), 60)
	try := func(m mutation, side func(*testing.T) *Crate) {
		t.Run(m.old+" → "+m.new, func(t *testing.T) {
			t.Parallel()
			got := found(Check(cpp, []*Crate{side(t)}))
			if m.rule == "" { // ignoring a result is sound
				require.Empty(t, got)
				return
			}
			require.NotEmpty(t, got)
			require.Contains(t, strings.Join(got, "\n"), m.rule)
		})
	}
	var texts []string
	for _, m := range callMutations {
		texts = append(texts, source(t, "calls.rs", &m))
	}
	for i, crate := range sources(t, texts) {
		try(callMutations[i], func(*testing.T) *Crate { return crate })
	}
	for _, m := range defineMutations {
		try(m, func(t *testing.T) *Crate { return defines(t, source(t, "defines.rs", &m)) })
	}
}

// TestBindgenWithOtherFlags: bindings that bindgen made from the header with
// other -D flags than the library was built with are caught; those with the
// same flags are clean.
func TestBindgenWithOtherFlags(t *testing.T) {
	dir := t.TempDir()
	header := filepath.Join(dir, "w.h")
	require.NoError(t, os.WriteFile(header, []byte(`
struct Widget {
  int id;
#ifdef WITH_LOG
  void (*log)(const char *);
#endif
  long size;
};
long widget_size(const struct Widget *w);
int widget_id(struct Widget *w, int fallback);
`), 0o644))
	src := filepath.Join(dir, "w.c")
	require.NoError(t, os.WriteFile(src, []byte(`#include "w.h"
long widget_size(const struct Widget *w) { return w->size; }
int widget_id(struct Widget *w, int fallback) { return w ? w->id : fallback; }
`), 0o644))
	obj := filepath.Join(dir, "w.o")
	tool(t, "gcc-12", "gcc-12", "-g", "-DWITH_LOG", "-c", "-o", obj, src)
	cpp, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	for flag, clean := range map[string]bool{"-DWITH_LOG": true, "-DOTHER": false} {
		out, err := exec.Command("bindgen", "--no-layout-tests", header, "--", flag).Output()
		require.NoError(t, err, "bindgen (package bindgen)")
		got := found(Check(cpp, []*Crate{calls(t, string(out))}))
		if clean {
			require.Empty(t, got)
		} else {
			require.NotEmpty(t, got)
			require.Contains(t, got[0], wrongLayout)
		}
	}
}

// TestBindgenOfLibrados: bindgen's bindings of a real header agree with the
// library, with every function compared.
func TestBindgenOfLibrados(t *testing.T) {
	cpp, err := load.Files([]string{"/usr/lib/x86_64-linux-gnu/librados.so.2"}, load.Options{})
	require.NoError(t, err, "apt-get install librados2 librados2-dbg")
	out, err := exec.Command("bindgen", "--no-layout-tests", "--allowlist-function", "rados_.*", "/usr/include/rados/librados.h").Output()
	require.NoError(t, err, "bindgen, librados-dev")
	r := Check(cpp, []*Crate{calls(t, string(out))})
	require.Empty(t, found(r))
	require.Empty(t, r.CouldNotCheck)
	require.GreaterOrEqual(t, r.Evidence.Functions, 230)
}

// TestWrappedMember: a scalar may stand for a class that holds one, at its own
// place only.
func TestWrappedMember(t *testing.T) {
	dir := t.TempDir()
	src, obj := filepath.Join(dir, "w.cc"), filepath.Join(dir, "w.o")
	require.NoError(t, os.WriteFile(src, []byte("struct le { unsigned v; }; struct L { le a, b; };\nextern \"C\" unsigned sum(L *l) { return l->a.v + l->b.v; }\n"), 0o644))
	tool(t, "g++-12", "g++-12", "-g", "-c", "-o", obj, src)
	cpp, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	rust := "#[repr(C)] pub struct L { pub FIELDS }\nextern \"C\" { pub fn sum(l: *mut L) -> u32; }\n"
	require.Empty(t, found(Check(cpp, []*Crate{calls(t, strings.Replace(rust, "FIELDS", "a: u32, pub b: u32", 1))})))
	got := found(Check(cpp, []*Crate{calls(t, strings.Replace(rust, "FIELDS", "b: u32, pub a: u32", 1))}))
	require.NotEmpty(t, got)
	require.Contains(t, got[0], wrongLayout)
}
