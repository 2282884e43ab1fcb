package load

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

const lostText = `typedef int vec __attribute__((vector_size(16)));
template <class T, int N> struct Box { T v; T arr[N]; }; template <class T> using Four = Box<T, 4>;
struct H { float a, b, c; }; struct V { virtual int f(); int a; }; struct E {}; struct Tag { int a; };
struct C { C(); C(int, int); C(const C &); ~C(); C &operator=(const C &); static int none(); static int one(int); int a[4]; };
struct A3 { int a[3]; char s[2]; }; struct HasV { vec v; int x[4]; }; union U { int a; double d; };
H f_h(H h) { return h; } int V::f() { return a; } int f_e(E, int x) { return x; } Tag f_tag() { return {1}; } int f_v(V v) { return v.a; }
C::C() {} C::C(int x, int) { a[0] = x; } C::C(const C &o) { a[0] = o.a[0]; } C::~C() {} C &C::operator=(const C &o) { a[0] = o.a[0]; return *this; }
int C::none() { return 0; } int C::one(int x) { return x; } C f_c(C c) { return c; } A3 f_a3(A3 a) { return a; } HasV f_hasv(HasV h) { return h; } U f_u(U u) { return u; }
int f_four(Four<int> f) { return f.v; } Four<char> r_four() { return {}; } int f_arr(int (*p)[4], int (&q)[3]) { return (*p)[0] + q[0]; } vec f_vec(vec v) { return v; }
void f_void(int) {} void (*f_fp(void (*p)(H)))(H) { return p; }
`

// TestLostTypes: tools that drop or join types leave less to be known, and nothing
// that is known otherwise.
func TestLostTypes(t *testing.T) {
	for _, build := range [][]string{
		{"g++-12", "-gdwarf-5", "-fdebug-types-section"}, {"g++-12", "-gdwarf-4", "-fdebug-types-section"}, {"g++-12", "-gdwarf-5"},
		{"clang++-15", "-gdwarf-5", "-fdebug-types-section", "-fstandalone-debug"}, {"clang++-15", "-gdwarf-5", "-fstandalone-debug"},
	} {
		dir := t.TempDir()
		run := func(name string, args ...string) {
			cmd := exec.Command(name, args...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s %v: %s", name, args, out)
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.cc"), []byte(lostText), 0o644))
		run(build[0], append(build[1:], "-std=c++17", "-O1", "-fPIC", "-shared", "-w", "a.cc", "-o", "whole.so")...)
		load := func(name string) *abi.Model {
			m, err := Files([]string{filepath.Join(dir, name)}, Options{})
			require.NoError(t, err)
			return m
		}
		whole := functionsBySymbol(load("whole.so"))
		require.Greater(t, len(whole), 20)
		for _, how := range [][]string{{"--garbage-collection"}, {"--linker=parallel", "--garbage-collection"}, {"--linker=parallel", "--garbage-collection", "--no-odr-deduplication"}} {
			run("llvm-dwarfutil-19", append(how, "whole.so", "less.so")...)
			if !hasDebug(t, filepath.Join(dir, "less.so")) {
				continue // the classic linker drops all of DWARF 4's type units
			}
			less := functionsBySymbol(load("less.so"))
			same := 0
			for symbol, f := range whole {
				g, ok := less[symbol]
				if !ok || g.Has(abi.FuncParamsLost) {
					continue
				}
				where := strings.Join(append(build, how...), " ") + " " + symbol
				require.Equal(t, f.Row().This != 0, g.Row().This != 0, where)
				p, q := ownParams(f), ownParams(g)
				require.Len(t, q, len(p), where)
				require.True(t, sameOrUnknown(f.Result(), g.Result()), "%s: result %s and %s", where, f.Result(), g.Result())
				for i := range p {
					require.True(t, sameOrUnknown(p[i].Type, q[i].Type), "%s: parameter %d is %s and %s", where, i, p[i].Type, q[i].Type)
				}
				same++
			}
			require.Greater(t, same, 10, "%v %v", build, how)
		}
	}
}

func hasDebug(t *testing.T, path string) bool {
	t.Helper()
	_, err := Files([]string{path}, Options{})
	return err == nil
}

func functionsBySymbol(m *abi.Model) map[string]abi.Function {
	out := map[string]abi.Function{}
	for id := 1; id < m.NumFuncs(); id++ {
		f := m.Func(abi.FuncID(id))
		for _, s := range f.Symbols() {
			if s.Row.Flags&abi.SymUndefined == 0 && s.Row.Kind == abi.SymFunc {
				out[m.Str(s.Row.Name)] = f
			}
		}
	}
	return out
}

// ownParams are the parameters that are not the compiler's.
func ownParams(f abi.Function) (out []abi.Param) {
	for _, p := range f.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			out = append(out, p)
		}
	}
	return out
}

// sameOrUnknown compares what a caller has to know of two types.
func sameOrUnknown(a, b abi.Type) bool {
	a, b = a.Strip(), b.Strip()
	if b.Kind() == abi.KindUnsupported || b.IsDeclaration() {
		return true
	}
	if a.IsNone() || b.IsNone() || a.Kind() == abi.KindVoid || b.Kind() == abi.KindVoid {
		return (a.IsNone() || a.Kind() == abi.KindVoid) == (b.IsNone() || b.Kind() == abi.KindVoid)
	}
	m, _ := a.Size()
	n, _ := b.Size()
	if a.IsRecord() {
		f, g := a.Fields(), b.Fields()
		if len(f) != len(g) {
			return false
		}
		for i := range f {
			if f[i].Offset != g[i].Offset || !sameOrUnknown(f[i].Type, g[i].Type) {
				return false
			}
		}
	}
	return m == n && a.IsRecord() == b.IsRecord() && (a.IsRecord() || a.Kind() == b.Kind())
}

// TestWindowsTypeUnits: g++ for Windows puts type units into sections of another
// name, and they stand before the unit that names the compiler.
func TestWindowsTypeUnits(t *testing.T) {
	text := strings.ReplaceAll(lostText, "int f_v(V v) { return v.a; }", "")
	for _, source := range []string{text, "typedef struct { long double x; int y; } Q; Q qf(Q *q) { return *q; }\n"} {
		language := "-xc++"
		if source != text {
			language = "-xc"
		}
		dir := t.TempDir()
		in, out := filepath.Join(dir, "a.src"), filepath.Join(dir, "a.o")
		require.NoError(t, os.WriteFile(in, []byte(source), 0o644))
		load := func(flags ...string) *abi.Model {
			msg, err := exec.Command("x86_64-w64-mingw32-g++", append(flags, "-O1", "-w", language, "-c", in, "-o", out)...).CombinedOutput()
			require.NoError(t, err, "package g++-mingw-w64-x86-64-win32: %s", msg)
			m, err := Files([]string{out}, Options{})
			require.NoError(t, err)
			for _, i := range m.Issues() {
				require.NotEqual(t, abi.Error, i.Severity, "%v: %s", flags, i.Message)
			}
			return m
		}
		for _, version := range []string{"-gdwarf-4", "-gdwarf-5"} {
			whole, units := load(version), load(version, "-fdebug-types-section")
			require.Equal(t, abi.EnvGNU, whole.Target().Env)
			require.Equal(t, whole.Target(), units.Target(), version)
			want, got := functionsBySymbol(whole), functionsBySymbol(units)
			require.NotEmpty(t, want)
			for symbol, f := range want {
				g, ok := got[symbol]
				require.True(t, ok, "%s %s", version, symbol)
				require.Equal(t, f.Row().This != 0, g.Row().This != 0, symbol)
				require.Len(t, ownParams(g), len(ownParams(f)), symbol)
				require.True(t, sameOrUnknown(f.Result(), g.Result()), "%s: %s and %s", symbol, f.Result(), g.Result())
				require.False(t, !f.Result().Strip().IsDeclaration() && g.Result().Strip().IsDeclaration(), symbol)
			}
		}
	}
}
