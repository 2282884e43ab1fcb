package object

import (
	"debug/dwarf"
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const linux = "x86_64-linux-gnu"

// library links source to dir/libx.so with debug info.
func library(t testing.TB, dir string, flags ...string) string {
	t.Helper()
	compile(t, dir, linux, source, "x.o", append([]string{"-fPIC", "-gdwarf-5"}, flags...)...)
	tool(t, dir, "ld.lld-15", "-shared", "--build-id=sha1", "-soname", "libx.so.1", "-o", "libx.so", "x.o")
	return filepath.Join(dir, "libx.so")
}

func firstName(t testing.TB, d *DebugSections) string {
	t.Helper()
	dies := ourDies(t, d)
	require.NotEmpty(t, dies)
	return dies[0].tag
}

// TestBuildID: a stripped library's debug info is found by build id below a
// debug directory, and not taken from a file with another id.
func TestBuildID(t *testing.T) {
	dir, tree := t.TempDir(), t.TempDir()
	lib := library(t, dir)
	tool(t, dir, "llvm-objcopy-15", "--only-keep-debug", "libx.so", "x.debug")
	tool(t, dir, "llvm-objcopy-15", "--strip-all", "libx.so", "s.so")
	stripped := filepath.Join(dir, "s.so")
	id := open(t, lib).Images[0].BuildID
	require.Len(t, id, 20)
	require.Contains(t, tool(t, dir, "llvm-readobj-15", "--notes", "libx.so"), hex.EncodeToString(id))

	_, err := open(t, stripped).Images[0].Debug()
	require.ErrorIs(t, err, ErrNoDebug)
	require.ErrorContains(t, err, buildIDPath("/usr/lib/debug", id))

	at := buildIDPath(tree, id)
	require.NoError(t, os.MkdirAll(filepath.Dir(at), 0o755))
	b, err := os.ReadFile(filepath.Join(dir, "x.debug"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(at, b, 0o644))
	f := open(t, stripped, Options{DebugDirs: []string{tree}})
	d, err := f.Images[0].Debug()
	require.NoError(t, err)
	require.Equal(t, at, d.Source)
	require.Equal(t, DebugOnly, d.From.Type)
	require.Equal(t, spell(judgeDies(t, lib)), spell(ourDies(t, d)))

	// Members of an archive look for no separate file.
	tool(t, dir, "llvm-ar-15", "rcS", "s.a", "s.so")
	_, err = open(t, filepath.Join(dir, "s.a"), Options{DebugDirs: []string{tree}}).Images[0].Debug()
	require.ErrorIs(t, err, ErrNoDebug)

	// The same place with another build id inside is refused.
	other := strings.Replace(string(b), string(id), strings.Repeat("z", 20), 1)
	require.NoError(t, os.WriteFile(at, []byte(other), 0o644))
	_, err = open(t, stripped, Options{DebugDirs: []string{tree}}).Images[0].Debug()
	require.ErrorIs(t, err, ErrNoDebug)
	require.ErrorContains(t, err, "another build id")
}

// TestDebugLink: .gnu_debuglink leads to a file beside the library, in .debug, or
// below a debug directory, if its CRC is right.
func TestDebugLink(t *testing.T) {
	dir, tree := t.TempDir(), t.TempDir()
	compile(t, dir, linux, source, "x.o", "-fPIC", "-gdwarf-4")
	tool(t, dir, "ld.lld-15", "-shared", "--build-id=none", "-o", "libx.so", "x.o")
	tool(t, dir, "llvm-objcopy-15", "--only-keep-debug", "libx.so", "x.debug")
	tool(t, dir, "llvm-objcopy-15", "--strip-all", "--add-gnu-debuglink=x.debug", "libx.so", "s.so")
	debug, stripped := filepath.Join(dir, "x.debug"), filepath.Join(dir, "s.so")
	for _, place := range []string{debug, filepath.Join(dir, ".debug", "x.debug"), filepath.Join(tree, dir, "x.debug")} {
		if place != debug {
			require.NoError(t, os.MkdirAll(filepath.Dir(place), 0o755))
			require.NoError(t, os.Rename(debug, place))
			debug = place
		}
		d, err := open(t, stripped, Options{DebugDirs: []string{tree}}).Images[0].Debug()
		require.NoError(t, err)
		require.Equal(t, place, d.Source)
		require.Equal(t, "compile_unit", firstName(t, d))
	}
	b, err := os.ReadFile(debug)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(debug, append(b, 0), 0o644))
	_, err = open(t, stripped, Options{DebugDirs: []string{tree}}).Images[0].Debug()
	require.ErrorIs(t, err, ErrNoDebug)
	require.ErrorContains(t, err, "CRC")
}

// TestAltLink: a supplementary file is opened if its build id is the one the link
// names; a missing one is noted and not an error.
func TestAltLink(t *testing.T) {
	dir := t.TempDir()
	library(t, dir)
	require.NoError(t, os.Rename(filepath.Join(dir, "libx.so"), filepath.Join(dir, "common.dwz")))
	id := open(t, filepath.Join(dir, "common.dwz")).Images[0].BuildID
	link := append([]byte("common.dwz\x00"), id...)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "link"), link, 0o644))
	tool(t, dir, "llvm-objcopy-15", "--add-section=.gnu_debugaltlink=link", "x.o", "y.o")
	d, err := open(t, filepath.Join(dir, "y.o")).Images[0].Debug()
	require.NoError(t, err)
	require.NotNil(t, d.Alt)
	require.Empty(t, d.Notes)
	require.Equal(t, filepath.Join(dir, "common.dwz"), d.Alt.Source)
	tool(t, dir, "cp", "y.o", "z.o")
	tool(t, dir, "llvm-ar-15", "rcS", "two.a", "y.o", "z.o")
	two := open(t, filepath.Join(dir, "two.a"))
	d1, err := two.Images[0].Debug()
	require.NoError(t, err)
	d2, err := two.Images[1].Debug()
	require.NoError(t, err)
	require.NotNil(t, d1.Alt)
	require.Same(t, d1.Alt, d2.Alt, "unpacked once")
	require.NoError(t, os.Remove(filepath.Join(dir, "common.dwz")))
	d, err = open(t, filepath.Join(dir, "y.o")).Images[0].Debug()
	require.NoError(t, err)
	require.Nil(t, d.Alt)
	require.Len(t, d.Notes, 1)
	require.Contains(t, d.Notes[0].Text, "common.dwz was not found")
}

// TestSplit: .dwo by name and directory, then a .dwp beside the library by id.
func TestSplit(t *testing.T) {
	for _, v := range []string{"-gdwarf-4", "-gdwarf-5"} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "x.cc"), []byte(source), 0o644))
		tool(t, dir, "clang++-15", "-target", linux, "-fPIC", "-c", v, "-gsplit-dwarf", "-o", "x.o", "x.cc")
		tool(t, dir, "ld.lld-15", "-shared", "-o", "libx.so", "x.o")
		lib := filepath.Join(dir, "libx.so")
		im := open(t, lib).Images[0]
		skel, err := im.Debug()
		require.NoError(t, err)
		require.False(t, skel.Dwo)
		id := dwoID(t, lib)
		d, err := im.OpenDwo("x.dwo", dir, id)
		require.NoError(t, err)
		require.True(t, d.Dwo)
		require.Equal(t, filepath.Join(dir, "x.dwo"), d.Source)
		require.NotEmpty(t, d.Info)
		require.NotEmpty(t, d.Str)
		again, err := im.OpenDwo("x.dwo", dir, id)
		require.NoError(t, err)
		require.Same(t, d, again)

		tool(t, dir, "llvm-dwp-15", "-e", "libx.so", "-o", "libx.so.dwp")
		require.NoError(t, os.Remove(filepath.Join(dir, "x.dwo")))
		im = open(t, lib).Images[0]
		p, err := im.OpenDwo("x.dwo", dir, id)
		require.NoError(t, err)
		require.Equal(t, lib+".dwp", p.Source)
		require.NotEmpty(t, p.CuIndex)
		require.Equal(t, d.Info[8:], p.Info[8:])
		_, err = im.OpenDwo("x.dwo", dir, id+1)
		require.ErrorIs(t, err, ErrNoDebug)
		require.ErrorContains(t, err, "x.dwo")
		require.ErrorContains(t, err, "libx.so.dwp (its index has no such unit)")

		dwp, err := os.ReadFile(lib + ".dwp")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(lib+".dwp", dwp[:len(dwp)-64], 0o644))
		_, err = open(t, lib).Images[0].OpenDwo("x.dwo", dir, id)
		require.ErrorIs(t, err, ErrNoDebug)
		require.Regexp(t, `libx.so.dwp \(offset 0x[0-9a-f]+: \d+ section headers do not fit the file`, err.Error())
		tool(t, dir, "cp", "libx.so", "libx.so.dwp")
		_, err = open(t, lib).Images[0].OpenDwo("x.dwo", dir, id)
		require.ErrorContains(t, err, "libx.so.dwp (is no package of split units), "+filepath.Join(dir, "x.dwo"))
		require.Equal(t, 1, strings.Count(err.Error(), filepath.Join(dir, "x.dwo")), "each place is tried once")
	}
}

// dwoID is the id llvm-dwarfdump prints for the skeleton unit.
func dwoID(t testing.TB, path string) uint64 {
	out := tool(t, ".", "llvm-dwarfdump-15", "--debug-info", path)
	for _, mark := range []string{"DWO_id = 0x", "DW_AT_GNU_dwo_id\t(0x"} {
		if _, rest, ok := strings.Cut(out, mark); ok {
			b, err := hex.DecodeString(rest[:16])
			require.NoError(t, err)
			return binary.BigEndian.Uint64(b)
		}
	}
	t.Fatalf("no id in %s", out)
	return 0
}

// TestCompressed: zlib, zstd and .zdebug forms unpack to the plain bytes.
func TestCompressed(t *testing.T) {
	dir := t.TempDir()
	lib := library(t, dir)
	plain, err := open(t, lib).Images[0].Debug()
	require.NoError(t, err)
	_, err = dwarf.New(plain.Abbrev, nil, nil, plain.Info, nil, nil, nil, plain.Str)
	require.NoError(t, err)
	tool(t, dir, "llvm-objcopy-15", "--compress-debug-sections=zlib", "libx.so", "z.so")
	tool(t, dir, "objcopy", "--compress-debug-sections=zlib-gnu", "libx.so", "g.so")
	zstdLibrary(t, dir, plain.Info)
	for _, name := range []string{"z.so", "g.so", "zstd.so"} {
		d, err := open(t, filepath.Join(dir, name)).Images[0].Debug()
		require.NoError(t, err, name)
		require.Equal(t, plain.Info, d.Info, name)
		if name != "zstd.so" {
			require.Equal(t, plain.Str, d.Str, name)
			pl, _ := plain.Line()
			dl, err := d.Line()
			require.NoError(t, err)
			require.Equal(t, pl, dl, name)
		}
	}
}

// TestUnreadableLinks: links to other files that cannot be read are told of, and not
// taken for none.
func TestUnreadableLinks(t *testing.T) {
	dir := t.TempDir()
	library(t, dir)
	for section, tc := range map[string]struct{ data, want string }{
		".gnu_debugaltlink": {"name only", ".gnu_debugaltlink+0x0: no file name and id"},
		".debug_sup":        {"\x05\x00\x00name\x00\x7fabc", ".debug_sup+0x0: version 5 is not known, or the section is cut off"},
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "link"), []byte(tc.data), 0o644))
		tool(t, dir, "llvm-objcopy-15", "--add-section="+section+"=link", "libx.so", "y.so")
		d, err := open(t, filepath.Join(dir, "y.so")).Images[0].Debug()
		require.NoError(t, err)
		require.Len(t, d.Notes, 1)
		require.Contains(t, d.Notes[0].String(), "y.so: the supplementary debug file is not known: "+tc.want)
	}
	tool(t, dir, "llvm-objcopy-15", "--strip-all", "libx.so", "s.so")
	for _, data := range []string{"x.debug", "../x.debug\x00\x00abcd", "\x00\x00\x00\x00abcd"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "link"), []byte(data), 0o644))
		tool(t, dir, "llvm-objcopy-15", "--add-section=.gnu_debuglink=link", "s.so", "t.so")
		_, err := open(t, filepath.Join(dir, "t.so")).Images[0].Debug()
		require.ErrorIs(t, err, ErrNoDebug)
		require.ErrorContains(t, err, ".gnu_debuglink+0x0: no file name and CRC in ")
	}
}
