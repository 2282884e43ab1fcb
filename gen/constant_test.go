package gen_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestUnitsDisagree: names that units define each in their own way are not
// bound, and the report says so; what they agree on is.
func TestUnitsDisagree(t *testing.T) {
	sources := []string{`
typedef int handle; typedef long same;
enum { NUMBER = 1, AGREED = 5 };
constexpr int LIMIT = 10; constexpr int LEVEL = 3;
struct Inside { static constexpr int DIFFERS = 1; static constexpr int AGREES = 7; int x; };
extern "C" int declared(int);
int one(Inside &i) { return i.x + Inside::DIFFERS + Inside::AGREES; }
handle first(handle h, same s) { return h + NUMBER + AGREED + LIMIT + LEVEL + s + declared(1); }
`, `
typedef long handle; typedef long same;
enum { NUMBER = 2, AGREED = 5 };
constexpr int LIMIT = 20; constexpr int LEVEL = 3;
struct Inside { static constexpr int DIFFERS = 2; static constexpr int AGREES = 7; int x; };
int two(Inside &i) { return i.x + Inside::DIFFERS + Inside::AGREES; }
namespace inner { extern "C" int declared(long a, long b) { return a + b; } }
handle second(handle h, same s) { return h + NUMBER + AGREED + LIMIT + LEVEL + s; }
`}
	for _, cxx := range []string{"g++", "clang++-15"} {
		dir := t.TempDir()
		args := []string{"-g", "-O0", "-fPIC", "-shared", "-o", filepath.Join(dir, "lib.so")}
		for i, text := range sources {
			src := filepath.Join(dir, string(rune('a'+i))+".cc")
			require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
			args = append(args, src)
		}
		out, err := exec.Command(cxx, args...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{filepath.Join(dir, "lib.so")}, load.Options{})
		require.NoError(t, err)
		bound, err := gen.Generate(m, gen.Config{})
		require.NoError(t, err)
		text := string(bound.Rust)
		require.NotRegexp(t, `const (NUMBER|LIMIT)\b|type handle\b`, text, cxx)
		require.Contains(t, text, "pub const AGREED: u32 = 5;", cxx)
		require.Contains(t, text, "pub const AGREES: i32 = 7;", cxx)
		require.NotContains(t, text, "pub const DIFFERS", cxx)
		require.Contains(t, text, "pub type same = i64;", cxx)
		require.Regexp(t, `pub fn first\(h: i32, s: (same|i64)\) -> i32`, text, cxx)
		require.Regexp(t, `pub fn second\(h: i64, s: (same|i64)\) -> i64`, text, cxx)
		require.NotContains(t, text, "fn declared(arg1: i32)", cxx)
		require.Contains(t, text, "fn declared(a: i64, b: i64) -> i32", cxx)
		reasons := map[string]string{}
		for _, s := range bound.Skipped {
			reasons[s.Name] = s.Reason
		}
		require.Equal(t, "several-values", reasons["NUMBER"], cxx)
		require.Equal(t, "several-values", reasons["Inside::DIFFERS"], cxx)
		require.Equal(t, "several-types", reasons["handle"], cxx)
		require.Equal(t, "several-values", reasons["LIMIT"], cxx)
		require.Contains(t, text, "pub const LEVEL: i32 = 3;", cxx)
	}
}

// constants are values that debug information, or memory that nobody writes to,
// holds.
const constants = `
enum Color { Red, Green = 5 };
enum class Small : signed char { A = -1 };
enum Deep { Far = -2000000000 };
namespace ns {
constexpr int minus = -7; constexpr signed char byte = -3; constexpr short low = -300; constexpr unsigned short high = 65535;
constexpr long long big = 1LL << 40; constexpr unsigned long long most = ~0ULL; constexpr char16_t euro = 0x20AC; constexpr char32_t face = 0x1F600;
constexpr bool yes = true, no = false; constexpr Color green = Green; constexpr Small a = Small::A; const Deep far = Far;
constexpr double tau = 6.28, tenth = 0.1, none = -0.0, least = 4.9406564584124654e-324, most_d = 1.7976931348623157e308, inf = __builtin_inf();
constexpr float third = 1.0f / 3, minus_inf = -__builtin_inff(), large = 3e38f;
}
struct Limits {
	static constexpr int k = 5; static const unsigned npos = -1; static constexpr double pi = 3.25; static constexpr float e = 2.5f;
	static constexpr Color c = Green; static constexpr Small s = Small::A; static constexpr bool on = true; static constexpr int construct = 3;
	Limits() {}
	int y : 3;
};
union Either { static constexpr short k = -9; int a; float b; };
`

// TestConstants: every constant has the value that C++ has, bit for bit, and
// the same on all targets; the classes' are their mirrors' constants.
func TestConstants(t *testing.T) {
	t.Parallel()
	paths := map[string]string{} // by C++'s name
	for _, n := range strings.Fields("minus byte low high big most euro face yes no green a far tau tenth none least most_d inf third minus_inf large") {
		paths["ns::"+n] = "ns::" + n
	}
	for _, n := range strings.Fields("k npos pi e c s on construct") {
		paths["Limits::"+n] = "Limits::" + n
	}
	paths["Either::k"] = "Either::k"
	uses, cxxShow, rustShow := "", "", ""
	for _, n := range slices.Sorted(maps.Keys(paths)) {
		uses += " + (double)" + n
		cxxShow += fmt.Sprintf("\t{ auto v = %s; unsigned char b[sizeof v]; memcpy(b, &v, sizeof v); printf(%q); for (unsigned char x : b) printf(\"%%02x\", x); puts(\"\"); }\n", n, n+" ")
		rustShow += fmt.Sprintf("    show(%q, %s);\n", n, paths[n])
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	library := write("library.cc", constants+"double use(Limits &l, Either &e) { return l.y + e.a"+uses+"; }\nLimits make() { return Limits(); }\n")
	judge := write("judge.cc", "#include <stdio.h>\n#include <string.h>\n"+constants+"int main() {\n"+cxxShow+"}\n")
	run(t, nil, "g++-12", "-std=c++17", "-o", filepath.Join(dir, "judge"), judge)
	want := run(t, nil, filepath.Join(dir, "judge"))
	user := write("user.rs", `#[allow(dead_code)] mod bindings { include!(env!("BINDINGS")); }
use bindings::*;
fn show<T: Copy>(name: &str, value: T) {
    let bytes = unsafe { core::slice::from_raw_parts((&value as *const T).cast::<u8>(), core::mem::size_of::<T>()) };
    println!("{name} {}", bytes.iter().map(|b| format!("{b:02x}")).collect::<String>());
}
fn main() {
`+rustShow+"}\n")
	for _, build := range [][]string{{"g++-12"}, {"g++-12", "-O2"}, {"clang++-15"}, {"clang++-15", "-gdwarf-4", "-O2"}, {"g++-12", "-shared", "-fPIC"},
		{"clang++-15", "--target=i686-pc-windows-msvc", "-gdwarf"}, {"clang++-15", "--target=x86_64-pc-windows-msvc", "-gdwarf"}, {"clang++-15", "--target=arm64-apple-macosx11", "-gdwarf-4"},
		{"aarch64-linux-gnu-g++-12"}} {
		object := filepath.Join(dir, "library.o")
		args := append([]string{"-std=c++17", library, "-o", object}, build[1:]...)
		if !slices.Contains(build, "-shared") {
			args = append(args, "-c")
		}
		if !strings.Contains(strings.Join(build, " "), "-gdwarf") {
			args = append(args, "-g")
		}
		run(t, nil, build[0], args...)
		for _, cfg := range []gen.Config{{BlockFunction: []string{".*"}, AllowVar: []string{".*"}}, {BlockFunction: []string{".*"}, AllowType: []string{"Limits", "Either"}, AllowVar: []string{"ns::.*"}}} {
			path, _ := bind(t, object, cfg)
			exe := filepath.Join(dir, "user")
			run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", exe, user)
			require.Equal(t, want, run(t, nil, exe), "%v", build)
		}
	}
}
