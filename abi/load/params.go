package load

import (
	"slices"
	"strings"

	"github.com/ianlancetaylor/demangle"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/mangle"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// nameParams gives parameters that a declaration left unnamed the names of the
// definition.
func (l *loader) nameParams(f *function, r ref) {
	params := l.b.ParamRows(f.row.Params)
	if !slices.ContainsFunc(params, func(p abi.ParamRow) bool { return p.Name == 0 && p.Flags&abi.ParamArtificial == 0 }) {
		return
	}
	var names [][]byte
	var take func(p ref)
	take = func(p ref) {
		switch p.tag() {
		case dwarf.TagGNUFormalParameterPack:
			p.each(take)
		case dwarf.TagFormalParameter:
			if !p.flag(sArtificial) && !spec(p).flag(sArtificial) {
				names = append(names, typeName(p))
			}
		}
	}
	r.each(take)
	i := 0
	for j := range params {
		if params[j].Flags&abi.ParamArtificial != 0 {
			continue
		}
		if i < len(names) && params[j].Name == 0 {
			params[j].Name = l.b.Bytes(names[i])
		}
		i++
	}
}

// complete gives a member function the parameters of r, its definition or another
// declaration, where the declaration that it was made from has none at all: g++'s
// skeletons of classes that stand in type units leave them out, and tools may lose
// the unit.
func (l *loader) complete(f *function, r ref) {
	decl := spec(r)
	if f.row.Owner == 0 || f.row.This != 0 || f.row.Params.N != 0 || r == decl && f.row.Flags&abi.FuncParamsLost == 0 {
		return
	}
	if bareMember(r) {
		return
	}
	f.row.Flags &^= abi.FuncParamsLost
	ps := l.params(r, f.row.Owner, 0, entityName(decl), nil)
	if ps.this == 0 && len(ps.rows) == 0 {
		return
	}
	f.row.This, f.row.Params = ps.this, l.b.Params(ps.rows)
	if ps.this != 0 {
		f.row.Flags = f.row.Flags&^abi.FuncStatic | l.thisFlags(ps.this)
	}
	if ps.dots {
		f.row.Flags |= abi.FuncVariadic
	}
}

// bareMember reports whether a member function is declared by g++ in a class that
// is described elsewhere, without parameters: that it has none is not said.
func bareMember(c ref) bool {
	class := c.parent()
	if !class.ok() || !c.u.gcc || c.has(sObjPtr) || !class.flag(sDeclaration) || class.target(sSignature).ok() {
		return false
	}
	return len(formals(c)) == 0
}

// checkParams compares the number of parameters of a definition that is its
// own declaration with its mangled name: clang 15 at -O0 leaves out unused
// parameters that are passed by address.
func (l *loader) checkParams(f *function, symbol string) {
	n, ok := mangledParams(symbol)
	if !ok {
		return
	}
	own := 0
	for _, p := range l.b.ParamRows(f.row.Params) {
		if p.Flags&abi.ParamArtificial == 0 {
			own++
		}
	}
	if n > own {
		f.row.Flags |= abi.FuncParamsLost
	}
}

// mangledType is the type of a function that an Itanium name encodes, nil if
// it encodes none.
func mangledType(symbol string) *demangle.FunctionType {
	if len(symbol) > 4096 {
		return nil
	}
	name, err := demangle.ToAST(symbol, demangle.NoClones)
	if err != nil {
		return nil
	}
	typed, ok := name.(*demangle.Typed)
	if !ok {
		return nil
	}
	var fn *demangle.FunctionType
	switch t := typed.Type.(type) {
	case *demangle.FunctionType:
		fn = t
	case *demangle.MethodWithQualifiers:
		fn, _ = t.Method.(*demangle.FunctionType)
	}
	return fn
}

// mangledParams counts the parameters that a name encodes.
func mangledParams(symbol string) (int, bool) {
	if strings.HasPrefix(symbol, "?") {
		sym, err := mangle.Parse(symbol)
		if err != nil || sym.Root.Elem == nil || sym.Root.Elem.Kind != ast.Function || sym.Root.Elem.Flags&ast.NoParams != 0 {
			return 0, false
		}
		return len(sym.Root.Elem.Kids), true
	}
	fn := mangledType(symbol)
	if fn == nil {
		return 0, false
	}
	n := 0
	for _, a := range fn.Args {
		if b, ok := a.(*demangle.BuiltinType); ok && (b.Name == "void" || b.Name == "...") {
			continue
		}
		switch pack := a.(type) {
		case *demangle.PackExpansion:
			return 0, false
		case *demangle.ExprList: // a pack taken apart
			n += len(pack.Exprs)
		default:
			n++
		}
	}
	return n, true
}
