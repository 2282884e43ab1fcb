package callconv_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestPlacesReal: where definitions of real libraries say that they find their
// arguments is where the rules put them. The compiler is the judge.
func TestPlacesReal(t *testing.T) {
	t.Parallel()
	places := 0
	for _, path := range []string{"/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30", "/usr/lib/x86_64-linux-gnu/ceph/libceph-common.so.2"} {
		m, err := load.Files([]string{path}, load.Options{})
		require.NoError(t, err)
		c := callconv.NewContext(m)
		for f := range m.Funcs {
			require.Empty(t, c.Misplaced(f), f.Declaration())
			for _, p := range f.ParamRows() {
				if p.Loc.Kind == abi.LocReg && p.Loc.Entry {
					places++
				}
			}
		}
	}
	t.Logf("%d arguments in registers", places)
	require.Greater(t, places, 5000)
}

// TestPlaces: on every target the arguments of assorted signatures lie where the
// rules put them, and those of a function with another convention don't.
func TestPlaces(t *testing.T) {
	t.Parallel()
	const source = `
struct I { long a; }; struct II { long a, b; }; struct F { float a; }; struct FI { double d; long n; }; struct V { float x, y, z; }; struct B { long a[5]; };
struct Q { alignas(16) long a; long b; }; struct N { int n; ~N(); }; struct M { int n; M one(int, F, long); B big(int, double, long *); I small(int); };
extern long sink; void use(...); long take(long);
#define BODY sink = take(1)
#define KEEP(x) take((long)(x))
long a(int i, double d, long n) { BODY; return KEEP(i) + KEEP(d) + KEEP(n); }
long b(I i, int n, F f, float g) { BODY; return KEEP(i.a) + KEEP(n) + KEEP(f.a) + KEEP(g); }
long c(II i, int n, FI f, long m, double g) { BODY; return KEEP(i.a) + KEEP(n) + KEEP(f.n) + KEEP(m) + KEEP(g); }
long d(V v, int n, B b, int m, float g) { BODY; return KEEP(v.x) + KEEP(n) + KEEP(b.a[0]) + KEEP(m) + KEEP(g); }
long e(int n, Q q, int m) { BODY; return KEEP(n) + KEEP(q.a) + KEEP(m); }
long f(N x, int n, long *m) { BODY; return KEEP(x.n) + KEEP(n) + KEEP(m); }
B g(int n, double d, long m) { BODY; B b = {}; b.a[0] = KEEP(n) + KEEP(d) + KEEP(m); return b; }
long h(short s, __int128 w, int n) { BODY; return KEEP(s) + KEEP(w) + KEEP(n); }
M M::one(int i, F f, long m) { BODY; n = KEEP(i) + KEEP(f.a) + KEEP(m); return *this; }
B M::big(int i, double d, long *p) { BODY; B b = {}; b.a[0] = KEEP(i) + KEEP(d) + KEEP(p); n = 1; return b; }
I M::small(int i) { BODY; n = KEEP(i); return I{n}; }
`
	build := func(source string, cc ...string) (wrong []string, places int) {
		dir := t.TempDir()
		in, object := filepath.Join(dir, "x.cc"), filepath.Join(dir, "x.o")
		require.NoError(t, os.WriteFile(in, []byte(source), 0o644))
		out, err := exec.Command(cc[0], append(cc[1:], "-g", "-w", "-std=c++17", "-c", in, "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", cc, out)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		c := callconv.NewContext(m)
		for f := range m.Funcs {
			if c.Misplaced(f) != "" {
				wrong = append(wrong, f.Name())
			}
			for _, p := range f.ParamRows() {
				if p.Loc.Kind == abi.LocReg && p.Loc.Entry {
					places++
				}
			}
		}
		sort.Strings(wrong)
		return wrong, places
	}
	for _, cc := range []string{"g++-12 -O1", "g++-12 -O2", "clang++-15 -O1", "clang++-19 -O2", "aarch64-linux-gnu-g++-12 -O2", "clang++-15 --target=aarch64-linux-gnu -O2",
		"clang++-19 --target=arm64-apple-macos -O2", "clang++-19 --target=riscv64-linux-gnu -march=rv64gc -O2", "clang++-19 --target=aarch64-windows-msvc -gdwarf -O2",
		"clang++-19 --target=x86_64-windows-msvc -gdwarf -O2"} {
		wrong, places := build(source, strings.Fields(cc)...)
		require.Empty(t, wrong, cc)
		require.Greater(t, places, 15, cc)
	}
	ms := strings.ReplaceAll(source, "\nlong ", "\n__attribute__((ms_abi)) long ")
	for _, cc := range []string{"g++-12 -O1", "g++-12 -O2"} { // which does not state the attribute
		wrong, _ := build(ms, strings.Fields(cc)...)
		require.Equal(t, []string{"b", "f"}, wrong) // the first integer of others shows it, see load; d's class travels as none does
	}
}
