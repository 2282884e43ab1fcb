package load

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/dwarf/object"
)

// TestDamagedSections: a section that can't be unpacked is an issue, and an
// error when issues are; what can be read of the file is there.
func TestDamagedSections(t *testing.T) {
	dir := t.TempDir()
	src, obj := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.so")
	require.NoError(t, os.WriteFile(src, []byte("#define ANSWER 42\nint f(int x)\n{\n"+strings.Repeat("\tx *= x + 3;\n", 500)+"\treturn x;\n}\n"), 0o644))
	out, err := exec.Command("gcc", "-g3", "-gz=zlib", "-O1", "-shared", "-fPIC", "-o", obj, src).CombinedOutput()
	require.NoError(t, err, "%s", out)
	m, err := Files([]string{obj}, Options{Strict: true})
	require.NoError(t, err)
	require.Empty(t, m.Issues())
	whole, err := os.ReadFile(obj)
	require.NoError(t, err)
	for _, name := range []string{".debug_macro", ".debug_line"} {
		f, err := elf.Open(obj)
		require.NoError(t, err)
		s := f.Section(name)
		require.NotZero(t, s.Flags&elf.SHF_COMPRESSED, name)
		damaged := append([]byte(nil), whole...)
		for i := s.Offset + s.FileSize/2; i < s.Offset+s.FileSize; i++ {
			damaged[i] ^= 0x5a
		}
		bad := filepath.Join(dir, "bad.so")
		require.NoError(t, os.WriteFile(bad, damaged, 0o644))
		m, err := Files([]string{bad}, Options{})
		require.NoError(t, err)
		require.Len(t, m.Issues(), 1, name)
		require.Equal(t, "unreadable-section", m.Issues()[0].Code)
		require.Contains(t, m.Issues()[0].Message, name)
		require.Equal(t, 2, m.NumFuncs())
		_, err = Files([]string{bad}, Options{Strict: true})
		require.ErrorContains(t, err, name)
	}
}

// TestCutWhileRead: a file that is cut short while it is mapped is an error.
func TestCutWhileRead(t *testing.T) {
	whole, err := os.ReadFile("/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30")
	require.NoError(t, err)
	for _, jobs := range []int{1, 4} {
		file := filepath.Join(t.TempDir(), "lib.so")
		require.NoError(t, os.WriteFile(file, whole, 0o644))
		cut := false
		_, err = Files([]string{file}, Options{Jobs: jobs, Progress: func(done, total int64) {
			if !cut {
				cut = true
				require.NoError(t, os.Truncate(file, 0))
			}
		}})
		require.ErrorIs(t, err, object.ErrCut)
		require.ErrorContains(t, err, "lib.so")
	}
}
