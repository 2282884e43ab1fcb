package diff

import (
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

func itoa(n uint64) string { return strconv.FormatUint(n, 10) }

// surface is what one model offers: public functions and variables by key,
// and its exported symbols.
type surface struct {
	m       *abi.Model
	funcs   map[string]abi.FuncID
	vars    map[string]abi.VarID
	symbols map[string][]abi.SymID // defined symbols that others can bind to, by name
	exports map[abi.StrID]bool     // images that export something at run time
	debug   map[string]bool        // the symbols that debug information describes
	all     bool                   // nothing is exported: every external entity stands in

	// Of several versions of a symbol, funcs and vars have the one that a new
	// link takes; versions has the functions of all, as name@version.
	ranks    map[string]int
	versions map[string]abi.FuncID
}

// offers reports whether users can bind to a symbol. Shared libraries and
// executables say so themselves. Relocatable objects and archive members
// export nothing at run time, and who links them binds to every global symbol
// of default or protected visibility.
func (s *surface) offers(r abi.SymbolRow) bool {
	switch {
	case r.Flags&abi.SymUndefined != 0:
		return false
	case r.Flags&abi.SymExported != 0:
		return true
	}
	return !s.exports[r.Image] && r.Binding != abi.BindLocal && r.Kind != abi.SymOther &&
		(r.Visibility == abi.VisDefault || r.Visibility == abi.VisProtected)
}

func (c *comparer) surfaceOf(m *abi.Model) *surface {
	s := &surface{m: m, funcs: map[string]abi.FuncID{}, vars: map[string]abi.VarID{}, symbols: map[string][]abi.SymID{}, exports: map[abi.StrID]bool{}, debug: map[string]bool{}, ranks: map[string]int{}, versions: map[string]abi.FuncID{}}
	for _, r := range m.Symbols() {
		if r.Flags&abi.SymExported != 0 {
			s.exports[r.Image] = true
		}
	}
	for i, r := range m.Symbols() {
		if i > 0 && s.offers(r) && !noise(m.Str(r.Name)) {
			s.symbols[m.Str(r.Name)] = append(s.symbols[m.Str(r.Name)], abi.SymID(i))
		}
	}
	for f := range m.Funcs {
		for _, r := range f.SymbolRows() {
			if s.offers(m.Symbols()[r.Sym]) && r.Variant != abi.VariantClone {
				c.addVersion(s, f, m.Symbols()[r.Sym])
			}
		}
	}
	for v := range m.Vars {
		if id := v.Row().Symbol; id != 0 && s.offers(m.Symbols()[id]) {
			s.debug[m.Str(m.Symbols()[id].Name)] = true
			k := c.varKey(v, m.Str(m.Symbols()[id].Name))
			rank := m.LinkRank(m.Symbols()[id])
			if old, ok := s.vars[k]; !ok || rank > s.ranks["v"+k] || rank == s.ranks["v"+k] && varSaysMore(v, m.Var(old)) {
				s.vars[k], s.ranks["v"+k] = v.ID(), rank
			}
		}
	}
	return s
}

// addVersion enters a function under a symbol and its version.
func (c *comparer) addVersion(s *surface, f abi.Function, sym abi.SymbolRow) {
	name, version := s.m.Str(sym.Name), s.m.Str(sym.Version)
	s.debug[name] = true
	k := c.funcKey(f, name)
	v := k + "@" + version
	if old, ok := s.versions[v]; !ok || saysMore(f, s.m.Func(old)) {
		s.versions[v] = f.ID()
	}
	rank := s.m.LinkRank(sym)
	if old, ok := s.ranks[k]; ok && rank != old {
		if rank < old {
			return
		}
		delete(s.funcs, k)
	}
	s.ranks[k] = rank
	c.addFunc(s, f, name)
}

// addFunc enters a function under its symbol; of several functions with one
// symbol the same one stays whatever their order.
func (c *comparer) addFunc(s *surface, f abi.Function, symbol string) {
	k := c.funcKey(f, symbol)
	if old, ok := s.funcs[k]; ok && !saysMore(f, s.m.Func(old)) {
		return
	}
	s.funcs[k] = f.ID()
}

// saysMore orders functions of one symbol: more parameters before fewer, with
// an object before without, a definition before a declaration, then by
// spelling.
func saysMore(f, g abi.Function) bool {
	if a, b := len(f.ParamRows()), len(g.ParamRows()); a != b {
		return a > b
	}
	if a, b := f.Row().This != 0, g.Row().This != 0; a != b {
		return a
	}
	if a, b := f.Has(abi.FuncDeclaration), g.Has(abi.FuncDeclaration); a != b {
		return b
	}
	if a, b := f.Result().String(), g.Result().String(); a != b {
		return a < b
	}
	return functionName(f) < functionName(g)
}

// varSaysMore orders variables of one symbol: a definition before a
// declaration, a known size before an unknown one, then by spelling.
func varSaysMore(v, w abi.Variable) bool {
	if a, b := v.Has(abi.VarDeclaration), w.Has(abi.VarDeclaration); a != b {
		return b
	}
	x, _ := v.Type().Size()
	y, _ := w.Type().Size()
	if x != y {
		return x > y
	}
	if a, b := v.QualifiedName(), w.QualifiedName(); a != b {
		return a < b
	}
	return v.Type().String() < w.Type().String()
}

// funcKey pairs functions: the symbol, or between targets the declaration.
func (c *comparer) funcKey(f abi.Function, symbol string) string {
	if !c.cross {
		return symbol
	}
	if f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor) || f.Owner().ID() != 0 || strings.HasPrefix(symbol, "_Z") || strings.HasPrefix(symbol, "?") {
		return canonical(functionName(f))
	}
	return symbol
}

func (c *comparer) varKey(v abi.Variable, symbol string) string {
	if c.cross && symbol != v.Name() {
		return canonical(v.QualifiedName())
	}
	return symbol
}

// noise are symbols that linkers and compilers make or that follow from other
// entities: guards, thunks, tables of bases under construction (which only the VTT beside
// them names, Itanium C++ ABI §2.6.2) and, for Microsoft, what every object has a copy of
// (strings, floating-point constants, type information, exceptions).
func noise(name string) bool {
	switch name {
	case "_fltused", "_init", "_fini", "_edata", "_end", "__bss_start", "__end__", "_bss_end__", "__bss_end__", "__bss_start__", "_GLOBAL_OFFSET_TABLE_":
		return true
	}
	for _, p := range []string{"_ZGV", "_ZGR", "_ZTC", "_ZTh", "_ZTv", "_ZTc", "DW.ref.", "__odr_asan"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return microsoftNoise.MatchString(name)
}

// microsoftNoise are names of clang's MicrosoftMangle.cpp (mangleStringLiteral,
// mangleCXXThrowInfo, mangleCXXRTTI, mangleThreadSafeStaticGuardVariable) and of
// LLVM's TargetLoweringObjectFileCOFF::getSectionForConstant.
var microsoftNoise = regexp.MustCompile(`^(\?\?_[CR]|\?\$TSS\d|__?([xyz]mm|real)@[0-9a-f]+$|_CT(\?\?_R0|A\d)|_TI[CVU]*\d)`)

// compareRoots pairs the public entities and compares them.
func (c *comparer) compareRoots() {
	a, b := c.surfaceOf(c.old), c.surfaceOf(c.new)
	if len(a.symbols)+len(b.symbols) == 0 {
		c.everything(a)
		c.everything(b)
	}
	c.compareFuncs(a, b)
	c.compareVars(a, b)
	if !c.cross {
		c.compareSymbols(a, b)
	}
	if len(a.funcs)+len(a.vars)+len(b.funcs)+len(b.vars) == 0 && len(a.symbols)+len(b.symbols) == 0 {
		c.namedTypes()
	}
	c.fidelity(a, b)
}

// everything makes all external functions and variables public, for inputs
// without symbols.
func (c *comparer) everything(s *surface) {
	s.all = true
	for f := range s.m.Funcs {
		if f.Has(abi.FuncExternal) && !f.Has(abi.FuncDeleted) && !f.Has(abi.FuncArtificial) {
			k := f.LinkageName()
			if k == "" {
				k = canonical(functionName(f))
			}
			c.addFunc(s, f, k)
		}
	}
	for v := range s.m.Vars {
		if v.Has(abi.VarExternal) {
			k := v.LinkageName()
			if k == "" {
				k = canonical(v.QualifiedName())
			}
			s.vars[c.varKey(v, k)] = v.ID()
		}
	}
}

// namedTypes compares every named record and enumeration by name.
func (c *comparer) namedTypes() {
	index := func(m *abi.Model) map[string]abi.TypeID {
		out := map[string]abi.TypeID{}
		for t := range m.Types {
			if (t.IsRecord() || t.Kind() == abi.KindEnum) && !unnamed(t) && !t.IsDeclaration() {
				if k := canonical(t.QualifiedName()); out[k] == 0 {
					out[k] = t.ID()
				}
			}
		}
		return out
	}
	a, b := index(c.old), index(c.new)
	for _, k := range keysOf(a) {
		if id, ok := b[k]; ok {
			c.typeNode(a[k], id)
			continue
		}
		n := c.node(Node{Kind: NodeType, OldType: a[k]})
		c.change(n, "TN2502", Breaking, Change{Message: "the type is gone", Why: "code that names it no longer compiles"})
	}
	for _, k := range keysOf(b) {
		if _, ok := a[k]; !ok {
			n := c.node(Node{Kind: NodeType, NewType: b[k]})
			c.change(n, "TN2503", Compatible, Change{Message: "the type is new"})
		}
	}
}

func keysOf[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func (c *comparer) compareFuncs(a, b *surface) {
	for _, k := range keysOf(a.funcs) {
		f := c.old.Func(a.funcs[k])
		if id, ok := b.funcs[k]; ok {
			n := c.node(Node{Kind: NodeFunction, Symbol: k, OldFunc: f.ID(), NewFunc: id})
			c.roots = append(c.roots, n)
			c.compareFunc(n, f, c.new.Func(id))
			continue
		}
		if c.cross || a.all {
			if !(c.cross && inlineFunc(f)) {
				n := c.node(Node{Kind: NodeFunction, Symbol: k, OldFunc: f.ID()})
				c.roots = append(c.roots, n)
				c.change(n, "TN2001", Breaking, Change{Message: "the function is gone", Why: "code that calls it no longer links"})
			}
		}
	}
	c.compareVersions(a, b)
	if !c.cross && !a.all {
		return
	}
	for _, k := range keysOf(b.funcs) {
		if _, ok := a.funcs[k]; !ok && !(c.cross && inlineFunc(c.new.Func(b.funcs[k]))) {
			n := c.node(Node{Kind: NodeFunction, Symbol: k, NewFunc: b.funcs[k]})
			c.change(n, "TN2002", Compatible, Change{Message: "the function is new"})
		}
	}
}

// compareVersions compares the functions of one symbol version that are not
// those a new link takes: programs that were linked before load them.
func (c *comparer) compareVersions(a, b *surface) {
	for _, v := range keysOf(a.versions) {
		f, ok := a.versions[v], false
		g := abi.FuncID(0)
		if g, ok = b.versions[v]; !ok {
			continue
		}
		k := v[:strings.LastIndexByte(v, '@')]
		if a.funcs[k] == f && b.funcs[k] == g {
			continue
		}
		n := c.node(Node{Kind: NodeFunction, Symbol: v, OldFunc: f, NewFunc: g})
		c.roots = append(c.roots, n)
		c.compareFunc(n, c.old.Func(f), c.new.Func(g))
	}
}

// inlineFunc reports whether every user may have a copy of its own.
func inlineFunc(f abi.Function) bool {
	return f.Has(abi.FuncInline) || f.Has(abi.FuncTemplate) || f.Has(abi.FuncArtificial) || f.Has(abi.FuncDefaulted)
}

func (c *comparer) compareFunc(n int, f, g abi.Function) {
	s, t := f.Signature(), g.Signature()
	if f.Has(abi.FuncParamsLost) != g.Has(abi.FuncParamsLost) || f.Has(abi.FuncABIChanged) != g.Has(abi.FuncABIChanged) {
		return // one build describes a changed clone: not compared, and not counted
	}
	c.g.Counts.Functions++
	if s.Unprototyped != t.Unprototyped && len(s.Params) != len(t.Params) {
		c.change(n, "TN2003", Compatible, Change{Detail: "parameters", Message: withoutPrototype, Old: functionName(f), New: functionName(g)})
	} else if len(s.Params) != len(t.Params) {
		c.change(n, "TN2003", Breaking, Change{Detail: "parameters", Message: itoa(uint64(len(s.Params))) + " parameters became " + itoa(uint64(len(t.Params))),
			Old: functionName(f), New: functionName(g), Why: "callers pass what the function does not read, or it reads what they did not pass"})
	} else {
		for i := range s.Params {
			if d := c.slot(n, passed(s.Params[i]), passed(t.Params[i]), true); d != nil {
				c.change(n, d.kindOr("TN2004"), d.grade, Change{Detail: "parameter " + itoa(uint64(i+1)), Message: "parameter " + itoa(uint64(i+1)) + " is " + quote(d.new) + " instead of " + quote(d.old) + d.because(), Old: d.old, New: d.new})
			}
		}
	}
	if d := c.slot(n, s.Result, t.Result, true); d != nil && !special(f) {
		c.change(n, d.kindOr("TN2005"), d.grade, Change{Detail: "result", Message: "the result is " + quote(d.new) + " instead of " + quote(d.old) + d.because(), Old: d.old, New: d.new})
	}
	if s.Variadic != t.Variadic {
		c.change(n, "TN2006", Breaking, Change{Detail: "...", Message: variadicMessage(t.Variadic), Why: "variadic functions are called in another way"})
	}
	if s.CC != t.CC && !c.cross && s.CC != abi.CCNoCall && t.CC != abi.CCNoCall {
		c.change(n, "TN2007", Breaking, Change{Detail: "convention", Message: "the calling convention is " + t.CC.String() + " instead of " + s.CC.String()})
	}
	c.compareTravel(n, s, t)
	if o, p := f.Owner(), g.Owner(); o.IsRecord() && p.IsRecord() {
		c.records(n, o, p, false)
		c.owners[c.typeNode(o.ID(), p.ID())] = true
		if f.Has(abi.FuncStatic) != g.Has(abi.FuncStatic) {
			c.change(n, "TN2008", Breaking, Change{Detail: "static", Message: either(g.Has(abi.FuncStatic), "became static: it no longer takes the object", "is no longer static: it takes the object first")})
		}
		if x, y := f.Row().Access, g.Row().Access; x != y && !f.Has(abi.FuncArtificial) && !g.Has(abi.FuncArtificial) {
			c.change(n, "TN2009", gradeIf(y > x, Risky, Compatible), Change{Detail: "access", Message: "became " + y.String() + ", was " + x.String(), Old: x.String(), New: y.String()})
		}
		if f.Has(abi.FuncVirtual) != g.Has(abi.FuncVirtual) && !f.Has(abi.FuncArtificial) && !g.Has(abi.FuncArtificial) {
			c.change(n, "TN2010", Breaking, Change{Detail: "virtual", Message: either(g.Has(abi.FuncVirtual), "became virtual", "is no longer virtual"), Why: "calls through the virtual table and direct calls no longer reach the same function"})
		}
	}
}

// passed is a parameter's type without const, which is none of the function's
// type ([dcl.fct]/5), also where a typedef has it: g++ leaves that out.
func passed(t abi.Type) abi.Type {
	u := t
	for n := 0; n < 64; n++ {
		switch u.Kind() {
		case abi.KindTypedef:
			u = u.Elem()
		case abi.KindConst:
			t = u.Elem()
			u = t
		default:
			return t
		}
	}
	return t
}

func variadicMessage(now bool) string {
	return either(now, "became variadic", "is no longer variadic")
}

func either(b bool, x, y string) string {
	if b {
		return x
	}
	return y
}

func gradeIf(b bool, x, y Grade) Grade {
	if b {
		return x
	}
	return y
}

func (c *comparer) compareVars(a, b *surface) {
	for _, k := range keysOf(a.vars) {
		v := c.old.Var(a.vars[k])
		if id, ok := b.vars[k]; ok {
			c.g.Counts.Variables++
			n := c.node(Node{Kind: NodeVariable, Symbol: k, OldVar: v.ID(), NewVar: id})
			c.roots = append(c.roots, n)
			c.compareVar(n, v, c.new.Var(id))
			continue
		}
		if a.all || (c.cross && !v.Has(abi.VarInline) && !v.Has(abi.VarTemplate)) {
			n := c.node(Node{Kind: NodeVariable, Symbol: k, OldVar: v.ID()})
			c.change(n, "TN2101", Breaking, Change{Message: "the variable is gone", Why: "code that uses it no longer links"})
		}
	}
	if !c.cross && !a.all {
		return
	}
	for _, k := range keysOf(b.vars) {
		if _, ok := a.vars[k]; !ok {
			n := c.node(Node{Kind: NodeVariable, Symbol: k, NewVar: b.vars[k]})
			c.change(n, "TN2102", Compatible, Change{Message: "the variable is new"})
		}
	}
}

func (c *comparer) compareVar(n int, v, w abi.Variable) {
	if d := c.slot(n, v.Type(), w.Type(), true); d != nil {
		if d.grade > Compatible || d.size {
			c.change(n, d.kindOr("TN2103"), d.grade, Change{Detail: "type", Message: "the type is " + quote(d.new) + " instead of " + quote(d.old) + d.because(), Old: d.old, New: d.new})
		}
	}
	switch x, y := v.Type().IsConst(), w.Type().IsConst(); {
	case !x && y:
		c.change(n, "TN2104", Breaking, Change{Detail: "const", Message: "became const", Why: "code that writes it now faults: the variable moved to read-only memory"})
	case x && !y:
		c.change(n, "TN2104", Risky, Change{Detail: "const", Message: "is no longer const", Why: "code that was compiled with the old value goes on using it"})
	}
	if v.Has(abi.VarThreadLocal) != w.Has(abi.VarThreadLocal) {
		c.change(n, "TN2105", Breaking, Change{Detail: "thread-local", Message: either(w.Has(abi.VarThreadLocal), "became thread-local", "is no longer thread-local"), Why: "it is addressed in another way"})
	}
	grade := Risky
	if v.Symbol().ID != 0 && w.Symbol().ID != 0 && !v.Has(abi.VarConstexpr) && !v.Has(abi.VarStaticMember) {
		grade = Compatible // users read the variable, unless a header shows its value
	}
	c.constant(n, "", valueOf(v), valueOf(w), grade)
	if a, b := v.Row().Access, w.Row().Access; a != b && accessStated(v) && accessStated(w) {
		c.change(n, "TN2107", gradeIf(b > a, Risky, Compatible), Change{Detail: "access", Message: "became " + b.String() + ", was " + a.String()})
	}
}

// special reports whether a function returns nothing in C++, whatever debug
// information says: on ARM constructors and destructors return this (C++ ABI for
// the Arm Architecture §3.2.3), which g++ writes down.
func special(f abi.Function) bool {
	return f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor)
}
