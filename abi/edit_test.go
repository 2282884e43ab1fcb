package abi_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestEdit: the copy can be changed and its model stays as it was.
func TestEdit(t *testing.T) {
	b := abi.NewBuilder(abi.TargetX64Linux)
	long := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncSigned, Name: b.Str("long int"), Size: 8}, abi.Origin{})
	sym := b.AddSymbol(abi.SymbolRow{Name: b.Str("_Z1fl")})
	f := b.AddFunction(abi.FuncRow{Name: b.Str("f"), Result: long, VSlot: -1}, []abi.ParamRow{{Name: b.Str("n"), Type: long}}, nil, []abi.FuncSymbol{{Sym: sym}})
	m, err := b.Finish()
	require.NoError(t, err)

	e := abi.Edit(m)
	e.SetTarget(abi.TargetX64Windows)
	n := e.Node(long)
	n.Size = 4
	e.SetType(long, n, abi.Origin{})
	require.Equal(t, n.Name, e.Str("long int"), "strings keep their ids")
	e.SetSymbol(sym, abi.SymbolRow{Name: e.Str("?f@@YAJJ@Z")})
	c, err := e.Finish()
	require.NoError(t, err)

	size, _ := c.Type(long).Size()
	require.EqualValues(t, 4, size)
	require.Equal(t, "?f@@YAJJ@Z", c.Func(f).Symbols()[0].Name)
	require.Equal(t, "n", c.Func(f).Params()[0].Name)
	require.Equal(t, abi.TargetX64Windows, c.Target())

	size, _ = m.Type(long).Size()
	require.EqualValues(t, 8, size)
	require.Equal(t, "_Z1fl", m.Func(f).Symbols()[0].Name)
	require.Equal(t, abi.TargetX64Linux, m.Target())
}
