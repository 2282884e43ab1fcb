#include <string>
struct A { std::string s; };
int a(const A &x) { return (int)x.s.size(); }
