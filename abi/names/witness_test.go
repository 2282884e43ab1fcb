package names_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/fixtures"
)

// TestWitnessFixtures: symbols and debug information of the fixtures agree, for
// every compiler and flag.
func TestWitnessFixtures(t *testing.T) {
	objects, functions, microsoft := 0, 0, [2]int{}
	for _, v := range fixtures.Variants() {
		if v.Kind != fixtures.Object {
			continue
		}
		for _, s := range v.Sources() {
			if !s.CPlusPlus() {
				continue
			}
			m, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
			require.NoError(t, err)
			objects++
			functions += len(mangled(m))
			if v.Microsoft() {
				told, pairs := crossed(names.New(m, names.Options{}), mangled(m))
				microsoft[0], microsoft[1] = microsoft[0]+told, microsoft[1]+pairs
			}
			for _, d := range names.Differences(m) {
				t.Errorf("%s, %s: %s: %s", v.Name, s.Name, d.Symbol, d)
			}
		}
	}
	t.Logf("%d functions of %d objects agree with their symbols; of Microsoft's %d of %d told apart from the next function", functions, objects, microsoft[0], microsoft[1])
	require.Greater(t, microsoft[0], 500)
	require.Greater(t, float64(microsoft[0]), 0.97*float64(microsoft[1]))
	require.Greater(t, functions, 5000)
}

// joined is a function and its first defined C++ symbol.
type joined struct {
	f      abi.Function
	symbol string
}

func mangled(m *abi.Model) []joined {
	var out []joined
	for f := range m.Funcs {
		for _, s := range f.Symbols() {
			if (cxxSymbol(s) || strings.HasPrefix(s.Name, "?") && s.Row.Flags&abi.SymUndefined == 0) && s.Variant != abi.VariantClone {
				out = append(out, joined{f, s.Name})
				break
			}
		}
	}
	return out
}

// crossed holds each function against the next one's symbol and counts which
// pairs the witness tells apart. Pairs that differ in what it does not look at
// (or must take as unknown) are few.
func crossed(w *names.Namer, list []joined) (told, pairs int) {
	for i := range list {
		other := list[(i+1)%len(list)].symbol
		if list[i].symbol == other {
			continue
		}
		pairs++
		if _, ok := w.CheckSymbol(list[i].f, other); ok {
			told++
		}
	}
	return told, pairs
}

// overloads pairs functions with the symbols of others of the same qualified
// name: only parameters, qualifiers and arguments tell them apart.
func overloads(w *names.Namer, list []joined) (told, pairs int) {
	by := map[string][]joined{}
	var order []string
	for _, j := range list {
		n := j.f.QualifiedName()
		if by[n] == nil {
			order = append(order, n)
		}
		by[n] = append(by[n], j)
	}
	for _, n := range order {
		if len(by[n]) > 1 {
			x, y := crossed(w, by[n])
			told, pairs = told+x, pairs+y
		}
	}
	return told, pairs
}

// witness: the library's symbols and debug information agree but for listed
// functions; that the comparison sees something is shown by holding functions
// against the symbols of others.
func witness(t *testing.T, lib library, m *abi.Model) {
	list := mangled(m)
	templates := 0
	for _, j := range list {
		if j.f.Has(abi.FuncTemplate) {
			templates++
		}
	}
	differ := names.Differences(m)
	w := names.New(m, names.Options{})
	told, pairs := crossed(w, list)
	told2, pairs2 := overloads(w, list)
	t.Logf("%s: %d functions (%d specialisations of templates), %d disagree with their symbols; told apart from the next function %d of %d, from the next of the same name %d of %d",
		lib.name, len(list), templates, len(differ), told, pairs, told2, pairs2)
	require.Greater(t, float64(told), 0.97*float64(pairs)) // entities of functions are not compared
	require.GreaterOrEqual(t, float64(told2), lib.overloads*float64(pairs2))
	for _, d := range differ {
		// g++ declares instances of static member templates outside of their
		// class if a unit uses them first.
		require.Equal(t, names.PartScope, d.Part, "%s: %s", d.Symbol, d)
		f := m.Func(d.Func)
		require.True(t, f.Has(abi.FuncTemplate) && f.Row().Owner == 0 && f.Row().Scope == 0, "%s: %s", d.Symbol, d)
	}
	require.LessOrEqual(t, len(differ), lib.strays)
}

// TestWitnessConversions: template arguments behind the type of a conversion function
// are the type's, or those of a template; both agree with what compilers describe.
func TestWitnessConversions(t *testing.T) {
	for _, cc := range []string{"g++-12", "clang++-15", "clang++-19"} {
		m := built(t, `template <class T> struct arr { T *p; int n; operator arr<const T>() const; template <class U> operator U *() const; operator T() const; };
template <class T> arr<T>::operator arr<const T>() const { return arr<const T>{p, n}; }
template <class T> template <class U> arr<T>::operator U *() const { return (U *)p; }
template <class T> arr<T>::operator T() const { return *p; }
template struct arr<int>;
template arr<int>::operator long *() const;
template arr<int>::operator arr<char> *() const;
struct pool {
	template <class T> void *operator new(__SIZE_TYPE__ n, T *from) { return from; }
	template <class T> void operator delete(void *p, T *from) {}
	template <class T> void operator delete[](void *p, T *from) {}
	pool();
};
pool *make(arr<int> *from) { return new (from) pool; }
pool *make_all(arr<long> *from) { return new (from) pool; }
`, cc, "-g", "-O0", "-fexceptions")
		seen := 0
		for f := range m.Funcs {
			if f.Has(abi.FuncConversion) && len(f.Symbols()) > 0 {
				seen++
			}
		}
		require.GreaterOrEqual(t, seen, 4, cc)
		require.Empty(t, names.Differences(m), cc)
	}
}

// TestWitnessLostParameters: clang 15 without optimisation leaves parameters
// that are passed by address and not used out of debug information; the name
// has them.
func TestWitnessLostParameters(t *testing.T) {
	m := built(t, `struct S { S(); S(const S &); ~S(); int v; };
struct Big { int a[20]; };
int lost_one(S s, int n) { return n; }
int lost_big(int n, Big b) { return n; }
int kept(S s, Big b) { return s.v + b.a[0]; }
`, "clang++-15", "--target=aarch64-linux-gnu", "-g", "-O0")
	var issues []string
	for _, i := range names.Issues(m) {
		require.Equal(t, names.IssueCode, i.Code)
		issues = append(issues, i.Entity+": "+i.Message)
	}
	require.Equal(t, []string{
		"lost_one: symbol _Z8lost_one1Si and debug information disagree: the name has 2 parameters, debug information 1 parameter",
		"lost_big: symbol _Z8lost_bigi3Big and debug information disagree: the name has 2 parameters, debug information 1 parameter",
	}, issues)
}

// TestWitnessDependent: a name spells types by a template's parameters and
// their members, debug information says what became of them. Compilers gave
// both, so they agree.
func TestWitnessDependent(t *testing.T) {
	const source = `template <class T> struct Is { using type = T; using ref = T &; using rref = T &&; };
template <class T> struct More { using array = T[3]; using fn = T(int); };
template <class T> typename Is<T>::type &&forward(typename Is<T>::type &t) { return static_cast<typename Is<T>::type &&>(t); }
template <class T> typename Is<T>::ref &&collapsed(typename Is<T>::ref &&a, const typename Is<T>::ref &&b, typename Is<T>::rref &c) { return a; }
template <class T> const typename Is<T>::rref both(typename Is<T>::rref &&a, const typename Is<T>::ref b) { return static_cast<T &&>(a); }
template <class T> int decayed(typename More<T>::array a, typename More<T>::fn f, const typename More<T>::array *b) { return f(a[0]) + (*b)[1]; }
int x; int id(int i) { return i; }
int use() { int a[3] = {}; return forward<int &>(x) + forward<int>(x) + collapsed<int>(x, x, x) + both<int>(7, x) + decayed<int>(a, id, &a) + collapsed<int &>(x, x, x); }
`
	for _, build := range [][]string{{"g++-12"}, {"g++-12", "-gdwarf-4"}, {"clang++-15"}, {"clang++-19", "-std=c++20"}} {
		m := built(t, source, build[0], append(build[1:], "-g", "-O0")...)
		require.Empty(t, differences(m), build)
		require.Len(t, mangled(m), 8, build)
	}
}

// TestWitnessTraits: a trait of the compiler in a signature stands in the name as
// it was written (clang 16 and later), debug information has what came of it.
func TestWitnessTraits(t *testing.T) {
	m := built(t, `template<class T> struct V { T t; };
template<class T> int f(V<__remove_const(T)> *, T *, V<__remove_const(T)> *) { return 0; }
template int f<const int>(V<int> *, const int *, V<int> *);
template<class T> void g(__decay(T) *, T &, __decay(T) *) {}
template void g<int[3]>(int **, int (&)[3], int **);
`, "clang++-19", "-g")
	require.Empty(t, differences(m))
	require.Len(t, mangled(m), 2)
}

// TestWitnessNullPointers: templates with pointers as arguments, null and not.
func TestWitnessNullPointers(t *testing.T) {
	const source = `template <typename A, int *P, void *Q = nullptr, int A::*M = nullptr, void (A::*F)() = nullptr, int (*G)(int) = nullptr> struct It { A a; int step(A *) const; };
template <typename A, int *P, void *Q, int A::*M, void (A::*F)(), int (*G)(int)> int It<A, P, Q, M, F, G>::step(A *) const { return sizeof(A); }
template <bool B, class T = void> struct If {}; template <class T> struct If<true, T> { using type = T; };
template <class T, typename If<sizeof(T) == 4>::type * = nullptr> int four(T t) { return t; }
struct S { int x; void f(); }; int glob; int id(int i) { return i; }
template <unsigned long...> struct Index {}; // as std::pair's piecewise constructor takes them
template <class... A> struct Pair { Pair(A...) {} template <unsigned long... I, unsigned long... J> Pair(Index<I...>, Index<J...>) {} };
template struct It<S, nullptr>;
template struct It<S, &glob, nullptr, &S::x, &S::f, id>;
int use() { Pair<int> p(Index<0, 1>{}, Index<>{}); return four(1); }
`
	for _, build := range [][]string{{"g++-12"}, {"g++-12", "-gdwarf-4"}, {"clang++-15"}, {"clang++-19", "-std=c++20"}} {
		m := built(t, source, build[0], append(build[1:], "-g", "-O0")...)
		require.Empty(t, differences(m), build)
		require.Len(t, mangled(m), 6, build)
	}
}

// TestWitnessAsmLabel: names that the source gives by hand and that encode
// something else.
func TestWitnessAsmLabel(t *testing.T) {
	m := built(t, `namespace n { struct S { int v; int get() const; }; }
int count(int, int) asm("_Z5counti");
int count(int a, int b) { return a + b; }
int type(n::S *) asm("_Z4typePi");
int type(n::S *s) { return s->v; }
int renamed(int) asm("_Z5otheri");
int renamed(int a) { return a; }
int n::S::get() const { return v; }
int scope(int) asm("_ZN1n5scopeEi");
int scope(int a) { return a; }
int same(const n::S &) asm("_Z4sameRKN1n1SE");
int same(const n::S &s) { return s.v; }
`, "g++-12", "-g", "-O0")
	require.Equal(t, map[string]string{
		"count":   "the name has 1 parameter, debug information 2 parameters",
		"type":    "parameter 1 is int* in the name and n::S * in debug information",
		"renamed": "the function is other in the name and renamed in debug information",
		"scope":   "the scope is n in the name and the global namespace in debug information",
	}, differences(m))
}

// TestWitnessMicrosoftLabel: the same for Microsoft names.
func TestWitnessMicrosoftLabel(t *testing.T) {
	m := built(t, `namespace n { struct S { int v; int get() const; }; }
int count(int, int) asm("?count@@YAHH@Z");
int count(int a, int b) { return a + b; }
int type(n::S *) asm("?type@@YAHPEAH@Z");
int type(n::S *s) { return s->v; }
int result(int) asm("?result@@YANH@Z");
int result(int a) { return a; }
int n::S::get() const { return v; }
int scope(int) asm("?scope@n@@YAHH@Z");
int scope(int a) { return a; }
int same(const n::S &) asm("?same@@YAHAEBUS@n@@@Z");
int same(const n::S &s) { return s.v; }
`, "clang++-15", "--target=x86_64-pc-windows-msvc", "-gdwarf", "-O0")
	require.Equal(t, map[string]string{
		"count":  "the name has 1 parameter, debug information 2 parameters",
		"type":   "parameter 1 is int * in the name and n::S * in debug information",
		"result": "the result is double in the name and int in debug information",
		"scope":  "the scope is n in the name and the global namespace in debug information",
	}, differences(m))
}

// TestWitnessDoubts: what debug info lacks, and what a name doesn't tell, is no
// difference.
func TestWitnessDoubts(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "doubts.cc")
	require.NoError(t, os.WriteFile(src, []byte(`template <class F> struct Fn { int v; int get() const { return v; } };
int abominable(Fn<void(int) const> *a, Fn<int(char) &&> *b) { return a->get() + b->get(); }
struct S { int m() &; int v; };
int refqual(int (S::*p)() &) { return p != nullptr; }
template <class A, class B> int outer(A a, B b) { return a(b); }
template <class T> int around(T t) { return outer([](auto x) { return int(x); }, t) + outer([](T x) { return int(x); }, 1L); }
int use() { return around(1) + around('c') + around(2.5); }
`), 0o644))
	for _, cxx := range []string{"g++-12", "clang++-15"} {
		obj := filepath.Join(dir, cxx+".o")
		out, err := exec.Command(cxx, "-std=c++17", "-g", "-O0", "-c", src, "-o", obj).CombinedOutput()
		require.NoError(t, err, "%s: %s", cxx, out)
		m, err := load.Files([]string{obj}, load.Options{})
		require.NoError(t, err)
		require.Greater(t, len(mangled(m)), 8)
		for _, d := range names.Differences(m) {
			t.Errorf("%s: %s: %s", cxx, d.Symbol, d)
		}
	}
}

// built compiles a C++ text and loads the object.
func built(t *testing.T, text, compiler string, flags ...string) *abi.Model {
	t.Helper()
	dir := t.TempDir()
	src, obj := filepath.Join(dir, "unit.cc"), filepath.Join(dir, "unit.o")
	require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
	out, err := exec.Command(compiler, append(flags, "-c", src, "-o", obj)...).CombinedOutput()
	require.NoError(t, err, "%s: %s", compiler, out)
	m, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	return m
}

// differences are what the second witness says, by the name of the function.
func differences(m *abi.Model) map[string]string {
	out := map[string]string{}
	for _, d := range names.Differences(m) {
		out[m.Func(d.Func).Name()] = d.String()
	}
	return out
}

// TestWitnessLongDouble: processors of other formats spell long double in other
// ways; the compilers agree with themselves.
func TestWitnessLongDouble(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "a.cc")
	require.NoError(t, os.WriteFile(src, []byte("template<class T> struct Box { T v; }; long double f(long double a, Box<long double> *b) { return a + b->v; } int g(Box<double> *) { return 0; }\n"), 0o644))
	for _, c := range [][]string{{"_Z1fgP3BoxIgE", "s390x-linux-gnu"}, {"_Z1fgP3BoxIgE", "powerpc64le-linux-gnu"}, {"_Z1fu9__ieee128P3BoxIu9__ieee128E", "powerpc64le-linux-gnu", "-mabi=ieeelongdouble"},
		{"_Z1feP3BoxIeE", "mips64el-linux-gnuabi64"}, {"_Z1feP3BoxIeE", "aarch64-linux-gnu"}} {
		obj := filepath.Join(dir, "a.o")
		out, err := exec.Command("clang++-15", append([]string{"-g", "-target", c[1], "-c", src, "-o", obj}, c[2:]...)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{obj}, load.Options{})
		require.NoError(t, err)
		found := false
		for _, j := range mangled(m) {
			found = found || j.symbol == c[0]
		}
		require.True(t, found, "%v", c)
		for _, d := range names.Differences(m) {
			t.Errorf("%v: %s: %s", c, d.Symbol, d)
		}
	}
}
