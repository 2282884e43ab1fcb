package names_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// specials is the special names that a model's classes, types, variables and
// functions have, by how they read: "vtable for X".
type specials struct {
	symbols map[string]bool
	reads   map[string]string
}

func (s *specials) note(n names.Name) {
	if !n.Known() {
		return
	}
	s.symbols[n.Symbol] = true
	if sym, err := itanium.Parse(n.Symbol); err == nil {
		if text, err := itanium.Print(sym); err == nil {
			s.reads[text] = n.Symbol
		}
	}
}

func collect(m *abi.Model, w *names.Namer) *specials {
	s := &specials{symbols: map[string]bool{}, reads: map[string]string{}}
	for t := range m.Types {
		s.note(w.TypeInfo(t))
		s.note(w.TypeInfoName(t))
		if t.IsRecord() {
			s.note(w.VTable(t))
			s.note(w.VTT(t))
		}
	}
	for v := range m.Vars {
		s.note(w.Guard(v))
	}
	return s
}

// special: every virtual table, VTT, type_info, its name, and guard variable of
// the symbol table whose class or type the model has is one that was written;
// none reads like a written one and is spelled otherwise.
func special(t *testing.T, lib string, m *abi.Model) {
	w := names.New(m, names.Options{Blind: true})
	s := collect(m, w)
	equal, absent := map[string]int{}, map[string]int{}
	for _, row := range m.Symbols() {
		name := m.Str(row.Name)
		if row.Flags&abi.SymUndefined != 0 || len(name) < 5 || !strings.HasPrefix(name, "_ZT") && !strings.HasPrefix(name, "_ZGV") {
			continue
		}
		sym, err := itanium.Parse(name)
		if err != nil || sym.Root.Kind != ast.Special {
			continue
		}
		kind := ast.SpecialKind(sym.Root.N)
		switch kind {
		case ast.VTable, ast.VTT, ast.TypeInfo, ast.TypeInfoName, ast.Guard:
		default:
			continue
		}
		if s.symbols[name] {
			equal[kind.String()]++
			continue
		}
		text, err := itanium.Print(sym)
		require.NoError(t, err)
		require.Empty(t, s.reads[text], "symbol %s reads like a name that was written", name)
		absent[kind.String()]++
	}
	thunks(t, lib, m, w)
	t.Logf("%s: special names written and equal %v; of classes, types and variables that the model has not or not wholly: %v", lib, equal, absent)
	require.Greater(t, equal["vtable"], 0)
}
