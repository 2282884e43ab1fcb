package load_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestPreserveNone: functions with the attribute preserve_none take their integers
// in registers that others preserve. gcc states nothing of it. The assembly is gcc
// 16's of preserve_none.c with -O2 (without the marks of the AArch64 file, which older
// assemblers don't know).
func TestPreserveNone(t *testing.T) {
	t.Parallel()
	for assembly, compiler := range map[string]string{"preserve_none_gcc16_x86_64.s": "gcc-12", "preserve_none_gcc16_aarch64.s": "aarch64-linux-gnu-gcc-12"} {
		object := filepath.Join(t.TempDir(), "a.o")
		out, err := exec.Command(compiler, "-c", filepath.Join("testdata", assembly), "-o", object).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		found := map[string]abi.CallConv{}
		for f := range m.Funcs {
			found[f.Name()] = f.Row().CC
		}
		require.Equal(t, map[string]abi.CallConv{"one": abi.CCOther, "numbers": abi.CCOther, "class": abi.CCOther, "plain": abi.CCDefault}, found, assembly)
	}
}

// TestStrub: a function whose stack its callers scrub has one more parameter than C
// declares. The assembly is gcc 14's of strub.c with -O1.
func TestStrub(t *testing.T) {
	t.Parallel()
	object := filepath.Join(t.TempDir(), "a.o")
	out, err := exec.Command("gcc-12", "-c", "testdata/strub_gcc14.s", "-o", object).CombinedOutput()
	require.NoError(t, err, "%s", out)
	m, err := load.Files([]string{object}, load.Options{})
	require.NoError(t, err)
	found := map[string]abi.CallConv{}
	for f := range m.Funcs {
		if len(f.Symbols()) > 0 && !f.Has(abi.FuncDeclaration) {
			found[f.Name()] = f.Row().CC
		}
	}
	require.Equal(t, map[string]abi.CallConv{"more": abi.CCOther, "plain": abi.CCDefault}, found)
}
