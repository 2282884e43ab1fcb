package snapshot

import (
	"slices"
	"strconv"

	"github.com/tenon-abi/tenon/abi"
)

var indents = [...]string{"", "\t", "\t\t"}

// appendFunc: fn LINKAGE SCOPE NAME RESULT THIS FLAGS MISC PARAMETER...; a
// scope "=" is the class's own. A parameter is "NAME WITNESS TYPE".
func (w *writer) appendFunc(b []byte, id abi.FuncID, depth int) []byte {
	f := w.m.Func(id)
	r := f.Row()
	syms := f.SymbolRows()
	plain := len(syms) == 1 && syms[0].Variant == abi.VariantPlain && r.Linkage != 0 && w.symID[syms[0].Sym] == w.m.Str(r.Linkage)
	from := len(b)
	b = append(append(b, indents[depth]...), "fn"...)
	b = str(b, w.m.Str(r.Linkage))
	b = w.entityScope(b, r.Scope, r.Owner, depth)
	b = str(b, w.m.Str(r.Name))
	b = tab(b)
	if r.Result != 0 {
		b = w.n.appendRef(b, r.Result)
	}
	b = tab(b)
	if r.This != 0 {
		b = w.n.appendRef(b, r.This)
	}
	b = set(b, funcFlagWords, uint64(r.Flags))
	b = w.funcMisc(tab(b), id, r, plain)
	for _, p := range f.ParamRows() {
		b = w.appendParam(tab(b), p)
	}
	b = end(b, from)
	sub := indents[depth+1]
	if depth == 0 && r.Owner != 0 {
		b = append(w.ref(append(append(b, sub...), "owner"...), r.Owner), '\n')
	}
	if r.VTable != 0 {
		b = append(w.ref(append(append(b, sub...), "vtable"...), r.VTable), '\n')
	}
	if !plain {
		for _, s := range syms {
			b = lit(append(append(b, sub...), "sym"...), word(variantWords, int(s.Variant)))
			b = append(str(b, w.symID[s.Sym]), '\n')
		}
	}
	for i, p := range f.ParamRows() {
		if p.Default != 0 {
			b = append(str(num(append(append(b, sub...), "default"...), uint64(i)), w.m.Str(p.Default)), '\n')
		}
	}
	for _, a := range f.ArgRows() {
		b = w.appendArg(b, sub, "arg", a, 0)
	}
	return b
}

// entityScope writes "=" for the scope of the class that a member is in.
func (w *writer) entityScope(b []byte, s abi.ScopeID, owner abi.TypeID, depth int) []byte {
	if r := w.m.Scope(s); depth == 1 && s != 0 && r.Kind == abi.ScopeRecord && r.Type == owner && w.n.scope[w.n.canon[s]] == w.n.typ[owner] {
		return lit(b, "=")
	}
	return w.scopeRef(b, s)
}

// funcMisc writes the rare facts as words: sym (its only symbol is named as
// the linkage name), private, cc=, v= (slot), this=, result= (witnesses), key=.
func (w *writer) funcMisc(b []byte, id abi.FuncID, r abi.FuncRow, plain bool) []byte {
	from := len(b)
	add := func(s string) {
		if len(b) > from {
			b = append(b, ' ')
		}
		b = append(b, s...)
	}
	if plain {
		add("sym")
	}
	if r.Access != 0 {
		add(word(accessWords, int(r.Access)))
	}
	if r.CC != 0 {
		add("cc=")
		b = append(b, word(ccWords_, int(r.CC))...)
	}
	if r.VSlot != -1 {
		add("v=")
		b = strconv.AppendInt(b, int64(r.VSlot), 10)
	}
	if r.ThisLoc != (abi.Loc{}) {
		add("this=")
		b = appendLoc(b, r.ThisLoc)
	}
	if r.ResultLoc != (abi.Loc{}) {
		add("result=")
		b = appendLoc(b, r.ResultLoc)
	}
	if k := w.funcKey[id]; k != "" {
		add("key=")
		b = appendEscaped(b, k) // last: a key may contain spaces
	}
	return b
}

// appendLoc writes a witness: kind letter, "!" if it holds at entry, register.
func appendLoc(b []byte, l abi.Loc) []byte {
	b = append(b, word(locWords, int(l.Kind))...)
	if l.Entry {
		b = append(b, '!')
	}
	if l.Reg != 0 {
		b = strconv.AppendInt(b, int64(l.Reg), 10)
	}
	return b
}

func (w *writer) appendParam(b []byte, p abi.ParamRow) []byte {
	at := len(b)
	b = appendEscaped(b, w.m.Str(p.Name))
	for i := at; i < len(b); i++ {
		if b[i] == ' ' {
			b = slices.Replace(b, i, i+1, '\\', 'x', '2', '0')
		}
	}
	b = appendLoc(append(b, ' '), p.Loc)
	if p.Flags != 0 {
		b = appendFlags(append(b, ':'), paramFlagWords, uint64(p.Flags))
	}
	return w.n.appendRef(append(b, ' '), p.Type)
}

// appendVar: var LINKAGE SCOPE NAME TYPE FLAGS ACCESS ALIGN CONST BITS TEXT
// SYMBOL KEY; a symbol "=" is named as the linkage name.
func (w *writer) appendVar(b []byte, id abi.VarID, depth int) []byte {
	v := w.m.Var(id)
	r := v.Row()
	from := len(b)
	b = append(append(b, indents[depth]...), "var"...)
	b = str(b, w.m.Str(r.Linkage))
	b = w.entityScope(b, r.Scope, r.Owner, depth)
	b = str(b, w.m.Str(r.Name))
	b = w.ref(b, r.Type)
	b = set(b, varFlagWords, uint64(r.Flags))
	b = tab(b)
	if r.Access != 0 {
		b = append(b, word(accessWords, int(r.Access))...)
	}
	b = tab(b)
	if r.Align != 0 {
		b = strconv.AppendUint(b, uint64(r.Align), 10)
	}
	b = tab(b)
	if r.Value.Kind != 0 {
		b = append(b, word(constWords, int(r.Value.Kind))...)
	}
	b = tab(b)
	if r.Value.Bits != 0 {
		b = strconv.AppendUint(b, r.Value.Bits, 10)
	}
	b = str(b, w.m.Str(r.Value.Text))
	b = tab(b)
	if r.Symbol != 0 {
		if s := w.symID[r.Symbol]; s != "" && s == w.m.Str(r.Linkage) {
			b = append(b, '=')
		} else {
			b = appendEscaped(b, s)
		}
	}
	b = str(b, w.varKey[id])
	b = end(b, from)
	sub := indents[depth+1]
	if depth == 0 && r.Owner != 0 {
		b = append(w.ref(append(append(b, sub...), "owner"...), r.Owner), '\n')
	}
	for _, a := range v.ArgRows() {
		b = w.appendArg(b, sub, "arg", a, 0)
	}
	return b
}

// appendSymbol: symbol ID NAME VERSION KIND BINDING VISIBILITY FLAGS SIZE
// SECTION IMAGE; a name "=" is the id. The size of code is left out: it is
// not part of the ABI.
func (w *writer) appendSymbol(b []byte, id abi.SymID) []byte {
	r := w.m.Symbols()[id]
	from := len(b)
	b = str(append(b, "symbol"...), w.symID[id])
	name := w.m.Str(r.Name)
	if name == w.symID[id] && name != "=" {
		b = lit(b, "=")
	} else {
		b = str(b, name)
	}
	b = str(b, w.m.Str(r.Version))
	b = lit(b, word(symKindWords, int(r.Kind)))
	b = lit(b, word(bindWords, int(r.Binding)))
	b = lit(b, word(visWords, int(r.Visibility)))
	b = set(b, symFlagWords, uint64(r.Flags))
	b = tab(b)
	if r.Size != 0 && (r.Kind == abi.SymObject || r.Kind == abi.SymTLS || r.Kind == abi.SymCommon) {
		b = strconv.AppendUint(b, r.Size, 10)
	}
	b = str(b, w.m.Str(r.Section))
	b = tab(b)
	if len(w.images) > 1 && r.Image != 0 {
		b = appendEscaped(b, baseName(w.m.Str(r.Image)))
	}
	return end(b, from)
}

// appendRest writes aliases, macros, units and issues.
func (w *writer) appendRest(b []byte) []byte {
	var lines []string
	add := func(b []byte) { lines = append(lines, string(end(b, 0))) }
	flush := func() {
		slices.Sort(lines)
		for _, l := range lines {
			b = append(b, l...)
		}
		lines = lines[:0]
	}
	for _, a := range w.m.Aliases() {
		l := w.scopeRef([]byte("alias"), a.Scope)
		l = str(l, w.m.Str(a.Name))
		l = lit(l, word(aliasWords, int(a.Kind)))
		add(w.aliasTarget(tab(l), a))
	}
	flush()
	for _, r := range w.m.Macros() {
		add(str(str(str([]byte("macro"), w.m.Str(r.Name)), w.m.Str(r.Params)), w.m.Str(r.Body)))
	}
	flush()
	for i, u := range w.m.Units() {
		if i == 0 {
			continue
		}
		l := str([]byte("unit"), w.m.Str(u.Name))
		l = lit(l, word(compilerWords, int(u.Compiler)))
		l = num(num(num(l, uint64(u.Language)), uint64(u.Version)), flag(u.Optimized)+2*flag(u.Newer))
		l = num(num(l, uint64(u.Declared)), uint64(u.Defined))
		add(str(str(l, baseName(w.m.Str(u.Image))), w.m.Str(u.Producer)))
	}
	flush()
	for _, x := range w.m.Issues() {
		l := str([]byte("issue"), x.Code)
		l = lit(l, word(severityWords, int(x.Severity)))
		add(str(str(str(l, x.Entity), baseName(x.File)), x.Message))
	}
	flush()
	return b
}

func (w *writer) aliasTarget(b []byte, a abi.AliasRow) []byte {
	switch a.Kind {
	case abi.AliasNamespace, abi.AliasDirective:
		if int(a.Target) < w.m.NumScopes() {
			return appendEscaped(b, w.n.scope[w.n.canon[a.Target]])
		}
	case abi.AliasType:
		if int(a.Target) < w.m.NumTypes() {
			return w.n.appendRef(b, abi.TypeID(a.Target))
		}
	case abi.AliasFunction:
		return appendEscaped(b, w.funcKey[abi.FuncID(a.Target)])
	case abi.AliasVariable:
		return appendEscaped(b, w.varKey[abi.VarID(a.Target)])
	}
	return b
}
