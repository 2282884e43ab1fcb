// Template arguments of all kinds, parameter types of all kinds.
using size = decltype(sizeof 0);
struct S { int a, b; void f(); void cf() const; virtual void v(); static void sf(); int arr[3]; S *operator+(int); };
class C { public: int x; template <class T> void t(T); };
union U { int i; float f; };
enum E { e0, e1 }; enum class EC : unsigned char { a, b }; enum class EL : long long { a };
struct M1 { virtual void a(); int ma; }; struct M2 { virtual void b(); int mb; };
struct Multi : M1, M2 { void a() override; void b() override; void c(); int mm; };
struct Virt : virtual M1, virtual M2 { void c(); int mv; };
struct Unk;
template <class... T> struct P {}; template <int... I> struct PI {}; template <template <class...> class... T> struct PT {};
template <class A, class... B> struct P1 {}; template <class T, T V> struct V {}; template <auto... A> struct AU {};
template <class T> struct Box { T *t(); template <class Q> struct In { Q q; void m(T, Q, Box &, In *); }; }; template <template <class> class X, class T> struct App {};
template <template <class> class... X> struct Apps {}; template <class T> struct Boxed {}; template <class T> using Alias = Box<T *>; template <const int &R> struct Ref {}; template <void (*F)()> struct Fn {};
template <void (S::*F)()> struct MF {}; template <int S::*D> struct MD {}; template <void (Multi::*F)()> struct MMF {}; template <int Multi::*D> struct MMD {};
template <void (Virt::*F)()> struct VMF {}; template <int Virt::*D> struct VMD {}; template <int Unk::*D> struct UMD {}; template <void (Unk::*D)()> struct UMF {};
template <class T> template <class Q> void Box<T>::In<Q>::m(T, Q, Box &, In *) {} template struct Box<int>::In<S>; template struct Box<Box<S>>::In<Box<S> *>;
template <class T> void C::t(T) {} template void C::t(int); template void C::t(Box<C>);
extern const int gi; const int gi = 3; int gv; void gf() {} void gf(int) {} template <class T> void tf() {} template <int N> int tv = N; void S::f() {} void S::cf() const {} void S::v() {} void S::sf() {}
typedef char Vec3 __attribute__((ext_vector_type(3)));
#define D(n, ...) void n(__VA_ARGS__) {}
D(a0, P<>) D(a1, P<P<>>, P<P<>> *) D(a2, P<int, char>, P<int>, P<int, char> &) D(a3, PI<>) D(a4, PI<0>, PI<1, -1, 10, 11, 1000000>) D(a5, PT<>, PT<P>, PT<P, Box>)
D(a6, P1<int>, P1<int, int>, P1<P1<S>, P1<S, S>>) D(a7, V<bool, true>, V<char, 'x'>, V<long long, -0x7fffffffffffffffll - 1>, V<unsigned long long, ~0ull>, V<E, e1>, V<EC, EC::b>, V<decltype(nullptr), nullptr>)
D(a8, App<Box, S>, App<Alias, int>, Apps<>, Apps<Box>, Apps<Box, Alias>) D(a9, Ref<gi>, Fn<gf>, Fn<nullptr>, Fn<tf<int>>, Fn<tf<Box<S>>>, Fn<&S::sf>)
D(b0, MF<&S::f>, MF<nullptr>, MF<&S::v>, MD<&S::a>, MD<&S::b>, MD<nullptr>) D(b1, MMF<&Multi::a>, MMF<&Multi::b>, MMF<&Multi::c>, MMF<nullptr>, MMD<&Multi::mm>, MMD<nullptr>)
D(b2, VMF<&Virt::c>, VMF<nullptr>, VMD<&Virt::mv>, VMD<nullptr>) D(b3, UMD<nullptr>, UMF<nullptr>)
D(b4, V<void (S::*)() const, &S::cf>, V<int *, &gv>, V<int *, nullptr>)
#undef D
#define D(n, ...) void n(__VA_ARGS__) {}
D(c0, Box<const int>, Box<volatile S>, Box<const volatile S *const>, Boxed<int &>, Boxed<int &&>, Boxed<const S &>, Box<int[3]>, Box<int[]>, Box<const int[2][3]>, Box<S *const[4]>)
D(c1, Boxed<void()> *, Boxed<void() const> *, Boxed<void() &> *, Boxed<void() const &&> *, Boxed<void() noexcept> *, Boxed<int(int, ...)> *, Box<void (*)() noexcept>, Box<void (S::*)() const volatile &>, Box<int S::*>, Box<const int S::*const>)
D(c2, Box<void (*(*)(void (*)(int)))(char)>, Boxed<int (&)[3]>, Box<int (*)[2][3]>, Box<int (S::*)[3]>, Box<void (C::**)(S)>, Box<int C::*S::*>, Box<decltype(nullptr)>, Box<decltype([] {})>)
D(d0, int *__restrict, int *const __restrict, const char *volatile, S *__unaligned *, const __unaligned S *, __unaligned int *__restrict)
D(d1, int[3], int *const, const int[3], int[2][3], int (*const)[3], int *const *, S, const S, S, E, const E, EC, long long, const long long, long long)
D(d2, bool, char, signed char, unsigned char, short, unsigned short, int, unsigned, long, unsigned long, long long, unsigned long long, float, double, long double, wchar_t, char16_t, char32_t, decltype(nullptr))
D(d3, _Complex float *, S, _Complex double &, float __attribute__((vector_size(16))) &, Vec3 *, _BitInt(17) &, unsigned _BitInt(64) *)
D(d4, void (*)(S, S *, S), S, S *, void (*)(S, S *, S), S (*)(S *), S *, C *, C *(*)(C *, ...)) D(d5, int (*(*)[3])(int), int (*(&)(char))[4], int (S::*(*)(int S::*))(S) const, void (**(*)())())
D(d6, const volatile int *, const volatile S &, volatile S &&, const int &&, int S::*const volatile *, int *S::*, int S::**) D(d7, Box<int>::In<S> &, Box<Box<int>>::In<Box<int>>, Box<int>, Box<int>::In<Box<int>::In<int>>)
#ifdef __i386__
D(conv0, void(__stdcall *)(int), void(__fastcall *)(int), void(__thiscall *)(S *), void(__vectorcall *)(float), void(__cdecl *)(), void (__cdecl S::*)(), void (__stdcall S::*)() const, void(__attribute__((regcall)) *)(int))
void __stdcall conv1(int) {} void __fastcall conv2(int, int) {} void __vectorcall conv3(int) {} struct Conv { void __stdcall s(int); void __cdecl c(); void __fastcall f(); void v(int, ...); static void __stdcall ss(); };
void Conv::s(int) {} void Conv::c() {} void Conv::f() {} void Conv::v(int, ...) {} void Conv::ss() {} void __attribute__((regcall)) conv4(int) {} int *conv5(int *__ptr64, int *__ptr32) { return 0; }
#else
D(conv0, void(__vectorcall *)(float), void(__attribute__((regcall)) *)(int), void(__attribute__((swiftcall)) *)(int), void(__attribute__((preserve_most)) *)(int))
void __vectorcall conv3(double) {} int *__ptr32 conv5(int *__ptr64, int *__ptr32) { return 0; } void __attribute__((swiftcall)) conv6() {} void __attribute__((swiftasynccall)) conv7() {}
#endif
const int r0() { return 0; } const S r1() { return S(); } volatile EC r2() { return EC(); } int *const r3() { return 0; } S *r4() { return 0; } auto r5() { return 1; } decltype(auto) r6() { return 1; } auto r7() -> int { return 1; } auto *r8() { return &gv; } const auto &r9() { return gv; }
int (*r10())[3] { return 0; } int (*r11(int))(char) { return 0; } int S::*r12() { return 0; } void (S::*r13())() { return 0; } U r14() { return {}; } Box<int> &&r15() { return (Box<int> &&)gv; } E *r16() { return 0; } void r17() noexcept {} Box<S> r18() { return {}; } const Box<S> r19() { return {}; }
int v0; const int v1 = gv; volatile int v2; int v3[3]; int v4[2][3]; extern const int v5[2][3]; const int v5[2][3] = {}; int *v6; const int *v7; int *const v8 = &gv; const S *const *v9; S v10; extern const S v11; const S v11 = S(); Box<int *> v12; int &v13 = gv; const int &v14 = gi; int &&v15 = 3;
int S::*v16; const int S::*v17; void (S::*v18)(); void (S::*v19)() const; void (*v20)(); int (*v21)[3]; int (*v22[3])(int); E v23; U v24; decltype(nullptr) v25; int *__restrict v26; int (&v27)[3] = v3; void (&v28)() = gf; const int (*v29)[3]; int *v30[2]; S *const v31[2] = {}; void (S::*const v32)() = 0; int S::*volatile v33; const volatile EC v34 = EC(); int *v35[2][2]; S *(*v36)(S); void (*const v37)() = gf; const void *useV[] = {&v1, &v5, &v8, &v11, &v31, &v32, &v37};
struct Acc { private: static int p; void fp(); static void sp(); virtual void vp(); protected: static const S q; void fq() const; static void sq(); virtual void vq(); public: static S *r; void fr() volatile; template <class T> static T t; friend void fri(Acc) {} int bits : 3; template <class... T> int var(T...); Acc(Acc &, int (&)[3]); void use() { t<int> = 1; } };
int Acc::p; void Acc::fp() {} void Acc::sp() {} void Acc::vp() {} const S Acc::q = S(); void Acc::fq() const {} void Acc::sq() {} void Acc::vq() {} S *Acc::r; void Acc::fr() volatile {} template <class T> T Acc::t = T(); template int Acc::t<int>; template Box<int> Acc::t<Box<int>>; template <class... T> int Acc::var(T...) { return sizeof...(T); } template int Acc::var(); template int Acc::var(int, S, S *); Acc::Acc(Acc &, int (&)[3]) {}
template <class T, class U, int N> auto deduce(T, U (&)[N]) { return T() + U(); } template auto deduce(int, char (&)[4]); template auto deduce(long, short (&)[11]); template <class T> void fwd(T &&) {} template void fwd(S &); template void fwd(S &&); template void fwd(const S &); template <class T, int N> T sum(const T (&)[N]) { return T(); } template int sum(const int (&)[9]); template E sum(const E (&)[12]); template <class R, class... A> R call(R (*)(A...), A...) { return R(); } template int call(int (*)(S, S), S, S); template void call(void (*)());
#if __cplusplus >= 202002L
struct Lit { int a; char b; int c[2]; }; struct Lit2 { Lit l; const int *p; int S::*m; bool t; E e; }; template <Lit L> struct TL { void f(); }; template <Lit2 L> struct TL2 { void f(); }; template <Lit L> void TL<L>::f() {} template <Lit2 L> void TL2<L>::f() {}
template struct TL<Lit{1, 'b', {3, 4}}>; template struct TL2<Lit2{{1, 2, {}}, &gi, &S::a, true, e1}>; template struct TL2<Lit2{{-1, -2, {}}, nullptr, nullptr, false, e0}>; template <auto... A> void au(AU<A...>) {} template void au(AU<>); template void au(AU<1, 'c', true, 2u, -3ll>); template void au(AU<&gv, nullptr, e1, EC::a>); template void au(AU<&S::f, &gi>);
template <class T> concept Any = true; void constrained(Any auto) {} template void constrained(int); template <class T> requires Any<T> void constrained2(T) {} template void constrained2(S); void gen(auto, auto...) {} template void gen(int, char, S);
#endif
