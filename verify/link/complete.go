package link

import (
	"fmt"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// complete looks for what crosses the border and could not be compared, since
// one side is known by its symbol only. It runs after every crate was checked.
func (k *checker) complete(crates []*Crate) {
	var b border
	for _, c := range crates {
		b.add(c)
	}
	k.cxxUses(&b)
	k.rustUses(&b)
	k.unseen(&b)
	k.several("C++", k.cpp.Issues())
	for _, c := range crates {
		k.several("Rust", c.Issues)
	}
	k.onlyDeclared()
	k.conventions(crates)
}

// conventions names functions whose extern string matters and is not known: a
// function without extern "C" passes numbers and addresses like one with it,
// classes in other ways.
func (k *checker) conventions(crates []*Crate) {
	known, unknown := map[string]bool{}, map[string]bool{}
	for _, c := range crates {
		for i := range c.Funcs {
			if f := &c.Funcs[i]; f.ABI != "" {
				known[f.Symbol] = true
			} else if _, ok := k.bySymbol.funcs[f.Symbol]; ok && f.passesClass() {
				unknown[f.Symbol] = true
			}
		}
	}
	var names []string
	for _, s := range sortedKeys(unknown) {
		if !known[s] {
			names = append(names, s)
		}
	}
	if len(names) > 0 {
		k.report.Warnings = append(k.report.Warnings, plural(len(names), "function")+" of Rust with classes by value compared as extern \"C\", which debug information does not say (the .rs source does): "+some(names))
	}
}

// passesClass reports whether a function takes or returns a class or a 128-bit
// integer by value.
func (f *Func) passesClass() bool {
	class := func(t *Type) bool {
		return t != nil && !t.empty() && (t.isAggregate() || t.Kind == Array || t.Size > 8)
	}
	for _, p := range f.Params {
		if class(p.Type) {
			return true
		}
	}
	return class(f.Result)
}

// onlyDeclared names types that Rust looks into and C++ only declares, as far
// as that may be clang's doing: it leaves out types that a unit only points to.
func (k *checker) onlyDeclared() {
	var names []string
	for id := range k.declared {
		t := k.cpp.Type(id)
		u := k.cpp.Units()
		if i := int(t.Origin().Unit); i < len(u) && u[i].Compiler == abi.CompilerClang && k.cpp.Target().OS != abi.Apple {
			names = append(names, t.QualifiedName())
		}
	}
	if sort.Strings(names); len(names) > 0 {
		k.report.Warnings = append(k.report.Warnings, plural(len(names), "type")+" behind pointers not compared, since the C++ objects only declare them: "+some(names)+
			" (right for types that C++ never looks into; clang describes the others with -fstandalone-debug)")
	}
}

// border is what all Rust artifacts together say about symbols.
type border struct {
	described map[string]bool // functions and statics that Rust defines
	declared  map[string]bool // those of extern blocks
	symbols   map[string]bool // of built artifacts: whether one defines it
	built     bool            // some artifact is built
	source    bool            // some artifact is source, where extern blocks are
	linked    bool            // some artifact is linked: it does not tell what it uses
}

func (b *border) add(c *Crate) {
	if b.described == nil {
		b.described, b.declared, b.symbols = map[string]bool{}, map[string]bool{}, map[string]bool{}
	}
	for i := range c.Funcs {
		b.name(c.Funcs[i].Symbol, c.Funcs[i].Defined)
	}
	for i := range c.Statics {
		b.name(c.Statics[i].Symbol, c.Statics[i].Defined)
	}
	for s, defined := range c.Symbols {
		b.symbols[s] = b.symbols[s] || defined
	}
	b.source = b.source || c.Symbols == nil
	b.built = b.built || c.Symbols != nil
	b.linked = b.linked || c.Linked
}

func (b *border) name(symbol string, defined bool) {
	if defined {
		b.described[symbol] = true
	} else {
		b.declared[symbol] = true
	}
}

// cxxUses names what C++ takes from Rust and one of the sides says nothing
// about.
func (k *checker) cxxUses(b *border) {
	var undescribed, undeclared []string
	for _, s := range sortedKeys(k.bySymbol.table) {
		if !b.symbols[s] && !b.described[s] {
			continue // not Rust's
		}
		cxx, fn := k.bySymbol.funcs[s]
		v, static := k.bySymbol.vars[s]
		used := k.bySymbol.table[s].Flags&abi.SymUndefined != 0 || fn && cxx.Has(abi.FuncDeclaration) || static && v.Has(abi.VarDeclaration)
		switch {
		case !used:
		case !b.described[s]:
			undescribed = append(undescribed, s)
		case !fn && !static:
			undeclared = append(undeclared, s)
		}
	}
	if n := len(undescribed); n > 0 {
		k.problem(plural(n, "symbol")+" of Rust: "+some(undescribed), "used by C++, and not described by Rust's debug information",
			"compile the crate with debuginfo=2, or give its .rs source too: of functions with equal code an optimised build describes one")
	}
	if n := len(undeclared); n > 0 {
		k.problem(plural(n, "symbol")+" of Rust: "+some(undeclared), "used by C++, whose debug information does not say how it declares such a symbol",
			"compile these units with g++, or with clang -O1 and more (for Windows with -gdwarf-5), which describe what they call; clang describes no variables of others, and no functions of which it takes the address only")
	}
}

// rustUses names what Rust takes from C++ without a declaration in a source.
func (k *checker) rustUses(b *border) {
	var names []string
	for _, s := range sortedKeys(b.symbols) {
		row, ok := k.bySymbol.table[s]
		if !b.symbols[s] && ok && row.Flags&abi.SymUndefined == 0 && !b.declared[s] {
			names = append(names, s)
		}
	}
	if len(names) > 0 {
		k.problem(plural(len(names), "symbol")+" of C++ that Rust uses: "+some(names), "no extern block that was read declares them, and debug information does not hold extern blocks",
			"give the .rs source of the crate with the declarations; rustdoc leaves out extern blocks in function bodies")
	} else if b.built && !b.source {
		what := "what Rust calls in C++ was not looked at: extern blocks are in the .rs source only, which was not given"
		if !b.linked && len(k.replace) == 0 {
			return // the symbols say that Rust uses nothing of C++
		}
		if b.linked {
			k.report.Warnings = append(k.report.Warnings, what)
		}
	}
}

// unseen counts what Rust exports and no C++ declares: perhaps other objects
// use it, perhaps these do and don't say so.
func (k *checker) unseen(b *border) {
	var names []string
	for _, s := range sortedKeys(b.described) {
		if _, ok := k.bySymbol.funcs[s]; ok {
			continue
		}
		if _, ok := k.bySymbol.vars[s]; ok {
			continue
		}
		if row, ok := k.bySymbol.table[s]; ok && row.Flags&abi.SymUndefined != 0 {
			continue // told already
		}
		names = append(names, s)
	}
	if len(names) > 0 {
		k.report.Warnings = append(k.report.Warnings, fmt.Sprintf("%s that Rust exports not compared, since no C++ debug entry declares them: %s", plural(len(names), "symbol"), some(names)))
	}
}

// several names functions that one side describes in several ways: they were
// compared with one of them.
func (k *checker) several(side string, issues []abi.Issue) {
	for _, i := range issues {
		if i.Code == "odr" && i.Entity != "" && k.compared[i.Entity] {
			k.problem(i.Entity, side+" units disagree, and only one of their descriptions was compared: "+i.Message, "declare it once, or give the objects of one program only")
		}
	}
}

// some lists the first names of many.
func some(names []string) string {
	const most = 8
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for s := range m {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}
