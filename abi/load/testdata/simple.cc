#include <cstddef>
#include <cstdint>
enum Color { Red, Blue = 7 }; enum class E8 : signed char { A = -1, B }; namespace ns { enum class Deep : uint64_t { X = ~0ULL }; struct In {}; inline namespace v1 { template<class T> struct Iv { T t; struct Nested { int q; template<class U> struct More { U u; }; }; }; } namespace { struct Anon { int a; }; template<class T> struct AT { T t; }; } }
template<class T> struct A { T* p; A(); template<class U> A(U, int); template<class U> U conv(U u) { return u; } template<class U> operator U*() { return nullptr; } bool operator<(const A&) const { return true; } template<class U> bool operator<(const U&) const { return false; } template<class U> A& operator<<(U) { return *this; } static T stat; };
template<class T> A<T>::A() : p(nullptr) {} template<class T> template<class U> A<T>::A(U, int) : p(nullptr) {} template<class T> T A<T>::stat;
template<auto V> struct Va { decltype(V) v = V; };
template<class T, T V> struct Tv { T v = V; };
template<class... Ts> struct P { int n = sizeof...(Ts); };
template<int... Ns> struct Pi_ { int n = sizeof...(Ns); };
template<template<class> class TT> struct TTp { TT<int> t; };
template<template<class> class... TT> struct TTpack { int a; };
template<class F> struct Fn { F* f; };
template<class T> using Alias = A<A<T>>;
template<class T> constexpr T pi = T(3.14159); template<class T> T counter = 0; template<int N> constexpr int sq = N*N;
struct M { int d; int f(int) const; void g() &; void h() &&; int k(char) volatile; };
template<int M::*P> struct Mp { int M::*p = P; }; template<int (M::*P)(int) const> struct Mf { int x; };
template<int* P> struct Ptr { int* p = P; }; int glob; template<int& R> struct Ref { int *p = &R; }; template<void (*F)()> struct Fp { int a; }; void ff() {}
template<std::nullptr_t N> struct Np { int a; };
#define USE(n, ...) __VA_ARGS__ u##n; void f##n(__VA_ARGS__&) {}
USE(1, A<int>) USE(2, A<const char*>) USE(3, A<char* const>) USE(4, A<const char* const*>) USE(5, A<int&>*)
USE(6, A<int(int, const char*)>*) USE(7, A<int(*)(int, ...)>) USE(8, A<int[3]>) USE(9, A<int(*)[3][4]>) USE(10, A<int M::*>) USE(11, A<int (M::*)(int) const>) USE(12, A<void (M::*)() &>)
USE(13, A<std::nullptr_t>) USE(14, A<ns::Iv<int>>) USE(15, A<ns::Iv<A<int>>::Nested>) USE(16, A<ns::Iv<int>::Nested::More<char>>) USE(17, A<ns::Anon>) USE(18, A<ns::AT<int>>) USE(19, A<Color>) USE(20, A<volatile int*>) USE(21, A<const volatile A<int>*>)
USE(22, Va<5>) USE(23, Va<5u>) USE(24, Va<5L>) USE(25, Va<5ULL>) USE(26, Va<'a'>) USE(27, Va<'\n'>) USE(28, Va<'\\'>) USE(29, Va<'\''>) USE(30, Va<'\xff'>) USE(31, Va<true>) USE(32, Va<Blue>) USE(33, Va<E8::A>) USE(34, Va<ns::Deep::X>) USE(35, Tv<short, -3>) USE(36, Tv<unsigned short, 65535>) USE(37, Tv<signed char, -1>) USE(38, Tv<unsigned char, 200>) USE(39, Tv<long long, -9>) USE(40, Tv<char16_t, u'x'>) USE(41, Tv<char32_t, U'\U0001F600'>) USE(42, Tv<wchar_t, L'q'>) USE(43, Tv<std::size_t, 12>) USE(44, Va<&glob>)
USE(45, P<>) USE(46, P<int>) USE(47, P<int, A<char>, const P<>*>) USE(48, Pi_<1,2,3>) USE(49, Pi_<>) USE(50, TTp<A>) USE(51, TTpack<A, ns::Iv>) USE(52, Fn<void()>) USE(53, Fn<void() const>*) USE(54, Fn<int(int) noexcept>) USE(55, Fn<A<int>(A<A<char>>, const A<int>&&)>) USE(56, Alias<int>) USE(57, Mp<&M::d>) USE(58, Mf<&M::f>) USE(59, Ptr<&glob>) USE(60, Ref<glob>) USE(61, Fp<ff>) USE(62, Np<nullptr>) USE(63, A<void(A<int>::*)(int)>) USE(64, A<int*[2]>) USE(65, A<int(&)[3]>*) USE(66, A<int(&)(int)>*) USE(67, A<const int>*) USE(68, A<const int[2]>*) USE(69, A<int* const volatile>*) USE(70, A<bool>) USE(71, A<long double>) USE(72, A<unsigned char>) USE(73, A<__int128>) USE(74, A<char8_t*>) USE(75, A<float _Complex>)  USE(76, A<int(*(*)(int))(char)>) USE(77, A<void(**)(int)>) USE(78, A<int M::**>) USE(79, A<const P<int>&>*) USE(80, A<int&&>*) USE(81, Tv<bool,false>) USE(82, Tv<char, 0>) USE(83, Tv<int, -2147483647-1>) USE(84, Tv<long, -1>)
template<class T> void fun(T) {} template<class T, int N> int fun2() { return N; } template<class... Ts> void fun3(Ts...) {} 
template<class T> struct Outer { template<class U> void mem(U) {} template<class U> static int smem() { return 1; } friend void fr(Outer) {} };
void use() { A<int> a(1.5, 2); a.conv(3L); int* ip = a; (void)ip; (void)(a < a); (void)(a < 3); a << 'c' << 4; A<int>::stat = 1; fun(1); fun("x"); fun(A<int>()); fun2<char, 7>(); fun3(); fun3(1, 'c', A<char>()); Outer<int> o; o.mem(1); o.mem('c'); Outer<char>::smem<long>(); fr(o); (void)pi<double>; (void)pi<float>; counter<int> = 3; counter<A<int>*> = nullptr; glob = sq<3> + sq<4>; struct Local { int z; }; A<Local> al; (void)al; fun(Local{}); auto lam = [](int x) { return x; }; A<decltype(lam)> aa; (void)aa; fun(lam); enum { Un } un; A<decltype(un)> au; (void) au; struct { int y; } uns; fun(uns); }
USE(90, A<char*(int)>*) USE(91, A<char*(*)(int)>) USE(92, A<char*(*)[3]>) USE(93, A<void(*(*)[3])(int)>) USE(94, A<char*(&)(int)>*) USE(95, A<A<int>(*)(A<int>)>) USE(96, A<int(*const)(int)>*) USE(97, A<const char*(*const volatile*)(const char*)>)
template<class T> class bstr; using str_ = bstr<char>; template<class T> class __attribute__((preferred_name(str_))) bstr { T* t; }; void f200(A<bstr<char>>&, A<str_*>&, bstr<char>&, A<bstr<int>>&) {} A<bstr<char>> u200;
template<class T, class U = A<T>> struct Dflt { U u; }; void f201(Dflt<int>&) {}
template<class T> union Un { T t; int i; }; void f202(Un<float>&) {}
template<class T> struct Base { virtual ~Base() {} virtual T vf(T) { return T(); } }; template<class T> struct Der : Base<T> { T vf(T) override { return T(); } }; Der<int> der;
template<class T> T tf(T); template<> int tf<int>(int x) { return x; } template<class T> struct Spec { int gen; }; template<> struct Spec<char> { char special; }; template<class T> struct Spec<T*> { T* part; }; Spec<int> s1; Spec<char> s2; Spec<long*> s3;
