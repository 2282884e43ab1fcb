#include <string>
struct B { std::string s; };
int b(const B &x) { return (int)x.s.size(); }
