package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestAccessors: Rust writes and reads fields through accessors, with its own
// optimiser on, and C++ sees what was written.
func TestAccessors(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2", "-gdwarf-4"}, {"clang++-15", "-O0"}, {"clang++-15", "-O2"}} {
		dir := t.TempDir()
		object, exe := filepath.Join(dir, "classes.o"), filepath.Join(dir, "classes")
		run(t, nil, build[0], append(build[1:], "-g", "-std=c++20", "-fPIC", "-c", "testdata/classes.cc", "-o", object)...)
		path, _ := bind(t, object, gen.Config{})
		run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-O", "-o", exe, "testdata/classes.rs",
			"-C", "link-arg="+object, "-C", "link-arg=-lstdc++")
		require.Equal(t, "every field\n", run(t, nil, exe), build)
	}
}

// TestClassesWithMembers: who asks for a class gets its functions, too.
func TestClassesWithMembers(t *testing.T) {
	t.Parallel()
	object := filepath.Join(t.TempDir(), "virtual.o")
	run(t, nil, "g++-12", "-g", "-std=c++17", "-c", "testdata/virtual.cc", "-o", object)
	for _, cfg := range []gen.Config{{AllowType: []string{"A"}}, {AllowItem: []string{"A"}}} {
		cfg.BlockFunction = []string{"A::a2"}
		path, out := bind(t, object, cfg)
		compile(t, path)
		require.Regexp(t, `fn a1\(`, string(out.Rust))
		require.NotRegexp(t, `fn (a2|c1|new_a)\(`, string(out.Rust))
	}
}
