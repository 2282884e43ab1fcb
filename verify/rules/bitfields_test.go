package rules

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestBitfieldsAgainstClang asks clang's Microsoft layout about generated
// structs: TN1013 must fire exactly on those whose bit-fields lie elsewhere
// when the same source is compiled for Windows.
func TestBitfieldsAgainstClang(t *testing.T) {
	rng := rand.New(rand.NewSource(7))
	kinds := []struct {
		name string
		bits int
	}{{"char", 8}, {"unsigned char", 8}, {"short", 16}, {"int", 32}, {"unsigned", 32}, {"long long", 64}, {"bool", 1}}
	var src strings.Builder
	const n = 150
	for i := range n {
		fmt.Fprintf(&src, "struct S%d {", i)
		for j := range 2 + rng.Intn(5) {
			k := kinds[rng.Intn(len(kinds))]
			if rng.Intn(3) == 0 {
				fmt.Fprintf(&src, " %s f%d;", k.name, j)
			} else {
				fmt.Fprintf(&src, " %s f%d : %d;", k.name, j, 1+rng.Intn(k.bits))
			}
		}
		fmt.Fprintf(&src, " };\nvoid use%d(const S%d *) {}\n", i, i)
	}
	dir := t.TempDir()
	build := func(name, head string) *abi.Model {
		path := filepath.Join(dir, name+".cc")
		require.NoError(t, os.WriteFile(path, []byte(head+src.String()), 0o644))
		return loadAll(t, compile(t, path, dir))
	}
	linux := build("linux", "")
	windows := build("windows", "// compiler: clang++-15\n// flags: -target x86_64-pc-windows-msvc -gdwarf -fstandalone-debug -ffreestanding\n")
	at := func(m *abi.Model) map[string]abi.Bits {
		out := map[string]abi.Bits{}
		for x := range m.Types {
			if x.IsRecord() {
				for _, f := range x.Fields() {
					out[x.Name()+"."+f.Name] = f.Offset
				}
			}
		}
		return out
	}
	away := at(windows)
	here, there := map[string]string{}, map[string]string{}
	for x := range linux.Types {
		if x.IsRecord() {
			for _, f := range x.Fields() {
				if f.BitField {
					here[x.Name()] += fmt.Sprint(" ", f.Offset)
					there[x.Name()] += fmt.Sprint(" ", away[x.Name()+"."+f.Name])
				}
			}
		}
	}
	rep, err := Run(linux, Options{Rules: []string{"TN1013"}})
	require.NoError(t, err)
	fired := map[string]bool{}
	for _, f := range rep.Findings {
		fired[f.Entity] = true
	}
	moved := 0
	for i := range n {
		s := fmt.Sprint("S", i)
		if here[s] != there[s] {
			moved++
		}
		require.Equal(t, here[s] != there[s], fired[s], "%s: here%s, Windows%s\n%s", s, here[s], there[s], src.String())
	}
	require.Greater(t, moved, 20)
	require.Less(t, moved, n-20)
}

// TestStatedPack: clang 19 states what #pragma pack makes of a class whose members
// happen to be aligned.
func TestStatedPack(t *testing.T) {
	const text = `// compiler: clang++-19
// flags: -fstandalone-debug
#pragma pack(push, 2)
struct Two { int a, b; };
#pragma pack(pop)
#pragma pack(push, 8)
struct Eight { int a, b; };
#pragma pack(pop)
void use(const Two *, const Eight *) {}
`
	path := filepath.Join(t.TempDir(), "a.cc")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	r, err := Run(loadAll(t, compile(t, path, t.TempDir())), Options{Rules: []string{"TN1016"}})
	require.NoError(t, err)
	require.Len(t, r.Findings, 1)
	require.Equal(t, "Two", r.Findings[0].Entity)
}
