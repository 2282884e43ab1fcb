package gen_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestNewerClang: clang 22 describes a class's virtual table as a static member
// and gives constructors their unified names (C4, D4). What is bound is what
// clang 15's description gives. testdata/newer.s is clang 22's assembly of
// newer.cc with -g -O1 -fPIC, without comments, lines and unwinding.
func TestNewerClang(t *testing.T) {
	t.Parallel()
	var bound []string
	for _, source := range []string{"testdata/newer.s", "testdata/newer.cc"} {
		object := filepath.Join(t.TempDir(), "newer.o")
		run(t, nil, "clang++-15", "-g", "-O1", "-fPIC", "-fdebug-compilation-dir=/src", "-c", source, "-o", object)
		_, out := bind(t, object, gen.Config{})
		require.NotZero(t, out.Bound["functions"])
		bound = append(bound, string(out.Rust))
	}
	require.Equal(t, bound[1], bound[0])
}
