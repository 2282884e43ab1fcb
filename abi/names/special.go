package names

import (
	"strconv"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// VTable writes the name of a class's virtual table.
func (w *Namer) VTable(t abi.Type) Name { return w.ofType(ast.VTable, t) }

// VTT writes the name of the table of virtual tables of a class with virtual
// bases.
func (w *Namer) VTT(t abi.Type) Name { return w.ofType(ast.VTT, t) }

// TypeInfo writes the name of the std::type_info object of any type.
func (w *Namer) TypeInfo(t abi.Type) Name { return w.ofType(ast.TypeInfo, t) }

// TypeInfoName writes the name of the string that a type_info object refers to.
func (w *Namer) TypeInfoName(t abi.Type) Name { return w.ofType(ast.TypeInfoName, t) }

func (w *Namer) ofType(k ast.SpecialKind, t abi.Type) Name {
	p := w.typ(t)
	return w.write(&ast.Node{Kind: ast.Special, N: int64(k), Elem: p.n}, p.d)
}

// ConstructionVTable writes the name of the virtual table that a class uses
// for a base at a byte offset while it is constructed.
func (w *Namer) ConstructionVTable(t, base abi.Type, offset int64) Name {
	p, b := w.typ(t), w.typ(base)
	return w.write(&ast.Node{Kind: ast.Special, N: int64(ast.ConstructionVTable), Elem: p.n, Text: strconv.FormatInt(offset, 10), Kids: []*ast.Node{b.n}}, p.d|b.d)
}

// Guard writes the name of the guard of a variable that is initialised when it
// is first used: an inline variable, a static member of a template.
func (w *Namer) Guard(v abi.Variable) Name {
	p := w.variable(v)
	return w.write(&ast.Node{Kind: ast.Special, N: int64(ast.Guard), Scope: p.n.Scope}, p.d)
}

// Thunk writes the name of the entry of a virtual function that adjusts this
// by a fixed number of bytes (Itanium C++ ABI §5.1.4.2, <call-offset>).
func (w *Namer) Thunk(f abi.Function, v abi.Variant, adjust int64) Name {
	return w.thunk(ast.NonVirtualThunk, "h"+offsetText(adjust)+"_", f, v)
}

// VirtualThunk writes the name of the entry that also adjusts by what the
// virtual table holds at a byte offset.
func (w *Namer) VirtualThunk(f abi.Function, v abi.Variant, adjust, vcall int64) Name {
	return w.thunk(ast.VirtualThunk, "v"+offsetText(adjust)+"_"+offsetText(vcall)+"_", f, v)
}

func (w *Namer) thunk(k ast.SpecialKind, offsets string, f abi.Function, v abi.Variant) Name {
	p := w.function0(f, v)
	if p.d&NoexceptType != 0 && beforeCxx17(w.m, f.Origin()) {
		p.d &^= NoexceptType
	}
	return w.write(&ast.Node{Kind: ast.Special, N: int64(k), Text: offsets, Scope: p.n}, p.d)
}

func offsetText(n int64) string {
	if n < 0 {
		return "n" + strconv.FormatInt(n, 10)[1:]
	}
	return strconv.FormatInt(n, 10)
}
