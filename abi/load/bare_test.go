package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestBare: units compiled for line numbers only describe functions as if they
// had neither parameters nor results. They are known by name, and what another
// unit declares of them holds; with full information nothing changes.
func TestBare(t *testing.T) {
	dir := t.TempDir()
	compile := func(cc, name, text string, flags ...string) string {
		src, obj := filepath.Join(dir, name), filepath.Join(dir, name+".o")
		require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
		out, err := exec.Command(cc, append(flags, "-c", src, "-o", obj)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		return obj
	}
	const c = `void sink(int);
static inline int twice(int a) { for (int i = 0; i < a; i++) sink(i); return 2 * a; }
int sum(int a, double b) { return a + b + twice(a); }
void quiet(void) { sink(1); }
`
	const cxx = `struct C { int m(int); ~C(); }; int C::m(int a) { return a; } C::~C() {}
extern "C" double half(double d) { return d / 2; }
namespace n { int f(C *c) { return c->m(1); } }
`
	const use = `struct C { int m(int); ~C(); }; extern "C" double half(double); extern "C" int sum(int, double); namespace n { int f(C *); }
int use(C *c) { return c->m(1) + half(2) + sum(1, 2) + n::f(c); }
`
	for _, v := range []string{"gcc -g1", "gcc -g1 -O2", "gcc -ggdb1", "gcc -g1 -gno-record-gcc-switches", "clang-15 -gmlt -O2"} {
		f := strings.Fields(v)
		cc, cpp := f[0], strings.Replace(strings.Replace(f[0], "gcc", "g++", 1), "clang", "clang++", 1)
		lines := []string{compile(cc, "a.c", c, f[1:]...), compile(cpp, "b.cc", cxx, f[1:]...)}
		m, err := load.Files(lines, load.Options{})
		require.NoError(t, err, v)
		defined := 0
		for f := range m.Funcs {
			if !f.Has(abi.FuncDeclaration) {
				require.True(t, f.Has(abi.FuncParamsLost), "%s: %s", v, f.Declaration())
				defined++
			}
		}
		require.NotZero(t, defined, v)
		require.Equal(t, "no-types", m.Issues()[0].Code, v)
		full := compile("g++", "use.cc", use, "-g", "-O1")
		for _, files := range [][]string{append([]string{full}, lines...), append(lines, full)} {
			m, err := load.Files(files, load.Options{})
			require.NoError(t, err, v)
			found := map[string]string{}
			for f := range m.Funcs {
				if !f.Has(abi.FuncParamsLost) {
					found[f.Name()] = f.Declaration()
				}
			}
			for name, want := range map[string]string{"sum": "int sum(int, double)", "half": "double half(double)", "m": "int C::m(int)", "f": "int n::f(C *)"} {
				require.Equal(t, want, found[name], "%s %v", v, files)
			}
			require.NotContains(t, found, "quiet", v)
		}
	}
	crate := filepath.Join(dir, "lib.rs")
	require.NoError(t, os.WriteFile(crate, []byte("#[no_mangle] pub extern \"C\" fn add(a: i32, b: f64) -> i64 { a as i64 + b as i64 }\n"), 0o644))
	for _, level := range []string{"1", "2"} {
		obj := filepath.Join(dir, "rust.o")
		out, err := exec.Command("rustc", "--crate-type", "lib", "--emit", "obj", "-C", "debuginfo="+level, "-o", obj, crate).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{obj}, load.Options{})
		require.NoError(t, err)
		for f := range m.Funcs {
			if f.Name() == "add" {
				require.Equal(t, level == "1", f.Has(abi.FuncParamsLost), "debuginfo=%s", level)
			}
		}
	}
	m, err := load.Files([]string{compile("gcc", "void.c", "void quiet(void) {}", "-g"), compile("clang++-15", "void.cc", "void still() {}", "-g")}, load.Options{})
	require.NoError(t, err)
	require.Empty(t, m.Issues())
	for f := range m.Funcs {
		require.False(t, f.Has(abi.FuncParamsLost), f.Name())
	}
}

// TestSkeletonFunctions: a skeleton may name functions for those who have the
// split unit not. Who has it reads them there.
func TestSkeletonFunctions(t *testing.T) {
	for _, version := range []string{"-gdwarf-4", "-gdwarf-5"} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.cc"), []byte(`void sink(int);
static inline int twice(int a) { for (int i = 0; i < a; i++) sink(i); return 2 * a; }
int sum(int a, double b) { return twice(a) + b; }
`), 0o644))
		cmd := exec.Command("clang++-15", "-g", version, "-O2", "-gsplit-dwarf", "-fsplit-dwarf-inlining", "-c", "-o", "a.o", "a.cc")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		object := filepath.Join(dir, "a.o")
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		require.Empty(t, m.Issues(), version)
		names := map[string]int{}
		for f := range m.Funcs {
			names[f.Name()]++
			require.False(t, f.Has(abi.FuncParamsLost), "%s %s", version, f.Name())
		}
		require.Equal(t, map[string]int{"sum": 1, "twice": 1, "sink": 1}, names, version)
		require.NoError(t, os.Remove(filepath.Join(dir, "a.dwo")))
		m, err = load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		require.NotEmpty(t, m.Issues(), version)
		for f := range m.Funcs {
			require.True(t, f.Has(abi.FuncParamsLost), "%s %s", version, f.Name())
		}
	}
}
