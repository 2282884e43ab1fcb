package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestComplexNumbers: gcc and clang name and encode complex numbers in their own
// ways; a struct of them that both describe is one type, and its members have
// the types of the source, as far as the compilers tell.
func TestComplexNumbers(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	var objects []string
	for name, compiler := range map[string]string{"a": "gcc-12", "b": "clang-15"} {
		text := "struct S { float _Complex f; double _Complex d; long double _Complex l; int _Complex i; short _Complex s; unsigned _Complex u; };\n" +
			"int " + name + "(struct S *s) { return __real__ s->i; }\n"
		require.NoError(t, os.WriteFile(file(name+".c"), []byte(text), 0o644))
		out, err := exec.Command(compiler, "-g", "-c", file(name+".c"), "-o", file(name+".o")).CombinedOutput()
		require.NoError(t, err, "%s", out)
		objects = append(objects, file(name+".o"))
	}
	m, err := load.Files(objects, load.Options{})
	require.NoError(t, err)
	require.Empty(t, m.Issues())
	var structs [][]string
	for ty := range m.Types {
		if ty.Kind() == abi.KindStruct && ty.Name() == "S" {
			var members []string
			for _, f := range ty.Fields() {
				members = append(members, f.Type.Declare(f.Name))
			}
			structs = append(structs, members)
		}
	}
	require.Equal(t, [][]string{{"_Complex float f", "_Complex double d", "_Complex long double l", "_Complex int i", "_Complex short s", "_Complex int u"}}, structs)
}
