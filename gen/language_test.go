package gen_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestLanguages: functions of languages that need not call as C does are not
// bound, also where C declares them: gfortran's INTEGER FUNCTION TWICE(N) has the
// debug entry of int twice(int) and takes the address of N. The codes are those
// of DWARF 5, table 7.17, and of its registry.
func TestLanguages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(file("a.c"), []byte("int twice(int n) { return 2 * n; }\n"), 0o644))
	require.NoError(t, os.WriteFile(file("b.c"), []byte("int twice(int); int four(int n) { return twice(n) + twice(n); }\n"), 0o644))
	run(t, nil, "clang-19", "-g", "-O1", "-S", "-fverbose-asm", "-o", file("a.s"), file("a.c"))
	run(t, nil, "clang-19", "-g", "-O1", "-c", "-o", file("b.o"), file("b.c"))
	text, err := os.ReadFile(file("a.s"))
	require.NoError(t, err)
	code := regexp.MustCompile(`(\.short\s+)\d+(\s+# DW_AT_language\n)`)
	require.Len(t, code.FindAll(text, -1), 1)
	for _, l := range []struct {
		code int
		why  string
	}{
		{0x01, ""}, {0x0c, ""}, {0x1d, ""}, {0x2c, ""}, {0x3e, ""}, {0x10, ""},
		{0x08, "it is written in Fortran"}, {0x16, "it is written in Go"}, {0x1e, "it is written in Swift"}, {0x13, "it is written in D"},
		{0x0d, "it is written in Ada"}, {0x27, "it is written in Zig"}, {0x7fff, "it is written in language 0x7fff"},
	} {
		require.NoError(t, os.WriteFile(file("l.s"), code.ReplaceAll(text, fmt.Appendf(nil, "${1}%d$2", l.code)), 0o644))
		run(t, nil, "clang-19", "-c", "-o", file("l.o"), file("l.s"))
		for _, objects := range [][]string{{file("l.o")}, {file("l.o"), file("b.o")}, {file("b.o"), file("l.o")}} {
			m, err := load.Files(objects, load.Options{})
			require.NoError(t, err)
			out, err := gen.Generate(m, gen.Config{})
			require.NoError(t, err)
			if l.why == "" {
				require.Contains(t, string(out.Rust), "pub fn twice(n: i32) -> i32", "0x%x", l.code)
				continue
			}
			require.NotContains(t, string(out.Rust), "twice", "0x%x", l.code)
			require.Len(t, out.Skipped, 1)
			require.Equal(t, "foreign-language", out.Skipped[0].Reason)
			if objects[0] == file("l.o") { // else C's description is the first
				require.Contains(t, out.Skipped[0].Why, l.why+", ")
			}
		}
	}
}
