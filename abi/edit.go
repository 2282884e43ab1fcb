package abi

import (
	"hash/maphash"
	"slices"
)

// Edit starts a model that is a copy of m, with the same ids for everything.
// Rows that the caller sets take the place of m's.
func Edit(m *Model) *Builder {
	c := *m
	c.nodes, c.typeOrigin = slices.Clone(m.nodes), slices.Clone(m.typeOrigin)
	c.records, c.fields, c.bases = slices.Clone(m.records), slices.Clone(m.fields), slices.Clone(m.bases)
	c.methods, c.statics, c.args = slices.Clone(m.methods), slices.Clone(m.statics), slices.Clone(m.args)
	c.enums, c.values = slices.Clone(m.enums), slices.Clone(m.values)
	c.sigs, c.sigParams = slices.Clone(m.sigs), slices.Clone(m.sigParams)
	c.scopes, c.funcs, c.params = slices.Clone(m.scopes), slices.Clone(m.funcs), slices.Clone(m.params)
	c.funcSyms, c.vars, c.symbols = slices.Clone(m.funcSyms), slices.Clone(m.vars), slices.Clone(m.symbols)
	c.aliases, c.macros = slices.Clone(m.aliases), slices.Clone(m.macros)
	c.units, c.issues = slices.Clone(m.units), slices.Clone(m.issues)
	return &Builder{m: c, strs: internerOf(m), funcs: len(m.funcs) - 1}
}

// internerOf knows the strings of a model by their ids.
func internerOf(m *Model) interner {
	t := interner{seed: maphash.MakeSeed(), text: []byte(m.text), offs: slices.Clone(m.offs), table: make([]slot, 1<<10)}
	for len(t.table) < 4*len(t.offs) {
		t.table = append(t.table, make([]slot, len(t.table))...)
	}
	mask := uint64(len(t.table) - 1)
	for id := StrID(1); int(id) < len(t.offs)-1; id++ {
		h := maphash.Bytes(t.seed, t.at(id))
		i := h & mask
		for t.table[i].id != 0 {
			i = (i + 1) & mask
		}
		t.table[i] = slot{uint32(h >> 32), id}
		t.used++
	}
	return t
}

// SetFunctionSymbols replaces the symbols of a function.
func (b *Builder) SetFunctionSymbols(id FuncID, syms []FuncSymbol) {
	b.growFuncs()
	b.m.funcs[id].Symbols = add(&b.m.funcSyms, syms)
}

// SetVirtualSlot replaces the slot of a virtual function; -1 is not known.
func (b *Builder) SetVirtualSlot(id FuncID, slot int32) { b.m.funcs[id].VSlot = slot }

// SetVarSymbol replaces the symbol of a variable.
func (b *Builder) SetVarSymbol(id VarID, s SymID) { b.m.vars[id].Symbol = s }

// ForgetValue takes out the constant value of a variable.
func (b *Builder) ForgetValue(id VarID) { b.m.vars[id].Value = Const{} }

// KeepMacros leaves only the macros that keep accepts.
func (b *Builder) KeepMacros(keep func(MacroRow) bool) {
	b.m.macros = slices.DeleteFunc(b.m.macros, func(r MacroRow) bool { return !keep(r) })
}

// ForgetLocations takes out what the code of definitions shows about how
// parameters and results travel.
func (b *Builder) ForgetLocations() {
	for i := range b.m.params {
		b.m.params[i].Loc = Loc{}
	}
	for i := range b.m.funcs {
		b.m.funcs[i].ThisLoc, b.m.funcs[i].ResultLoc = Loc{}, Loc{}
	}
}
