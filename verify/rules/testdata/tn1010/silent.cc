// compiler: clang++-15
struct Base { ~Base(); int n; };
Base::~Base() { n = 0; }
struct Inner { ~Inner() { n = 0; } int n; }; // only _ZN5InnerD2Ev, which ends the whole object
struct Derived : Base, Inner { ~Derived(); };
Derived::~Derived() { Base::n = 1; }
int use(Derived *d) { return d->Base::n; }
