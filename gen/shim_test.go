package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestShims: a Rust program calls functions whose values no Rust signature can
// pass, and inline ones, through C++ that was written for them, by g++ and
// clang++.
func TestShims(t *testing.T) {
	// At -O1 clang forgets inline functions that it inlined everywhere.
	for _, build := range [][2]string{{"g++-12", "-O1"}, {"g++-12", "-O0"}, {"clang++-15", "-O0"}} {
		dir := t.TempDir()
		object := filepath.Join(dir, "lib.o")
		run(t, nil, build[0], "-std=c++17", "-g", build[1], "-c", "testdata/shim/lib.cc", "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, gen.Config{Shims: true, ShimFunction: []string{"lib::.*"}, ShimIncludes: []string{"lib.h"}})
		require.NoError(t, err)
		bindings, shims := filepath.Join(dir, "bindings.rs"), filepath.Join(dir, "shims.cc")
		require.NoError(t, os.WriteFile(bindings, out.Rust, 0o644))
		require.NoError(t, os.WriteFile(shims, out.Shims, 0o644))
		for _, compiler := range []string{"g++-12", "clang++-15"} {
			run(t, nil, compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-O1", "-Itestdata/shim", "-c", shims, "-o", filepath.Join(dir, "shims.o"))
			exe := filepath.Join(dir, "program")
			run(t, append(os.Environ(), "BINDINGS="+bindings), "rustc", "--edition", "2021", "-D", "warnings", "-o", exe, "testdata/shim/main.rs",
				"-C", "link-arg="+object, "-C", "link-arg="+filepath.Join(dir, "shims.o"), "-C", "link-arg=-lstdc++")
			require.Equal(t, "called through shims\n", run(t, nil, exe))
		}
	}
}

// TestShimsChooseThemselves: without a pattern, shims are for functions that
// were refused for how their values travel, and not for inline ones.
func TestShimsChooseThemselves(t *testing.T) {
	object := filepath.Join(t.TempDir(), "lib.o")
	run(t, nil, "g++-12", "-std=c++17", "-g", "-O1", "-c", "testdata/shim/lib.cc", "-o", object)
	m, err := load.Files([]string{object}, load.Options{})
	require.NoError(t, err)
	out, err := gen.Generate(m, gen.Config{Shims: true})
	require.NoError(t, err)
	require.Contains(t, string(out.Shims), "::lib::half(")
	require.NotContains(t, string(out.Shims), "::lib::inlined(")
	for _, s := range out.Skipped {
		require.NotEqual(t, "no-rust-type", s.Reason, s.Name)
	}
}
