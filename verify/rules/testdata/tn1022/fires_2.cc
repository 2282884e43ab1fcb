// flags: -D_GLIBCXX_USE_CXX11_ABI=0
#include <string>
struct B { std::string s; };
int b(const B &x) { return (int)x.s.size(); }
