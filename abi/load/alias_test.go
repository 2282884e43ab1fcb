package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// TestDeclaredOtherwiseThanItsAlias: a unit may declare, inside of a function
// say, what its library defines otherwise under another name, as a header of
// glibc does with error. The code behind the symbol counts.
func TestDeclaredOtherwiseThanItsAlias(t *testing.T) {
	sources := map[string]string{
		"use.c": `
void use(int n) { extern void report(void); if (n) report(); }
int loose();
long same(const char *, unsigned long);
long caller(int n) { return loose(n) + same("a", 1); }
`,
		"def.c": `
typedef unsigned long size;
int report_impl(int status, const char *format, ...) { return status + *format; }
extern __typeof(report_impl) report __attribute__((weak, alias("report_impl")));
int loose_impl(double d) { return (int) d; }
extern __typeof(loose_impl) loose __attribute__((alias("loose_impl")));
long same_impl(const char *text, size n) { return text[n]; }
extern __typeof(same_impl) same __attribute__((alias("same_impl")));
`,
	}
	want := map[string]string{"report": "int report(int, const char *, ...)", "loose": "int loose(double)", "same": "long same(const char *, unsigned long)"}
	for _, cc := range []string{"gcc-12", "clang-15"} {
		dir := t.TempDir()
		args := []string{"-g", "-O1", "-w", "-fPIC", "-shared", "-o", filepath.Join(dir, "lib.so")}
		for name, text := range sources {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
			args = append(args, filepath.Join(dir, name))
		}
		out, err := exec.Command(cc, args...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{filepath.Join(dir, "lib.so")}, load.Options{})
		require.NoError(t, err)
		got := map[string]string{}
		for f := range m.Funcs {
			for _, s := range f.Symbols() {
				if want[s.Name] != "" {
					require.Empty(t, got[s.Name])
					got[s.Name] = strings.ReplaceAll(strings.Replace(f.Declaration(), f.Name()+"(", s.Name+"(", 1), "size)", "unsigned long)")
				}
			}
		}
		require.Equal(t, want, got, cc)
		found := map[string]bool{}
		for _, i := range m.Issues() {
			found[i.Entity] = true
		}
		require.True(t, found["report"])
		require.Equal(t, cc == "gcc-12", found["loose"], "clang 15 does not say that it is declared")
		require.False(t, found["same"])
	}
}
