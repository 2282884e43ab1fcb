package gen_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestUnitsDisagree: names that units define each in their own way are not
// bound, and the report says so; what they agree on is.
func TestUnitsDisagree(t *testing.T) {
	sources := []string{`
typedef int handle; typedef long same;
enum { NUMBER = 1, AGREED = 5 };
constexpr int LIMIT = 10; constexpr int LEVEL = 3;
extern "C" int declared(int);
handle first(handle h, same s) { return h + NUMBER + AGREED + LIMIT + LEVEL + s + declared(1); }
`, `
typedef long handle; typedef long same;
enum { NUMBER = 2, AGREED = 5 };
constexpr int LIMIT = 20; constexpr int LEVEL = 3;
namespace inner { extern "C" int declared(long a, long b) { return a + b; } }
handle second(handle h, same s) { return h + NUMBER + AGREED + LIMIT + LEVEL + s; }
`}
	for _, cxx := range []string{"g++", "clang++-15"} {
		dir := t.TempDir()
		args := []string{"-g", "-O0", "-fPIC", "-shared", "-o", filepath.Join(dir, "lib.so")}
		for i, text := range sources {
			src := filepath.Join(dir, string(rune('a'+i))+".cc")
			require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
			args = append(args, src)
		}
		out, err := exec.Command(cxx, args...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{filepath.Join(dir, "lib.so")}, load.Options{})
		require.NoError(t, err)
		bound, err := gen.Generate(m, gen.Config{})
		require.NoError(t, err)
		text := string(bound.Rust)
		require.NotRegexp(t, `const (NUMBER|LIMIT)\b|type handle\b`, text, cxx)
		require.Contains(t, text, "pub const AGREED: u32 = 5;", cxx)
		require.Contains(t, text, "pub type same = i64;", cxx)
		require.Regexp(t, `pub fn first\(h: i32, s: (same|i64)\) -> i32`, text, cxx)
		require.Regexp(t, `pub fn second\(h: i64, s: (same|i64)\) -> i64`, text, cxx)
		require.NotContains(t, text, "fn declared(arg1: i32)", cxx)
		require.Contains(t, text, "fn declared(a: i64, b: i64) -> i32", cxx)
		reasons := map[string]string{}
		for _, s := range bound.Skipped {
			reasons[s.Name] = s.Reason
		}
		require.Equal(t, "several-values", reasons["NUMBER"], cxx)
		require.Equal(t, "several-types", reasons["handle"], cxx)
		if cxx != "g++" { // g++ keeps a symbol of LIMIT, which is local
			require.Equal(t, "several-values", reasons["LIMIT"], cxx)
			require.Contains(t, text, "pub const LEVEL: i32 = 3;")
		}
	}
}
