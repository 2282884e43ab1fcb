// want: std::vector
#include <vector>
struct A { std::vector<int> s; };
int a(const A &x) { return (int)x.s.size(); }
