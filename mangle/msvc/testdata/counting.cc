// Names that compilers count in different ways among those that back references refer to.
namespace ns { struct T { int a; ~T(); }; struct _n { int x; }; namespace sub { struct V{ ~V(); }; } template <class Q> struct B { };
_n operator""_n(unsigned long long) { return {}; }
T operator""_k(unsigned long long) { return {}; }
const sub::V &ref = sub::V(); 
struct H { static const sub::V &r; }; const sub::V &H::r = sub::V();
inline const sub::V &f(T, B<T>, sub::V) { static const sub::V &r = sub::V(); static T t; static thread_local T tt; return r; }
auto g(T t, sub::V) { static T q; return [q2 = 1](T, _n, sub::V) { static T z; return q2; }; }
auto gg(T t, sub::V v) { return g(t, v)(t, {}, v); }
auto k(T) { return 1; }
template <class X> auto m(X, T) { return 1; } template auto m(sub::V, T);
decltype(auto) n(T, sub::V) { return 2; }
template <class X> X vt = X(); template ns::T vt<ns::T>;
}
void use() { ns::f({}, {}, {}); }
