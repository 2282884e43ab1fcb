namespace ns { struct S { int x; int m(const S &o, S *p) const; static void st(char, S); S(int); operator int() const; }; enum E { A }; }
int ns::S::m(const S &o, S *p) const { return o.x + p->x; }
void ns::S::st(char, S) {}
ns::S::S(int v) : x(v) {}
ns::S::operator int() const { return x; }
long f(long a, const char *b, int (&c)[3], void (*d)(int), ns::E e, bool g, unsigned long long h, ...) { return a + b[0] + c[0] + (d != nullptr) + e + g + (long)h; }
template <class T> T t(T a, T *b) { return a + *b; }
int use(int x) { return t(x, &x); }
