package diff_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestQualifierOrder: gcc and clang nest "const restrict" of a callback's
// parameter in two orders, and const is none of the function's type; restrict is
// a promise.
func TestQualifierOrder(t *testing.T) {
	dir := t.TempDir()
	object := func(name, cc, text string) string {
		src, out := filepath.Join(dir, name+".c"), filepath.Join(dir, name+".o")
		require.NoError(t, os.WriteFile(src, []byte(text), 0o666))
		msg, err := exec.Command(cc, "-g", "-c", src, "-o", out).CombinedOutput()
		require.NoError(t, err, "%s", msg)
		return out
	}
	const both = "typedef void (*callback)(const char *restrict, char *const restrict, int *const volatile); callback c; void f(callback g) {}\n"
	gcc, clang := object("gcc", "gcc-12", both), object("clang", "clang-15", both)
	require.Empty(t, compareFiles(t, gcc, clang).Changes)
	require.Empty(t, compareFiles(t, clang, gcc).Changes)
	const less = "typedef void (*callback)(const char *restrict, char *const, int *const volatile); callback c; void f(callback g) {}\n"
	require.NotEmpty(t, compareFiles(t, object("less", "gcc-12", less), clang).Changes)
}
