package gen

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestMicrosoftReceivers: what callconv.Receiver refuses is never bound.
func TestMicrosoftReceivers(t *testing.T) {
	dir := t.TempDir()
	src, obj := filepath.Join(dir, "r.cc"), filepath.Join(dir, "r.o")
	require.NoError(t, os.WriteFile(src, []byte(`struct A { virtual int a(); int x; };
struct B { virtual int b(); int y; };
struct D : A, B { int a() override; int b() override; int z; };
int A::a() { return x; }
int B::b() { return y; }
int D::a() { return z; }
int D::b() { return z; }
struct V { int q; };
struct E : virtual V { E(); ~E(); int w; };
E::E() : w(1) {}
E::~E() { w = 0; }
`), 0o644))
	out, err := exec.Command("clang++-15", "--target=x86_64-pc-windows-msvc", "-gdwarf", "-fstandalone-debug", "-O1", "-c", src, "-o", obj).CombinedOutput()
	require.NoError(t, err, "clang++-15 (package clang-15): %s", out)
	m, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	result, err := Generate(m, Config{})
	require.NoError(t, err)
	got := map[string]string{}
	for _, s := range result.Skipped {
		if s.Reason == callconv.ReasonThisAdjusted || s.Reason == callconv.ReasonVirtualBases {
			got[s.Name] = s.Reason
		}
	}
	require.Equal(t, callconv.ReasonThisAdjusted, got["virtual int D::b()"])
	require.Equal(t, callconv.ReasonVirtualBases, got["E::E()"])
	require.Equal(t, callconv.ReasonVirtualBases, got["E::~E()"])
	require.Contains(t, string(result.Rust), `?a@D@@UEAAHXZ`)
	require.NotContains(t, string(result.Rust), `?b@D@@UEAAHXZ`)
	require.NotContains(t, string(result.Rust), `??0E@@QEAA@XZ`)
}
