package names_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// entities are what thunks and construction tables belong to: functions by
// their symbols, classes by the names of their type information.
type entities struct {
	functions map[string]joinedVariant
	classes   map[string]abi.Type
}

type joinedVariant struct {
	f abi.Function
	v abi.Variant
}

func entitiesOf(m *abi.Model, w *names.Namer) entities {
	e := entities{map[string]joinedVariant{}, map[string]abi.Type{}}
	for f := range m.Funcs {
		for _, s := range f.Symbols() {
			e.functions[s.Name] = joinedVariant{f, s.Variant}
		}
	}
	for t := range m.Types {
		if n := w.TypeInfo(t); t.IsRecord() && n.Known() {
			e.classes[n.Symbol] = t
		}
	}
	return e
}

func written(root *ast.Node) string {
	s, _ := itanium.Write(&ast.Symbol{Scheme: ast.Itanium, Root: root})
	return s
}

func (e entities) class(n *ast.Node) abi.Type {
	return e.classes[written(&ast.Node{Kind: ast.Special, N: int64(ast.TypeInfo), Elem: n})]
}

// thunks: the names of thunks and construction tables, written from the
// function or classes and the offsets that the symbol has, equal the symbols;
// the offset of a thunk without virtual bases must be that of a base of the
// function's class.
func thunks(t *testing.T, lib string, m *abi.Model, w *names.Namer) {
	e := entitiesOf(m, w)
	equal, absent := map[string]int{}, map[string]int{}
	for _, row := range m.Symbols() {
		name := m.Str(row.Name)
		if row.Flags&abi.SymUndefined != 0 || !strings.HasPrefix(name, "_ZT") {
			continue
		}
		sym, err := itanium.Parse(name)
		if err != nil || sym.Root.Kind != ast.Special || sym.Suffix != "" {
			continue
		}
		kind := ast.SpecialKind(sym.Root.N)
		n := names.Name{}
		switch kind {
		case ast.NonVirtualThunk, ast.VirtualThunk:
			if x, ok := e.functions[written(sym.Root.Scope)]; ok {
				n = thunk(t, w, x, kind, sym.Root.Text)
			}
		case ast.ConstructionVTable:
			if c, b := e.class(sym.Root.Elem), e.class(sym.Root.Kids[0]); !c.IsNone() && !b.IsNone() {
				off, err := strconv.ParseInt(sym.Root.Text, 10, 64)
				require.NoError(t, err)
				n = w.ConstructionVTable(c, b, off)
			}
		default:
			continue
		}
		if !n.Known() {
			absent[kind.String()]++
			continue
		}
		require.Equal(t, name, n.Symbol)
		equal[kind.String()]++
	}
	t.Logf("%s: thunks and construction tables written and equal %v; of functions and classes that the model has not %v", lib, equal, absent)
}

func thunk(t *testing.T, w *names.Namer, x joinedVariant, kind ast.SpecialKind, text string) names.Name {
	adjust, vcall := offsets(t, text)
	if kind == ast.VirtualThunk {
		return w.VirtualThunk(x.f, x.v, adjust, vcall)
	}
	require.Contains(t, baseOffsets(x.f.Owner(), 0), -adjust, x.f.QualifiedName())
	return w.Thunk(x.f, x.v, adjust)
}

// offsets reads "h16_" and "v0_n24_".
func offsets(t *testing.T, text string) (adjust, vcall int64) {
	var out []int64
	for _, p := range strings.Split(strings.Trim(text, "hv_"), "_") {
		n, err := strconv.ParseInt(strings.Replace(p, "n", "-", 1), 10, 64)
		require.NoError(t, err, text)
		out = append(out, n)
	}
	return out[0], append(out, 0)[1]
}

// baseOffsets lists where the bases of a class lie that are not virtual.
func baseOffsets(c abi.Type, at int64) []int64 {
	out := []int64{at}
	for _, b := range c.Bases() {
		if !b.Virtual {
			out = append(out, baseOffsets(b.Type, at+b.Offset)...)
		}
	}
	return out
}
