package load

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// redeclared compares another description of a C function, whose symbol says
// nothing about its parameters, with the one that was taken first. They should
// be compatible ([dcl.link], C11 §6.7.6.3); where they are not, the definition
// counts, and the difference is an issue.
func (l *loader) redeclared(f *function, c ref, params []abi.ParamRow) {
	if f.row.Owner != 0 || f.row.Linkage != 0 || c.has(sLinkage) || untyped(c.u) || c.u.lang.Foreign() || l.unitOf(f).lang.Foreign() {
		return
	}
	result := l.typeAt(c, sType)
	defines := c.has(sLowPC) || c.has(sRanges)
	known := l.b.ParamRows(f.row.Params)
	if said := f.row.Flags&abi.FuncUnprototyped == 0 || len(known) > 0; !said || unprototyped(c) && len(params) == 0 {
		if !said && !l.defined(f) && (defines || !unprototyped(c)) {
			l.redefine(f, c, params) // the declaration without a prototype said nothing
		}
		return
	}
	what := ""
	switch {
	case len(params) != len(known):
		what = fmt.Sprintf("%d parameters and %d", len(known), len(params))
	case !l.compatible(f.row.Result, result, 0):
		what = "different results"
	default:
		for i := range params {
			if !l.compatible(known[i].Type, params[i].Type, 0) {
				what = fmt.Sprintf("different types of parameter %d", i+1)
				break
			}
		}
	}
	if what == "" {
		return
	}
	l.differs(f, c, what)
	if defines && !l.defined(f) {
		l.redefine(f, c, params)
	}
}

// agree reports whether a declaration has the parameters of a function, as far
// as a caller can see.
func (l *loader) agree(f *function, ps parameters) bool {
	known := l.b.ParamRows(f.row.Params)
	if len(known) != len(ps.rows) || (f.row.Flags&abi.FuncVariadic != 0) != ps.dots {
		return false
	}
	for i := range ps.rows {
		if !l.compatible(known[i].Type, ps.rows[i].Type, 0) {
			return false
		}
	}
	return true
}

// settle gives a function the types that the unit of its definition states. A
// mangled name says nothing about the result, and of classes it says the name
// only: another unit may have declared something else (an ODR violation,
// [basic.def.odr]). Whole is whether the symbol table knows the definition, which
// then is the one that counts.
func (l *loader) settle(f *function, r ref, whole bool) {
	decl := spec(r)
	if untyped(decl.u) {
		return // it says nothing about types
	}
	if t, ok := l.deducedType(r); ok {
		f.row.Result = t
	} else if !f.sure && f.from != spotOf(decl) {
		name := entityName(decl)
		if len(name) == 0 {
			return
		}
		linkage := decl.bytes(sLinkage)
		ps := l.params(decl, f.row.Owner, l.inCharge(decl, f.row.Owner, linkage), name, linkage)
		result, known := l.typeAt(decl, sType), l.b.ParamRows(f.row.Params)
		if len(ps.rows) != len(known) {
			return // a function of C, of which redeclared has said so
		}
		what := ""
		if !l.alike(f.row.Result, result) {
			if !l.compatible(f.row.Result, result, 0) {
				what = "different results"
			}
			f.row.Result = result
		}
		for i := range known {
			if t := ps.rows[i].Type; !l.alike(l.plain(known[i].Type), l.plain(t)) {
				if what == "" && !l.compatible(known[i].Type, t, 0) {
					what = fmt.Sprintf("different types of parameter %d", i+1)
				}
				known[i].Type = t
			}
		}
		if what != "" {
			l.differs(f, decl, what)
		}
	}
	f.sure = f.sure || whole
}

// sameResult compares the result of another description of a function, about
// which its mangled name says nothing.
func (l *loader) sameResult(f *function, c ref) {
	if !c.has(sDeclFile) {
		return // g++'s own idea of a library function
	}
	if t := l.typeAt(c, sType); t != f.row.Result && !l.compatible(f.row.Result, t, 0) {
		l.differs(f, c, "different results")
	}
}

// promoted is the type in which an argument of a function without a prototype
// travels: a float as double, what is narrower than int as int (C17 §6.5.2.2,
// §6.9.1). Its definition names the type that it has inside.
func (l *loader) promoted(t abi.TypeID) abi.TypeID {
	n := l.b.Node(t)
	for range maxTypeDepth {
		if n.Kind != abi.KindTypedef && !n.Kind.IsQualifier() && n.Kind != abi.KindEnum {
			break
		}
		n = l.b.Node(n.Elem)
	}
	switch {
	case n.Kind != abi.KindBase:
	case n.Enc == abi.EncFloat && n.Size == 4:
		return l.scalar(abi.Node{Kind: abi.KindBase, Enc: abi.EncFloat, Size: 8, Name: l.b.Str("double")})
	case n.Size < 4 && (n.Enc == abi.EncBool || n.Enc == abi.EncSigned || n.Enc == abi.EncUnsigned || n.Enc == abi.EncCharSigned || n.Enc == abi.EncCharUnsigned || n.Enc == abi.EncUTF):
		return l.scalar(abi.Node{Kind: abi.KindBase, Enc: abi.EncSigned, Size: 4, Name: l.b.Str("int")})
	}
	return t
}

// joinNamespaces gives declarations of C functions the types of the definition
// that stands in another namespace: functions of one name with C linkage are one
// function ([dcl.link]).
func (l *loader) joinNamespaces() {
	c := func(f *function) bool { // what Rust defines is compared with it by others
		u := l.unitOf(f)
		return (u.lang.C() || u.lang.Cxx()) && f.row.Linkage == 0 && f.row.Owner == 0 && f.row.Flags&abi.FuncExternal != 0 && len(l.syms.called(f.row.Name)) > 0
	}
	definitions := map[abi.StrID]*function{}
	for id := range l.funcs.n {
		if f := l.funcs.at(abi.FuncID(id + 1)); l.defined(f) && c(f) {
			definitions[f.row.Name] = f
		}
	}
	var named []*function // declared, and defined under another name or not at all
	for id := range l.funcs.n {
		f := l.funcs.at(abi.FuncID(id + 1))
		d := definitions[f.row.Name]
		if l.defined(f) || !c(f) {
			continue
		}
		if d == nil {
			named = append(named, f)
			continue
		}
		ps := parameters{rows: l.b.ParamRows(d.row.Params), dots: d.row.Flags&abi.FuncVariadic != 0}
		if !l.agree(f, ps) {
			l.differs(f, l.refOf(d.from), "different parameters")
		} else if !l.compatible(f.row.Result, d.row.Result, 0) {
			l.differs(f, l.refOf(d.from), "different results")
		}
		f.row.Params, f.row.Result = d.row.Params, d.row.Result
		f.row.Flags = f.row.Flags&^abi.FuncVariadic | d.row.Flags&abi.FuncVariadic
	}
	l.joinAliases(named)
}

// joinAliases gives declarations of C functions the types of what their symbols
// name, if that was defined under another name and is something else: the code
// is the definition's.
func (l *loader) joinAliases(named []*function) {
	at := map[symAddr][]*function{}
	for _, f := range named {
		for _, s := range l.syms.called(f.row.Name) {
			if !l.syms.undefined(s) && l.syms.rows[s].Kind == abi.SymFunc {
				at[symAddr{l.syms.from[s].im.Name, l.syms.rows[s].Value}] = nil
			}
		}
	}
	for id := range l.funcs.n {
		f := l.funcs.at(abi.FuncID(id + 1))
		for _, a := range l.bodies[f.body].addrs {
			if _, ok := at[a]; ok && f.row.Owner == 0 && f.row.Flags&abi.FuncParamsLost == 0 {
				at[a] = append(at[a], f)
			}
		}
	}
	for _, f := range named {
		other := l.another(f, at)
		if other == nil || f.row.Flags&abi.FuncParamsLost != 0 {
			continue
		}
		const kinds = abi.FuncVariadic | abi.FuncUnprototyped
		l.differs(f, l.refOf(other.from), "another type than what its symbol names")
		f.row.Params, f.row.Result = other.row.Params, other.row.Result
		f.row.Flags = f.row.Flags&^kinds | other.row.Flags&kinds
	}
}

// another is what the symbols of a declared function name, if no definition there
// is what was declared.
func (l *loader) another(f *function, at map[symAddr][]*function) (other *function) {
	for _, s := range l.syms.called(f.row.Name) {
		r := &l.syms.rows[s]
		if r.Version != 0 && r.Flags&abi.SymDefaultVersion == 0 {
			continue
		}
		for _, d := range at[symAddr{l.syms.from[s].im.Name, r.Value}] {
			ps := parameters{rows: l.b.ParamRows(d.row.Params), dots: d.row.Flags&abi.FuncVariadic != 0}
			if f.row.Flags&abi.FuncUnprototyped == 0 && l.agree(f, ps) && l.compatible(f.row.Result, d.row.Result, 0) {
				return nil
			}
			other = d
		}
	}
	return other
}

// differs reports, once, that descriptions of a function differ.
func (l *loader) differs(f *function, c ref, what string) {
	if f.torn {
		return
	}
	f.torn = true
	name := l.b.Text(f.row.Name)
	l.issues = append(l.issues, abi.Issue{Code: "odr", Severity: abi.Warning, Entity: name, File: c.u.im.Name, Offset: c.off(),
		Message: fmt.Sprintf("%s() is declared with %s: %s and %s", name, what, l.place(l.refOf(f.from)), l.place(c))})
}

// redefine takes a definition's description of a function for the one of a
// declaration.
func (l *loader) redefine(f *function, c ref, params []abi.ParamRow) {
	f.row.Params, f.row.Result, f.row.Origin = l.b.Params(params), l.typeAt(c, sType), l.origin(c)
	f.row.Flags &^= abi.FuncVariadic | abi.FuncUnprototyped
	if unprototyped(c) {
		f.row.Flags |= abi.FuncUnprototyped
	}
	c.each(func(p ref) {
		if p.tag() == dwarf.TagUnspecifiedParameters && (len(params) > 0 || !unprototyped(c)) {
			f.row.Flags |= abi.FuncVariadic
		}
	})
}

// alike reports whether two types are one but for names of typedefs.
func (l *loader) alike(a, b abi.TypeID) bool {
	for range maxTypeDepth {
		x, y := l.b.Node(a), l.b.Node(b)
		switch {
		case a == b:
			return true
		case a == 0 || b == 0:
			return false
		case x.Kind == abi.KindTypedef:
			a = x.Elem
		case y.Kind == abi.KindTypedef:
			b = y.Elem
		case x.Kind == y.Kind && (x.Kind.IsQualifier() || x.Kind == abi.KindPointer || x.Kind.IsReference()):
			a, b = x.Elem, y.Elem
		default:
			return false
		}
	}
	return false
}

// compatible reports whether two types are the same to a caller: names of
// typedefs and qualifiers don't count, and what is only declared in one unit
// may be what another defines.
func (l *loader) compatible(a, b abi.TypeID, depth int) bool {
	for range maxTypeDepth { // typedefs may lead in a circle
		x, y := l.b.Node(a), l.b.Node(b)
		switch {
		case a == b || depth > 8:
			return true
		case x.Kind == abi.KindTypedef || x.Kind.IsQualifier():
			a = x.Elem
		case y.Kind == abi.KindTypedef || y.Kind.IsQualifier():
			b = y.Elem
		case x.Kind.IsRecord() && y.Kind.IsRecord(), x.Kind == abi.KindEnum && y.Kind == abi.KindEnum:
			return x.Name == y.Name || x.Name == 0 || y.Name == 0
		case x.Kind != y.Kind:
			return x.Kind == abi.KindUnsupported || y.Kind == abi.KindUnsupported
		case x.Kind == abi.KindBase:
			return x.Size == y.Size && x.Enc == y.Enc
		case x.Kind == abi.KindPointer || x.Kind.IsReference() || x.Kind == abi.KindArray || x.Kind == abi.KindVector:
			if x.Elem == 0 || y.Elem == 0 || x.Kind == abi.KindVector && x.Size != y.Size {
				return x.Elem == y.Elem || x.Kind == abi.KindPointer
			}
			a, b, depth = x.Elem, y.Elem, depth+1
		default:
			return true
		}
	}
	return true
}
