package itanium

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// gnuSource makes names that LLVM's demangler (15 to 23) does not read or reads
// otherwise than they are meant: conversions to a class with arguments, bases of
// inherited constructors, nested types in front of "::value".
const gnuSource = `
#include <string>
struct Json { operator std::string() const; template <class T> operator std::basic_string<T>() const; };
Json::operator std::string() const { return ""; }
template <class T> Json::operator std::basic_string<T>() const { return {}; }
template Json::operator std::basic_string<wchar_t>() const;
struct Base { Base(int, const Base &, const char *, Base *); Base(int, const char *, Base *); };
Base::Base(int, const Base &, const char *, Base *) {}
Base::Base(int, const char *, Base *) {}
template <class T> struct TB { TB(int, TB &&, const char *, T *, TB *) {} };
struct D : Base { using Base::Base; };
struct E : TB<D> { using TB<D>::TB; };
template <class T> struct F : TB<T> { using TB<T>::TB; };
void use(const Base &b, TB<D> &&t, D *d, TB<int> *x) {
	D y(1, b, "", (Base *)0), y2(1, "", d); E z(1, static_cast<TB<D>&&>(t), "", d, &t); int i; F<int> w(1, static_cast<TB<int>&&>(*x), "", &i, x);
}
namespace n {
template <class T> struct is_it { static const bool value = true; };
template <bool, class T> struct only { typedef T type; };
template <class T, class U> typename only<n::is_it<T>::value && n::is_it<U>::value, T>::type pick(T t, U *u, n::is_it<T> *, only<true, U> *) { return t; }
template int pick(int, Base *, is_it<int> *, only<true, Base> *);
template E *pick(E *, TB<D> *, is_it<E *> *, only<true, TB<D>> *);
template <class T> typename only<T::value, T>::type inside(T *t, T **) { return *t; }
template is_it<D> inside(is_it<D> *, is_it<D> **);
}
`

// TestNamesOfGNU: names that g++ and clang write are read as they are meant. The
// judge is binutils' c++filt; of inherited constructors it names the base.
func TestNamesOfGNU(t *testing.T) {
	dir := t.TempDir()
	source, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(source, []byte(gnuSource), 0o644))
	inherited := regexp.MustCompile(`CI[1-5]`)
	spaces := strings.NewReplacer(" ", "", "(true)", "true", "(", "(", "std::basic_string<char,std::char_traits<char>,std::allocator<char>>", "std::string")
	for _, compiler := range []string{"g++-12", "g++-12 -fabi-version=2", "clang++-15", "clang++-19"} {
		args := strings.Fields(compiler)
		out, err := exec.Command(args[0], append(args[1:], "-std=c++17", "-w", "-c", source, "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", compiler, out)
		out, err = exec.Command("nm", object).Output()
		require.NoError(t, err)
		compared := 0
		for _, name := range regexp.MustCompile(`\b_Z\w+`).FindAllString(string(out), -1) {
			if regexp.MustCompile(`^_ZZ?(NK?|T[VTIS]|GV)?S`).MatchString(name) {
				continue // the library's
			}
			said, err := exec.Command("c++filt", name).Output()
			require.NoError(t, err)
			want := strings.TrimSpace(string(said))
			r := Reader{Modern: true}
			got, err := r.Demangle(name)
			require.NoError(t, err, "%s: %s", compiler, name)
			if inherited.MatchString(name) { // D::Base(int) for D::D(int)
				_, got, _ = strings.Cut(got, "(")
				_, want, _ = strings.Cut(want, "(")
			}
			if want != name { // it does not read conversions with arguments of their own
				require.Equal(t, spaces.Replace(want), spaces.Replace(got), "%s: %s", compiler, name)
				compared++
			}
			sym, err := Parse(name)
			require.NoError(t, err)
			again, err := Write(sym)
			require.NoError(t, err, name)
			require.Equal(t, name, again, compiler)
		}
		require.Greater(t, compared, 12, compiler)
	}
	// g++ 16's names of f(n::c) and B<decltype(n::x)>::m(decltype(n::x)); as binutils 2.45's
	// c++filt spells them, but for the "n::" of the second's parameter, which that leaves out.
	for name, want := range map[string]string{
		"_Z1fIN1nUeh2C1EEiT_":        "int f<n::{enum:unsigned char{C1}}>(n::{enum:unsigned char{C1}})",
		"_ZN1BIN1nUej5FIRSTEE1mES1_": "B<n::{enum:unsigned int{FIRST}}>::m(n::{enum:unsigned int{FIRST}})",
	} {
		r := Reader{Modern: true}
		got, err := r.Demangle(name)
		require.NoError(t, err, name)
		require.Equal(t, want, got)
	}
}
