package object

import (
	"bytes"
	"debug/elf"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/klauspost/compress/zlib"
	"github.com/stretchr/testify/require"
)

// TestNotRegular: directories, pipes, devices, empty files and other bytes are
// refused at once.
func TestNotRegular(t *testing.T) {
	dir := t.TempDir()
	fifo, empty, text := filepath.Join(dir, "fifo"), filepath.Join(dir, "empty"), filepath.Join(dir, "text")
	require.NoError(t, syscall.Mkfifo(fifo, 0o600))
	require.NoError(t, os.WriteFile(empty, nil, 0o644))
	require.NoError(t, os.WriteFile(text, []byte("int main() {}\n"), 0o644))
	for path, want := range map[string]string{dir: "is a directory", fifo: "not a regular file", "/dev/zero": "not a regular file", empty: "the file is empty"} {
		_, err := Open(path, Options{})
		require.ErrorContains(t, err, want)
	}
	_, err := Open(text, Options{})
	require.ErrorIs(t, err, ErrFormat)
	_, err = Open(filepath.Join(dir, "missing"), Options{})
	require.ErrorIs(t, err, os.ErrNotExist)
}

// TestBombs: sizes a stream cannot have are refused before memory is spent.
func TestBombs(t *testing.T) {
	dir := t.TempDir()
	library(t, dir)
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, err := w.Write(make([]byte, 1<<20))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	zl := uint32(elf.COMPRESS_ZLIB)
	for _, tc := range []struct {
		method uint32
		size   uint64
		stream []byte
		want   string
	}{
		{zl, 1 << 44, z.Bytes(), "claims to unpack to 17592186044416 bytes"},
		{zl, 1 << 31, z.Bytes(), "the limit is 1032 times"},
		{uint32(elf.COMPRESS_ZSTD), 1 << 31, z.Bytes(), "the limit is 4096 times"},
		{zl, 1<<20 + 1, z.Bytes(), "the stream has 1048576 bytes, its header says 1048577"},
		{zl, 1<<20 - 1, z.Bytes(), "the stream has more than the 1048575 bytes"},
		{zl, 1 << 20, z.Bytes()[:z.Len()-1], "unexpected EOF"},
		{zl, 100, []byte("no stream"), "zlib:"},
		{77, 100, z.Bytes(), "unknown method"},
	} {
		im := open(t, writeChdr(t, dir, "bomb.so", tc.method, tc.size, tc.stream)).Images[0]
		_, err := im.Debug()
		require.ErrorContains(t, err, tc.want)
		var e *Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, ".debug_info", e.Section)
	}
	// Each stream keeps to its limit, all together do not.
	const size = 150 << 20
	var zeros bytes.Buffer
	w = zlib.NewWriter(&zeros)
	_, err = w.Write(make([]byte, size))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	library(t, dir)
	require.NoError(t, os.Rename(writeChdr(t, dir, "one.so", zl, size, zeros.Bytes()), filepath.Join(dir, "libx.so")))
	d0, err := open(t, filepath.Join(dir, "libx.so")).Images[0].Debug()
	require.NoError(t, err)
	require.Len(t, d0.Info, size)
	two := open(t, writeChdrOf(t, dir, "two.so", ".debug_str", zl, size, zeros.Bytes())).Images[0]
	used := allocated(func() { _, err = two.Debug() })
	require.ErrorContains(t, err, "two.so: .debug_info+0x0: compressed sections claim to unpack to 314572800 bytes together; the limit for a file of")
	require.Less(t, used, uint64(1<<20))
	library(t, dir)
	// A section that is unpacked later, or never, is told of at once.
	im := open(t, writeChdrOf(t, dir, "line.so", ".debug_line", zl, 1<<44, z.Bytes())).Images[0]
	d, err := im.Debug()
	require.NoError(t, err)
	require.Len(t, d.Notes, 1)
	require.Contains(t, d.Notes[0].String(), "line.so: .debug_line: claims to unpack to 17592186044416 bytes; the limit is 4294967296; it is not read")
	_, err = d.Line()
	require.ErrorContains(t, err, "line.so: .debug_line+0x0: claims to unpack")
}

// TestTruncated: every prefix of an object of each format is an error or opens
// without a panic.
func TestTruncated(t *testing.T) {
	for _, triple := range []string{linux, "i386-linux-gnu", "mips-linux-gnu", "arm64-apple-macosx11", "x86_64-pc-windows-msvc"} {
		b, err := os.ReadFile(compile(t, t.TempDir(), triple, source, "x.o", "-gdwarf-4"))
		require.NoError(t, err)
		for n := 0; n < len(b); n += 1 + n/64 {
			exercise("cut", b[:n:n])
		}
	}
}

// exercise reads everything a file offers.
func exercise(name string, data []byte) {
	f, err := Parse(name, data, Options{})
	if err != nil {
		_ = err.Error()
		return
	}
	for _, im := range f.Images {
		im.DoubleRegisters()
		for i := range im.Symbols {
			im.Initial(&im.Symbols[i], 4)
		}
		for i := range im.Sections {
			if im.Sections[i].Size < 1<<24 {
				_, _ = im.SectionData(i)
			}
		}
		for _, d := range []func() (*DebugSections, error){im.Debug, func() (*DebugSections, error) { return im.OpenDwo("x.dwo", "/", 1) }} {
			if d, err := d(); err == nil {
				for id := dwarfSection(0); id < numDwarf; id++ {
					_, _ = d.part(id)
				}
			}
		}
	}
	f.Close()
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(arMagic))
	f.Fuzz(func(t *testing.T, data []byte) { exercise("fuzz", data) })
}
