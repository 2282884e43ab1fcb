// Every kind of symbol that clang makes for a windows-msvc target, at least once.
#ifdef __i386__
#define WORD unsigned int
#else
#define WORD unsigned long long
#endif
namespace std {
using size_t = WORD;
using nullptr_t = decltype(nullptr);
class type_info { public: virtual ~type_info(); void *p; char n[1]; };
enum class align_val_t : size_t {};
struct strong_ordering { int v; constexpr operator int() const { return v; } static const strong_ordering less, equal, greater; };
}
void *operator new(std::size_t n) { return (void *)n; }
void *operator new[](std::size_t n) { return (void *)n; }
void operator delete(void *) noexcept {}
void operator delete[](void *) noexcept {}
void operator delete(void *, std::size_t) noexcept {}

template <class T> __declspec(noinline) void use(T &&) {}
template <class... T> struct list {};

namespace tables {
struct A { virtual ~A(); virtual void f(); int a; };
struct B { virtual ~B(); virtual void g(); virtual A *h(); int b; };
struct C : A, B { ~C() override; void f() override; void g() override; C *h() override; };
struct D : virtual A, virtual B { D(); ~D() override; void f() override; void g() override; D *h() override; };
struct E : C, D { E(int); ~E() override; void f() override; void g() override; E *h() override; };
A::~A() {}
void A::f() {}
B::~B() {}
void B::g() {}
A *B::h() { return 0; }
C::~C() {}
void C::f() {}
void C::g() {}
C *C::h() { return 0; }
D::D() {}
D::~D() {}
void D::f() {}
void D::g() {}
D *D::h() { return 0; }
E::E(int) {}
E::~E() {}
void E::f() {}
void E::g() {}
E *E::h() { return 0; }
const void *info() { return &typeid(E *); }
const void *info2() { return &typeid(int (*)(A &)); }
const void *info3(A &a) { return &typeid(a); }
void destroy(E *e, D *d) { delete e; delete[] d; }
bool cast(A *a) { return dynamic_cast<E *>(a); }
auto member() { return &E::f; }
auto member2() { return &A::f; }
}

namespace operators {
struct X {
	X(); X(const X &); X(X &&) noexcept; ~X(); explicit X(int, ...);
	template <class T> X(T *);
	X &operator=(const X &); X &operator=(X &&);
	X operator+(const X &) const; X operator-(const X &) const; X operator*(const X &) const; X operator/(const X &) const; X operator%(const X &) const;
	X operator^(const X &) const; X operator&(const X &) const; X operator|(const X &) const; X operator~() const; bool operator!() const;
	X operator+() const; X operator-() const; X &operator*() const; X *operator&() const;
	bool operator<(const X &) const; bool operator>(const X &) const; bool operator<=(const X &) const; bool operator>=(const X &) const;
	bool operator==(const X &) const; bool operator!=(const X &) const; bool operator&&(const X &) const; bool operator||(const X &) const;
	X &operator+=(int); X &operator-=(int); X &operator*=(int); X &operator/=(int); X &operator%=(int); X &operator^=(int); X &operator&=(int); X &operator|=(int);
	X operator<<(int) const; X operator>>(int) const; X &operator<<=(int); X &operator>>=(int);
	X &operator++(); X operator++(int); X &operator--(); X operator--(int);
	X operator,(const X &); int X::*operator->*(int) const; X *operator->() const; int operator()(int, char) const; int &operator[](int);
	operator int() const; explicit operator const X *() &; template <class T> operator T &() const;
	using Fp = int (*)(X); operator Fp() const; template <class T> T operator()(T) const; template <class T> X operator+(T);
	static void *operator new(std::size_t); static void operator delete(void *); static void *operator new[](std::size_t); static void operator delete[](void *);
	static void *operator new(std::size_t, void *, int); 
	std::strong_ordering operator<=>(const X &) const;
};
X::X() {} X::X(const X &) {} X::X(X &&) noexcept {} X::~X() {} X::X(int, ...) {}
template <class T> X::X(T *) {}
template X::X(int *); template X::X(const X *);
X &X::operator=(const X &) { return *this; } X &X::operator=(X &&) { return *this; }
#define BIN(op) X X::operator op(const X &x) const { return x; }
BIN(+) BIN(-) BIN(*) BIN(/) BIN(%) BIN(^) BIN(&) BIN(|)
X X::operator~() const { return *this; } bool X::operator!() const { return 0; } X X::operator+() const { return *this; } X X::operator-() const { return *this; }
X &X::operator*() const { return *(X *)0; } X *X::operator&() const { return 0; }
#define CMP(op) bool X::operator op(const X &) const { return 0; }
CMP(<) CMP(>) CMP(<=) CMP(>=) CMP(==) CMP(!=) CMP(&&) CMP(||)
#define ASG(op) X &X::operator op(int) { return *this; }
ASG(+=) ASG(-=) ASG(*=) ASG(/=) ASG(%=) ASG(^=) ASG(&=) ASG(|=) ASG(<<=) ASG(>>=)
X X::operator<<(int) const { return *this; } X X::operator>>(int) const { return *this; }
X &X::operator++() { return *this; } X X::operator++(int) { return *this; } X &X::operator--() { return *this; } X X::operator--(int) { return *this; }
X X::operator,(const X &x) { return x; } int X::*X::operator->*(int) const { return 0; } X *X::operator->() const { return 0; }
int X::operator()(int, char) const { return 0; } int &X::operator[](int) { return *(int *)0; }
X::operator int() const { return 0; } X::operator const X *() & { return 0; } template <class T> X::operator T &() const { return *(T *)0; }
X::operator Fp() const { return 0; } template <class T> T X::operator()(T t) const { return t; } template <class T> X X::operator+(T) { return *this; }
template X::operator char &() const; template X::operator list<X, int> &() const; template long X::operator()(long) const; template X X::operator+(list<X>);
void *X::operator new(std::size_t) { return 0; } void X::operator delete(void *) {} void *X::operator new[](std::size_t) { return 0; } void X::operator delete[](void *) {}
void *X::operator new(std::size_t, void *, int) { return 0; }
std::strong_ordering X::operator<=>(const X &) const { return {0}; }
X operator+(int, const X &x) { return x; } X operator-(const list<X> &) { return X(); } X operator*(const list<X> &, X) { return X(); }
int operator""_n(unsigned long long) { return 0; } int operator""_s(const char *, std::size_t) { return 0; }
void make() { X *x = new X[3]; delete[] x; X y[4]; use(y); new X; }
struct Conv { int i = 4; };
struct [[gnu::used]] Dflt { __declspec(dllexport) Dflt(int a = 3, Conv c = Conv()) {} };
struct __declspec(dllexport) Exp { Exp(int = 1); virtual ~Exp(); Exp &operator=(const Exp &) = default; };
Exp::Exp(int) {} Exp::~Exp() {}
}

namespace locals {
int f(int a) {
	static int once = a;
	struct L { int m(L *) { static int deep; return ++deep; } };
	static L l;
	auto g = [&](int x) { static int in; struct I {}; use(I()); return x + a + in++ + once; };
	use(g); { auto h = [](auto y) { return [=] { return y; }; }; use(h(1)); use(h('c')); }
	enum { e1 }; enum class S {}; use(e1); use(S());
	{ static int again; { static int nested = a; again += nested; } use(again); }
	return L().m(0) + g(2) + l.m(0);
}
inline int &counter() { static int n = f(0); return n; }
inline int &threaded() { static thread_local int n = f(0); return n; }
template <class T> T *shared(T t) { static T v = t; struct In { T i; }; use(In()); return &v; }
template <class T> struct Tmpl { static T s; static inline T s2 = T(f(2)); T m() { static T v = T(f(1)); return v; } };
template <class T> T Tmpl<T>::s = T(f(3));
template struct Tmpl<int>; template struct Tmpl<const char>;
template <class T> T var = T(f(5)); template int var<int>; template <class T> constexpr T cvar = T(6); const int &useVar() { return cvar<int>; }
int useAll() { shared(1); shared(list<int>()); return counter() + threaded(); }
auto closure = [](int x) { return x; }; int called = closure(1);
struct Member { int a = [] { return 3; }(); static inline int b = [](auto q) { return q; }(f(1)); }; Member member;
int dflt(int (*p)() = [] { return 7; }) { return p(); } int dflted = dflt();
int global = f(1); static int internal = f(2); thread_local int perThread = f(3); int useInternal() { return internal + perThread; }
struct Dtor { ~Dtor(); }; Dtor dtor; Dtor dtors[3]; static Dtor sdtor; inline Dtor idtor; Dtor::~Dtor() {}
struct HasStatic { static Dtor d; static int x; }; Dtor HasStatic::d; int HasStatic::x = f(9);
extern "C" int cfun() { static int inC = f(4); struct InC { void m() {} }; InC().m(); auto l = [] { return 1; }; return inC + l(); }
}

namespace strings {
const char *s[] = {"", "a", "hello, world", "\x01\x02\x7f\x80\xff", "tab\tnl\nq\"'\\?", "0123456789012345678901234567890", "012345678901234567890123456789012345678901234567890123456789", ",/\\:. '-@_$"};
const wchar_t *w[] = {L"", L"a", L"wide text", L"\u1234\x80\xff", L"a rather long wide text that has more than thirty-two characters in it"};
const char16_t *u[] = {u"", u"a", u"sixteen", u"\u1234", u"another long text of char16_t that will be cut off by the compiler"};
const char32_t *U[] = {U"", U"a", U"thirty-two", U"\U00012345", U"another long text of char32_t that will be cut off by the compiler"};
const char8_t *u8[] = {u8"eight", u8"\u00e4\u00f6"};
}

namespace {
struct Anon { virtual void f(); int x; };
void Anon::f() {}
template <class T> struct AT { void m(Anon, T) {} };
namespace inner { void f(Anon, AT<Anon> &) {} }
}
namespace named { namespace { struct In {}; void g(In, Anon *, In *) {} void h(AT<In>, AT<In> *) {} } void use() { g(In(), 0, 0); h({}, 0); inner::f(Anon(), *(AT<Anon> *)0); AT<int>().m(Anon(), 1); } }
