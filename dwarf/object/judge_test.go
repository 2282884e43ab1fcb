package object

import (
	"debug/dwarf"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// targets are the ones whose debug sections must read right in object files.
var targets = []struct {
	triple  string
	machine Machine
	format  Format
	big     bool
}{
	{"x86_64-linux-gnu", X86_64, FormatELF, false},
	{"i386-linux-gnu", I386, FormatELF, false},
	{"aarch64-linux-gnu", AArch64, FormatELF, false},
	{"armv7a-linux-gnueabihf", ARM, FormatELF, false},
	{"riscv64-linux-gnu", RISCV64, FormatELF, false},
	{"riscv32-linux-gnu", RISCV32, FormatELF, false},
	{"powerpc64-linux-musl", PPC64, FormatELF, true},
	{"powerpc-linux-gnu", PPC, FormatELF, true},
	{"mips-linux-gnu", MIPS, FormatELF, true},
	{"mips64el-linux-gnuabi64", MIPS64, FormatELF, false},
	{"s390x-linux-gnu", S390X, FormatELF, true},
	{"sparcv9-linux-gnu", SPARC64, FormatELF, true},
	{"x86_64-apple-macosx11", X86_64, FormatMachO, false},
	{"i386-apple-macosx10.12", I386, FormatMachO, false},
	{"armv7-apple-ios9", ARM, FormatMachO, false},
	{"arm64-apple-macosx11", AArch64, FormatMachO, false},
	{"x86_64-pc-windows-msvc", X86_64, FormatCOFF, false},
	{"i686-pc-windows-msvc", I386, FormatCOFF, false},
	{"aarch64-pc-windows-msvc", AArch64, FormatCOFF, false},
	{"thumbv7-pc-windows-msvc", ARM, FormatCOFF, false},
}

var (
	dieLine  = regexp.MustCompile(`^0x[0-9a-f]{8,16}: +DW_TAG_(\S+)$`)
	nameLine = regexp.MustCompile(`^ +DW_AT_(name|linkage_name)\s+\("(.*)"\)$`)
	pcLine   = regexp.MustCompile(`^ +DW_AT_low_pc\s+\((0x[0-9a-f]+)\)`)
)

// die is what both readers say about an entry.
type die struct {
	tag, name, linkage string
	lowpc              uint64
	hasPC              bool
}

// judgeDies reads llvm-dwarfdump's entries.
func judgeDies(t testing.TB, path string, flags ...string) []die {
	var out []die
	for _, l := range strings.Split(tool(t, ".", "llvm-dwarfdump-15", append(flags, path)...), "\n") {
		if m := dieLine.FindStringSubmatch(l); m != nil {
			out = append(out, die{tag: m[1]})
		} else if m := nameLine.FindStringSubmatch(l); m != nil && len(out) > 0 {
			if m[1] == "name" {
				out[len(out)-1].name = m[2]
			} else {
				out[len(out)-1].linkage = m[2]
			}
		} else if m := pcLine.FindStringSubmatch(l); m != nil {
			v, err := strconv.ParseUint(m[1], 0, 64)
			require.NoError(t, err)
			out[len(out)-1].lowpc, out[len(out)-1].hasPC = v, true
		}
	}
	return out
}

var tagWords = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// tagName spells debug/dwarf's tags as the standard does.
func tagName(t dwarf.Tag) string {
	if t == dwarf.TagStructType {
		return "structure_type"
	}
	return strings.ToLower(tagWords.ReplaceAllString(t.String(), "${1}_$2"))
}

// ourDies reads our sections with debug/dwarf.
func ourDies(t testing.TB, d *DebugSections) []die {
	line, err := d.Line()
	require.NoError(t, err)
	rng, err := d.Ranges()
	require.NoError(t, err)
	dw, err := dwarf.New(d.Abbrev, nil, nil, d.Info, line, nil, rng, d.Str)
	require.NoError(t, err)
	rnglists, err := d.RngLists()
	require.NoError(t, err)
	for name, b := range map[string][]byte{".debug_addr": d.Addr, ".debug_line_str": d.LineStr, ".debug_str_offsets": d.StrOffsets, ".debug_rnglists": rnglists} {
		require.NoError(t, dw.AddSection(name, b))
	}
	if d.Types != nil {
		require.NoError(t, dw.AddTypes("types", d.Types))
	}
	var out []die
	r := dw.Reader()
	for {
		e, err := r.Next()
		require.NoError(t, err)
		if e == nil {
			return out
		}
		if e.Tag == 0 {
			continue
		}
		x := die{tag: tagName(e.Tag)}
		x.name, _ = e.Val(dwarf.AttrName).(string)
		x.linkage, _ = e.Val(dwarf.AttrLinkageName).(string)
		x.lowpc, x.hasPC = e.Val(dwarf.AttrLowpc).(uint64)
		out = append(out, x)
	}
}

func spell(ds []die) []string {
	var out []string
	for _, d := range ds {
		out = append(out, d.tag+" "+d.name+" "+d.linkage)
	}
	sort.Strings(out) // units of comdat sections come in another order
	return out
}

// TestRelocatedDebug: entries, names and addresses of objects for every target
// are what llvm-dwarfdump reads, and each function's address leads to its symbol.
func TestRelocatedDebug(t *testing.T) {
	for _, tc := range targets {
		for _, flags := range [][]string{{"-gdwarf-4"}, {"-gdwarf-5"}, {"-gdwarf-5", "-ffunction-sections", "-O1"}, {"-gdwarf-4", "-ffunction-sections", "-fdebug-types-section"},
			{"-gdwarf-5", "-fdebug-types-section"}, {"-gdwarf-5", "-gz=zlib"}} {
			if tc.format != FormatELF && len(flags) > 1 && flags[len(flags)-1] != "-O1" {
				continue
			}
			if tc.big && flags[0] == "-gdwarf-5" {
				continue // debug/dwarf of Go 1.26 cannot read big-endian DW_FORM_strx: see TestBigEndianStrings
			}
			t.Run(tc.triple+strings.Join(flags, ""), func(t *testing.T) {
				t.Parallel()
				path := compile(t, t.TempDir(), tc.triple, source, "x.o", flags...)
				f := open(t, path)
				require.Len(t, f.Images, 1)
				im := f.Images[0]
				require.Equal(t, tc.machine, im.Machine)
				require.Equal(t, tc.format, im.Format)
				require.Equal(t, Relocatable, im.Type)
				require.Equal(t, tc.big, im.Order.String() == "BigEndian")
				d, err := im.Debug()
				require.NoError(t, err)
				ours, judge := ourDies(t, d), judgeDies(t, path, "--debug-info")
				require.Equal(t, spell(judge), spell(ours))
				checkPCs(t, im, ours, judge)
			})
		}
	}
}

var strLine = regexp.MustCompile(`^0x[0-9a-f]{8}: "(.*)"$`)

// TestBigEndianStrings: relocated .debug_str_offsets of big-endian DWARF 5 lead to
// the strings of .debug_str, which clang puts there in the order of use.
func TestBigEndianStrings(t *testing.T) {
	for _, tc := range targets {
		if !tc.big {
			continue
		}
		t.Run(tc.triple, func(t *testing.T) {
			path := compile(t, t.TempDir(), tc.triple, source, "x.o", "-gdwarf-5")
			d, err := open(t, path).Images[0].Debug()
			require.NoError(t, err)
			var judge, ours []string
			for _, l := range strings.Split(tool(t, ".", "llvm-dwarfdump-15", "--debug-str", path), "\n") {
				if m := strLine.FindStringSubmatch(l); m != nil {
					judge = append(judge, m[1])
				}
			}
			require.Greater(t, len(judge), 20)
			for b := d.StrOffsets[8:]; len(b) > 0; b = b[4:] {
				ours = append(ours, cstring(d.Str[d.From.Order.Uint32(b):]))
			}
			require.Equal(t, judge, ours)
		})
	}
}

// checkPCs joins functions and symbols by address and compares with the judge's
// address, which counts from the section's start.
func checkPCs(t testing.TB, im *Image, ours, judge []die) {
	want := map[string]uint64{}
	for _, d := range judge {
		if d.tag == "subprogram" && d.hasPC {
			want[d.name+d.linkage] = d.lowpc
		}
	}
	require.GreaterOrEqual(t, len(want), 5, "plain ns_free use bump weakling, and folded unless inlined")
	n := 0
	for _, d := range ours {
		if d.tag != "subprogram" || !d.hasPC {
			continue
		}
		n++
		found := false
		for i := range im.Symbols {
			s := &im.Symbols[i]
			linkage := d.linkage
			if linkage == "" {
				linkage = d.name
			}
			if s.Addr == d.lowpc && (s.Name == linkage || s.Raw == linkage) && !s.Undefined {
				found = true
				if im.Machine != ARM { // Thumb bit
					require.Equal(t, want[d.name+d.linkage], s.Value, d.name)
				}
			}
		}
		require.True(t, found, "%s at 0x%x has no symbol", d.name, d.lowpc)
	}
	require.Equal(t, len(want), n)
}

// nmLetters are the classes of llvm-nm -P, per symbol name.
func nmSymbols(t testing.TB, path string, flags ...string) []string {
	var out []string
	for _, l := range strings.Split(tool(t, ".", "llvm-nm-15", append(append([]string{"-P"}, flags...), path)...), "\n") {
		f := strings.Fields(l)
		if len(f) < 2 || strings.HasSuffix(l, ":") || l[0] == ' ' { // no name
			continue
		}
		v := uint64(0)
		if len(f) > 2 {
			var err error
			v, err = strconv.ParseUint(f[2], 16, 64)
			require.NoError(t, err, l)
		}
		undef := strings.ContainsAny(f[1], "Uwv") && (len(f) < 3 || f[1] == "U" || v == 0)
		out = append(out, fmt.Sprintf("%s undefined=%v 0x%x", f[0], undef, v))
	}
	sort.Strings(out)
	return out
}

func ourSymbols(im *Image) []string {
	var out []string
	for _, s := range im.Symbols {
		if s.Kind == SymSection || s.Kind == SymFile || s.Raw == "" || strings.HasPrefix(s.Raw, "$") {
			continue
		}
		v := s.Value
		if s.Kind == SymCommon {
			v = s.Size
		}
		out = append(out, fmt.Sprintf("%s undefined=%v 0x%x", s.Raw, s.Undefined, v))
	}
	sort.Strings(out)
	return out
}

// TestSymbolsAgainstNM: names, values and undefinedness equal llvm-nm's.
func TestSymbolsAgainstNM(t *testing.T) {
	for _, tc := range targets {
		t.Run(tc.triple, func(t *testing.T) {
			t.Parallel()
			path := compile(t, t.TempDir(), tc.triple, source, "x.o", "-gdwarf-4")
			im := open(t, path).Images[0]
			judge := nmSymbols(t, path)
			ours := ourSymbols(im)
			if tc.format == FormatELF || tc.format == FormatMachO {
				require.Equal(t, judge, ours)
			} else {
				// llvm-nm shows section symbols and weak externals in ways of its own.
				have := strings.Join(ours, "\n")
				for _, j := range judge {
					if name := strings.Fields(j)[0]; !strings.HasPrefix(name, ".") && !strings.Contains(name, "weakling") && name != "@feat.00" {
						require.Contains(t, have, j)
					}
				}
			}
			plain := findSymbol(im, "plain")
			require.NotNil(t, plain)
			require.Equal(t, SymFunc, plain.Kind)
			require.Equal(t, BindGlobal, plain.Binding)
			imported := findSymbol(im, "imported")
			require.True(t, imported.Undefined)
			require.Equal(t, -1, imported.Section)
			for i := range im.Symbols {
				if s := &im.Symbols[i]; strings.Contains(s.Raw, "weakling") && s.Binding != BindLocal && !strings.HasPrefix(s.Raw, ".weak") {
					require.Equal(t, BindWeak, s.Binding)
					require.False(t, s.Undefined)
				}
				if s := &im.Symbols[i]; strings.Contains(s.Raw, "folded") && tc.format != FormatMachO {
					require.NotEmpty(t, s.Comdat, s.Raw)
				}
			}
		})
	}
}
