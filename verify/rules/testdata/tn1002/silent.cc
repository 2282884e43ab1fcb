// compiler: clang++-15
// flags: -target x86_64-pc-windows-msvc -gdwarf -ffreestanding
struct Plain { int v; };
struct Maker { int make(); int n; };
Plain next() { return Plain{3}; }
int Maker::make() { return n; }
