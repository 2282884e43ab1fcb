package callconv

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// TestFloatBeside: a float beside one other scalar travels in a floating-point
// register, with an unnamed bit-field as a third it does not. What is not refused is
// as the compilers' own code has it: what comes in an integer register it moves.
func TestFloatBeside(t *testing.T) {
	const text = `struct Plain { int i; float f; }; struct Full { int i : 32; float f; }; struct Loose { int i : 10; float f; }; struct Unnamed { int i : 10; int : 4; float f; };
struct Rest { int i : 10; int : 22; float f; }; struct Boolean { int i : 10; _Bool : 1; float f; }; struct Behind { float f; int i : 3; int : 4; }; struct Last { float f; int i : 3; };
struct Wide { int i : 10; int : 4; double f; }; struct Alone { float f; }; struct Empty {}; struct WithEmpty { float f; union { struct Empty e; } u; };
#define F(T) float f##T(int x, struct T s) { return s.f; }
F(Plain) F(Full) F(Loose) F(Unnamed) F(Rest) F(Boolean) F(Behind) F(Last) F(Wide) F(Alone) F(WithEmpty)
`
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	moves := regexp.MustCompile(`\sfmv\.[wd]\.x\s`)
	clang := " --target=riscv64-linux-gnu -march=rv64gc -mabi=lp64d"
	for _, c := range []string{"riscv64-linux-gnu-gcc-12", "clang-15" + clang, "clang-19" + clang} {
		args := append(strings.Fields(c), "-w", "-O1", in)
		asm, err := exec.Command(args[0], append(args[1:], "-S", "-o", "-")...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c, asm)
		msg, err := exec.Command(args[0], append(args[1:], "-g", "-c", "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c, msg)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		context, known := NewContext(m), []string(nil)
		for f := range m.Funcs {
			_, body, ok := strings.Cut(string(asm), "\n"+f.Name()+":")
			require.True(t, ok, f.Name())
			body, _, _ = strings.Cut(body, "\n\t.size")
			x := Classify(context, f.Signature()).Params[1]
			if x.Passing == Refused || x.Differs != "" {
				continue
			}
			known = append(known, f.Name())
			float := slices.ContainsFunc(x.Pieces, func(p Piece) bool { return p.Class == ClassFloat })
			require.Equal(t, !moves.MatchString(body), float, "%s: %s: %s\n%s", c, f.Name(), x, body)
		}
		slices.Sort(known)
		require.Equal(t, []string{"fAlone", "fFull", "fPlain"}, known, c)
	}
}

// TestHollowUnion: g++ from 16 on passes a float beside a union of empty classes in
// a floating-point register, older ones do not (g++-16 -Wpsabi: "ABI for flattened
// empty union and zero length array changed in GCC 16"). The object is one of g++ 12
// that says it is of another version.
func TestHollowUnion(t *testing.T) {
	dir := t.TempDir()
	in, asm, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.s"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte("struct Y { float a; union { struct {} e; } u; }; float f(Y y) { return y.a; }\n"), 0o644))
	gcc := func(args ...string) {
		out, err := exec.Command("riscv64-linux-gnu-g++-12", args...).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	gcc("-std=c++17", "-w", "-g", "-O1", "-S", in, "-o", asm)
	text, err := os.ReadFile(asm)
	require.NoError(t, err)
	require.Regexp(t, `\sfmv\.w\.x\s`, string(text))
	for version, differs := range map[string]bool{"12.2.0": false, "15.2.0": false, "16.0.1": true, "17.1.0": true} {
		other := regexp.MustCompile(`GNU C\+\+17 [0-9.]+`).ReplaceAllString(string(text), "GNU C++17 "+version)
		require.Contains(t, other, version)
		require.NoError(t, os.WriteFile(asm, []byte(other), 0o644))
		gcc("-c", asm, "-o", object)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		for f := range m.Funcs {
			require.Equal(t, differs, Classify(NewContext(m), f.Signature()).Params[0].Differs != "", version)
		}
	}
}
