package link

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// replaceMutations break one claim of a correct set; each names a part of the
// text that must be found. "" says that the claim does not cover the change.
var replaceMutations = []struct{ old, new, text string }{
	{"pub pos_x: i32, pub y: i32", "pub y: i32, pub pos_x: i32", "the field x lies at byte 4 in C++, at byte 8 in Rust"},
	{"pub pos_x: i32", "pub pos_x: i16", "the field x lies at byte 4 in C++, at byte 2 in Rust"},
	{"pub pos_x: i32", "pub pos_x: u32", "field x: C++ has int (signed), Rust u32 (unsigned)"},
	{"pub pos_x: i32", "pub pos_x: f32", "one is a float"},
	{"pub pos_x: i32", "pub x: i32", "Rust has none of that name"},
	{"pub pos_x: i32, pub y: i32", "pub pos_x: i16, pub pad: i16, pub y: i32", "the field x lies at byte 4 in C++, at byte 2 in Rust"},
	{"pub kind: i16, pub w: i32", "pub kind: i32, pub w: i32", "the field kind has 2 bytes in C++ (short), 4 in Rust (i32)"},
	{"pub kind: i16, pub pos_x: i32, pub y: i32", "pub pos_x: i32, pub y: i32", "C++ has 12 bytes, Rust 8"},
	{"pub y: i32 }", "pub y: i32, pub z: i32 }", "Rust has the field z"},
	{"#[repr(C)] pub struct Point", "pub struct Point", "rustc may place its fields"},
	{"#[repr(C)] pub struct Point", "#[repr(C, packed(2))] pub struct Point", "bytes"},
	{"raw: [u64; 3], pub n: i64", "raw: [u64; 2], pub n: i64", "C++ has 40 bytes, Rust 32"},
	{"pub n: i64", "pub n: f64", "one is a float"},
	{"raw: [u64; 3], pub n: i64, pub d: u64", "pub n: i64, raw: [u64; 3], pub d: u64", "the field n lies at byte 24 in C++, at byte 0 in Rust"},
	{"pub d: u64", "pub dd: f64", ""},
	{"raw: [u64; 3]", "raw: [u32; 6]", ""},
	{"pub tail: [u8; 3], pub on: bool", "pub on: bool, pub tail: [u8; 3]", "the field tail lies at byte 8 in C++, at byte 9 in Rust"},
	{"pub on: bool", "pub on: u8", "bool"},
	{"Mode(pub u8)", "Mode(pub u16)", "C++ has 1 bytes, Rust 2"},
	{"#[repr(transparent)] pub struct Mode(pub u8);", "#[repr(u8)] pub enum Mode { Off }", "Mode"},
	{"pub a: f32, pub b: f32", "pub b: f32, pub a: f32", "the field a lies at byte 0 in C++, at byte 4 in Rust"},
	{"pub a: f32, pub b: f32", "pub a: f32, pub b: u32", "field b"},
	{"#[repr(C, align(16))] pub struct Quad { pub v: [f32; 4] }", "#[repr(C)] pub struct Quad { pub v: [f32; 4] }", "C++ aligns to 16, Rust to 4"},
	{"pub v: [f32; 4]", "pub v: [i32; 4]", ""},
	{"pub v: [f32; 4]", "pub v: [f32; 5]", "C++ has 16 bytes, Rust 32"},
	{"pub p: Point, pub q: [Pair; 2]", "pub p: Size, pub q: [Pair; 2]", "geometry::Size, which stands for geo::Size"},
	{"pub q: [Pair; 2]", "pub q: [u64; 2]", "C++ aligns"},
	{"resize(s: *mut Size)", "resize(s: *mut Point)", "geometry::Point, which stands for geo::Point"},
	{"draw(p: *const Point", "draw(p: *const Size", "geometry::Size, which stands for geo::Size"},
	{"base(b: *const Point)", "base(b: *const Nested)", "geometry::Nested, which stands for geo::Nested"},
	{"#[repr(C, packed(2))] pub struct Tight", "#[repr(C, packed)] pub struct Tight", "C++ has 6 bytes, Rust 5"},
	{"#[repr(C, packed(2))] pub struct Tight", "#[repr(C)] pub struct Tight", "C++ has 6 bytes, Rust 8"},
	{"mid(p: Pair) -> Pair", "mid(p: Pair) -> [f32; 2]", "differently"},
}

// TestReplacements: the correct set is clean, every broken claim is found, and
// what is not claimed is not asked for.
func TestReplacements(t *testing.T) {
	obj := filepath.Join(t.TempDir(), "replace.o")
	tool(t, "g++-12", "g++-12", "-g", "-c", "-o", obj, "testdata/replace.cc")
	cpp, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	config, err := os.ReadFile("testdata/replace.toml")
	require.NoError(t, err)
	list, err := ParseReplacements(config)
	require.NoError(t, err)
	require.Len(t, list, 9)

	r := Check(cpp, []*Crate{calls(t, source(t, "replace.rs", nil))}, list...)
	require.Empty(t, found(r))
	require.Empty(t, r.CouldNotCheck)
	require.GreaterOrEqual(t, r.Evidence.Types, 8)
	for _, m := range replaceMutations {
		t.Run(m.old+" → "+m.new, func(t *testing.T) {
			t.Parallel()
			mm := mutation{m.old, m.new, ""}
			r := Check(cpp, []*Crate{calls(t, source(t, "replace.rs", &mm))}, list...)
			got := strings.Join(found(r), "\n")
			if m.text == "" {
				require.Empty(t, got)
				require.Empty(t, r.CouldNotCheck)
				return
			}
			require.Contains(t, got, m.text)
		})
	}
}

// TestReplacementsFromDebugInfo: the same claims against a built Rust artifact.
func TestReplacementsFromDebugInfo(t *testing.T) {
	obj := filepath.Join(t.TempDir(), "replace.o")
	tool(t, "g++-12", "g++-12", "-g", "-c", "-o", obj, "testdata/replace.cc")
	cpp, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	list := []Replacement{{Cpp: "geo::Point", Rust: "geometry::Point", Rename: map[string]string{"x": "pos_x"}}}
	text := source(t, "replace.rs", nil) + "#[no_mangle] pub extern \"C\" fn at(p: &Point) -> i32 { p.pos_x }\n"
	r := Check(cpp, []*Crate{defines(t, text)}, list...)
	require.Empty(t, found(r))
	require.Empty(t, r.CouldNotCheck)
	require.Equal(t, 1, r.Evidence.Types)
	text = strings.Replace(text, "pub pos_x: i32, pub y: i32", "pub y: i32, pub pos_x: i32", 1)
	require.Contains(t, strings.Join(found(Check(cpp, []*Crate{defines(t, text)}, list...)), "\n"), "the field x lies at byte 4 in C++, at byte 8 in Rust")
}

// TestReplacementsUnclear: what can't be compared is a problem, not silence.
func TestReplacementsUnclear(t *testing.T) {
	obj := filepath.Join(t.TempDir(), "replace.o")
	tool(t, "g++-12", "g++-12", "-g", "-c", "-o", obj, "testdata/replace.cc")
	cpp, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	rust := source(t, "replace.rs", nil) + "#[repr(C)] pub struct Bits { pub a: u32, pub b: u32 }\n"
	for _, c := range []struct {
		rep Replacement
		why string
	}{
		{Replacement{Cpp: "geo::Missing", Rust: "geometry::Point"}, "no object describes"},
		{Replacement{Cpp: "geo::Point", Rust: "geometry::Missing"}, "no Rust artifact defines"},
		{Replacement{Cpp: "geo::Bits", Rust: "Bits"}, "a bit-field can't be compared"},
	} {
		r := Check(cpp, []*Crate{calls(t, rust)}, c.rep)
		require.Len(t, r.CouldNotCheck, 1)
		require.Contains(t, r.CouldNotCheck[0].Why, c.why)
	}
	for _, bad := range []string{`cpp = "A"`, "cpp = \"A\"\nrust = \"B\"\nequal = \"same\"", "cpp = \"A\"\nrust = \"B\"\nequal = \"fields\"", "cpp = \"A\"\nrust = \"B\"\nfields = [\"x\"]"} {
		_, err := ParseReplacements([]byte("[[replace]]\n" + bad + "\n"))
		require.Error(t, err, bad)
	}
}
