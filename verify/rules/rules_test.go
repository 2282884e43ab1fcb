package rules

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/snapshot"
	"github.com/tenon-abi/tenon/verify"
)

// directives of a fixture: comment lines "// key: value" at its top.
func directives(t *testing.T, path string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	out := map[string][]string{}
	for _, line := range strings.Split(string(data), "\n") {
		rest, ok := strings.CutPrefix(line, "// ")
		if !ok {
			break
		}
		if k, v, ok := strings.Cut(rest, ": "); ok {
			out[k] = append(out[k], v)
		}
	}
	return out
}

// compile builds one fixture with the compiler and flags it names.
func compile(t *testing.T, src, dir string) string {
	t.Helper()
	d := directives(t, src)
	cxx := "g++-12"
	if c := d["compiler"]; len(c) > 0 {
		cxx = c[0]
	}
	exe, err := exec.LookPath(cxx)
	require.NoError(t, err, "apt-get install %s", strings.TrimPrefix(cxx, "/"))
	obj := filepath.Join(dir, strings.TrimSuffix(filepath.Base(src), ".cc")+".o")
	args := []string{"-g", "-O0", "-w", "-c", src, "-o", obj}
	flags := strings.Join(d["flags"], " ")
	if !strings.Contains(flags, "windows") {
		args = append(args, "-fPIC")
	}
	if !strings.Contains(flags, "-std=") {
		args = append(args, "-std=c++17")
	}
	args = append(args, strings.Fields(flags)...)
	out, err := exec.Command(exe, args...).CombinedOutput()
	require.NoError(t, err, "%s: %s", src, out)
	if len(d["link"]) > 0 {
		so := strings.TrimSuffix(obj, ".o") + ".so"
		out, err := exec.Command(exe, "-shared", "-o", so, obj).CombinedOutput()
		require.NoError(t, err, "%s: %s", src, out)
		return so
	}
	return obj
}

// objects compiles a fixture and its companions (fires.cc, fires_2.cc, …).
func objects(t *testing.T, dir, which string) []string {
	t.Helper()
	srcs, err := filepath.Glob(filepath.Join(dir, which+"*.cc"))
	require.NoError(t, err)
	require.NotEmpty(t, srcs)
	sort.Strings(srcs)
	tmp := t.TempDir()
	var out []string
	for _, s := range srcs {
		out = append(out, compile(t, s, tmp))
	}
	return out
}

func loadAll(t *testing.T, paths ...string) *abi.Model {
	t.Helper()
	m, err := load.Files(paths, load.Options{})
	require.NoError(t, err)
	return m
}

// TestFixtures compiles every pair and checks that the rule finds exactly what
// "// want:" names in the one, and nothing in the other.
func TestFixtures(t *testing.T) {
	for _, r := range All() {
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join("testdata", strings.ToLower(r.ID))
			want := directives(t, filepath.Join(dir, "fires.cc"))["want"]
			require.NotEmpty(t, want, "fires.cc must say what it expects")
			require.Empty(t, directives(t, filepath.Join(dir, "silent.cc"))["want"])
			fires, silent := loadAll(t, objects(t, dir, "fires")...), loadAll(t, objects(t, dir, "silent")...)
			matchAll(t, want, entities(t, r, fires))
			require.Empty(t, entities(t, r, silent))
			// A snapshot of the objects tells the same.
			matchAll(t, want, entities(t, r, reread(t, fires)))
			require.Empty(t, entities(t, r, reread(t, silent)))
		})
	}
}

// matchAll compares entities with expectations, of which those that begin with
// "~" are regular expressions.
func matchAll(t *testing.T, want, have []string) {
	t.Helper()
	for i, w := range want {
		if re, ok := strings.CutPrefix(w, "~"); ok {
			for _, h := range have {
				if regexp.MustCompile("^" + re + "$").MatchString(h) {
					want[i] = h
				}
			}
		}
	}
	require.ElementsMatch(t, want, have)
}

// reread writes a model as a snapshot and reads it again.
func reread(t *testing.T, m *abi.Model) *abi.Model {
	t.Helper()
	var file bytes.Buffer
	require.NoError(t, snapshot.Write(&file, m))
	back, err := snapshot.Read(&file)
	require.NoError(t, err)
	return back
}

func entities(t *testing.T, r Rule, m *abi.Model) []string {
	t.Helper()
	rep, err := Run(m, Options{Rules: []string{r.ID}})
	require.NoError(t, err)
	require.Empty(t, rep.CouldNotCheck)
	require.True(t, rep.Evidence.Compared(), "a fixture must have something to look at")
	var out []string
	for _, f := range rep.Findings {
		require.Equal(t, r.ID, f.Rule)
		require.NotEmpty(t, f.Message)
		require.NotEmpty(t, f.Why)
		require.NotEmpty(t, f.Remedy)
		out = append(out, f.Entity)
	}
	return out
}

// TestEveryRuleIsComplete keeps the promises of the package comment.
func TestEveryRuleIsComplete(t *testing.T) {
	files, err := filepath.Glob("tn[0-9][0-9][0-9][0-9]_*.go")
	require.NoError(t, err)
	require.Len(t, All(), len(files), "run go generate")
	names := map[string]bool{}
	for i, r := range All() {
		base := strings.TrimSuffix(filepath.Base(files[i]), ".go")
		require.Equal(t, strings.ToLower(r.ID)+"_"+strings.ReplaceAll(r.Name, "-", "_"), base, "file name and id")
		require.Regexp(t, regexp.MustCompile(`^TN1\d{3}$`), r.ID)
		require.False(t, names[r.Name], r.Name)
		names[r.Name] = true
		for what, text := range map[string]string{"summary": r.Summary, "doc": r.Doc, "before": r.Before, "after": r.After, "standard": r.Standard, "since": r.Since, "remedy": r.Remedy} {
			require.NotEmpty(t, text, "%s: %s", r.ID, what)
		}
		require.Contains(t, []verify.Grade{verify.Note, verify.Risky, verify.Breaking}, r.Grade)
		for _, f := range []string{"fires.cc", "silent.cc"} {
			require.FileExists(t, filepath.Join("testdata", strings.ToLower(r.ID), f))
		}
	}
}

func TestCatalogueIsFresh(t *testing.T) {
	have, err := os.ReadFile("catalogue_gen.go")
	require.NoError(t, err)
	dir := t.TempDir()
	files, err := filepath.Glob("tn*.go")
	require.NoError(t, err)
	for _, f := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, f), nil, 0o644))
	}
	out, err := exec.Command("go", "run", "./internal/catalogue", dir).CombinedOutput()
	require.NoError(t, err, "%s", out)
	want, err := os.ReadFile(filepath.Join(dir, "catalogue_gen.go"))
	require.NoError(t, err)
	require.Equal(t, string(want), string(have), "run go generate in verify/rules")
}

// TestRulesPageIsFresh compares docs/rules.md with the rules; TENON_UPDATE=1
// writes it.
func TestRulesPageIsFresh(t *testing.T) {
	page := filepath.Join("..", "..", "docs", "rules.md")
	if os.Getenv("TENON_UPDATE") != "" {
		require.NoError(t, os.WriteFile(page, []byte(Page()), 0o644))
	}
	have, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Equal(t, Page(), string(have), "TENON_UPDATE=1 go test ./verify/rules -run RulesPage")
}
