package rules

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

const rustSource = `
#[repr(transparent)] pub struct Meters(pub f64);
#[repr(C)] pub struct Pair { pub a: i32, pub b: i32 }
#[no_mangle] pub extern "C" fn length(m: Meters) -> f64 { m.0 }
#[no_mangle] pub extern "C" fn pair() -> Pair { Pair { a: *Box::new(3), b: 4 } }
`

const makerSource = `
struct Widget { int n; };
Widget *widget_create() { return new Widget{1}; }
void widget_destroy(Widget *w) { delete w; }
`

// TestRustObjects runs the rules that look at both sides of a link: a wrapper
// whose repr cannot be seen, and two allocators with owning pointers between.
func TestRustObjects(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "lib.rs")
	require.NoError(t, os.WriteFile(src, []byte(rustSource), 0o644))
	rustObj := filepath.Join(dir, "lib.o")
	out, err := exec.Command("rustc", "-g", "--crate-type", "staticlib", "--emit", "obj", "-o", rustObj, src).CombinedOutput()
	require.NoError(t, err, "rustc: %s", out)
	cc := filepath.Join(dir, "maker.cc")
	require.NoError(t, os.WriteFile(cc, []byte(makerSource), 0o644))
	cxxObj := compile(t, cc, dir)

	rep, err := Run(loadAll(t, rustObj, cxxObj), Options{Rules: []string{"TN1007", "TN1008"}})
	require.NoError(t, err)
	got := map[string]verify.Grade{}
	for _, f := range rep.Findings {
		got[f.Rule+" "+f.Entity] = f.Grade
	}
	require.Equal(t, map[string]verify.Grade{"TN1007 lib::Meters": verify.Note, "TN1008 allocators of the link": verify.Risky}, got)

	rep, err = Run(loadAll(t, cxxObj), Options{Rules: []string{"TN1008"}})
	require.NoError(t, err)
	require.Empty(t, rep.Findings, "one allocator, and a function takes back what the other gives")
}

// TestSameForAnyNumberOfJobs runs all rules with one worker and with eight.
func TestSameForAnyNumberOfJobs(t *testing.T) {
	m := loadAll(t, objects(t, filepath.Join("testdata", "tn1012"), "fires")...)
	one, err := Run(m, Options{Jobs: 1})
	require.NoError(t, err)
	eight, err := Run(m, Options{Jobs: 8})
	require.NoError(t, err)
	require.NotEmpty(t, one.Findings)
	require.Equal(t, one, eight)
}

// TestCrashedRuleIsNotClean turns a rule that fails into an error.
func TestCrashedRuleIsNotClean(t *testing.T) {
	p := &Pass{rule: Rule{ID: "TN1999", Name: "crash", Run: func(*Pass) { panic("broken") }}}
	p.run()
	require.Len(t, p.problems, 1)
	rep := verify.Report{Evidence: verify.Evidence{Functions: 1}, CouldNotCheck: p.problems}
	require.Equal(t, 1, rep.Status())
}

// TestUnreadableUnitIsNotClean makes an error of the reader a check that could
// not be made.
func TestUnreadableUnitIsNotClean(t *testing.T) {
	b := abi.NewBuilder(abi.TargetX64Linux)
	sym := b.AddSymbol(abi.SymbolRow{Name: b.Str("f"), Flags: abi.SymExported, Binding: abi.BindGlobal})
	b.AddFunction(abi.FuncRow{Name: b.Str("f"), VSlot: -1, Flags: abi.FuncExternal}, nil, nil, []abi.FuncSymbol{{Sym: sym}})
	b.AddIssue(abi.Issue{Code: "unreadable-unit", Severity: abi.Error, Message: "truncated", File: "lib.so"})
	m, err := b.Finish()
	require.NoError(t, err)
	rep, err := Run(m, Options{})
	require.NoError(t, err)
	require.Equal(t, 1, rep.Evidence.Functions)
	require.Equal(t, 1, rep.Status())
	require.NotContains(t, rep.Verdict(), "clean:")
}

// TestPortableRaisesRulesAboutOtherPlatforms audits a Linux object for an API
// that must serve Windows too.
func TestPortableRaisesRulesAboutOtherPlatforms(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "p.cc")
	require.NoError(t, os.WriteFile(src, []byte(`
struct Id { Id(int v) : v(v) {} int v; };
struct Ref { void *p; ~Ref(); };
Ref::~Ref() {}
struct Bits { bool ready : 1; int count : 5; };
Id next() { return Id(3); }
int keep(Ref r) { return r.p != nullptr; }
int bits(const Bits *b) { return b->count; }
long total() { return 1; }
`), 0o644))
	m := loadAll(t, compile(t, src, dir))
	grades := func(portable bool) map[string]verify.Grade {
		rep, err := Run(m, Options{Portable: portable, Rules: []string{"TN1002", "TN1003", "TN1012", "TN1013"}})
		require.NoError(t, err)
		out := map[string]verify.Grade{}
		for _, f := range rep.Findings {
			out[f.Rule+" "+f.Entity] = f.Grade
		}
		return out
	}
	require.Equal(t, map[string]verify.Grade{"TN1012 long": verify.Note, "TN1013 Bits": verify.Note}, grades(false))
	require.Equal(t, map[string]verify.Grade{"TN1002 Id": verify.Risky, "TN1003 Ref": verify.Risky, "TN1012 long": verify.Risky, "TN1013 Bits": verify.Risky}, grades(true))
}

// TestTagsOfC: units of C may define one tag differently; it is worth a note.
func TestTagsOfC(t *testing.T) {
	dir := t.TempDir()
	var objs []string
	for name, body := range map[string]string{"a": "struct local { int x; }; int a(void) { struct local l = {1}; return l.x; }", "b": "struct local { long y, z; }; long b(void) { struct local l = {1, 2}; return l.y; }"} {
		src, obj := filepath.Join(dir, name+".c"), filepath.Join(dir, name+".o")
		require.NoError(t, os.WriteFile(src, []byte(body), 0o644))
		out, err := exec.Command("gcc-12", "-g", "-c", src, "-o", obj).CombinedOutput()
		require.NoError(t, err, "apt-get install gcc-12: %s", out)
		objs = append(objs, obj)
	}
	m := loadAll(t, objs...)
	for _, m := range []*abi.Model{m, reread(t, m)} {
		rep, err := Run(m, Options{Rules: []string{"TN1023"}})
		require.NoError(t, err)
		require.Len(t, rep.Findings, 1)
		require.Equal(t, "local", rep.Findings[0].Entity)
		require.Equal(t, verify.Note, rep.Findings[0].Grade)
		require.Equal(t, 0, rep.Status())
	}
}
