// compiler: clang++-15
struct Base { ~Base(); int n; };
Base::~Base() { n = 0; }
struct Derived : Base { ~Derived(); };
Derived::~Derived() { n = 1; }
int use(Derived *d) { return d->n; }
