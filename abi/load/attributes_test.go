package load_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestAttributes: functions with the attribute preserve_none take their integers in
// registers that others preserve, and one whose stack its callers scrub takes one more
// argument. gcc states neither. The assembly is gcc 16's of attributes.c with -O2 (without
// the marks of the AArch64 file, which older assemblers don't know).
func TestAttributes(t *testing.T) {
	t.Parallel()
	for assembly, compiler := range map[string]string{"attributes_gcc16_x86_64.s": "gcc-12", "attributes_gcc16_aarch64.s": "aarch64-linux-gnu-gcc-12"} {
		object := filepath.Join(t.TempDir(), "a.o")
		out, err := exec.Command(compiler, "-c", filepath.Join("testdata", assembly), "-o", object).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		found := map[string]abi.CallConv{}
		for f := range m.Funcs {
			if !f.Has(abi.FuncDeclaration) {
				found[f.Name()] = f.Row().CC
			}
		}
		require.Equal(t, map[string]abi.CallConv{"one": abi.CCOther, "numbers": abi.CCOther, "class": abi.CCOther, "scrubbed": abi.CCOther, "plain": abi.CCDefault}, found, assembly)
	}
}
