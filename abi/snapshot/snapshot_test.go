package snapshot

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
)

// sample is a model with a row of every sort. Lines and folders depend on the
// argument, nothing else does.
func sample(t testing.TB, line uint32, dir string) *abi.Model {
	b := abi.NewBuilder(abi.TargetX64Linux)
	u := b.AddUnit(abi.UnitRow{Name: b.Str("a.cc"), Dir: b.Str(dir), Producer: b.Str("GNU C++17 12.2.0"), Image: b.Str(dir + "/liba.so"), Language: 0x21, Version: 4, Newer: true, Compiler: abi.CompilerGCC, Defined: 3})
	o := abi.Origin{Unit: u, Line: line, File: b.Str(dir + "/a.h")}
	ns := b.AddScope(abi.ScopeRow{Kind: abi.ScopeNamespace, Name: b.Str("ns")})
	integer := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncSigned, Name: b.Str("int"), Size: 4}, o)
	char := b.AddType(abi.Node{Kind: abi.KindBase, Enc: abi.EncCharSigned, Name: b.Str("char"), Size: 1}, o)
	cchar := b.AddType(abi.Node{Kind: abi.KindConst, Elem: char}, o)
	text := b.AddType(abi.Node{Kind: abi.KindPointer, Elem: cchar, Size: 8}, o)
	arr := b.AddType(abi.Node{Kind: abi.KindArray, Elem: text, Size: 4}, o)
	flex := b.AddType(abi.Node{Kind: abi.KindArray, Elem: integer, Flags: abi.TypeFlexible}, o)
	box := b.NewType()
	this := b.AddType(abi.Node{Kind: abi.KindPointer, Elem: box, Size: 8}, o)
	boxScope := b.AddScope(abi.ScopeRow{Kind: abi.ScopeRecord, Parent: ns, Type: box})
	sig := b.NewType()
	b.SetFunc(sig, abi.Node{Kind: abi.KindFunc, Elem: integer, Flags: abi.TypeVariadic}, o, []abi.TypeID{text, this}, 0, 0)
	callback := b.AddType(abi.Node{Kind: abi.KindPointer, Elem: sig, Size: 8}, o)
	mp := b.AddType(abi.Node{Kind: abi.KindMemberPointer, Elem: integer, Side: uint32(box), Size: 8}, o)
	anon := b.NewType()
	b.SetRecord(anon, abi.Node{Kind: abi.KindUnion, Scope: boxScope, Size: 8}, o, abi.Record{VptrOff: -1, Fields: []abi.FieldRow{{Name: b.Str("i"), Type: integer}}})
	en := b.NewType()
	b.SetEnum(en, abi.Node{Kind: abi.KindEnum, Name: b.Str("Color"), Scope: ns, Size: 4, Elem: integer, Flags: abi.TypeScoped}, o,
		[]abi.EnumeratorRow{{Name: b.Str("red"), Value: ^uint64(0), Signed: true}, {Name: b.Str("blue"), Value: 7}})
	td := b.AddType(abi.Node{Kind: abi.KindTypedef, Name: b.Str("Color"), Scope: ns, Elem: en}, o)
	sym := b.AddSymbol(abi.SymbolRow{Name: b.Str("_ZN2ns3Box3getEi"), Version: b.Str("V1"), Image: b.Str(dir + "/liba.so"), Section: b.Str(".text"), Kind: abi.SymFunc, Binding: abi.BindGlobal, Flags: abi.SymExported, Value: uint64(line), Size: uint64(line)})
	plain := b.AddSymbol(abi.SymbolRow{Name: b.Str("run"), Image: b.Str(dir + "/liba.so"), Kind: abi.SymFunc, Binding: abi.BindGlobal, Flags: abi.SymExported})
	get := b.AddFunction(abi.FuncRow{Name: b.Str("get"), Linkage: b.Str("_ZN2ns3Box3getEi"), Scope: boxScope, Owner: box, This: this, Result: integer,
		Flags: abi.FuncMember | abi.FuncVirtual | abi.FuncConstThis, Access: abi.Protected, VSlot: 2, ThisLoc: abi.Loc{Kind: abi.LocReg, Entry: true, Reg: 5}, Origin: o},
		[]abi.ParamRow{{Name: b.Str("odd name"), Type: integer, Loc: abi.Loc{Kind: abi.LocValue, Reg: -1}, Default: b.Str("1\t2")}}, nil, []abi.FuncSymbol{{Sym: sym, Variant: abi.VariantComplete}})
	stat := b.NewVar()
	b.SetVar(stat, abi.VarRow{Name: b.Str("limit"), Scope: boxScope, Owner: box, Type: integer, Flags: abi.VarStaticMember, Value: abi.Const{Kind: abi.ConstInt, Bits: 9}, Origin: o}, nil)
	pack := b.Pack([]abi.ArgRow{{Type: integer}, {Type: char}})
	b.SetRecord(box, abi.Node{Kind: abi.KindClass, Name: b.Str("Box<int, char>"), Scope: ns, Size: 64, Align: 16}, o, abi.Record{
		VptrOff: 0, Methods: []abi.FuncID{get}, Statics: []abi.VarID{stat}, VHolder: box,
		Bases: []abi.BaseRow{{Type: anon, Offset: -24, Virtual: true, Access: abi.Private}},
		Args:  []abi.ArgRow{{Kind: abi.ArgPack, Name: b.Str("Ts"), Pack: pack}, {Kind: abi.ArgValue, Type: integer, Value: abi.Const{Kind: abi.ConstInt, Bits: 3}}},
		Fields: []abi.FieldRow{{Name: b.Str("names"), Type: arr, Offset: 64}, {Type: anon, Offset: 320}, {Name: b.Str("bits"), Type: integer, Offset: 384, Bits: 3, Flags: abi.FieldBitField},
			{Name: b.Str("cb"), Type: callback, Offset: 448, Access: abi.Private}, {Name: b.Str("mp"), Type: mp, Offset: 448}, {Name: b.Str("tail"), Type: flex, Offset: 512}}})
	run := b.AddFunction(abi.FuncRow{Name: b.Str("run"), Linkage: b.Str("run"), Result: td, Flags: abi.FuncExternal, VSlot: -1, CC: abi.CCVectorcall, Origin: o}, nil, []abi.ArgRow{{Kind: abi.ArgTemplate, Text: b.Str("std::vector")}}, []abi.FuncSymbol{{Sym: plain}})
	b.AddScope(abi.ScopeRow{Kind: abi.ScopeFunction, Func: run})
	b.AddAlias(abi.AliasRow{Scope: ns, Kind: abi.AliasFunction, Target: uint32(run)})
	b.AddAlias(abi.AliasRow{Name: b.Str("n"), Kind: abi.AliasNamespace, Target: uint32(ns)})
	b.AddAlias(abi.AliasRow{Scope: ns, Kind: abi.AliasType, Target: uint32(integer)})
	b.AddMacro(abi.MacroRow{Name: b.Str("M"), Params: b.Str("(a)"), Body: b.Str("a\n\\")})
	b.AddIssue(abi.Issue{Code: "odr", Severity: abi.Warning, Message: "two shapes", Entity: "ns::X"})
	m, err := b.Finish()
	require.NoError(t, err)
	return m
}

func text(t testing.TB, m *abi.Model) string {
	var b bytes.Buffer
	require.NoError(t, Write(&b, m))
	return b.String()
}

func TestRoundTrip(t *testing.T) {
	m := sample(t, 10, "/src")
	first := text(t, m)
	back, err := Read(strings.NewReader(first))
	require.NoError(t, err, first)
	require.Equal(t, first, text(t, back))
	require.Equal(t, m.NumTypes(), back.NumTypes())
	byName := func(m *abi.Model, name string) abi.Type {
		for x := range m.Types {
			if x.QualifiedName() == name {
				return x
			}
		}
		t.Fatalf("no type %s", name)
		return abi.Type{}
	}
	a, b := byName(m, "ns::Box<int, char>"), byName(back, "ns::Box<int, char>")
	require.True(t, abi.Equal(a, b), "%s\n%s", m.DumpType(a.ID()), back.DumpType(b.ID()))
	require.Equal(t, a.Fields()[3].Type.String(), b.Fields()[3].Type.String())
	f, g := a.Methods()[0], b.Methods()[0]
	require.Equal(t, f.Declaration(), g.Declaration())
	require.Equal(t, f.Row().ThisLoc, g.Row().ThisLoc)
	require.Equal(t, f.Row().VSlot, g.Row().VSlot)
	require.Equal(t, f.Symbols()[0].Version, g.Symbols()[0].Version)
	require.Equal(t, f.Symbols()[0].Variant, g.Symbols()[0].Variant)
	require.Equal(t, "1\t2", back.Str(g.ParamRows()[0].Default))
	require.Equal(t, m.Target(), back.Target())
	require.Equal(t, len(m.Issues()), len(back.Issues()))
}

// TestStable moves the source and its lines: not one byte may change.
func TestStable(t *testing.T) {
	require.Equal(t, text(t, sample(t, 10, "/src")), text(t, sample(t, 99, "/elsewhere")))
}

func TestReadErrors(t *testing.T) {
	for in, want := range map[string]string{
		"":                                    "first line",
		"\x7fELF":                             "first line",
		"tenon-abi 99\n":                      "format version",
		"tenon-abi x\n":                       "format version",
		"tenon-abi 2\nwhat\n":                 "line 2",
		"tenon-abi 2\n\tfield\tx\n":           "belongs to nothing",
		"tenon-abi 2\nstruct\tS\tns\t=\n":     "not defined",
		"tenon-abi 2\nstruct\tS\nstruct\tS\n": "twice",
		"tenon-abi 2\nstruct\tS\t\t=\n\tfield\tx\tint\t0\n":   "not defined",
		"tenon-abi 2\nstruct\tS\t\t=\n\tpack\ttype\n":         "pack line",
		"tenon-abi 2\nstruct\tS\t\t=\t99999999999999999999\n": "not a number",
	} {
		_, err := Read(strings.NewReader(in))
		require.Error(t, err, in)
		require.ErrorContains(t, err, want, in)
		require.True(t, errors.Is(err, ErrVersion) || errors.Is(err, ErrSyntax))
	}
}

// TestWords checks that every constant of the model has a word.
func TestWords(t *testing.T) {
	require.Len(t, typeFlagWords, 12)
	require.Equal(t, abi.FuncFlags(1)<<(len(funcFlagWords)-1), abi.FuncForeign)
	require.Equal(t, abi.VarFlags(1)<<(len(varFlagWords)-1), abi.VarSeveral)
	require.Equal(t, abi.FieldFlags(1)<<(len(fieldFlagWords)-1), abi.FieldNoUniqueAddress)
	require.Equal(t, abi.SymFlags(1)<<(len(symFlagWords)-1), abi.SymJoined)
	require.Equal(t, abi.ParamFlags(1)<<(len(paramFlagWords)-1), abi.ParamOptional)
	require.Equal(t, int(abi.VariantClone), len(variantWords)-1)
	require.Equal(t, int(abi.ScopeEnum), len(scopeWords)-1)
	require.Equal(t, int(abi.SymOther), len(symKindWords)-1)
	require.Equal(t, int(abi.CompilerOther), len(compilerWords)-1)
	require.Equal(t, int(abi.LocOther), len(locWords)-1)
	require.Equal(t, int(abi.AliasVariable), len(aliasWords)-1)
	require.Equal(t, int(abi.ConstAddr), len(constWords)-1)
	require.Equal(t, int(abi.ArgUnknown), len(argWords)-1)
}

// FuzzRead: a damaged or hostile snapshot is an error or a model whose
// snapshot can be read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(text(f, sample(f, 1, "/s"))))
	f.Add([]byte("tenon-abi 2\ntarget\tx\t1\t1\t1\t8\t0\nstruct\tS\t\t=\t8\n\tfield\tp\t*|S\t0\n"))
	f.Add([]byte("tenon-abi 2\nscope\ta\tb\nscope\tb\ta\nstruct\tS\ta\tS\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := Write(&b, m); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(&b); err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
	})
}
