package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestParameterPacks: a pack stands once in a mangled name, for any number of
// parameters. All of them count, and nothing is lost where there are none; what
// clang 15 leaves out without optimisation is lost in such functions, too.
func TestParameterPacks(t *testing.T) {
	const source = `struct Big { Big(); Big(const Big &); ~Big(); int a[9]; };
template <class T, class... A> T &make(T *t, A... a) { return *t; }
template <class R, class... A> R call(R (*f)(const char *, A...), const char *s, A... a) { return f(s, a...); }
template <class... A> int none(A... a) { return sizeof...(A); }
template <class... A> int drops(A... a, Big unused) { return 1; }
template <class... A> int mixed(int n, A... a) { return n; }
int take(const char *); int two(const char *, int, long);
int use(int *i, Big b) { return make(i) + make(i, 1, 2.0) + call(take, "") + call(two, "", 1, 2l) + none() + none(1, 2, 3) + drops(b) + mixed(1, b, 2); }
`
	dir := t.TempDir()
	src, obj := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(src, []byte(source), 0o644))
	for _, tool := range []string{"clang++-15", "g++-12", "clang++-19", "clang++-15 --target=aarch64-linux-gnu"} {
		args := append(strings.Fields(tool), "-g", "-O0", "-c", src, "-o", obj)
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		require.NoError(t, err, "%s: %s", tool, out)
		m, err := load.Files([]string{obj}, load.Options{})
		require.NoError(t, err)
		seen := map[string]int{}
		var lost []string
		for f := range m.Funcs {
			name, _, _ := strings.Cut(f.Name(), "<")
			if !strings.Contains(" make call none drops mixed ", " "+name+" ") || f.Has(abi.FuncDeclaration) && len(f.Symbols()) == 0 {
				continue
			}
			seen[name]++
			if f.Has(abi.FuncParamsLost) {
				lost = append(lost, name)
			}
		}
		require.Equal(t, map[string]int{"make": 2, "call": 2, "none": 2, "drops": 1, "mixed": 1}, seen, tool)
		if strings.Contains(tool, "aarch64") {
			require.ElementsMatch(t, []string{"drops", "mixed"}, lost) // the Big, which nothing uses
		} else {
			require.Empty(t, lost, tool)
		}
	}
}
