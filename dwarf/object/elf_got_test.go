package object

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestGlobalOffsetTable: gcc counts from the global offset table where a
// function has spilled the register that points to it. The rest of the section
// is read all the same.
func TestGlobalOffsetTable(t *testing.T) {
	const source = `
extern int use(const char *, int);
static const char name[] = "n";
static int table[9];
int walk(int n, int m, int k) {
	int *p = table + m, *q = table + k;
	for (; *p != n; p++) { q[use(name, *p)] = *p; __asm__ volatile("" ::: "ebx", "esi", "edi"); }
	return *p + *q;
}
`
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.c"), []byte(source), 0o644))
	tool(t, dir, "gcc-12", "-m32", "-fPIC", "-O2", "-g", "-c", "x.c", "-o", "x.o")
	require.Regexp(t, `(?s)\.rel\.debug_loclists.*R_386_GOTOFF.*\.rel\.debug_aranges`, tool(t, dir, "readelf", "-rW", "x.o"))
	d, err := open(t, filepath.Join(dir, "x.o")).Images[0].Debug()
	require.NoError(t, err)
	lists, err := d.LocLists()
	require.NoError(t, err)
	require.NotEmpty(t, lists)
	require.Empty(t, d.Failed())
}
