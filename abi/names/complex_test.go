package names_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/names"
)

// TestComplexOfMicrosoft: clang's names for _Complex in Microsoft's scheme agree with
// what it describes, and the name of another type does not.
func TestComplexOfMicrosoft(t *testing.T) {
	t.Parallel()
	const source = `namespace n { struct C { int a; };
C f(short, _Complex float *, double) { return {}; } void g(void (*)(C, _Complex double)) {} _Complex double h(C, int) { return 0; }
template <class T> T t(T x) { return x; } template _Complex float *t(_Complex float *); const _Complex float *p(const _Complex float &) { return 0; } }
`
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.obj")
	require.NoError(t, os.WriteFile(in, []byte(source), 0o644))
	run := func(command string, args ...string) {
		out, err := exec.Command(command, args...).CombinedOutput()
		require.NoError(t, err, "%s: %s", command, out)
	}
	differences := func() int {
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		require.Equal(t, 6, m.NumFuncs()) // [0] is unused
		return len(names.Differences(m))
	}
	for _, compiler := range []string{"clang++-15", "clang++-19"} {
		run(compiler, "--target=x86_64-pc-windows-msvc", "-gdwarf", "-O1", "-c", in, "-o", object)
		require.Zero(t, differences(), compiler)
		run("llvm-objcopy-15", "--redefine-sym", "?h@n@@YAU?$_Complex@N@__clang@@UC@1@H@Z=?h@n@@YAU?$_Complex@M@__clang@@UC@1@H@Z", object)
		require.Equal(t, 1, differences(), compiler)
	}
}
