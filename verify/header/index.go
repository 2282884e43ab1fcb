package header

import (
	"github.com/tenon-abi/tenon/abi"
)

// object finds what the object has under the names that headers use.
type object struct {
	m         *abi.Model
	records   map[string][]abi.Type // definitions; several when units disagree
	enums     map[string][]abi.Type
	consts    map[string][]abi.Enumerator // of enumerations without a name, qualified
	funcs     map[string]abi.Function     // by symbol
	named     map[string][]abi.Function   // by qualified name, with a defined symbol
	vars      map[string]abi.Variable     // by symbol
	varsNamed map[string]abi.Variable     // by qualified name, with a defined symbol
	symbols   map[string]abi.SymbolRow
	ranks     map[string]int             // of funcs, see addFunc
	varRanks  map[string]int             // of vars, see addVar
	macros    map[string]map[string]bool // bodies of object-like macros
	travel    []abi.Triviality           // by type
}

func indexObject(m *abi.Model) *object {
	o := &object{m: m, travel: abi.Trivialities(m), records: map[string][]abi.Type{}, enums: map[string][]abi.Type{}, consts: map[string][]abi.Enumerator{},
		funcs: map[string]abi.Function{}, named: map[string][]abi.Function{}, vars: map[string]abi.Variable{},
		ranks: map[string]int{}, varRanks: map[string]int{}, varsNamed: map[string]abi.Variable{}, symbols: map[string]abi.SymbolRow{}, macros: map[string]map[string]bool{}}
	for t := range m.Types {
		o.addType(t)
	}
	for i, row := range m.Symbols() {
		if i == 0 {
			continue
		}
		name := m.Str(row.Name)
		if old, ok := o.symbols[name]; !ok || m.LinkRank(row) > m.LinkRank(old) {
			o.symbols[name] = row
		}
	}
	for f := range m.Funcs {
		o.addFunc(f)
	}
	for v := range m.Vars {
		o.addVar(v)
	}
	for _, r := range m.Macros() {
		if m.Str(r.Params) == "" {
			name := m.Str(r.Name)
			if o.macros[name] == nil {
				o.macros[name] = map[string]bool{}
			}
			o.macros[name][m.Str(r.Body)] = true
		}
	}
	return o
}

// addVar files a variable under its symbol. Equal constants may share an
// address, so that another variable's symbol is the last choice.
func (o *object) addVar(v abi.Variable) {
	if s := v.Symbol(); s.ID != 0 && s.Row.Flags&abi.SymUndefined == 0 {
		if _, ok := o.varsNamed[v.QualifiedName()]; !ok {
			o.varsNamed[v.QualifiedName()] = v
		}
	}
	own := v.LinkageName()
	if own == "" && v.Row().Scope == 0 && v.Row().Owner == 0 {
		own = v.Name()
	}
	for rank, name := range []string{v.Symbol().Name, own} {
		if name == "" {
			continue
		}
		if old, ok := o.varRanks[name]; !ok || rank > old {
			o.vars[name], o.varRanks[name] = v, rank
		}
	}
}

func (o *object) addType(t abi.Type) {
	switch {
	case t.IsRecord() && !t.IsDeclaration() && t.Name() != "":
		name := t.QualifiedName()
		o.records[name] = append(o.records[name], t)
	case t.Kind() == abi.KindEnum && !t.IsDeclaration():
		if t.Name() != "" {
			o.enums[t.QualifiedName()] = append(o.enums[t.QualifiedName()], t)
			return
		}
		for _, e := range t.Enumerators() {
			name := o.m.Qualify(t.Scope(), e.Name)
			o.consts[name] = append(o.consts[name], e)
		}
	case t.Kind() == abi.KindTypedef:
		// typedef struct { … } name;
		if e := t.Elem(); e.Name() == "" && !e.IsDeclaration() {
			name := t.QualifiedName()
			switch {
			case e.IsRecord():
				o.records[name] = append(o.records[name], e)
			case e.Kind() == abi.KindEnum:
				o.enums[name] = append(o.enums[name], e)
			}
		}
	}
}

func (o *object) addFunc(f abi.Function) {
	// Names that debug information states rank below symbols; a definition
	// above a declaration.
	best := func(name string, rank int) {
		rank *= 2
		if !f.Has(abi.FuncDeclaration) {
			rank++
		}
		if old, ok := o.ranks[name]; name != "" && (!ok || rank > old) {
			o.funcs[name], o.ranks[name] = f, rank
		}
	}
	defined := false
	best(f.LinkageName(), 0)
	if f.LinkageName() == "" && f.Row().Owner == 0 && f.Row().Scope == 0 {
		best(f.Name(), 0)
	}
	for _, s := range f.Symbols() {
		best(s.Name, o.m.LinkRank(s.Row))
		defined = defined || s.Row.Flags&abi.SymUndefined == 0
	}
	if defined {
		o.named[f.QualifiedName()] = append(o.named[f.QualifiedName()], f)
	}
}

// defined reports whether the object defines a symbol.
func (o *object) defined(symbol string) bool {
	row, ok := o.symbols[symbol]
	return ok && row.Flags&abi.SymUndefined == 0
}
