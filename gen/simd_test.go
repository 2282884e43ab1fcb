package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestVectorClasses: classes that hold SSE vectors beside their numbers, as
// libraries for geometry have them, travel by value between Rust and C++: in
// registers, on the stack when those run out, as results.
func TestVectorClasses(t *testing.T) {
	t.Parallel()
	const source = `#include <immintrin.h>
class Vec { public: Vec() = default; Vec(float x, float y, float z) { f[0] = x; f[1] = y; f[2] = f[3] = z; }
  Vec operator+(Vec o) const { Vec r; r.v = _mm_add_ps(v, o.v); return r; }
  float at(int i) const; union { __m128 v; float f[4]; }; };
struct Quat { Vec v; };
struct Mat { Vec c[4]; Vec times(Vec p) const; static Mat scale(float x, Vec t); };
struct Two { float a; Vec v; };
struct Ints { union { __m128i v; unsigned u[4]; }; };
float Vec::at(int i) const { return f[i]; }
Vec make(float x, float y, float z) { return Vec(x, y, z); }
Vec Mat::times(Vec p) const { Vec r = c[3]; for (int i = 0; i < 3; i++) for (int k = 0; k < 4; k++) r.f[k] += c[i].f[k] * p.f[i]; return r; }
Mat Mat::scale(float x, Vec t) { Mat m; for (int i = 0; i < 4; i++) m.c[i] = Vec(0, 0, 0); for (int i = 0; i < 3; i++) m.c[i].f[i] = x; m.c[3] = t; return m; }
double many(int n, Vec a, Quat b, double d, Vec c, Mat m, Vec e, Quat f, Two g, char k, Vec h) {
  return n + a.f[0] + 2 * b.v.f[1] + 3 * d + 4 * c.f[2] + 5 * m.c[1].f[1] + 6 * e.f[3] + 7 * f.v.f[0] + 8 * g.a + 9 * g.v.f[2] + 10 * k + 11 * h.f[1]; }
Two both(Vec v) { return Two{v.f[2], v}; }
Quat turn(Quat q) { q.v = q.v + q.v; return q; }
Ints ints(Ints a, unsigned b) { for (unsigned &x : a.u) x += b; return a; }
Ints zero() { Ints i; i.v = _mm_setzero_si128(); return i; }
unsigned third(const Ints &i) { return i.u[2]; }
float second(const Two &t) { return t.a + t.v.f[1]; }
Quat quat(Vec v) { return Quat{v}; }
`
	const program = `#![allow(unused_unsafe)]
#[allow(dead_code)]
mod b { include!(env!("BINDINGS")); }
fn main() { unsafe {
    let v = b::make(1.0, 2.0, 3.0);
    let q = b::turn(b::quat(v));
    let m = b::Mat::scale(0.5, b::make(10.0, 20.0, 30.0));
    let p = m.times(v);
    println!("{} {} {} {}", p.at(0), p.at(1), p.at(2), q.v.at(1));
    let two = b::both(p);
    println!("{}", b::second(&two));
    println!("{}", b::many(1, v, q, 0.25, p, m, v, q, two, 7, p));
    println!("{}", b::third(&b::ints(b::ints(b::zero(), 40), 2)));
} }
`
	const oracle = `#include <cstdio>
int main() {
  Vec v = make(1, 2, 3); Quat q = turn(quat(v)); Mat m = Mat::scale(0.5, make(10, 20, 30)); Vec p = m.times(v);
  printf("%g %g %g %g\n", p.at(0), p.at(1), p.at(2), q.v.at(1));
  Two two = both(p);
  printf("%g\n%g\n%u\n", second(two), many(1, v, q, 0.25, p, m, v, q, two, 7, p), third(ints(ints(zero(), 40), 2)));
}
`
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2", "-fno-inline"}, {"clang++-15", "-O0"}, {"clang++-15", "-O2", "-fno-inline"}} {
		dir := t.TempDir()
		file := func(name string) string { return filepath.Join(dir, name) }
		require.NoError(t, os.WriteFile(file("a.cc"), []byte(source), 0o644))
		require.NoError(t, os.WriteFile(file("o.cc"), []byte(source+oracle), 0o644))
		require.NoError(t, os.WriteFile(file("main.rs"), []byte(program), 0o644))
		run(t, nil, build[0], append(build[1:], "-g", "-fPIC", "-c", file("a.cc"), "-o", file("a.o"))...)
		run(t, nil, build[0], file("o.cc"), "-o", file("o"))
		path, out := bind(t, file("a.o"), gen.Config{})
		for _, s := range out.Skipped {
			require.NotContains(t, []string{"by-value-representation", "no-rust-type"}, s.Reason, s.Name)
		}
		for _, opt := range []string{"-O", "-g"} {
			run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", opt, "-o", file("main"), file("main.rs"),
				"-C", "link-arg="+file("a.o"), "-C", "link-arg=-lstdc++")
			require.Equal(t, run(t, nil, file("o")), run(t, nil, file("main")), build)
		}
	}
}
