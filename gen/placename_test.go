package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestTypesThatDifferInPointers: the plain name stays with the instance that
// has it whole; those with pointers and references are called after them, by
// every compiler, also where names are cut.
func TestTypesThatDifferInPointers(t *testing.T) {
	const source = `
template <class T> struct Box { T *at; };
struct AVeryLongNameThatMakesTheNamesOfItsInstancesLongerThanSixtyFourLetters {};
struct All {
  Box<char> a; Box<char *> b; Box<char **> c; Box<const char *> d; Box<int *> e;
  Box<AVeryLongNameThatMakesTheNamesOfItsInstancesLongerThanSixtyFourLetters> f;
  Box<AVeryLongNameThatMakesTheNamesOfItsInstancesLongerThanSixtyFourLetters *> g;
};
int use(All *a) { return a->a.at && a->b.at && a->c.at && a->d.at && a->e.at && a->f.at && a->g.at; }
`
	var first []string
	for _, compiler := range []string{"g++-12", "clang++-15", "clang++-19"} {
		dir := t.TempDir()
		cc, object, bindings := filepath.Join(dir, "lib.cc"), filepath.Join(dir, "lib.o"), filepath.Join(dir, "bindings.rs")
		require.NoError(t, os.WriteFile(cc, []byte(source), 0o644))
		run(t, nil, compiler, "-g", "-c", cc, "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, gen.Config{})
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(bindings, out.Rust, 0o644))
		run(t, nil, "rustc", "--edition", "2021", "--crate-type", "lib", "-D", "warnings", "--emit", "metadata", "-o", filepath.Join(dir, "out.rmeta"), bindings)
		names := regexp.MustCompile(`pub struct Box_\w+`).FindAllString(string(out.Rust), -1)
		require.Subset(t, names, []string{"pub struct Box_char", "pub struct Box_char_ptr", "pub struct Box_char_ptr_ptr", "pub struct Box_const_char", "pub struct Box_int"}, compiler)
		require.Len(t, names, 7)
		if first == nil {
			first = names
		}
		require.Equal(t, first, names, compiler)
	}
}
