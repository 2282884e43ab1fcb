package gen_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWithoutPrototype: arguments of C functions without a prototype travel
// promoted, which only their callers know. The judge is C, which calls them too.
func TestWithoutPrototype(t *testing.T) {
	t.Parallel()
	for _, cc := range []string{"gcc", "clang-15"} {
		for _, opt := range []string{"-O0", "-O2"} {
			so := filepath.Join(t.TempDir(), "libold.so")
			out, err := exec.Command(cc, "-g", "-w", opt, "-fPIC", "-shared", "-o", so, "testdata/prototype.c").CombinedOutput()
			require.NoError(t, err, "%s", out)
			require.Equal(t, "112\n", program(t, so, "testdata/prototype.rs", so), "%s %s", cc, opt)
		}
	}
}
