package load

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestSplitUnits: split units beside their objects and in a package have the
// symbols and places in the source that unsplit ones have; each has the
// addresses of its own skeleton.
func TestSplitUnits(t *testing.T) {
	header := "struct P { int x; };\nstatic inline int twice(P *p) { return 2 * p->x; }\n"
	unit := `#include "p.h"
static int hidden%[1]s[%[2]d] = {1};
int shown%[1]s = %[2]d;
static volatile int same = %[2]d;
static __attribute__((noinline)) int local(int x) { hidden%[1]s[0] += x; return hidden%[1]s[0] + same; }
static __attribute__((noinline)) int more%[1]s(P *p) { p->x = local(p->x); return twice(p); }
void fail() __attribute__((cold, noreturn));
int work(int);
static __attribute__((noinline)) int pieces(int n, long m) { if (n > 100) fail(); return work(n) + work(int(m)) + %[2]d; }
int use%[1]s(P *p) { return more%[1]s(p) + local(shown%[1]s) + pieces(p->x, p->x) + pieces(p->x, 7); }
`
	for _, build := range [][]string{{"clang++-15", "-gdwarf-5"}, {"clang++-15", "-gdwarf-4"}, {"clang++-15", "-gdwarf-5", "-mllvm", "-minimize-addr-in-v5=Ranges"},
		{"g++-12", "-gdwarf-5"}, {"g++-12", "-gdwarf-4"}} {
		dir := t.TempDir()
		run := func(name string, args ...string) {
			cmd := exec.Command(name, args...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s %v: %s", name, args, out)
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, "p.h"), []byte(header), 0o644))
		for i, n := range []string{"a", "b", "c"} {
			require.NoError(t, os.WriteFile(filepath.Join(dir, n+".cc"), []byte(fmt.Sprintf(unit, n, i+3)), 0o644))
		}
		link := func(out string, flags ...string) string {
			var objects []string
			for _, n := range []string{"a", "b", "c"} {
				run(build[0], append(append(flags, build[1:]...), "-O2", "-fPIC", "-c", n+".cc", "-o", n+".o")...)
				objects = append(objects, n+".o")
			}
			run(build[0], append([]string{"-shared", "-o", out}, objects...)...)
			return filepath.Join(dir, out)
		}
		whole := entitiesAt(t, link("whole.so"))
		require.GreaterOrEqual(t, len(whole), 7*3+3, "%v: %v", build, whole) // clang also describes what is called
		split := link("split.so", "-gsplit-dwarf")
		require.Equal(t, whole, entitiesAt(t, split), "%v: beside the objects", build)
		packers := []string{"llvm-dwp-15", "llvm-dwp-19"}
		if build[0] != "clang++-15" && build[1] == "-gdwarf-5" {
			packers = packers[1:] // version 15 does not end on gcc's, nor does 19 on some
		}
		for _, packer := range packers {
			run(packer, "-e", split, "-o", packer+".dwp")
		}
		for _, n := range []string{"a", "b", "c"} {
			require.NoError(t, os.Remove(filepath.Join(dir, n+".dwo")))
		}
		for _, packer := range packers {
			require.NoError(t, os.Rename(filepath.Join(dir, packer+".dwp"), split+".dwp"))
			require.Equal(t, whole, entitiesAt(t, split), "%v: in a package of %s", build, packer)
		}
	}
}

// entitiesAt lists functions and variables with their symbols and places, also
// those of parameters.
func entitiesAt(t *testing.T, file string) (list []string) {
	m, err := Files([]string{file}, Options{Strict: true})
	require.NoError(t, err)
	at := func(o abi.Origin) string { return fmt.Sprintf("%s:%d", filepath.Base(m.Str(o.File)), o.Line) }
	for f := range m.Funcs {
		text := f.Declaration() + " " + at(f.Origin())
		for _, s := range f.Symbols() {
			text += fmt.Sprintf(" %s@%x", s.Name, s.Row.Size)
		}
		for _, p := range f.Params() {
			text += fmt.Sprint(" ", p.Loc) // from the lists of places
		}
		list = append(list, text)
	}
	for v := range m.Vars {
		s := v.Symbol()
		list = append(list, fmt.Sprintf("%s %s %s@%x", v.Name(), at(v.Row().Origin), s.Name, s.Row.Size))
	}
	sort.Strings(list)
	return list
}
