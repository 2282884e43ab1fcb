package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// TestThreadLocals: no target has a static for a thread-local variable, also
// where debug information gives it no place.
func TestThreadLocals(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"gcc12-dwarf5", "clang15-dwarf5", "clang15-aarch64"} {
		v := fixtures.VariantNamed(name)
		for _, s := range v.Sources() {
			if s.Name != "variables.cc" {
				continue
			}
			_, out := bind(t, fixtures.Build(t, v, s), gen.Config{})
			require.NotRegexp(t, `per_thread|Statics_local`, string(out.Rust), name)
			n := 0
			for _, skip := range out.Skipped {
				if skip.Reason == "thread-local" {
					n++
				}
			}
			require.GreaterOrEqual(t, n, 2, name)
		}
	}
}

// TestVariableTemplates: the instances of a variable template are variables of
// their own, which compilers give one name and little else.
func TestVariableTemplates(t *testing.T) {
	t.Parallel()
	statics := map[string]string{"_Z7counterIiE": "i32", "_Z7counterIdE": "f64", "_ZN1X1vIcEE": "i32", "_ZN1X2stIiEE": "i32", "_ZN1X2stIlEE": "i64"}
	whole := map[string]string{"pi_double": "f64 = 3.14159", "pi_float": "f32 = 3.14159", "sq_2": "i32 = 4", "sq_3": "i32 = 9", "w_int": "u32 = 4", "w_char": "u32 = 1", "zero_1": "i32 = 0", "zero_2": "i32 = 0"}
	for _, cxx := range []string{"g++-12", "clang++-15", "clang++-19"} {
		object := filepath.Join(t.TempDir(), "object.o")
		run(t, nil, cxx, "-std=c++17", "-g", "-c", "testdata/vartemplates.cc", "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		require.Empty(t, m.Issues(), cxx)
		path, out := bind(t, object, gen.Config{})
		compile(t, path)
		bound := map[string]string{}
		for _, s := range regexp.MustCompile(`u\{1\}(\w+)"\]\s+pub static (?:mut )?\w+: (\w+);`).FindAllStringSubmatch(string(out.Rust), -1) {
			bound[s[1]] = s[2]
		}
		require.Equal(t, statics, bound, cxx)
		constants := map[string]string{}
		for _, c := range regexp.MustCompile(`pub const (\w+): (.*);`).FindAllStringSubmatch(string(out.Rust), -1) {
			constants[c[1]] = c[2]
		}
		require.Equal(t, "i32 = 1", constants["one"], cxx)
		if delete(constants, "one"); cxx == "g++-12" { // it does not say of what they are instances
			require.Equal(t, map[string]string{"twice": constants["twice"], "zero": "i32 = 0"}, constants)
			continue
		}
		delete(constants, "twice") // of two namespaces
		require.Equal(t, whole, constants, cxx)
	}
}

// TestHidden: objects of -fvisibility=hidden are linked statically, and Rust
// calls and reads what they hide from other shared objects; in a shared object
// nothing of it is left to link to.
func TestHidden(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	library := write("library.cc", `
struct W { int v; W(int); int get() const; virtual ~W(); static int count; };
W::W(int x) : v(x) { count++; }
int W::get() const { return v * 2; }
W::~W() { count--; }
int W::count = 3;
extern "C" int twice(int x) { return 2 * x; }
`)
	user := write("user.rs", `mod bindings { include!(env!("BINDINGS")); }
use bindings::*;
fn main() {
    unsafe {
        let mut w = core::mem::MaybeUninit::<W>::uninit();
        W::construct(w.as_mut_ptr(), 21);
        let (value, during) = ((*w.as_ptr()).get(), ffi::W_count);
        W::destruct(w.as_mut_ptr());
        println!("{value} {during} {} {}", ffi::W_count, twice(4));
    }
}
`)
	for _, cxx := range []string{"g++-12", "clang++-15"} {
		object, shared, exe := filepath.Join(dir, "library.o"), filepath.Join(dir, "library.so"), filepath.Join(dir, "user")
		run(t, nil, cxx, "-g", "-fvisibility=hidden", "-fPIC", "-c", library, "-o", object)
		path, _ := bind(t, object, gen.Config{})
		run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-A", "warnings", "-o", exe, user, "-C", "link-arg="+object, "-C", "link-arg=-lstdc++")
		require.Equal(t, "42 4 3 8\n", run(t, nil, exe), cxx)
		run(t, nil, cxx, "-shared", object, "-o", shared)
		_, out := bind(t, shared, gen.Config{})
		require.Equal(t, 1, out.Bound["functions"], "%s: the destructor alone, which the table of an object has", cxx)
		require.Zero(t, out.Bound["variables"], cxx)
	}
}
