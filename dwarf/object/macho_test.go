package object

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const apple = "arm64-apple-macosx11"

// dylib links source to dir/libx.dylib, with its object beside it.
func dylib(t testing.TB, dir string) string {
	t.Helper()
	src := strings.Replace(source, "return imported(x) + 1", "return x + 1", 1)
	compile(t, dir, apple, src, "x.o", "-gdwarf-4")
	tool(t, dir, "ld64.lld-15", "-dylib", "-arch", "arm64", "-platform_version", "macos", "11.0", "11.0", "-undefined", "dynamic_lookup",
		"-install_name", "@rpath/libx.dylib", "-o", "libx.dylib", "x.o")
	return filepath.Join(dir, "libx.dylib")
}

// TestBundle: a dylib's debug info is in the dSYM bundle beside it, which can be
// opened by itself too; without it the error says what to run.
func TestBundle(t *testing.T) {
	dir := t.TempDir()
	lib := dylib(t, dir)
	im := open(t, lib).Images[0]
	require.Equal(t, Shared, im.Type)
	require.Equal(t, OSMacOS, im.OS)
	require.Equal(t, "11.0", im.MinOS)
	require.Equal(t, "@rpath/libx.dylib", im.SoName)
	require.Equal(t, AArch64, im.Machine)
	_, err := im.Debug()
	require.ErrorIs(t, err, ErrNoDebug)
	require.ErrorContains(t, err, "1 object files (run dsymutil)")

	tool(t, dir, "dsymutil-15", "-o", "libx.dylib.dSYM", "libx.dylib")
	d, err := open(t, lib).Images[0].Debug()
	require.NoError(t, err)
	dwarfFile := filepath.Join(dir, "libx.dylib.dSYM", "Contents", "Resources", "DWARF", "libx.dylib")
	require.Equal(t, dwarfFile, d.Source)
	require.Equal(t, DebugOnly, d.From.Type)
	ours, judge := ourDies(t, d), judgeDies(t, dwarfFile, "--debug-info")
	require.Equal(t, spell(judge), spell(ours))
	checkPCs(t, im, ours, judge)

	b := open(t, filepath.Join(dir, "libx.dylib.dSYM"))
	require.Len(t, b.Images, 1)
	require.Equal(t, im.BuildID, b.Images[0].BuildID)
	uuid := strings.ReplaceAll(tool(t, dir, "llvm-dwarfdump-15", "--uuid", "libx.dylib"), "-", "")
	require.Contains(t, strings.ToLower(uuid), hex.EncodeToString(im.BuildID))
}

// TestMachOSymbols: exported, private and undefined symbols of a linked dylib.
func TestMachOSymbols(t *testing.T) {
	dir := t.TempDir()
	im := open(t, dylib(t, dir)).Images[0]
	plain := findSymbol(im, "plain")
	require.Equal(t, "_plain", plain.Raw)
	require.True(t, plain.Exported)
	require.Equal(t, "__TEXT,__text", plain.SectionName)
	require.Equal(t, BindWeak, findSymbol(im, "_Z8weaklingi").Binding)
	require.False(t, findSymbol(im, "_ZL12hidden_state").Exported)
	want := map[string]bool{}
	for _, l := range nmSymbols(t, filepath.Join(dir, "libx.dylib"), "-g", "--defined-only") {
		want[strings.Fields(l)[0]] = true
	}
	for i := range im.Symbols {
		if s := &im.Symbols[i]; s.Exported {
			require.True(t, want[s.Raw], s.Raw)
			delete(want, s.Raw)
		}
	}
	require.Empty(t, want)
}

// TestUniversal: two slices, and an archive for two machines; overlap is refused.
func TestUniversal(t *testing.T) {
	dir := t.TempDir()
	compile(t, dir, apple, source, "a.o", "-gdwarf-4")
	compile(t, dir, "x86_64-apple-macosx11", source, "b.o", "-gdwarf-4")
	tool(t, dir, "llvm-lipo-15", "-create", "a.o", "b.o", "-output", "both")
	for _, m := range []string{"a", "b"} {
		tool(t, dir, "llvm-ar-15", "--format=darwin", "rcs", m+".a", m+".o")
	}
	tool(t, dir, "llvm-lipo-15", "-create", "a.a", "b.a", "-output", "both.a")
	path := filepath.Join(dir, "both")
	f := open(t, path)
	require.Equal(t, KindUniversal, f.Kind)
	require.Len(t, f.Images, 2)
	names := map[string]Machine{f.Images[0].Name: f.Images[0].Machine, f.Images[1].Name: f.Images[1].Machine}
	require.Equal(t, map[string]Machine{path + "[aarch64]": AArch64, path + "[x86_64]": X86_64}, names)
	g := open(t, path+".a")
	require.Len(t, g.Images, 2)
	for _, im := range append(f.Images, g.Images...) {
		d, err := im.Debug()
		require.NoError(t, err)
		require.NotEmpty(t, ourDies(t, d))
		if strings.HasPrefix(im.Name, path+".a") {
			require.Regexp(t, `\.a\[(aarch64|x86_64)\]\([ab]\.o\)$`, im.Name)
		}
	}
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	copy(b[8+20+8:8+20+12], b[8+8:8+12]) // the second slice begins where the first does
	_, err = Parse("overlap", b, Options{})
	require.ErrorContains(t, err, "slices overlap")
}
