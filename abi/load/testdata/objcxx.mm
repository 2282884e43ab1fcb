// No Objective-C in it: g++ compiles it as C++, too. objcxx.s is made by
// g++-12 -x objective-c++ -S -g -gno-as-loc-support -fno-asynchronous-unwind-tables objcxx.mm (package gobjc++-12).
namespace a {
namespace { struct An { int x; }; }
inline namespace v1 {
struct In { enum class E { x, y } e; struct Deep { int q; } d; void set(Deep); };
void In::set(Deep) {}
}
template<class T, class U> struct Tp { T t; U u; int m(In *); };
template<class T, class U> int Tp<T, U>::m(In *) { return 0; }
union Un { int a; float b; };
int f(In::E, Un, Tp<In::Deep, Tp<int, An *>> *) { return 1; }
}
template struct a::Tp<int, a::In::Deep>;
