// flags: -D_GLIBCXX_DEBUG
#include <vector>
struct B { std::vector<int> s; };
int b(const B &x) { return (int)x.s.size(); }
