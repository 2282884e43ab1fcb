package object

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const longName = "a_member_with_a_name_of_more_than_sixteen_bytes.o"

// TestArchives: every flavour of ar gives the same images; what is no object is listed.
func TestArchives(t *testing.T) {
	dir := t.TempDir()
	compile(t, dir, linux, source, "x.o", "-gdwarf-5")
	compile(t, dir, linux, source, longName, "-gdwarf-5")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "lib.rmeta"), []byte("rust metadata"), 0o644))
	for _, tc := range []struct {
		name string
		args []string
	}{
		{"gnu.a", []string{"--format=gnu", "rcs"}}, {"bsd.a", []string{"--format=bsd", "rcs"}}, {"darwin.a", []string{"--format=darwin", "rcs"}},
		{"thin.a", []string{"--format=gnu", "--thin", "rcs"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			members := []string{tc.name, "x.o", longName}
			if tc.name != "thin.a" {
				members = append(members, "lib.rmeta")
			}
			tool(t, dir, "llvm-ar-15", append(tc.args, members...)...)
			path := filepath.Join(dir, tc.name)
			f := open(t, path)
			require.Equal(t, KindArchive, f.Kind)
			require.Empty(t, f.Notes)
			require.Len(t, f.Images, 2)
			require.Equal(t, path+"(x.o)", f.Images[0].Name)
			require.Equal(t, path+"("+longName+")", f.Images[1].Name)
			if tc.name != "thin.a" {
				require.Equal(t, []string{"lib.rmeta"}, f.Other)
			}
			for _, im := range f.Images {
				d, err := im.Debug()
				require.NoError(t, err)
				require.Equal(t, spell(judgeDies(t, filepath.Join(dir, "x.o"))), spell(ourDies(t, d)))
				require.Equal(t, nmSymbols(t, filepath.Join(dir, "x.o")), ourSymbols(im))
			}
		})
	}
	require.NoError(t, os.Remove(filepath.Join(dir, longName)))
	_, err := Open(filepath.Join(dir, "thin.a"), Options{})
	require.NoError(t, err, "the other member is still there")
	d, err := open(t, filepath.Join(dir, "thin.a")).Images[0].Debug()
	require.NoError(t, err)
	require.Len(t, d.Notes, 1, "what was left out is told with the debug info")
	require.Equal(t, filepath.Join(dir, "thin.a")+"("+longName+"): stat "+filepath.Join(dir, longName)+": no such file or directory", d.Notes[0].String())
	require.NoError(t, os.Remove(filepath.Join(dir, "x.o")))
	_, err = Open(filepath.Join(dir, "thin.a"), Options{})
	require.ErrorIs(t, err, os.ErrNotExist)
	thin, rerr := os.ReadFile(filepath.Join(dir, "thin.a"))
	require.NoError(t, rerr)
	require.ErrorContains(t, err, fmt.Sprintf("thin.a: offset 0x%x: member x.o: stat ", strings.Index(string(thin), "\n/0   ")+1))
}

// TestArchiveBrokenMember: a member that is cut off is told of, the others are read.
func TestArchiveBrokenMember(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile(compile(t, dir, linux, source, "x.o", "-gdwarf-5"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cut.o"), b[:len(b)-1000], 0o644))
	tool(t, dir, "llvm-ar-15", "rcS", "mixed.a", "cut.o", "x.o")
	f := open(t, filepath.Join(dir, "mixed.a"))
	require.Len(t, f.Images, 1)
	d, err := f.Images[0].Debug()
	require.NoError(t, err)
	require.Len(t, d.Notes, 1)
	require.Regexp(t, `mixed\.a\(cut\.o\): offset 0x[0-9a-f]+: \d+ section headers do not fit the file`, d.Notes[0].String())
	require.Equal(t, 1, strings.Count(d.Notes[0].String(), "mixed.a"))
}

// TestArchiveDamage: sizes that lie are errors with a place.
func TestArchiveDamage(t *testing.T) {
	head := func(size string) string {
		return "x.o/            0           0     0     644     " + size + strings.Repeat(" ", 10-len(size)) + "`\n"
	}
	for _, tc := range []struct{ data, want string }{
		{arMagic + head("99999"), "offset 0x8: archive member of 99999 bytes does not fit"},
		{arMagic + head("-1"), "offset 0x38: bad size"},
		{arMagic + head("9999999999"), "does not fit"},
		{arMagic + "short", "offset 0x8: bad archive member header"},
		{arMagic + strings.Replace(head("4"), "x.o/", "/77 ", 1) + "abcd", "bad long name"},
		{arMagic + strings.Replace(head("4"), "x.o/ ", "#1/99", 1) + "abcd", "bad name length"},
		{thinMagic + head("4"), "thin archive"},
	} {
		_, err := Parse("bad.a", []byte(tc.data), Options{})
		require.ErrorContains(t, err, tc.want)
	}
	f, err := Parse("nested.a", []byte(arMagic+head("8")+arMagic), Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"x.o"}, f.Other)
	require.Empty(t, f.Images)
}

// TestThinSelf: a thin archive that names itself as a member ends.
func TestThinSelf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.o")
	head := "x.o/            0           0     0     644     4         `\n"
	require.NoError(t, os.WriteFile(path, []byte(thinMagic+head), 0o644))
	f := open(t, path)
	require.Equal(t, []string{"x.o"}, f.Other)
	require.Empty(t, f.Images)
}
