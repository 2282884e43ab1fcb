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

// TestWindowsEnvironments: what MinGW's compilers made follows the Itanium ABI
// although C code has no mangled names, and the parts of one library are of one
// target.
func TestWindowsEnvironments(t *testing.T) {
	const (
		c    = "int c_value(int *p) { return *p; }\n"
		cxx  = "namespace n { int twice(int x) { return 2 * x; } }\n"
		abi  = "struct S { int a; ~S(); }; extern \"C\" int taken(S *s) { return s->a; }\n" // C++, but no mangled name
		rust = "int plain(void) { return 1; } void _ZN4core3fmt5write17h0123456789abcdefE(void) {}\n"
		gcc  = "x86_64-w64-mingw32-gcc"
		gnu  = "clang-19 --target=x86_64-w64-mingw32"
		msvc = "clang-19 --target=x86_64-pc-windows-msvc"
	)
	type part struct{ compiler, name, text string }
	for _, c := range []struct {
		want  string
		parts []part
	}{
		{"x86_64-pc-windows-gnu", []part{{gcc, "a.c", c}}},
		{"x86_64-pc-windows-gnu", []part{{gcc, "a.cc", abi}}},
		{"x86_64-pc-windows-gnu", []part{{gnu, "a.c", c}, {gnu, "b.cc", cxx}}},
		{"x86_64-pc-windows-gnu", []part{{gnu, "a.c", c}, {gcc, "b.c", "int other(int *p) { return *p; }\n"}}},
		{"x86_64-pc-windows-msvc", []part{{msvc, "a.c", c}}},
		{"x86_64-pc-windows-msvc", []part{{msvc, "a.c", c}, {msvc, "b.cc", cxx}, {msvc, "r.c", rust}}},
	} {
		dir := t.TempDir()
		archive := filepath.Join(dir, "all.a")
		for _, p := range c.parts {
			source := filepath.Join(dir, p.name)
			require.NoError(t, os.WriteFile(source, []byte(p.text), 0o644))
			words := append(strings.Fields(p.compiler), "-gdwarf", "-c", source, "-o", source+".o")
			out, err := exec.Command(words[0], words[1:]...).CombinedOutput()
			require.NoError(t, err, "%s (apt-get install g++-mingw-w64-x86-64-win32 clang-19): %s", p.compiler, out)
			out, err = exec.Command("llvm-ar-15", "rcs", archive, source+".o").CombinedOutput()
			require.NoError(t, err, "%s", out)
		}
		models, err := load.Groups([]string{archive}, load.Options{})
		require.NoError(t, err)
		require.Len(t, models, 1, "%v", c.parts)
		require.Equal(t, c.want, models[0].Target().Triple(), "%v", c.parts)
	}
}
