// compiler: clang++-15
// flags: -target x86_64-pc-windows-msvc -gdwarf -ffreestanding
// want: Ref
struct Ref { void *p; ~Ref(); };
Ref::~Ref() {}
int keep(Ref r) { return r.p != nullptr; }
