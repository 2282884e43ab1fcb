package object

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// manyELF has n sections of each kind compilers make: one name for all
// (-fno-unique-section-names), names of their own (-ffunction-sections), and one
// group per function (templates). Its .debug_addr refers to all functions.
func manyELF(t testing.TB, dir string, n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, ".section .text,\"ax\",@progbits,unique,%d\n.globl u%d\nu%d: ret\n", i+1, i, i)
		fmt.Fprintf(&s, ".section .text.f%d,\"ax\",@progbits\n.globl f%d\nf%d: ret\n", i, i, i)
		fmt.Fprintf(&s, ".section .text.g%d,\"axG\",@progbits,g%d,comdat\n.weak g%d\ng%d: ret\n", i, i, i, i)
	}
	s.WriteString(".section .debug_addr,\"\",@progbits\n")
	for i := range n {
		fmt.Fprintf(&s, ".quad u%d, f%d, g%d\n", i, i, i)
	}
	// An entry for the section to belong to, and symbols that lie in no section.
	s.WriteString(".section .debug_info,\"\",@progbits\n.long 8\n.short 4\n.long 0\n.byte 8\n.byte 1\n" +
		".section .debug_abbrev,\"\",@progbits\n.byte 1,17,0,0,0,0\n" +
		".globl fixed\n.set fixed,0x1234\n.comm shared_block,24,8\n.globl nowhere\n" +
		".section .debug_addr,\"\",@progbits\n.quad shared_block, nowhere\n")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "many.s"), []byte(s.String()), 0o644))
	tool(t, dir, "clang-15", "-target", "x86_64-linux-gnu", "-c", "many.s", "-o", "many.o")
	return filepath.Join(dir, "many.o")
}

var readelfSection = regexp.MustCompile(`^ +\[ *(\d+)\] (.*?) +(NULL|PROGBITS|GROUP|STRTAB|SYMTAB|SYMTAB SECTION INDICES|RELA|NOBITS|LOOS\+0xfff4c03) +[0-9a-f]{16} ([0-9a-f]+) ([0-9a-f]+) `)

// TestManySections: an object of 300,000 sections, where numbers no longer fit 16 bits and a
// third of the names are one, is read like readelf reads it, and its debug sections
// refer to the right functions: also to those in sections 0xff00 to 0xffff, the numbers
// that stand for something else in a symbol.
func TestManySections(t *testing.T) {
	const n = 75_000
	dir := t.TempDir()
	path := manyELF(t, dir, n)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	im := open(t, path).Images[0]
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(12*len(im.data)), "bytes allocated")
	require.Greater(t, len(im.Sections), 4*n)

	judged := 0
	for _, l := range strings.Split(tool(t, dir, "readelf", "-S", "-W", "many.o"), "\n") {
		m := readelfSection.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		var i int
		_, err := fmt.Sscan(m[1], &i)
		require.NoError(t, err)
		s := &im.Sections[i]
		if i == 0 || m[2] != s.Name || m[3] == "NOBITS" {
			require.Zero(t, i, "section %d is %q, readelf says %q", i, s.Name, m[2])
		} else {
			var off, size uint64
			_, err = fmt.Sscanf(m[4]+" "+m[5], "%x %x", &off, &size)
			require.NoError(t, err)
			if s.off != off || s.Size != size {
				t.Fatalf("section %d: 0x%x+0x%x, readelf says 0x%x+0x%x", i, s.off, s.Size, off, size)
			}
		}
		judged++
	}
	require.Equal(t, len(im.Sections), judged)

	d, err := im.Debug()
	require.NoError(t, err)
	require.Len(t, d.Addr, (3*n+2)*8)
	at := map[string]*Symbol{}
	for i := range im.Symbols {
		at[im.Symbols[i].Raw] = &im.Symbols[i]
	}
	reserved := 0
	seen := map[uint64]bool{}
	for i := range 3 * n {
		name := fmt.Sprintf("%c%d", "ufg"[i%3], i/3)
		s := at[name]
		if a := binary.LittleEndian.Uint64(d.Addr[8*i:]); s == nil || s.Section < 1 || a != s.Addr || seen[a] || s.SectionName != im.Sections[s.Section].Name {
			t.Fatalf("%s: %+v at 0x%x", name, s, a)
		}
		seen[s.Addr] = true
		if s.Section >= 0xff00 && s.Section <= 0xffff {
			reserved++
		}
		if want := map[byte]string{'u': "", 'f': "", 'g': name}[name[0]]; s.Comdat != want {
			t.Fatalf("%s: comdat %q", name, s.Comdat)
		}
	}
	require.Greater(t, reserved, 150)
	require.True(t, at["fixed"].Absolute)
	require.Equal(t, SymCommon, at["shared_block"].Kind)
	require.True(t, at["nowhere"].Undefined)
	require.Equal(t, make([]byte, 16), d.Addr[3*n*8:], "a common block and an undefined symbol")
}

// TestNamesOverlap: names may share bytes, but not so that they are many times the
// file together.
func TestNamesOverlap(t *testing.T) {
	const n, long = 50_000, 100_000
	le := binary.LittleEndian
	b := make([]byte, 64+(n+2)*64+long+1)
	copy(b, "\x7fELF\x02\x01\x01")
	le.PutUint16(b[16:], 1)
	le.PutUint16(b[18:], 62)
	le.PutUint64(b[40:], 64)
	le.PutUint16(b[58:], 64)
	le.PutUint16(b[60:], n+2)
	le.PutUint16(b[62:], n+1)
	str := 64 + (n+2)*64
	for i := str; i < str+long; i++ {
		b[i] = 'x'
	}
	for i := 1; i <= n; i++ {
		le.PutUint32(b[64+i*64:], uint32(i)) // each name is the tail of one
		le.PutUint32(b[64+i*64+4:], 1)
	}
	last := b[64+(n+1)*64:]
	le.PutUint32(last, long)
	le.PutUint32(last[4:], 3)
	le.PutUint64(last[24:], uint64(str))
	le.PutUint64(last[32:], long+1)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Parse("tails.o", b, Options{})
	runtime.ReadMemStats(&after)
	require.ErrorContains(t, err, "names overlap: together they are longer than")
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8*len(b)))
	for i := 1; i <= n; i++ {
		le.PutUint32(b[64+i*64:], long-200) // one name of 200 bytes for all
	}
	f, err := Parse("one.o", b, Options{})
	require.NoError(t, err)
	require.Len(t, f.Images[0].Sections, n+2)
}
