package main

import (
	"encoding/json"
	"io"
	"os/exec"
	"sort"
	"strings"
	"testing"
)

const module = "github.com/tenon-abi/tenon/"

// rooms is the import table of docs/architecture.md: what the packages of a
// room may import of ours. A room includes its subfolders unless they have a
// row of their own.
var rooms = map[string][]string{
	"dwarf/object":  {},
	"dwarf":         {},
	"mangle":        {},
	"abi":           {},
	"abi/layout":    {"abi"},
	"abi/callconv":  {"abi", "abi/layout"},
	"abi/names":     {"abi", "mangle"},
	"abi/load":      {"abi", "dwarf", "dwarf/object", "mangle"},
	"abi/snapshot":  {"abi"},
	"gen/rs":        {},
	"gen":           {"abi", "abi/layout", "abi/callconv", "abi/names", "abi/snapshot", "mangle", "gen/rs"},
	"verify":        {"abi", "abi/layout", "abi/callconv", "abi/names"},
	"verify/diff":   {"abi", "abi/layout", "abi/callconv", "abi/names"},
	"verify/link":   {"abi", "abi/layout", "abi/callconv", "abi/names", "verify", "verify/diff"},
	"verify/rules":  {"verify", "verify/diff", "verify/link", "abi", "abi/layout", "abi/callconv", "abi/names", "mangle"},
	"verify/report": {"verify"},
	"verify/header": {"verify", "abi", "abi/layout", "abi/callconv", "abi/names"},
	"fixtures":      {"*"},
	"cmd/tenon":     {"*"},
}

// room is the longest row that holds a package.
func room(pkg string) string {
	best := ""
	for r := range rooms {
		if (pkg == r || strings.HasPrefix(pkg, r+"/")) && len(r) > len(best) {
			best = r
		}
	}
	return best
}

// TestImports fails on every import between our packages that the table does
// not have.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var seen []string
	for dec := json.NewDecoder(out); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		from := strings.TrimPrefix(p.ImportPath, module)
		r := room(from)
		if r == "" {
			t.Errorf("%s is in no room of the table", from)
			continue
		}
		seen = append(seen, r)
		for _, imp := range p.Imports {
			if to, ours := strings.CutPrefix(imp, module); ours && !allowed(r, room(to)) {
				t.Errorf("%s imports %s: %s may import %v", from, to, r, rooms[r])
			}
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	sort.Strings(seen)
	if len(seen) < 5 {
		t.Fatalf("go list found %d packages", len(seen))
	}
}

func allowed(from, to string) bool {
	if from == to {
		return true
	}
	for _, r := range rooms[from] {
		if r == "*" || r == to {
			return true
		}
	}
	return false
}
