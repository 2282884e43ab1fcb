// compiler: clang++-15
// want: Base
struct Root { ~Root() { r = 0; } int r; };
struct Base : virtual Root { ~Base() { n = 0; } int n; };
struct Derived : Base { ~Derived(); };
Derived::~Derived() { n = 1; }
int use(Derived *d) { return d->n; }
