#include <cstdint>
struct Rec { std::uint64_t n; const char *text; };
int rec(const Rec *r) { return r->n != 0; }
std::int64_t wide(std::int32_t a, signed char b) { return a + b; }
