package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

func operatorsObject(t *testing.T, compiler string, flags ...string) string {
	object := filepath.Join(t.TempDir(), "operators.o")
	run(t, nil, compiler, append(flags, "-g", "-std=c++17", "-fPIC", "-c", "testdata/operators.cc", "-o", object)...)
	return object
}

// TestOperators: a program uses operators of C++ through Rust's traits and
// checks what the C++ source says they do.
func TestOperators(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2"}, {"clang++-15", "-O1"}} {
		object := operatorsObject(t, build[0], build[1:]...)
		require.Equal(t, "every operator\n", program(t, object, "testdata/operators.rs", object, "-lstdc++"), build)
	}
}

var implHead = regexp.MustCompile(`(?m)^ *impl core::(?:ops|cmp)::([^{]*?) for ([^{]*?)\s*\{`)

// impls lists the impls of operators as "Trait Self", without references,
// pins and the right operand.
func impls(rust []byte) (heads []string) {
	seen := map[string]bool{}
	for _, m := range implHead.FindAllStringSubmatch(string(rust), -1) {
		trait, _, _ := strings.Cut(m[1], "<")
		self := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(m[2], "core::pin::Pin<&mut "), "&"), ">")
		seen[trait+" "+self] = true
	}
	for h := range seen {
		heads = append(heads, h)
	}
	sort.Strings(heads)
	return heads
}

// TestOperatorsThatStay: exactly the operators whose meaning and safety are
// Rust's have impls; each has its named function, too.
func TestOperatorsThatStay(t *testing.T) {
	want := strings.Fields(`Add_Fixed Add_Vec Add_Wide AddAssign_Array AddAssign_Vec BitOr_Array BitOr_Mode BitOrAssign_Mode Div_Vec
		Index_Array IndexMut_Array Mul_Vec Mul_i32 MulAssign_Vec Neg_Vec Not_Array Not_Fixed Not_Mode PartialEq_Array PartialEq_Cached
		PartialEq_Fixed PartialEq_Vec PartialEq_i32 PartialOrd_Vec Rem_Fixed Rem_Vec Shl_Fixed Shr_Fixed Sub_Vec SubAssign_Vec`)
	for i := range want {
		want[i] = strings.Replace(want[i], "_", " ", 1)
	}
	sort.Strings(want)
	object := operatorsObject(t, "g++-12")
	path, out := bind(t, object, gen.Config{})
	require.Equal(t, want, impls(out.Rust))
	require.Equal(t, 60, len(regexp.MustCompile(`pub (unsafe )?fn operator_`).FindAll(out.Rust, -1)))
	run(t, nil, "rustfmt", "--edition", "2021", path)
	formatted, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(formatted), string(out.Rust))

	_, out = bind(t, object, gen.Config{RustTarget: "1.70"})
	require.Empty(t, impls(out.Rust), "what may throw can't be declared")
	path, out = bind(t, object, gen.Config{PartialEq: true, Hash: true})
	compile(t, path, "--edition", "2021")
	require.NotContains(t, impls(out.Rust), "PartialEq Cached", "derived")
	require.Contains(t, impls(out.Rust), "PartialEq Array")
	require.Contains(t, impls(out.Rust), "PartialEq i32", "of two types")
}

// TestOperatorsElsewhere: the impls of other targets compile, too, where
// results and operands travel in other ways.
func TestOperatorsElsewhere(t *testing.T) {
	t.Parallel()
	for _, target := range []struct {
		clang, rust string
		flags       []string
		outs        int // impls whose result C++ builds at an address
	}{{"aarch64-linux-gnu", "aarch64-unknown-linux-gnu", nil, 0}, {"i686-linux-gnu", "i686-unknown-linux-gnu", nil, 0},
		{"x86_64-pc-windows-msvc", "x86_64-pc-windows-msvc", []string{"-gdwarf", "-fstandalone-debug", "-fexceptions", "-fcxx-exceptions"}, 10}} {
		object := filepath.Join(t.TempDir(), "operators.o")
		run(t, nil, "clang++-15", append(target.flags, "--target="+target.clang, "-O0", "-g", "-std=c++17", "-ffreestanding", "-c", "testdata/operators.cc", "-o", object)...)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, gen.Config{RustTarget: "1.71"})
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(impls(out.Rust)), 25, target.clang)
		require.GreaterOrEqual(t, strings.Count(string(out.Rust), "out.assume_init()"), target.outs, target.clang)
		path := filepath.Join(t.TempDir(), "lib.rs")
		require.NoError(t, os.WriteFile(path, append([]byte("#![no_std]\n#![feature(c_unwind)]\n"), out.Rust...), 0o644))
		rustc, args, env := fixtures.Rust163Check(t, target.rust)
		run(t, env, rustc, append(args, "--crate-type", "lib", "--edition", "2021", "-D", "warnings", "--emit", "metadata", "--out-dir", t.TempDir(), path)...)
	}
}

// TestTemplateOperators: an operator that is a template is named by its token
// and its arguments, which gcc and clang set apart in their own ways.
func TestTemplateOperators(t *testing.T) {
	t.Parallel()
	const source = `struct A { int v;
  template<class T> A &operator*=(T t) { v *= t; return *this; }
  template<class T> bool operator<(T t) const { return v < t; }
  template<class T> A operator<<(T t) { return A{v << t}; }
  template<class T> bool operator<=>(T) const { return true; }
  template<class T> int operator()(T t) { return v; }
  template<class T> A *operator->*(T) { return this; }
  template<class T> int operator[](T t) { return v; }
  template<class T> operator T() { return v; } };
template A &A::operator*= <int>(int); template bool A::operator< <int>(int) const; template A A::operator<< <long>(long);
template bool A::operator<=> <int>(int) const; template int A::operator()<int>(int); template A *A::operator->* <int>(int);
template int A::operator[]<unsigned>(unsigned); template A::operator long();
template<class T> A operator+(const A &a, T t) { return a; }
template A operator+<char>(const A &, char);
`
	want := []string{"operator_add_char", "operator_arrow_star_int", "operator_call_int", "operator_cmp_int", "operator_index_unsigned_int",
		"operator_long_long", "operator_lt_int", "operator_mul_assign_int", "operator_shl_long"}
	for _, compiler := range []string{"g++-12", "clang++-15"} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.cc"), []byte(source), 0o644))
		run(t, nil, compiler, "-std=c++20", "-g", "-c", filepath.Join(dir, "a.cc"), "-o", filepath.Join(dir, "a.o"))
		_, out := bind(t, filepath.Join(dir, "a.o"), gen.Config{})
		mirror, _, _ := strings.Cut(string(out.Rust), "pub mod ffi")
		var names []string
		for _, m := range regexp.MustCompile(`pub (?:unsafe )?fn (operator_\w+)`).FindAllStringSubmatch(mirror, -1) {
			names = append(names, m[1])
		}
		require.ElementsMatch(t, want, names, compiler)
	}
}
