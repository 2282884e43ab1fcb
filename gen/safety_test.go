package gen_test

import (
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
