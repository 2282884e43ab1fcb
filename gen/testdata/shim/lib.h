#include <vector>

namespace lib {

typedef float v2f __attribute__((vector_size(8)));
struct Target {
  int v;
  int plus(int n) const { return v + n; }
};
using Method = int (Target::*)(int) const;
struct Counted {
  static int live;
  int v;
  explicit Counted(int v);
  Counted(const Counted &other);
  ~Counted();
};

long double half(long double v);
v2f twice(v2f v);
int _Complex conjugate(int _Complex v);
Method pick();
int call(const Target &t, Method m, int n);

inline int inlined(int v) { return v + 21; }
inline Counted make(int v) { return Counted(v); }
inline int take(Counted c) { return c.v; }
inline int &first(int (&a)[2]) { return a[0]; }
std::vector<int> numbers(int n);
inline int doubled(int v) {
  struct Doubler { // has no name outside of the function
    int v;
    int get() const { return 2 * v; }
  };
  return Doubler{v}.get();
}
struct Shape { // abstract: nobody constructs one
  explicit Shape(int n) : n(n) {}
  virtual ~Shape();
  virtual int area() const = 0;
  int n;
};
struct Square : Shape {
  explicit Square(int n) : Shape(n) {}
  int area() const override;
};
struct Pair { // its destructor is the compiler's
  Counted first{1}, second{2};
};
template <class T> T larger(T a, T b) { return a < b ? b : a; }

}  // namespace lib
