package load

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestFunctionsInPieces: a function that the compiler split into a hot and a
// cold piece has DW_AT_ranges instead of DW_AT_low_pc. It is defined all the
// same, and found by the address of its first piece, here under a name that
// only an alias in assembly language gives it.
func TestFunctionsInPieces(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "s.c")
	require.NoError(t, os.WriteFile(src, []byte(`
void fail(const char *) __attribute__((cold, noreturn));
int work(int);
int inner_split(int n, long m) { if (n > 100) fail("n"); return work(n) + work((int)m); }
__asm__(".globl outer_split\n.type outer_split, @function\n.set outer_split, inner_split");
`), 0o644))
	for _, c := range [][]string{{"gcc", "-gdwarf-5"}, {"gcc", "-gdwarf-4"}, {"aarch64-linux-gnu-g++", "-xc", "-gdwarf-5"}} {
		for _, link := range []bool{false, true} {
			obj := filepath.Join(dir, "s.o")
			args := append(c[1:], "-O2", "-freorder-blocks-and-partition", "-fPIC", "-o", obj)
			if link {
				args = append(args, "-shared")
			} else {
				args = append(args, "-c")
			}
			out, err := exec.Command(c[0], append(args, src)...).CombinedOutput()
			require.NoError(t, err, "%s", out)
			names, err := exec.Command("nm", obj).Output()
			require.NoError(t, err)
			require.Contains(t, string(names), "inner_split.cold", "the compiler did not split the function")
			m, err := Files([]string{obj}, Options{})
			require.NoError(t, err)
			found := false
			for f := range m.Funcs {
				if f.Name() != "inner_split" {
					continue
				}
				found = true
				require.False(t, f.Has(abi.FuncDeclaration), "%v: defined", c)
				require.Len(t, f.Params(), 2)
				var syms []string
				for _, s := range f.Symbols() {
					syms = append(syms, s.Name)
				}
				require.Contains(t, syms, "outer_split", "%v", c)
				require.Contains(t, syms, "inner_split", "%v", c)
				require.NotContains(t, syms, "inner_split.cold", "%v", c)
			}
			require.True(t, found)
		}
	}
}
