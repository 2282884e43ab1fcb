package gen_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestExplicitObject: a member function whose object is an ordinary parameter
// (C++23) has no other this, although clang 19 describes one. C++ says what
// arrived.
func TestExplicitObject(t *testing.T) {
	t.Parallel()
	const source = `struct S { int v; int add(this S &self, int k); int sum(this S self, int k); int plain(int k); static int twice(int k); struct _V { int v; int get(int); };
	template <class T> int any(this T &&self, int k) { return self.v - k; } };
int S::add(this S &self, int k) { return self.v += k; }
int S::sum(this S self, int k) { return self.v + k; }
int S::plain(int k) { return v * k; }
int S::twice(int k) { return 2 * k; }
int S::_V::get(int n) { return v + n; }
template int S::any<S &>(this S &, int);
template int S::any<const S &>(this const S &, int);
`
	const program = `mod b { #![allow(dead_code)] include!(env!("BINDINGS")); }
fn main() { unsafe {
    let mut s = b::S { v: 40 };
    let mut w = b::S__V { v: 5 };
    println!("{} {} {} {} {} {}", b::ffi::S_add(&mut s, 2), b::ffi::S_sum(s, 100), b::ffi::S_plain(&mut s, 2), b::ffi::S_twice(4), b::ffi::S__V_get(&mut w, 6), s.v);
} }
`
	for _, build := range []string{"clang++-19 -O0", "clang++-19 -O2", "clang++-19 -O1 -gdwarf-4 -fdebug-types-section", "clang++-19 -O1 --target=x86_64-windows-msvc -gdwarf", "clang++-19 -O1 --target=arm64-apple-macos"} {
		dir := t.TempDir()
		file := func(name string) string { return filepath.Join(dir, name) }
		require.NoError(t, os.WriteFile(file("a.cc"), []byte(source), 0o644))
		require.NoError(t, os.WriteFile(file("main.rs"), []byte(program), 0o644))
		cc := strings.Fields(build)
		run(t, nil, cc[0], append(cc[1:], "-std=c++23", "-g", "-c", file("a.cc"), "-o", file("a.o"))...)
		path, out := bind(t, file("a.o"), gen.Config{})
		text := string(out.Rust)
		require.Contains(t, text, "pub fn S_add(self_: *mut super::S, k: i32) -> i32;", build)
		require.Contains(t, text, "pub fn S_sum(self_: super::S, k: i32) -> i32;", build)
		require.Contains(t, text, "pub fn S_plain(this: *mut super::S, k: i32) -> i32;", build)
		require.Equal(t, 1, strings.Count(text, "(self_: *const super::S, k: i32) -> i32;"), build)
		if !strings.Contains(build, "--target") {
			run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", file("main"), file("main.rs"), "-C", "link-arg="+file("a.o"))
			require.Equal(t, "42 142 84 8 11 42\n", run(t, nil, file("main")), build)
		}
	}
}
