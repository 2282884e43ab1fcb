// The C++ side of the border: what Rust calls, and what Rust defines.
struct Point { int x; int y; };
struct Mixed { char tag; double weight; Point at; const char *name; int *counts; };
struct Big { long a, b, c; };
struct Str { Str(const char *); Str(const Str &); ~Str(); char *p; };
struct Counter { int add(int n); int get() const; int value; };
enum Colour { Red = 1, Green, Blue };
enum class Level : unsigned char { Low, High };
typedef int (*Callback)(Point *, unsigned);
union Either { float f; unsigned u; };

// Rust calls these.
extern "C" int plain(int a, unsigned b, short c, unsigned char d) { return a + (int)b + c + d; }
extern "C" long wide(long a, unsigned long b) { return a + (long)b; }
extern "C" double real(double a, float b) { return a + b; }
extern "C" bool flag(bool a) { return !a; }
extern "C" void fill(int *out, const int *in) { *out = *in; }
extern "C" Point by_value(Point p) { return p; }
extern "C" int mixed(const Mixed *m) { return m->tag + m->at.x; }
extern "C" Big big(Big b) { return b; }
extern "C" Colour colour(Colour c) { return c; }
extern "C" Level level(Level l) { return l; }
extern "C" int call(Callback f, Point *p) { return f(p, 1u); }
extern "C" int printf_like(const char *f, ...) { return f ? 1 : 0; }
extern "C" Point &pick(Point &a, const Point &b) { return b.x ? a : a; }
extern "C" int either(Either *e) { return (int)e->u; }
int Counter::add(int n) { return value += n; }
int Counter::get() const { return value; }
Str::Str(const char *) : p(0) {}
Str::Str(const Str &) : p(0) {}
Str::~Str() {}
Str make_str(int n) { return Str(n ? "x" : "y"); }
int take_str(Str s) { return s.p != 0; }
int total = 3;
const double ratio = 0.5;
extern "C" { int array[4] = {1, 2, 3, 4}; }
extern const double ratio;
const double *keep() { return &ratio; }

// Rust defines these.
extern "C" int rust_plain(int a, unsigned b, short c, long d);
extern "C" double rust_real(double a, float b);
extern "C" bool rust_flag(bool a);
extern "C" int rust_point(Point p, const Point *q);
extern "C" void rust_fill(int *out, const int *in);
extern "C" Point rust_make(int x);
extern "C" Colour rust_colour(Colour c);
extern "C" int rust_mixed(const Mixed &m);
extern "C" const char *rust_name(unsigned long n);
int use_rust(Mixed *m) {
  int out = 0, in = 1;
  rust_fill(&out, &in);
  Point p = rust_make(3);
  return rust_plain(1, 2u, 3, 4l) + (int)rust_real(1, 2) + rust_flag(true) + rust_point(p, &p) + (int)rust_colour(Red) +
         rust_mixed(*m) + *rust_name(3ul);
}
