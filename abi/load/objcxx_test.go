package load_test

import (
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// TestObjectiveCxx: g++ puts the scopes of classes and enums into their names
// where it compiles Objective-C++. The same source is known alike as C++.
func TestObjectiveCxx(t *testing.T) {
	dir := t.TempDir()
	objc, cxx := filepath.Join(dir, "objc.o"), filepath.Join(dir, "cxx.o")
	for _, args := range [][]string{{"-o", objc, "testdata/objcxx.s"}, {"-g", "-x", "c++", "-o", cxx, "testdata/objcxx.mm"}} {
		out, err := exec.Command("g++-12", append([]string{"-c"}, args...)...).CombinedOutput()
		require.NoError(t, err, "package g++-12: %s", out)
	}
	types := func(path string) []string {
		m, err := load.Files([]string{path}, load.Options{})
		require.NoError(t, err)
		return slices.Sorted(maps.Keys(defined(m)))
	}
	require.Equal(t, types(cxx), types(objc))
	require.Contains(t, types(objc), "a::v1::In::Deep")
	require.Equal(t, functionsOf(t, cxx), functionsOf(t, objc))
}
