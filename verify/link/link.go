package link

import (
	"fmt"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/verify"
)

// Check compares one C++ model with Rust crates of the same target, in both
// directions, and the types that replace C++ ones with those. The report is not finished: the caller adds what it knows and
// calls [verify.Report.Finish].
func Check(cpp *abi.Model, crates []*Crate, replace ...Replacement) *verify.Report {
	k := &checker{cpp: cpp, ctx: callconv.NewContext(cpp), bySymbol: index(cpp), replace: replace, predict: layout.NewPredictor(cpp, cpp.Target()),
		types: map[abi.TypeID]bool{}, declared: map[abi.TypeID]bool{}, compared: map[string]bool{}, byPath: map[string]*Type{}, defined: map[string]bool{}, report: &verify.Report{Command: "verify", Rules: Kinds()}}
	used := map[string]bool{}
	if hasRust(cpp) {
		k.problem("the C++ objects", "they hold units of Rust too, whose definitions stand for the declarations of C++", "give objects of C++ alone; of built files that hold both, tenon verify reads one language")
	}
	for _, c := range crates {
		for i := range c.Funcs {
			if c.Funcs[i].Defined {
				k.defined[c.Funcs[i].Symbol] = true
			}
		}
		for path, t := range c.Types {
			if c.Target == cpp.Target() && t.Kind != Unknown && (k.byPath[path] == nil || c.Symbols == nil) {
				k.byPath[path] = t // a source knows more
			}
		}
		for s, defined := range c.Symbols {
			if defined {
				k.defined[s] = true
			}
		}
	}
	var checked []*Crate
	for _, c := range crates {
		if c.Target != cpp.Target() {
			k.problem(c.Name, fmt.Sprintf("it was built for %s, the C++ objects for %s", c.Target, cpp.Target()), otherTarget(c, cpp.Target()))
			continue
		}
		k.replaced = k.replacements(c, used)
		k.crate(c)
		checked = append(checked, c)
	}
	if len(checked) > 0 {
		k.complete(checked)
	}
	for _, rep := range replace {
		if !used[rep.Rust] {
			k.problem(rep.Rust, "no Rust artifact defines the type that stands for "+rep.Cpp, "give its source or its debug information to --rust, or correct [[replace]]")
		}
	}
	k.report.Evidence.Types = len(k.types)
	return k.report
}

type checker struct {
	cpp      *abi.Model
	ctx      *callconv.Context
	bySymbol symbols
	report   *verify.Report
	predict  *layout.Predictor
	types    map[abi.TypeID]bool // whose layouts were compared
	declared map[abi.TypeID]bool // that Rust mirrors and C++ only declares
	compared map[string]bool     // functions, by name
	defined  map[string]bool     // symbols that Rust defines
	byPath   map[string]*Type    // types of all crates, by path
	replace  []Replacement
	replaced map[*Type]*replaced // of the crate being checked
}

// symbols finds the C++ entities of a symbol.
type symbols struct {
	funcs map[string]abi.Function
	vars  map[string]abi.Variable
	table map[string]abi.SymbolRow // defined or undefined, also without debug entry
}

func index(m *abi.Model) symbols {
	s := symbols{map[string]abi.Function{}, map[string]abi.Variable{}, map[string]abi.SymbolRow{}}
	for i, row := range m.Symbols() {
		if i == 0 {
			continue
		}
		name := m.Str(row.Name)
		if row.Binding == abi.BindLocal {
			continue
		}
		if old, ok := s.table[name]; !ok || old.Flags&abi.SymUndefined != 0 {
			s.table[name] = row
		}
	}
	ranks := map[string]int{}
	for f := range m.Funcs {
		// What a new link takes of several versions; a definition above a
		// declaration.
		best := func(name string, rank int) {
			rank *= 2
			if !f.Has(abi.FuncDeclaration) {
				rank++
			}
			if old, ok := ranks[name]; name != "" && (!ok || rank > old) {
				s.funcs[name], ranks[name] = f, rank
			}
		}
		if !f.Has(abi.FuncExternal) {
			continue // no other object can mean it
		}
		best(f.LinkageName(), 0)
		if f.LinkageName() == "" && f.Row().Owner == 0 && f.Row().Scope == 0 {
			best(f.Name(), 0)
		}
		for _, sym := range f.Symbols() {
			best(sym.Name, m.LinkRank(sym.Row))
		}
	}
	ranks = map[string]int{}
	for v := range m.Vars {
		// Equal constants may share an address: another variable's symbol is
		// the last choice.
		if !v.Has(abi.VarExternal) && v.Symbol().Row.Binding == abi.BindLocal {
			continue
		}
		for rank, n := range []string{v.Symbol().Name, v.Name(), v.LinkageName()} {
			if n == "" || rank == 1 && (v.Row().Scope != 0 || v.Row().Owner != 0) {
				continue
			}
			if old, ok := ranks[n]; !ok || rank > old {
				s.vars[n], ranks[n] = v, rank
			}
		}
	}
	return s
}

func (k *checker) problem(what, why, remedy string) {
	k.report.CouldNotCheck = append(k.report.CouldNotCheck, verify.Problem{What: what, Why: why, Remedy: remedy})
}

func (k *checker) crate(c *Crate) {
	for i := range c.Funcs {
		k.function(&c.Funcs[i])
	}
	for i := range c.Statics {
		k.static(&c.Statics[i])
	}
}

// function checks one Rust function against the C++ one of its symbol.
// Definitions that no C++ object declares are nobody's border.
func (k *checker) function(f *Func) {
	virtual, trampoline := false, false
	if symbol, v, ok := callconv.Trampolined(f.Symbol); ok && !f.Defined && k.cpp.Target().Arch == abi.AArch64 {
		called := *f
		called.Symbol = symbol
		f, virtual, trampoline = &called, v, true
	}
	cxx, ok := k.bySymbol.funcs[f.Symbol]
	if !ok {
		if !f.Defined && !k.defined[f.Symbol] {
			k.unresolved(f)
		}
		return
	}
	sym, inTable := k.bySymbol.table[f.Symbol]
	if !f.Defined && !virtual && (!inTable || sym.Flags&abi.SymUndefined != 0) && !k.defined[f.Symbol] {
		k.missing(f, cxx.Declaration()+" is declared in C++, but no object defines the symbol")
	}
	if cxx.Has(abi.FuncABIChanged) && !f.Defined {
		k.problem(f.Path, "the compiler changed the interface of "+cxx.Declaration(), "compile with -fno-ipa-sra -fno-ipa-cp")
		return
	}
	switch {
	case f.Untyped:
		k.problem(f.Path, "its debug entry names the function and says nothing about parameters and result", "compile the crate with debuginfo=2")
		return
	case cxx.Has(abi.FuncForeign):
		k.problem(f.Path+" ↔ "+cxx.QualifiedName(), "its debug entry is of another language than C and C++, which need not call as they do", "")
		return
	case cxx.Has(abi.FuncParamsLost):
		k.problem(f.Path+" ↔ "+cxx.QualifiedName(), "the C++ debug entry does not list all parameters", "compile that unit with -g; -g1 and -gmlt leave out types, and clang without optimisation unused parameters")
		return
	}
	if reason, why := callconv.Receiver(cxx, k.cpp.Target()); reason != "" && !f.Defined {
		k.problem(f.Path+" ↔ "+cxx.Declaration(), why, "call it through a function of your own that has C linkage")
		return
	}
	if why := k.ctx.Misplaced(cxx); why != "" && !f.Defined {
		k.problem(f.Path+" ↔ "+cxx.Declaration(), why, "")
		return
	}
	k.report.Evidence.Functions++
	k.compared[cxx.Name()] = true
	cmp := k.comparer(!f.Defined)
	cmp.noReturn, cmp.trampoline = cxx.Has(abi.FuncNoReturn), trampoline
	if why := cmp.function(cxx.Signature(), f); why != "" {
		k.problem(f.Path+" ↔ "+cxx.Declaration(), why, "")
	}
	k.emit(cmp.found, f, cxx)
}

// otherTarget says what to do about a crate for another target than the objects.
func otherTarget(c *Crate, want abi.Target) string {
	if c.Symbols != nil {
		return "give artifacts of one target"
	}
	return "read the source for the target of the objects: --rustdoc-arg --target=" + want.Triple() + " (with that target installed), or rustdoc's JSON made so"
}

func (k *checker) comparer(calls bool) *comparer {
	return &comparer{ctx: k.ctx, cxx: k.cpp.Target(), predict: k.predict, calls: calls, open: map[openPair]bool{}, agree: map[typePair]bool{}, differ: map[typePair][]mismatch{}, types: k.types, named: k.byPath, declared: k.declared, replaced: k.replaced}
}

// hasRust reports whether a model was made from units of Rust too.
func hasRust(m *abi.Model) bool {
	for i := range m.Units() {
		if isRust(m, abi.UnitID(i)) {
			return true
		}
	}
	return false
}

func isRust(m *abi.Model, id abi.UnitID) bool {
	u := m.Units()
	return int(id) < len(u) && (u[id].Language == abi.LangRust || u[id].Compiler == abi.CompilerRustc)
}

func (k *checker) emit(found []mismatch, f *Func, cxx abi.Function) {
	for _, m := range found {
		if m.rule == unchecked {
			k.problem(f.Path+", "+m.detail, m.text, "")
			continue
		}
		finding := verify.Finding{
			Rule: m.rule, Kind: verify.EntityFunction, Entity: cxx.Declaration(), Detail: m.detail, Grade: m.grade,
			Message:  fmt.Sprintf("%s: %s", m.detail, m.text),
			Why:      docOf(m.rule),
			Location: verify.Location{File: f.File, Line: f.Line, Note: "Rust: " + f.Path},
		}
		if o := cxx.Origin(); k.cpp.Str(o.File) != "" {
			finding.Related = []verify.Location{{File: k.cpp.Str(o.File), Line: o.Line, Note: "C++: " + cxx.Declaration()}}
		}
		k.report.Findings = append(k.report.Findings, finding)
	}
}

func docOf(id string) string {
	for _, r := range Kinds() {
		if r.ID == id {
			return r.Doc
		}
	}
	return ""
}

// unresolved is an extern function without a C++ debug entry.
func (k *checker) unresolved(f *Func) {
	row, ok := k.bySymbol.table[f.Symbol]
	switch {
	case strings.HasPrefix(f.Symbol, "llvm."):
	case ok && row.Flags&abi.SymUndefined == 0:
		k.problem(f.Path, "the symbol "+f.Symbol+" is defined, but its object has no debug entry for it", "compile that object with -g")
	default:
		k.missing(f, "no object defines the symbol "+f.Symbol)
	}
}

func (k *checker) missing(f *Func, text string) {
	k.report.Evidence.Functions++
	k.report.Findings = append(k.report.Findings, verify.Finding{
		Rule: missingSymbol, Kind: verify.EntitySymbol, Entity: f.Symbol, Detail: f.Path, Grade: verify.Breaking,
		Message: text, Why: docOf(missingSymbol), Location: verify.Location{File: f.File, Line: f.Line, Note: "Rust: " + f.Path},
		Remedy: "give the object that defines it to --cpp, or remove the declaration",
	})
}

// static checks a static of an extern block.
func (k *checker) static(s *Static) {
	v, ok := k.bySymbol.vars[s.Symbol]
	if !ok {
		if k.defined[s.Symbol] {
			return // between crates
		}
		if row, in := k.bySymbol.table[s.Symbol]; in && row.Flags&abi.SymUndefined == 0 {
			k.problem(s.Path, "the symbol "+s.Symbol+" has no debug entry", "compile that object with -g")
		} else if !s.Defined {
			k.missing(&Func{Path: s.Path, Symbol: s.Symbol, File: s.File, Line: s.Line}, "no object defines the symbol "+s.Symbol)
		}
		return
	}
	if v.Type().IsNone() {
		k.problem(s.Path+" ↔ "+v.QualifiedName(), "the C++ debug entry states no type", "compile that unit with -g")
		return
	}
	k.report.Evidence.Variables++
	cmp := k.comparer(!s.Defined)
	cmp.rustOnly = s.Defined && constant(v.Type())
	cmp.member("type", v.Type(), s.Type)
	cmp.static(v, s)
	sort.SliceStable(cmp.found, func(i, j int) bool { return cmp.found[i].detail < cmp.found[j].detail })
	for _, m := range cmp.found {
		if m.rule == unchecked {
			k.problem(s.Path, m.text, "")
			continue
		}
		rule := m.rule
		if rule == wrongWidth || rule == wrongClass {
			rule = staticMismatch
		}
		k.report.Findings = append(k.report.Findings, verify.Finding{
			Rule: rule, Kind: verify.EntityVariable, Entity: v.QualifiedName(), Detail: m.detail, Grade: m.grade,
			Message: m.text, Why: docOf(rule), Location: verify.Location{File: s.File, Line: s.Line, Note: "Rust: " + s.Path},
		})
	}
}
