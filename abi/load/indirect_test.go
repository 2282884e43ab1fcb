package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// link makes a library of C and assembly sources, given by file name.
func link(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-g", "-O0", "-w", "-shared", "-fPIC", "-o", filepath.Join(dir, "lib.so")}
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, files[i])
		require.NoError(t, os.WriteFile(path, []byte(files[i+1]), 0o644))
		args = append(args, path)
	}
	out, err := exec.Command("gcc-12", args...).CombinedOutput()
	require.NoError(t, err, "package gcc-12: %s", out)
	return args[6]
}

// functionsOf lists functions by their declarations: their symbols, and
// whether their parameters are known.
func functionsOf(t *testing.T, path string) map[string][]string {
	t.Helper()
	m, err := load.Files([]string{path}, load.Options{})
	require.NoError(t, err)
	got := map[string][]string{}
	for f := range m.Funcs {
		key := f.Declaration()
		if f.Has(abi.FuncParamsLost) {
			key += " lost"
		}
		require.NotContains(t, got, key)
		got[key] = []string{}
		for _, s := range f.Symbols() {
			got[key] = append(got[key], s.Name)
		}
	}
	return got
}

// TestIndirect: the symbol of an indirect function is not that of the function
// that finds its code, neither by address nor by name.
func TestIndirect(t *testing.T) {
	got := functionsOf(t, link(t, "a.c", `
		static int add1(int a) { return a + 1; }
		static int (*pick(void))(int) { return add1; }
		int plus(int a) __attribute__((ifunc("pick")));
		int (*find(void))(int) asm("minus");
		int (*find(void))(int) { return add1; }
		__asm__(".type minus, %gnu_indirect_function");
		int (*times(void))(int) { return add1; }
		__asm__(".type times, %gnu_indirect_function");`,
		"b.c", `extern int times(int); extern int plus(int); int use(int x) { return times(x); }
		int (*address)(int) = times;`))
	require.Equal(t, map[string][]string{
		"int add1(int)":      {"add1"},
		"int (*pick())(int)": {"pick"},
		"int (*find())(int)": {},
		"int times(int)":     {"times"},
		"int use(int)":       {"use"},
	}, got)
}

// TestAssembler: the assembler describes functions by name and address. What
// they are a declaration says, or nobody.
func TestAssembler(t *testing.T) {
	const asm = `.text
		.globl known, unknown
		.type known, @function
		known: mov $3, %eax
		ret
		.size known, .-known
		.type unknown, @function
		unknown: ret
		.size unknown, .-unknown
		.type inner, @function
		inner: ret
		.size inner, .-inner`
	const c = `extern unsigned known(void); unsigned (*address)(void) = known; int use(void) { return known(); }`
	const cxx = `extern "C" unsigned known(); namespace n { using ::known; } int (use)() { return known(); }`
	for _, files := range [][]string{{"a.s", asm, "b.c", c}, {"b.c", c, "a.s", asm}, {"a.s", asm, "b.cc", cxx}} {
		got := functionsOf(t, link(t, files...))
		require.Equal(t, []string{"unknown"}, got["void unknown() lost"], "%v", got)
		require.Equal(t, []string{"inner"}, got["void inner() lost"], "%v", got)
		if known, ok := got["unsigned int known()"]; ok {
			require.Equal(t, []string{"known"}, known)
		} else { // gcc 12 leaves out declarations of functions without optimisation
			require.Equal(t, []string{"known"}, got["void known() lost"], "%v", got)
		}
	}
}
