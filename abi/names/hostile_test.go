package names_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/names"
)

// TestHostileTypes: types that share their parts so that their names would have
// 2^60 nodes, and types that are made of themselves.
func TestHostileTypes(t *testing.T) {
	b := abi.NewBuilder(abi.TargetX64Linux)
	unit := b.AddUnit(abi.UnitRow{Language: 0x21, Version: 5})
	origin := abi.Origin{Unit: unit}
	last := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncSigned, Name: b.Str("int"), Size: 4}, origin)
	for range 60 {
		fn := b.NewType()
		b.SetFunc(fn, abi.Node{Kind: abi.KindFunc, Elem: last}, origin, []abi.TypeID{last, last}, 0, 0)
		last = b.AddType(abi.Node{Kind: abi.KindPointer, Elem: fn, Size: 8}, origin)
	}
	class := last
	for i := range 60 {
		id := b.NewType()
		b.SetRecord(id, abi.Node{Kind: abi.KindStruct, Name: b.Str(fmt.Sprintf("P%d<a, b>", i)), Size: 8}, origin,
			abi.Record{Args: []abi.ArgRow{{Kind: abi.ArgType, Type: class}, {Kind: abi.ArgType, Type: class}}, VptrOff: -1})
		class = id
	}
	self := b.NewType()
	b.SetType(self, abi.Node{Kind: abi.KindPointer, Elem: self, Size: 8}, origin)
	loop := b.NewType()
	b.SetRecord(loop, abi.Node{Kind: abi.KindStruct, Name: b.Str("L<x>"), Size: 8}, origin, abi.Record{Args: []abi.ArgRow{{Kind: abi.ArgType, Type: loop}}, VptrOff: -1})
	for i, p := range []abi.TypeID{last, class, self, loop} {
		sym := b.AddSymbol(abi.SymbolRow{Name: b.Str(fmt.Sprintf("_ZN1a1fIP%dS_S_EEvT_S0_i", i))})
		b.AddFunction(abi.FuncRow{Name: b.Str(fmt.Sprintf("f%d", i)), Linkage: b.Str(fmt.Sprintf("_Z2f%dv", i)), Result: p, Flags: abi.FuncExternal, VSlot: -1, Origin: origin},
			[]abi.ParamRow{{Type: p}, {Type: p}}, nil, []abi.FuncSymbol{{Sym: sym}})
	}
	m, err := b.Finish()
	require.NoError(t, err)
	start := time.Now()
	w, ms := names.New(m, names.Options{}), names.NewMicrosoft(m, abi.TargetX64Windows)
	for f := range m.Funcs {
		_, _ = w.Func(f, abi.VariantPlain), ms.Func(f, abi.VariantPlain)
		w.CheckSymbol(f, "_ZN1nIT_IS0_S0_EE1fEv")
		w.CheckSymbol(f, f.Symbols()[0].Name)
	}
	names.Differences(m)
	require.Less(t, time.Since(start), 5*time.Second)
}
