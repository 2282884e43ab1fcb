package load

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestDeducedResults: a member function declared with auto has the result of
// its definition, in whichever unit and order; without one nothing is known.
func TestDeducedResults(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(p, []byte(text), 0o644))
		return p
	}
	write("s.h", `struct Big { long a, b, c; ~Big(); };
struct S { auto f(); const auto &g(); decltype(auto) h(); static auto k(); auto none(); auto big(); auto *ptr(); auto never(); int n; };
`)
	def := write("def.cc", `#include "s.h"
auto S::f() { return 5L; }
const auto &S::g() { return n; }
decltype(auto) S::h() { return (n); }
auto S::k() { return 2.5; }
auto S::none() { n = 1; }
auto S::big() { return Big(); }
auto *S::ptr() { return &n; }
`)
	use := write("use.cc", "#include \"s.h\"\nS s; int use() { return s.n; }\n")
	want := map[string]string{"f": "long", "g": "const int &", "h": "int &", "k": "double", "none": "void", "big": "Big", "ptr": "int *"}
	for _, cc := range []string{"g++", "clang++-15"} {
		for _, opt := range []string{"-O0", "-O1"} {
			for i, src := range []string{def, use} {
				out, err := exec.Command(cc, "-std=c++17", "-g", opt, "-c", "-o", filepath.Join(dir, []string{"def.o", "use.o"}[i]), src).CombinedOutput()
				require.NoError(t, err, "%s", out)
			}
			a, b := filepath.Join(dir, "def.o"), filepath.Join(dir, "use.o")
			for _, files := range [][]string{{a}, {a, b}, {b, a}} {
				m, err := Files(files, Options{})
				require.NoError(t, err)
				seen := 0
				for f := range m.Funcs {
					if f.Owner().Name() != "S" {
						continue
					}
					if r, ok := want[f.Name()]; ok {
						seen++
						got := "void"
						if !f.Result().IsNone() && !f.Result().IsVoid() {
							got = f.Result().String()
						}
						require.Equal(t, r, got, "%s %s %v: %s", cc, opt, files, f.Name())
					}
					if f.Name() == "never" {
						require.Equal(t, abi.KindUnsupported, f.Result().Kind(), "%s %s", cc, opt)
					}
				}
				require.Equal(t, len(want), seen)
			}
		}
	}
}
