package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestRedeclared: C functions whose declarations differ between units are
// reported, and the definition counts, in whichever order the objects come.
func TestRedeclared(t *testing.T) {
	dir := t.TempDir()
	compile := func(name, text string) string {
		src, obj := filepath.Join(dir, name+".c"), filepath.Join(dir, name+".o")
		require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
		out, err := exec.Command("gcc-12", "-g", "-w", "-c", src, "-o", obj).CombinedOutput()
		require.NoError(t, err, "%s", out)
		return obj
	}
	a := compile("a", `struct S { int a; };
int drifted(int);
typedef unsigned long size;
int arity(int a, size n) { return a + n; }
int same(struct S *s, size n, const char *text);
int old();
int use(struct S *s) { return same(s, 1, "") + old(1) + drifted(2); }`)
	b := compile("b", `struct S;
int arity(long a);
int drifted(long v) { return v; }
int same(const struct S *s, unsigned long n, char *text) { return s != 0; }
int old(int a) { return a; }
int use2(void) { return arity(3); }`)
	for _, order := range [][]string{{a, b}, {b, a}} {
		m, err := load.Files(order, load.Options{})
		require.NoError(t, err)
		var names []string
		for _, i := range m.Issues() {
			require.Equal(t, "odr", i.Code)
			names = append(names, i.Entity)
		}
		sort.Strings(names)
		require.Equal(t, []string{"arity", "drifted"}, names)
		found := map[string]string{}
		for f := range m.Funcs {
			found[f.Name()] = f.Declaration()
			if f.Name() == "old" {
				require.False(t, f.Has(abi.FuncVariadic))
			}
		}
		require.Equal(t, "int arity(int, size)", found["arity"])
		require.Equal(t, "int drifted(long)", found["drifted"])
		require.Equal(t, "int old(int)", found["old"])
	}
}

// TestDeclaredInCxx: a function of C that a C++ unit declares is one function,
// with the names of its definition; where they differ, the definition counts.
func TestDeclaredInCxx(t *testing.T) {
	dir := t.TempDir()
	sources := []struct{ name, text string }{
		{"def.c", "int add(int first, const char *second) { return first + *second; }\nint odd(long x) { return x & 1; }\n"},
		{"use.cc", "extern \"C\" int add(int, const char *); extern \"C\" int odd(const char *);\nint use() { return add(1, \"\") + odd(\"\"); }\n"},
	}
	for _, cc := range []struct{ c, cxx string }{{"gcc", "g++"}, {"clang-15", "clang++-15"}} {
		var objects []string
		for i, s := range sources {
			src := filepath.Join(dir, s.name)
			require.NoError(t, os.WriteFile(src, []byte(s.text), 0o644))
			objects = append(objects, src+".o")
			out, err := exec.Command([]string{cc.c, cc.cxx}[i], "-g", "-O1", "-c", "-o", src+".o", src).CombinedOutput()
			require.NoError(t, err, "%s", out)
		}
		for _, files := range [][]string{objects, {objects[1], objects[0]}} {
			m, err := load.Files(files, load.Options{})
			require.NoError(t, err)
			found := map[string]int{}
			for f := range m.Funcs {
				found[f.Name()]++
				if f.Name() == "odd" {
					require.Equal(t, "int odd(long)", f.Declaration())
				}
				if f.Name() == "add" {
					require.Equal(t, "first", f.Params()[0].Name, "%v", files)
					require.False(t, f.Has(abi.FuncDeclaration))
				}
			}
			require.Equal(t, 1, found["add"], "%v", files)
			require.Equal(t, 1, found["odd"], "%v", files)
			require.Len(t, m.Issues(), 1)
			require.Contains(t, m.Issues()[0].Message, "odd() is declared with different types of parameter 1")
		}
	}
}
