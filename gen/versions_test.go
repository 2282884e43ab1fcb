package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestVersions: of a function with versions for some processors, the name that
// chooses among them is called, or the version for all; and of a coroutine its
// start, not what resumes it. clang 15 has no symbol for what chooses.
func TestVersions(t *testing.T) {
	t.Parallel()
	const source = `#ifdef __cplusplus
__attribute__((target("default"))) int pick(int a) { return a; }
__attribute__((target("avx2"))) int pick(int a) { return a; }
#include <coroutine>
struct Task {
	struct promise_type {
		Task get_return_object() { return {}; }
		std::suspend_always initial_suspend() noexcept { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		void return_void() {}
		void unhandled_exception() {}
	};
};
Task start(int a, double b) { co_await std::suspend_always{}; a += int(b); }
#endif
__attribute__((target_clones("default", "avx2"))) int product(int a, int b) { return a * b; }
`
	dir := t.TempDir()
	for _, name := range []string{"v.c", "v.cc"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(source), 0o644))
	}
	call := filepath.Join(dir, "call.rs")
	require.NoError(t, os.WriteFile(call, []byte("#[allow(dead_code)]\nmod b { include!(env!(\"BINDINGS\")); }\nfn main() { print!(\"{}\", b::product(6, 7)); }\n"), 0o644))
	names := regexp.MustCompile(`link_name = "\\u\{1\}([^"]*)"`)
	for _, c := range []struct {
		compiler, file string
		linked         []string
		runs           bool
	}{
		{"gcc-12", "v.c", nil, true}, {"clang-15", "v.c", nil, false}, {"clang-19", "v.c", nil, true},
		{"g++-12", "v.cc", []string{"_Z5startid", "_Z4picki", "_Z7productii"}, true},
		{"clang++-15", "v.cc", []string{"_Z5startid", "_Z4picki"}, false}, {"clang++-19", "v.cc", []string{"_Z5startid", "_Z4picki", "_Z7productii"}, true},
	} {
		for _, opt := range []string{"-O0", "-O2"} {
			object := filepath.Join(dir, c.compiler+opt+".o")
			args := []string{"-g", opt, "-c", filepath.Join(dir, c.file), "-o", object}
			if c.file == "v.cc" {
				args = append(args, "-std=c++20")
			}
			run(t, nil, c.compiler, args...)
			_, out := bind(t, object, gen.Config{AllowFunction: []string{"product", "pick", "start"}})
			var linked []string
			for _, m := range names.FindAllStringSubmatch(string(out.Rust), -1) {
				linked = append(linked, m[1])
			}
			require.ElementsMatch(t, c.linked, linked, "%s %s", c.compiler, opt)
			require.Equal(t, c.runs, regexp.MustCompile(`pub fn product\(`).Match(out.Rust), "%s %s", c.compiler, opt)
			if c.runs {
				require.Equal(t, "42", program(t, object, call, object, "-lstdc++"), "%s %s", c.compiler, opt)
			}
		}
	}
}
