package abi

// Function is a handle of a function. The zero value is "no function".
type Function struct {
	m  *Model
	id FuncID
}

// Row is f's row.
func (f Function) Row() FuncRow {
	if f.m == nil || int(f.id) >= len(f.m.funcs) {
		return FuncRow{VSlot: -1}
	}
	return f.m.funcs[f.id]
}

// Model is the graph f belongs to.
func (f Function) Model() *Model { return f.m }

// ID is f's id in its model.
func (f Function) ID() FuncID { return f.id }

// Name is f's own name: "f", "operator+", "Box" and "~Box".
func (f Function) Name() string { return f.m.Str(f.Row().Name) }

// QualifiedName is f's name with its scopes.
func (f Function) QualifiedName() string { return f.scopedName(false) }

// PlainName is QualifiedName without inline namespaces, as users of a library
// write it.
func (f Function) PlainName() string { return f.scopedName(true) }

func (f Function) scopedName(plain bool) string {
	r := f.Row()
	if r.Owner != 0 {
		return f.m.Type(r.Owner).scopedName(plain) + "::" + f.m.Str(r.Name)
	}
	return f.m.qualify(r.Scope, f.m.Str(r.Name), plain)
}

// LinkageName is the mangled name that debug info states; it need not be a
// symbol (g++ states C4 and D4 names). See Symbols for what exists.
func (f Function) LinkageName() string { return f.m.Str(f.Row().Linkage) }

// Has reports whether all of the flags are set.
func (f Function) Has(fl FuncFlags) bool { return f.Row().Flags&fl == fl }

// Owner is the class of a member function.
func (f Function) Owner() Type { return Type{f.m, f.Row().Owner} }

// Result is the result type; none or void means no result.
func (f Function) Result() Type { return Type{f.m, f.Row().Result} }

// Param is one declared parameter.
type Param struct {
	Name  string
	Type  Type
	Loc   Loc
	Flags ParamFlags
}

// Params lists the parameters without this; artificial ones are included and
// marked.
func (f Function) Params() []Param {
	if f.m == nil {
		return nil
	}
	rows := slice(f.m.params, f.Row().Params)
	out := make([]Param, len(rows))
	for i, r := range rows {
		out[i] = Param{f.m.Str(r.Name), Type{f.m, r.Type}, r.Loc, r.Flags}
	}
	return out
}

// Args lists f's template arguments.
func (f Function) Args() []Arg {
	if f.m == nil {
		return nil
	}
	return f.m.argList(f.Row().Args, 0)
}

// Signature is what calls need. Artificial parameters (__in_chrg,
// __vtt_parm) are left out: the chosen symbol variant decides about them.
func (f Function) Signature() Signature {
	r := f.Row()
	s := Signature{
		Result: Type{f.m, r.Result}, Variadic: r.Flags&FuncVariadic != 0, CC: r.CC,
		Member:      r.Flags&FuncMember != 0 && r.Flags&FuncStatic == 0,
		Constructor: r.Flags&FuncConstructor != 0, Destructor: r.Flags&FuncDestructor != 0,
	}
	if r.This != 0 {
		s.This = Type{f.m, r.This}
	}
	for _, p := range f.Params() {
		if p.Flags&ParamArtificial == 0 {
			s.Params = append(s.Params, p.Type)
		}
	}
	s.Unprototyped = r.Flags&FuncUnprototyped != 0 && r.Flags&FuncDeclaration != 0 && len(s.Params) == 0
	return s
}

// Symbol is a symbol-table entry joined to a function or variable.
type Symbol struct {
	ID      SymID
	Name    string
	Version string
	Row     SymbolRow
	Variant Variant
}

// LinkRank orders the symbols of one name by which of them a new link takes:
// the default version (name@@V), one without a version, an old version, and
// last one that is not defined (System V gABI, symbol versioning by GNU).
func (m *Model) LinkRank(s SymbolRow) int {
	switch {
	case s.Flags&SymUndefined != 0:
		return 0
	case s.Flags&SymDefaultVersion != 0:
		return 3
	case m.Str(s.Version) == "":
		return 2
	}
	return 1
}

// Symbol resolves a symbol id.
func (m *Model) Symbol(id SymID) Symbol {
	if m == nil || id == 0 || int(id) >= len(m.symbols) {
		return Symbol{}
	}
	r := m.symbols[id]
	return Symbol{ID: id, Name: m.Str(r.Name), Version: m.Str(r.Version), Row: r}
}

// Symbols lists the symbols f has, defined or undefined, best first: complete
// before base before deleting, exported before local.
func (f Function) Symbols() []Symbol {
	if f.m == nil {
		return nil
	}
	rows := slice(f.m.funcSyms, f.Row().Symbols)
	out := make([]Symbol, len(rows))
	for i, r := range rows {
		out[i] = f.m.Symbol(r.Sym)
		out[i].Variant = r.Variant
	}
	return out
}

// Origin is where f was declared.
func (f Function) Origin() Origin { return f.Row().Origin }

// Variable is a handle of a variable. The zero value is "no variable".
type Variable struct {
	m  *Model
	id VarID
}

// Row is v's row.
func (v Variable) Row() VarRow {
	if v.m == nil || int(v.id) >= len(v.m.vars) {
		return VarRow{}
	}
	return v.m.vars[v.id]
}

// Model is the graph v belongs to.
func (v Variable) Model() *Model { return v.m }

// ID is v's id in its model.
func (v Variable) ID() VarID { return v.id }

// Name is v's own name.
func (v Variable) Name() string { return v.m.Str(v.Row().Name) }

// QualifiedName is v's name with its scopes.
func (v Variable) QualifiedName() string { return v.scopedName(false) }

// PlainName is QualifiedName without inline namespaces, as users of a library
// write it.
func (v Variable) PlainName() string { return v.scopedName(true) }

func (v Variable) scopedName(plain bool) string {
	r := v.Row()
	if r.Owner != 0 {
		return v.m.Type(r.Owner).scopedName(plain) + "::" + v.m.Str(r.Name)
	}
	return v.m.qualify(r.Scope, v.m.Str(r.Name), plain)
}

// LinkageName is the mangled name that debug info states.
func (v Variable) LinkageName() string { return v.m.Str(v.Row().Linkage) }

// Type is v's type.
func (v Variable) Type() Type { return Type{v.m, v.Row().Type} }

// Owner is the class of a static data member.
func (v Variable) Owner() Type { return Type{v.m, v.Row().Owner} }

// Has reports whether all of the flags are set.
func (v Variable) Has(fl VarFlags) bool { return v.Row().Flags&fl == fl }

// Symbol is v's symbol; its ID is 0 if it has none.
func (v Variable) Symbol() Symbol { return v.m.Symbol(v.Row().Symbol) }

// Args lists v's template arguments.
func (v Variable) Args() []Arg {
	if v.m == nil {
		return nil
	}
	return v.m.argList(v.Row().Args, 0)
}

// Value is v's constant value if debug info keeps one.
func (v Variable) Value() Const { return v.Row().Value }

// Origin is where v was declared.
func (v Variable) Origin() Origin { return v.Row().Origin }

// Linkable reports whether a link can bind other objects to a symbol; exports
// says that its image exports symbols at run time, which then are all that it
// offers. Hidden symbols are offered: a link makes those of what it joins local,
// so that global ones are of relocatable objects (ELF gABI, Symbol Visibility).
func (r SymbolRow) Linkable(exports bool) bool {
	switch {
	case r.Flags&SymUndefined != 0 || r.Binding == BindLocal || r.Visibility == VisInternal:
		return false
	case r.Flags&SymExported != 0:
		return true
	}
	return !exports
}
