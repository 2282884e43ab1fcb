package abi

// Model is the immutable graph. Make one with a [Builder].
type Model struct {
	target    Target
	elsewhere bool     // see SetElsewhere
	text      string   // all strings, one after the other
	offs      []uint32 // StrID → offset in text; one longer than the number of strings

	nodes      []Node
	typeOrigin []Origin // parallel to nodes
	records    []RecordRow
	fields     []FieldRow
	bases      []BaseRow
	methods    []FuncID
	statics    []VarID
	args       []ArgRow
	enums      []EnumRow
	values     []EnumeratorRow
	sigs       []SigRow
	sigParams  []TypeID

	scopes   []ScopeRow
	funcs    []FuncRow
	params   []ParamRow
	funcSyms []FuncSymbol
	vars     []VarRow
	symbols  []SymbolRow
	aliases  []AliasRow
	macros   []MacroRow
	units    []UnitRow
	issues   []Issue
}

// Target is the platform the objects were built for.
func (m *Model) Target() Target { return m.target }

// Str resolves an interned string.
func (m *Model) Str(id StrID) string {
	if m == nil || int(id)+1 >= len(m.offs) {
		return ""
	}
	return m.text[m.offs[id]:m.offs[id+1]]
}

// NumTypes is one more than the largest TypeID.
func (m *Model) NumTypes() int { return len(m.nodes) }

// NumFuncs is one more than the largest FuncID.
func (m *Model) NumFuncs() int { return len(m.funcs) }

// NumVars is one more than the largest VarID.
func (m *Model) NumVars() int { return len(m.vars) }

// NumScopes is one more than the largest ScopeID.
func (m *Model) NumScopes() int { return len(m.scopes) }

// NumSymbols is one more than the largest SymID.
func (m *Model) NumSymbols() int { return len(m.symbols) }

// Type is the handle of a type id.
func (m *Model) Type(id TypeID) Type { return Type{m, id} }

// Func is the handle of a function id.
func (m *Model) Func(id FuncID) Function { return Function{m, id} }

// Var is the handle of a variable id.
func (m *Model) Var(id VarID) Variable { return Variable{m, id} }

// Types yields every type, in id order.
func (m *Model) Types(yield func(Type) bool) {
	for i := 1; i < len(m.nodes); i++ {
		if !yield(Type{m, TypeID(i)}) {
			return
		}
	}
}

// Funcs yields every function, in id order.
func (m *Model) Funcs(yield func(Function) bool) {
	for i := 1; i < len(m.funcs); i++ {
		if !yield(Function{m, FuncID(i)}) {
			return
		}
	}
}

// Vars yields every variable, in id order.
func (m *Model) Vars(yield func(Variable) bool) {
	for i := 1; i < len(m.vars); i++ {
		if !yield(Variable{m, VarID(i)}) {
			return
		}
	}
}

// Symbols is the symbol table; row 0 is unused.
func (m *Model) Symbols() []SymbolRow { return m.symbols }

// Units lists the compilation units; row 0 is unused.
func (m *Model) Units() []UnitRow { return m.units }

// Aliases lists using-declarations, using-directives and namespace aliases.
func (m *Model) Aliases() []AliasRow { return m.aliases }

// Macros lists the macros, sorted by name.
func (m *Model) Macros() []MacroRow { return m.macros }

// Issues lists what the reader could not take as it was.
func (m *Model) Issues() []Issue { return m.issues }

// Scope returns a scope row; scope 0 is the global namespace.
func (m *Model) Scope(id ScopeID) ScopeRow {
	if m == nil || int(id) >= len(m.scopes) {
		return ScopeRow{}
	}
	return m.scopes[id]
}

// ScopePath lists the scopes from the outermost to id, without the global one.
// A chain that is longer than any sane program's ends early.
func (m *Model) ScopePath(id ScopeID) []ScopeID {
	var path []ScopeID
	for n := 0; id != 0 && n < maxScopeDepth; n++ {
		path = append(path, id)
		id = m.Scope(id).Parent
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

const maxScopeDepth = 256

// ScopeName spells a scope as C++ does: "ns::Outer". Anonymous namespaces are
// "(anonymous namespace)".
func (m *Model) ScopeName(id ScopeID) string { return m.scopeName(id, false) }

// scopeName is ScopeName, on request without inline namespaces.
func (m *Model) scopeName(id ScopeID, plain bool) string {
	name := ""
	for n := 0; id != 0 && n < maxScopeDepth; n++ {
		s := m.Scope(id)
		if plain && s.Kind == ScopeInlineNamespace {
			id = s.Parent
			continue
		}
		part := m.Str(s.Name)
		switch {
		case s.Kind == ScopeAnonymousNamespace:
			part = "(anonymous namespace)"
		case s.Kind == ScopeRecord && s.Type != 0:
			part = m.Type(s.Type).Name()
			if part == "" {
				part = m.Type(s.Type).anonymousName()
			}
		case s.Kind == ScopeFunction && part == "" && s.Func != 0:
			part = m.Func(s.Func).Name()
		}
		if name == "" {
			name = part
		} else {
			name = part + "::" + name
		}
		id = s.Parent
	}
	return name
}

// Qualify joins a scope and a name.
func (m *Model) Qualify(scope ScopeID, name string) string { return m.qualify(scope, name, false) }

func (m *Model) qualify(scope ScopeID, name string, plain bool) string {
	if scope == 0 {
		return name
	}
	if s := m.scopeName(scope, plain); s != "" {
		return s + "::" + name
	}
	return name
}

// OriginText spells an origin as "file:line", "" if unknown.
func (m *Model) OriginText(o Origin) string {
	f := m.Str(o.File)
	if f == "" {
		return ""
	}
	return f + ":" + itoa(uint64(o.Line))
}

func slice[T any](s []T, r Range) []T {
	if uint64(r.Lo)+uint64(r.N) > uint64(len(s)) {
		return nil
	}
	return s[r.Lo : r.Lo+r.N : r.Lo+r.N]
}
