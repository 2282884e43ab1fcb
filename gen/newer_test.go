package gen_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestNewerClang: clang 22 describes a class's virtual table as a static member,
// gives constructors their unified names (C4, D4), and describes functions that a
// unit calls in their class, which it may only declare, without access. What is
// bound is what clang 15's description gives. testdata/newer_clang22*.s are clang
// 22's assembly of newer.cc with -g -O2 -fPIC (-DUSE, -DUSE -fstandalone-debug),
// without comments, lines and unwinding.
func TestNewerClang(t *testing.T) {
	t.Parallel()
	build := func(source string, flags ...string) string {
		object := filepath.Join(t.TempDir(), "newer.o")
		run(t, nil, "clang++-15", append(flags, "-g", "-O2", "-fPIC", "-fdebug-compilation-dir=/src", "-c", source, "-o", object)...)
		return object
	}
	generate := func(objects ...string) string {
		m, err := load.Files(objects, load.Options{})
		require.NoError(t, err)
		for f := range m.Funcs {
			if f.Owner().ID() != 0 {
				require.Equal(t, abi.Public, f.Row().Access, f.Declaration())
			}
		}
		out, err := gen.Generate(m, gen.Config{})
		require.NoError(t, err)
		require.NotZero(t, out.Bound["functions"])
		return string(out.Rust)
	}
	own, user := build("testdata/newer.cc"), build("testdata/newer.cc", "-DUSE")
	newer := build("testdata/newer_clang22.s")
	require.Equal(t, generate(own), generate(newer))
	both := generate(own, user)
	for _, source := range []string{"testdata/newer_clang22_use.s", "testdata/newer_clang22_whole.s"} {
		use := build(source)
		require.Equal(t, both, generate(newer, use), source)
		require.Equal(t, both, generate(use, newer), source)
	}
}

// TestDescribedTwice: clang 21 to 23 describe a class once more, without its
// members, when a member function has its object by value. The assembly is clang
// 22's of byvalue.cc; clang 19 describes the class once.
func TestDescribedTwice(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, build := range [][]string{{"clang++-19", "-std=c++23", "-g", "-O1", "-fPIC", "testdata/byvalue.cc"}, {"clang++-15", "testdata/byvalue_clang22.s"}} {
		object := filepath.Join(t.TempDir(), "byvalue.o")
		run(t, nil, build[0], append(build[1:], "-fdebug-compilation-dir=/src", "-c", "-o", object)...)
		if dump := run(t, nil, "llvm-dwarfdump-19", "--name=S", object); len(texts) == 1 {
			require.Equal(t, 2, strings.Count(dump, "DW_AT_byte_size"), dump)
		}
		_, out := bind(t, object, gen.Config{})
		texts = append(texts, string(out.Rust))
	}
	require.Contains(t, texts[0], "pub fn sum(self_: S, k: i32) -> i32 {")
	require.Equal(t, texts[0], texts[1])
}
