package gen_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestAliases: every name of a C function that others can link to is bound;
// functions that a linker gave one address keep their own names and types. The
// names are those that the linker exports.
func TestAliases(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	src := filepath.Join(dir, "a.c")
	require.NoError(t, os.WriteFile(src, []byte(`
long first(long a) { return a + 1; }
unsigned long second(unsigned long a) { return a + 1; }
__attribute__((visibility("hidden"))) int inner(int a) { return 2 * a; }
extern long other(long) __attribute__((alias("first")));
extern int outer(int) __attribute__((alias("inner")));
int labelled(char c) __asm__("renamed");
int labelled(char c) { return c; }
`), 0o644))
	for _, cc := range [][]string{{"gcc", "-O2"}, {"clang-15", "-O2", "-ffunction-sections", "-fuse-ld=lld-15", "-Wl,--icf=all"}} {
		so := filepath.Join(dir, "liba.so")
		out, err := exec.Command(cc[0], append(cc[1:], "-g", "-fPIC", "-shared", "-o", so, src)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		path, _ := bind(t, so, gen.Config{})
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		symbols, err := exec.Command("nm", "-D", "--defined-only", so).Output()
		require.NoError(t, err)
		exported := 0
		for _, line := range strings.Split(strings.TrimSpace(string(symbols)), "\n") {
			name := strings.Fields(line)[2]
			require.Contains(t, string(text), "pub fn "+name+"(", cc)
			exported++
		}
		require.Equal(t, 5, exported, cc)
		for _, want := range []string{"first(a: i64) -> i64", "other(a: i64) -> i64", "second(a: u64) -> u64", "outer(a: i32) -> i32", "renamed(c: i8) -> i32"} {
			require.Contains(t, string(text), "pub fn "+want, cc)
		}
		compile(t, path)
		_, only := bind(t, so, gen.Config{AllowFunction: []string{"other"}})
		require.Equal(t, 1, only.Bound["functions"], "an alias is asked for by its name")
		require.Contains(t, string(only.Rust), "pub fn other(")
	}
}

// TestTagsAndTypedefs: C has tags and typedefs apart. Where one name is both, the
// class or enum has it, signatures have the type that each means, and the report
// says what became of the typedef.
func TestTagsAndTypedefs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	src, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(src, []byte(`
typedef int kind; enum kind { first, second };
typedef struct handle *handle; struct handle { int n; };
typedef float size; union size { int a; char b; };
typedef struct same same; struct same { int n; };
handle f(kind a, enum kind b, handle c, struct handle *d, size e, union size *g, same *h) { return c; }
`), 0o644))
	for _, cc := range []string{"gcc-12", "clang-15"} {
		run(t, nil, cc, "-g", "-c", src, "-o", object)
		path, out := bind(t, object, gen.Config{})
		compile(t, path)
		require.Contains(t, strings.Join(strings.Fields(string(out.Rust)), " "),
			"fn f( a: i32, b: super::kind, c: *mut super::handle, d: *mut super::handle, e: f32, g: *mut super::size, h: *mut super::same, ) -> *mut super::handle", cc)
		told := map[string]string{}
		for _, s := range out.Skipped {
			require.Equal(t, "alias", s.Kind)
			told[s.Name] = s.Reason
		}
		require.Equal(t, map[string]string{"kind": "name-taken", "handle": "name-taken", "size": "name-taken"}, told, cc)
	}
}
