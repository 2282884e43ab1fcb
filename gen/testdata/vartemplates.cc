template<class T> constexpr T pi = T(3.14159);
template<int N> constexpr int sq = N * N;
template<class T> T counter = T(5);
template<int N> constexpr int zero = 0;
struct X { template<class T> static constexpr int v = sizeof(T); int a; template<class T> inline static T st = T(7); static constexpr int one = 1; };
namespace n { template<class T> inline constexpr unsigned w = sizeof(T); }
static const int twice = 4; namespace m { static const int twice = 5; }
int f(X& x) { return (int)pi<double> + (int)pi<float> + sq<2> + sq<3> + counter<int> + (int)counter<double> + X::v<char> + X::v<double> + x.a + X::st<int> + (int)X::st<long> + X::one + zero<1> + zero<2>+n::w<int>+n::w<char>+twice+m::twice; }
const int *g() { return &sq<2>; } const int *h() { return &X::v<char>; }
