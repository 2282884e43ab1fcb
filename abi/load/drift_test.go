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

// TestDrifted: where a unit declares something else than another defines, and
// the mangled name is the same, the definition counts, in whichever order the
// objects come. What a caller would see is an issue.
func TestDrifted(t *testing.T) {
	dir := t.TempDir()
	sources := []string{`
int result(int);
extern "C" int plain(int);
extern "C" int inside(int);
extern int number;
extern long same[];
struct Point { int x; };
int take(Point);
int top(const int);
namespace std_like { struct Category; const Category &category(); }
int use() { return inside(1) + result(1) + plain(2) + number + take(Point{1}) + int(same[0]) + top(1) + (&std_like::category() != nullptr); }
`, `
long result(int a) { return a; }
extern "C" int plain(long a, long b) { return a + b; }
namespace n { extern "C" int inside(long a, long b) { return a + b; } }
long number = 5;
long same[4] = {1};
struct Point { long x, y; };
int take(Point p) { return p.y; }
int top(const int a) { return a; }
namespace std_like { struct Category { int id; } only; const Category &category() { return only; } }
`}
	for _, cxx := range []string{"g++", "clang++-15"} {
		var objects []string
		for i, text := range sources {
			src := filepath.Join(dir, string(rune('a'+i))+".cc")
			require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
			objects = append(objects, src+".o")
			out, err := exec.Command(cxx, "-g", "-O1", "-fPIC", "-c", "-o", src+".o", src).CombinedOutput()
			require.NoError(t, err, "%s", out)
		}
		so := filepath.Join(dir, "lib.so")
		out, err := exec.Command(cxx, append([]string{"-shared", "-o", so}, objects...)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		for _, files := range [][]string{objects, {objects[1], objects[0]}, {so}} {
			m, err := load.Files(files, load.Options{})
			require.NoError(t, err)
			found := map[string][]string{}
			for f := range m.Funcs {
				found[f.Name()] = append(found[f.Name()], f.Declaration())
				if f.Name() == "take" {
					size, _ := f.Params()[0].Type.Size()
					require.Equal(t, uint64(16), uint64(size), "%s %v", cxx, files)
				}
				if f.Name() == "top" {
					require.Equal(t, abi.LocReg, f.Params()[0].Loc.Kind, "%s %v: const is no part of the type", cxx, files)
				}
			}
			require.Equal(t, []string{"long result(int)"}, found["result"], "%s %v", cxx, files)
			require.Equal(t, []string{"int plain(long, long)"}, found["plain"], "%s %v", cxx, files)
			for _, d := range found["inside"] {
				require.Contains(t, d, "inside(long, long)", "%s %v", cxx, files)
			}
			for v := range m.Vars {
				switch v.Name() {
				case "number":
					require.Equal(t, "long", v.Type().String(), "%s %v", cxx, files)
				case "same":
					size, _ := v.Type().Size()
					require.Equal(t, uint64(32), uint64(size), "%s %v", cxx, files)
				}
			}
			var entities []string
			for _, i := range m.Issues() {
				require.Equal(t, "odr", i.Code)
				entities = append(entities, i.Entity)
			}
			want := []string{"Point", "inside", "number", "plain", "result"}
			if cxx != "g++" {
				want = []string{"Point", "inside", "plain", "result"} // clang 15 does not describe variables of other units
			}
			require.Equal(t, want, entities, "%s %v", cxx, files)
		}
	}
}
