package diff_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/snapshot"
	"github.com/tenon-abi/tenon/verify/diff"
)

// libraries of the machine that have debug information, here or in a separate
// file, and the package that has it.
func libraries() map[string]string {
	const dir = "/usr/lib/x86_64-linux-gnu/"
	return map[string]string{
		dir + "debug/libstdc++.so.6": "libstdc++6-12-dbg",
		dir + "librados.so.2":        "librados2-dbg",
		dir + "libc.so.6":            "libc6-dbg",
		dir + "libm.so.6":            "libc6-dbg",
		dir + "ld-linux-x86-64.so.2": "libc6-dbg",
	}
}

// TestSelf compares libraries that nobody here wrote with themselves, and with
// their snapshot, in both directions: no change.
func TestSelf(t *testing.T) {
	for path, pkg := range libraries() {
		t.Run(path, func(t *testing.T) {
			_, err := os.Stat(path)
			require.NoError(t, err, "apt-get install %s", pkg)
			m, err := load.Files([]string{path}, load.Options{})
			require.NoError(t, err)
			require.Greater(t, m.NumTypes(), 100, "no debug information: apt-get install %s", pkg)
			var b bytes.Buffer
			require.NoError(t, snapshot.Write(&b, m))
			back, err := snapshot.Read(&b)
			require.NoError(t, err)
			for _, pair := range [][2]*abi.Model{{m, m}, {m, back}, {back, m}} {
				g := diff.Compare(pair[0], pair[1], diff.Options{})
				require.Empty(t, describe(g))
				require.Empty(t, g.Fidelity.Lost)
				require.Empty(t, g.Fidelity.Gained)
				require.Greater(t, g.Counts.Functions, 20)
			}
		})
	}
}

// BenchmarkCompare compares libstdc++'s debug library with itself.
func BenchmarkCompare(b *testing.B) {
	path := "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6"
	m, n := loaded(b, path), loaded(b, path)
	for b.Loop() {
		diff.Compare(m, n, diff.Options{})
	}
}

// BenchmarkLoad is what BenchmarkCompare has to stay under, twice.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		loaded(b, "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6")
	}
}
