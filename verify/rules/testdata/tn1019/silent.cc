// link: shared
struct Api { void open(); private: __attribute__((visibility("hidden"))) void close(); int n; };
void Api::open() { close(); }
void Api::close() { n = 0; }
struct __attribute__((visibility("hidden"))) Inner { void run(); int n; };
void Inner::run() { n = 2; }
struct Bits {
  template <class F> int each(F f) const { return f(n); }
  int n;
  void open();
};
namespace { struct Twice { int operator()(int v) const { return 2 * v; } }; }
void Bits::open() { n = each([this](int v) { return v + n; }) + each(Twice()); }
