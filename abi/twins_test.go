package abi_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// twins are classes with two special members of one signature, of which a
// constraint chooses; the program prints what C++ says of each.
const twins = `
#include <cstdio>
#include <optional>
#include <type_traits>
template <class T> concept Small = sizeof(T) < 5;
template <class T> struct Copy1 { T v, w; Copy1(T x); Copy1(const Copy1 &) = default; Copy1(const Copy1 &o) requires Small<T> : v(o.w), w(o.v) {} };
template <class T> struct Copy2 { T v, w; Copy2(T x); Copy2(const Copy2 &o) : v(o.w), w(o.v) {} Copy2(const Copy2 &) requires Small<T> = default; };
template <class T> struct Copy3 { T v, w; Copy3(T x); Copy3(const Copy3 &) requires Small<T> = default; Copy3(const Copy3 &o) requires (!Small<T>) : v(o.w), w(o.v) {} };
template <class T> struct Copy4 { T v, w; Copy4(T x); Copy4(const Copy4 &o) requires Small<T> : v(o.w), w(o.v) {} Copy4(const Copy4 &) = default; };
template <class T> struct Copy5 { T v, w; Copy5(T x); Copy5(const Copy5 &) requires Small<T> = default; Copy5(const Copy5 &o) : v(o.w), w(o.v) {} };
template <class T> struct Copy6 { T v, w; Copy6(T x); Copy6(const Copy6 &) = default; Copy6(const Copy6 &) requires Small<T> = delete; };
template <class T> struct Move1 { T v, w; Move1(T x); Move1(const Move1 &) = default; Move1(Move1 &&) = default; Move1(Move1 &&o) requires Small<T> : v(o.w), w(o.v) {} };
template <class T> struct Move2 { T v, w; Move2(T x); Move2(const Move2 &) = default; Move2(Move2 &&o) : v(o.w), w(o.v) {} Move2(Move2 &&) requires Small<T> = default; };
template <class T> struct Ends1 { T v, w; Ends1(T x); ~Ends1() = default; ~Ends1() requires Small<T> { v = w; } };
template <class T> struct Ends2 { T v, w; Ends2(T x); ~Ends2() { v = w; } ~Ends2() requires Small<T> = default; };
template <class T> struct Ends3 { T v, w; Ends3(T x); ~Ends3() requires Small<T> = default; ~Ends3() requires (!Small<T>) { v = w; } };
template <class T> struct Ends4 { T v, w; Ends4(T x); ~Ends4() requires Small<T> { v = w; } ~Ends4() = default; };
template <class T> struct Holds { Ends1<T> e; Copy2<T> c; };
template <class T> using Maybe = std::optional<T>;
struct Text { char *p; Text(const Text &); ~Text(); };
template <class T> void say(const char *name) {
	std::printf("%s %d\n", name, std::is_trivially_destructible_v<T> && (std::is_trivially_copy_constructible_v<T> || !std::is_copy_constructible_v<T>) &&
		(std::is_trivially_move_constructible_v<T> || !std::is_move_constructible_v<T>) && (std::is_copy_constructible_v<T> || std::is_move_constructible_v<T>));
}
#define EACH(X, T) X(Copy1, T) X(Copy2, T) X(Copy3, T) X(Copy4, T) X(Copy5, T) X(Copy6, T) X(Move1, T) X(Move2, T) X(Ends1, T) X(Ends2, T) X(Ends3, T) X(Ends4, T) X(Holds, T) X(Maybe, T)
#define SAY(C, T) say<C<T>>(__PRETTY_FUNCTION__ ? #C "<" #T ">" : "");
#define USE(C, T) C<T> *use_##C##_##T(C<T> *p) { return p + 1; }
EACH(USE, int) EACH(USE, long) USE(Maybe, Text)
int main() { EACH(SAY, int) EACH(SAY, long) SAY(Maybe, Text) }
`

// TestTwins: which of two special members a class has decides how it travels. The
// judge is C++, by its type traits.
func TestTwins(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source, program := filepath.Join(dir, "twins.cc"), filepath.Join(dir, "twins")
	require.NoError(t, os.WriteFile(source, []byte(twins), 0o644))
	for _, build := range []string{"g++-12", "g++-12 -gdwarf-4", "clang++-19 -fstandalone-debug", "clang++-19 -gdwarf-4 -fstandalone-debug"} {
		args := append(strings.Fields(build), "-std=c++20", "-g", "-w", source, "-o", program)
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		require.NoError(t, err, "%s: %s", build, out)
		said, err := exec.Command(program).Output()
		require.NoError(t, err)
		m, err := load.Files([]string{program}, load.Options{})
		require.NoError(t, err)
		trivial := abi.Trivialities(m)
		have := map[string]abi.Triviality{}
		for typ := range m.Types {
			if !typ.IsRecord() {
				continue // the alias
			}
			name := strings.ReplaceAll(typ.QualifiedName(), "long int", "long")
			name = strings.ReplaceAll(name, "std::optional<", "Maybe<")
			have[name] = trivial[typ.ID()]
		}
		lines := strings.Split(strings.TrimSpace(string(said)), "\n")
		require.Len(t, lines, 29, build)
		unknown := 0
		for _, line := range lines {
			name, want, _ := strings.Cut(line, " ")
			got, ok := have[name]
			require.True(t, ok, "%s %s", build, name)
			if got.Certainty == abi.Unknown {
				unknown++
				continue
			}
			require.Equal(t, want == "1", got.Trivial, "%s %s: %s", build, name, got.Why)
		}
		if !strings.Contains(build, "clang++-19 -gdwarf-4") {
			require.Zero(t, unknown, build)
		}
		t.Logf("%s: %d unknown", build, unknown)
	}
}
