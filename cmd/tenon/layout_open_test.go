package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const openSource = `
#include <string>
struct Base { Base(); virtual ~Base(); virtual int key(); long n; };
struct Text { std::string s; int x; };
struct Two { char c; Base b; char d; };
struct Derived : Base { char e; virtual void more(); };
struct Plain : Base { char f; };
struct Nested { Two two[2]; short g; };
static_assert(sizeof(Text) + sizeof(Two) + sizeof(Derived) + sizeof(Plain) + sizeof(Nested) > 0, "");
void Derived::more() {}
void make() { Text t; Two w; Derived d; Plain p; Nested n; }
int use(Text &t, Two &w, Derived &d, Plain &p, Nested &n) { return t.x + w.c + d.e + p.f + n.g; }
`

// TestLayoutOpen: compilers describe std::string and classes with a key
// function elsewhere by a declaration alone. Then alignments are lower bounds
// and say so; they are exact where the parts are described. The judge is clang
// -fdump-record-layouts.
func TestLayoutOpen(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "a.cc")
	require.NoError(t, os.WriteFile(src, []byte(openSource), 0o644))
	tool := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		require.NoError(t, err, "%s: %s (apt-get install clang-15 g++-12)", name, out)
		return string(out)
	}
	dump := tool("clang++-15", "-fsyntax-only", "-Xclang", "-fdump-record-layouts-canonical", src)
	row := regexp.MustCompile(`(?s)\*\*\* Dumping AST Record Layout\s+0 \| struct (\w+)\n(.*?)\[sizeof=(\d+), dsize=\d+, align=(\d+),`)
	type truth struct{ size, align uint64 }
	judge := map[string]truth{}
	for _, m := range row.FindAllStringSubmatch(dump, -1) {
		size, _ := strconv.ParseUint(m[3], 10, 64)
		align, _ := strconv.ParseUint(m[4], 10, 64)
		judge[m[1]] = truth{size, align}
	}
	for _, v := range []struct {
		tool, flags string
		open        map[string]string // class: the part that is only declared
	}{
		{"clang++-15", "-g", map[string]string{"Text": "std::__cxx11::basic_string", "Two": "Base", "Derived": "Base", "Plain": "Base", "Nested": "Base"}},
		{"clang++-15", "-g -fstandalone-debug", map[string]string{}},
		{"g++-12", "-g", map[string]string{"Two": "Base", "Derived": "Base", "Plain": "Base", "Nested": "Base"}},
		{"g++-12", "-g -femit-class-debug-always", map[string]string{}},
	} {
		obj := filepath.Join(dir, "a.o")
		tool(v.tool, append(strings.Fields(v.flags), "-c", src, "-o", obj)...)
		var out, msg bytes.Buffer
		require.Zero(t, run([]string{"layout", obj, "--format", "json"}, nil, &out, &msg), msg.String())
		var doc jsonLayouts
		require.NoError(t, json.Unmarshal(out.Bytes(), &doc))
		seen := 0
		for _, typ := range doc.Types {
			if !strings.Contains(" Text Two Derived Plain Nested ", " "+typ.Name+" ") {
				continue
			}
			seen++
			where, want := v.tool+" "+v.flags+" "+typ.Name, judge[typ.Name]
			require.NotZero(t, want.size, where)
			require.Equal(t, want.size, typ.Size, where)
			open, ok := v.open[typ.Name]
			require.Equal(t, ok, typ.Open != "", where)
			require.True(t, strings.HasPrefix(typ.Open, open), where)
			if ok {
				require.LessOrEqual(t, typ.Align, want.align, where)
			} else {
				require.Equal(t, want.align, typ.Align, where)
			}
			if typ.Name == "Derived" {
				require.EqualValues(t, want.align, typ.Align, where) // it has a virtual function of its own
			}
		}
		require.Equal(t, 5, seen, v.tool+" "+v.flags)
	}
}
