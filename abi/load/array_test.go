package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestArraysOfNoLength: g++ writes an upper bound of -1 in several forms, with addresses
// of 4 bytes also as the implicit constant 4294967295.
func TestArraysOfNoLength(t *testing.T) {
	dir := t.TempDir()
	source, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(source, []byte(`
struct A { float f; float z[0]; } a; struct B { int i; int z[0]; } b; struct C { char c; char z[0]; } c;
struct D { short s; short z[0]; } d; struct E { char c; char z[1]; } e; struct F { char c; char z[65536]; } f;
`), 0o644))
	for _, compiler := range [][]string{{"i686-linux-gnu-g++-12"}, {"i686-linux-gnu-g++-12", "-gdwarf-4"}, {"arm-linux-gnueabihf-g++-12"}, {"g++-12"}, {"g++-12", "-gdwarf-4"}, {"clang++-15", "-m32"}, {"clang++-19"}} {
		out, err := exec.Command(compiler[0], append(compiler[1:], "-g", "-c", "-o", object, source)...).CombinedOutput()
		require.NoError(t, err, "%v: %s", compiler, out)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		counts := map[string]uint64{}
		for typ := range m.Types {
			if typ.IsRecord() {
				array := typ.Fields()[1].Type
				require.Equal(t, abi.KindArray, array.Kind())
				n, known := array.Count()
				require.True(t, known, "%v %s", compiler, typ.Name())
				counts[typ.Name()] = n
			}
		}
		require.Equal(t, map[string]uint64{"A": 0, "B": 0, "C": 0, "D": 0, "E": 1, "F": 65536}, counts, "%v", compiler)
	}
}
