package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestFlags: an enum has bit operators if its values are bits and sets of them;
// numbers in a row, each of which is a set of others too, are none.
func TestFlags(t *testing.T) {
	const source = `
enum Encoding { automatic, utf8, utf16le, utf16be, utf16, utf32, latin1 };
enum Two { one = 1, two = 2 };
enum Level { none, some, all };
enum Errors { fine = 0, first = -1, second = -2 };
enum Open { reading = 1, writing = 2, both = 3, appending = 8 };
enum Wide { low = 0x100, high = 0x200 };
enum Masked { a = 1, b = 2, c = 4, everything = ~0 };
enum class Scoped { x = 1, y = 2, z = 4 };
struct All { Encoding e; Two t; Level l; Errors r; Open o; Wide w; Masked m; Scoped s; };
int use(All *a) { return a->e; }
`
	const program = `
include!(env!("BINDINGS"));
struct Has<T>(T);
trait Without { const BITS: bool = false; }
impl<T> Without for Has<T> {}
#[allow(dead_code)]
impl<T: core::ops::BitOr> Has<T> { const BITS: bool = true; }
fn main() {
    let has = [Has::<Open>::BITS, Has::<Wide>::BITS, Has::<Masked>::BITS];
    let without = [Has::<Encoding>::BITS, Has::<Two>::BITS, Has::<Level>::BITS, Has::<Errors>::BITS, Has::<Scoped>::BITS];
    println!("{has:?} {without:?} {:?}", Open::reading | Open::writing);
}
`
	for _, compiler := range []string{"g++-12", "clang++-15"} {
		dir := t.TempDir()
		cc, object, bindings := filepath.Join(dir, "lib.cc"), filepath.Join(dir, "lib.o"), filepath.Join(dir, "bindings.rs")
		require.NoError(t, os.WriteFile(cc, []byte(source), 0o644))
		run(t, nil, compiler, "-g", "-c", cc, "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, gen.Config{})
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(bindings, out.Rust, 0o644))
		rust, exe := filepath.Join(dir, "main.rs"), filepath.Join(dir, "program")
		require.NoError(t, os.WriteFile(rust, []byte(program), 0o644))
		run(t, append(os.Environ(), "BINDINGS="+bindings), "rustc", "--edition", "2021", "-D", "warnings", "-A", "dead_code", "-o", exe, rust, "-C", "link-arg="+object)
		require.Equal(t, "[true, true, true] [false, false, false, false, false] both\n", run(t, nil, exe), compiler)
	}
}
