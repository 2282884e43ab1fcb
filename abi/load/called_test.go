package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// compileCXX makes an object of each source text with g++.
func compileCXX(t *testing.T, flag string, texts ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var objects []string
	for i, text := range texts {
		src := filepath.Join(dir, string(rune('a'+i))+".cc")
		obj := src + ".o"
		require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
		out, err := exec.Command("g++-12", "-g", "-w", flag, "-c", src, "-o", obj).CombinedOutput()
		require.NoError(t, err, "package g++-12: %s", out)
		objects = append(objects, obj)
	}
	return objects
}

// TestCalled: g++ describes a function that optimised code calls by its name
// only: g++ 10 any function, g++ 12 what it declares itself, like sized
// deallocation. The unit that defines the function says what it is, whichever
// comes first; of one that no unit defines, parameters and result are unknown.
// [TestJudges] sees the same with a library of g++ 10.
func TestCalled(t *testing.T) {
	objects := compileCXX(t, "-O2",
		`bool ready(); struct Set { int n; Set &more(); static bool any(); private: static void quiet(); };
		namespace box { double area(double, double); void reset(); }
		void elsewhere(int); int nowhere(); void nothing();
		void drop(int *p) { delete p; } void drop(Set *p) { delete[] p; }
		int use(Set &s) { elsewhere(1); box::reset(); nothing(); return ready() + Set::any() + s.more().n + int(box::area(1, 2)) + nowhere(); }`,
		`bool ready(); struct Set { int n; Set &more(); static bool any(); private: static void quiet(); };
		namespace box { double area(double, double); void reset(); }
		bool ready() { return true; }
		Set &Set::more() { return *this; }
		bool Set::any() { return true; }
		void Set::quiet() {}
		void box::reset() {}
		void operator delete(void *p, unsigned long n) noexcept { ready(); }
		double box::area(double a, double b) { return a * b; }`)
	for _, order := range [][]string{objects, {objects[1], objects[0]}} {
		m, err := load.Files(order, load.Options{})
		require.NoError(t, err)
		got, lost := map[string]string{}, map[string]bool{}
		for f := range m.Funcs {
			name := f.LinkageName()
			require.NotContains(t, got, name, "one function, one description")
			got[name] = f.Declaration()
			lost[name] = f.Has(abi.FuncParamsLost)
		}
		for name, want := range map[string]string{
			"_Z5readyv":       "bool ready()",
			"_ZN3Set4moreEv":  "Set &Set::more()",
			"_ZN3Set3anyEv":   "static bool Set::any()",
			"_ZN3Set5quietEv": "static void Set::quiet()",
			"_ZN3box4areaEdd": "double box::area(double, double)",
			"_ZN3box5resetEv": "void box::reset()",
			"_ZdlPvm":         "void operator delete(void *, unsigned long)",
			"_Z9elsewherei":   "void elsewhere(int)",
			"_Z7nowherev":     "int nowhere()",
			"_ZdaPv":          "void operator delete []()",
			"_Z7nothingv":     "void nothing()",
		} {
			require.Equal(t, want, got[name])
			require.Equal(t, name == "_ZdaPv" || name == "_Z7nothingv", lost[name], name)
		}
	}
}

// TestDeclaredMembers: a unit that only declares a class lists the member
// functions it uses. They are members of the class, with their access, even if
// the unit that defines it was built for another standard and lacks them.
func TestDeclaredMembers(t *testing.T) {
	const class = `template <class T> class Box { public: T v; virtual ~Box();
#ifdef MORE
		static int extra(int); protected: static int kept(int); friend int use(Box *);
#endif
		};`
	objects := compileCXX(t, "-O0", `#define MORE
		`+class+` template <class T> int Box<T>::extra(int n) { return n; } template <class T> int Box<T>::kept(int n) { return n; }
		extern template class Box<int>;
		int use(Box<int> *b) { return Box<int>::extra(1) + Box<int>::kept(1); }`,
		class+` template <class T> Box<T>::~Box() {} template class Box<int>;`)
	for _, order := range [][]string{objects, {objects[1], objects[0]}} {
		m, err := load.Files(order, load.Options{})
		require.NoError(t, err)
		found := 0
		for typ := range m.Types {
			if typ.Name() != "Box<int>" {
				continue
			}
			found++
			require.False(t, typ.IsDeclaration())
			members := map[string]abi.Access{}
			for _, f := range typ.Methods() {
				members[f.Name()] = f.Row().Access
			}
			require.Equal(t, abi.Public, members["extra"])
			require.Contains(t, members, "kept")
			require.Equal(t, abi.Protected, members["kept"])
			require.Contains(t, members, "~Box")
		}
		require.Equal(t, 1, found)
	}
}

// TestQualifiedBound: the bound of an array of const elements is in the
// definition that follows a declaration without one.
func TestQualifiedBound(t *testing.T) {
	object := compileCXX(t, "-O0", `extern const int table[]; extern const volatile char text[]; extern int plain[];
		const int table[] = {1, 2, 3}; const volatile char text[] = "ab"; int plain[] = {1, 2};
		struct S { static const short all[]; }; const short S::all[] = {1, 2, 3, 4};`)
	m, err := load.Files(object, load.Options{})
	require.NoError(t, err)
	got := map[string]string{}
	for v := range m.Vars {
		got[v.QualifiedName()] = v.Type().String()
	}
	require.Equal(t, map[string]string{"table": "const int[3]", "text": "const volatile char[3]", "plain": "int[2]", "S::all": "const short[4]"}, got)
}
