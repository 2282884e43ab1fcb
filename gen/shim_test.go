package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestShims: a Rust program calls functions whose values no Rust signature can
// pass, and inline ones, through C++ that was written for them, by g++ and
// clang++.
func TestShims(t *testing.T) {
	// At -O1 clang forgets inline functions that it inlined everywhere.
	for _, build := range [][2]string{{"g++-12", "-O1"}, {"g++-12", "-O0"}, {"clang++-15", "-O0"}, {"clang++-19", "-O0"}} {
		dir := t.TempDir()
		object := filepath.Join(dir, "lib.o")
		run(t, nil, build[0], "-std=c++17", "-g", build[1], "-c", "testdata/shim/lib.cc", "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, gen.Config{Shims: true, ShimFunction: []string{"lib::.*", `std::vector<int, std::allocator<int> ?>::(size|operator\[\]|~vector)`}, ShimIncludes: []string{"lib.h"}})
		require.NoError(t, err)
		bindings, shims := filepath.Join(dir, "bindings.rs"), filepath.Join(dir, "shims.cc")
		require.NoError(t, os.WriteFile(bindings, out.Rust, 0o644))
		require.NoError(t, os.WriteFile(shims, out.Shims, 0o644))
		for _, compiler := range []string{"g++-12", "clang++-15"} {
			run(t, nil, compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-O1", "-Itestdata/shim", "-c", shims, "-o", filepath.Join(dir, "shims.o"))
			exe := filepath.Join(dir, "program")
			run(t, append(os.Environ(), "BINDINGS="+bindings), "rustc", "--edition", "2021", "-D", "warnings", "-o", exe, "testdata/shim/main.rs",
				"-C", "link-arg="+object, "-C", "link-arg="+filepath.Join(dir, "shims.o"), "-C", "link-arg=-lstdc++")
			require.Equal(t, "called through shims\n", run(t, nil, exe))
		}
	}
}

// TestShimsChooseThemselves: without a pattern, shims are for functions that
// were refused for how their values travel, and not for inline ones.
func TestShimsChooseThemselves(t *testing.T) {
	object := filepath.Join(t.TempDir(), "lib.o")
	run(t, nil, "g++-12", "-std=c++17", "-g", "-O1", "-c", "testdata/shim/lib.cc", "-o", object)
	m, err := load.Files([]string{object}, load.Options{})
	require.NoError(t, err)
	out, err := gen.Generate(m, gen.Config{Shims: true})
	require.NoError(t, err)
	require.Contains(t, string(out.Shims), "::lib::half(")
	require.NotContains(t, string(out.Shims), "::lib::inlined(")
	for _, s := range out.Skipped {
		require.NotEqual(t, "no-rust-type", s.Reason, s.Name)
	}
}

// TestShimsOfTemplates: clang describes the typedefs of a class template
// outside of the class, and none says whether a typedef is private: shims name
// what they stand for.
func TestShimsOfTemplates(t *testing.T) {
	const header = `
namespace lib {
template <class T> class Row {
  typedef unsigned long count_type; // private
public:
  typedef unsigned long size_type;
  typedef T *iterator;
  typedef const T &reference;
  typedef struct { T v; } named;
  Row() : at(0), n(0) {}
  count_type size() const { return n; }
  reference get(size_type i, const count_type &off, iterator *end) const { *end = at + n; return at[i + off]; }
  void put(const named &v, int (*how)(size_type)) { n = how(v.v); }
  T *at;
  size_type n;
};
}
`
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	write("row.h", header)
	source := write("lib.cc", "#include \"row.h\"\nint how(unsigned long);\nint count(lib::Row<int> *r) { int *e; lib::Row<int>::named v = {1}; r->put(v, how); return r->size() + r->get(0, 1, &e); }\n")
	for _, compiler := range []string{"g++-12", "clang++-15", "clang++-19"} {
		object := filepath.Join(dir, compiler+".o")
		run(t, nil, compiler, "-std=c++17", "-g", "-O1", "-c", source, "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, gen.Config{Shims: true, ShimFunction: []string{"lib::Row<int>::.*"}, ShimIncludes: []string{"row.h"}})
		require.NoError(t, err)
		if compiler == "g++-12" { // clang leaves out what it inlined everywhere
			require.Contains(t, string(out.Shims), "self->size()", compiler)
		}
		require.Contains(t, string(out.Shims), "self->get(", compiler)
		shims := write("shims.cc", string(out.Shims))
		for _, other := range []string{"g++-12", "clang++-19"} {
			run(t, nil, other, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-I", dir, "-c", shims, "-o", filepath.Join(dir, "shims.o"))
		}
	}
}
