package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestShortAddresses: addresses that are not as wide as the target's have no type
// here. avr.elf is
//
//	struct S { struct S *next; char c; } s;
//	struct S *f(struct S *p) { return p->next; }
//
// of Debian 12's gcc-avr: avr-gcc -Os -gdwarf-4 -nostdlib -Wl,--entry=f -mmcu=avr5.
func TestShortAddresses(t *testing.T) {
	out, err := exec.Command("llvm-dwarfdump-19", "--debug-info", "testdata/avr.elf").CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Regexp(t, `DW_TAG_pointer_type\s+DW_AT_byte_size\s+\(0x02\)`, string(out))
	m, err := load.Files([]string{"testdata/avr.elf"}, load.Options{})
	require.NoError(t, err)
	found := false
	for typ := range m.Types {
		if typ.Name() != "S" || !typ.IsRecord() {
			continue
		}
		found = true
		fields := typ.Fields()
		require.Equal(t, abi.KindUnsupported, fields[0].Type.Strip().Kind())
		require.Equal(t, abi.Bits(16), fields[1].Offset)
		_, err := layout.NewPredictor(m, m.Target()).Stated(typ)
		require.NoError(t, err)
	}
	require.True(t, found)
	require.NotEmpty(t, m.Issues())
}

// TestOverlap: clang does not say that a pointer has 4 bytes. Where that shows,
// nothing is believed of the struct.
func TestOverlap(t *testing.T) {
	dir := t.TempDir()
	source, object := filepath.Join(dir, "o.c"), filepath.Join(dir, "o.o")
	require.NoError(t, os.WriteFile(source, []byte(`
typedef int *__ptr32 p32;
_Static_assert(sizeof(p32) == 4, "clang");
struct Short { p32 a; int x; } s;
struct Plain { int *a; int x : 3, y : 5; char c[3]; union { int i; float f; }; struct { } e[0]; } p;
`), 0o644))
	out, err := exec.Command("clang-19", "-fms-extensions", "-g", "-c", "-o", object, source).CombinedOutput()
	require.NoError(t, err, "%s", out)
	m, err := load.Files([]string{object}, load.Options{})
	require.NoError(t, err)
	seen := map[string]bool{}
	for typ := range m.Types {
		if typ.IsRecord() && typ.Name() != "" {
			_, _, overlap := typ.Overlap()
			_, err := layout.NewPredictor(m, m.Target()).Stated(typ)
			require.Equal(t, overlap, err != nil)
			seen[typ.Name()] = overlap
		}
	}
	require.Equal(t, map[string]bool{"Short": true, "Plain": false}, seen)
}
