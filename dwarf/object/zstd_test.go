package object

import (
	"debug/elf"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
)

// zstdLibrary writes dir/zstd.so: libx.so with .debug_info packed by zstd. The
// tools of Debian 12 cannot do that; the header is the gABI's Elf64_Chdr.
func zstdLibrary(t testing.TB, dir string, info []byte) {
	t.Helper()
	enc, err := zstd.NewWriter(nil)
	require.NoError(t, err)
	writeChdr(t, dir, "zstd.so", uint32(elf.COMPRESS_ZSTD), uint64(len(info)), enc.EncodeAll(info, nil))
}

// writeChdr replaces .debug_info of dir/libx.so by a compressed section.
func writeChdr(t testing.TB, dir, out string, method uint32, size uint64, stream []byte) string {
	t.Helper()
	return writeChdrOf(t, dir, out, ".debug_info", method, size, stream)
}

func writeChdrOf(t testing.TB, dir, out, section string, method uint32, size uint64, stream []byte) string {
	t.Helper()
	le := binary.LittleEndian
	b := le.AppendUint32(nil, method)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint64(b, size)
	b = le.AppendUint64(b, 1)
	b = append(b, stream...)
	lib, err := os.ReadFile(filepath.Join(dir, "libx.so"))
	require.NoError(t, err)
	f, err := elf.Open(filepath.Join(dir, "libx.so"))
	require.NoError(t, err)
	defer f.Close()
	shoff := le.Uint64(lib[40:])
	for i, s := range f.Sections {
		if s.Name == section {
			h := lib[shoff+uint64(i)*64:]
			le.PutUint64(h[8:], uint64(elf.SHF_COMPRESSED))
			le.PutUint64(h[24:], uint64(len(lib)))
			le.PutUint64(h[32:], uint64(len(b)))
		}
	}
	path := filepath.Join(dir, out)
	require.NoError(t, os.WriteFile(path, append(lib, b...), 0o644))
	return path
}
