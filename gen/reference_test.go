package gen_test

import (
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

var rawParam = regexp.MustCompile(`(?s)pub unsafe fn (\w+)\([^)]*: \*`)

// TestReferences: a program lends its values to C++; what the C++ source says
// to stay a raw pointer is one, and nothing else but constructors and
// destructors has one.
func TestReferences(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2"}, {"clang++-15", "-O1"}} {
		object := filepath.Join(t.TempDir(), "reference.o")
		run(t, nil, build[0], build[1], "-g", "-std=c++17", "-fPIC", "-c", "testdata/reference.cc", "-o", object)
		require.Equal(t, "every reference\n", program(t, object, "testdata/reference.rs", object, "-lstdc++"), build)
		_, out := bind(t, object, gen.Config{})
		for _, m := range rawParam.FindAllSubmatch(out.Rust, -1) {
			require.Regexp(t, `^(stays_|tenon_|construct|destruct)`, string(m[1]))
		}
	}
}
