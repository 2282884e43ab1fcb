package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestVariadicMembers: Rust calls member functions with "...", virtual ones by
// their own symbol too, and C++ says what arrived. What has no symbol is
// refused.
func TestVariadicMembers(t *testing.T) {
	t.Parallel()
	const source = `#include <cstdarg>
struct Sum { double total; Sum(); long add(int n, ...); virtual double scale(const char *kinds, ...) const; static int count(int n, ...); };
struct Sink { virtual void put(const char *f, ...) = 0; int n; };
Sum::Sum() : total(0.5) {}
long Sum::add(int n, ...) { va_list a; va_start(a, n); long s = 0; while (n--) s += va_arg(a, long); va_end(a); return s + long(total * 2); }
double Sum::scale(const char *k, ...) const { va_list a; va_start(a, k); double s = total; for (; *k; k++) s += *k == 'd' ? va_arg(a, double) : va_arg(a, int); va_end(a); return s; }
int Sum::count(int n, ...) { return n; }
void use(Sink *s) { s->put("x"); }
`
	const program = `#[allow(dead_code)]
mod b { include!(env!("BINDINGS")); }
fn main() { unsafe {
    let mut room = core::mem::MaybeUninit::<b::Sum>::uninit();
    let s = room.as_mut_ptr();
    b::Sum::construct(s);
    assert_eq!(b::ffi::Sum_add(s, 7, 1i64, 2i64, 3i64, 4i64, 5i64, 6i64, 70i64), 92);
    assert_eq!(b::ffi::Sum_scale(s, c"did".as_ptr(), 0.25f64, 7i32, 1.0f64), 8.75);
    assert_eq!(b::ffi::Sum_count(3, 1i32), 3);
    println!("all arrived");
} }
`
	for _, build := range [][]string{{"g++-12", "-O0", "-femit-class-debug-always"}, {"g++-12", "-O2", "-femit-class-debug-always"}, {"clang++-15", "-O0", "-fstandalone-debug"}, {"clang++-15", "-O2", "-fstandalone-debug"}} {
		dir := t.TempDir()
		file := func(name string) string { return filepath.Join(dir, name) }
		require.NoError(t, os.WriteFile(file("a.cc"), []byte(source), 0o644))
		require.NoError(t, os.WriteFile(file("main.rs"), []byte(program), 0o644))
		run(t, nil, build[0], append(build[1:], "-g", "-fPIC", "-c", file("a.cc"), "-o", file("a.o"))...)
		path, out := bind(t, file("a.o"), gen.Config{})
		run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", file("main"), file("main.rs"),
			"-C", "link-arg="+file("a.o"), "-C", "link-arg=-lstdc++")
		require.Equal(t, "all arrived\n", run(t, nil, file("main")), build)
		var refused []string
		for _, s := range out.Skipped {
			if s.Reason == "variadic-member" {
				refused = append(refused, s.Name)
			}
		}
		require.Equal(t, []string{"virtual void Sink::put(const char *, ...)"}, refused, build)
	}
}
