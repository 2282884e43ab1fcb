package snapshot_test

import (
	"bytes"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/snapshot"
)

// libstdcxx is libstdc++'s debug library, or the file TENON_BENCH names.
func libstdcxx(t testing.TB) *abi.Model {
	path := os.Getenv("TENON_BENCH")
	if path == "" {
		path = "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6"
	}
	_, err := os.Stat(path)
	require.NoError(t, err, "apt-get install libstdc++6-12-dbg")
	m, err := load.Files([]string{path}, load.Options{})
	require.NoError(t, err)
	return m
}

// TestReal writes and reads the snapshot of a library that nobody here wrote:
// the second snapshot equals the first.
func TestReal(t *testing.T) {
	m := libstdcxx(t)
	var first, second bytes.Buffer
	require.NoError(t, snapshot.Write(&first, m))
	back, err := snapshot.Read(bytes.NewReader(first.Bytes()))
	require.NoError(t, err)
	require.NoError(t, snapshot.Write(&second, back))
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		a, b := bytes.Split(first.Bytes(), []byte("\n")), bytes.Split(second.Bytes(), []byte("\n"))
		for i := range min(len(a), len(b)) {
			require.Equal(t, string(a[i]), string(b[i]), "line %d", i+1)
		}
		require.Equal(t, len(a), len(b))
	}
}

func BenchmarkWrite(b *testing.B) {
	m := libstdcxx(b)
	var n countWriter
	for b.Loop() {
		n = 0
		require.NoError(b, snapshot.Write(&n, m))
	}
	b.SetBytes(int64(n))
}

func BenchmarkRead(b *testing.B) {
	var buf bytes.Buffer
	require.NoError(b, snapshot.Write(&buf, libstdcxx(b)))
	b.SetBytes(int64(buf.Len()))
	for b.Loop() {
		_, err := snapshot.Read(bytes.NewReader(buf.Bytes()))
		require.NoError(b, err)
	}
}

type countWriter int64

func (c *countWriter) Write(p []byte) (int, error) { *c += countWriter(len(p)); return len(p), nil }

var _ io.Writer = (*countWriter)(nil)
