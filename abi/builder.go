package abi

import (
	"fmt"
	"hash/maphash"
	"sort"
	"unsafe"
)

// Builder collects rows and makes a [Model]. Ids are handed out in order, so
// equal input gives an equal model. A Builder belongs to one goroutine.
//
// References may point forward: [Builder.NewType] hands out an id whose row is
// filled by a later Set call. Ids that never get a row become KindUnsupported.
type Builder struct {
	m     Model
	strs  interner
	funcs int // ids handed out
}

// NewBuilder starts a model for a target.
func NewBuilder(t Target) *Builder {
	b := &Builder{strs: newInterner()}
	b.m.target = t
	b.m.nodes = make([]Node, 1)
	b.m.typeOrigin = make([]Origin, 1)
	b.m.records = []RecordRow{{VptrOff: -1}}
	b.m.enums = make([]EnumRow, 1)
	b.m.sigs = make([]SigRow, 1)
	b.m.scopes = make([]ScopeRow, 1)
	b.m.funcs = []FuncRow{{VSlot: -1}}
	b.m.vars = make([]VarRow, 1)
	b.m.symbols = make([]SymbolRow, 1)
	b.m.units = make([]UnitRow, 1)
	return b
}

// SetTarget replaces the target.
func (b *Builder) SetTarget(t Target) { b.m.target = t }

// SetElsewhere makes the model one of what the declarations are on another target,
// where nobody knows which compiler builds them.
func (b *Builder) SetElsewhere(t Target) { b.m.target, b.m.elsewhere = t, true }

// Str interns a string.
func (b *Builder) Str(s string) StrID { return b.strs.add(maphash.String(b.strs.seed, s), s) }

// Bytes interns a string.
func (b *Builder) Bytes(s []byte) StrID {
	if len(s) == 0 {
		return 0
	}
	return b.strs.add(maphash.Bytes(b.strs.seed, s), unsafe.String(&s[0], len(s)))
}

// NewType reserves a type id.
func (b *Builder) NewType() TypeID {
	b.m.nodes = append(room(b.m.nodes, 1), Node{})
	b.m.typeOrigin = append(room(b.m.typeOrigin, 1), Origin{})
	return TypeID(len(b.m.nodes) - 1)
}

// DropType takes back the id that NewType handed out last; it is false if
// another one was handed out since. Nothing may refer to the id.
func (b *Builder) DropType(id TypeID) bool {
	if int(id) != len(b.m.nodes)-1 || id == 0 {
		return false
	}
	b.m.nodes, b.m.typeOrigin = b.m.nodes[:id], b.m.typeOrigin[:id]
	return true
}

// Node is a type's node as it is so far.
func (b *Builder) Node(id TypeID) Node { return b.m.nodes[id] }

// AddType adds a node that needs no side row.
func (b *Builder) AddType(n Node, o Origin) TypeID {
	id := b.NewType()
	b.SetType(id, n, o)
	return id
}

// SetType fills a reserved id.
func (b *Builder) SetType(id TypeID, n Node, o Origin) {
	b.m.nodes[id], b.m.typeOrigin[id] = n, o
}

// Record is the side data of a record, as a Builder takes it.
type Record struct {
	Fields  []FieldRow
	Bases   []BaseRow
	Methods []FuncID
	Statics []VarID
	Args    []ArgRow // packs through Builder.Pack
	VHolder TypeID
	VptrOff int32 // -1 = no own vptr
}

// SetRecord fills a reserved id with a record.
func (b *Builder) SetRecord(id TypeID, n Node, o Origin, r Record) {
	n.Side = uint32(len(b.m.records))
	b.m.records = append(b.m.records, RecordRow{
		Fields: add(&b.m.fields, r.Fields), Bases: add(&b.m.bases, r.Bases), Methods: add(&b.m.methods, r.Methods),
		Statics: add(&b.m.statics, r.Statics), Args: add(&b.m.args, r.Args), VHolder: r.VHolder, VptrOff: r.VptrOff,
	})
	b.SetType(id, n, o)
}

// Pack stores template arguments: those of a parameter pack, or of a function
// for its row.
func (b *Builder) Pack(args []ArgRow) Range { return add(&b.m.args, args) }

// SetEnum fills a reserved id with an enumeration.
func (b *Builder) SetEnum(id TypeID, n Node, o Origin, values []EnumeratorRow) {
	n.Side = uint32(len(b.m.enums))
	b.m.enums = append(b.m.enums, EnumRow{add(&b.m.values, values)})
	b.SetType(id, n, o)
}

// SetFunc fills a reserved id with a function type.
func (b *Builder) SetFunc(id TypeID, n Node, o Origin, params []TypeID, this TypeID, cc CallConv) {
	n.Side = uint32(len(b.m.sigs))
	b.m.sigs = append(b.m.sigs, SigRow{add(&b.m.sigParams, params), this, cc})
	b.SetType(id, n, o)
}

// AddScope adds a scope.
func (b *Builder) AddScope(s ScopeRow) ScopeID {
	b.m.scopes = append(room(b.m.scopes, 1), s)
	return ScopeID(len(b.m.scopes) - 1)
}

// SetScope replaces a scope's row.
func (b *Builder) SetScope(id ScopeID, s ScopeRow) { b.m.scopes[id] = s }

// NewFunc reserves a function id.
func (b *Builder) NewFunc() FuncID {
	b.funcs++
	return FuncID(b.funcs)
}

// SetFunction fills a reserved id; the ranges of f are set from the slices.
func (b *Builder) SetFunction(id FuncID, f FuncRow, params []ParamRow, args []ArgRow, syms []FuncSymbol) {
	f.Params, f.Args, f.Symbols = b.Params(params), b.Pack(args), b.FuncSymbols(syms)
	b.SetFuncRow(id, f)
}

// Params stores the parameters of a function, for its row.
func (b *Builder) Params(rows []ParamRow) Range { return add(&b.m.params, rows) }

// ParamRows are parameters that were stored. They may be changed, until more
// are stored.
func (b *Builder) ParamRows(r Range) []ParamRow { return b.m.params[r.Lo : r.Lo+r.N] }

// FuncSymbols stores the symbols of a function, for its row.
func (b *Builder) FuncSymbols(syms []FuncSymbol) Range { return add(&b.m.funcSyms, syms) }

// SetFuncRow fills a reserved id with a row whose ranges are set.
func (b *Builder) SetFuncRow(id FuncID, f FuncRow) {
	b.growFuncs()
	b.m.funcs[id] = f
}

// growFuncs makes the rows of the ids that were reserved.
func (b *Builder) growFuncs() {
	n := len(b.m.funcs)
	if n > b.funcs {
		return
	}
	b.m.funcs = room(b.m.funcs, b.funcs+1-n)[:b.funcs+1]
	for i := n; i <= b.funcs; i++ {
		b.m.funcs[i] = FuncRow{VSlot: -1}
	}
}

// Expect makes room for strings of text bytes in all, and for types: tables
// that are large from the start need not be copied as they grow. What is not
// used takes no memory.
func (b *Builder) Expect(text, types int) {
	b.strs.text = room(b.strs.text, text)
	b.m.nodes, b.m.typeOrigin = room(b.m.nodes, types), room(b.m.typeOrigin, types)
}

// AddFunction adds a function.
func (b *Builder) AddFunction(f FuncRow, params []ParamRow, args []ArgRow, syms []FuncSymbol) FuncID {
	id := b.NewFunc()
	b.SetFunction(id, f, params, args, syms)
	return id
}

// NewVar reserves a variable id.
func (b *Builder) NewVar() VarID {
	b.m.vars = append(room(b.m.vars, 1), VarRow{})
	return VarID(len(b.m.vars) - 1)
}

// SetVar fills a reserved variable id.
func (b *Builder) SetVar(id VarID, v VarRow, args []ArgRow) {
	v.Args = add(&b.m.args, args)
	b.m.vars[id] = v
}

// AddSymbol adds a symbol.
func (b *Builder) AddSymbol(s SymbolRow) SymID {
	b.m.symbols = append(room(b.m.symbols, 1), s)
	return SymID(len(b.m.symbols) - 1)
}

// AddUnit adds a unit.
func (b *Builder) AddUnit(u UnitRow) UnitID {
	b.m.units = append(b.m.units, u)
	return UnitID(len(b.m.units) - 1)
}

// SetUnit replaces a unit's row.
func (b *Builder) SetUnit(id UnitID, u UnitRow) { b.m.units[id] = u }

// AddAlias adds a using-declaration, using-directive or namespace alias.
func (b *Builder) AddAlias(a AliasRow) { b.m.aliases = append(b.m.aliases, a) }

// AddMacro adds a macro.
func (b *Builder) AddMacro(r MacroRow) { b.m.macros = append(b.m.macros, r) }

// AddIssue records something that was not taken as it is.
func (b *Builder) AddIssue(i Issue) { b.m.issues = append(b.m.issues, i) }

// Finish checks every id and range and returns the model. The builder must
// not be used afterwards. An id out of range is a broken invariant of the
// caller and reported as an error, so that no reader has to check again.
func (b *Builder) Finish() (*Model, error) {
	m := &b.m
	b.growFuncs()
	m.offs = b.strs.offs
	m.text = unsafe.String(unsafe.SliceData(b.strs.text), len(b.strs.text)) // nobody writes to it again
	b.strs = interner{}
	for i := range m.nodes {
		if i > 0 && m.nodes[i].Kind == KindNone {
			m.nodes[i].Kind = KindUnsupported
		}
	}
	sort.SliceStable(m.macros, func(i, j int) bool { return m.Str(m.macros[i].Name) < m.Str(m.macros[j].Name) })
	if err := m.check(); err != nil {
		return nil, err
	}
	return m, nil
}

func add[T any](dst *[]T, src []T) Range {
	if len(src) == 0 {
		return Range{}
	}
	r := Range{uint32(len(*dst)), uint32(len(src))}
	*dst = append(room(*dst, len(src)), src...)
	return r
}

// room makes room for n more rows. Tables double: append's quarter more copies
// each row of a large one several times. A table of its own, unlike one that
// append or slices.Grow makes, is not cleared when memory comes fresh from the
// system: what is never used takes none.
func room[T any](s []T, n int) []T {
	if len(s)+n <= cap(s) {
		return s
	}
	bigger := make([]T, len(s), len(s)+max(n, len(s)))
	copy(bigger, s)
	return bigger
}

// check verifies that every id and range of the model is in bounds.
func (m *Model) check() error {
	var err error
	bad := func(what string, i int) {
		if err == nil {
			err = fmt.Errorf("abi: %s %d refers outside of the model", what, i)
		}
	}
	typ := func(id TypeID) bool { return int(id) < len(m.nodes) }
	str := func(id StrID) bool { return int(id)+1 < len(m.offs) }
	scope := func(id ScopeID) bool { return int(id) < len(m.scopes) }
	in := func(r Range, n int) bool { return uint64(r.Lo)+uint64(r.N) <= uint64(n) }
	for i, n := range m.nodes {
		ok := typ(n.Elem) && str(n.Name) && scope(n.Scope)
		switch {
		case n.Kind.IsRecord():
			ok = ok && int(n.Side) < len(m.records)
		case n.Kind == KindEnum:
			ok = ok && int(n.Side) < len(m.enums)
		case n.Kind == KindFunc:
			ok = ok && int(n.Side) < len(m.sigs)
		case n.Kind == KindMemberPointer:
			ok = ok && typ(TypeID(n.Side))
		}
		if !ok || n.Kind >= numKinds {
			bad("type", i)
		}
	}
	for i, r := range m.records {
		if !in(r.Fields, len(m.fields)) || !in(r.Bases, len(m.bases)) || !in(r.Methods, len(m.methods)) ||
			!in(r.Statics, len(m.statics)) || !in(r.Args, len(m.args)) || !typ(r.VHolder) {
			bad("record", i)
		}
	}
	for i, f := range m.fields {
		if !typ(f.Type) || !str(f.Name) || !str(f.Default) {
			bad("field", i)
		}
	}
	for i, x := range m.bases {
		if !typ(x.Type) {
			bad("base", i)
		}
	}
	for i, id := range m.methods {
		if int(id) >= len(m.funcs) {
			bad("method", i)
		}
	}
	for i, id := range m.statics {
		if int(id) >= len(m.vars) {
			bad("static member", i)
		}
	}
	for i, a := range m.args {
		if !typ(a.Type) || !str(a.Name) || !str(a.Text) || !str(a.Value.Text) || !in(a.Pack, len(m.args)) {
			bad("template argument", i)
		}
	}
	for i, e := range m.enums {
		if !in(e.Values, len(m.values)) {
			bad("enum", i)
		}
	}
	for i, v := range m.values {
		if !str(v.Name) {
			bad("enumerator", i)
		}
	}
	for i, s := range m.sigs {
		if !in(s.Params, len(m.sigParams)) || !typ(s.This) {
			bad("signature", i)
		}
	}
	for i, p := range m.sigParams {
		if !typ(p) {
			bad("signature parameter", i)
		}
	}
	for i, s := range m.scopes {
		if !scope(s.Parent) || !str(s.Name) || !typ(s.Type) || int(s.Func) >= len(m.funcs) || int(s.Unit) >= len(m.units) {
			bad("scope", i)
		}
	}
	for i, f := range m.funcs {
		if !str(f.Name) || !str(f.Linkage) || !scope(f.Scope) || !typ(f.Owner) || !typ(f.This) || !typ(f.Result) || !typ(f.VTable) ||
			!in(f.Params, len(m.params)) || !in(f.Args, len(m.args)) || !in(f.Symbols, len(m.funcSyms)) || !str(f.Origin.File) || int(f.Origin.Unit) >= len(m.units) {
			bad("function", i)
		}
	}
	for i, p := range m.params {
		if !typ(p.Type) || !str(p.Name) || !str(p.Default) {
			bad("parameter", i)
		}
	}
	for i, s := range m.funcSyms {
		if int(s.Sym) >= len(m.symbols) {
			bad("function symbol", i)
		}
	}
	for i, v := range m.vars {
		if !str(v.Name) || !str(v.Linkage) || !scope(v.Scope) || !typ(v.Owner) || !typ(v.Type) || int(v.Symbol) >= len(m.symbols) ||
			!str(v.Value.Text) || !in(v.Args, len(m.args)) || !str(v.Origin.File) {
			bad("variable", i)
		}
	}
	for i, s := range m.symbols {
		if !str(s.Name) || !str(s.Version) || !str(s.Section) || !str(s.Image) {
			bad("symbol", i)
		}
	}
	for i, a := range m.aliases {
		if !scope(a.Scope) || !str(a.Name) {
			bad("alias", i)
		}
	}
	return err
}

// NumTypes is one more than the largest type id handed out.
func (b *Builder) NumTypes() int { return len(b.m.nodes) }

// SetSymbol replaces a symbol's row.
func (b *Builder) SetSymbol(id SymID, s SymbolRow) { b.m.symbols[id] = s }

// Text resolves a string that was interned.
func (b *Builder) Text(id StrID) string { return string(b.TextBytes(id)) }

// TextBytes is Text without a copy: the bytes hold until the next string is
// interned, and must not be changed.
func (b *Builder) TextBytes(id StrID) []byte {
	if int(id)+1 >= len(b.strs.offs) {
		return nil
	}
	return b.strs.at(id)
}

// Find is the id of a string if it was interned, 0 otherwise.
func (b *Builder) Find(s []byte) StrID {
	return b.strs.find(maphash.Bytes(b.strs.seed, s), s)
}
