package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestPackedCarrier: a packed class that travels by value holds, some members down,
// one that is aligned, which Rust allows in no packed type (E0588).
func TestPackedCarrier(t *testing.T) {
	const source = `
union Aligned { float f; long v[3]; } __attribute__((aligned(32)));
struct Outer { char c; int i; union { union Aligned a; int n[3]; } u; } __attribute__((packed));
int take(struct Outer o) { return o.i; }
struct Outer give(void) { struct Outer o = { 1, 2 }; return o; }
`
	for _, compiler := range []string{"gcc-12", "clang-15"} {
		dir := t.TempDir()
		c, object := filepath.Join(dir, "lib.c"), filepath.Join(dir, "lib.o")
		require.NoError(t, os.WriteFile(c, []byte(source), 0o644))
		run(t, nil, compiler, "-g", "-c", c, "-o", object)
		path, out := bind(t, object, gen.Config{})
		require.Positive(t, out.Bound["types"])
		run(t, nil, "rustc", "--edition", "2021", "--crate-type", "lib", "-D", "warnings", "--emit", "metadata", "--out-dir", dir, path)
	}
}
