package diff_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// The source of the rebuild pairs: three units with classes, templates,
// virtual functions, inline functions, lambdas, unnamed types and a C header.
const (
	rebuildHeader = `#pragma once
#include <stddef.h>
namespace lib {
struct Point { int x, y; };
enum class Color : unsigned char { red, green = 7 };
enum { limit = 3 };
typedef struct { long a; union { int i; float f; }; unsigned flag : 3, rest : 5; } Plain;
template <typename T, unsigned long N> struct Array { T data[N]; T &at(size_t i) { return data[i]; } size_t size() const { return N; } };
template <typename T> struct Box { T value; Box *next; explicit Box(T v) : value(v), next(nullptr) {} T get() const { return value; } };
class Shape { public: Shape(); virtual ~Shape(); virtual double area() const = 0; virtual void draw(Color c); int id() const { return id_; } protected: int id_; };
class Circle : public Shape { public: Circle(double r); double area() const override; void draw(Color c) override; private: double r_; Array<Point, 4> corners_; };
class Mixed : public Circle { public: Mixed(); struct Inner { char c; long double d; } inner; int (*callback)(const char *, Inner &); int Point::*member; };
class Painter { public: virtual ~Painter() = 0; virtual void line(int) = 0; virtual void line(int, const char *) = 0; virtual void text(const char *) = 0; };
class Plotter : public Painter { public: Plotter(int); ~Plotter() override; void line(int) override; void line(int, const char *) override; int pens; };
class Left : public virtual Shape { public: Left(); double area() const override; int l; };
class Both : public Left { public: Both(); void draw(Color c) override; int b; };
class Screen : public Plotter { public: Screen(); void text(const char *) override; };
template <unsigned long N = 64, typename T = char> struct Stream { struct Part { T d[N]; }; Array<Part, 2> parts; Box<Part> *first; };
typedef unsigned int u32;
struct Tint { u32 v; operator u32() const { return v; } };
template <typename T, T N> struct Marked { T data; T mark() const { return N; } };
int streams(Stream<> *s, const Tint &t);
int marks(const Marked<unsigned char, 128> &a, const Marked<Color, Color::green> &b, const Marked<char, 'x'> &c, const Marked<bool, true> &d, const Marked<short, -3> &e);
inline int twice(int x) { return 2 * x; }
template <typename T> T largest(T a, T b) { return a < b ? b : a; }
int run(Plain p, const Box<unsigned long> &b, Array<char, 5> *a, Color c = Color::red);
Box<Point> *make(Point p);
unsigned long long sum(const unsigned short *values, long n, ...);
extern int counter;
extern const char *const name;
}
extern "C" { typedef struct node { struct node *next; void *data; } node; node *first(node *list, int (*keep)(const node *)); }
`
	rebuildA = `#include "lib.h"
namespace lib {
Shape::Shape() : id_(limit) {}
Shape::~Shape() {}
int marks(const Marked<unsigned char, 128> &a, const Marked<Color, Color::green> &b, const Marked<char, 'x'> &c, const Marked<bool, true> &d, const Marked<short, -3> &e) { return a.mark() + (int)b.mark() + c.mark() + d.mark() + e.mark(); }
int streams(Stream<> *s, const Tint &t) { return s->parts.data[0].d[0] + (u32)t; }
Painter::~Painter() {}
Plotter::Plotter(int n) : pens(n) {} // of an abstract class: g++ emits the complete-object constructor, clang does not
Plotter::~Plotter() {}
void Plotter::line(int) {}
void Plotter::line(int, const char *) {}
Screen::Screen() : Plotter(1) {}
void Screen::text(const char *) {}
void Shape::draw(Color) { counter += twice(id_); }
static int helper(int v) { struct Local { int a; }; Local l{v}; auto f = [l](int k) { return l.a + k; }; return f(1); }
int run(Plain p, const Box<unsigned long> &b, Array<char, 5> *a, Color c) { return helper(p.i) + (int)b.get() + (int)a->size() + (int)c + largest(1, 2); }
}
`
	rebuildB = `#include "lib.h"
namespace lib {
namespace { struct Hidden { int h; }; Hidden hidden; }
Circle::Circle(double r) : r_(r) { corners_.at(0).x = hidden.h; }
double Circle::area() const { return r_ * r_; }
void Circle::draw(Color c) { Shape::draw(c); }
Mixed::Mixed() : Circle(1), inner(), callback(nullptr), member(nullptr) {}
Box<Point> *make(Point p) { static Box<Point> b(p); return &b; }
Left::Left() : l(1) {}
double Left::area() const { return l; }
Both::Both() : b(2) {}
void Both::draw(Color) {}
int counter = largest(3, 4);
const char *const name = "lib";
}
`
	rebuildC = `#include "lib.h"
namespace lib { unsigned long long sum(const unsigned short *values, long n, ...) { unsigned long long s = 0; for (long i = 0; i < n; i++) s += values[i]; return s; } }
node *first(node *list, int (*keep)(const node *)) { while (list && !keep(list)) list = list->next; return list; }
`
)

type rebuild struct {
	name   string
	family string
	order  []string
	flags  []string
}

var abc = []string{"a.cc", "b.cc", "c.cc"}

// TestRebuilds compares builds of one source: none may show a change.
func TestRebuilds(t *testing.T) {
	root := t.TempDir()
	dirs := []string{filepath.Join(root, "one"), filepath.Join(root, "another", "longer", "place")}
	for _, d := range dirs {
		require.NoError(t, os.MkdirAll(d, 0o755))
		write(t, d, "lib.h", rebuildHeader)
		write(t, d, "a.cc", rebuildA)
		write(t, d, "b.cc", rebuildB)
		write(t, d, "c.cc", rebuildC)
	}
	build := func(dir int, r rebuild) string {
		return shared(t, dirs[dir], r.name+".so", r.family, r.order, r.flags...)
	}
	standalone := "-fstandalone-debug"
	base := build(0, rebuild{"base", "gcc", abc, []string{"-O0"}})
	others := []rebuild{
		{"path", "gcc", abc, []string{"-O0"}},
		{"O1", "gcc", abc, []string{"-O1"}},
		{"O2", "gcc", abc, []string{"-O2"}},
		{"O3", "gcc", abc, []string{"-O3"}},
		{"Os", "gcc", abc, []string{"-Os"}},
		{"order", "gcc", []string{"c.cc", "a.cc", "b.cc"}, []string{"-O0"}},
		{"orderO2", "gcc", []string{"b.cc", "c.cc", "a.cc"}, []string{"-O2"}},
		{"dwarf4", "gcc", abc, []string{"-gdwarf-4"}},
		{"dwarf4O2", "gcc", abc, []string{"-gdwarf-4", "-O2"}},
		{"dwarf3", "gcc", abc, []string{"-gdwarf-3"}},
		{"types", "gcc", abc, []string{"-fdebug-types-section"}},
		{"lto", "gcc", abc, []string{"-O2", "-flto"}},
		{"unused", "gcc", abc, []string{"-fno-eliminate-unused-debug-types"}},
		{"gz", "gcc", abc, []string{"-gz=zlib"}},
		{"clang", "clang", abc, []string{"-O0"}},
		{"clangO2", "clang", abc, []string{"-O2"}},
		{"clangO1std", "clang", abc, []string{"-O1", standalone}},
		{"clang4", "clang", abc, []string{"-gdwarf-4", standalone}},
		{"clangorder", "clang", []string{"c.cc", "b.cc", "a.cc"}, []string{"-O2", standalone}},
		{"clangtypes", "clang", abc, []string{"-fdebug-types-section", standalone}},
	}
	require.Len(t, others, 20)
	for _, r := range others {
		t.Run(r.name, func(t *testing.T) {
			again := build(1, r)
			for i, pair := range [][2]string{{base, again}, {again, base}} {
				g := compareFiles(t, pair[0], pair[1])
				require.Empty(t, describe(g))
				if i == 0 && r.name == "clang" { // without -fstandalone-debug
					require.Len(t, g.CouldNotCheck, 1, "clang leaves out classes whose constructors are elsewhere")
				} else {
					require.Empty(t, g.CouldNotCheck)
				}
				require.GreaterOrEqual(t, g.Counts.Functions, 10, "too little was compared")
				require.GreaterOrEqual(t, g.Counts.Types, 8)
			}
		})
	}
}
