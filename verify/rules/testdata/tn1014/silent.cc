struct Base { int a; char b; };
struct Derived : Base { char c; };
struct Member { Base b; char c; };
int use(const Derived *d, const Member *m) { return d->c + m->c; }
