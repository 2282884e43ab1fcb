package object

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const exportSource = `
extern "C" int plain(int x) { return x + 1; }
__attribute__((weak)) int weakling(int x) { return x; }
int visible_state = 7;
__thread int per_thread = 3;
__attribute__((visibility("hidden"))) int secret() { return per_thread; }
int use() { return secret(); }
template <class T> struct Box { T v; T get() { return v; } };
template struct Box<int>;
__asm__(".globl _fixed\n_fixed = 0x1234");
extern "C" int main() { return 0; }
`

// linkApple links exportSource to dir/out for an architecture.
func linkApple(t testing.TB, dir, arch, out string, flags ...string) string {
	t.Helper()
	compile(t, dir, arch+"-apple-macosx11", exportSource, arch+".o", "-gdwarf-4")
	tool(t, dir, "ld64.lld-15", append([]string{"-arch", arch, "-platform_version", "macos", "11.0", "11.0", "-undefined", "dynamic_lookup",
		"-o", out, arch + ".o"}, flags...)...)
	return filepath.Join(dir, out)
}

// judgeExports are llvm-objdump's lines, sorted: place, name and flags.
func judgeExports(t testing.TB, path string) []string {
	out := exportLines(tool(t, ".", "llvm-objdump-15", "--macho", "--exports-trie", path))
	sort.Strings(out)
	return out
}

func exportLines(text string) (out []string) {
	for _, l := range strings.Split(text, "\n") {
		if strings.HasPrefix(l, "0x") || strings.HasPrefix(l, "[re-export]") {
			out = append(out, l)
		}
	}
	return out
}

// ourExports are the exported symbols in llvm-objdump's spelling.
func ourExports(im *Image) []string {
	var out []string
	for i := range im.Symbols {
		s := &im.Symbols[i]
		if s.Exported {
			out = append(out, ourExport(s))
		}
	}
	sort.Strings(out)
	return out
}

func ourExport(s *Symbol) string {
	line := fmt.Sprintf("0x%08X  %s", s.Value, s.Raw)
	if s.Forward != "" {
		line = "[re-export] " + s.Raw
	}
	for flag, on := range map[string]bool{"weak_def": s.Binding == BindWeak, "per-thread": s.Kind == SymTLS, "absolute": s.Absolute} {
		if on {
			line += " [" + flag + "]" // no export here has two
		}
	}
	return line
}

// TestExportTrie: what dylibs and programs export is what llvm-objdump reads from their
// tries, also when the symbol table is gone.
func TestExportTrie(t *testing.T) {
	dir := t.TempDir()
	dylib := []string{"-dylib", "-install_name", "@rpath/libx.dylib"}
	for _, tc := range []struct {
		name, arch string
		flags      []string
		exports    int
	}{
		{"arm", "arm64", dylib, 8}, {"intel", "x86_64", dylib, 8}, {"program", "x86_64", []string{"-execute"}, 9},
		{"some", "arm64", append([]string{"-unexported_symbol", "_plain", "-unexported_symbol", "__Z8weaklingi"}, dylib...), 6},
		{"none", "arm64", append([]string{"-exported_symbol", "_nothing"}, dylib...), 0},
	} {
		path := linkApple(t, dir, tc.arch, tc.name, tc.flags...)
		judge := judgeExports(t, path)
		require.Len(t, judge, tc.exports, tc.name)
		im := open(t, path).Images[0]
		require.Equal(t, judge, ourExports(im), tc.name)
		require.Equal(t, tc.exports > 0 && tc.name != "some", findSymbol(im, "plain").Exported, tc.name)

		b, err := os.ReadFile(path)
		require.NoError(t, err)
		at := loadCommand(t, b, lcSymtab)
		binary.LittleEndian.PutUint32(b[at+12:], 0) // nsyms
		at = loadCommand(t, b, 0xb)                 // LC_DYSYMTAB counts them too
		clear(b[at+8 : at+80])
		bare := filepath.Join(dir, tc.name+".bare")
		require.NoError(t, os.WriteFile(bare, b, 0o644))
		require.Equal(t, judge, judgeExports(t, bare))
		stripped := open(t, bare).Images[0]
		require.Equal(t, judge, ourExports(stripped), tc.name)
		for i := range stripped.Symbols {
			s := &stripped.Symbols[i]
			with := findSymbol(im, s.Name)
			if s.Name == "_mh_execute_header" {
				continue // the image's first byte, which lies in no section
			}
			require.Equal(t, []any{with.Kind, with.SectionName, with.Addr, with.Binding, with.Visibility}, []any{s.Kind, s.SectionName, s.Addr, s.Binding, s.Visibility}, s.Name)
		}
	}
	tool(t, dir, "llvm-lipo-15", "-create", "arm", "intel", "-output", "both")
	both := open(t, filepath.Join(dir, "both"))
	require.Len(t, both.Images, 2)
	for _, im := range both.Images {
		name := map[Machine]string{AArch64: "arm", X86_64: "intel"}[im.Machine]
		require.Equal(t, judgeExports(t, filepath.Join(dir, name)), ourExports(im))
	}
}

// loadCommand is the offset of the first load command cmd of a 64-bit image.
func loadCommand(t testing.TB, b []byte, cmd uint32) int {
	at := 32
	for range binary.LittleEndian.Uint32(b[16:]) {
		if binary.LittleEndian.Uint32(b[at:]) == cmd {
			return at
		}
		at += int(binary.LittleEndian.Uint32(b[at+4:]))
	}
	t.Fatalf("no load command 0x%x", cmd)
	return 0
}

func uleb(v uint64) []byte {
	var b []byte
	for ; v >= 0x80; v >>= 7 {
		b = append(b, byte(v)|0x80)
	}
	return append(b, byte(v))
}

// withTrie replaces a dylib's trie: appended to __LINKEDIT, the file's end.
func withTrie(t testing.TB, b, trie []byte) []byte {
	b = append([]byte(nil), b...)
	le := binary.LittleEndian
	at := loadCommand(t, b, lcDyldInfoOnly)
	le.PutUint32(b[at+40:], uint32(len(b)))
	le.PutUint32(b[at+44:], uint32(len(trie)))
	seg := bytes.Index(b, []byte("__LINKEDIT\x00"))
	le.PutUint64(b[seg+24:], 1<<20) // vmsize
	le.PutUint64(b[seg+40:], le.Uint64(b[seg+40:])+uint64(len(trie)))
	return append(b, trie...)
}

// trieOf is a trie of one level below "_": each export has one letter more.
func trieOf(exports ...[]byte) []byte {
	head := []byte{0, 1, '_', 0, 5, 0, byte(len(exports))}
	size := len(head) + 5*len(exports)
	var tail []byte
	for i, x := range exports {
		at := size + len(tail)
		head = append(head, byte('a'+i), 0, byte(at&0x7f|0x80), byte(at>>7&0x7f|0x80), byte(at>>14))
		tail = append(tail, append(append(uleb(uint64(len(x))), x...), 0)...)
	}
	return append(head, tail...)
}

func cat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// TestExportKinds: re-exports under the same and another name, a stub with a resolver, and
// LC_DYLD_EXPORTS_TRIE, which no linker here writes.
func TestExportKinds(t *testing.T) {
	dir := t.TempDir()
	linkApple(t, dir, "arm64", "libother.dylib", "-dylib", "-install_name", "/usr/lib/libother.dylib")
	path := linkApple(t, dir, "arm64", "libx.dylib", "-dylib", "-install_name", "@rpath/libx.dylib", "-reexport_library", "libother.dylib")
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	plain := findSymbol(open(t, path).Images[0], "plain").Value
	trie := trieOf(
		cat([]byte{exportReexport, 1}, []byte("_elsewhere\x00")),
		cat([]byte{exportReexport | exportWeak, 1, 0}),
		cat([]byte{exportResolver}, uleb(plain), uleb(plain+4)),
		cat([]byte{exportWeak}, uleb(plain)),
		cat([]byte{exportAbsolute}, uleb(0x4321)),
	)
	made := withTrie(t, b, trie)
	require.NoError(t, os.WriteFile(path, made, 0o644))
	want := []string{
		"[re-export] _a (_elsewhere from libother)",
		"[re-export] _b [weak_def] (from libother)",
		fmt.Sprintf("0x%08X  _c [resolver=0x%08X]", plain, plain+4),
		fmt.Sprintf("0x%08X  _d [weak_def]", plain),
		"0x00004321  _e [absolute]",
	}
	require.Equal(t, want, exportLines(tool(t, dir, "llvm-objdump-15", "--macho", "--exports-trie", path)))
	modern := append([]byte(nil), made...) // the same trie by its newer load command, with another in the rest of the old one's bytes
	at := loadCommand(t, modern, lcDyldInfoOnly)
	le := binary.LittleEndian
	off, size := le.Uint32(modern[at+40:]), le.Uint32(modern[at+44:])
	for i, v := range []uint32{lcDyldExportsTrie, 16, off, size, 0x2b, 32, 0, 0, 0, 0, 0, 0} {
		le.PutUint32(modern[at+4*i:], v)
	}
	le.PutUint32(modern[16:], le.Uint32(modern[16:])+1)
	for _, b := range [][]byte{made, modern} {
		f, err := Parse("libx.dylib", b, Options{})
		require.NoError(t, err)
		var ours []string
		for i := range f.Images[0].Symbols {
			s := &f.Images[0].Symbols[i]
			if !s.Exported {
				require.NotEqual(t, "plain", s.Forward)
				continue
			}
			line := ourExport(s)
			switch {
			case s.Forward != "":
				require.Equal(t, "/usr/lib/libother.dylib", s.Library)
				from := "from libother)"
				if s.Forward != s.Raw {
					from = s.Forward + " " + from
				}
				line += " (" + from
			case s.Kind == SymIFunc:
				line += fmt.Sprintf(" [resolver=0x%08X]", plain+4) // not kept: callers call the stub
			}
			ours = append(ours, line)
		}
		require.Equal(t, want, ours)
		require.False(t, findSymbol(f.Images[0], "plain").Exported, "in the symbol table only")
	}
}

// TestExportDamage: tries that go in circles, end early or lie about sizes are errors
// with a place; every prefix of a good one is an error or reads.
func TestExportDamage(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile(linkApple(t, dir, "arm64", "libx.dylib", "-dylib", "-install_name", "@rpath/libx.dylib"))
	require.NoError(t, err)
	long := append([]byte{0, 1}, bytes.Repeat([]byte{'x'}, maxName+1)...)
	comb := []byte{} // a name of 4 KiB below each of 4000 nodes in a row
	for range 4000 {
		at := uint64(len(comb) + 4 + 256 + 4)
		comb = append(comb, cat([]byte{2, 0, 0, 1}, bytes.Repeat([]byte{'y'}, 256), []byte{0, byte(at&0x7f | 0x80), byte(at>>7&0x7f | 0x80), byte(at >> 14)})...)
	}
	comb = append(comb, 0, 0)
	tails := []byte{0, 200} // 200 nodes, each in the export of those before
	for i := range 200 {
		at := 2 + 200*4 + 4*i
		tails = append(tails, byte('A'+i%26), 0, byte(at&0x7f|0x80), byte(at>>7))
	}
	for range 200 {
		tails = append(tails, 102, 0x21, 1, 0) // 102 bytes of a kind of export that is not known, and no child
	}
	tails = append(tails, make([]byte, 102)...)
	for want, trie := range map[string][]byte{
		"is reached twice":          {0, 1, 'a', 0, 0},
		"a child is at 0x63 of 5":   {0, 1, 'a', 0, 0x63},
		"a node is cut off":         {200, 1, 0},
		"a name has no end":         {0, 1, 'a'},
		"a child is cut off":        {0, 1, 'a', 0, 0x80},
		"reached twice":             {0, 2, 'a', 0, 8, 'b', 0, 8, 0, 0},
		"is from library 9 of 0":    {0, 1, 'a', 0, 5, 3, exportReexport, 9, 0, 0},
		"unknown kind of export":    {0, 1, 'a', 0, 5, 2, 3, 0, 0},
		"is in a field of 3":        {0, 1, 'a', 0, 5, 3, 0, 1, 1, 0},
		"longer than 1048576 bytes": cat(long, []byte{0}, uleb(uint64(len(long)+4)), []byte{0, 0}),
		"nodes overlap":             tails,
		"names overlap":             comb,
	} {
		name := "bad.dylib"
		_, err := Parse(name, withTrie(t, b, trie), Options{})
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "bad.dylib: export trie+0x")
	}
	at := loadCommand(t, b, lcDyldInfoOnly)
	whole := append([]byte(nil), b...)
	binary.LittleEndian.PutUint32(whole[at+44:], 1<<30)
	_, err = Parse("bad.dylib", whole, Options{})
	require.ErrorContains(t, err, "export trie of 1073741824 bytes does not fit")
	off, size := binary.LittleEndian.Uint32(b[at+40:]), binary.LittleEndian.Uint32(b[at+44:])
	trie := b[off : off+size]
	for n := range trie {
		exercise("cut", withTrie(t, b, trie[:n]))
	}
}
