// compiler: clang++-15
// flags: -target i686-linux-gnu -ffreestanding
// want: Meters
struct Meters { double v; };
extern "C" Meters length() { return Meters{1.0}; }
