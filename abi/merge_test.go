package abi_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/snapshot"
	"github.com/tenon-abi/tenon/fixtures"
)

func loaded(t *testing.T, paths ...string) *abi.Model {
	t.Helper()
	m, err := load.Files(paths, load.Options{})
	require.NoError(t, err)
	return m
}

func merged(t *testing.T, models ...*abi.Model) *abi.Model {
	t.Helper()
	m, err := abi.Merge(models)
	require.NoError(t, err)
	return m
}

// written is the model as a snapshot: sorted text without ids or positions.
func written(t *testing.T, m *abi.Model) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, snapshot.Write(&b, m))
	return b.String()
}

// mergeVariants are compilers, targets and containers that differ in what
// debug information states.
func mergeVariants() []string {
	return []string{"gcc12-dwarf5", "gcc12-dwarf4-types", "clang15-dwarf5-limited", "clang15-i386", "clang15-macho-arm64", "clang15-coff-x86_64"}
}

// sameLines fails with the lines that two snapshots don't share.
func sameLines(t *testing.T, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	count := map[string]int{}
	for _, l := range strings.Split(want, "\n") {
		count[l]++
	}
	for _, l := range strings.Split(got, "\n") {
		count[l]--
	}
	n := 0
	report := func(text, sign string, want func(int) bool) {
		for _, l := range strings.Split(text, "\n") {
			if want(count[l]) && n < 40 {
				count[l] = 0
				n++
				t.Log(sign, l)
			}
		}
	}
	report(want, "-", func(c int) bool { return c > 0 })
	report(got, "+", func(c int) bool { return c < 0 })
	t.Error("the snapshots differ")
}

// TestMergedPartsAreTheWhole merges what was loaded apart, in two parts and
// object by object, and in two orders.
func TestMergedPartsAreTheWhole(t *testing.T) {
	for _, name := range mergeVariants() {
		t.Run(name, func(t *testing.T) {
			paths := fixtures.BuildAll(t, fixtures.VariantNamed(name))
			var odd, even []string
			var single []*abi.Model
			for i, p := range paths {
				if i%2 == 0 {
					even = append(even, p)
				} else {
					odd = append(odd, p)
				}
				single = append(single, loaded(t, p))
			}
			a, b := loaded(t, even...), loaded(t, odd...)
			sameLines(t, written(t, loaded(t, append(slices.Clone(even), odd...)...)), written(t, merged(t, a, b)))
			sameLines(t, written(t, loaded(t, append(slices.Clone(odd), even...)...)), written(t, merged(t, b, a)))
			sameLines(t, written(t, loaded(t, paths...)), written(t, merged(t, single...)))
		})
	}
}

// TestMergedSnapshots merges models that keep no places of the source, which
// messages about shapes then lack.
func TestMergedSnapshots(t *testing.T) {
	paths := fixtures.BuildAll(t, fixtures.VariantNamed("gcc12-dwarf5"))
	var parts []*abi.Model
	for _, p := range paths {
		m, err := snapshot.Read(strings.NewReader(written(t, loaded(t, p))))
		require.NoError(t, err)
		parts = append(parts, m)
	}
	places := regexp.MustCompile(`(?m)^(issue\todr\t[^\t]*\t[^\t]*\t).*different shapes: .*: `)
	placeless := func(s string) string { return places.ReplaceAllString(s, "$1") }
	sameLines(t, placeless(written(t, loaded(t, paths...))), placeless(written(t, merged(t, parts...))))
}

func TestMergeWithItself(t *testing.T) {
	m := loaded(t, fixtures.BuildAll(t, fixtures.VariantNamed("gcc12-dwarf5"))...)
	require.Equal(t, written(t, m), written(t, merged(t, m)))
	require.Equal(t, written(t, m), written(t, merged(t, m, m)))
}

// TestMergeDrifted: the definition counts, of functions whose name says nothing
// about their result, and of variables.
func TestMergeDrifted(t *testing.T) {
	use := build(t, "g++", "int result(int); extern int number; int g() { return result(1) + number; }", "-O1")
	def := build(t, "g++", "long result(int a) { return a; } long number = 1;", "-O1")
	for _, m := range []*abi.Model{merged(t, use, def), merged(t, def, use)} {
		for f := range m.Funcs {
			if f.Name() == "result" {
				require.Equal(t, "long result(int)", f.Declaration())
			}
		}
		for v := range m.Vars {
			require.Equal(t, "long", v.Type().String())
		}
		require.Equal(t, 2, m.NumVars())
		var issues []string
		for _, i := range m.Issues() {
			issues = append(issues, i.Code+" "+i.Entity)
		}
		require.Contains(t, issues, "odr result")
		require.Contains(t, issues, "odr number")
	}
}

func TestMergeDeclarationWithDefinition(t *testing.T) {
	use := build(t, "g++", "struct S; int f(S *); int g(S *p) { return f(p); }", "-O1")
	def := build(t, "g++", "struct S { int a; char b; }; int f(S *p) { return p->a; }", "-O1")
	for _, m := range []*abi.Model{merged(t, use, def), merged(t, def, use)} {
		var records []string
		for s := range m.Types {
			if s.IsRecord() {
				records = append(records, s.QualifiedName())
				size, ok := s.Size()
				require.True(t, ok && !s.IsDeclaration())
				require.EqualValues(t, 8, size)
			}
		}
		require.Equal(t, []string{"S"}, records)
		for f := range m.Funcs {
			require.False(t, f.Has(abi.FuncDeclaration|abi.FuncImported), f.QualifiedName())
			require.False(t, f.Params()[0].Type.Elem().IsDeclaration())
		}
		require.Empty(t, m.Issues())
	}
}

func TestMergeKeepsShapesApart(t *testing.T) {
	a := build(t, "g++", "struct In { int a; }; struct S { In *in; }; int f(S *p) { return p->in->a; }")
	b := build(t, "g++", "struct In { int a, b; }; struct S { In *in; }; int g(S *p) { return p->in->b; }")
	for _, m := range []*abi.Model{merged(t, a, b), merged(t, b, a)} {
		sizes := map[string][]int{}
		for s := range m.Types {
			if s.IsRecord() {
				n, _ := s.Size()
				sizes[s.Name()] = append(sizes[s.Name()], int(n))
			}
		}
		require.ElementsMatch(t, []int{4, 8}, sizes["In"])
		require.Equal(t, []int{8, 8}, sizes["S"])
		for f := range m.Funcs {
			in := f.Params()[0].Type.Elem().Fields()[0].Type.Elem()
			n, _ := in.Size()
			require.EqualValues(t, map[string]int{"f": 4, "g": 8}[f.Name()], n)
		}
		var odr []string
		for _, i := range m.Issues() {
			if i.Code == "odr" {
				odr = append(odr, i.Entity)
			}
		}
		require.ElementsMatch(t, []string{"In", "S"}, odr)
	}
}

func TestMergeNeedsOneTarget(t *testing.T) {
	s := fixtures.SourceNamed("records.cc")
	a := loaded(t, fixtures.Build(t, fixtures.VariantNamed("gcc12-dwarf5"), s))
	b := loaded(t, fixtures.Build(t, fixtures.VariantNamed("clang15-i386"), s))
	_, err := abi.Merge([]*abi.Model{a, b})
	require.ErrorIs(t, err, abi.ErrTargets)
	_, err = abi.Merge(nil)
	require.Error(t, err)
}
