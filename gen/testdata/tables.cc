// Classes that Rust may implement: one table each, which bases may begin.
struct P { int a; };
struct A {
  virtual int first(int) = 0;
  virtual ~A();
  virtual A *cov();
  virtual void over(int) = 0;
  virtual void over(double) = 0;
};
struct N { int q; };
struct B : N, A {
  int first(int) override = 0;
  B *cov() override = 0;
  virtual int more(P) const = 0;
  virtual void over(char) = 0;
};
struct C : B {
  ~C();
  int more(P) const override = 0;
  virtual void last() = 0;
};
struct D : C {
  virtual void own() = 0;
  int data;
};
A::~A() {}
C::~C() {}
int call(C *c, B *b, D *d) { return c->first(1) + b->first(2) + d->first(3); }

struct Q { virtual int q() = 0; };

// Two tables, a virtual base, and one whose base moves: none of them.
struct Two : A, Q { virtual int two() = 0; };
struct Virtual : virtual Q { virtual int v() = 0; };
struct Below : Virtual { virtual int below() = 0; };
struct Far { virtual Q *covariant() = 0; };
struct Moves : Far { Two *covariant() override = 0; virtual void end() = 0; };
int call(Two *a, Below *b, Moves *m) { return a->two() + b->below() + m->covariant()->q(); }
