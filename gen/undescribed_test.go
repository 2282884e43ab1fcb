package gen_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestEverySymbolHasAWord: what nm says that a library exports is bound or in the
// report: also functions without debug information, indirect ones, and each
// name of those that can't be bound.
func TestEverySymbolHasAWord(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.c": `
int plain(int a) { return a; }
static int way(int a) { return a + 1; }
static int (*choose(void))(int) { return way; }
int indirect(int) __attribute__((ifunc("choose")));
long double far_off(long double x) { return x; }
extern __typeof(far_off) also_far_off __attribute__((alias("far_off")));
static long double inside(long double x) { return x + 1; }
extern __typeof(inside) outside __attribute__((alias("inside")));
__asm__(".globl assembled\n.type assembled,@function\nassembled: ret\n.size assembled,.-assembled\n");
`,
		"b.c": "int bare_variable = 1; void bare(void) {} struct s { int x; } bare_tentative;\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	run(t, nil, "gcc-12", "-g", "-O1", "-fPIC", "-c", at("a.c"), "-o", at("a.o"))
	run(t, nil, "gcc-12", "-g0", "-O1", "-fPIC", "-c", at("b.c"), "-o", at("b.o"))
	run(t, nil, "gcc-12", "-shared", at("a.o"), at("b.o"), "-o", at("lib.so"))
	run(t, nil, "ar", "rcs", at("lib.a"), at("a.o"), at("b.o"))
	want := map[string]string{"plain": "", "indirect": "undescribed", "far_off": "no-rust-type", "also_far_off": "no-rust-type", "outside": "no-rust-type",
		"assembled": "undescribed", "bare_variable": "undescribed", "bare": "undescribed", "bare_tentative": "undescribed"}
	for file, flag := range map[string]string{"lib.so": "-D", "lib.a": "-g"} {
		_, out := bind(t, at(file), gen.Config{})
		got := map[string]string{}
		for _, line := range strings.Split(run(t, nil, "nm", "--defined-only", flag, at(file)), "\n") {
			f := strings.Fields(line)
			if len(f) != 3 {
				continue
			}
			got[f[2]] = "no word"
			if strings.Contains(string(out.Rust), "pub fn "+f[2]+"(") {
				got[f[2]] = ""
			}
			for _, s := range out.Skipped {
				if s.Name == f[2] || strings.Contains(s.Name, " "+f[2]+"(") {
					got[f[2]] = s.Reason
				}
			}
		}
		require.Equal(t, want, got, file)
	}
	_, only := bind(t, at("lib.so"), gen.Config{AllowFunction: []string{"bare"}})
	require.Len(t, only.Skipped, 1)
}

// TestUndescribedMicrosoft: functions and variables of C++ are named, too; what
// the compiler adds for classes and strings is nobody's to bind.
func TestUndescribedMicrosoft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, source := range map[string]string{
		"bare.cc": "struct Q { virtual int z(); virtual ~Q(); static int s; }; int Q::z() { return 2; } Q::~Q() {} int Q::s = 3; const char *text(double *d) { *d = 2.5; return \"x\"; }\n",
		"told.cc": "int told(int x) { return x; }\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(source), 0o644))
	}
	const target = "--target=x86_64-pc-windows-msvc"
	run(t, nil, "clang++-19", target, "-O1", "-c", filepath.Join(dir, "bare.cc"), "-o", filepath.Join(dir, "bare.obj"))
	run(t, nil, "clang++-19", target, "-O1", "-gdwarf", "-c", filepath.Join(dir, "told.cc"), "-o", filepath.Join(dir, "told.obj"))
	run(t, nil, "llvm-ar-15", "rcs", filepath.Join(dir, "all.lib"), filepath.Join(dir, "bare.obj"), filepath.Join(dir, "told.obj"))
	_, out := bind(t, filepath.Join(dir, "all.lib"), gen.Config{})
	var got []string
	for _, s := range out.Skipped {
		if s.Reason == "undescribed" {
			got = append(got, s.Name)
		}
	}
	require.ElementsMatch(t, []string{"?z@Q@@UEAAHXZ", "??1Q@@UEAA@XZ", "?s@Q@@2HA", "?text@@YAPEBDPEAN@Z"}, got)
}
