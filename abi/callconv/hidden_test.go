package callconv

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestZeroWidth: a bit-field "long long : 0" behind others is in no debug
// information and takes no room, and on some targets it raises the alignment. The
// same class without it looks the same, so its alignment is not known there. clang's
// alignof, kept in the size of an array, is the judge.
func TestZeroWidth(t *testing.T) {
	const text = `struct With { int x; unsigned f : 3; long long : 0; }; struct Without { int x; unsigned f : 3; };
struct Full { int x; unsigned f : 32; }; struct Before { int x, y; };
struct With with; struct Without without; struct Full full; struct Before before;
char with_align[_Alignof(struct With)], without_align[_Alignof(struct Without)], full_align[_Alignof(struct Full)], before_align[_Alignof(struct Before)];
`
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	for triple, raises := range map[string]bool{"x86_64-linux-gnu": false, "arm64-apple-macosx11": false, "aarch64-linux-gnu": true,
		"armv7-linux-gnueabihf": true, "x86_64-pc-windows-msvc": true} {
		msg, err := exec.Command("clang-19", "-target", triple, "-gdwarf", "-c", in, "-o", out).CombinedOutput()
		require.NoError(t, err, "%s: %s", triple, msg)
		m, err := load.Files([]string{out}, load.Options{})
		require.NoError(t, err)
		c, count, types := NewContext(m), map[string]uint64{}, map[string]abi.Type{}
		for v := range m.Vars {
			if n, ok := v.Type().Count(); ok {
				count[v.Name()] = n
			} else {
				types[v.Name()] = v.Type().Strip()
			}
		}
		require.Len(t, types, 4)
		require.Equal(t, raises, count["with_align"] == 8, triple)
		for name, x := range types {
			_, align, ok := c.SizeAlign(x)
			require.True(t, ok)
			if c.AlignKnown(x) {
				require.Equal(t, count[name+"_align"], uint64(align), "%s: %s", triple, name)
			}
		}
		require.Equal(t, !raises, c.AlignKnown(types["with"]), triple)
		require.True(t, c.AlignKnown(types["full"]) && c.AlignKnown(types["before"]), triple)
	}
}
