package object

import (
	"debug/pe"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const dllSource = `
extern "C" __declspec(dllexport) int plain(int x) { return x + 1; }
extern "C" __declspec(dllexport) int shared_value = 3;
extern "C" int _DllMainCRTStartup(void *, unsigned, void *) { return 1; }
`

// dll links dir/x.dll with a forwarder, an export by number alone, and x.lib.
func dll(t testing.TB, dir, triple string) string {
	t.Helper()
	compile(t, dir, triple, dllSource, "x.obj", "-gdwarf-4")
	tool(t, dir, "lld-link-15", "/dll", "/nodefaultlib", "/entry:_DllMainCRTStartup", "/debug:dwarf",
		"/export:forwarded=other.target", "/export:renamed=plain,@7,NONAME", "/out:x.dll", "/implib:x.lib", "x.obj")
	return filepath.Join(dir, "x.dll")
}

// TestDLL: exports, addresses, and DWARF behind long section names.
func TestDLL(t *testing.T) {
	dir := t.TempDir()
	path := dll(t, dir, "x86_64-pc-windows-msvc")
	im := open(t, path).Images[0]
	require.Equal(t, Shared, im.Type)
	require.Equal(t, OSWindows, im.OS)
	require.Equal(t, "x.dll", im.SoName)
	d, err := im.Debug()
	require.NoError(t, err)
	ours, judge := ourDies(t, d), judgeDies(t, path, "--debug-info")
	require.Equal(t, spell(judge), spell(ours))
	plain := findSymbol(im, "plain")
	require.NotNil(t, plain)
	require.True(t, plain.Exported)
	found := false
	for i, x := range ours {
		if x.name == "plain" {
			found = true
			require.Equal(t, judge[i].lowpc, x.lowpc)
			require.Equal(t, x.lowpc, plain.Addr)
		}
	}
	require.True(t, found)
	fw := findSymbol(im, "forwarded")
	require.Equal(t, "other.target", fw.Forward)
	require.Equal(t, SymObject, findSymbol(im, "shared_value").Kind)
	byNumber := false
	for i := range im.Symbols {
		byNumber = byNumber || im.Symbols[i].Exported && im.Symbols[i].Ordinal == 7
	}
	require.True(t, byNumber)
	var names, judged []string
	for i := range im.Symbols {
		if im.Symbols[i].Exported && im.Symbols[i].Raw != "" {
			names = append(names, im.Symbols[i].Raw)
		}
	}
	for _, l := range strings.Split(tool(t, dir, "llvm-readobj-15", "--coff-exports", "x.dll"), "\n") {
		if n, ok := strings.CutPrefix(strings.TrimSpace(l), "Name: "); ok && n != "" {
			judged = append(judged, n)
		}
	}
	sort.Strings(names)
	sort.Strings(judged)
	require.Equal(t, judged, names)
}

// TestImports: an import library's members define the names, and a program
// linked against it lists them as undefined, with the DLL.
func TestImports(t *testing.T) {
	for _, triple := range []string{"x86_64-pc-windows-msvc", "aarch64-pc-windows-msvc"} {
		dir := t.TempDir()
		dll(t, dir, triple)
		lib := open(t, filepath.Join(dir, "x.lib"))
		require.Equal(t, KindArchive, lib.Kind)
		require.Empty(t, lib.Notes)
		got := map[string]Symbol{}
		for _, im := range lib.Images {
			if im.Type == ImportMember {
				require.Equal(t, "x.dll", im.SoName)
				for _, s := range im.Symbols {
					got[s.Raw] = s
				}
			}
		}
		require.Contains(t, got, "plain")
		require.Contains(t, got, "__imp_plain")
		require.Contains(t, got, "__imp_shared_value")
		require.NotContains(t, got, "shared_value", "data is imported through __imp_ only")
		require.Equal(t, uint32(7), got["renamed"].Ordinal)

		compile(t, dir, triple, `extern "C" __declspec(dllimport) int plain(int); extern "C" int mainCRTStartup() { return plain(1); }`, "m.obj", "-gdwarf-4")
		tool(t, dir, "lld-link-15", "/nodefaultlib", "/entry:mainCRTStartup", "/subsystem:console", "/out:m.exe", "m.obj", "x.lib")
		exe := filepath.Join(dir, "m.exe")
		im := open(t, exe).Images[0]
		require.Equal(t, Executable, im.Type)
		s := findSymbol(im, "plain")
		require.True(t, s.Undefined)
		require.Equal(t, "x.dll", s.Library)
		p, err := pe.Open(exe)
		require.NoError(t, err)
		imp, err := p.ImportedSymbols()
		require.NoError(t, err)
		require.Equal(t, []string{"plain:x.dll"}, imp)
		p.Close()
	}
}

// manySections has 66000 comdat sections of one instruction each.
const manySections = `
.altmacro
.macro s k
.section .t\k,"xr",one_only,f\k
.globl f\k
f\k: ret
.endm
.set i,0
.rept 66000
s %i
.set i,i+1
.endr
`

// TestBigobj: more than 65279 sections make clang write the form with 32-bit
// section numbers.
func TestBigobj(t *testing.T) {
	dir := t.TempDir()
	src := `__asm__(R"(` + manySections + `.text)"); int fine(int x) { return x; }`
	path := compile(t, dir, "x86_64-pc-windows-msvc", src, "x.obj", "-gdwarf-4")
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "\x00\x00\xff\xff\x02\x00", string(b[:6]), "clang wrote a plain object")
	im := open(t, path).Images[0]
	require.Equal(t, X86_64, im.Machine)
	require.Greater(t, len(im.Sections), 66000)
	d, err := im.Debug()
	require.NoError(t, err)
	require.Equal(t, spell(judgeDies(t, path, "--debug-info")), spell(ourDies(t, d)))
	require.Equal(t, findSymbol(im, "?fine@@YAHH@Z").Addr, ourDies(t, d)[1].lowpc)
	n := 0
	for i := range im.Symbols {
		if s := &im.Symbols[i]; s.Kind == SymFunc && s.Comdat == s.Raw {
			n++
		}
	}
	require.Equal(t, 66000, n)
}

// TestExportedNames: what a DLL for i386 exports is called as in the objects:
// with the underscore before it, undecorated C names are those that its import
// library defines.
func TestExportedNames(t *testing.T) {
	dir := t.TempDir()
	compile(t, dir, "i686-pc-windows-msvc", `
extern "C" __declspec(dllexport) int __cdecl _under(int x) { return x + 1; }
extern "C" __declspec(dllexport) int __cdecl plain(int x) { return x + 1; }
extern "C" __declspec(dllexport) int __stdcall popped(int x, double y) { return x + y; }
extern "C" __declspec(dllexport) int __fastcall quick(int x) { return x; }
__declspec(dllexport) int cxx(int x) { return x; }
extern "C" int _fltused = 1;
`, "x.obj", "-gdwarf-4")
	tool(t, dir, "lld-link-15", "/dll", "/nodefaultlib", "/noentry", "/debug:dwarf", "/out:x.dll", "/implib:x.lib", "x.obj")
	defined := map[string]bool{}
	for _, l := range strings.Split(tool(t, dir, "llvm-nm-15", "x.lib"), "\n") {
		if f := strings.Fields(l); len(f) == 3 && f[1] == "T" && !strings.HasPrefix(f[2], "__imp_") {
			defined[f[2]] = true
		}
	}
	linked := map[string]bool{}
	im := open(t, filepath.Join(dir, "x.dll")).Images[0]
	for i := range im.Symbols {
		if s := &im.Symbols[i]; s.Exported {
			name := s.Name
			if !strings.HasPrefix(name, "?") && !strings.HasPrefix(name, "@") {
				name = "_" + name
			}
			linked[name] = true
		}
	}
	require.Len(t, linked, 5)
	require.Equal(t, defined, linked)
}
