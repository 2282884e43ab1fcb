package gen_test

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

// TestOptions: functions of units that were compiled with an option that changes
// calls are not bound, nor are i386 functions whose arguments lie in registers;
// the same functions without the option are. gcc -O0 shows nothing of sseregparm:
// it copies every double. That an option matters is seen by
// the assembly, which it changes.
func TestOptions(t *testing.T) {
	t.Parallel()
	const plain = `struct P { int x, y; }; struct F { float a; };
int add(int a, int b, int c) { return a + b * c; }
struct P mk(int a) { struct P p = {a, a}; return p; }
double half(double d) { return d / 2; }
struct F ff(struct F f) { return f; }
void back(int (*f)(double, int)) { f(1, 2); }
`
	const attributes = `struct F { float a; }; int add(int a, int b, int c) { return a + b * c; }
#define R(x) __attribute__((x))
double R(sseregparm) half(double d) { return d / 2; }
double R(sseregparm) two(double d, int k) { return d / k; }
float R(regparm(3)) ff(struct F f, double d, int n) { return f.a + n; }
float R(regparm(3)) late(double d, int n) { return d + n; }
int R(fastcall) fast(struct F f, int n) { return f.a + n; }
`
	const clobbers = `int add(int a) { __asm__ volatile("" ::: "rbx", "rcx"); return a; }`
	const packs = `struct P { char c; long long i; }; int add(struct P p) { return p.i; }`
	all := "add back ff half mk"
	for _, c := range []struct{ source, base, option, bound string }{
		{plain, "gcc -m32", "-mregparm=3", ""}, {plain, "gcc -m32", "-freg-struct-return", ""}, {plain, "gcc -m32", "-mrtd", ""},
		{plain, "gcc -m32", "-msseregparm -msse2", ""}, {plain, "gcc -m32", "-mno-fp-ret-in-387", ""}, {plain, "gcc", "-fpcc-struct-return", ""},
		{plain, "gcc", "-mabi=ms", ""}, {clobbers, "gcc", "-fcall-used-rbx", ""}, {clobbers, "gcc", "-fcall-saved-rcx", ""}, {clobbers, "gcc", "", "add"},
		{plain, "aarch64-linux-gnu-gcc-12", "-fpcc-struct-return", ""},
		{packs, "gcc", "-fpack-struct", ""}, {packs, "aarch64-linux-gnu-gcc-12", "-fpack-struct=4", ""}, {packs, "gcc", "-fpack-struct=16", "add"},
		{plain, "clang-19 -grecord-command-line --target=i686-linux-gnu", "-mregparm=3", ""},
		{plain, "gcc -m32", "-mregparm=0", all}, {plain, "gcc -m32", "-fpcc-struct-return", all}, {plain, "gcc", "-freg-struct-return", all},
		{plain, "gcc", "-mabi=sysv", all},
		{attributes, "gcc -m32 -msse2 -O0", "", "add half two"}, {attributes, "gcc -m32 -msse2 -O1", "", "add"}, {attributes, "gcc -m32 -msse2 -O2", "", "add"},
	} {
		dir := t.TempDir()
		file := func(name string) string { return filepath.Join(dir, name) }
		require.NoError(t, os.WriteFile(file("a.c"), []byte(c.source), 0o644))
		compile := func(flags string, more ...string) {
			args := strings.Fields(c.base + " " + flags)
			if !strings.Contains(c.base, " -O") {
				args = append(args, "-O1")
			}
			run(t, nil, args[0], append(args[1:], more...)...)
		}
		compile("", "-S", "-o", file("before.s"), file("a.c"))
		compile(c.option, "-S", "-o", file("after.s"), file("a.c"))
		before, err := os.ReadFile(file("before.s"))
		require.NoError(t, err)
		after, err := os.ReadFile(file("after.s"))
		require.NoError(t, err)
		require.Equal(t, c.bound != "", string(before) == string(after), "%s %s", c.base, c.option)
		compile(c.option, "-g", "-c", "-o", file("a.o"), file("a.c"))
		m, err := load.Files([]string{file("a.o")}, load.Options{})
		require.NoError(t, err)
		require.Equal(t, c.bound == "", len(m.Issues()) > 0, "%s %s: %v", c.base, c.option, m.Issues())
		out, err := gen.Generate(m, gen.Config{})
		require.NoError(t, err)
		var bound []string
		for _, line := range strings.Split(string(out.Rust), "\n") {
			if name, ok := strings.CutPrefix(line, "        pub fn "); ok {
				name, _, _ = strings.Cut(name, "(")
				bound = append(bound, name)
			}
		}
		sort.Strings(bound)
		require.Equal(t, c.bound, strings.Join(bound, " "), "%s %s", c.base, c.option)
		for _, s := range out.Skipped {
			require.Equal(t, "unknown-convention", s.Reason)
		}
	}
}

// TestByteOrder: what is stored in the other byte order is opaque.
func TestByteOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(source, []byte(`struct __attribute__((scalar_storage_order("big-endian"))) B { int a; unsigned f : 5, g : 11; };
struct N { int a; };
int get(struct B *s, struct N *n) { return s->a + s->f + n->a; }
struct B give(struct N *n) { struct B b = {n->a}; return b; }
`), 0o644))
	run(t, nil, "gcc", "-g", "-c", source, "-o", object)
	_, out := bind(t, object, gen.Config{})
	text := string(out.Rust)
	require.Contains(t, text, "pub struct B {\n    _opaque: [u8; 0],")
	require.Contains(t, text, "pub struct N {\n    pub a: i32,")
	require.Contains(t, text, "fn get(s: *mut B, n: *mut N) -> i32")
	require.NotContains(t, text, "fn give")
}

// TestBitInt: bits beyond the width of a _BitInt have any value (x86-64 psABI
// §3.1.2), and clang does not say the width: not even a field is read.
func TestBitInt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(source, []byte(`unsigned _BitInt(37) next(unsigned _BitInt(37) x) { return x + 1; }
struct B { unsigned _BitInt(37) wide; int n; };
int get(struct B *b) { return b->n + (int) b->wide; }
`), 0o644))
	for _, cc := range []string{"clang-15", "clang-19"} {
		run(t, nil, cc, "-g", "-c", source, "-o", object)
		path, out := bind(t, object, gen.Config{})
		text := string(out.Rust)
		require.Contains(t, text, "fn get(b: *mut super::B) -> i32")
		require.NotContains(t, text, "next")
		require.NotContains(t, text, "wide")
		run(t, nil, "rustc", "--edition", "2021", "--crate-type", "lib", "-D", "warnings", "-o", object+".rlib", path)
	}
}

// TestAtomic: gcc and clang align _Atomic(long long) differently on i386, and
// debug information does not say how; elsewhere it is known.
func TestAtomic(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(source, []byte(`struct V { _Atomic(long long) b; _Atomic(int) c; };
struct W { _Atomic(int) c; };
int use(struct V *v, struct W *w) { return v->c + w->c; }
_Static_assert(_Alignof(struct W) == 4, "");
#ifdef __x86_64__
_Static_assert(_Alignof(struct V) == 8, "");
#endif
`), 0o644))
	for _, cc := range []string{"gcc", "clang-19", "gcc -m32", "clang-19 -m32"} {
		args := strings.Fields(cc)
		run(t, nil, args[0], append(args[1:], "-w", "-g", "-c", source, "-o", object)...)
		_, out := bind(t, object, gen.Config{})
		text := string(out.Rust)
		require.Contains(t, text, "align_of::<W>() == 4", cc)
		require.Equal(t, len(args) == 1, strings.Contains(text, "align_of::<V>() == 8"), cc)
		require.Equal(t, len(args) == 2, strings.Contains(text, "pub struct V {\n    _opaque"), cc)
	}
}

// TestOptionsMerged: one model declares a function and another defines it, with
// an option that changes calls. The definition counts.
func TestOptionsMerged(t *testing.T) {
	t.Parallel()
	model := func(source string, flags ...string) *abi.Model {
		in, object := filepath.Join(t.TempDir(), "a.c"), filepath.Join(t.TempDir(), "a.o")
		require.NoError(t, os.WriteFile(in, []byte(source), 0o644))
		run(t, nil, "gcc", append(flags, "-m32", "-O1", "-g", "-c", "-o", object, in)...)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		return m
	}
	uses := model("struct P { int x, y; }; struct P mk(double); int use(void) { return mk(1).x; }")
	for option, bound := range map[string]bool{"-freg-struct-return": false, "-fpcc-struct-return": true} {
		defines := model("struct P { int x, y; }; struct P mk(double d) { struct P p = {d, d}; return p; }", option)
		for _, models := range [][]*abi.Model{{uses, defines}, {defines, uses}} {
			m, err := abi.Merge(models)
			require.NoError(t, err)
			out, err := gen.Generate(m, gen.Config{})
			require.NoError(t, err)
			require.Equal(t, bound, strings.Contains(string(out.Rust), "pub fn mk("), option)
		}
	}
}
