package callconv_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/load"
)

// missing are C functions with parameters that go by address and are not used.
// Below them the numbers of their parameters.
const missing = `
struct Big { int a[20]; }; struct Three { char c[3]; }; struct Two { long a, b; };
#ifdef __cplusplus
struct Owner { int *p, *q, *r; ~Owner(); };
extern "C" {
int owner(int n, Owner o, int m) { return n + m; }
int owner_first(Owner o, double d, int m) { return m; }
#endif
int called(int n) { return n; }
int last(int n, struct Big b) { return n; }
int middle(int n, struct Big b, int m) { return n + m; }
int first(struct Big b, float f, int m) { return m; }
int narrow(_Bool_ x, struct Big b, short y, unsigned char z, void *q) { return y + z; }
struct Big result(int n, struct Big b, int m) { struct Big r = {{n, m}}; return r; }
int calls(int n, struct Big b, int m) { called(n); return n + m; }
int three(struct Three t, int n, double d) { return n; }
int two(struct Two t, int n, struct Big b, int m) { return n + m; }
int floats(int n, struct Big b, struct Big c, double d) { return d; }
int many(int a, int b, int c, struct Big d, int e, int f, int g, int h, int i, int j) { return a + j; }
int variadic(struct Big b, int n, ...) { return n; }
int large(int n, double d, int m, struct Two t, int k, struct Big *p) { volatile char room[8192]; room[n] = 1; called(k); return n + m + k; }
int aligned(int n, double d, int m, struct Two t, int k, struct Big *p) { volatile char room[64] __attribute__((aligned(64))); room[n] = 1; called(k); return n + m + k; }
#ifdef __cplusplus
}
#endif
`

// TestMissingParameters: clang before 17 without optimisation does not describe
// parameters that go by address and are not used. C names don't tell; the code does,
// where others come after them.
func TestMissingParameters(t *testing.T) {
	t.Parallel()
	params := map[string]int{"owner": 3, "owner_first": 3, "called": 1, "last": 2, "middle": 3, "first": 3, "narrow": 5, "result": 3, "calls": 3, "three": 3, "two": 4, "floats": 4, "many": 10, "variadic": 2, "large": 6, "aligned": 6}
	for _, target := range []string{"aarch64-linux-gnu", "arm64-apple-macos11", "x86_64-linux-gnu", "x86_64-pc-windows-msvc", "x86_64-w64-mingw32", "i686-linux-gnu", "riscv64-linux-gnu"} {
		for _, cc := range []string{"clang-15", "clang-19"} {
			for _, lang := range []string{"c", "c++"} {
				what := target + " " + cc + " " + lang
				dir := t.TempDir()
				src, obj := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
				require.NoError(t, os.WriteFile(src, []byte(strings.ReplaceAll(missing, "_Bool_", map[string]string{"c": "_Bool", "c++": "bool"}[lang])), 0o644))
				out, err := exec.Command(cc, "--target="+target, "-x", lang, "-gdwarf-4", "-O0", "-c", "-o", obj, src).CombinedOutput()
				require.NoError(t, err, "%s: %s", what, out)
				m, err := load.Files([]string{obj}, load.Options{})
				require.NoError(t, err)
				c := callconv.NewContext(m)
				all := 0
				for f := range m.Funcs {
					n, ok := params[f.Name()]
					if !ok {
						continue
					}
					told := f.Has(abi.FuncParamsLost) || c.Misplaced(f) != ""
					switch lost := n - len(f.ParamRows()); {
					case lost == 0:
						require.False(t, told, "%s: %s: %s", what, f.Declaration(), c.Misplaced(f))
						all++
					case f.Name() == "last", f.Name() == "floats" && !strings.HasPrefix(target, "x86_64-"):
						// Nobody comes after them in a register of the same kind.
					default:
						require.True(t, told, "%s: %s", what, f.Declaration())
					}
				}
				if cc == "clang-19" {
					require.Greater(t, all, 10, what)
				}
			}
		}
	}
}
