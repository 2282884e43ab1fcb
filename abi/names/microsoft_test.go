package names_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/fixtures/gencpp"
)

// windowsSymbols lists the symbols that a Windows object defines, and how many
// of its functions have a symbol, by qualified name.
func windowsSymbols(m *abi.Model) (symbols map[string]bool, functions map[string][]string) {
	symbols, functions = map[string]bool{}, map[string][]string{}
	for _, r := range m.Symbols() {
		if r.Flags&abi.SymUndefined == 0 {
			symbols[m.Str(r.Name)] = true
		}
	}
	for f := range m.Funcs {
		for _, s := range f.Symbols() {
			if s.Row.Flags&abi.SymUndefined == 0 {
				functions[f.QualifiedName()] = append(functions[f.QualifiedName()], s.Name)
			}
		}
	}
	for v := range m.Vars {
		if s := v.Symbol(); s.ID != 0 && s.Row.Flags&abi.SymUndefined == 0 {
			functions[v.QualifiedName()] = append(functions[v.QualifiedName()], s.Name)
		}
	}
	return symbols, functions
}

// compareWindows writes the Microsoft names of an object of another target and
// holds them against those of the Windows object of the same source.
func compareWindows(c, vars *tally, from, windows *abi.Model) {
	symbols, functions := windowsSymbols(windows)
	w := names.NewMicrosoft(from, windows.Target())
	take := func(c *tally, entity, symbol string, n names.Name) {
		switch {
		case n.Known() && symbols[n.Symbol]:
			c.equal++
		case n.Doubts == names.UnknownVariant && strings.Contains(entity, "::~"):
			c.aliases++ // the complete destructor of a class with virtual bases, which no object has until one needs it
		case len(functions[entity]) == 0 || strings.HasPrefix(n.Symbol, "??1") && !otherThan(functions[entity], "??_"):
			c.aliases++ // the Windows object does not have it, or only other variants of the destructor
		case n.Assumed != 0:
			c.assumed++ // a pointer parameter is const, restrict or an array, and debug info does not say so
		case n.Known():
			c.unequal++
			c.wrong = append(c.wrong, fmt.Sprintf("%s (%s): written %s, assuming %v, Windows has %s", entity, symbol, n.Symbol, n.Assumed.Reasons(), strings.Join(functions[entity], " ")))
		default:
			c.lost++
			c.missing = append(c.missing, fmt.Sprintf("%s (%s): %v, Windows has %s", entity, symbol, n.Reasons()[0].ID, strings.Join(functions[entity], " ")))
			for _, r := range n.Reasons() {
				c.reasons[r.ID]++
			}
		}
	}
	for f := range from.Funcs {
		for _, s := range f.Symbols() {
			if s.Row.Flags&abi.SymUndefined == 0 && (s.Variant == abi.VariantPlain || s.Variant == abi.VariantComplete) {
				take(c, f.QualifiedName(), s.Name, w.Func(f, s.Variant))
				break
			}
		}
	}
	for v := range from.Vars {
		if s := v.Symbol(); s.ID != 0 && s.Row.Flags&abi.SymUndefined == 0 {
			take(vars, v.QualifiedName(), s.Name, w.Var(v))
		}
	}
}

// otherThan reports whether a list has a symbol without a prefix.
func otherThan(list []string, prefix string) bool {
	for _, s := range list {
		if !strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}

// TestMicrosoftFixtures: names written from Linux objects equal the symbols of
// the Windows objects.
func TestMicrosoftFixtures(t *testing.T) {
	for _, pair := range [][2]string{{"clang15-dwarf5", "clang15-coff-x86_64"}, {"gcc12-dwarf5", "clang15-coff-x86_64"}, {"clang15-i386", "clang15-coff-i686"}, {"clang15-aarch64", "clang15-coff-aarch64"}} {
		v, win := fixtures.VariantNamed(pair[0]), fixtures.VariantNamed(pair[1])
		c, vars := &tally{reasons: map[string]int{}}, &tally{reasons: map[string]int{}}
		for _, s := range win.Sources() {
			if !s.CPlusPlus() {
				continue
			}
			from, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
			require.NoError(t, err)
			to, err := load.Files([]string{fixtures.Build(t, win, s)}, load.Options{})
			require.NoError(t, err)
			compareWindows(c, vars, from, to)
		}
		t.Logf("%s to %s: functions %s; variables %s", v.Name, win.Name, c, vars)
		for _, s := range append(c.wrong, vars.wrong...) {
			t.Error(s)
		}
		for _, s := range append(c.missing, vars.missing...) {
			t.Log("not written: " + s)
		}
		require.GreaterOrEqual(t, c.share(), 97.0)
	}
}

// traps are bodies of generated functions.
type traps struct{}

func (traps) Special(_ *gencpp.Class, which string) string {
	if which == "assign" {
		return "return *this;"
	}
	return ""
}

func (traps) Func(*gencpp.Func) string { return "__builtin_trap();\n" }

// TestMicrosoftGenerated: names written from Linux objects of 2,000 generated
// functions and what comes with them (special members, virtual functions)
// equal the symbols of the Windows objects of the same source.
func TestMicrosoftGenerated(t *testing.T) {
	c, vars := &tally{reasons: map[string]int{}}, &tally{reasons: map[string]int{}}
	functions := 0
	for seed := range uint64(4) {
		u := gencpp.Generate(seed+1, gencpp.Options{Target: gencpp.X86_64Windows, Classes: 60, Enums: 6, Funcs: 500})
		functions += len(u.Funcs)
		dir := t.TempDir()
		src := filepath.Join(dir, "gen.cc")
		text := u.Source() + "namespace " + gencpp.Namespace + " {\n" + u.FunctionDefinitions(traps{}) + "}\n"
		require.NoError(t, os.WriteFile(src, []byte(text), 0o644))
		build := func(name, tool string, flags ...string) *abi.Model {
			obj := filepath.Join(dir, name+".o")
			out, err := exec.Command(tool, append(flags, "-std=c++17", "-w", "-O1", "-c", src, "-o", obj)...).CombinedOutput()
			require.NoError(t, err, "%s (packages g++-12, clang-15): %.2000s", tool, out)
			m, err := load.Files([]string{obj}, load.Options{})
			require.NoError(t, err)
			return m
		}
		windows := build("windows", "clang++-15", "--target=x86_64-pc-windows-msvc", "-gdwarf")
		if seed%2 == 0 {
			compareWindows(c, vars, build("linux", "g++-12", "-g"), windows)
		} else {
			compareWindows(c, vars, build("linux", "clang++-15", "-g"), windows)
		}
	}
	t.Logf("%d generated functions: %s; variables %s", functions, c, vars)
	for i, s := range append(c.wrong, vars.wrong...) {
		if i < 20 {
			t.Error(s)
		}
	}
	require.GreaterOrEqual(t, c.equal, 2000)
	require.GreaterOrEqual(t, c.share(), 97.0)
}
