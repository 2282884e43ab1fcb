package diff_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const objectsSource = `
#include <cstdlib>
#include <cwchar>
#include <locale>
#include <string>
struct Kept { int a; int twice() const; };
int Kept::twice() const { return 2 * a; }
long number(const std::string &s) { return std::strtol(s.c_str(), nullptr, 10) + std::locale().name().size(); }
__attribute__((visibility("hidden"))) int hidden(int x) { return x; }
int removed(int x);
#ifdef OLD
int removed(int x) { return std::abs(x); }
#endif
int use(Kept *k, bool all) { return (all ? removed(k->a) : 0) + k->twice(); }
`

// TestObjects compares relocatable objects, which export nothing at run time.
// Whoever links them binds to what they define: functions and variables that
// headers only declare are no part of them, and which of those the debug
// information lists depends on the compiler and its options. The judge of what
// an object offers is nm.
func TestObjects(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.cc", objectsSource)
	build := func(name, family string, flags ...string) string {
		run(t, dir, compiler(t, family, true), append([]string{"-g", "-w", "-c", "a.cc", "-o", name}, flags...)...)
		return filepath.Join(dir, name)
	}
	offered := func(path string) map[string]bool {
		out := map[string]bool{}
		for _, line := range strings.Split(run(t, dir, "nm", "-g", "--defined-only", path), "\n") {
			if f := strings.Fields(line); len(f) == 3 && f[1] == "T" && f[2] != "_Z6hiddeni" {
				out[f[2]] = true
			}
		}
		return out
	}
	old := build("old.o", "gcc", "-DOLD")
	require.Len(t, offered(old), 4)
	for _, now := range []string{
		build("gcc.o", "gcc"), build("gcc4.o", "gcc", "-gdwarf-4", "-O2"),
		build("clang.o", "clang"), build("standalone.o", "clang", "-fstandalone-debug"),
	} {
		t.Run(filepath.Base(now), func(t *testing.T) {
			var gone []string
			for s := range offered(old) {
				if !offered(now)[s] {
					gone = append(gone, s)
				}
			}
			require.Equal(t, []string{"_Z7removedi"}, gone)
			g := compareFiles(t, old, now)
			require.Len(t, g.Changes, 1, describe(g))
			require.Equal(t, "TN2001 removed(int)", g.Changes[0].Kind+" "+g.Changes[0].Entity)
			require.GreaterOrEqual(t, g.Counts.Functions, len(offered(now)))
		})
	}
}
