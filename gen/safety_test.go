package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

var mirrorFn = regexp.MustCompile(`(?m)^ *pub (unsafe )?fn (\w+)`)

// TestSafety: under each policy exactly those functions are safe whose names in
// the C++ source say so.
func TestSafety(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12"}, {"clang++-15"}, {"clang++-15", "--target=aarch64-linux-gnu"}, {"clang++-15", "--target=x86_64-pc-windows-msvc", "-gdwarf", "-fstandalone-debug"}} {
		object := filepath.Join(t.TempDir(), "safety.o")
		windows := strings.Contains(strings.Join(build, " "), "windows")
		run(t, nil, build[0], append(build[1:], "-w", "-O0", "-g", "-std=c++17", "-ffreestanding", "-c", "testdata/safety.cc", "-o", object)...)
		for policy, words := range map[string]string{"": "safe", gen.UnsafePointers: "safe", gen.UnsafeRaw: "safe raw", gen.UnsafeAll: ""} {
			path, out := bind(t, object, gen.Config{Unsafe: policy})
			if len(build) == 1 {
				compile(t, path, "--edition", "2021")
			}
			_, text, _ := strings.Cut(string(out.Rust), "\npub mod safety {")
			seen := map[string]int{}
			for _, m := range mirrorFn.FindAllStringSubmatch(text, -1) {
				word, _, known := strings.Cut(m[2], "_")
				switch {
				case m[2] == "put_int":
					word = "safe"
				case m[2] == "put_void_const":
				case !known || word != "safe" && word != "raw":
					continue
				}
				if seen[word]++; windows && m[1] != "" {
					continue // more of it travels by address there
				}
				require.Equal(t, strings.Contains(" "+words+" ", " "+word+" "), m[1] == "", "%v %s: %s", build, policy, m[2])
			}
			for _, m := range mirrorFn.FindAllStringSubmatch(text, -1) {
				if name := m[2]; strings.Contains(name, "unsafe") || name == "construct" || name == "destruct" || name == "put_void_const" {
					seen["unsafe"]++
					require.NotEmpty(t, m[1], "%v %s: %s", build, policy, name)
				}
			}
			require.GreaterOrEqual(t, seen["safe"], 14, build)
			require.GreaterOrEqual(t, seen["raw"], 8, build)
			require.GreaterOrEqual(t, seen["unsafe"], 20, build)
		}
	}
	_, err := gen.Generate(nil, gen.Config{Unsafe: "never"})
	require.ErrorContains(t, err, "--unsafe")
}

// TestSafetyNeedsUnwinding: what can't be declared as a function that may throw
// stays unsafe.
func TestSafetyNeedsUnwinding(t *testing.T) {
	_, out := bind(t, demo, gen.Config{RustTarget: "1.70"})
	require.NotContains(t, string(out.Rust), "pub fn area")
	require.NotContains(t, string(out.Rust), "-unwind")
	_, out = bind(t, demo, gen.Config{RustTarget: "1.71"})
	require.Contains(t, string(out.Rust), "pub fn area")
	require.Contains(t, string(out.Rust), `extern "C-unwind"`)
}

// TestBlockedOwner: methods of a class that is left out are functions that take
// its address, and unsafe under every policy.
func TestBlockedOwner(t *testing.T) {
	for _, policy := range []string{gen.UnsafePointers, gen.UnsafeRaw} {
		path, out := bind(t, demo, gen.Config{BlockType: []string{"shapes::(Label|Polygon)"}, Unsafe: policy})
		compile(t, path, "--edition", "2021")
		require.Contains(t, string(out.Rust), "pub unsafe fn Polygon_area(this: *const core::ffi::c_void) -> f64 {")
		require.Contains(t, string(out.Rust), "pub fn Label_alive() -> i32 {")
	}
}

// TestBlockedTypes: what is left of a library compiles, whichever types are
// left out.
func TestBlockedTypes(t *testing.T) {
	t.Parallel()
	for _, block := range []string{"std::.*", ".*e.*"} {
		path, out := bind(t, librados, gen.Config{BlockType: []string{block}})
		compile(t, path, "--edition", "2021")
		require.Greater(t, out.Bound["functions"], 300)
	}
}

// TestSafeCalls: a program calls the safe functions with unsafe code denied.
func TestSafeCalls(t *testing.T) {
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2", "-fkeep-inline-functions"}, {"clang++-15", "-O0"}} {
		object := filepath.Join(t.TempDir(), "safety.o")
		run(t, nil, build[0], append(build[1:], "-w", "-g", "-std=c++17", "-fPIC", "-c", "testdata/safety.cc", "-o", object)...)
		require.Equal(t, "safe\n", program(t, object, "testdata/safety.rs", object, "-lstdc++"), build)
	}
}

// TestOwners: a class that travels by value and has a destructor is not copied
// by Rust, and no safe function takes or gives one: the callee destroys what it
// gets, and a copy of the bytes would be destroyed again.
func TestOwners(t *testing.T) {
	t.Parallel()
	source := filepath.Join(t.TempDir(), "owners.cc")
	require.NoError(t, os.WriteFile(source, []byte(`
#if defined(_WIN32)
#define SMALL
#else
#define SMALL __attribute__((trivial_abi))
#endif
static int live = 0;
struct SMALL Outside { int fd; Outside(int); ~Outside(); };
Outside::Outside(int n) : fd(n) { live++; }
Outside::~Outside() { live--; }
struct SMALL Inline { int fd; Inline(int n) : fd(n) { live++; } ~Inline() { live--; } };
struct SMALL Holder { Inline in; Holder(int n) : in(n) {} };
struct Plain { int a; Plain(const Plain &) = default; Plain(int); };
Plain::Plain(int n) : a(n) {}
int take_outside(Outside o) { return o.fd; }
int take_inline(Inline i) { return i.fd; }
int take_holder(Holder h) { return h.in.fd; }
int take_plain(Plain p) { return p.a; }
Outside give(int n) { return Outside(n); }
int alive() { return live; }
`), 0o644))
	for _, build := range [][]string{{"clang++-15"}, {"clang++-15", "-O2"}, {"clang++-19"}, {"clang++-15", "--target=x86_64-pc-windows-msvc", "-gdwarf"}, {"clang++-15", "--target=aarch64-linux-gnu"}} {
		object := filepath.Join(t.TempDir(), "owners.o")
		run(t, nil, build[0], append(build[1:], "-g", "-std=c++17", "-c", source, "-o", object)...)
		path, out := bind(t, object, gen.Config{})
		text := string(out.Rust)
		require.NotRegexp(t, `derive\([^)]*Copy[^)]*\)\]\s+pub struct (Outside|Inline|Holder)\b`, text, build)
		require.NotRegexp(t, `pub fn (take_outside|take_inline|take_holder|give)\b`, strings.Split(text, "pub mod ffi")[0], build)
		require.Contains(t, text, "pub unsafe fn take_outside(", build)
		require.Regexp(t, `derive\([^)]*Copy[^)]*\)\]\s+pub struct Plain\b`, text, build)
		if len(build) > 1 && strings.HasPrefix(build[1], "--target") {
			continue
		}
		user := filepath.Join(t.TempDir(), "user.rs")
		require.NoError(t, os.WriteFile(user, []byte(`#[allow(dead_code)] mod bindings { include!(env!("BINDINGS")); }
use bindings::*;
fn main() { unsafe { let o = give(7); let before = alive(); println!("{} {before} {}", take_outside(o), alive()); } }
`), 0o644))
		exe := filepath.Join(t.TempDir(), "user")
		run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", exe, user, "-C", "link-arg="+object)
		require.Equal(t, "7 1 0\n", run(t, nil, exe), build)
	}
}
