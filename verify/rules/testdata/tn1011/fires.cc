// want: Name
// want: std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >
#include <string>
struct Name { int id; std::string text; };
int id(const Name &n) { return n.id; }
std::string text() { return "x"; }
