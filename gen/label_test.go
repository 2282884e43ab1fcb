package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestLabels: where C names have an underscore, an asm label without it is
// another symbol than the C name that looks the same. The bindings link to the
// symbols that clang wrote: llvm-nm has them at the addresses of the code.
func TestLabels(t *testing.T) {
	t.Parallel()
	const source = `int plain(int x) { return x; }
int labelled(int) __asm__("_other"); int labelled(int x) { return x + 1; }
int bare(int) __asm__("plain"); int bare(int x) { return x + 2; }
int alone(int) __asm__("lonely"); int alone(int x) { return x + 3; }
int variant(int) __asm__("_open$NOCANCEL"); int variant(int x) { return x + 4; }
extern int number __asm__("count"); int number = 5; int count = 6;
`
	want := map[string]string{"plain": "_plain", "labelled": "_other", "bare": "plain", "alone": "lonely", "variant": "_open$NOCANCEL", "number": "count", "count": "_count"}
	for _, target := range []string{"arm64-apple-macosx11", "i686-pc-windows-msvc"} {
		dir := t.TempDir()
		object := filepath.Join(dir, "s.o")
		require.NoError(t, os.WriteFile(filepath.Join(dir, "s.c"), []byte(source), 0o644))
		run(t, nil, "clang-19", "--target="+target, "-gdwarf", "-c", filepath.Join(dir, "s.c"), "-o", object)
		symbols := run(t, nil, "llvm-nm-15", object)
		_, out := bind(t, object, gen.Config{})
		got := map[string]string{}
		for _, m := range regexp.MustCompile("`int (\\w+)[^`]*`.*\\n\\s*(?:#\\[link_name = \"(?:\\\\u\\{1\\})(.*)\"\\]\\n\\s*)?pub (?:fn|static mut|safe fn|unsafe fn) (\\w+)").FindAllStringSubmatch(string(out.Rust[strings.Index(string(out.Rust), "mod ffi"):]), -1) {
			if got[m[1]] = m[2]; m[2] == "" {
				got[m[1]] = "_" + m[3]
			}
		}
		require.Equal(t, want, got, target)
		for _, symbol := range got {
			require.Regexp(t, `(?m) [TDBS] `+regexp.QuoteMeta(symbol)+`$`, symbols)
		}
	}
}
