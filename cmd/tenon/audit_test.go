package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// tenonIn runs a command line in a folder of its own.
func tenonIn(t *testing.T, dir string, args ...string) (code int, out, errs string) {
	t.Helper()
	t.Chdir(dir)
	var o, e bytes.Buffer
	code = run(args, bytes.NewReader(nil), &o, &e)
	return code, o.String(), e.String()
}

func object(t *testing.T, dir, name, source string, flags ...string) string {
	t.Helper()
	src := filepath.Join(dir, name+".cc")
	require.NoError(t, os.WriteFile(src, []byte(source), 0o644))
	obj := filepath.Join(dir, name+".o")
	out, err := exec.Command("g++-12", append([]string{"-c", "-o", obj, src}, flags...)...).CombinedOutput()
	require.NoError(t, err, "apt-get install g++-12: %s", out)
	return obj
}

func TestAuditExitBits(t *testing.T) {
	dir := t.TempDir()
	clean := object(t, dir, "clean", cleanLibrary, "-g")
	risky := object(t, dir, "risky", riskyLibrary, "-g")
	one := object(t, dir, "one", "struct W { int id, v; };\nint a(const W *w) { return w->v; }\n", "-g")
	two := object(t, dir, "two", "struct W { int v; };\nint b(const W *w) { return w->v; }\n", "-g")
	bare := object(t, dir, "bare", cleanLibrary)

	code, out, _ := tenonIn(t, dir, "audit", clean)
	require.Equal(t, 0, code, out)
	require.Contains(t, out, "clean: looked at 1 function")

	code, out, _ = tenonIn(t, dir, "audit", risky)
	require.Equal(t, 4, code, out)
	require.Contains(t, out, "risky: Handle travels by address")
	require.Contains(t, out, "risky.cc:1: ")
	code, _, _ = tenonIn(t, dir, "audit", "--fail-on", "breaking", risky)
	require.Equal(t, 0, code)

	code, out, _ = tenonIn(t, dir, "audit", one, two)
	require.Equal(t, 12, code, out)
	require.Contains(t, out, "[TN1023]")
	require.Contains(t, out, "in ") // both layouts
	require.Contains(t, out, "<- removed")

	code, out, errs := tenonIn(t, dir, "audit", bare)
	require.Equal(t, 1, code&1, "nothing to look at is an error: %s", out)
	require.NotContains(t, out, "clean")
	require.Contains(t, errs, "tenon: error:")

	for _, args := range [][]string{{"audit"}, {"audit", "--fail-on", "sometimes", clean}, {"audit", "--rule", "TN9999", clean},
		{"audit", "--format", "pdf", clean}, {"audit", "--entity", "(", clean}} {
		code, _, errs = tenonIn(t, dir, args...)
		require.Equal(t, 2, code, "%v: %s", args, errs)
	}
	code, _, _ = tenonIn(t, dir, "audit", filepath.Join(dir, "missing.so"))
	require.Equal(t, 1, code)
}

func TestAuditBaselineAndSuppression(t *testing.T) {
	dir := t.TempDir()
	risky := object(t, dir, "risky", riskyLibrary, "-g")
	base := filepath.Join(dir, "known")

	code, _, errs := tenonIn(t, dir, "audit", "--baseline", base, risky)
	require.Equal(t, 1, code)
	require.Contains(t, errs, "--write-baseline")
	code, _, _ = tenonIn(t, dir, "audit", "--write-baseline", base, risky)
	require.Equal(t, 0, code)
	code, out, _ := tenonIn(t, dir, "audit", "--baseline", base, risky)
	require.Equal(t, 0, code, out)
	require.Contains(t, out, "suppressed")
	require.NoError(t, os.WriteFile(base, nil, 0o644))
	code, _, errs = tenonIn(t, dir, "audit", "--baseline", base, risky)
	require.Equal(t, 1, code, "an empty baseline is not a clean one")
	require.Contains(t, errs, "empty")

	config := func(until string) {
		text := "[[suppress]]\nrule = \"*\"\nentity = \"Handle*\"\nreason = \"reviewed\"\n" + until
		require.NoError(t, os.WriteFile(filepath.Join(dir, "tenon.toml"), []byte(text), 0o644))
	}
	config("until = 2999-01-01\n")
	code, out, _ = tenonIn(t, dir, "audit", risky)
	require.Equal(t, 0, code, out)
	config("until = 2001-01-01\n")
	code, out, _ = tenonIn(t, dir, "audit", risky)
	require.Equal(t, 4, code, out)
	require.Contains(t, out, "expired: accepted until 2001-01-01 (reviewed)")
}

func TestExplain(t *testing.T) {
	dir := t.TempDir()
	for _, id := range []string{"TN1001", "tn1001", "by-value-nontrivial", "compilers-disagree"} {
		code, out, _ := tenonIn(t, dir, "explain", id)
		require.Equal(t, 0, code)
		for _, part := range []string{"before\n", "after\n", "standard\n"} {
			require.Contains(t, out, part, id)
		}
	}
	code, _, errs := tenonIn(t, dir, "explain", "TN0")
	require.Equal(t, 2, code)
	require.Contains(t, errs, "hint")
}

func TestSurveyCounts(t *testing.T) {
	dir := t.TempDir()
	obj := object(t, dir, "s", riskyLibrary+cleanLibrary+"Point make() { return {1, 2}; }\nlong double ld() { return 1; }\n", "-g")
	code, out, errs := tenonIn(t, dir, "survey", "--format", "json", obj)
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, `"callable": 4`, out)
	require.Contains(t, out, `"functions": 5`)
	require.Contains(t, out, `"reason": "no-rust-type"`)
	bare := object(t, dir, "bare", cleanLibrary)
	code, _, errs = tenonIn(t, dir, "survey", bare)
	require.Equal(t, 1, code)
	require.Contains(t, errs, "-g")
}
