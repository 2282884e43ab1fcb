package diff_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify/diff"
)

// compiler finds a compiler or fails with the package that has it.
func compiler(t testing.TB, family string, cplusplus bool) string {
	t.Helper()
	name, pkg := map[bool]string{true: "g++-12", false: "gcc-12"}[cplusplus], "g++-12"
	if family == "clang" {
		name, pkg = map[bool]string{true: "clang++-15", false: "clang-15"}[cplusplus], "clang-15"
	}
	path, err := exec.LookPath(name)
	require.NoError(t, err, "apt-get install %s", pkg)
	return path
}

// run runs a tool in a folder.
func run(t testing.TB, dir, tool string, args ...string) string {
	t.Helper()
	cmd := exec.Command(tool, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s %s\n%s", tool, strings.Join(args, " "), out)
	return string(out)
}

// shared builds sources into one shared library with debug information.
func shared(t testing.TB, dir, out, family string, sources []string, flags ...string) string {
	t.Helper()
	cplusplus := true
	for _, s := range sources {
		cplusplus = cplusplus && !strings.HasSuffix(s, ".c")
	}
	out = filepath.Join(dir, out)
	args := append([]string{"-g", "-shared", "-fPIC", "-w", "-o", out}, flags...)
	run(t, dir, compiler(t, family, cplusplus), append(args, sources...)...)
	return out
}

func loaded(t testing.TB, paths ...string) *abi.Model {
	t.Helper()
	m, err := load.Files(paths, load.Options{})
	require.NoError(t, err)
	return m
}

func compareFiles(t testing.TB, old, now string) *diff.Graph {
	t.Helper()
	return diff.Compare(loaded(t, old), loaded(t, now), diff.Options{})
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
}

func describe(g *diff.Graph) string {
	var b strings.Builder
	for _, c := range g.Changes {
		b.WriteString(c.Grade.String() + " " + c.Kind + " " + c.Entity + ": " + c.Message + "\n")
	}
	return b.String()
}
