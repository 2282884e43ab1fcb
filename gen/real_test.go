package gen_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

const (
	demo      = "../fixtures/demo/libdemo.a"
	libstdcxx = "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30" // libstdc++6-12-dbg
	librados  = "/usr/lib/x86_64-linux-gnu/librados.so.2"             // librados2, librados2-dbg
)

// bind writes the bindings of an object to a file.
func bind(t *testing.T, object string, cfg gen.Config) (path string, out *gen.Output) {
	t.Helper()
	m, err := load.Files([]string{object}, load.Options{})
	require.NoError(t, err)
	out, err = gen.Generate(m, cfg)
	require.NoError(t, err)
	path = filepath.Join(t.TempDir(), "bindings.rs")
	require.NoError(t, os.WriteFile(path, out.Rust, 0o644))
	return path, out
}

func run(t *testing.T, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	if len(out) > 4000 {
		out = out[:4000]
	}
	require.NoError(t, err, "%s: %s", name, out)
	return string(out)
}

func compile(t *testing.T, path string, args ...string) {
	t.Helper()
	run(t, nil, "rustc", append([]string{"--crate-type", "lib", "-D", "warnings", "--emit", "metadata", "--out-dir", t.TempDir(), path}, args...)...)
}

// TestWholeLibraries: the bindings of whole libraries compile without a
// warning in every edition, and so those for Rust 1.63 with rustc 1.63; every
// layout assertion is evaluated by the compiler.
func TestWholeLibraries(t *testing.T) {
	t.Parallel()
	old, env := fixtures.Rust163(t)
	for _, lib := range []struct {
		path      string
		functions int
	}{{demo, 20}, {libstdcxx, 3500}, {librados, 300}} {
		path, out := bind(t, lib.path, gen.Config{})
		require.GreaterOrEqual(t, out.Bound["functions"], lib.functions, lib.path)
		for _, edition := range []string{"2018", "2021", "2024"} {
			compile(t, path, "--edition", edition)
		}
		path, _ = bind(t, lib.path, gen.Config{RustTarget: "1.63"})
		run(t, env, old, "--crate-type", "lib", "--edition", "2021", "-D", "warnings", "--emit", "metadata", "--out-dir", t.TempDir(), path)
	}
}

// TestFormat: the output is as rustfmt would write it. (rustfmt itself aborts
// on the 100,000 lines for libstdc++.)
func TestFormat(t *testing.T) {
	t.Parallel()
	for _, lib := range []string{demo, librados} {
		path, out := bind(t, lib, gen.Config{})
		run(t, nil, "rustfmt", "--edition", "2021", path)
		formatted, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, len(formatted), len(out.Rust), lib)
		require.True(t, string(formatted) == string(out.Rust), lib)
	}
}

var update = flag.Bool("update", false, "write the golden files again")

// TestGolden compares the bindings of the demo library, a prebuilt object, with
// the file that users read in the repository; -update writes it again.
func TestGolden(t *testing.T) {
	_, out := bind(t, demo, gen.Config{})
	const golden = "testdata/demo.rs"
	if *update {
		require.NoError(t, os.WriteFile(golden, out.Rust, 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), string(out.Rust), "go test ./gen -run Golden -update writes it again")
}

// program links a Rust program of testdata with bindings and a library and
// runs it.
func program(t *testing.T, object, source string, link ...string) string {
	t.Helper()
	path, _ := bind(t, object, gen.Config{})
	exe := filepath.Join(t.TempDir(), "program")
	args := []string{"--edition", "2021", "-D", "warnings", "-o", exe, source}
	for _, l := range link {
		args = append(args, "-C", "link-arg="+l)
	}
	run(t, append(os.Environ(), "BINDINGS="+path), "rustc", args...)
	return run(t, nil, exe)
}

func TestDemoProgram(t *testing.T) {
	out := program(t, demo, "../fixtures/demo/main.rs", demo)
	require.Contains(t, out, "every value arrived")
}

func TestLibstdcxxProgram(t *testing.T) {
	t.Parallel()
	out := program(t, libstdcxx, "testdata/stdcxx.rs", libstdcxx, "-Wl,-rpath,"+filepath.Dir(libstdcxx))
	require.Equal(t, "from std::cout: hello, world 42\n", out)
}

func TestLibradosProgram(t *testing.T) {
	t.Parallel()
	require.Equal(t, "3.0.0\n", program(t, librados, "testdata/rados.rs", librados))
}
