// Constructors that classes have from their bases. The names of C1 and CI2 look
// like variants of constructors in symbols.
struct Base {
	Base(int);
	Base(const char *, double);
	virtual int f();
	int b;
};
Base::Base(int a) : b(a) {}
Base::Base(const char *, double d) : b(int(d)) {}
int Base::f() { return b; }
struct Inh : Base {
	using Base::Base;
	int f() final;
	int i = 5;
};
int Inh::f() { return b * 10 + i; }
struct VB : virtual Base {
	using Base::Base;
	int f() override { return b * 100 + v; }
	int v = 6;
};
template <class T> struct CI2 {
	CI2(T, int);
	T t;
};
template <class T> CI2<T>::CI2(T a, int k) : t(a + k) {}
template struct CI2<long>;
struct C1 : CI2<long> {
	using CI2<long>::CI2;
};
int made() { return Inh(1).f() + Inh("", 2.5).f() + VB(2).f() + int(C1(3, 4).t); }
