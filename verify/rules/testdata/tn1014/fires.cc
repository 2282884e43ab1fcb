// want: Derived
struct Base { int a; char b; Base(); };
Base::Base() : a(0), b(0) {}
struct Derived : Base { char c; };
int use(const Derived *d) { return d->c; }
