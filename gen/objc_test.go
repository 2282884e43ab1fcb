package gen_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestObjectiveC: instances of Objective-C classes and blocks are addresses and
// nothing more. Debug information gives a class offsets that the runtime may
// change, and the function of a block without its first parameter, which is the
// block: clang's own call of it passes two arguments.
func TestObjectiveC(t *testing.T) {
	t.Parallel()
	const source = `__attribute__((objc_root_class)) @interface Root { void *isa; int tag; } - (int)tag; @end
@implementation Root - (int)tag { return tag; } @end
@interface Sub : Root { @public int count; } @end
@implementation Sub @end
typedef int (^Block)(int);
struct Held { Block b; Sub *s; int n; };
int call(Block b, Sub *s) { return b(s->count); }
int held(struct Held *h) { return h->n; }
`
	for _, build := range [][]string{{"--target=arm64-apple-macos"}, {"--target=x86_64-linux-gnu", "-fobjc-runtime=gnustep-2.0"}, {"--target=x86_64-linux-gnu", "-fobjc-runtime=gcc"}} {
		dir := t.TempDir()
		file := func(name string) string { return filepath.Join(dir, name) }
		require.NoError(t, os.WriteFile(file("a.m"), []byte(source), 0o644))
		flags := append([]string{"-x", "objective-c", "-fblocks", "-g", "-O1"}, build...)
		run(t, nil, "clang-19", append(flags, "-c", file("a.m"), "-o", file("a.o"))...)
		run(t, nil, "clang-19", append(flags, "-S", "-emit-llvm", file("a.m"), "-o", file("a.ll"))...)
		ir, err := os.ReadFile(file("a.ll"))
		require.NoError(t, err)
		require.Regexp(t, `call (signext )?i32 %\d+\(ptr noundef %0, i32 noundef`, string(ir))
		path, out := bind(t, file("a.o"), gen.Config{})
		text := string(out.Rust)
		require.Contains(t, text, "pub fn call(b: *mut Block_target, s: *mut Sub) -> i32"[7:])
		require.Equal(t, 2, strings.Count(text, "_opaque: [u8; 0]"))
		for _, member := range []string{"isa", "FuncPtr", "count", "fn(", "base_"} {
			require.NotContains(t, text, member)
		}
		require.Contains(t, text, "offset_of!(Held, n) == 16")
		if build[0] == "--target=x86_64-linux-gnu" {
			run(t, nil, "rustc", "--edition", "2021", "--crate-type", "lib", "-D", "warnings", "-o", file("a.rlib"), path)
		}
	}
}
