// Template arguments of class type and subobjects.
struct B0 { int z; }; struct In { char c; }; extern int g; int g; int arr[4]; struct St { int a, b; int c[3]; In in; void f(); virtual void v(); }; extern St st; St st;
union Un { int i; float f; constexpr Un(int x): i(x) {} constexpr Un(float x): f(x) {} };
struct A1 { float f; double d; }; struct A2 : B0 { In in[2]; int m[2][2]; }; struct A3 { Un u; }; struct A4 { const int *p; const int &r; }; struct A5 { void (St::*f)(); int St::*d; void (*fp)(); }; struct A6 {}; struct A7 { A6 e; double ld; decltype(nullptr) n; bool b; unsigned long long u; };
void fun(); 
template <auto V> struct X { void f() {} };
template struct X<A1{1.5f, -2.25}>; template struct X<A2{{1}, {{'a'}, {'b'}}, {{1,2},{3,4}}}>; template struct X<A3{Un(1)}>; template struct X<A3{Un(1.0f)}>; template struct X<A6{}>;
template struct X<A4{&g, g}>; template struct X<A5{nullptr, &St::b, nullptr}>; template struct X<A5{}>;
#if __clang_major__ > 17
template struct X<A4{&g, arr[2]}>; template struct X<A4{&st.b, st.c[1]}>; template struct X<A5{&St::f, &St::b, fun}>; template struct X<A7{{}, 1.0L, nullptr, true, 7}>; template struct X<A5{&St::v, nullptr, nullptr}>;
template struct X<&st.b>; template struct X<&arr[1]>; template struct X<1.5f>; template struct X<-0.5>; template <int &R> struct Y { void f() {} }; template struct Y<st.b>; template struct Y<arr[3]>;
#endif
