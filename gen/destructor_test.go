package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestVirtualDestructorWithoutSymbol: where a shared library hides a virtual
// destructor, the table has it, also behind a base and other functions.
func TestVirtualDestructorWithoutSymbol(t *testing.T) {
	const source = `
int ended[4];
struct Part { int at; explicit Part(int at) : at(at) {} ~Part() { ended[at]++; } };
struct Shape {
  virtual int kind() const;
  virtual ~Shape();
  int n = 3;
};
int Shape::kind() const { return 1; }
Shape::~Shape() { ended[0]++; }
struct Other { virtual int other() const; virtual ~Other() {} long o = 5; };
int Other::other() const { return 2; }
struct Leaf : Shape, Other { // the compiler's destructor
  Leaf();
  int kind() const override;
  Part part{1};
};
Leaf::Leaf() {}
int Leaf::kind() const { return 4; }
struct Lone {
  Lone();
  virtual int first() const;
  virtual ~Lone() { ended[2]++; }
  Part part{3};
};
Lone::Lone() {}
int Lone::first() const { return 7; }
`
	const program = `
include!(env!("BINDINGS"));
use core::mem::MaybeUninit;
fn main() {
    unsafe {
        let ended = || *core::ptr::addr_of!(ffi::ended);
        let mut leaf = MaybeUninit::<Leaf>::uninit();
        Leaf::construct(leaf.as_mut_ptr());
        print!("{} {} ", leaf.assume_init_ref().kind(), (*leaf.assume_init_ref().base_Other()).other());
        Leaf::destruct(leaf.as_mut_ptr());
        print!("{:?} ", ended());
        let mut lone = MaybeUninit::<Lone>::uninit();
        Lone::construct(lone.as_mut_ptr());
        print!("{} ", lone.assume_init_ref().first());
        Lone::destruct(lone.as_mut_ptr());
        println!("{:?}", ended());
    }
}
`
	for _, compiler := range []string{"g++-12", "clang++-15", "clang++-19"} {
		dir := t.TempDir()
		cc, object, bindings := filepath.Join(dir, "lib.cc"), filepath.Join(dir, "liblib.so"), filepath.Join(dir, "bindings.rs")
		require.NoError(t, os.WriteFile(cc, []byte(source), 0o644))
		run(t, nil, compiler, "-std=c++17", "-g", "-O1", "-fPIC", "-shared", "-fvisibility-inlines-hidden", cc, "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, gen.Config{})
		require.NoError(t, err)
		for _, s := range out.Skipped {
			require.NotContains(t, s.Name, "~L", "%s: %s", compiler, s.Reason)
		}
		require.NoError(t, os.WriteFile(bindings, out.Rust, 0o644))
		rust, exe := filepath.Join(dir, "main.rs"), filepath.Join(dir, "program")
		require.NoError(t, os.WriteFile(rust, []byte(program), 0o644))
		run(t, append(os.Environ(), "BINDINGS="+bindings), "rustc", "--edition", "2021", "-D", "warnings", "-A", "dead_code", "-o", exe, rust,
			"-C", "link-arg="+object, "-C", "link-arg=-Wl,-rpath,"+dir, "-C", "link-arg=-lstdc++")
		// What C++ does: the members in reverse order, then the bases.
		require.Equal(t, "4 2 [1, 1, 0, 0] 7 [1, 1, 1, 1]\n", run(t, nil, exe), compiler)
	}
}
