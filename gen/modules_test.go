package gen_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestModules: where g++ imports a C++20 module its names have the module in
// them ("Held@shapes.kept"), and classes that only a typedef names are called
// "typedef side side". One class is one type, its constructors are some, and C++
// says what arrives.
func TestModules(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	write("h.h", "typedef struct { int a; long b; } side;\ntypedef union { int whole; float part; } either;\ntypedef enum { LEFT, RIGHT } hand;\n")
	write("shapes.cc", `module;
#include "h.h"
export module shapes.kept;
export using ::side; export using ::either;
export struct Held { int n; Held(int n); Held(const Held &o); int twice() const; struct Part { int p; }; };
export struct Plain { side s; either e; int sum(int h) const; };
export template <class T> struct Box { T t; Box(T x) : t(x) {} T get() const { return t; } };
export int count(const Plain &p);
`)
	write("kept.cc", `module shapes.kept;
Held::Held(int m) : n(m) {}
Held::Held(const Held &o) : n(o.n + 1) {}
int Held::twice() const { return 2 * n; }
int Plain::sum(int h) const { return s.a + h; }
int count(const Plain &p) { return p.s.a + p.e.whole; }
`)
	write("user.cc", `import shapes.kept;
int taken(Held h) { return h.n; }
int part(Held::Part p, Plain *q) { return p.p + count(*q) + q->sum(1); }
int boxed(const Box<Held::Part> &b) { return b.get().p; }
template struct Box<Held::Part>;
`)
	write("plain.cc", "#include \"h.h\"\nint header(side s, either *e, hand h) { return s.a + e->whole + h; }\n")
	var objects []string
	for _, unit := range []string{"shapes", "kept", "user", "plain"} {
		cmd := exec.Command("g++-12", "-std=c++20", "-fmodules-ts", "-g", "-O1", "-fPIC", "-c", unit+".cc", "-o", unit+".o")
		cmd.Dir = dir // of the compiled modules
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		objects = append(objects, filepath.Join(dir, unit+".o"))
	}
	require.Contains(t, run(t, nil, "llvm-dwarfdump-15", "--debug-info", objects[2]), `("Held@shapes.kept")`)
	library := filepath.Join(dir, "libshapes.so")
	run(t, nil, "g++-12", append(objects, "-shared", "-o", library)...)
	m, err := load.Files([]string{library}, load.Options{})
	require.NoError(t, err)
	require.Empty(t, m.Issues())
	types := map[string]int{}
	for typ := range m.Types {
		types[typ.QualifiedName()]++
		require.NotContains(t, typ.QualifiedName(), "@")
	}
	for _, name := range []string{"Held", "Held::Part", "Plain", "Box<Held::Part>"} {
		require.Equal(t, 1, types[name], name)
	}
	for f := range m.Funcs {
		require.NotContains(t, f.Name(), "@")
	}
	path, out := bind(t, library, gen.Config{})
	require.NotContains(t, string(out.Rust), "side_")
	main := filepath.Join(dir, "main.rs")
	write("main.rs", `#[allow(dead_code, non_camel_case_types)]
mod b { include!(env!("BINDINGS")); }
fn main() { unsafe {
    let mut held = core::mem::MaybeUninit::<b::Held>::uninit();
    b::Held::construct_int(held.as_mut_ptr(), 20);
    let mut plain = b::Plain { s: b::side { a: 5, b: 6 }, e: b::either { whole: 7 } };
    let mut boxed = core::mem::MaybeUninit::<b::Box_Held_Part>::uninit();
    b::Box_Held_Part::construct(boxed.as_mut_ptr(), b::Held_Part { p: 9 });
    println!("{} {} {} {} {}", b::taken(held.as_mut_ptr()), held.assume_init_ref().twice(), b::part(b::Held_Part { p: 1 }, &mut plain),
        b::boxed(boxed.assume_init_ref()), b::header(plain.s, &mut plain.e, b::hand::RIGHT));
} }
`)
	exe := filepath.Join(dir, "main")
	run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", exe, main,
		"-C", "link-arg="+library, "-C", "link-arg=-Wl,-rpath,"+dir)
	require.Equal(t, "20 40 19 9 13", strings.TrimSpace(run(t, nil, exe)))
}
