package gen_test

import (
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
