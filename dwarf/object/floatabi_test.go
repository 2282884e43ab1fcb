package object_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/dwarf/object"
)

// TestDoubleRegisters: what readelf reads of the float ABI is what we do.
func TestDoubleRegisters(t *testing.T) {
	dir := t.TempDir()
	source, out := filepath.Join(dir, "s.c"), filepath.Join(dir, "s.o")
	require.NoError(t, os.WriteFile(source, []byte("double f(double x) { return x; }\n"), 0o644))
	hard := regexp.MustCompile(`Tag_ABI_VFP_args: (VFP registers|compatible)|(double|quad)-float ABI|Machine:\s+(Intel|Advanced|AArch64|ARM64)`)
	seen := map[bool]int{}
	for _, target := range []string{"arm-linux-gnueabi", "arm-linux-gnueabihf", "armv7-linux-gnueabihf -mfloat-abi=softfp", "armeb-linux-gnueabihf", "armv7-linux-gnueabi -mfloat-abi=hard",
		"riscv64-linux-gnu -mabi=lp64d -march=rv64gc", "riscv64-linux-gnu -mabi=lp64 -march=rv64gc", "riscv64-linux-gnu -mabi=lp64f -march=rv64gc",
		"riscv32-linux-gnu -mabi=ilp32d -march=rv32gc", "riscv32-linux-gnu -mabi=ilp32 -march=rv32imac", "x86_64-linux-gnu", "aarch64-linux-gnu"} {
		args := append(strings.Fields("--target="+target), "-c", source, "-o", out)
		b, err := exec.Command("clang-15", args...).CombinedOutput()
		require.NoError(t, err, "%s: %s", target, b)
		b, err = exec.Command("readelf", "-hA", out).CombinedOutput()
		require.NoError(t, err, "%s: %s", target, b)
		f, err := object.Open(out, object.Options{})
		require.NoError(t, err)
		want := hard.Match(b)
		require.Equal(t, want, f.Images[0].DoubleRegisters(), "%s\n%s", target, b)
		seen[want]++
		f.Close()
	}
	require.GreaterOrEqual(t, min(seen[false], seen[true]), 5)
}
