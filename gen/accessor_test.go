package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestAccessors: Rust writes and reads fields through accessors, with its own
// optimiser on, and C++ sees what was written.
func TestAccessors(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2", "-gdwarf-4"}, {"clang++-15", "-O0"}, {"clang++-15", "-O2"}} {
		dir := t.TempDir()
		object, exe := filepath.Join(dir, "classes.o"), filepath.Join(dir, "classes")
		run(t, nil, build[0], append(build[1:], "-g", "-std=c++20", "-fPIC", "-c", "testdata/classes.cc", "-o", object)...)
		path, out := bind(t, object, gen.Config{})
		// Reuses has c and on in the tail padding of Base, Two has Owner in that of Second.
		require.Equal(t, 2, strings.Count(string(out.Rust), "/// Address of the base `Base`, at byte 0"))
		require.Contains(t, string(out.Rust), "/// Address of the base `Base`, at byte 0. Never write it as a whole: its bytes hold `c`, `on` too.")
		require.Contains(t, string(out.Rust), "/// Address of the base `Second`, at byte 0. Never write it as a whole: its bytes hold `Owner` too.")
		require.Contains(t, string(out.Rust), "/// Address of the base `Owner`, at byte 12.\n")
		run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-O", "-o", exe, "testdata/classes.rs",
			"-C", "link-arg="+object, "-C", "link-arg=-lstdc++")
		require.Equal(t, "every field\n", run(t, nil, exe), build)
	}
}

const openSource = `
#include <string>
struct Base { Base(); virtual ~Base(); virtual int key(); };
struct Text { std::string s; int x; };
struct Derived : Base { int y; };
struct Whole { int z; };
struct Only;
struct Wide { Wide(); virtual ~Wide(); virtual int key(); alignas(32) char room[32]; };
struct Virtual : virtual Wide { Virtual(); virtual void own(); int v; }; // aligned as what is not described
struct Outer { char c; Virtual v; };
void Virtual::own() {}
int use(Text &t, Derived &d, Whole &w, Only *, Outer &o) { return t.x + d.y + w.z + o.c; }
void make() { Text t; Derived d; Outer o; }
`

// TestOpaqueIsReported: the members of a class with a part that is only
// declared are not bound, and the report says so of each such class. That the
// class is described says llvm-dwarfdump: it has a size.
func TestOpaqueIsReported(t *testing.T) {
	t.Parallel()
	for i, build := range [][]string{{"g++-12"}, {"clang++-15"}, {"clang++-15", "-fstandalone-debug"}, {"g++-12", "-femit-class-debug-always"}} {
		dir := t.TempDir()
		source, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
		require.NoError(t, os.WriteFile(source, []byte(openSource), 0o644))
		run(t, nil, build[0], append(build[1:], "-g", "-c", source, "-o", object)...)
		_, out := bind(t, object, gen.Config{})
		reported := map[string]bool{}
		for _, s := range out.Skipped {
			if s.Kind == "type" {
				require.Equal(t, "incomplete-type", s.Reason, s.Name)
				require.Contains(t, s.Why, "is only declared")
				require.NotEmpty(t, s.Remedy)
				reported[s.Name] = true
			}
		}
		require.Len(t, reported, []int{3, 4, 0, 0}[i]) // only clang leaves std::string out
		for _, class := range []string{"Text", "Derived", "Whole", "Only", "Virtual", "Outer"} {
			opaque := regexp.MustCompile(`pub struct ` + class + ` \{\s+_opaque`).Match(out.Rust)
			described := strings.Contains(run(t, nil, "llvm-dwarfdump-15", "--name="+class, object), "DW_AT_byte_size")
			require.Equal(t, opaque && described, reported[class], "%s %s", build, class)
			require.Equal(t, class == "Only", !described, "%s %s", build, class)
		}
	}
}

// TestOpenByAddress: how a class travels can be known where its alignment is
// not, as of std::string in clang's objects without optimisation: then its
// functions are bound, and the class is opaque. C++ says what arrives.
func TestOpenByAddress(t *testing.T) {
	t.Parallel()
	const source = `#include <string>
struct Named { std::string name; int n; };
std::string text(int n) { return std::string(n, 'x'); }
unsigned long length(std::string s) { return s.size(); }
Named named(std::string s, int n) { return Named{s, n}; }
int sum(double d, Named n) { return n.n + n.name.size() + d; }
void end(Named *n) { n->~Named(); }
`
	const program = `#[allow(dead_code)]
mod b { include!(env!("BINDINGS")); }
fn main() { unsafe {
    let (mut short, mut long, mut named) = ([0u64; 4], [0u64; 4], [0u64; 5]);
    b::text(short.as_mut_ptr().cast(), 3);
    b::text(long.as_mut_ptr().cast(), 100);
    b::named(named.as_mut_ptr().cast(), long.as_mut_ptr().cast(), 20);
    println!("{} {} {}", b::length(short.as_mut_ptr().cast()), b::length(long.as_mut_ptr().cast()), b::sum(0.5, named.as_mut_ptr().cast()));
    b::end(named.as_mut_ptr().cast());
} }
`
	for i, build := range [][]string{{"clang++-15", "-O0"}, {"clang++-15", "-O0", "-gdwarf-4"}, {"clang++-15", "-O0", "-fstandalone-debug"}} {
		dir := t.TempDir()
		file := func(name string) string { return filepath.Join(dir, name) }
		require.NoError(t, os.WriteFile(file("a.cc"), []byte(source), 0o644))
		require.NoError(t, os.WriteFile(file("main.rs"), []byte(program), 0o644))
		run(t, nil, build[0], append(build[1:], "-g", "-fPIC", "-c", file("a.cc"), "-o", file("a.o"))...)
		path, out := bind(t, file("a.o"), gen.Config{})
		require.Equal(t, i < 2, regexp.MustCompile(`pub struct Named \{\s+_opaque`).Match(out.Rust))
		run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", file("main"), file("main.rs"),
			"-C", "link-arg="+file("a.o"), "-C", "link-arg=-lstdc++")
		require.Equal(t, "3 100 120\n", run(t, nil, file("main")), build)
	}
}

// TestClassesWithMembers: who asks for a class gets its functions, too.
func TestClassesWithMembers(t *testing.T) {
	t.Parallel()
	object := filepath.Join(t.TempDir(), "virtual.o")
	run(t, nil, "g++-12", "-g", "-std=c++17", "-c", "testdata/virtual.cc", "-o", object)
	for _, cfg := range []gen.Config{{AllowType: []string{"A"}}, {AllowItem: []string{"A"}}} {
		cfg.BlockFunction = []string{"A::a2"}
		path, out := bind(t, object, cfg)
		compile(t, path)
		require.Regexp(t, `fn a1\(`, string(out.Rust))
		require.NotRegexp(t, `fn (a2|c1|new_a)\(`, string(out.Rust))
	}
}

// TestBigEndianBits: DWARF counts the bits of a big-endian target from the
// highest one (DWARF 5 §5.7.6), as no accessor does: there are none.
func TestBigEndianBits(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "b.cc")
	require.NoError(t, os.WriteFile(src, []byte("struct B { int a : 3; unsigned b : 13; int c; };\nB shown;\n"), 0o644))
	for _, target := range []string{"aarch64_be-linux-gnu", "powerpc64-linux-gnu", "x86_64-linux-gnu"} {
		object := filepath.Join(dir, "b.o")
		run(t, nil, "clang++-15", "--target="+target, "-g", "-c", src, "-o", object)
		path, out := bind(t, object, gen.Config{})
		require.Equal(t, 1, out.Bound["variables"], target)
		compile(t, path)
		little := target == "x86_64-linux-gnu"
		require.Equal(t, little, strings.Contains(string(out.Rust), "fn set_b("), target)
		require.Equal(t, !little, slices.ContainsFunc(out.Skipped, func(s gen.Skip) bool { return s.Name == "B::b" && s.Reason == "unknown-target" }), "%s: %v", target, out.Skipped)
	}
}
