package load_test

import (
	"debug/dwarf"
	"debug/elf"
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
