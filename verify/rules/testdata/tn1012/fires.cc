// want: long
// want: wchar_t
// want: char
// want: long double
// want: size_t
// want: time_t
#include <cstddef>
#include <ctime>
struct Rec { unsigned long n; const wchar_t *w; };
int rec(const Rec *r) { return r->n != 0; }
void c(char x) { (void)x; }
long double ld() { return 1; }
std::size_t sz(std::time_t t) { return (std::size_t)t; }
