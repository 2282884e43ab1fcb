package diff_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/verify/diff"
)

// TestKinds builds the fixture of every kind of change: "fires" against "old"
// has the change, "silent" against "old" has not.
func TestKinds(t *testing.T) {
	for _, k := range diff.Kinds() {
		t.Run(k.ID, func(t *testing.T) {
			ar, err := txtar.ParseFile(filepath.Join("testdata", "kinds", k.ID+".txtar"))
			require.NoError(t, err, "every kind has a fixture")
			family, flags := "gcc", []string(nil)
			for _, line := range strings.Split(string(ar.Comment), "\n") {
				if v, ok := strings.CutPrefix(line, "compiler: "); ok {
					family = v
				}
				if v, ok := strings.CutPrefix(line, "flags: "); ok {
					flags = strings.Fields(v)
				}
			}
			dir := t.TempDir()
			built := map[string]string{}
			for _, f := range ar.Files {
				write(t, dir, f.Name, string(f.Data))
			}
			for _, f := range ar.Files {
				stem, ext, _ := strings.Cut(f.Name, ".")
				if ext != "c" && ext != "cc" {
					continue
				}
				var own []string
				for _, fl := range flags {
					own = append(own, strings.ReplaceAll(fl, "{stem}", stem))
				}
				built[stem] = shared(t, dir, stem+".so", family, []string{f.Name}, own...)
			}
			fires := compareFiles(t, built["old"], built["fires"])
			found := false
			for _, c := range fires.Changes {
				found = found || c.Kind == k.ID
			}
			require.True(t, found, "%s does not fire; found:\n%s", k.ID, describe(fires))
			silent := compareFiles(t, built["old"], built["silent"])
			for _, c := range silent.Changes {
				require.NotEqual(t, k.ID, c.Kind, "fires on the silent pair: %s", c.Message)
			}
			require.False(t, silent.Empty(), "nothing was compared on the silent pair")
		})
	}
}

// TestCatalogue checks that every kind is described once and that no fixture
// is left over.
func TestCatalogue(t *testing.T) {
	seen, last := map[string]bool{}, ""
	for _, k := range diff.Kinds() {
		require.Less(t, last, k.ID, "sorted, once each")
		last = k.ID
		seen[k.ID] = true
		for _, text := range []string{k.Name, k.Summary, k.Doc, k.Before, k.After} {
			require.NotEmpty(t, text, k.ID)
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "kinds", "*.txtar"))
	require.NoError(t, err)
	for _, f := range files {
		require.True(t, seen[strings.TrimSuffix(filepath.Base(f), ".txtar")], "%s belongs to no kind", f)
	}
}
