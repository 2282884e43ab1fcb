// compiler: clang++-15
// flags: -target x86_64-pc-windows-msvc -gdwarf -gcolumn-info -ffreestanding
// want: Id
// want: Plain
struct Id { Id(int v) : v(v) {} int v; };
struct Plain { int v; };
struct Maker { Plain make(); int n; };
Id next() { return Id(3); }
Plain Maker::make() { return Plain{n}; }
