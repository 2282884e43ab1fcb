package gen_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// TestBuiltins: complex numbers and SSE vectors travel by value between C++ and
// Rust: in registers, on the stack when those run out, as results, in classes,
// through callbacks and virtual functions, as variables. C++ computes what the
// program must print. A class that has the name of a mirror keeps it.
func TestBuiltins(t *testing.T) {
	t.Parallel()
	const source = `#include <immintrin.h>
typedef float _Complex cf; typedef double _Complex cd;
struct ComplexF32 { int n; };
struct Waves { cf a[3]; cd z; int bits : 5; };
struct Ray { __m128 at; __m128d by; };
struct Listener { virtual ~Listener() {} virtual cf hear(cd z, __m128 v) = 0; virtual __m128i count(cf z) = 0; };
struct Own : Listener { cf hear(cd z, __m128 v) override { return (cf)(z * 2) + v[1]; } __m128i count(cf z) override { return _mm_set1_epi32((int)__real__ z); } };
cd table[2] = {1.0 + 2.0i, 3.0 - 4.0i};
static cf made(float re, float im) { cf z; __real__ z = re; __imag__ z = im; return z; }
extern "C" {
cf f_first(cf a) { return ~a; }
cd d_many(int n, cd a, float f, cd b, cf c, cd d, cf e, cd g, long m, cf h, cd i) { return n * a + f * b + (cd)c - d * 2.0 + (cd)e + g * 3.0 + (double)m + (cd)h * 5.0 + i; }
cf f_many(cf a, cf b, cf c, cf d, cf e, cf f, cf g, cf h, cf i, cf j) { return a - b + c - d + e - f + g - h + i * made(0, 1) - j; }
__m128 v_many(__m128 a, double x, __m128 b, __m128 c, __m128 d, __m128 e, __m128 f, __m128 g, int n, __m128 h, __m128 i) { return a + b * c - d + e * f - g + h * (float)n - i * (float)x; }
__m128i v_ints(__m128i a, int by) { return _mm_add_epi32(a, _mm_set1_epi32(by)); }
__m128d v_doubles(cd z) { return _mm_set_pd(__imag__ z, __real__ z); }
cd apply(cd (*call)(cd, __m128), cd z) { return call(z, _mm_setr_ps(1, 2, 3, 4)); }
}
Waves shifted(Waves w, cf by) { for (cf &a : w.a) a += by; w.z *= 2.0; w.bits++; return w; }
Ray along(const Ray &r, float far) { return Ray{r.at * far, r.by + 1.0}; }
ComplexF32 kept(int n) { return ComplexF32{n}; }
Listener *listener() { return new Own; }
void drop(Listener *l) { delete l; }
cd turned(const cd &z, cd &other) { other = z * 1.0i; return ~z; }
`
	const program = `include!(env!("BINDINGS"));
fn f(re: f32, im: f32) -> ComplexF32_ { ComplexF32_ { re, im } }
fn d(re: f64, im: f64) -> ComplexF64 { ComplexF64 { re, im } }
fn v(n: f32) -> F32x4 { F32x4(unsafe { core::mem::transmute([n, n + 1.0, n * 2.0, -n]) }) }
fn v4(v: F32x4) -> [f32; 4] { unsafe { core::mem::transmute(v.0) } }
#[allow(improper_ctypes_definitions)] unsafe extern "C" fn call(z: ComplexF64, v: F32x4) -> ComplexF64 { d(z.re + v4(v)[3] as f64, z.im - v4(v)[0] as f64) }
fn show(z: ComplexF64) { println!("{} {}", z.re, z.im); }
fn show32(z: ComplexF32_) { println!("{} {}", z.re, z.im); }
fn main() { unsafe {
    show32(f_first(f(1.0, 2.0)));
    show(d_many(2, d(1.0, 2.0), 0.5, d(3.0, 4.0), f(5.0, 6.0), d(7.0, 8.0), f(9.0, 10.0), d(11.0, 12.0), 13, f(14.0, 15.0), d(16.0, 17.0)));
    show32(f_many(f(1.0, 1.5), f(2.0, 4.0), f(3.0, 9.0), f(4.0, 16.0), f(5.0, 25.0), f(6.0, 36.0), f(7.0, 49.0), f(8.0, 64.0), f(9.0, 81.0), f(10.0, 100.0)));
    println!("{:?}", v4(v_many(v(1.0), 0.5, v(2.0), v(3.0), v(4.0), v(5.0), v(6.0), v(7.0), 3, v(8.0), v(9.0))));
    println!("{:?}", core::mem::transmute::<_, [i32; 4]>(v_ints(I64x2(core::mem::transmute([1i32, -2, 3, -4])), 10).0));
    println!("{:?}", core::mem::transmute::<_, [f64; 2]>(v_doubles(d(1.5, -2.5)).0));
    show(apply(Some(call), d(1.0, 2.0)));
    println!("{}", kept(7).n);
    let table = *core::ptr::addr_of!(ffi::table);
    show(table[1]);
    let mut other = d(0.0, 0.0);
    show(turned(&table[0], &mut other));
    show(other);
    let l = listener();
    show32(core::pin::Pin::new_unchecked(&mut *l).hear(d(1.0, 2.0), v(4.0)));
    println!("{:?}", core::mem::transmute::<_, [i32; 4]>(core::pin::Pin::new_unchecked(&mut *l).count(f(6.0, 0.0)).0));
    drop(l);
    USES_OF_CLASSES
} }
`
	const classes = `let mut out = core::mem::MaybeUninit::<Waves>::zeroed();
    (*out.as_mut_ptr().cast::<[ComplexF32_; 3]>())[2] = f(1.0, -1.0);
    let mut w = out.assume_init();
    *w.z_mut() = d(1.0, 2.0);
    let w = shifted(w, f(2.0, 3.0));
    show32((*w.a())[2]); show(w.z()); println!("{}", w.bits());
    let r = along(&Ray { at: v(1.0), by: F64x2(core::mem::transmute([1.0f64, 2.0])) }, 2.0);
    println!("{:?} {:?}", v4(r.at), core::mem::transmute::<_, [f64; 2]>(r.by.0));`
	const oracle = `#include <cstdio>
static cd made2(double re, double im) { cd z; __real__ z = re; __imag__ z = im; return z; }
static __m128 v(float n) { return _mm_setr_ps(n, n + 1, n * 2, -n); }
static void show(cd z) { printf("%g %g\n", __real__ z, __imag__ z); }
static cd call(cd z, __m128 v) { return made2(__real__ z + v[3], __imag__ z - v[0]); }
static void floats(__m128 v, const char *end) { const char *s = "["; for (int i = 0; i < 4; i++, s = ", ") printf("%s%.1f", s, v[i]); printf("]%s", end); }
static void ints(__m128i v) { int n[4]; __builtin_memcpy(n, &v, 16); printf("[%d, %d, %d, %d]\n", n[0], n[1], n[2], n[3]); }
int main() {
  show(f_first(made(1, 2)));
  show(d_many(2, made2(1, 2), 0.5, made2(3, 4), made(5, 6), made2(7, 8), made(9, 10), made2(11, 12), 13, made(14, 15), made2(16, 17)));
  show(f_many(made(1, 1.5), made(2, 4), made(3, 9), made(4, 16), made(5, 25), made(6, 36), made(7, 49), made(8, 64), made(9, 81), made(10, 100)));
  floats(v_many(v(1), 0.5, v(2), v(3), v(4), v(5), v(6), v(7), 3, v(8), v(9)), "\n");
  ints(v_ints(_mm_setr_epi32(1, -2, 3, -4), 10));
  __m128d p = v_doubles(made2(1.5, -2.5)); printf("[%.1f, %.1f]\n", p[0], p[1]);
  show(apply(call, made2(1, 2)));
  printf("%d\n", kept(7).n);
  show(table[1]);
  cd other; show(turned(table[0], other)); show(other);
  Listener *l = listener(); show(l->hear(made2(1, 2), v(4))); ints(l->count(made(6, 0))); drop(l);
#ifdef CLASSES
  Waves w = {}; w.a[2] = made(1, -1); w.z = made2(1, 2); w = shifted(w, made(2, 3));
  show(w.a[2]); show(w.z); printf("%d\n", w.bits);
  Ray r = along(Ray{v(1), _mm_setr_pd(1, 2)}, 2); floats(r.at, " "); printf("[%.1f, %.1f]\n", r.by[0], r.by[1]);
#endif
}
`
	old, env := fixtures.Rust163(t)
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2", "-fno-inline"}, {"clang++-15", "-O0"}, {"clang++-19", "-O2", "-fno-inline"}} {
		dir := t.TempDir()
		file := func(name string) string { return filepath.Join(dir, name) }
		require.NoError(t, os.WriteFile(file("a.cc"), []byte(source), 0o644))
		require.NoError(t, os.WriteFile(file("o.cc"), []byte(source+oracle), 0o644))
		run(t, nil, build[0], append(build[1:], "-std=gnu++17", "-g", "-fPIC", "-c", file("a.cc"), "-o", file("a.o"))...)
		for _, rust := range []struct{ rustc, version, classes, define string }{{"rustc", "", classes, "-DCLASSES"}, {old, "1.63", "", "-UCLASSES"}} {
			run(t, nil, build[0], "-std=gnu++17", rust.define, file("o.cc"), "-o", file("o"))
			path, _ := bind(t, file("a.o"), gen.Config{RustTarget: rust.version, PartialEq: true, Default: true})
			require.NoError(t, os.WriteFile(file("main.rs"), []byte(strings.Replace(program, "USES_OF_CLASSES", rust.classes, 1)), 0o644))
			for _, opt := range []string{"-O", "-g"} {
				run(t, append(append(os.Environ(), env...), "BINDINGS="+path), rust.rustc, "--edition", "2021", "-D", "warnings", "-A", "dead_code", opt, "-o", file("main"), file("main.rs"),
					"-C", "link-arg="+file("a.o"), "-C", "link-arg=-lstdc++")
				require.Equal(t, run(t, nil, file("o")), run(t, nil, file("main")), build)
			}
		}
	}
}

// TestLibmComplex: the complex functions of the C library, from its own debug
// information, give Rust what they give C.
func TestLibmComplex(t *testing.T) {
	t.Parallel()
	const program = `include!(env!("BINDINGS"));
fn d(re: f64, im: f64) -> ComplexF64 { ComplexF64 { re, im } }
fn f(re: f32, im: f32) -> ComplexF32 { ComplexF32 { re, im } }
fn main() { unsafe {
    for z in [ffi::csqrt(d(-4.0, 1.0)), ffi::cpow(d(0.5, 1.0), d(2.0, -1.0)), ffi::clog(d(3.0, 4.0)), ffi::cproj(d(1.0, -2.0)), ffi::conj(d(1.0, 2.0))] { println!("{:.12} {:.12}", z.re, z.im); }
    for z in [ffi::cexpf(f(0.5, 1.0)), ffi::casinf(f(0.25, -1.0)), ffi::cpowf(f(2.0, 0.5), f(0.5, 2.0))] { println!("{:.5} {:.5}", z.re, z.im); }
    println!("{:.12} {:.12} {:.5} {:.5}", ffi::cabs(d(3.0, 4.5)), ffi::carg(d(1.0, 2.0)), ffi::cimagf(f(1.0, 2.5)), ffi::crealf(f(1.5, 2.5)));
} }
`
	const oracle = `#include <complex.h>
#include <stdio.h>
int main() {
  double _Complex d[] = {csqrt(CMPLX(-4, 1)), cpow(CMPLX(0.5, 1), CMPLX(2, -1)), clog(CMPLX(3, 4)), cproj(CMPLX(1, -2)), conj(CMPLX(1, 2))};
  for (int i = 0; i < 5; i++) printf("%.12f %.12f\n", creal(d[i]), cimag(d[i]));
  float _Complex f[] = {cexpf(CMPLXF(0.5, 1)), casinf(CMPLXF(0.25, -1)), cpowf(CMPLXF(2, 0.5), CMPLXF(0.5, 2))};
  for (int i = 0; i < 3; i++) printf("%.5f %.5f\n", crealf(f[i]), cimagf(f[i]));
  printf("%.12f %.12f %.5f %.5f\n", cabs(CMPLX(3, 4.5)), carg(CMPLX(1, 2)), cimagf(CMPLXF(1, 2.5)), crealf(CMPLXF(1.5, 2.5)));
}
`
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(file("main.rs"), []byte(program), 0o644))
	require.NoError(t, os.WriteFile(file("o.c"), []byte(oracle), 0o644))
	path, _ := bind(t, "/lib/x86_64-linux-gnu/libm.so.6", gen.Config{})
	run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-A", "dead_code", "-o", file("main"), file("main.rs"), "-l", "m")
	run(t, nil, "gcc-12", "-std=gnu11", "-fno-builtin", "-o", file("o"), file("o.c"), "-lm")
	require.Equal(t, run(t, nil, file("o")), run(t, nil, file("main")))
}

// TestBuiltinNames: functions, parameters, structs and typedefs that have the
// names of mirrors compile beside them.
func TestBuiltinNames(t *testing.T) {
	t.Parallel()
	const source = `#include <immintrin.h>
typedef double _Complex cd;
__m128 F32x4(__m128 F64x2, __m128d F32x4, cd ComplexF64) { return F64x2; }
cd ComplexF64(cd z) { return z; }
struct ComplexF64 { cd z; };
struct ComplexF64 g(struct ComplexF64 v) { return v; }
typedef __m128i I64x2;
I64x2 h(I64x2 v) { return v; }
`
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(file("a.c"), []byte(source), 0o644))
	run(t, nil, "gcc-12", "-g", "-c", file("a.c"), "-o", file("a.o"))
	path, out := bind(t, file("a.o"), gen.Config{})
	require.Empty(t, out.Skipped)
	for _, edition := range []string{"2018", "2024"} {
		run(t, nil, "rustc", "--edition", edition, "--crate-type", "lib", "-D", "warnings", "--emit", "metadata", "-o", file("lib.rmeta"), path)
	}
}
