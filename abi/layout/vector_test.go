package layout_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestVectorAlignment: the alignment of classes with vectors is what compilers
// answer for alignof, or a lower bound that says so: g++ takes no more than the
// instructions of the unit load.
func TestVectorAlignment(t *testing.T) {
	const source = `#define V(n) typedef float v##n __attribute__((vector_size(n))); struct S##n { v##n m; }; struct S##n s##n; char a##n[_Alignof(struct S##n)];
V(8) V(16) V(32) V(64)
`
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(file("a.c"), []byte(source), 0o644))
	exact, bounds := 0, 0
	for _, compiler := range []string{"gcc-12", "gcc-12 -mavx", "gcc-12 -mavx512f", "clang-15", "clang-15 -mavx", "aarch64-linux-gnu-gcc-12", "arm-linux-gnueabihf-gcc-12", "riscv64-linux-gnu-gcc-12", "i686-linux-gnu-gcc-12",
		"clang-19 --target=aarch64-linux-gnu", "clang-19 --target=armv7-linux-gnueabihf", "clang-19 --target=riscv64-linux-gnu -march=rv64gc -mabi=lp64d", "clang-19 --target=x86_64-pc-windows-msvc", "clang-19 --target=arm64-apple-macos11"} {
		args := append(strings.Fields(compiler), "-gdwarf", "-c", file("a.c"), "-o", file("a.o"))
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		out, err = exec.Command(args[0], append(strings.Fields(compiler)[1:], "-S", "-o", "-", file("a.c"))...).Output()
		require.NoError(t, err)
		m, err := load.Files([]string{file("a.o")}, load.Options{})
		require.NoError(t, err)
		p := layout.NewPredictor(m, m.Target())
		for ty := range m.Types {
			n := strings.TrimPrefix(ty.Name(), "S")
			if !ty.IsRecord() || n == ty.Name() {
				continue
			}
			judge := regexp.MustCompile(`(?m)^_?a` + n + `:\n\s*\.(?:zero|space)\s+(\d+)|\.comm\s+_?a` + n + `,\s*(\d+)|\.zerofill\s+\w+,\s*\w+,\s*_a` + n + `,(\d+)`).FindStringSubmatch(string(out))
			require.NotNil(t, judge, "%s %s", compiler, out)
			want, err := strconv.Atoi(judge[1] + judge[2] + judge[3])
			require.NoError(t, err)
			r, err := p.Stated(ty)
			require.NoError(t, err)
			if r.Unstated {
				require.LessOrEqual(t, int(r.Align), want, "%s %s", compiler, ty)
				bounds++
				continue
			}
			require.EqualValues(t, want, r.Align, "%s %s", compiler, ty)
			exact++
		}
	}
	require.Equal(t, []int{46, 10}, []int{exact, bounds})
}
