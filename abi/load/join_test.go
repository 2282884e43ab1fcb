package load_test

import (
	"debug/dwarf"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestSymbolsJoined: every function that a real library exports or hides, and
// whose code Go's reader finds in the debug entries, belongs to a function of
// the model, or is another name at the address of one that does.
func TestSymbolsJoined(t *testing.T) {
	const file = "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30"
	m, err := load.Files([]string{file}, load.Options{})
	require.NoError(t, err, "package libstdc++6-12-dbg")
	f, err := elf.Open(file)
	require.NoError(t, err)
	defer f.Close()
	d, err := f.DWARF()
	require.NoError(t, err)
	code := map[uint64]bool{}
	for r := d.Reader(); ; {
		e, err := r.Next()
		require.NoError(t, err)
		if e == nil {
			break
		}
		if low, ok := e.Val(dwarf.AttrLowpc).(uint64); ok && e.Tag == dwarf.TagSubprogram {
			code[low] = true
		}
	}
	joined, at := map[abi.SymID]bool{}, map[uint64]bool{}
	for fn := range m.Funcs {
		for _, s := range fn.SymbolRows() {
			joined[s.Sym] = true
			at[m.Symbols()[s.Sym].Value] = true
		}
	}
	own, shared := 0, 0
	for i, s := range m.Symbols() {
		switch {
		case s.Kind != abi.SymFunc || s.Flags&abi.SymUndefined != 0 || s.Binding == abi.BindLocal || !code[s.Value]:
		case joined[abi.SymID(i)]:
			own++
		case at[s.Value]:
			shared++
		default:
			t.Errorf("%s at 0x%x belongs to no function", m.Str(s.Name), s.Value)
		}
	}
	t.Logf("%d function symbols are joined, %d are other names of such", own, shared)
	require.Greater(t, own, 4000)
}

// TestLeftOut: what a linker left out has the address 0 in debug info, or one
// that nothing has, and no symbol, whatever has the value 0.
func TestLeftOut(t *testing.T) {
	dir := t.TempDir()
	source, versions := filepath.Join(dir, "s.cc"), filepath.Join(dir, "versions")
	require.NoError(t, os.WriteFile(source, []byte(`
thread_local int kept_tls = 5;
int kept_var = 4, gone_var = 3;
static int gone_static = 9;
int gone(int x) { return x + gone_var + gone_static++; }
extern const int gone_const = 77;
extern "C" int kept(int y) { return y + kept_var + kept_tls; }
`), 0o644))
	require.NoError(t, os.WriteFile(versions, []byte("{ global: kept*; magic; local: *; };\n"), 0o644))
	for _, linker := range []string{"lld", "bfd", "gold"} {
		for _, version := range []string{"-gdwarf-4", "-gdwarf-5"} {
			file := filepath.Join(dir, linker+version+".so")
			out, err := exec.Command("clang++-15", "-g", version, "-fPIC", "-shared", "-ffunction-sections", "-fdata-sections", "-fuse-ld="+linker, "-Wl,--gc-sections",
				"-Wl,--defsym,magic=0", "-Wl,--version-script="+versions, source, "-o", file).CombinedOutput()
			require.NoError(t, err, "%s: %s", linker, out)
			m, err := load.Files([]string{file}, load.Options{})
			require.NoError(t, err)
			symbols := map[string]string{}
			for f := range m.Funcs {
				for _, s := range f.Symbols() {
					symbols[f.Name()] += s.Name
				}
			}
			for v := range m.Vars {
				if s := v.Symbol(); s.ID != 0 {
					symbols[v.Name()] += s.Name
				}
			}
			require.Equal(t, map[string]string{"kept": "kept", "kept_var": "kept_var", "kept_tls": "kept_tls"}, symbols, "%s %s", linker, version)
		}
	}
}
