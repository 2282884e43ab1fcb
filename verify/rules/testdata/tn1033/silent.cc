// compiler: clang++-15
struct Ref { void *p; ~Ref(); };
Ref::~Ref() {}
int keep(Ref r) { return r.p != nullptr; }
