package itanium

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestModern: names of C++20, C++23 and type traits as clang 19 writes them print as
// llvm-cxxfilt-19 prints them, and come out as they were when written again.
func TestModern(t *testing.T) {
	dir := t.TempDir()
	command := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		require.NoError(t, err, "%s: %s", name, out)
		return string(out)
	}
	names := func(object string) (out []string) {
		for _, line := range strings.Split(command("nm", object), "\n") {
			if f := strings.Fields(line); len(f) > 1 && strings.HasPrefix(f[len(f)-1], "_Z") && !strings.Contains(f[len(f)-1], "E9__in_chrg") {
				out = append(out, f[len(f)-1])
			}
		}
		return out
	}
	object := filepath.Join(dir, "o.o")
	var all []string
	for _, source := range []string{"constraints.cc", "traits.cc"} {
		command("clang++-19", "-std=c++23", "-w", "-c", "testdata/"+source, "-o", object)
		all = append(all, names(object)...)
	}
	require.Greater(t, len(all), 120)
	for _, part := range []string{"", ":impl"} {
		module := filepath.Join(dir, "m.pcm")
		command("clang++-19", "-std=c++20", "-w", "-x", "c++-module", "-DPART="+part, "--precompile", "testdata/module.cc", "-o", module)
		command("clang++-19", "-c", module, "-o", object)
		all = append(all, names(object)...)
	}
	constrained, attached, unread := 0, 0, 0
	for _, n := range all {
		sym, err := Parse(n)
		require.NoError(t, err, n)
		got, err := Print(sym)
		require.NoError(t, err, n)
		if want := strings.TrimSuffix(command("llvm-cxxfilt-19", n), "\n"); want == n {
			unread++ // a concept's argument is the parameter that it constrains
		} else {
			require.Equal(t, want, got, n)
		}
		again, err := Write(sym)
		require.NoError(t, err, n)
		require.Equal(t, n, again)
		if strings.Contains(n, "Tk") || strings.Contains(n, "Q") {
			constrained++
		}
		if strings.Contains(n, "W3geoW6shapes") {
			attached++
		}
	}
	t.Logf("%d names, %d with constraints, %d of modules, %d that llvm-cxxfilt-19 can't read", len(all), constrained, attached, unread)
	require.LessOrEqual(t, unread, 1)
	require.Greater(t, constrained, 25)
	require.Greater(t, attached, 30)
}
