// compiler: clang++-15
// flags: -target x86_64-pc-windows-msvc -gdwarf -ffreestanding
struct Ref { void *p; ~Ref(); };
struct Plain { void *p; };
Ref::~Ref() {}
int keep(const Ref &r) { return r.p != nullptr; }
int plain(Plain p) { return p.p != nullptr; }
