package object

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const exportingSource = `
extern "C" __declspec(dllexport) int plain(int x) { return x + 1; }
extern "C" __declspec(dllexport) int shared_value = 3;
struct __declspec(dllexport) Box { int v; Box(); int get() const; virtual ~Box(); };
Box::Box() : v(1) {}
Box::~Box() {}
int Box::get() const { return v; }
extern "C" int inside(int x) { return x; }
extern "C" __declspec(dllexport) int __stdcall std_call(int x, int y) { return x + y; }
extern "C" __declspec(dllexport) int __fastcall fast_call(int x, int y) { return x + y; }
extern "C" __declspec(dllexport) const char gr\u00fcn[] = "g";
extern "C" int missing(int);
extern "C" int use() { return missing(1); }
#ifdef _MSC_VER
#pragma comment(linker, "/alternatename:" P "missing=" P "plain /Include:" P "plain /DEFAULTLIB:\"some library.lib\" /merge:.rdata=.text")
#pragma comment(linker, "/export:fwd=other.target /export:renamed=" P "plain,@7,NONAME /export:" P "inside,@9,private")
#endif
`

// TestDirectives: the symbols marked as exported, with the forwarders and new names, are
// the names in the export table of the DLL that lld-link makes of the object.
func TestDirectives(t *testing.T) {
	for _, tc := range []struct{ triple, prefix string }{{"x86_64-pc-windows-msvc", ""}, {"i686-pc-windows-msvc", "_"}, {"aarch64-pc-windows-msvc", ""},
		{"x86_64-w64-windows-gnu", ""}, {"i686-w64-windows-gnu", "_"}} {
		dir := t.TempDir()
		path := compile(t, dir, tc.triple, exportingSource, "x.obj", "-fno-rtti", "-DP=\""+tc.prefix+"\"")
		args := []string{"/dll", "/nodefaultlib", "/noentry", "/force:unresolved", "/out:x.dll", "x.obj"}
		msvc := strings.HasSuffix(tc.triple, "msvc")
		if !msvc {
			args = append(args, "-lldmingw")
		}
		tool(t, dir, "lld-link-15", args...)
		var judge []string
		for _, l := range strings.Split(tool(t, dir, "llvm-readobj-15", "--coff-exports", "x.dll"), "\n") {
			if n, ok := strings.CutPrefix(strings.TrimSpace(l), "Name: "); ok && n != "" {
				judge = append(judge, n)
			}
		}
		sort.Strings(judge)
		require.GreaterOrEqual(t, len(judge), 12, tc.triple)

		im := open(t, path).Images[0]
		var ours []string
		for i := range im.Symbols {
			s := &im.Symbols[i]
			require.False(t, s.Exported, "an object exports nothing at run time")
			if !s.DLLExport {
				continue
			}
			name := s.Name
			if msvc && strings.Contains(s.Raw, "@") {
				name = s.Raw // only C names lose their underscore
			}
			ours = append(ours, name)
			data := false
			for _, x := range im.Directives.Exports {
				if x.Symbol == s.Raw || "_"+x.Symbol == s.Raw {
					data = data || x.Data
				}
			}
			require.Equal(t, data, s.Kind == SymObject, s.Raw)
		}
		for _, x := range im.Directives.Exports {
			if x.Forward != "" {
				ours = append(ours, x.Name)
			}
		}
		sort.Strings(ours)
		require.Equal(t, judge, ours, tc.triple)

		words := strings.Fields(tool(t, dir, "llvm-readobj-15", "--coff-directives", "x.obj"))
		exports := 0
		for _, w := range words {
			if len(w) > 8 && strings.EqualFold(w[1:8], "export:") {
				exports++
			}
		}
		require.Len(t, im.Directives.Exports, exports)
		require.Empty(t, im.Directives.Other)
		if !msvc {
			require.True(t, findSymbol(im, "missing").Undefined)
			continue
		}
		require.Equal(t, []string{"some library.lib"}, im.Directives.DefaultLibs)
		require.Equal(t, []string{tc.prefix + "plain"}, im.Directives.Includes)
		require.Equal(t, []string{".rdata=.text"}, im.Directives.Merges)
		missing, plain := findSymbol(im, "missing"), findSymbol(im, "plain")
		require.False(t, missing.Undefined)
		require.Equal(t, BindWeak, missing.Binding)
		require.Equal(t, plain.Raw, missing.Alias)
		require.Equal(t, plain.Addr, missing.Addr)
		require.Equal(t, uint32(9), findSymbol(im, "inside").Ordinal)
		require.Contains(t, im.Directives.Exports, ExportDirective{Name: "renamed", Symbol: plain.Raw, Ordinal: 7, NoName: true})
		require.Contains(t, im.Directives.Exports, ExportDirective{Name: "fwd", Forward: "other.target"})
	}
}

// TestDirectiveSpelling: quotes, backslashes, padding, and options that are cut off.
func TestDirectiveSpelling(t *testing.T) {
	for in, want := range map[string][]string{
		` /EXPORT:a  -export:"b c",data` + "\x00\x00": {"/EXPORT:a", "-export:b c,data"},
		`"/defaultlib:C:\some dir\x.lib" /a\\b`:       {`/defaultlib:C:\some dir\x.lib`, `/a\\b`},
		`/x:\"y\" /z:"a\\" b`:                         {`/x:"y"`, `/z:a\`, "b"},
		`"" /open:"no end `:                           {"", `/open:no end `},
		"\x00 \t":                                     nil,
	} {
		require.Equal(t, want, splitDirectives(in), in)
	}
	d := &Directives{}
	for _, opt := range []string{"", "/", "-", "/export:", "/export:=", "/export:a=", "/export:a,", "/export:a,@", "/export:a,@0", "/export:a,@99999", "/alternatename:a",
		"/alternatename:=b", "export:a", "/guardsym:f,S", "/FAILIFMISMATCH:a=b", "-aligncomm:x,3"} {
		d.add(opt)
	}
	require.Empty(t, d.Exports)
	require.Empty(t, d.Alternates)
	require.Equal(t, []string{"f,S"}, d.GuardSyms)
	require.Len(t, d.Other, 14)
}

// TestDirectivesUTF8: the mark of UTF-8 at the section's start is no part of an option,
// which Microsoft's linker
// takes and lld-link refuses; and sections that overlap are refused.
func TestDirectivesUTF8(t *testing.T) {
	dir := t.TempDir()
	path := compile(t, dir, "x86_64-pc-windows-msvc", `__asm__(".section .drectve,\"yn\"\n.ascii \"\\357\\273\\277/EXPORT:f\"\n.text"); extern "C" int f() { return 1; }`, "x.obj")
	im := open(t, path).Images[0]
	require.True(t, findSymbol(im, "f").DLLExport)
	require.Equal(t, []ExportDirective{{Name: "f", Symbol: "f"}}, im.Directives.Exports)

	const n, size = 30_000, 1 << 20
	b := make([]byte, 20+40*n+size)
	copy(b, "\x64\x86\x30\x75") // AMD64, 30,000 sections
	for i := range n {
		h := b[20+40*i:]
		copy(h, ".drectve")
		copy(h[16:], []byte{0, 0, 0x10, 0}) // size
		h[20], h[21], h[22] = byte((20+40*n)&0xff), byte((20+40*n)>>8&0xff), byte((20+40*n)>>16)
		h[37] = 0x02 // IMAGE_SCN_LNK_INFO
	}
	for i := 20 + 40*n; i < len(b); i++ {
		b[i] = 'x'
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "y.obj"), b, 0o644))
	_, err := Open(filepath.Join(dir, "y.obj"), Options{})
	require.ErrorContains(t, err, ".drectve+0x0: linker directives cannot be read: names overlap")
}
