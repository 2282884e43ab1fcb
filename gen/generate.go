package gen

import (
	"slices"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/gen/rs"
)

// Output is what a model became.
type Output struct {
	Rust    []byte
	Shims   []byte // C++ for the functions that Rust can't call itself; nil if none was asked for
	Skipped []Skip
	Bound   map[string]int // "functions", "types", "variables", "constants"
	layouts []typeLayout
}

type generator struct {
	m       *abi.Model
	cfg     Config
	names   *roles
	f       *filters
	ctx     *callconv.Context
	places  map[abi.TypeID]place
	reps    map[abi.TypeID]rep
	inline  map[string]bool     // paths of modules of inline namespaces
	reached map[abi.TypeID]bool // what bound items use

	fixed      []fixed // variables that become constants
	fixedOf    map[abi.TypeID][]fixed
	constants  []constant // in the order in which they are written
	constantAt map[string]int

	defaults map[imageName]bool // symbols of which there is a default version
	exports  map[abi.StrID]bool // images that export symbols: shared libraries
	headers  *Headers           // what only headers know, nil = nothing
	out      Output

	funcs      []function
	vars       []variable
	root       *module
	witness    *names.Namer        // holds symbols against debug info
	withheld   *prediction         // of a target without objects, or nil
	bits       bool                // accessors of bit-fields call helpers
	virtuals   bool                // ffi reads tables of virtual functions
	improper   bool                // a type is spelled that rustc calls improper: an integer of 128 bits, a vector
	relative   bool                // relativeTables
	taken      map[string]bool     // names in the root
	builtins   map[string]builtin  // those spelled, by name
	tabled     map[abi.TypeID]bool // hasTable
	macros     map[string]string   // bodies of those without parameters; see macroBody
	fnPointers map[fnPointer]spelling
	derived    map[derived]bool

	addressed map[abi.TypeID]bool // records without addresses in them: see pointerFree
	impls     []placedImpl        // of operators
	flags     map[abi.TypeID]bool // enumerations with bit operators of our own
	safe      map[string]bool     // symbols that safe code calls
}

// imageName is a symbol's name in a built file.
type imageName struct{ image, name abi.StrID }

// module is a namespace while it fills up.
type module struct {
	subs  map[string]*module
	items []rs.Item
	used  map[string]bool
	fixed map[string]bool // names that no parameter or local may have: tuple structs, constants
}

func newModule() *module {
	return &module{subs: map[string]*module{}, used: map[string]bool{}, fixed: map[string]bool{}}
}

// named reports whether a module has anything that can be imported.
func (m *module) named() bool {
	for _, it := range m.items {
		switch it.(type) {
		case rs.Struct, rs.Fn, rs.Const, rs.Alias:
			return true
		}
	}
	return len(m.subs) > 0
}

func (m *module) at(path []string) *module {
	for _, name := range path {
		if m.subs[name] == nil {
			m.subs[name] = newModule()
		}
		m = m.subs[name]
	}
	return m
}

// Generate decides and prints.
func Generate(m *abi.Model, cfg Config) (*Output, error) {
	g, err := newGenerator(m, cfg)
	if err != nil {
		return nil, err
	}
	items := []rs.Item{rs.Lines(header(m.Target().Triple(), cfg))}
	own := g.items()
	cfg.improper = g.improper
	for _, it := range own {
		items = append(items, allowed(it, cfg))
	}
	g.out.Rust = rs.Print(items)
	g.out.Shims = g.shimFile()
	return &g.out, nil
}

func newGenerator(m *abi.Model, cfg Config) (*generator, error) {
	f, err := cfg.compile()
	if err != nil {
		return nil, err
	}
	g := &generator{m: m, cfg: cfg, f: f, names: newRoles(m), ctx: callconv.NewContext(m), places: map[abi.TypeID]place{}, taken: map[string]bool{}, builtins: map[string]builtin{}, tabled: map[abi.TypeID]bool{}, derived: map[derived]bool{}, reps: map[abi.TypeID]rep{},
		inline: map[string]bool{}, exports: map[abi.StrID]bool{}, defaults: map[imageName]bool{}, addressed: map[abi.TypeID]bool{}, safe: map[string]bool{}, flags: map[abi.TypeID]bool{}, root: newModule(), witness: names.New(m, names.Options{})}
	g.relative = m.Target().PointerSize > 0 && relativeTables(m)
	if cfg.Headers != nil {
		g.headers = cfg.Headers(m.Target())
	}
	for _, s := range m.Symbols() {
		if s.Flags&abi.SymDefaultVersion != 0 && s.Flags&abi.SymUndefined == 0 {
			g.defaults[imageName{s.Image, s.Name}] = true
		}
		if s.Flags&abi.SymExported != 0 {
			g.exports[s.Image] = true
		}
	}
	return g, nil
}

// items decides about everything and answers the items of the root.
func (g *generator) items() []rs.Item {
	g.placeTypes()
	g.takeRoot()
	g.chooseFunctions()
	g.chooseVariables()
	g.reportUndescribed()
	g.prune()
	g.findInline()
	g.reserve()
	g.emitConstants()
	g.emitTypes()
	g.emitAliases()
	g.chooseSafe()
	g.emitFunctions()
	g.emitOperators()
	g.emitVariables()
	g.emitCallbacks()
	g.emitBuiltins()
	return g.modules(g.root, "root")
}

func header(targets string, cfg Config) []string {
	lines := []string{"// Written by tenon from built objects for " + targets + ".", "// Do not edit: change the objects or the configuration and write it again."}
	return append(lines, cfg.RawLines...)
}

// placeTypes gives every named record and enum a module and a name. Names
// that two types want spell pointers and references, too; names that two still
// want get a hash of what they are, both of them, so that the outcome does not
// depend on order.
func (g *generator) placeTypes() {
	want := newUnique()
	first := map[abi.TypeID]place{}
	key := func(p place) string { return p.from(0) }
	for t := range g.m.Types {
		if !t.IsRecord() && t.Kind() != abi.KindEnum {
			continue
		}
		if size, ok := t.Size(); t.Kind() == abi.KindEnum && (!ok || size == 0 || size > 8) {
			continue
		}
		if hit(g.f.blockType, g.names.cxx(t)) || hits(g.f.blockType, t) {
			continue
		}
		mods, prefix := g.names.modulesOf(t.Scope())
		p := place{mods, short(rs.Ident(prefix + uniform(g.names.name(t))))}
		first[t.ID()] = p
		want.want(key(p))
	}
	var ids []abi.TypeID
	var names [][]string
	for id := abi.TypeID(1); int(id) < g.m.NumTypes(); id++ {
		p, ok := first[id]
		if !ok {
			continue
		}
		list := []string{key(p)}
		if want.clash(key(p)) {
			t := g.m.Type(id)
			_, prefix := g.names.modulesOf(t.Scope())
			levels := place{p.mods, short(rs.Ident(prefix + pointers.Replace(uniform(g.names.name(t)))))}
			hashed := place{p.mods, p.name + "_" + shortHash(t.QualifiedName()+"\n"+g.m.DumpType(id))}
			list = append(list, key(levels), key(hashed))
		}
		ids, names = append(ids, id), append(names, list)
	}
	taken := map[string]bool{}
	for i, name := range settle(names) {
		p := first[ids[i]]
		p.name = name[strings.LastIndex(name, ":")+1:]
		for taken[key(p)] {
			p.name += "_"
		}
		taken[key(p)] = true
		g.places[ids[i]] = p
	}
}

// maxName bounds names of types: those of nested templates have no end.
const maxName = 64

// short cuts a long name and tells cut ones apart by a hash of the whole.
func short(name string) string {
	if len(name) <= maxName {
		return name
	}
	return strings.TrimRight(name[:maxName-9], "_") + "_" + shortHash(name)
}

func (g *generator) skip(s Skip) {
	if s.Remedy == "" && strings.HasSuffix(s.Why, "is only declared") {
		s.Remedy = "compile with -fstandalone-debug (clang) or -femit-class-debug-always (gcc), or bind the object that defines the type, too"
	}
	g.out.Skipped = append(g.out.Skipped, s)
}

// chooseFunctions decides about every function and names those in ffi.
func (g *generator) chooseFunctions() {
	seen := map[string]bool{}
	add := func(fn function) {
		if !seen[fn.symbol] {
			seen[fn.symbol] = true
			g.funcs = append(g.funcs, fn)
		}
	}
	for f := range g.m.Funcs {
		name := f.QualifiedName()
		if name == "" {
			continue
		}
		sym, _ := g.plainSymbol(f)
		wanted := g.wantsFunction(f, name, sym)
		aliases := slices.DeleteFunc(g.aliases(f), func(a string) bool { return !g.wantsFunction(f, name, a) })
		if !wanted && len(aliases) == 0 {
			continue
		}
		fn, skip, ok := g.choose(f)
		if ok {
			for _, a := range aliases {
				other := fn
				other.symbol, other.alias = a, a
				add(other)
			}
		} else {
			fn, ok = g.shimmed(f, skip.Reason)
		}
		switch {
		case !ok:
			g.skip(skip)
			if sym != "" && sym != f.Name() && wanted {
				aliases = append(aliases, sym)
			}
			for _, a := range aliases {
				other := skip
				other.Name = strings.Replace(skip.Name, f.Name()+"(", a+"(", 1)
				g.skip(other)
			}
		case wanted:
			add(fn)
		}
	}
	sort.SliceStable(g.funcs, func(i, j int) bool { return g.funcs[i].symbol < g.funcs[j].symbol })
	names := make([][]string, len(g.funcs))
	for i, fn := range g.funcs {
		mods, prefix := g.names.modulesOf(fn.f.Row().Scope)
		if owner := fn.f.Owner(); !owner.IsNone() {
			if p, ok := g.places[owner.ID()]; ok {
				mods, prefix = p.mods, p.name+"_"
			}
		}
		base := strings.Join(append(append([]string(nil), mods...), prefix+g.baseName(fn)), "_")
		if sym, ok := g.cName(fn); ok {
			base = rs.Ident(sym) // a C function has one name, in whichever namespace it was declared
		}
		names[i] = candidates(base, fn)
	}
	for i, n := range settle(names) {
		g.funcs[i].name = n
	}
}

// wantsFunction reports whether a function is asked for, by its name or, for C
// functions, by the symbol that may be an alias of the name.
func (g *generator) wantsFunction(f abi.Function, name, sym string) bool {
	file := g.m.Str(f.Origin().File)
	if sym != "" && sym != name {
		if hits(g.f.blockFunc, f) || hit(g.f.blockFunc, sym) {
			return false
		}
		return g.f.wantsEntity(g.f.allowFunc, g.f.blockFunc, f, file) || g.f.wants(g.f.allowFunc, g.f.blockFunc, sym, file)
	}
	return g.f.wantsEntity(g.f.allowFunc, g.f.blockFunc, f, file) || g.wantsMember(f, file)
}

// wantsMember reports whether the class of a member function is asked for.
func (g *generator) wantsMember(f abi.Function, file string) bool {
	return g.classWanted(f.Owner(), file) && !hits(g.f.blockFunc, f)
}

// classWanted reports whether the class of a member is asked for by name.
func (g *generator) classWanted(owner abi.Type, file string) bool {
	return !owner.IsNone() && hits(g.f.allowType, owner) && !hits(g.f.blockType, owner) && !hit(g.f.blockFile, file)
}

func (g *generator) baseName(fn function) string {
	switch f := fn.f; {
	case f.Has(abi.FuncConstructor):
		return "construct"
	case f.Has(abi.FuncDestructor):
		return "destruct"
	}
	if sym, ok := g.cName(fn); ok {
		return rs.Ident(sym)
	}
	return funcBase(fn.f.Name())
}

// cName is the symbol that a C function is bound by.
func (g *generator) cName(fn function) (string, bool) {
	if fn.alias != "" {
		return fn.alias, true
	}
	return g.plainSymbol(fn.f)
}

// plainSymbol is the symbol of a C function, which may be an alias of the name
// it was defined under.
func (g *generator) plainSymbol(f abi.Function) (string, bool) {
	// A linkage name that is not mangled is an asm label.
	if f.Row().Owner == 0 && !mangled(f.LinkageName()) && !f.Has(abi.FuncTemplate) {
		if sym, ok := g.symbol(f); ok && !mangled(sym) {
			return sym, true
		}
	}
	return "", false
}

// mangled reports whether a symbol is a mangled name of C++.
func mangled(sym string) bool { return strings.HasPrefix(sym, "_Z") || strings.HasPrefix(sym, "?") }

// candidates lists names from the plain one to one that is certain to be free.
func candidates(base string, fn function) []string {
	var types []string
	for _, p := range fn.f.Signature().Params {
		types = append(types, uniform(p.String()))
	}
	long := base + "_" + rs.Ident(strings.Join(types, " "))
	if len(types) == 0 {
		long = base + "_void"
	}
	if len(long) > maxOverload {
		long = base + "_" + shortHash(strings.Join(types, ", "))
	}
	quals, levels := "", long
	if l := base + "_" + rs.Ident(pointers.Replace(strings.Join(types, " "))); len(types) > 0 && len(l) <= maxOverload {
		levels = l
	}
	for _, q := range []struct {
		flag abi.FuncFlags
		word string
	}{{abi.FuncConstThis, "_const"}, {abi.FuncVolatileThis, "_volatile"}, {abi.FuncRefR, "_rvalue"}} {
		if fn.f.Has(q.flag) {
			quals += q.word
		}
	}
	return []string{base, long, long + quals, levels + quals, base + "_" + shortHash(fn.symbol)}
}

// maxOverload is the longest name of an overload that spells its types.
const maxOverload = 96

// pointers spells what tells f(T), f(T *), f(T &) and f(T &&) apart.
var pointers = strings.NewReplacer("&&", " rvalue ", "&", " ref ", "*", " ptr ")

// settle gives each item the first of its candidates that no other item wants
// at the same or a later step: adding an item renames only those it clashes
// with.
func settle(names [][]string) []string {
	out := make([]string, len(names))
	level := make([]int, len(names))
	for range 8 {
		count := map[string]int{}
		for i := range names {
			count[names[i][level[i]]]++
		}
		changed := false
		for i := range names {
			if count[names[i][level[i]]] > 1 && level[i]+1 < len(names[i]) {
				level[i]++
				changed = true
			}
		}
		if !changed {
			break
		}
	}
	for i := range names {
		out[i] = names[i][level[i]]
	}
	return out
}

// prune keeps the types that bound items and allowed types reach.
func (g *generator) prune() {
	var roots []abi.TypeID
	for _, fn := range g.funcs {
		sig := fn.f.Signature()
		roots = append(roots, sig.This.ID(), sig.Result.ID(), fn.f.Owner().ID())
		for _, p := range sig.Params {
			roots = append(roots, p.ID())
		}
	}
	for _, v := range g.vars {
		roots = append(roots, v.v.Type().ID())
	}
	if !g.f.all {
		for _, f := range g.fixed {
			roots = append(roots, f.v.Owner().ID())
		}
	}
	if g.f.callbacks != nil {
		for f := range g.m.Funcs {
			if hits(g.f.callbacks, f) {
				roots = append(roots, f.Result().ID())
				for _, p := range f.Params() {
					roots = append(roots, p.Type.ID())
				}
			}
		}
	}
	for id := range g.places {
		t := g.m.Type(id)
		if file := g.m.Str(t.Origin().File); !g.f.all && (g.f.wants(g.f.allowType, g.f.blockType, g.names.cxx(t), file) || g.f.wantsEntity(g.f.allowType, g.f.blockType, t, file)) {
			roots = append(roots, id)
		}
	}
	sort.Slice(roots, func(i, j int) bool { return roots[i] < roots[j] })
	g.reached = map[abi.TypeID]bool{}
	g.m.Walk(roots, func(t abi.Type) bool { g.reached[t.ID()] = true; return true })
	g.reachFixed()
	for id := range g.places {
		if !g.reached[id] {
			delete(g.places, id)
		}
	}
	g.reps, g.builtins = map[abi.TypeID]rep{}, map[string]builtin{} // decided again: a field's type may be gone
}

// reserve takes the names of all types before anything else is named.
func (g *generator) reserve() {
	for id, p := range g.places {
		mod := g.root.at(p.mods)
		mod.used[p.name] = true
		if g.m.Type(id).Kind() == abi.KindEnum {
			mod.fixed[p.name] = true
		}
	}
	g.reserveBuiltins()
}

// free is a name for a parameter or local of a module's functions: patterns
// can't have the names of tuple structs and constants in scope (Rust
// reference, Identifier patterns).
func (g *generator) free(mods []string, name string) string {
	for g.isFixed(g.root.at(mods), "root"+strings.Join(append([]string{""}, mods...), "::"), name, 0) {
		name += "_"
	}
	return name
}

func (g *generator) isFixed(m *module, path, name string, depth int) bool {
	if m.fixed[name] {
		return true
	}
	for sub := range m.subs {
		if p := path + "::" + sub; g.inline[p] && depth < maxNesting && g.isFixed(m.subs[sub], p, name, depth+1) {
			return true
		}
	}
	return false
}

func (g *generator) emitTypes() {
	ids := g.sortedIDs(func(abi.Type) bool { return true })
	for _, id := range ids {
		if t := g.m.Type(id); t.IsRecord() {
			g.rep(t)
		}
	}
	for _, id := range ids {
		t, p := g.m.Type(id), g.places[id]
		mod := g.root.at(p.mods)
		if t.IsRecord() {
			mod.items = append(mod.items, g.record(t, p)...)
			r := g.reps[id]
			if r.why != "" {
				s := Skip{Kind: "type", Name: g.names.cxx(t), Reason: r.reason, Why: r.why}
				switch r.reason {
				case "hidden-bit-field":
					s.Remedy = "give the bit-field a name"
				case callconv.ReasonUnknownAlignment:
					s.Remedy = "compile with -gdwarf-5, or without -gstrict-dwarf"
				}
				g.skip(s)
			}
			if r.form != formOpaque {
				g.out.layouts = append(g.out.layouts, typeLayout{p.from(0), g.names.cxx(t), r.size, r.align})
			}
		} else {
			mod.items = append(mod.items, g.enum(t, p)...)
		}
		g.out.count("types")
	}
}

func (o *Output) count(what string) {
	if o.Bound == nil {
		o.Bound = map[string]int{}
	}
	o.Bound[what]++
}

// emitFunctions declares every function in ffi and mirrors it beside its class
// or in its namespace.
func (g *generator) emitFunctions() {
	ext := map[string][]rs.Item{}
	methods := map[abi.TypeID][]function{}
	free := map[string][]function{}
	paths := map[string][]string{}
	var tables []rs.Item
	for _, fn := range g.funcs {
		abiName := g.abiName(fn)
		if !fn.tableOnly {
			ext[abiName] = append(ext[abiName], g.ffi(fn))
		}
		if g.dispatched(fn) {
			if it := g.virtualCall(fn); it.(rs.Fn).Extern {
				ext[abiName] = append(ext[abiName], it)
			} else {
				tables = append(tables, it)
			}
		}
		g.out.count("functions")
		if owner := fn.f.Owner(); !owner.IsNone() {
			if _, ok := g.places[owner.ID()]; ok {
				methods[owner.ID()] = append(methods[owner.ID()], fn)
				continue
			}
		}
		mods, prefix := g.names.modulesOf(fn.f.Row().Scope)
		key := strings.Join(mods, "::") + "|" + prefix
		paths[key] = mods
		free[key] = append(free[key], fn)
	}
	ffi := g.root.at([]string{"ffi"})
	ffi.items = append(ffi.items, g.hiddenResults()...)
	bitsAt := len(ffi.items)
	for _, abiName := range sortedKeys(ext) {
		ffi.items = append(ffi.items, rs.Extern{Unsafe: g.f.minor >= 82, ABI: abiName, Items: ext[abiName]})
	}
	for _, id := range g.sortedIDs(func(t abi.Type) bool { return t.IsRecord() }) {
		p := g.places[id]
		accessors := g.accessors(g.m.Type(id), p.mods)
		used := map[string]bool{}
		for _, a := range accessors {
			used[a.(rs.Fn).Name] = true
		}
		items := append(g.memberConstants(g.m.Type(id), p.mods, used), accessors...)
		items = append(append(items, g.deleter(g.m.Type(id))...), g.mirrors(methods[id], "", p.mods, used)...)
		if len(items) > 0 {
			mod := g.root.at(p.mods)
			mod.items = append(mod.items, rs.Impl{Target: p.name, Items: items})
		}
		if it := g.table(g.m.Type(id), methods, p.mods, p.name); len(it) > 0 {
			mod := g.root.at(p.mods)
			mod.items = append(mod.items, it...)
		}
	}
	if g.virtuals {
		ffi.items = append(append(ffi.items, g.virtualHelpers()...), tables...)
	}
	if g.bits {
		ffi.items = slices.Insert(ffi.items, bitsAt, bitHelpers()...)
	}
	for _, key := range sortedKeys(free) {
		mod := g.root.at(paths[key])
		_, prefix, _ := strings.Cut(key, "|")
		mod.items = append(mod.items, g.mirrors(free[key], prefix, paths[key], mod.used)...)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// mirrors names and prints the mirror functions of one impl or module.
func (g *generator) mirrors(fns []function, prefix string, mods []string, used map[string]bool) []rs.Item {
	names := make([][]string, len(fns))
	for i, fn := range fns {
		names[i] = candidates(prefix+g.baseName(fn), fn)
		if used[names[i][0]] {
			names[i] = names[i][1:]
		}
	}
	final := settle(names)
	var items []rs.Item
	for i, fn := range fns {
		if fn.plan.Variadic {
			continue // Rust can't forward "..."; ffi has the function
		}
		name := final[i]
		for used[name] {
			name += "_"
		}
		used[name] = true
		items = append(items, g.wrapper(fn, name, mods))
	}
	return items
}

// modules prints a module's items and submodules, sorted by name. A parent
// exports the names of an inline namespace ([namespace.def]/8).
func (g *generator) modules(m *module, path string) []rs.Item {
	var items []rs.Item
	if lines := g.moduleLines(path); len(lines) > 0 {
		items = append(items, lines)
	}
	items = append(items, m.items...)
	for _, name := range sortedKeys(m.subs) {
		sub := path + "::" + name
		if g.inline[sub] && m.subs[name].named() {
			items = append(items, rs.Use{Path: "self::" + name + "::*"})
		}
	}
	for _, name := range sortedKeys(m.subs) {
		items = append(items, rs.Module{Name: name, Items: g.modules(m.subs[name], path+"::"+name)})
	}
	return items
}

// findInline finds the modules of inline namespaces. Two of one parent are
// not exported: they are for the same names.
func (g *generator) findInline() {
	inline, parents := map[string]bool{}, map[string]int{}
	for id := abi.ScopeID(1); int(id) < g.m.NumScopes(); id++ {
		if g.m.Scope(id).Kind != abi.ScopeInlineNamespace {
			continue
		}
		if mods, prefix := g.names.modulesOf(id); prefix == "" {
			path := "root::" + strings.Join(mods, "::")
			if !inline[path] {
				inline[path] = true
				parents[path[:strings.LastIndex(path, "::")]]++
			}
		}
	}
	for path := range inline {
		if parents[path[:strings.LastIndex(path, "::")]] == 1 {
			g.inline[path] = true
		}
	}
}
