package gen_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// virtualValues is how many values testdata/virtual.rs compares.
const virtualValues = "75 values\n"

// TestVirtualCalls: Rust calls virtual functions of objects through pointers
// to their classes and bases, and gets what C++ gets that calls them.
func TestVirtualCalls(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12", "-O0", "-gdwarf-4"}, {"g++-12", "-O2"}, {"clang++-15", "-O0"}, {"clang++-15", "-O2", "-gdwarf-4"}} {
		object := filepath.Join(t.TempDir(), "virtual.o")
		run(t, nil, build[0], append(build[1:], "-g", "-std=c++17", "-fPIC", "-c", "testdata/virtual.cc", "-o", object)...)
		require.Equal(t, virtualValues, program(t, object, "testdata/virtual.rs", object, "-lstdc++"), build)
	}
}
