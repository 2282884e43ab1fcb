package gen_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// virtualValues is how many values testdata/virtual.rs compares.
const virtualValues = "80 values\n"

// TestVirtualCalls: Rust calls virtual functions of objects through pointers
// to their classes and bases, and gets what C++ gets that calls them.
func TestVirtualCalls(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12", "-O0", "-gdwarf-4"}, {"g++-12", "-O2"}, {"clang++-15", "-O0"}, {"clang++-15", "-O2", "-gdwarf-4"}} {
		object := filepath.Join(t.TempDir(), "virtual.o")
		run(t, nil, build[0], append(build[1:], "-g", "-std=c++17", "-fPIC", "-c", "testdata/virtual.cc", "-o", object)...)
		require.Equal(t, virtualValues, program(t, object, "testdata/virtual.rs", object, "-lstdc++"), build)
	}
}

var (
	tableOf   = regexp.MustCompile(`^V(?:F)?Table indices for '(\w+)'`)
	tableSlot = regexp.MustCompile(`^ +(\d+) \| (.*)$`)
	ourSlot   = regexp.MustCompile("`virtual (.*)`, as the object's class has it: slot (\\d+) of its table")
)

// clangSlots are the slots in the tables at the start of classes as clang
// prints them, by the declarations of functions.
func clangSlots(dump string) map[string]string {
	slots, in := map[string]string{}, false
	for _, line := range strings.Split(dump, "\n") {
		switch m := tableSlot.FindStringSubmatch(line); {
		case tableOf.MatchString(line):
			in = true
		case strings.Contains(line, "accessible via"):
			in = strings.Contains(line, "vfptr at offset 0 ")
		case m == nil:
			in = false
		case in:
			slots[m[2]] = m[1]
		}
	}
	return slots
}

// TestVirtualSlots: on each ABI the slots are those that clang prints.
func TestVirtualSlots(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"x86_64-linux-gnu", "aarch64-linux-gnu", "i686-linux-gnu", "x86_64-pc-windows-msvc", "i686-pc-windows-msvc"} {
		want := 37
		if target == "i686-linux-gnu" {
			want -= 4 // results that the called function removes the address of
		}
		if strings.Contains(target, "windows") {
			want -= 4 + 4 + 7 // overrides of B in C are adjusted-this, D and E have a virtual base
		}
		object := filepath.Join(t.TempDir(), "virtual.o")
		dump, err := exec.Command("clang++-19", "-target", target, "-gdwarf", "-fno-rtti", "-std=c++17", "-Xclang", "-fdump-vtable-layouts", "-c", "testdata/virtual.cc", "-o", object).CombinedOutput()
		require.NoError(t, err, "%s: %s", target, dump)
		slots, n := clangSlots(string(dump)), 0
		_, out := bind(t, object, gen.Config{})
		for _, m := range ourSlot.FindAllStringSubmatch(string(out.Rust), -1) {
			require.Equal(t, slots[m[1]], m[2], "%s: %s", target, m[1])
			n++
		}
		require.Equal(t, want, n, target)
	}
}

var (
	wholeTable = regexp.MustCompile(`(?m)^VF?[Tt]able for (?:'\w+' in )*'(\w+)' \(\d+ entr(?:y|ies)\)\.\n((?: .*\n)*)`)
	entry      = regexp.MustCompile(`(?m)^ +\d+ \| (?:.*\[(complete|deleting|scalar deleting)\]|.*?(\w+\(.*\).*?))(?: \[pure\])?$`)
	ourTable   = regexp.MustCompile(`(?s)pub struct (\w+)__Table \{(.*?)\n\}`)
	ourEntry   = regexp.MustCompile("/// (?:`virtual .*?(\\w+\\(.*\\).*)`|(Destroys .*))\n")
)

// TestTables: the structs that Rust fills in have the entries that clang prints,
// also where bases begin the table; a class with several tables has none.
func TestTables(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"x86_64-linux-gnu", "aarch64-linux-gnu", "i686-linux-gnu", "x86_64-pc-windows-msvc", "i686-pc-windows-msvc"} {
		dir := t.TempDir()
		dump, err := exec.Command("clang++-19", "-target", target, "-gdwarf", "-fno-rtti", "-std=c++17", "-fstandalone-debug", "-Xclang", "-fdump-vtable-layouts", "-c", "testdata/tables.cc", "-o", filepath.Join(dir, "clang.o")).CombinedOutput()
		require.NoError(t, err, "%s: %s", target, dump)
		tables := map[string][]string{}
		for _, m := range wholeTable.FindAllStringSubmatch(string(dump), -1) {
			_, entries, _ := strings.Cut("\n"+m[2], "vtable address")
			if !strings.Contains(m[2], "vtable address") { // Microsoft's have nothing before the first function
				entries = m[2]
			}
			for _, e := range entry.FindAllStringSubmatch(entries, -1) {
				tables[m[1]] = append(tables[m[1]], map[string]string{"complete": "Destroys the object.", "deleting": "Destroys the object and frees its memory.",
					"scalar deleting": "Destroys the object and, if the lowest bit of the flags is set, frees its memory. The result is the object."}[e[1]]+e[2])
			}
		}
		objects := []string{filepath.Join(dir, "clang.o")}
		if target == "x86_64-linux-gnu" {
			objects = append(objects, filepath.Join(dir, "gcc.o"))
			run(t, nil, "g++-12", "-g", "-std=c++17", "-femit-class-debug-always", "-c", "testdata/tables.cc", "-o", objects[1])
		}
		for _, object := range objects {
			_, out := bind(t, object, gen.Config{})
			var names []string
			for _, m := range ourTable.FindAllStringSubmatch(string(out.Rust), -1) {
				names = append(names, m[1])
				var ours []string
				for _, e := range ourEntry.FindAllStringSubmatch(m[2], -1) {
					ours = append(ours, e[1]+e[2])
				}
				require.Equal(t, tables[m[1]], ours, "%s %s: %s", target, object, m[1])
			}
			require.Equal(t, []string{"A", "B", "C", "D", "Far", "Moves", "Q"}, names, target)
		}
	}
}

// TestTableSizes: the structs for libstdc++'s classes have as many entries as
// the tables that g++ wrote of them. Two classes in anonymous namespaces may
// have one name.
func TestTableSizes(t *testing.T) {
	t.Parallel()
	_, out := bind(t, libstdcxx, gen.Config{})
	symbols, err := exec.Command("nm", "-SC", libstdcxx).Output()
	require.NoError(t, err)
	sizes := map[string][]string{}
	for _, m := range regexp.MustCompile(`(?m)^\S+ (\S+) \S vtable for (.*)$`).FindAllStringSubmatch(string(symbols), -1) {
		sizes[strings.ReplaceAll(m[2], " ", "")] = append(sizes[strings.ReplaceAll(m[2], " ", "")], strings.TrimLeft(m[1], "0"))
	}
	compared := 0
	structs := regexp.MustCompile("(?s)/// The table of virtual functions of `([^`]*)`[^{]*__Table \\{(.*?)\n *\\}\n").FindAllStringSubmatch(string(out.Rust), -1)
	for _, m := range structs {
		if want := sizes[strings.ReplaceAll(m[1], " ", "")]; want != nil {
			require.Contains(t, want, fmt.Sprintf("%x", 8*strings.Count(m[2], " pub ")), m[1])
			compared++
		}
	}
	require.GreaterOrEqual(t, compared, 40, "%d structs", len(structs))
}

// TestObserver: C++ calls what Rust implements of an interface whose base has
// functions and data of its own.
func TestObserver(t *testing.T) {
	t.Parallel()
	for _, build := range [][]string{{"g++-12", "-O0"}, {"g++-12", "-O2"}, {"clang++-15", "-O0"}, {"clang++-19", "-O2"}} {
		object := filepath.Join(t.TempDir(), "observer.o")
		run(t, nil, build[0], append(build[1:], "-g", "-std=c++17", "-c", "testdata/observer.cc", "-o", object)...)
		require.Equal(t, "42 0\n", program(t, object, "testdata/observer.rs", object, "-lstdc++"), build)
	}
}

// TestRelativeTables: a table of offsets has no addresses to call.
func TestRelativeTables(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	odd, even := filepath.Join(dir, "odd.cc"), filepath.Join(dir, "even.cc")
	require.NoError(t, os.WriteFile(odd, []byte("struct V { virtual int f(); virtual ~V(); int x; };\nint V::f() { return x; }\nV::~V() {}\n"), 0o644))
	require.NoError(t, os.WriteFile(even, []byte("struct V { virtual int f(); virtual int g(); virtual ~V(); int x; };\nint V::f() { return x; }\nint V::g() { return 2; }\nV::~V() {}\n"), 0o644))
	for _, source := range []string{odd, even} {
		for flags, relative := range map[string]bool{"-fPIC": false, "-fno-PIC": false, "--target=aarch64-linux-gnu": false, "-fexperimental-relative-c++-abi-vtables -fPIC": true,
			"--target=x86_64-fuchsia": true, "--target=aarch64-fuchsia -O2": true} {
			object := filepath.Join(dir, "object.o")
			run(t, nil, "clang++-19", append(strings.Fields(flags), "-g", "-c", source, "-o", object)...)
			_, out := bind(t, object, gen.Config{})
			require.Equal(t, !relative, strings.Contains(string(out.Rust), "tenon_virtual"), "%s %s", source, flags)
			require.Equal(t, !relative, strings.Contains(string(out.Rust), "unsafe fn delete("), "%s %s", source, flags)
			require.Contains(t, string(out.Rust), "fn V_f(", flags)
		}
	}
}
