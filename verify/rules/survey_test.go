package rules

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const closureHeader = `namespace lib {
struct Entry { const int *(*first)(); int (*next)(int, const char *); Entry(const int *(*f)(), int (*n)(int, const char *)) : first(f), next(n) {} };
struct Table { Entry *entries; int used; void add(const Entry &e) { entries[used++] = e; } };
template <class T> inline void fill(Table &t) {
  t.add(Entry([]() -> const int * { return nullptr; }, [](int i, const char *) { return i + int(sizeof(T)); }));
}
}
inline int pick(int n) { static lib::Entry room[1] = {{nullptr, nullptr}}; lib::Table t{room, 0}; lib::fill<long>(t); return t.used + n; }
`

// TestSurveyCountsSymbols: a closure of an inline function is described in every
// unit that has it, and is one function of the library. The judge is nm.
func TestSurveyCountsSymbols(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "h.h"), []byte(closureHeader), 0o644))
	for _, tool := range []string{"clang++-15 -O0", "clang++-15 -O2", "g++-12 -O0", "g++-12 -O2"} {
		args := []string{strings.Fields(tool)[1], "-g", "-fPIC", "-shared", "-o", filepath.Join(dir, "lib.so")}
		for _, name := range []string{"one", "two", "three"} {
			src := filepath.Join(dir, name+".cc")
			require.NoError(t, os.WriteFile(src, []byte("#include \"h.h\"\nint "+name+"(int n) { return pick(n); }\n"), 0o644))
			args = append(args, src)
		}
		out, err := exec.Command(strings.Fields(tool)[0], args...).CombinedOutput()
		require.NoError(t, err, "%s: %s", tool, out)
		out, err = exec.Command("nm", "-D", "--defined-only", filepath.Join(dir, "lib.so")).CombinedOutput()
		require.NoError(t, err, "nm: %s", out)
		symbols := map[string]bool{} // a constructor may have two
		for _, line := range strings.Split(string(out), "\n") {
			if f := strings.Fields(line); len(f) == 3 && (f[1] == "T" || f[1] == "W") && strings.HasPrefix(f[2], "_Z") {
				symbols[strings.Replace(f[2], "C2E", "C1E", 1)] = true
			}
		}
		require.GreaterOrEqual(t, len(symbols), 3, tool)
		s := NewSurvey(loadAll(t, filepath.Join(dir, "lib.so")), false)
		require.Len(t, symbols, s.Functions, tool)
	}
}
