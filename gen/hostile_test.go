package gen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen"
)

// TestHostileNames: no name of an input file escapes its identifier, string or
// comment: the output compiles and has no item that a name asked for.
func TestHostileNames(t *testing.T) {
	evil := []string{
		`"; pub fn injected() {} //`, "x\npub fn injected() {}\n", "*/ pub fn injected() {} /*", "a\u202eb", "\\", `\"`, `\u{1}"`,
		"", " ", "1st", "fn", "self", "Self", "crate", "r#try", "ünïcode", "a::b", "<lambda()>", "operator\"\"_x", "\x00", "{}", "}", "')", "core", "ffi",
	}
	b := abi.NewBuilder(abi.TargetX64Linux)
	file := b.Str("evil\n*/\"file.h")
	i32 := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncSigned, Size: 4, Name: b.Str("int")}, abi.Origin{})
	for i, name := range evil {
		origin := abi.Origin{File: file, Line: uint32(i)}
		rec := b.NewType()
		scope := b.AddScope(abi.ScopeRow{Kind: abi.ScopeNamespace, Name: b.Str(name)})
		b.SetRecord(rec, abi.Node{Kind: abi.KindStruct, Name: b.Str(name), Scope: scope, Size: 8}, origin, abi.Record{VptrOff: -1, Fields: []abi.FieldRow{
			{Name: b.Str(name), Type: i32}, {Name: b.Str(name + "2"), Type: i32, Offset: 32}}})
		enum := b.NewType()
		b.SetEnum(enum, abi.Node{Kind: abi.KindEnum, Name: b.Str(name + "e"), Scope: scope, Size: 4, Elem: i32}, origin,
			[]abi.EnumeratorRow{{Name: b.Str(name), Value: 1}, {Name: b.Str(name + "x"), Value: 2}})
		ptr := b.AddType(abi.Node{Kind: abi.KindPointer, Elem: rec, Size: 8}, origin)
		sym := b.AddSymbol(abi.SymbolRow{Name: b.Str("_Z" + name), Binding: abi.BindGlobal, Kind: abi.SymFunc})
		b.AddFunction(abi.FuncRow{Name: b.Str(name), Linkage: b.Str("_Z" + name), Scope: scope, Result: i32, VSlot: -1, Origin: origin},
			[]abi.ParamRow{{Name: b.Str(name), Type: ptr}, {Name: b.Str(name), Type: enum}}, nil, []abi.FuncSymbol{{Sym: sym}})
		b.AddMacro(abi.MacroRow{Name: b.Str(name), Body: b.Str("1"), Origin: origin})
	}
	m, err := b.Finish()
	require.NoError(t, err)
	out, err := gen.Generate(m, gen.Config{})
	require.NoError(t, err)
	require.NotContains(t, string(out.Rust), "\npub fn injected")
	require.NotContains(t, string(out.Rust), "\u202e")
	path := filepath.Join(t.TempDir(), "hostile.rs")
	require.NoError(t, os.WriteFile(path, out.Rust, 0o644))
	compile(t, path, "--edition", "2021")
}
