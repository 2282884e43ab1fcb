package callconv_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestReceiver: what clang's code for Windows shows (llvm-objdump: D::b reaches
// z, which lies 32 bytes into D, at 16(%rcx); E::v reaches w at -8(%rcx); the
// constructor of E tests %edx): symbols that don't take the object's own
// address, or take more than they declare.
func TestReceiver(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "r.cc")
	require.NoError(t, os.WriteFile(src, []byte(`struct A { virtual int a(); int x; };
struct B { virtual int b(); virtual ~B(); int y; };
struct D : A, B { int a() override; int b() override; virtual int own(); int plain(); ~D(); int z; };
int A::a() { return x; }
int B::b() { return y; }
B::~B() {}
int D::a() { return z; }
int D::b() { return z; }
int D::own() { return z; }
int D::plain() { return z; }
D::~D() { z = 0; }
struct V { virtual int v(); int q; };
int V::v() { return q; }
struct E : virtual V { E(); ~E(); int v() override; virtual int own(); int w; };
E::E() : w(1) {}
E::~E() { w = 0; }
int E::v() { return w; }
int E::own() { return w; }
struct F : E { int v() override; int own() override; int r; };
int F::v() { return r; }
int F::own() { return r; }
`), 0o644))
	for _, x := range []struct {
		target string
		want   map[string]string
	}{
		{"x86_64-pc-windows-msvc", map[string]string{"D::b": callconv.ReasonThisAdjusted, "E::v": callconv.ReasonThisAdjusted, "F::v": callconv.ReasonThisAdjusted,
			"E::E": callconv.ReasonVirtualBases, "E::~E": callconv.ReasonVirtualBases}},
		{"x86_64-linux-gnu", map[string]string{}},
	} {
		obj := filepath.Join(dir, x.target+".o")
		out, err := exec.Command("clang++-15", "--target="+x.target, "-gdwarf", "-fstandalone-debug", "-O1", "-c", src, "-o", obj).CombinedOutput()
		require.NoError(t, err, "clang++-15 (package clang-15): %s", out)
		m, err := load.Files([]string{obj}, load.Options{})
		require.NoError(t, err)
		got, seen := map[string]string{}, 0
		for f := range m.Funcs {
			if len(f.Symbols()) == 0 {
				continue
			}
			seen++
			if reason, _ := callconv.Receiver(f, m.Target()); reason != "" {
				got[f.QualifiedName()] = reason
			}
		}
		require.Equal(t, x.want, got, x.target)
		require.GreaterOrEqual(t, seen, 9)
	}
}
