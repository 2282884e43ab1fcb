package abi_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestOwnership: debug information does not tell what of a C struct is __weak,
// which makes it travel by address, or __strong, which the callee releases.
// clang's code is the judge of both.
func TestOwnership(t *testing.T) {
	dir := t.TempDir()
	source, object := filepath.Join(dir, "o.m"), filepath.Join(dir, "o.o")
	require.NoError(t, os.WriteFile(source, []byte(`
__attribute__((objc_root_class)) @interface Foo @end
struct Weak { __weak id w; int x; };
struct Holds { struct Weak w[1]; };
struct Strong { Foo *s; int x; };
struct Block { void (^b)(void); };
struct Plain { struct Plain *next; struct Opaque *o; SEL sel; Class c; };
int weak(struct Weak v) { return v.x; }
int holds(struct Holds v) { return v.w[0].x; }
int strong(struct Strong v) { return v.x; }
int block(struct Block v) { return 0; }
int plain(struct Plain v) { return 0; }
`), 0o644))
	args := []string{"-target", "x86_64-linux-gnu", "-fobjc-arc", "-fobjc-runtime=gnustep-2.0", "-fblocks", "-g"}
	out, err := exec.Command("clang-19", append(args, "-c", "-o", object, source)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	out, err = exec.Command("clang-19", append(args, "-S", "-emit-llvm", "-o", "-", source)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Regexp(t, `define .*@weak\(ptr noundef %`, string(out))
	require.Regexp(t, `define .*@holds\(ptr noundef byval`, string(out))
	require.Regexp(t, `define .*@strong\(ptr %\w+, i32`, string(out))
	for _, released := range []string{`__destructor_8_w0`, `__destructor_8_s0`, `__destructor_8_sb0`} {
		require.True(t, strings.Contains(string(out), "call void @"+released), released)
	}

	m, err := load.Files([]string{object}, load.Options{})
	require.NoError(t, err)
	tr := abi.Trivialities(m)
	seen := map[string]bool{}
	for typ := range m.Types {
		if typ.IsRecord() && !typ.IsDeclaration() {
			seen[typ.Name()] = tr[typ.ID()].Certainty != abi.Unknown && tr[typ.ID()].Trivial
		}
	}
	require.Equal(t, map[string]bool{"Weak": false, "Holds": false, "Strong": false, "Block": false, "Plain": true}, seen)
}
