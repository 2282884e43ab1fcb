package object

import (
	"debug/elf"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Libraries of Debian 12 that nobody here wrote (make deps installs them).
const (
	stdlib  = "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6"
	stdlibA = "/usr/lib/x86_64-linux-gnu/debug/libstdc++.a"
	rados   = "/usr/lib/x86_64-linux-gnu/librados.so.2"
)

var readelfSym = regexp.MustCompile(`^ +\d+: ([0-9a-f]+) +(\S+) (\w+) +(\w+) +(\w+) +(?:\[.*\] +)?(\w+) (\S+)(?: \(\d+\))?$`)

// versioned is the name as readelf writes it.
func versioned(s *Symbol) string {
	switch {
	case s.Version == "":
		return s.Raw
	case s.DefaultVersion:
		return s.Raw + "@@" + s.Version
	}
	return s.Raw + "@" + s.Version
}

// TestVersions: names with versions and value equal readelf's reading of .dynsym; the
// absolute symbols there stand for the versions themselves and are not exports.
func TestVersions(t *testing.T) {
	for _, path := range []string{stdlib, rados} {
		var judge, ours []string
		for _, l := range strings.Split(tool(t, ".", "readelf", "-W", "--dyn-syms", path), "\n") {
			if m := readelfSym.FindStringSubmatch(l); m != nil && m[6] != "ABS" {
				judge = append(judge, m[7]+" "+m[4]+" "+m[5]+" "+strings.TrimLeft(m[1], "0"))
			}
		}
		im := open(t, path).Images[0]
		require.Equal(t, Shared, im.Type)
		require.Equal(t, OSLinux, im.OS)
		for i := range im.Symbols {
			s := &im.Symbols[i]
			if !s.Exported && !s.Undefined {
				continue
			}
			bind := map[Binding]string{BindGlobal: "GLOBAL", BindWeak: "WEAK", BindUnique: "UNIQUE"}[s.Binding]
			vis := map[Visibility]string{VisDefault: "DEFAULT", VisProtected: "PROTECTED"}[s.Visibility]
			ours = append(ours, versioned(s)+" "+bind+" "+vis+" "+strings.TrimLeft(strconv.FormatUint(s.Value, 16), "0"))
		}
		require.Greater(t, len(judge), 500)
		sort.Strings(judge)
		sort.Strings(ours)
		require.Equal(t, judge, ours)
	}
}

// TestSymver: .symver in an object, and both names in .symtab and .dynsym joined.
func TestSymver(t *testing.T) {
	dir := t.TempDir()
	path := compile(t, dir, linux, `extern "C" { int one(void) { return 1; } int two(void) { return 2; } }
__asm__(".symver one,f@V1"); __asm__(".symver two,f@@V2");`, "x.o", "-fPIC")
	vers := map[string]bool{}
	for _, s := range open(t, path).Images[0].Symbols {
		if s.Name == "f" {
			vers[s.Version] = s.DefaultVersion
		}
	}
	require.Equal(t, map[string]bool{"V1": false, "V2": true}, vers)
}

// TestSeparateReal: librados2-dbg is found by the build id of librados.so.2, and
// its sections are the ones debug/elf unpacks.
func TestSeparateReal(t *testing.T) {
	d, err := open(t, rados).Images[0].Debug()
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(d.Source, "/usr/lib/debug/.build-id/"), d.Source)
	f, err := elf.Open(d.Source)
	require.NoError(t, err)
	defer f.Close()
	line, err := d.Line()
	require.NoError(t, err)
	for name, ours := range map[string][]byte{".debug_info": d.Info, ".debug_str": d.Str, ".debug_abbrev": d.Abbrev, ".debug_line": line} {
		want, err := f.Section(name).Data()
		require.NoError(t, err)
		require.Equal(t, len(want), len(ours))
		require.True(t, string(want) == string(ours), name)
	}
}

// TestStaticReal: the units of libstdc++.a, comdat macro sections and all, have
// as many symbols as llvm-nm lists, and a member's entries are as many as
// debug/elf's own relocation yields.
func TestStaticReal(t *testing.T) {
	f := open(t, stdlibA)
	require.Greater(t, len(f.Images), 150)
	require.Empty(t, f.Notes)
	want, got := len(nmSymbols(t, stdlibA)), 0
	for _, im := range f.Images {
		for i := range im.Symbols {
			if s := &im.Symbols[i]; s.Kind != SymSection && s.Kind != SymFile && s.Raw != "" {
				got++
			}
		}
	}
	require.Equal(t, want, got)
	for _, im := range f.Images {
		d, err := im.Debug()
		require.NoError(t, err)
		_, err = d.Macro()
		require.NoError(t, err)
	}
	// One member against debug/elf's own relocation of the same bytes.
	dir := t.TempDir()
	tool(t, dir, "llvm-ar-15", "x", stdlibA, "string-inst.o")
	d, err := open(t, filepath.Join(dir, "string-inst.o")).Images[0].Debug()
	require.NoError(t, err)
	e, err := elf.Open(filepath.Join(dir, "string-inst.o"))
	require.NoError(t, err)
	defer e.Close()
	dw, err := e.DWARF()
	require.NoError(t, err)
	n, r := 0, dw.Reader()
	for {
		x, err := r.Next()
		require.NoError(t, err)
		if x == nil {
			break
		}
		if x.Tag != 0 {
			n++
		}
	}
	require.Equal(t, n, len(ourDies(t, d)))
}

var (
	exportPlace = regexp.MustCompile(`^\t\[ *(\d+)\] \+base\[ *(\d+)\] ([0-9a-f]+) (?:Export RVA|Forwarder RVA -- (.*))$`)
	exportName  = regexp.MustCompile(`^\t\[ *(\d+)\] (\S+)$`)
)

// objdumpExports are ordinal, name and place or forwarder of a DLL's exports; an ordinal
// may have several names.
func objdumpExports(t testing.TB, path string) []string {
	places, names := map[string][2]string{}, map[string][]string{} // by index
	for _, l := range strings.Split(tool(t, ".", "objdump", "-p", path), "\n") {
		if m := exportPlace.FindStringSubmatch(l); m != nil {
			place := "0x" + m[3]
			if m[4] != "" {
				place = m[4]
			}
			places[m[1]] = [2]string{m[2], place}
		} else if m := exportName.FindStringSubmatch(l); m != nil {
			names[m[1]] = append(names[m[1]], m[2])
		}
	}
	var out []string
	for i, p := range places {
		if names[i] == nil {
			out = append(out, p[0]+"  "+p[1])
		}
		for _, n := range names[i] {
			out = append(out, p[0]+" "+n+" "+p[1])
		}
	}
	sort.Strings(out)
	return out
}

// TestWineExports: ordinals, names, places and forwarders of Wine's DLLs are those that
// GNU objdump prints.
func TestWineExports(t *testing.T) {
	files, err := filepath.Glob("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/[akmn]*.dll")
	require.NoError(t, err)
	require.Greater(t, len(files), 40, "apt-get install libwine")
	total, forwards, nameless := 0, 0, 0
	for _, path := range files {
		im := open(t, path).Images[0]
		var ours []string
		for i := range im.Symbols {
			s := &im.Symbols[i]
			if !s.Exported {
				continue
			}
			place := s.Forward
			if place == "" {
				place = "0x" + strconv.FormatUint(s.Value-im.coff.base, 16)
			} else {
				forwards++
			}
			if s.Raw == "" {
				nameless++
			}
			ours = append(ours, strings.Join([]string{strconv.Itoa(int(s.Ordinal)), s.Raw, place}, " "))
		}
		sort.Strings(ours)
		require.Equal(t, objdumpExports(t, path), ours, path)
		total += len(ours)
	}
	require.Greater(t, total, 5000)
	require.Greater(t, forwards, 500)
	require.Greater(t, nameless, 100)
}
