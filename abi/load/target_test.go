package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// TestTargets: variants of an architecture that pass values or find functions
// in another way are not taken for the usual one.
func TestTargets(t *testing.T) {
	source := filepath.Join(t.TempDir(), "s.c")
	require.NoError(t, os.WriteFile(source, []byte("double f(double x) { return x; }\n"), 0o644))
	for target, want := range map[string]string{
		"x86_64-linux-gnu": "x86_64-unknown-linux-gnu", "x86_64-linux-gnux32": "unknown",
		"armv7-linux-gnueabihf": "armv7-unknown-linux-gnueabihf", "armv7-linux-gnueabi": "unknown",
		"riscv64-linux-gnu -march=rv64gc -mabi=lp64d": "riscv64gc-unknown-linux-gnu", "riscv64-linux-gnu -march=rv64gc -mabi=lp64": "unknown",
		"arm64-apple-macosx11": "aarch64-apple-darwin", "arm64e-apple-macosx11": "unknown", "arm64ec-windows-msvc -gdwarf": "unknown", "arm64_32-apple-watchos7": "unknown",
		"aarch64_be-linux-gnu": "unknown", "powerpc64le-linux-gnu": "unknown",
		"x86_64-unknown-freebsd13": "x86_64-unknown-freebsd", "aarch64-unknown-freebsd13": "aarch64-unknown-freebsd", "i386-unknown-freebsd13": "unknown",
		"x86_64-pc-solaris2.11": "unknown",
	} {
		object := filepath.Join(t.TempDir(), "s.o")
		args := append(strings.Fields("--target="+target), "-g", "-c", source, "-o", object)
		out, err := exec.Command("clang-19", args...).CombinedOutput()
		require.NoError(t, err, "%s: %s", target, out)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err, target)
		triple := m.Target().Triple()
		if !m.Target().Known() {
			triple = "unknown"
		}
		require.Equal(t, want, triple, target)
	}
}
