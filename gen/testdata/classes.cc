// Fields that are reached through accessors: of bases, of members without a
// name, references, flexible arrays, in classes that are Rust values and in
// classes that are not; and overloads that differ in a pointer only.
struct Point { int x, y; };
class Base {
 protected:
  int a = 3;
  char b = 4;
 public:
  int sum() const;
};
struct Reuses : Base { char c = 5; bool on = false; Point p = {}; };
struct Empty {};
struct Shares { [[no_unique_address]] Base base; [[no_unique_address]] Empty e; char c; };
struct Tagged {
  int tag;
  union {
    int i;
    double d;
    struct { short lo, hi; };
  };
  unsigned bits : 3;
};
class Refers {
  int &to;

 public:
  const Point &at;
  Refers(int &, const Point &);
  friend int refers(const Refers &);
};
struct Owner { Owner(); ~Owner(); union { int i; struct { short lo, hi; }; }; Point p; };
struct Second { virtual ~Second(); int s = 6; };
struct Two : Owner, Second { int t = 7; };
struct Flexible { int n; double data[]; };

int Base::sum() const { return a * 100 + b; }
Refers::Refers(int &to, const Point &at) : to(to), at(at) {}
Owner::Owner() : i(0x20001), p{8, 9} {}
Owner::~Owner() {}
Second::~Second() {}

Reuses reuses(Reuses r) { return r.c += r.on ? r.p.x : 1, r; }
Shares shares(Shares s) { return s.c++, s; }
Tagged tagged(Tagged t) { return t.tag++, t.hi++, t; }
int refers(const Refers &r) { return r.to * 10 + r.at.y; }
int owner(const Owner &o) { return o.lo * 1000 + o.hi * 100 + o.p.x * 10 + o.p.y; }
int two(const Two &t) { return t.i + t.p.y + t.s + t.t; }
Two *new_two() { return new Two; }
int second(Second *s) { return s->s; }
double flexible(const Flexible *f) {
  double sum = 0;
  for (int i = 0; i < f->n; i++) sum += f->data[i];
  return sum;
}
int over(Point) { return 1; }
int over(Point *) { return 2; }
int over(Point &, int) { return 3; }
int over(Point, int) { return 4; }
int over(Point &&, int) { return 5; }
