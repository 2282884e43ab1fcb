package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// TestWideBehindPointers: bindings with the address of a 128-bit integer compile
// without a warning, also with a rustc that finds such integers improper.
func TestWideBehindPointers(t *testing.T) {
	const source = `
struct Holder { unsigned __int128 *at; };
void *grow(unsigned __int128 *old, int n) { return old + n; }
__int128 sum(const __int128 *v, Holder *h) { return *v + static_cast<__int128>(*h->at); }
`
	old, env := fixtures.Rust163(t)
	for _, compiler := range []string{"g++-12", "clang++-15"} {
		dir := t.TempDir()
		cc, object := filepath.Join(dir, "lib.cc"), filepath.Join(dir, "lib.o")
		require.NoError(t, os.WriteFile(cc, []byte(source), 0o644))
		run(t, nil, compiler, "-g", "-c", cc, "-o", object)
		for _, target := range []string{"1.63", "1.82"} {
			path, out := bind(t, object, gen.Config{RustTarget: target})
			require.Positive(t, out.Bound["functions"])
			run(t, nil, "rustc", "--edition", "2021", "--crate-type", "lib", "-D", "warnings", "--emit", "metadata", "--out-dir", dir, path)
			if target == "1.63" {
				run(t, env, old, "--edition", "2021", "--crate-type", "lib", "-D", "warnings", "--emit", "metadata", "--out-dir", dir, path)
			}
		}
	}
}
