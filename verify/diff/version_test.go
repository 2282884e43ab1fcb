package diff_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify/diff"
)

// TestFunctionsOfVersions: of functions under several versions of one symbol
// each is compared with the one of its version, whatever their order.
func TestFunctionsOfVersions(t *testing.T) {
	build := func(oldName, first, second string) *abi.Model {
		dir := t.TempDir()
		src, so, script := filepath.Join(dir, "v.c"), filepath.Join(dir, "v.so"), filepath.Join(dir, "v.map")
		require.NoError(t, os.WriteFile(script, []byte("V1 { global: size; local: *; };\nV2 { global: size; } V1;\n"), 0o644))
		require.NoError(t, os.WriteFile(src, []byte(first+second+"__asm__(\".symver size_a, "+oldName+"\");\n__asm__(\".symver size_b, size@@V2\");\n"), 0o644))
		out, err := exec.Command("gcc", "-g", "-O1", "-fno-toplevel-reorder", "-shared", "-fPIC", "-Wl,--version-script="+script, "-o", so, src).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{so}, load.Options{})
		require.NoError(t, err)
		return m
	}
	a, b := "int size_a(int n) { return n; }\n", "long size_b(long n) { return n; }\n"
	for _, old := range []string{"size@V1", "size@"} {
		base := build(old, a, b)
		for _, c := range []struct {
			m     *abi.Model
			worst diff.Grade
		}{
			{build(old, b, a), diff.Compatible},
			{build(old, a, "short size_b(short n) { return n; }\n"), diff.Breaking},
			{build(old, "char size_a(char n) { return n; }\n", b), diff.Breaking},
			{build(old, b, "char size_a(char n) { return n; }\n"), diff.Breaking},
		} {
			g := diff.Compare(base, c.m, diff.Options{})
			worst := diff.Compatible
			for _, ch := range g.Changes {
				worst = max(worst, ch.Grade)
			}
			require.Equal(t, c.worst, worst, "%s: %v", old, g.Changes)
		}
	}
}
