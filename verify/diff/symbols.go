package diff

import (
	"slices"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// compareSymbols compares the exported symbols by name: what is gone, new,
// has another version, size or sort.
func (c *comparer) compareSymbols(a, b *surface) {
	oldInline, newInline := inlineSymbols(c.old), inlineSymbols(c.new)
	traces := declared(c.new)
	for _, name := range keysOf(a.symbols) {
		if ids, ok := b.symbols[name]; ok {
			c.g.Counts.Symbols++
			c.pairSymbols(name, a.symbols[name], ids)
			continue
		}
		if !uncallable(a, b, name) {
			c.goneSymbol(a, name, oldInline, traces)
		}
	}
	for _, name := range keysOf(b.symbols) {
		if _, ok := a.symbols[name]; ok {
			continue
		}
		if weakCopy(b.m, b.symbols[name], newInline, name) {
			c.g.Fidelity.InlineOnly++
			continue
		}
		if uncallable(b, a, name) {
			continue
		}
		n, fn := c.symbolNode(b, name, false)
		c.change(n, either(fn, "TN2002", "TN2102"), Compatible, Change{Message: either(fn, "the function is new", "the variable is new")})
	}
}

// goneSymbol judges a symbol that only the old model exports.
func (c *comparer) goneSymbol(a *surface, name string, inline map[string]bool, traces map[string]bool) {
	f := c.old.Func(a.funcs[name])
	class := c.classNow(f)
	if weakCopy(a.m, a.symbols[name], inline, name) && (class.ID() == 0 || stillThere(class, f)) {
		// Users of an inline function have their own copy, and it is still
		// declared, or nothing says that it is not.
		c.g.Fidelity.InlineOnly++
		return
	}
	n, fn := c.symbolNode(a, name, true)
	c.roots = append(c.roots, n)
	if class.ID() != 0 {
		c.edge(n, c.typeNode(f.Owner().ID(), class.ID()), false)
	}
	ch := Change{Message: either(fn, "the function is gone", "the variable is gone"), Why: "programs that use it no longer link or load"}
	kind := either(fn, "TN2001", "TN2101")
	if s, hidden := c.hiddenSymbol(name); hidden {
		kind, ch.Message = "TN2012", "is no longer exported: its symbol is "+s
	} else if traces[name] && fn {
		ch.Message += ", but still declared"
	}
	c.change(n, kind, Breaking, ch)
}

// classNow finds the class of an old member function in the new model, if
// both are defined.
func (c *comparer) classNow(f abi.Function) abi.Type {
	o := f.Owner()
	if !o.IsRecord() || o.IsDeclaration() || unnamed(o) {
		return abi.Type{}
	}
	if c.classes == nil {
		c.classes = map[string][]abi.TypeID{}
		for t := range c.new.Types {
			if t.IsRecord() && !t.IsDeclaration() && !unnamed(t) {
				k := canonical(t.Name())
				c.classes[k] = append(c.classes[k], t.ID())
			}
		}
	}
	for _, id := range c.classes[canonical(o.Name())] {
		if t := c.new.Type(id); c.sameScope(o.Scope(), t.Scope()) {
			return t
		}
	}
	return abi.Type{}
}

// stillThere reports whether users of a class still have an inline member
// function like f: declared, or implicit. A virtual destructor is implicit
// only as long as a base has one.
func stillThere(class abi.Type, f abi.Function) bool {
	if f.Has(abi.FuncDestructor | abi.FuncVirtual) {
		_, _, dtor := virtuals(class)
		return dtor || inheritsDtor(class) || openBase(class)
	}
	return f.Has(abi.FuncArtificial) || declares(class, f)
}

// openBase reports whether a base is only declared: then nothing is known
// about what the class inherits.
func openBase(t abi.Type) bool {
	return slices.ContainsFunc(bases(t), func(b abi.Base) bool { return !b.Type.BasesDescribed() })
}

// declares reports whether a class has a member function like f: of its name
// and number of parameters, or as a template.
func declares(class abi.Type, f abi.Function) bool {
	if f.Has(abi.FuncTemplate) || strings.Contains(f.Name(), "<") {
		return true // instantiations are listed where they are used
	}
	for _, g := range class.Methods() {
		switch {
		case f.Has(abi.FuncDestructor) != g.Has(abi.FuncDestructor) || f.Has(abi.FuncConstructor) != g.Has(abi.FuncConstructor):
		case f.Has(abi.FuncDestructor):
			return !g.Has(abi.FuncArtificial)
		case (f.Has(abi.FuncConstructor) || sameFuncName(f, g)) && len(f.Signature().Params) == len(g.Signature().Params):
			return true
		}
	}
	return false
}

// sameFuncName reports whether two member functions have one name. The name of
// a conversion function is a type, which g++ spells as the source does and
// clang without typedefs.
func sameFuncName(f, g abi.Function) bool {
	const conversion = "operator "
	if canonical(f.Name()) == canonical(g.Name()) {
		return true
	}
	return strings.HasPrefix(f.Name(), conversion) && strings.HasPrefix(g.Name(), conversion) && len(f.Signature().Params)+len(g.Signature().Params) == 0 &&
		sameText(f.Result().Strip().String(), g.Result().Strip().String())
}

// uncallable reports whether a symbol of s that the other side lacks is the
// complete-object constructor of an abstract class, whose base-object
// constructor both have: g++ emits it, clang does not, nobody can call it.
func uncallable(s, other *surface, name string) bool {
	f := s.m.Func(s.funcs[name])
	if f.ID() == 0 || !f.Has(abi.FuncConstructor) {
		return false
	}
	base := ""
	complete := false
	for _, r := range f.Symbols() {
		complete = complete || (r.Name == name && r.Variant == abi.VariantComplete)
		if r.Variant == abi.VariantBase {
			base = r.Name
		}
	}
	g := other.m.Func(other.funcs[base])
	return complete && base != "" && g.ID() != 0 && (abstract(f.Owner()) || abstract(g.Owner()))
}

// abstract reports whether a class has a pure virtual function, its own or one
// of a base that no class on the way to it overrides. g++ does not say which
// functions are pure.
func abstract(t abi.Type) bool {
	return len(pureFunctions{}.in(t, 0)) > 0
}

// maxNesting bounds how deeply classes derive from and hold each other.
const maxNesting = 64

// pureFunctions are the virtual functions that are pure in classes
// ([class.abstract]/4). A destructor is so only where it is declared so: every class
// has its own.
type pureFunctions map[abi.TypeID]map[abi.FuncID]bool

func (p pureFunctions) in(t abi.Type, depth int) map[abi.FuncID]bool {
	if out, ok := p[t.ID()]; ok || depth > maxNesting {
		return out
	}
	out := map[abi.FuncID]bool{}
	p[t.ID()] = nil // a class is no base of itself
	for _, b := range bases(t) {
		for id := range p.in(b.Type, depth+1) {
			if f := t.Model().Func(id); !f.Has(abi.FuncDestructor) && !overriddenIn(t, f) {
				out[id] = true
			}
		}
	}
	for _, f := range t.Methods() {
		if f.Has(abi.FuncPure) {
			out[f.ID()] = true
		}
	}
	p[t.ID()] = out
	return out
}

// overriddenIn reports whether a class declares a function of the name,
// parameters and qualifiers of a base's virtual function ([class.virtual]/2).
func overriddenIn(t abi.Type, f abi.Function) bool {
	const object = abi.FuncConstThis | abi.FuncVolatileThis
	s := f.Signature()
	for _, g := range t.Methods() {
		r := g.Signature()
		if canonical(g.Name()) != canonical(f.Name()) || g.Has(abi.FuncDestructor) || len(r.Params) != len(s.Params) || (f.Row().Flags^g.Row().Flags)&object != 0 {
			continue
		}
		same := true
		for i := range s.Params {
			same = same && canonical(s.Params[i].Strip().String()) == canonical(r.Params[i].Strip().String())
		}
		if same {
			return true
		}
	}
	return false
}

// hiddenSymbol looks for a defined symbol that others can't bind to.
func (c *comparer) hiddenSymbol(name string) (string, bool) {
	if c.unexported == nil {
		c.unexported = map[string]string{}
		for i, r := range c.new.Symbols() {
			if i > 0 && r.Flags&(abi.SymUndefined|abi.SymExported) == 0 && r.Kind != abi.SymNone && r.Kind != abi.SymOther {
				c.unexported[c.new.Str(r.Name)] = either(r.Binding == abi.BindLocal, "local", "hidden")
			}
		}
	}
	s, ok := c.unexported[name]
	return s, ok
}

// symbolNode makes the node of a symbol that one model has.
func (c *comparer) symbolNode(s *surface, name string, old bool) (n int, fn bool) {
	nd := Node{Kind: NodeSymbol, Symbol: name, Name: name}
	row := preferred(s.m, s.symbols[name])
	fn = row.Kind == abi.SymFunc || row.Kind == abi.SymIFunc
	if id, ok := s.funcs[name]; ok {
		nd.Kind, nd.Name, fn = NodeFunction, functionName(s.m.Func(id)), true
		if old {
			nd.OldFunc = id
		} else {
			nd.NewFunc = id
		}
	} else if id, ok := s.vars[name]; ok {
		nd.Kind, nd.Name, fn = NodeVariable, s.m.Var(id).QualifiedName(), false
		if old {
			nd.OldVar = id
		} else {
			nd.NewVar = id
		}
	}
	return c.node(nd), fn
}

// inlineSymbols are the symbols of functions of which every user may have a
// copy: inline ones, instantiations, implicit members.
func inlineSymbols(m *abi.Model) map[string]bool {
	out := map[string]bool{}
	for f := range m.Funcs {
		if inlineFunc(f) {
			for _, r := range f.SymbolRows() {
				out[m.Str(m.Symbols()[r.Sym].Name)] = true
			}
		}
	}
	for v := range m.Vars {
		if id := v.Row().Symbol; id != 0 && (v.Has(abi.VarInline) || v.Has(abi.VarTemplate)) {
			out[m.Str(m.Symbols()[id].Name)] = true
		}
	}
	return out
}

// weakCopy reports whether a symbol is one of possibly many copies: weak or
// unique, and inline, an instantiation, or a virtual table or type
// information that is emitted with them.
func weakCopy(m *abi.Model, ids []abi.SymID, inline map[string]bool, name string) bool {
	for _, id := range ids {
		r := m.Symbols()[id]
		if r.Binding != abi.BindWeak && r.Binding != abi.BindUnique && r.Flags&abi.SymComdat == 0 {
			return false
		}
	}
	if inline[name] {
		return true
	}
	for _, p := range []string{"_ZT", "_ZGV", "_ZZ"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	// Microsoft's tables, type information and deleting destructors (??_7, ??_R0,
	// ??_G, ??_E) as well; clang 21 began to emit ??_E. ??_U and ??_V are operator
	// new[] and delete[].
	if rest, special := strings.CutPrefix(name, "??_"); special && rest != "" && rest[0] != 'U' && rest[0] != 'V' {
		return true
	}
	// A weak symbol with a C++ name and no description is a copy as well: only
	// inline functions, instantiations and attribute weak make one.
	return strings.HasPrefix(name, "_Z")
}

// declared are the linkage names that a model still knows.
func declared(m *abi.Model) map[string]bool {
	out := map[string]bool{}
	for f := range m.Funcs {
		if l := f.LinkageName(); l != "" {
			out[l] = true
		} else if !f.Has(abi.FuncMember) {
			out[f.Name()] = true
		}
	}
	return out
}

// pairSymbols compares versions, sorts and sizes of one name.
func (c *comparer) pairSymbols(name string, a, b []abi.SymID) {
	node := -1
	get := func() int {
		if node < 0 {
			node = c.node(Node{Kind: NodeSymbol, Symbol: name, Name: name})
			c.roots = append(c.roots, node)
		}
		return node
	}
	old, now := versions(c.old, a), versions(c.new, b)
	for _, v := range keysOf(old) {
		if _, ok := now[v]; ok || v == "" {
			continue
		}
		grade, why := Breaking, "programs that were linked against "+v+" no longer load"
		c.change(get(), "TN2013", grade, Change{Detail: "version " + v, Message: "the version " + v + " is gone" + nowText(now), Old: v, New: strings.Join(keysOf(now), ", "), Why: why})
	}
	for _, p := range byVersion(c.old, c.new, a, b) {
		x, y := p[0], p[1]
		detail := strings.TrimSpace(c.old.Str(x.Version) + " ")
		if detail != "" {
			detail = " of " + detail
		}
		if code(x.Kind) != code(y.Kind) && x.Kind != abi.SymNone && y.Kind != abi.SymNone {
			c.change(get(), "TN2014", Breaking, Change{Detail: "sort" + detail, Message: "the symbol is " + symKind(y.Kind) + " instead of " + symKind(x.Kind)})
		}
		if x.Kind == abi.SymObject && y.Kind == abi.SymObject && x.Size != y.Size && x.Size != 0 && y.Size != 0 && !strings.HasPrefix(name, "_ZT") {
			c.change(get(), "TN2015", Breaking, Change{Detail: "size" + detail, Message: itoa(x.Size) + " bytes became " + itoa(y.Size), Old: itoa(x.Size), New: itoa(y.Size),
				Why: "programs that have a copy of the variable reserved the old size"})
		}
	}
}

// byVersion pairs the symbols of one name: those of one version, or the two
// defaults where no version is common.
func byVersion(old, now *abi.Model, a, b []abi.SymID) (out [][2]abi.SymbolRow) {
	for _, i := range a {
		for _, j := range b {
			if x, y := old.Symbols()[i], now.Symbols()[j]; old.Str(x.Version) == now.Str(y.Version) {
				out = append(out, [2]abi.SymbolRow{x, y})
				break
			}
		}
	}
	if len(out) == 0 {
		out = append(out, [2]abi.SymbolRow{preferred(old, a), preferred(now, b)})
	}
	return out
}

func preferred(m *abi.Model, ids []abi.SymID) abi.SymbolRow {
	for _, id := range ids {
		if r := m.Symbols()[id]; r.Flags&abi.SymDefaultVersion != 0 {
			return r
		}
	}
	return m.Symbols()[ids[0]]
}

func nowText(now map[string]bool) string {
	if k := keysOf(now); len(k) > 0 && k[0] != "" {
		return ", there is " + strings.Join(k, ", ")
	}
	return ""
}

func versions(m *abi.Model, ids []abi.SymID) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		out[m.Str(m.Symbols()[id].Version)] = true
	}
	return out
}

func code(k abi.SymKind) bool { return k == abi.SymFunc || k == abi.SymIFunc }

func symKind(k abi.SymKind) string {
	switch k {
	case abi.SymFunc, abi.SymIFunc:
		return "code"
	case abi.SymTLS:
		return "a thread-local variable"
	}
	return "a variable"
}

// fidelity fills what differs in the debug information itself.
func (c *comparer) fidelity(a, b *surface) {
	f := &c.g.Fidelity
	f.Old, f.New = side(a), side(b)
	if c.cross {
		return
	}
	lost := 0
	for _, name := range keysOf(a.symbols) {
		if _, ok := b.symbols[name]; !ok {
			continue
		}
		x, y := a.debug[name], b.debug[name]
		if x && !y {
			f.LostFunctions = append(f.LostFunctions, name)
			if r := preferred(b.m, b.symbols[name]); r.Binding == abi.BindGlobal {
				lost++
			}
		}
		if !x && y {
			f.GainedFunctions = append(f.GainedFunctions, name)
		}
	}
	if lost > 0 {
		c.g.CouldNotCheck = append(c.g.CouldNotCheck, itoa(uint64(lost))+" exported functions or variables have no debug information in the new build any more; their types were not compared")
	}
}

// ofClass tells tables and type information of classes, which debug information
// never describes.
func ofClass(name string) bool {
	for _, p := range []string{"_ZTV", "_ZTT", "_ZTI", "_ZTS", "_ZTC", "??_7", "??_8"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

func side(s *surface) Side {
	d := Side{Target: s.m.Target().String(), Units: max(len(s.m.Units())-1, 0)}
	set := map[string]bool{}
	for i, u := range s.m.Units() {
		if i > 0 {
			set[u.Compiler.String()] = true
		}
	}
	for k := range set {
		d.Compilers = append(d.Compilers, k)
	}
	sort.Strings(d.Compilers)
	for name := range s.symbols {
		if ofClass(name) {
			continue
		}
		d.Exported++
		if !s.debug[name] {
			d.Undescribed++
		}
	}
	return d
}
