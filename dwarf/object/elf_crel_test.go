package object

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCREL: compact relocations make of debug sections what the assembler's
// usual ones do, and damaged ones are an error.
func TestCREL(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.cc"), []byte(source), 0o644))
	sections := func(path string) [][]byte {
		d, err := open(t, path).Images[0].Debug()
		require.NoError(t, err)
		require.NotEmpty(t, d.Info)
		return [][]byte{d.Info, d.Abbrev, d.Str, d.LineStr, d.StrOffsets, d.Addr, d.Types}
	}
	for _, target := range []string{"x86_64-linux-gnu", "i386-linux-gnu", "aarch64-linux-gnu", "armv7-linux-gnueabihf", "riscv64-linux-gnu"} {
		for _, debug := range []string{"-gdwarf-4", "-gdwarf-5"} {
			build := func(name string, flags ...string) string {
				tool(t, dir, "clang++-19", append(flags, "-target", target, debug, "-c", "-O1", "-ffunction-sections", "-o", name, "x.cc")...)
				return filepath.Join(dir, name)
			}
			plain := build("plain.o")
			compact := build("compact.o", "-Wa,--crel,--allow-experimental-crel")
			require.NotZero(t, tool(t, dir, "grep", "-c", `\.crel\.debug_info`, compact))
			require.Equal(t, sections(plain), sections(compact), "%s %s", target, debug)
		}
	}
	er := &elfReloc{im: &Image{Machine: X86_64, AddrSize: 8, elf: &elfImage{}}, d: &DebugSections{}, b: make([]byte, 8)}
	require.Error(t, er.crel(nil))
	require.Error(t, er.crel([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}), "2^61 relocations")
	require.Error(t, er.crel([]byte{1<<3 | 4, 0xff, 0xff}), "cut off in an offset")
	require.ErrorContains(t, er.crel([]byte{1<<3 | 4, 2, 0x3f}), "not known")
}
