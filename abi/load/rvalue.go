package load

import (
	"bytes"
	"slices"

	"github.com/ianlancetaylor/demangle"

	"github.com/tenon-abi/tenon/abi"
)

// Before DWARF 4 there are no entries for rvalue references, before DWARF 5 no
// attributes for ref-qualifiers. g++ 12 writes T&& as T& there, clang 15 and both
// compilers' ref-qualifiers only with -gstrict-dwarf. Mangled names tell them.

// rvalueParams tells which parameters of a declaration, in order and without
// this, are rvalue references by its mangled name. It is empty where their
// types say so themselves.
func rvalueParams(c ref, linkage []byte) []bool {
	if c.u.u.Version >= 4 || !bytes.HasPrefix(linkage, []byte("_Z")) || bytes.IndexByte(linkage, 'O') < 0 {
		return nil
	}
	fn := mangledType(string(linkage))
	if fn == nil {
		return nil
	}
	var out []bool
	for _, a := range fn.Args {
		args := []demangle.AST{a}
		switch pack := a.(type) {
		case *demangle.PackExpansion:
			return out
		case *demangle.ExprList:
			args = pack.Exprs
		}
		for _, a := range args {
			out = append(out, rvalueType(a))
		}
	}
	return out
}

// rvalueType reports whether a mangled type is an rvalue reference once
// template arguments stand in for parameters ([dcl.ref]/6).
func rvalueType(a demangle.AST) bool {
	r, ok := a.(*demangle.RvalueReferenceType)
	if !ok {
		return false
	}
	base := r.Base
	for range 8 {
		p, ok := base.(*demangle.TemplateParam)
		if !ok || p.Template == nil || p.Index >= len(p.Template.Args) {
			break
		}
		base = p.Template.Args[p.Index]
	}
	_, lvalue := base.(*demangle.ReferenceType)
	return !lvalue
}

// rvalue is the type T&& where an entry says T&.
func (l *loader) rvalue(t abi.TypeID) abi.TypeID {
	if n := l.b.Node(l.plain(t)); n.Kind == abi.KindLValueRef {
		return l.derive(derivedKey{kind: abi.KindRValueRef, elem: n.Elem})
	}
	return t
}

// rvaluesBySymbol does for members without a mangled name, constructors that
// clang describes, what rvalueParams does for others. S(S&) and S(S&&) look like one
// there, of which nothing more is said.
func (l *loader) rvaluesBySymbol(f *function, syms []abi.FuncSymbol) {
	if f.row.Owner == 0 || f.row.Linkage != 0 || len(syms) == 0 || l.unitOf(f).u.Version >= 4 {
		return
	}
	byName := func(s abi.FuncSymbol) []bool {
		return rvalueParams(l.refOf(f.from), l.b.TextBytes(l.syms.rows[s.Sym].Name))
	}
	rvalues := byName(syms[0])
	for _, s := range syms[1:] {
		if !slices.Equal(byName(s), rvalues) {
			f.row.Flags |= abi.FuncParamsLost
			return
		}
	}
	params := l.b.ParamRows(f.row.Params)
	for i := range params {
		if params[i].Flags&abi.ParamArtificial != 0 || len(rvalues) == 0 {
			continue
		}
		if rvalues[0] {
			params[i].Type = l.rvalue(params[i].Type)
		}
		rvalues = rvalues[1:]
	}
}

// refQualifier reads & and && behind a member function's parameters from its
// mangled name: <nested-name> ::= N [<CV-qualifiers>] [<ref-qualifier>] (Itanium
// C++ ABI §5.1.3).
func refQualifier(linkage []byte) abi.FuncFlags {
	rest, ok := bytes.CutPrefix(linkage, []byte("_ZN"))
	if !ok {
		return 0
	}
	for len(rest) > 0 && bytes.IndexByte([]byte("rVK"), rest[0]) >= 0 {
		rest = rest[1:]
	}
	switch {
	case len(rest) == 0:
	case rest[0] == 'R':
		return abi.FuncRefL
	case rest[0] == 'O':
		return abi.FuncRefR
	}
	return 0
}
