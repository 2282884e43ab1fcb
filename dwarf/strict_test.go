package dwarf_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
)

// TestNewer: abbreviations tell whether the compiler kept to the version of DWARF.
func TestNewer(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	text := "struct A { alignas(16) int a; A(const A &) = delete; };\n[[noreturn]] void stop();\nint f(A &a) { if (!a.a) stop(); return a.a; }\n"
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	for _, compiler := range []string{"g++-12", "clang++-15", "clang++-19"} {
		for _, version := range []string{"-gdwarf-3", "-gdwarf-4"} {
			for _, strict := range []bool{true, false} {
				for _, level := range []string{"-O0", "-O2"} {
					flags := []string{"-std=c++17", version, level, "-c", in, "-o", out}
					if strict {
						flags = append(flags, "-gstrict-dwarf")
					}
					msg, err := exec.Command(compiler, flags...).CombinedOutput()
					require.NoError(t, err, "%s", msg)
					table := firstTable(t, out)
					require.Equal(t, !strict, table.Newer, "%s %v", compiler, flags)
					if compiler == "g++-12" {
						require.Equal(t, !strict && version == "-gdwarf-4" || !strict, table.Newer || table.GNUCalls, "%v", flags)
						require.False(t, strict && table.GNUCalls, "%v", flags)
					}
					require.False(t, table.Bare)
				}
			}
		}
	}
}

func firstTable(t *testing.T, path string) *dwarf.Table {
	t.Helper()
	f, err := object.Open(path, object.Options{})
	require.NoError(t, err)
	d, err := f.Images[0].Debug()
	require.NoError(t, err)
	units, errs := (&dwarf.Sections{Info: d.Info, Abbrev: d.Abbrev}).Units()
	require.Empty(t, errs)
	table, err := units[0].Compile(dwarf.NewWant(nil, nil))
	require.NoError(t, err)
	return table
}

// TestBare: a class without a size that is no declaration lost its contents.
func TestBare(t *testing.T) {
	for _, c := range []struct {
		abbrev []byte // of a class
		bare   bool
	}{
		{[]byte{1, 0x13, 0, 0, 0, 0}, true},
		{[]byte{1, 0x13, 0, 0x03, 0x08, 0, 0, 0}, true},
		{[]byte{1, 0x13, 0, 0x0b, 0x0b, 0, 0, 0}, false},
		{[]byte{1, 0x02, 1, 0x03, 0x08, 0x3c, 0x19, 0, 0, 0}, false},
		{[]byte{1, 0x17, 0, 0x69, 0x20, 0, 0, 0}, false},
		{[]byte{1, 0x24, 0, 0x03, 0x08, 0, 0, 0}, false}, // a base type
	} {
		u := &dwarf.Unit{Sec: &dwarf.Sections{Abbrev: c.abbrev}, Version: 5, AddrLen: 8}
		table, err := u.Compile(dwarf.NewWant(nil, nil))
		require.NoError(t, err)
		require.Equal(t, c.bare, table.Bare, "%x", c.abbrev)
	}
}

// TestPaddedTypeUnits: zeros up to a multiple of 4 between and behind units are no
// unit; anything else there is an error.
func TestPaddedTypeUnits(t *testing.T) {
	unit := func(body int) []byte { // of DWARF 4, in .debug_types
		n := 2 + 4 + 1 + 8 + 4 + body
		b := []byte{byte(n), 0, 0, 0, 4, 0, 0, 0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 23, 0, 0, 0}
		return append(b, make([]byte, body)...)
	}
	join := func(parts ...[]byte) (out []byte) {
		for _, p := range parts {
			out = append(out, p...)
		}
		return out
	}
	for _, c := range []struct {
		data  []byte
		units int
		bad   bool
	}{
		{join(unit(1), unit(1)), 2, false},
		{join(unit(2), []byte{0, 0, 0}, unit(1)), 2, false},
		{join(unit(3), []byte{0, 0}, unit(1)), 2, false},
		{join(unit(4), []byte{0}, unit(4), []byte{0}), 2, false},
		{join(unit(4), []byte{1}, unit(4)), 1, true},
		{join(unit(1), []byte{0, 0, 0, 0}, unit(1)), 2, true},
	} {
		s := &dwarf.Sections{Types: c.data, Abbrev: []byte{0}}
		units, errs := s.Units()
		require.Len(t, units, c.units, "%x", c.data)
		require.Equal(t, c.bad, len(errs) > 0, "%x: %v", c.data, errs)
	}
}
