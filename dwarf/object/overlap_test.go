package object

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// smallPE is an image with one section of data at RVA 0x1000 and its directories.
func smallPE(data []byte, dirs map[int]coffDir) []byte {
	le := binary.LittleEndian
	b := make([]byte, 0x200, 0x200+len(data))
	copy(b, "MZ")
	le.PutUint32(b[0x3c:], 0x40)
	copy(b[0x40:], "PE\x00\x00")
	le.PutUint16(b[0x44:], 0x8664)
	le.PutUint16(b[0x46:], 1)
	le.PutUint16(b[0x54:], 240)
	opt := b[0x58:]
	le.PutUint16(opt, 0x20b)
	le.PutUint32(opt[108:], 16)
	for i, d := range dirs {
		le.PutUint32(opt[112+8*i:], d.rva)
		le.PutUint32(opt[116+8*i:], d.size)
	}
	sec := b[0x58+240:]
	copy(sec, ".rdata")
	le.PutUint32(sec[8:], uint32(len(data)))
	le.PutUint32(sec[12:], 0x1000)
	le.PutUint32(sec[16:], uint32(len(data)))
	le.PutUint32(sec[20:], 0x200)
	return append(b, data...)
}

// allocated is how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestPENamesOverlap: a table of 100,000 forwarders, DLLs or imported names that are
// all the same megabyte is refused before it is copied for each.
func TestPENamesOverlap(t *testing.T) {
	const n = 100_000
	le := binary.LittleEndian
	put := func(b []byte, at int, v ...uint32) {
		for i, x := range v {
			le.PutUint32(b[at+4*i:], x)
		}
	}
	long := strings.Repeat("x", 1<<20)
	tables := n * 20
	exports := append(make([]byte, 40+4*n), long...)
	put(exports, 16, 1, n, 0, 0x1000+40, 0x1000+40, 0x1000+40)
	for i := range n {
		put(exports, 40+4*i, 0x1000+40+4*n)
	}
	dlls := append(make([]byte, tables+20+8), long...)
	for i := range n {
		put(dlls, 20*i, uint32(0x1000+tables+20), 0, 0, uint32(0x1000+tables+28), uint32(0x1000+tables+20))
	}
	names := append(make([]byte, 40+8*n+8), long...)
	put(names, 0, 0x1000+40, 0, 0, uint32(0x1000+40+8*n), 0x1000+40)
	for i := range n {
		put(names, 40+8*i, uint32(0x1000+40+8*n+8))
	}
	for what, tc := range map[string]struct {
		data []byte
		dir  int
	}{"function": {exports, dirExport}, "a DLL": {dlls, dirImport}, "an imported name": {names, dirImport}} {
		b := smallPE(tc.data, map[int]coffDir{tc.dir: {0x1000, uint32(len(tc.data))}})
		var err error
		used := allocated(func() { _, err = Parse("x.dll", b, Options{}) })
		require.ErrorContains(t, err, what)
		require.ErrorContains(t, err, "names overlap")
		require.Less(t, used, uint64(40*len(b)), what)
	}
}

// TestMachOAliasOverlap: symbols that are other names for one endless name.
func TestMachOAliasOverlap(t *testing.T) {
	le := binary.LittleEndian
	const n = 50_000
	b := make([]byte, 32+24+16*n+1<<20)
	le.PutUint32(b, 0xfeedfacf)
	le.PutUint32(b[4:], 12|1<<24)
	le.PutUint32(b[12:], 1)
	le.PutUint32(b[16:], 1)
	le.PutUint32(b[20:], 24)
	for i, v := range []uint32{2, 24, 56, n, 56 + 16*n, 1 << 20} {
		le.PutUint32(b[32+4*i:], v)
	}
	for i := range n {
		b[56+16*i+4] = nIndir
		b[56+16*i+8] = 1
	}
	for i := 56 + 16*n + 1; i < len(b)-1; i++ {
		b[i] = 'x'
	}
	var err error
	used := allocated(func() { _, err = Parse("x.o", b, Options{}) })
	require.ErrorContains(t, err, "names overlap")
	require.Less(t, used, uint64(20*len(b)))
}

// TestArchiveNamesOverlap: a hundred thousand members with one name that does not end.
func TestArchiveNamesOverlap(t *testing.T) {
	header := func(name, size string) string {
		return name + strings.Repeat(" ", 48-len(name)) + size + strings.Repeat(" ", 10-len(size)) + "`\n"
	}
	b := []byte(arMagic + header("//", "1048576") + strings.Repeat("x", 1<<20) + strings.Repeat(header("/0", "0"), 100_000))
	var err error
	used := allocated(func() { _, err = Parse("x.a", b, Options{}) })
	require.ErrorContains(t, err, "bad long name")
	require.Less(t, used, uint64(1<<20))
}

// TestThinRepeats: a thin archive that names one file many times opens it once.
func TestThinRepeats(t *testing.T) {
	dir := t.TempDir()
	compile(t, dir, linux, source, "x.o", "-gdwarf-5")
	head := "x.o/            0           0     0     644     4         `\n"
	path := filepath.Join(dir, "x.a")
	require.NoError(t, os.WriteFile(path, []byte(thinMagic+strings.Repeat(head, 100_000)), 0o644))
	f := open(t, path)
	require.Len(t, f.Images, 1)
	require.Len(t, f.children, 1)
}

// TestVersionsOverlap: symbols whose version is one endless name.
func TestVersionsOverlap(t *testing.T) {
	const n = 20_000
	le := binary.LittleEndian
	var b []byte
	section := func(data []byte) (off uint64) {
		off = uint64(len(b))
		b = append(b, data...)
		return off
	}
	b = make([]byte, 64+5*64)
	copy(b, "\x7fELF\x02\x01\x01")
	le.PutUint16(b[16:], 3)
	le.PutUint16(b[18:], 62)
	le.PutUint64(b[40:], 64)
	le.PutUint16(b[58:], 64)
	le.PutUint16(b[60:], 5)
	str := append(append([]byte{0, 'f', 0}, strings.Repeat("v", 1<<19)...), 0)
	syms, vers, def := make([]byte, 24*n), make([]byte, 2*n), make([]byte, 28)
	for i := range n {
		syms[24*i], syms[24*i+4] = 1, 0x12
		vers[2*i] = 2
	}
	def[4] = 2
	le.PutUint32(def[12:], 20)
	le.PutUint32(def[20:], 3)
	for i, s := range []struct {
		typ, link uint32
		data      []byte
	}{{11, 2, syms}, {3, 0, str}, {0x6fffffff, 1, vers}, {0x6ffffffd, 2, def}} {
		off := section(s.data)
		h := b[64+64*(i+1):]
		le.PutUint32(h[4:], s.typ)
		le.PutUint64(h[24:], off)
		le.PutUint64(h[32:], uint64(len(s.data)))
		le.PutUint32(h[40:], s.link)
	}
	var err error
	used := allocated(func() { _, err = Parse("x.so", b, Options{}) })
	require.ErrorContains(t, err, "names overlap")
	require.Less(t, used, uint64(20*len(b)))
}
