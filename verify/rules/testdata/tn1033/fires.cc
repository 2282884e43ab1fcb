// compiler: clang++-15
// want: Ref
struct [[clang::trivial_abi]] Ref { void *p; ~Ref(); };
Ref::~Ref() {}
int keep(Ref r) { return r.p != nullptr; }
