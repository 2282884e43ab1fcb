package abi

import (
	"cmp"
	"slices"
	"strings"
)

// mergedSymbols finds symbols of the result by name.
type mergedSymbols struct {
	byName map[StrID][]SymID
	model  []int // by SymID
}

// joinSymbols appends the symbols of all models. Each image has its own: the
// definition in one and the use in another are two rows.
func (g *merger) joinSymbols() {
	g.syms = &mergedSymbols{map[StrID][]SymID{}, []int{0}}
	for mi, m := range g.models {
		g.symAt = append(g.symAt, uint32(len(g.b.m.symbols)-1))
		for _, s := range m.symbols[1:] {
			s.Name, s.Version, s.Section, s.Image = g.str(mi, s.Name), g.str(mi, s.Version), g.str(mi, s.Section), g.str(mi, s.Image)
			id := g.b.AddSymbol(s)
			g.syms.byName[s.Name] = append(g.syms.byName[s.Name], id)
			g.syms.model = append(g.syms.model, mi)
		}
	}
}

func (g *merger) sym(mi int, id SymID) SymID {
	if id == 0 {
		return 0
	}
	return SymID(g.symAt[mi]) + id
}

func (st *mergedSymbols) claim(g *merger, id SymID) { g.b.m.symbols[id].Flags |= SymJoined }

// elsewhere lists the symbols of a name in models that don't describe the
// entity: the others have joined their own. Local symbols of other images are
// other things.
func (st *mergedSymbols) elsewhere(g *merger, name StrID, models []int) []SymID {
	var out []SymID
	for _, id := range st.byName[name] {
		if g.b.m.symbols[id].Binding != BindLocal && !slices.Contains(models, st.model[id]) {
			out = append(out, id)
		}
	}
	return out
}

// join lists the symbols of a function, best first: complete before base
// before deleting, defined before undefined.
func (st *mergedSymbols) join(g *merger, f *mergedFunc) []FuncSymbol {
	out := slices.Clone(f.syms)
	for _, name := range f.symbolNames(g) {
		for _, id := range st.elsewhere(g, g.b.Str(name), f.models) {
			if g.b.m.symbols[id].Kind != SymObject && !slices.ContainsFunc(out, func(s FuncSymbol) bool { return s.Sym == id }) {
				out = append(out, FuncSymbol{id, symbolVariant(name, f.row.Flags)})
			}
		}
	}
	rank := func(s FuncSymbol) int {
		if s.Variant == VariantClone {
			return 99
		}
		return int(s.Variant)
	}
	own := f.row.Linkage
	if own == 0 && f.cNamed() {
		own = f.row.Name
	}
	alias := func(s *SymbolRow) int { // the own name comes first
		if s.Name == own {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b FuncSymbol) int {
		x, y := &g.b.m.symbols[a.Sym], &g.b.m.symbols[b.Sym]
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(x.Flags&SymUndefined, y.Flags&SymUndefined), cmp.Compare(alias(x), alias(y)),
			strings.Compare(g.b.Text(x.Name), g.b.Text(y.Name)), cmp.Compare(a.Sym, b.Sym))
	})
	return slices.CompactFunc(out, func(a, b FuncSymbol) bool { return a.Sym == b.Sym })
}

// symbolNames lists the names that f's symbols may have.
func (f *mergedFunc) symbolNames(g *merger) []string {
	n := g.b.Text(f.row.Linkage)
	if n == "" {
		if f.cNamed() {
			return []string{g.b.Text(f.row.Name)}
		}
		return nil
	}
	if f.row.Flags&(FuncConstructor|FuncDestructor) == 0 {
		return []string{n}
	}
	letter := structorLetter(f.row.Flags)
	i := structorAt(n, letter)
	if i < 0 {
		return []string{n}
	}
	var out []string
	for _, v := range "120" {
		if v != '0' || letter == 'D' {
			out = append(out, n[:i+1]+string(v)+n[i+2:])
		}
	}
	return append(out, n)
}

func structorLetter(fl FuncFlags) byte {
	if fl&FuncDestructor != 0 {
		return 'D'
	}
	return 'C'
}

// structorAt finds the letter and digit that name a constructor or destructor
// in an Itanium name (Itanium C++ ABI §5.1.4.3): they end the nested name,
// before its end, template arguments or tags. -1 if there are none.
func structorAt(n string, letter byte) int {
	if !strings.HasPrefix(n, "_Z") {
		return -1
	}
	for i := len(n) - 3; i >= 2; i-- {
		if n[i] == letter && n[i+1] >= '0' && n[i+1] <= '5' && (n[i+2] == 'E' || n[i+2] == 'I' || n[i+2] == 'B') {
			return i
		}
	}
	return -1
}

// symbolVariant reads a constructor's or destructor's variant from its name.
func symbolVariant(n string, fl FuncFlags) Variant {
	if fl&(FuncConstructor|FuncDestructor) == 0 {
		return VariantPlain
	}
	switch {
	case strings.HasPrefix(n, "??_G"):
		return VariantDeleting
	case strings.HasPrefix(n, "??_E"):
		return VariantVectorDeleting
	case strings.HasPrefix(n, "??_D"):
		return VariantVBase
	case strings.HasPrefix(n, "??"):
		return VariantPlain
	}
	if i := structorAt(n, structorLetter(fl)); i >= 0 {
		switch n[i+1] {
		case '0':
			return VariantDeleting
		case '1':
			return VariantComplete
		case '2':
			return VariantBase
		}
	}
	return VariantUnified
}
