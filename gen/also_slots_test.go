package gen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/gen"
)

var (
	slotUse   = regexp.MustCompile(`fn (\w+)__virtual\([^{]*\{\s*let \w+: [^=]*= tenon_virtual\(\w+, (\d+)\);`)
	deleteUse = regexp.MustCompile(`(impl \w+) \{\s*(?:///[^\n]*\n\s*)*#\[inline\]\s*pub unsafe fn delete\([^{]*\{\s*[\w:]+tenon_delete\(\w+, (\d+)\)`)
)

// slotsOf lists the slots by which bindings call virtual functions and delete.
func slotsOf(rust []byte) map[string]string {
	out := map[string]string{}
	for _, re := range []*regexp.Regexp{slotUse, deleteUse} {
		for _, m := range re.FindAllSubmatch(rust, -1) {
			out[string(m[1])] = string(m[2])
		}
	}
	return out
}

// TestSlotsOnMicrosoft: the slots that are predicted from objects for Linux are
// those that clang gives the same classes for Windows; the others stand back.
func TestSlotsOnMicrosoft(t *testing.T) {
	const source = `
struct Plain { int n; int get() const; };
struct First { virtual ~First(); virtual First *clone() const; virtual int count() const; };
struct Middle { virtual int before() const; virtual ~Middle(); virtual int after() const; };
struct None { virtual int a() const; virtual int b() const; };
struct Over { virtual int f(int) const; virtual int f(long long) const; virtual int g() const; };
struct Shadow { int g(int) const; virtual int f() const; virtual int g() const; };
struct OnPlain : Plain { virtual int size() const; virtual ~OnPlain(); };
struct Derived : First { int count() const override; virtual int more() const; };
#define DEFINE(type, what, value) type what { return value; }
DEFINE(int, Plain::get() const, n)
First::~First() {}
DEFINE(First *, First::clone() const, 0)
DEFINE(int, First::count() const, 3)
DEFINE(int, Middle::before() const, 1)
Middle::~Middle() {}
DEFINE(int, Middle::after() const, 2)
DEFINE(int, None::a() const, 1)
DEFINE(int, None::b() const, 2)
DEFINE(int, Over::f(int) const, 1)
DEFINE(int, Over::f(long long) const, 2)
DEFINE(int, Over::g() const, 3)
DEFINE(int, Shadow::g(int) const, 1)
DEFINE(int, Shadow::f() const, 2)
DEFINE(int, Shadow::g() const, 3)
DEFINE(int, OnPlain::size() const, 1)
OnPlain::~OnPlain() {}
DEFINE(int, Derived::count() const, 1)
DEFINE(int, Derived::more() const, 2)
`
	dir := t.TempDir()
	cc := filepath.Join(dir, "lib.cc")
	require.NoError(t, os.WriteFile(cc, []byte(source), 0o644))
	model := func(name string, command ...string) *abi.Model {
		object := filepath.Join(dir, name)
		run(t, nil, command[0], append(command[1:], "-c", cc, "-o", object)...)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		return m
	}
	out, err := gen.Generate(model("windows.obj", "clang++-15", "--target=x86_64-pc-windows-msvc", "-gdwarf", "-fstandalone-debug"), gen.Config{})
	require.NoError(t, err)
	judge := slotsOf(out.Rust)
	require.Greater(t, len(judge), 14)
	windows, ok := abi.ParseTarget("x86_64-pc-windows-msvc")
	require.True(t, ok)
	for _, compiler := range []string{"g++-12", "clang++-15", "clang++-19"} {
		p, err := gen.GenerateFor(model(compiler+".o", compiler, "-g"), windows, gen.Config{})
		require.NoError(t, err)
		predicted := slotsOf(p.Rust)
		for name, slot := range predicted {
			require.Equal(t, judge[name], slot, "%s: %s", compiler, name)
		}
		for _, name := range []string{"First_clone", "First_count", "Middle_before", "Middle_after", "None_a", "None_b", "OnPlain_size", "impl First", "impl Middle"} {
			require.Contains(t, predicted, name, compiler)
		}
		for _, s := range p.Skipped {
			if s.Name == "virtual int Over::g() const" || s.Name == "virtual int Shadow::f() const" || s.Name == "virtual int Derived::more() const" {
				require.Equal(t, "layout-differs", s.Reason, s.Name)
			}
		}
		for _, name := range []string{"Over_g", "Shadow_f", "Derived_more"} {
			require.NotContains(t, predicted, name, compiler)
		}
	}
}
