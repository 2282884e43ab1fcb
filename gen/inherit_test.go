package gen_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestInherited: a constructor that a class has from its base makes an object of
// the class. clang describes it as a member function with the base's name.
func TestInherited(t *testing.T) {
	t.Parallel()
	for _, compiler := range []string{"g++-12", "clang++-15", "clang++-19"} {
		object := filepath.Join(t.TempDir(), "inherited.o")
		run(t, nil, compiler, "-g", "-O0", "-std=c++17", "-c", "testdata/inherited.cc", "-o", object)
		require.Equal(t, "[15, 25, 206, 7]\n", program(t, object, "testdata/inherited.rs", object, "-lstdc++"), compiler)
	}
}
