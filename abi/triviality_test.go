package abi_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures/gencpp"
)

func build(t *testing.T, compiler, text string, flags ...string) *abi.Model {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	args := append([]string{"-std=c++17", "-g", "-w", "-ffreestanding", "-c", in, "-o", out}, flags...)
	msg, err := exec.Command(compiler, args...).CombinedOutput()
	require.NoError(t, err, "%s %v\n%.2000s", compiler, args, msg)
	m, err := load.Files([]string{out}, load.Options{})
	require.NoError(t, err)
	return m
}

// stated lists what clang says about each complete class.
func stated(m *abi.Model) map[string]bool {
	out := map[string]bool{}
	m.Types(func(t abi.Type) bool {
		if t.IsRecord() && !t.IsDeclaration() && t.Name() != "" && (t.Has(abi.TypePassByValue) || t.Has(abi.TypePassByReference)) {
			out[t.QualifiedName()] = t.Has(abi.TypePassByValue)
		}
		return true
	})
	return out
}

// TestTrivialityAgrees computes the triviality of generated classes from the
// members and bases that g++ and clang describe, without DW_AT_calling_convention
// and without locations, and compares with what clang states: no disagreement.
func TestTrivialityAgrees(t *testing.T) {
	for _, compiler := range []string{"g++", "clang++-15"} {
		agree, unknown, classes := 0, 0, 0
		for seed := uint64(40); seed < 44; seed++ {
			text := gencpp.Generate(seed, gencpp.Options{Target: gencpp.X86_64Linux, Classes: 80, Enums: 4}).Source()
			says := stated(build(t, "clang++-15", text, "-fstandalone-debug"))
			flags := []string{"-fstandalone-debug"}
			if compiler == "g++" {
				flags = []string{"-femit-class-debug-always"}
			}
			m := build(t, compiler, text, flags...)
			tr, _ := abi.TrivialitiesWith(m, abi.TrivialityOptions{IgnoreStated: true, IgnoreLocations: true})
			m.Types(func(x abi.Type) bool {
				byValue, ok := says[x.QualifiedName()]
				if !ok || !x.IsRecord() || x.IsDeclaration() {
					return true
				}
				classes++
				switch r := tr[x.ID()]; {
				case r.Certainty == abi.Unknown:
					unknown++
				case r.Trivial != byValue:
					t.Errorf("%s seed %d: %s computed by value %v (%s), clang states %v", compiler, seed, x.QualifiedName(), r.Trivial, r.Why, byValue)
				default:
					agree++
				}
				return true
			})
		}
		t.Logf("%s: %d classes, %d agree with what clang states, %d not decided by members alone", compiler, classes, agree, unknown)
		require.Greater(t, agree, 150)
		if compiler == "g++" {
			require.Less(t, unknown*20, classes, "g++ says nearly everything")
		}
	}
}

// located makes a model of one declared class and a function whose parameters
// of that class lie as given.
func located(t *testing.T, target abi.Target, flags abi.FuncFlags, locs ...abi.LocKind) (*abi.Model, abi.TypeID) {
	t.Helper()
	b := abi.NewBuilder(target)
	id := b.NewType()
	b.SetRecord(id, abi.Node{Kind: abi.KindStruct, Name: b.Str("S"), Flags: abi.TypeDeclaration}, abi.Origin{}, abi.Record{VptrOff: -1})
	for _, l := range locs {
		b.AddFunction(abi.FuncRow{Name: b.Str("f"), Flags: flags, VSlot: -1}, []abi.ParamRow{{Type: id, Loc: abi.Loc{Kind: l}}}, nil, nil)
	}
	m, err := b.Finish()
	require.NoError(t, err)
	return m, id
}

// TestTrivialityLocation decides a class that is only declared by where its
// parameter lies, only where that is a proof, and lists witnesses that differ.
func TestTrivialityLocation(t *testing.T) {
	m, id := located(t, abi.TargetX64Linux, 0, abi.LocIndirect)
	r := abi.Trivialities(m)[id]
	require.Equal(t, abi.Computed, r.Certainty)
	require.False(t, r.Trivial)

	m, id = located(t, abi.TargetX64Linux, 0, abi.LocPieces)
	require.True(t, abi.Trivialities(m)[id].Trivial)

	m, id = located(t, abi.TargetX64Linux, abi.FuncParamsLost, abi.LocIndirect)
	require.Equal(t, abi.Unknown, abi.Trivialities(m)[id].Certainty, "a definition that lost parameters proves nothing")

	m, id = located(t, abi.TargetA64Linux, 0, abi.LocIndirect)
	require.Equal(t, abi.Unknown, abi.Trivialities(m)[id].Certainty, "a plain class over 16 bytes would lie there too")

	m, id = located(t, abi.TargetX64Linux, 0, abi.LocIndirect, abi.LocValue)
	tr, differ := abi.TrivialitiesWith(m, abi.TrivialityOptions{})
	require.Equal(t, abi.Unknown, tr[id].Certainty)
	require.Len(t, differ, 1)

	// gfortran-12 passes addresses of plain types unless they have VALUE.
	m, id = located(t, abi.TargetX64Linux, abi.FuncForeign, abi.LocIndirect, abi.LocValue)
	tr, differ = abi.TrivialitiesWith(m, abi.TrivialityOptions{})
	require.Equal(t, abi.Unknown, tr[id].Certainty)
	require.Empty(t, differ)
}

// TestTrivialityBadInput: a class that contains itself is not decided.
func TestTrivialityBadInput(t *testing.T) {
	b := abi.NewBuilder(abi.TargetX64Linux)
	x, y := b.NewType(), b.NewType()
	b.SetRecord(x, abi.Node{Kind: abi.KindStruct, Name: b.Str("X"), Size: 4}, abi.Origin{}, abi.Record{VptrOff: -1, Bases: []abi.BaseRow{{Type: y, Known: true}}})
	b.SetRecord(y, abi.Node{Kind: abi.KindStruct, Name: b.Str("Y"), Size: 4}, abi.Origin{}, abi.Record{VptrOff: -1, Fields: []abi.FieldRow{{Type: x}}})
	m, err := b.Finish()
	require.NoError(t, err)
	tr := abi.Trivialities(m)
	require.Equal(t, abi.Unknown, tr[x].Certainty)
	require.Contains(t, tr[x].Missing, "contains itself")
}

// TestTrivialABI: clang passes the class by value although its destructor is
// not trivial; the two witnesses are listed as differing.
func TestTrivialABI(t *testing.T) {
	const text = `struct __attribute__((trivial_abi)) T { int a; ~T(); };
T::~T() {}
int take(T t) { return t.a; }
`
	m := build(t, "clang++-15", text)
	tr, differ := abi.TrivialitiesWith(m, abi.TrivialityOptions{})
	m.Types(func(x abi.Type) bool {
		if x.Name() == "T" && x.IsRecord() {
			require.True(t, tr[x.ID()].Trivial)
			require.True(t, tr[x.ID()].TrivialABI, "the callee destroys it")
		}
		return true
	})
	require.NotEmpty(t, differ)
}

// TestTrivialityRealigned: gcc describes an argument that it copies to where its
// alignment wants it as one that came by address.
func TestTrivialityRealigned(t *testing.T) {
	const text = `struct alignas(16) T { float a; float b[3]; }; struct H { T t; }; struct alignas(32) W { int a; };
float one(int, T t) { return t.a; }
float two(int, H h) { return h.t.b[1]; }
int three(int, W w) { return w.a; }
`
	for _, compiler := range []string{"arm-linux-gnueabihf-g++-12", "i686-linux-gnu-g++-12"} {
		for _, level := range []string{"-O0", "-O1"} {
			m := build(t, compiler, text, level)
			tr, differ := abi.TrivialitiesWith(m, abi.TrivialityOptions{})
			require.Empty(t, differ, compiler)
			m.Types(func(x abi.Type) bool {
				if x.IsRecord() {
					require.True(t, tr[x.ID()].Trivial, "%s %s: %s", compiler, level, tr[x.ID()].Missing)
				}
				return true
			})
		}
	}
}
