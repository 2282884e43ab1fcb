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

// TestVariableNames: a variable is bound under each name that the object
// exports it by, and under no name of another one that a linker laid on the same
// constant bytes.
func TestVariableNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"names.c": `
struct pair { int a, b; };
static const struct pair none = {0}; /* merged with the constants of the other units */
const struct pair *get_none(void) { return &none; }
const struct pair origin = {1};
char *first = "a";
extern char *second __attribute__((alias("first")));
int var_old = 1; double var_new = 2;
__asm__(".symver var_old,var@V1"); __asm__(".symver var_new,var@@V2");
int labelled __asm__("its_label") = 3;
`,
		"described.c": "struct addr { unsigned char b[8]; }; const struct addr any = {{1}};\n",
		"bare.c":      "struct word { long w; }; const struct word zero = {0};\n",
		"map":         "V1 { global: get_none; origin; first; second; its_label; any; zero; var; local: *; };\nV2 { global: var; } V1;\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	want := map[string]string{"origin": "super::pair", "first": "*mut core::ffi::c_char", "second": "*mut core::ffi::c_char", "var": "f64", "its_label": "i32", "any": "super::addr"}
	for _, cc := range []string{"gcc-12", "clang-15"} {
		for _, unit := range []string{"names", "described", "bare"} {
			debug := "-g"
			if unit == "bare" {
				debug = "-g0"
			}
			run(t, nil, cc, debug, "-O2", "-fPIC", "-fmerge-all-constants", "-c", at(unit+".c"), "-o", at(unit+".o"))
		}
		lib := at("lib.so")
		run(t, nil, "gcc-12", "-shared", at("names.o"), at("described.o"), at("bare.o"), "-Wl,-x", "-Wl,--version-script="+at("map"), "-o", lib)
		place := map[string]string{}
		for _, line := range strings.Split(run(t, nil, "nm", lib), "\n") {
			if f := strings.Fields(line); len(f) == 3 {
				f[2], _, _ = strings.Cut(f[2], "@")
				place[f[2]] = f[0]
			}
		}
		if cc == "gcc-12" { // clang 15 leaves such constants apart
			require.Equal(t, place["origin"], place["any"])
			require.NotEmpty(t, place["zero"])
		}
		path, out := bind(t, lib, gen.Config{})
		compile(t, path)
		bound := map[string]string{}
		for _, s := range regexp.MustCompile(`pub static (?:mut )?(\w+): (.+);`).FindAllStringSubmatch(string(out.Rust), -1) {
			bound[s[1]] = s[2]
		}
		require.Equal(t, want, bound, cc)
		require.NotContains(t, string(out.Rust), "link_name", "each has the name of its symbol")
	}
}

// TestArrayBoundsAfterLTO: the header leaves the bound open, the definition knows
// it, and with gcc's -flto three entries lead from one to the other.
func TestArrayBoundsAfterLTO(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	src, lib := filepath.Join(dir, "a.c"), filepath.Join(dir, "lib.so")
	require.NoError(t, os.WriteFile(src, []byte("extern const unsigned char table[];\nint at(int i) { return table[i]; }\nconst unsigned char table[] = {1, 2, 3, 4, 5};\n"), 0o666))
	for _, options := range [][]string{{"-O2"}, {"-O2", "-flto"}, {"-O2", "-flto", "-gdwarf-4"}} {
		run(t, nil, "gcc-12", append(options, "-g", "-fPIC", "-shared", src, "-o", lib)...)
		_, out := bind(t, lib, gen.Config{})
		require.Contains(t, string(out.Rust), "pub static table: [u8; 5];", "%s", options)
	}
}
