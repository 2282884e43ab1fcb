#include "lib.h"

#include <new>

namespace lib {

int Counted::live = 0;
Counted::Counted(int v) : v(v) { live++; }
Counted::Counted(const Counted &other) : v(other.v) { live++; }
Counted::~Counted() { live--; }

long double half(long double v) { return v / 2; }
v2f twice(v2f v) { return v + v; }
int _Complex conjugate(int _Complex v) { return ~v; }
Method pick() { return &Target::plus; }
int call(const Target &t, Method m, int n) { return (t.*m)(n); }

Shape::~Shape() {}
int Square::area() const { return n * n; }
void fill(Pair *p) { new (p) Pair; }
int measure(const Shape &s) { return s.area(); }

std::vector<int> numbers(int n) { return std::vector<int>(n, 7); }

int uses(int v) {
  Pair p;
  Square s(v);
  v += numbers(v)[0] + (int)numbers(v).size() + doubled(v) + measure(s);
  int a[2] = {v, v};
  return inlined(v) + take(make(v)) + first(a) + larger(v, 3) + larger<short>(4, 5);
}

}  // namespace lib
