package gen

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// TestSymbolVersions: of several functions under versions of one symbol the
// one that a new link takes is bound, whichever stands first, and under the
// symbol's name.
func TestSymbolVersions(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(p, []byte(text), 0o644))
		return p
	}
	script := write("v.map", "V1 { global: size; local: *; };\nV2 { global: size; } V1;\n")
	for i, old := range []string{`".symver size_a, size@V1"`, `".symver size_a, size@"`} {
		for _, swap := range []bool{false, true} {
			a, b := "int size_a(int n) { return n; }\n", "long size_b(long n) { return n; }\n"
			if swap {
				a, b = b, a
			}
			src := write("v.c", a+b+"__asm__("+old+");\n__asm__(\".symver size_b, size@@V2\");\n")
			so := filepath.Join(dir, "v.so")
			out, err := exec.Command("gcc", "-g", "-O1", "-fno-toplevel-reorder", "-shared", "-fPIC", "-Wl,--version-script="+script, "-o", so, src).CombinedOutput()
			if err != nil && i == 1 {
				continue // this linker has no base versions
			}
			require.NoError(t, err, "%s", out)
			m, err := load.Files([]string{so}, load.Options{})
			require.NoError(t, err)
			got, err := Generate(m, Config{AllowFunction: []string{"size"}})
			require.NoError(t, err)
			require.Equal(t, 1, got.Bound["functions"])
			require.Contains(t, string(got.Rust), "pub fn size(n: i64) -> i64;")
			require.Equal(t, 2, strings.Count(string(got.Rust), " fn "), "its declaration and its mirror")
		}
	}
}
