// Virtual functions: bases at several offsets, overrides of bases elsewhere,
// covariant results, an interface whose functions have no symbol. The
// functions of judge are what C++ itself calls.
struct Label {
  Label(int n);
  Label(const Label &o);
  ~Label();
  int n;
  Label *self;
};
struct Pair { int x; double y; };
static int alive;

struct A {
  A() { alive++; }
  virtual ~A();
  virtual int a1();
  virtual A *cov();
  virtual int a2(int);
  virtual Label label(const Label &, Pair) const;
  int x = 1;
};
struct B {
  virtual int b1();
  virtual B *covb();
  virtual ~B();
  virtual int b2();
  virtual Pair pair(Pair);
  int y = 2;
};
struct V { virtual int v1(); virtual V *covv(); int v = 3; };
struct C : A, B {
  int b1() override;
  C *covb() override;
  C *cov() override;
  virtual int c1();
  int a2(int) override;
  int b2() override;
  virtual int a2(double);
  Label label(const Label &, Pair) const override;
  Pair pair(Pair) override;
  int z = 4;
};
struct D : B, virtual V { int v1() override; D *covv() override; int b1() override; virtual int d1(); ~D(); int w = 5; };
struct E : C, D {
  int b1() override;
  int v1() override;
  int c1() override;
  int d1() override;
  E *cov() override;
  E *covv() override;
  virtual int e1();
};
struct Plain { int q = 6; };
struct F : Plain, A { int a1() override; virtual int f1(); };

struct Interface {
  virtual int first(int called) = 0;
  virtual ~Interface();
  virtual Label second(Pair) = 0;
  virtual int third() const { return 100; }
};
struct Hidden : Interface {
  Hidden() { alive++; }
  ~Hidden() { alive--; }
  int first(int i) override { return i + n; }
  Label second(Pair p) override { return Label(p.x + int(p.y) + n); }
  int n = 7;
};

Label::Label(int n) : n(n), self(this) {}
Label::Label(const Label &o) : n(o.n), self(this) {}
Label::~Label() {}
A::~A() { alive--; }
int A::a1() { return 1000 + x; }
A *A::cov() { return this; }
int A::a2(int i) { return 1100 + i; }
Label A::label(const Label &l, Pair p) const { return Label(l.n + p.x + int(p.y) + x); }
B::~B() {}
int B::b1() { return 2000 + y; }
B *B::covb() { return this; }
int B::b2() { return 2100 + y; }
Pair B::pair(Pair p) { return {p.x + y, p.y * 2}; }
int V::v1() { return 3000 + v; }
V *V::covv() { return this; }
int C::b1() { return 4000 + z; }
C *C::covb() { return this; }
C *C::cov() { return this; }
int C::c1() { return 4100 + z; }
int C::a2(int i) { return 4200 + i + z; }
int C::b2() { return 4300 + z; }
int C::a2(double d) { return 4400 + int(d) + z; }
Label C::label(const Label &l, Pair p) const { return Label(l.n + p.x * 10 + int(p.y) + z); }
Pair C::pair(Pair p) { return {p.x + z, p.y * 3}; }
int D::v1() { return 5000 + w; }
D *D::covv() { return this; }
int D::b1() { return 5100 + w; }
int D::d1() { return 5200 + w; }
D::~D() {}
int E::b1() { return 6000 + z; }
int E::v1() { return 6100 + w; }
int E::c1() { return 6200 + z; }
int E::d1() { return 6300 + w; }
E *E::cov() { return this; }
E *E::covv() { return this; }
int E::e1() { return 6400 + z; }
int F::a1() { return 7000 + q; }
int F::f1() { return 7100 + q; }
Interface::~Interface() {}

A *new_a() { return new A; }
B *new_b() { return new B; }
V *new_v() { return new V; }
C *new_c() { return new C; }
D *new_d() { return new D; }
E *new_e() { return new E; }
F *new_f() { return new F; }
Interface *new_hidden() { return new Hidden; }
int count() { return alive; }
D *e_as_d(E *e) { return e; }
V *d_as_v(D *d) { return d; }

namespace judge {
int a1(A *p) { return p->a1(); }
A *cov(A *p) { return p->cov(); }
int a2(A *p, int i) { return p->a2(i); }
int label(A *p, int n, Pair q) { Label l = p->label(Label(n), q); return l.self == &l ? l.n : -1; }
int b1(B *p) { return p->b1(); }
B *covb(B *p) { return p->covb(); }
int b2(B *p) { return p->b2(); }
Pair pair(B *p, Pair q) { return p->pair(q); }
int v1(V *p) { return p->v1(); }
V *covv(V *p) { return p->covv(); }
int c1(C *p) { return p->c1(); }
C *c_cov(C *p) { return p->cov(); }
C *c_covb(C *p) { return p->covb(); }
int c_a2(C *p, double d) { return p->a2(d); }
D *d_covv(D *p) { return p->covv(); }
int d1(D *p) { return p->d1(); }
int e1(E *p) { return p->e1(); }
E *e_cov(E *p) { return p->cov(); }
int f1(F *p) { return p->f1(); }
int first(Interface *p, int i) { return p->first(i); }
int second(Interface *p, Pair q) { return p->second(q).n; }
int third(Interface *p) { return p->third(); }
void remove(Interface *p) { delete p; }
}
