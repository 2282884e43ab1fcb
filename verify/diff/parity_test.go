package diff_test

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/verify/diff"
)

// judgement is an entity that abi-compliance-checker rates.
type judgement struct {
	severity string // "High", "Medium", "Low"
	kind     string // "type", "symbol", "constant"
	name     string
	problem  string
}

// judge runs abi-compliance-checker's own self-test libraries through it and
// returns their folders and what it found.
func judge(t *testing.T) (root string) {
	tool, err := exec.LookPath("abi-compliance-checker")
	require.NoError(t, err, "apt-get install abi-compliance-checker")
	root = t.TempDir()
	run(t, root, tool, "-test")
	return root
}

func judgements(t *testing.T, root, lib string) []judgement {
	out := filepath.Join(root, lib+".xml")
	cmd := exec.Command("abi-compliance-checker", "-l", lib, "-old", filepath.Join(root, lib, "v1.xml"), "-new", filepath.Join(root, lib, "v2.xml"), "-xml", "-binary", "-report-path", out)
	cmd.Dir = root
	_ = cmd.Run() // exits with 1 because it finds problems
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	// The report is XML in shape only: it does not escape "<" in names.
	var list []judgement
	var section, severity, entity string
	removed, affected := false, false
	for _, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		attr := func(word, name string) (string, bool) {
			v, ok := strings.CutPrefix(line, "<"+word+" "+name+"=\"")
			return strings.TrimSuffix(strings.TrimSuffix(v, ">"), "\""), ok
		}
		for _, w := range []string{"type", "symbol", "constant"} {
			if v, ok := attr("problems_with_"+w+"s", "severity"); ok {
				section, severity = w, v
			}
		}
		switch line {
		case "<removed_symbols>", "</removed_symbols>":
			removed = line[1] != '/'
		case "<affected>", "</affected>":
			affected = line[1] != '/'
		}
		if v, ok := strings.CutPrefix(line, "<name>"); ok && removed {
			list = append(list, judgement{"High", "symbol", strings.TrimSuffix(v, "</name>"), "Removed_Symbol"})
		}
		if v, ok := attr(section, "name"); ok && section != "" && !affected {
			entity = v
		}
		if id, ok := attr("problem", "id"); ok && severity != "Safe" {
			list = append(list, judgement{severity, section, entity, id})
		}
	}
	require.Greater(t, len(list), 50, "the judge's report was not understood")
	return list
}

// reported finds the worst change that names an entity, or that it is
// affected by.
func reported(g *diff.Graph, j judgement) (worst diff.Grade, own, ok bool) {
	name := html.UnescapeString(j.name)
	for _, p := range []string{"struct ", "class ", "union ", "enum ", "typedef "} {
		name = strings.TrimPrefix(name, p)
	}
	symbol, version, _ := strings.Cut(strings.ReplaceAll(j.name, "@@", "@"), "@")
	next := map[int][]int{}
	for _, e := range g.Edges {
		next[e.From] = append(next[e.From], e.To)
	}
	seen := map[int]bool{}
	var stack []int
	for i, n := range g.Nodes {
		if (j.kind == "symbol" && (n.Symbol == symbol || names(g, n, symbol))) || (j.kind != "symbol" && (n.Name == name || strings.ReplaceAll(n.Name, " ", "") == strings.ReplaceAll(name, " ", ""))) {
			for _, c := range n.Changes {
				own, ok = true, true
				worst = max(worst, g.Changes[c].Grade)
			}
			stack = append(stack, i)
		}
	}
	_ = version
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[i] {
			continue
		}
		seen[i] = true
		for _, c := range g.Nodes[i].Changes {
			worst, ok = max(worst, g.Changes[c].Grade), true
		}
		stack = append(stack, next[i]...)
	}
	return worst, own, ok
}

// mentions reports whether a text has the name of an entity, mangled or not.
func mentions(t *testing.T, text, name string) bool {
	for _, p := range []string{"struct ", "class ", "union ", "enum ", "typedef "} {
		name = strings.TrimPrefix(name, p)
	}
	if strings.Contains(text, html.UnescapeString(name)) {
		return true
	}
	if !strings.HasPrefix(name, "_Z") {
		return false
	}
	plain, err := exec.Command("c++filt", name).Output()
	require.NoError(t, err)
	return strings.Contains(text, strings.TrimSpace(string(plain)))
}

// names reports whether a change of the node is about the symbol too.
func names(g *diff.Graph, n diff.Node, symbol string) bool {
	for _, c := range n.Changes {
		if slices.Contains(g.Changes[c].Symbols, symbol) {
			return true
		}
	}
	return false
}

var atLeast = map[string]diff.Grade{"High": diff.Breaking, "Medium": diff.Risky, "Low": diff.Compatible}

// TestParity compares with abi-compliance-checker on its own sample
// libraries: what it rates High must be breaking, Medium at least risky, Low
// reported, or docs/diff-parity.md says why not.
func TestParity(t *testing.T) {
	doc, err := os.ReadFile("../../docs/diff-parity.md")
	require.NoError(t, err)
	root := judge(t)
	hits, all := map[string]int{}, map[string]int{}
	entities, named := map[string]map[string]bool{}, map[string]int{} // by severity: whether an entity is named
	peer := map[string]map[string]bool{}                              // and whether abidiff names it
	var missed []string
	for lib, source := range map[string]string{"libsample_c": "libsample.c", "libsample_cpp": "libsample.cpp"} {
		var built [2]string
		for i := range built {
			dir := filepath.Join(root, lib, fmt.Sprintf("libsample.v%d", i+1))
			flags := []string{"-Og"}
			if _, err := os.Stat(filepath.Join(dir, "version")); err == nil {
				flags = append(flags, "-Wl,--version-script,version")
			}
			built[i] = shared(t, dir, "tenon.so", "gcc", []string{source}, flags...)
		}
		g := compareFiles(t, built[0], built[1])
		theirs, err := exec.Command("abidiff", "--redundant", built[0], built[1]).Output()
		require.NotEmpty(t, theirs, "abidiff: %v (apt-get install abigail-tools)", err)
		for _, j := range judgements(t, root, lib) {
			if peer[j.severity] == nil {
				peer[j.severity] = map[string]bool{}
			}
			peer[j.severity][lib+" "+j.kind+" "+j.name] = mentions(t, string(theirs), j.name)
			all[j.severity]++
			grade, _, ok := reported(g, j)
			if entities[j.severity] == nil {
				entities[j.severity] = map[string]bool{}
			}
			if id := lib + " " + j.kind + " " + j.name; ok {
				entities[j.severity][id] = true
			} else if !entities[j.severity][id] {
				entities[j.severity][id] = false
			}
			if ok && grade >= atLeast[j.severity] {
				hits[j.severity]++
				continue
			}
			how := "not reported"
			if ok {
				how = "graded " + grade.String()
			}
			missed = append(missed, fmt.Sprintf("%s %s %s %s %s: %s", lib, j.severity, j.kind, j.name, j.problem, how))
		}
	}
	sort.Strings(missed)
	for _, s := range []string{"High", "Medium", "Low"} {
		for _, ok := range entities[s] {
			if ok {
				named[s]++
			}
		}
		others := 0
		for _, ok := range peer[s] {
			if ok {
				others++
			}
		}
		t.Logf("%s: %d of %d problems; %d of %d entities are named, by abidiff %d", s, hits[s], all[s], named[s], len(entities[s]), others)
		require.Greater(t, named[s], others)
	}
	for _, m := range missed {
		f := strings.Fields(m)
		problem := f[len(f)-3]
		if i := strings.LastIndex(m, ": "); i > 0 {
			parts := strings.Fields(m[:i])
			problem = parts[len(parts)-1]
			name := strings.Join(parts[3:len(parts)-1], " ")
			if strings.Contains(string(doc), "`"+name+"` "+problem) {
				t.Logf("explained: %s", m)
				continue
			}
		}
		t.Errorf("%s", m)
	}
}
