package callconv

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
)

// badRecord makes a model with int and one class and classifies f(S) -> S.
func badRecord(t *testing.T, n abi.Node, rec func(b *abi.Builder, s, i abi.TypeID) abi.Record) Plan {
	t.Helper()
	b := abi.NewBuilder(abi.TargetX64Linux)
	u := b.AddUnit(abi.UnitRow{Compiler: abi.CompilerGCC})
	i := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncSigned, Size: 4, Name: b.Str("int")}, abi.Origin{})
	s := b.NewType()
	n.Kind, n.Name = abi.KindStruct, b.Str("S")
	b.SetRecord(s, n, abi.Origin{Unit: u}, rec(b, s, i))
	m, err := b.Finish()
	require.NoError(t, err)
	x := m.Type(s)
	return NewContext(m).Plan(abi.Signature{Params: []abi.Type{x}, Result: x})
}

// TestBadInput: what cannot be true is refused with a reason, never classified.
func TestBadInput(t *testing.T) {
	fields := func(f ...abi.FieldRow) func(*abi.Builder, abi.TypeID, abi.TypeID) abi.Record {
		return func(_ *abi.Builder, _, i abi.TypeID) abi.Record {
			for k := range f {
				f[k].Type = i
			}
			return abi.Record{VptrOff: -1, Fields: f}
		}
	}
	require.Empty(t, badRecord(t, abi.Node{Size: 4}, fields(abi.FieldRow{})).Refused)
	require.Equal(t, ReasonContradictory, badRecord(t, abi.Node{Size: 4}, fields(abi.FieldRow{Offset: 64})).Refused, "member beyond the size")
	require.Equal(t, ReasonContradictory, badRecord(t, abi.Node{Size: 4, Align: 3}, fields(abi.FieldRow{})).Refused, "alignment of 3")
	require.Equal(t, ReasonContradictory, badRecord(t, abi.Node{Size: 4}, fields(abi.FieldRow{Align: 3})).Refused, "member alignment of 3")
	require.Equal(t, ReasonContradictory, badRecord(t, abi.Node{Size: 12, Align: 8}, fields(abi.FieldRow{})).Refused, "size no multiple of the alignment")
	require.Equal(t, ReasonIncompleteType, badRecord(t, abi.Node{Flags: abi.TypeDeclaration}, fields()).Refused, "result type only declared")
	cycle := badRecord(t, abi.Node{Size: 4}, func(_ *abi.Builder, s, _ abi.TypeID) abi.Record {
		return abi.Record{VptrOff: -1, Bases: []abi.BaseRow{{Type: s, Known: true}}}
	})
	require.NotEmpty(t, cycle.Refused, "base cycle")
	require.Equal(t, ReasonContradictory, badRecord(t, abi.Node{Size: 4}, func(_ *abi.Builder, _, i abi.TypeID) abi.Record {
		return abi.Record{VptrOff: -1, Fields: []abi.FieldRow{{Type: i}}, Bases: []abi.BaseRow{{Type: i, Known: true, Offset: -4}}}
	}).Refused, "base before the object")
}
