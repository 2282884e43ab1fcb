// compiler: clang++-15
// flags: -target i686-linux-gnu -ffreestanding
struct Pair { double a, b; };
extern "C" Pair both() { return Pair{1.0, 2.0}; }
extern "C" double length() { return 1.0; }
