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

// TestConventions: the attributes of the sources against what debug info says,
// or what the places of parameters show where it says nothing.
func TestConventions(t *testing.T) {
	// What each compiler leaves in the object; gcc says nothing about stdcall.
	stated := map[string]abi.CallConv{"cc_cdecl": abi.CCDefault, "cc_stdcall": abi.CCStdcall, "cc_fastcall": abi.CCFastcall,
		"cc_stdcall_pair": abi.CCStdcall, "cc_regparm": abi.CCOther}
	seen := map[string]abi.CallConv{"cc_cdecl": abi.CCDefault, "cc_fastcall": abi.CCOther, "cc_regparm": abi.CCOther}
	wide := map[string]abi.CallConv{"cc_ms": abi.CCWin64, "cc_sysv": abi.CCDefault}
	for _, c := range []struct {
		cc, source, target string
		want               map[string]abi.CallConv
	}{
		{"clang-15", "conventions.c", "--target=i686-linux-gnu", stated},
		{"gcc-12", "conventions.c", "-m32", seen},
		{"clang-15", "conventions64.c", "--target=x86_64-linux-gnu", wide},
		{"gcc-12", "conventions64.c", "-m64", wide},
	} {
		for _, level := range []string{"-O0", "-O1", "-O2"} {
			for _, dwarf := range []string{"-gdwarf-4", "-gdwarf-5"} {
				object := filepath.Join(t.TempDir(), "o.o")
				out, err := exec.Command(c.cc, c.target, level, dwarf, "-w", "-c", "../../fixtures/src/"+c.source, "-o", object).CombinedOutput()
				require.NoError(t, err, "%s", out)
				m, err := load.Files([]string{object}, load.Options{})
				require.NoError(t, err)
				found := 0
				for f := range m.Funcs {
					want, ok := c.want[f.Name()]
					if !ok {
						continue
					}
					found++
					got := f.Row().CC
					if got == abi.CCSysV64 && want == abi.CCDefault {
						got = want // said, though it is the default
					}
					require.Equal(t, want, got, "%s %s %s %s", c.cc, level, dwarf, f.Name())
				}
				require.Equal(t, len(c.want), found)
			}
		}
	}
}

// TestAlignedClasses: on i386 gcc copies a class to where its alignment wants
// it, which shows no registers: those of regparm hold at most 12 bytes (where
// gcc takes the values from was seen in its assembly).
func TestAlignedClasses(t *testing.T) {
	const text = `struct aligned { int a; } __attribute__((aligned(16)));
struct small { int a, b, c; };
int in_memory(int n, struct aligned x) { return x.a + n; }
__attribute__((regparm(3))) int also_in_memory(struct aligned x) { return x.a; }
__attribute__((regparm(3))) int in_registers(struct small x) { return x.c; }
`
	for _, level := range []string{"-O0", "-O1", "-O2"} {
		source, object := filepath.Join(t.TempDir(), "a.c"), filepath.Join(t.TempDir(), "a.o")
		require.NoError(t, os.WriteFile(source, []byte(text), 0o644))
		out, err := exec.Command("gcc-12", "-m32", level, "-g", "-c", source, "-o", object).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		found := 0
		for f := range m.Funcs {
			found++
			require.Equal(t, f.Name() == "in_registers", f.Row().CC == abi.CCOther, "%s %s", level, f.Name())
		}
		require.Equal(t, 3, found)
	}
}

// TestWitnessesReal: where real functions find the classes they take by value
// agrees with what the members of the classes say, and no function of these
// libraries is taken for one of another convention.
func TestWitnessesReal(t *testing.T) {
	total := 0
	for _, path := range []string{"/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30", "/usr/lib/x86_64-linux-gnu/ceph/libceph-common.so.2"} {
		m, err := load.Files([]string{path}, load.Options{})
		require.NoError(t, err)
		for f := range m.Funcs {
			require.Equal(t, abi.CCDefault, f.Row().CC, f.LinkageName())
			for _, p := range f.Params() {
				if p.Loc.Kind != abi.LocNone && p.Type.Strip().IsRecord() {
					total++
				}
			}
		}
		_, differ := abi.TrivialitiesWith(m, abi.TrivialityOptions{})
		require.Empty(t, differ, path)
	}
	t.Logf("%d parameters of class type", total)
	require.Greater(t, total, 2500)
}

// TestUntracked: where a compiler only says in which register the body of a
// function keeps a parameter, or copies it out of the caller's frame, that is no
// sign of another convention; beside functions of another one it is none of the
// default one either.
func TestUntracked(t *testing.T) {
	const plain = `
struct s { int a, b; };
int leaf(struct s *s, int n) { char buf[256] = {0}; volatile char *v = buf; v[n & 255] = 1; return v[s->a & 255] + v[s->b & 255]; }
int other(int);
int kept(int a, int b) { other(b); other(a); return other(a + b); }
int narrow(unsigned char n, short m) { return m << n; }
struct pair { int x; double y; };
double wide(double d, struct pair p, float f, long long n, long double e) { return d + p.y + f + n + e; }
`
	const old = "int old(n, f) unsigned char n; float f; { return n + (int) f; }\n"
	const mixed = plain + `
int __attribute__((ms_abi)) ms(int a) { return a; }
int __attribute__((ms_abi)) ms_kept(int *a, int b, int c) { return *a + other(b) + c; }
`
	conventions := func(source string, cc ...string) map[string]abi.CallConv {
		dir := t.TempDir()
		c, object := filepath.Join(dir, "x.c"), filepath.Join(dir, "x.o")
		require.NoError(t, os.WriteFile(c, []byte(source), 0o666))
		out, err := exec.Command(cc[0], append(cc[1:], "-g", "-c", c, "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		found := map[string]abi.CallConv{}
		for f := range m.Funcs {
			if !f.Has(abi.FuncImported) {
				found[f.Name()] = f.Row().CC
			}
		}
		return found
	}
	want := map[string]abi.CallConv{"leaf": abi.CCDefault, "kept": abi.CCDefault, "narrow": abi.CCDefault, "wide": abi.CCDefault}
	for _, cc := range [][]string{{"gcc-12", "-Os", "-fno-var-tracking"}, {"gcc-12", "-O1", "-fno-var-tracking"}, {"gcc-12", "-O2"},
		{"gcc-12", "-m32", "-O0"}, {"gcc-12", "-m32", "-O2"}, {"gcc-12", "-m32", "-O1", "-fno-var-tracking"}, {"clang-15", "-m32", "-O0"}, {"clang-15", "-m32", "-O2"}} {
		require.Equal(t, want, conventions(plain, cc...), "%s", cc)
	}
	require.Equal(t, map[string]abi.CallConv{"old": abi.CCDefault}, conventions(old, "gcc-12", "-m32", "-O0"))
	for _, level := range []string{"-O0", "-O1", "-Os", "-O2"} {
		found := conventions(mixed, "gcc-12", level, "-fno-var-tracking")
		require.NotEqual(t, abi.CCDefault, found["ms"], level)
		require.NotEqual(t, abi.CCDefault, found["ms_kept"], level)
	}
}
