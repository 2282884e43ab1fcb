// Names that C++20 and C++23 brought: constraints, explicit object parameters.
#include <compare>
#include <concepts>
#include <ranges>
#include <vector>
template <class T> concept Big = sizeof(T) > 4;
template <Big T> T a(T t) { return t; }
template long a(long);
template <class T> requires Big<T> && std::integral<T> T b(T t) { return t; }
template long b(long);
template <class T> T c(T t) requires Big<T> { return t; }
template long c(long);
Big auto d(Big auto x, std::integral auto y) { return x + y; }
long used() { return d(3L, 4); }
template <auto N, class T = decltype(N)> requires(N > 3) struct V {
	T v;
	template <class U> requires std::same_as<U, T> U get(U u) const { return u; }
};
template struct V<5>;
int member(V<5> v) { return v.get(3); }
auto lambda = []<class T>(T t) requires Big<T> { return t; };
long called() { return lambda(3L); }
struct Self {
	int n;
	int get(this Self self, int k) { return self.n + k; }
	template <class S> auto &&any(this S &&self) { return self.n; }
};
int selves(Self s) { return s.get(1) + s.any(); }
template <class... T> requires(Big<T> && ...) int pack(T... t) { return sizeof...(t); }
template int pack(long, double);
template <class T> requires requires(T t, int n) {
	typename T::value_type;
	{ t.size() } noexcept -> std::convertible_to<unsigned long>;
	t[n];
	requires Big<T>;
} int shaped(const T &t) { return t.size(); }
template int shaped(const std::vector<int> &);
template <class T> struct F {
	T t;
	friend bool operator==(const F &a, const F &b) requires Big<T> { return a.t == b.t; }
};
bool same(F<long> a) { return a == a; }
struct O {
	template <class U> operator U() requires(sizeof(U) == 8) { return U(); }
};
long converted(O o) { return o; }
namespace { template <Big T> T hidden(T t) { return t; } }
long visible() { return hidden(3L); }
extern constexpr char text[] = "q";
template <const char *S> int first() { return S[0]; }
template int first<text>();
int ranges(std::vector<int> &v) {
	int s = 0;
	for (int x : v | std::views::filter([](int i) { return i > 2; }) | std::views::transform([](int i) { return i * 2; }) | std::views::take(3))
		s += x;
	return s;
}
