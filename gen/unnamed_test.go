package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

var publicItem = regexp.MustCompile(`pub (?:unsafe )?(struct|union|fn|static|static mut) \w+`)

// publicItems lists what bindings of an object declare, sorted.
func publicItems(t *testing.T, object string) []string {
	t.Helper()
	path, _ := bind(t, object, gen.Config{})
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	items := publicItem.FindAllString(string(text), -1)
	slices.Sort(items)
	return slices.Compact(items)
}

// TestNamesDontDependOnTheCompiler: gcc and clang spell template arguments and
// describe unnamed types in different ways; Rust sees the same names.
func TestNamesDontDependOnTheCompiler(t *testing.T) {
	// Symbols that one of the two objects does not have, or has under another
	// name; an accessor where gcc's object does not say that a class is trivial; a
	// class with a virtual function that gcc only declares.
	only := []string{"pub fn v", "pub struct Target__Table", "pub unsafe fn functions_Target_virt__virtual", "pub unsafe fn virt", "pub unsafe fn tenon_virtual", "pub unsafe fn tenon_delete", "pub fn bases_Right_destruct", "pub fn functions_alias_target", "pub fn functions_functions_alias_target"}
	gcc, clang := fixtures.VariantNamed("gcc12-dwarf5"), fixtures.VariantNamed("clang15-dwarf5")
	total := 0
	for _, s := range fixtures.Sources() {
		if !slices.Contains(gcc.Sources(), s) {
			continue
		}
		a, b := publicItems(t, fixtures.Build(t, gcc, s)), publicItems(t, fixtures.Build(t, clang, s))
		known := func(s string) bool { return slices.Contains(only, s) }
		a, b = slices.DeleteFunc(a, known), slices.DeleteFunc(b, known)
		require.Equal(t, a, b, s.Name)
		total += len(a)
	}
	require.Greater(t, total, 300)
}

// TestUnnamedTypes: a type without a name is called after the typedef, member
// or variable that stands for it, by gcc, clang and in C++.
func TestUnnamedTypes(t *testing.T) {
	const source = `
typedef struct { int a; } Foo;
typedef enum { RED, BLUE } Colour;
typedef union { int i; float f; } *Pointed;
struct Outer {
  struct { int x; struct { long deep; } in; } part;
  union { int i; char c; };
  enum { OFF, ON } state;
  struct { int q; } list[4];
};
struct { int v; } config;
#ifdef __cplusplus
extern "C"
#endif
int use(Foo *a, Colour c, Pointed u, struct Outer *o) { return a->a + c + u->i + o->part.x; }
`
	dir := t.TempDir()
	for _, compiler := range []string{"gcc-12", "clang-15", "clang-15 -xc++"} {
		in, out := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
		require.NoError(t, os.WriteFile(in, []byte(source), 0o644))
		name, flag := strings.Fields(compiler)[0], strings.Fields(compiler)[1:]
		run(t, nil, name, append(flag, "-w", "-g", "-c", in, "-o", out)...)
		items := publicItems(t, out)
		for _, want := range []string{"struct Foo", "struct Colour", "union Pointed_target", "struct Outer", "struct Outer_part", "struct Outer_part_in",
			"union Outer_anon1", "struct Outer_state", "struct Outer_list"} {
			require.Contains(t, items, "pub "+want, compiler)
		}
		if !strings.HasSuffix(compiler, "c++") { // where such a variable is not exported
			require.Contains(t, items, "pub struct config_type", compiler)
		}
		m, err := load.Files([]string{out}, load.Options{})
		require.NoError(t, err)
		only, err := gen.Generate(m, gen.Config{AllowType: []string{"Foo"}})
		require.NoError(t, err)
		require.Equal(t, 1, only.Bound["types"], "patterns see the typedef's name")
		path, _ := bind(t, out, gen.Config{})
		compile(t, path, "--edition", "2021")
	}
}
