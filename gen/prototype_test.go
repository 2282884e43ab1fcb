package gen_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestWithoutPrototype: arguments of C functions without a prototype travel
// promoted, which only their callers know. The judge is C, which calls them too.
func TestWithoutPrototype(t *testing.T) {
	t.Parallel()
	for _, cc := range []string{"gcc", "clang-15"} {
		for _, opt := range []string{"-O0", "-O2"} {
			so := filepath.Join(t.TempDir(), "libold.so")
			out, err := exec.Command(cc, "-g", "-w", opt, "-fPIC", "-shared", "-o", so, "testdata/prototype.c").CombinedOutput()
			require.NoError(t, err, "%s", out)
			require.Equal(t, "112\n", program(t, so, "testdata/prototype.rs", so), "%s %s", cc, opt)
		}
	}
}

// TestUnprototyped: "()" in C says nothing of parameters. What is only declared
// so is not bound; a pointer to such a function is not variadic, is the same
// type in C and in C++, and what it points to is called through a transmuted
// pointer. What C++ declares as "(...)" is variadic.
func TestUnprototyped(t *testing.T) {
	t.Parallel()
	const header = "struct Q { int (*h)(); int n; };\n"
	sources := map[string]string{
		"a.c": header + `int old(); int scale(a, b) float a; char b; { return a * b; }
int first(struct Q *q) { q->h = scale; return old(1, 2.0) + q->n; }`,
		"b.cc": header + `struct V { int (*h)(...); };
extern "C" { int first(Q *); int second(Q *q) { return first(q) + q->n; } int third(V *v) { return v->h(1); } }`,
		"c.c": "int old(int a, double b) { return a + b; }",
		"main.rs": `mod b { #![allow(dead_code)] include!(env!("BINDINGS")); }
fn main() { unsafe {
    let mut q = b::Q { h: None, n: 20 };
    print!("{} ", b::second(&mut q));
    let scale: unsafe extern "C" fn(f64, i32) -> i32 = core::mem::transmute(q.h.unwrap());
    println!("{}", scale(2.5, 4));
} }`,
	}
	for _, cc := range [][]string{{"gcc", "g++"}, {"clang-15", "clang++-15"}} {
		for _, order := range [][]string{{"a.o", "b.o"}, {"b.o", "a.o"}} {
			dir := t.TempDir()
			file := func(name string) string { return filepath.Join(dir, name) }
			for name, text := range sources {
				require.NoError(t, os.WriteFile(file(name), []byte(text), 0o644))
			}
			run(t, nil, cc[0], "-g", "-w", "-O1", "-fPIC", "-c", file("a.c"), "-o", file("a.o"))
			run(t, nil, cc[1], "-g", "-O1", "-fPIC", "-c", file("b.cc"), "-o", file("b.o"))
			run(t, nil, cc[0], "-O1", "-fPIC", "-c", file("c.c"), "-o", file("c.o"))
			run(t, nil, cc[0], "-shared", "-o", file("libq.so"), file(order[0]), file(order[1]), file("c.o"))
			path, out := bind(t, file("libq.so"), gen.Config{})
			text := string(out.Rust)
			require.Contains(t, text, `h: core::option::Option<unsafe extern "C" fn() -> i32>`)
			require.Equal(t, 1, strings.Count(text, "fn(...)"), "of V only")
			require.Equal(t, 1, strings.Count(text, "pub struct Q"), "C and C++ mean one type")
			for _, s := range out.Skipped {
				require.Contains(t, [][2]string{{"int old()", "no-prototype"}, {"old", "undescribed"}}, [2]string{s.Name, s.Reason}) // clang 15 may not say that it is declared
			}
			run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", file("main"), file("main.rs"),
				"-L", dir, "-l", "q", "-C", "link-arg=-Wl,-rpath,"+dir)
			require.Equal(t, "43 10\n", run(t, nil, file("main")), "%v %v", cc, order)
		}
	}
}
