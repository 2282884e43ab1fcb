package load

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// called reports whether a declaration names a function and says nothing else
// about it. g++ writes such entries late, for functions that optimised code
// calls, whatever their parameters and results. The declaration of a function
// without parameters and result looks the same: a definition that completes it
// tells.
func called(c ref) bool {
	const more = 1<<sObjPtr | 1<<sType | 1<<sAccess | 1<<sVirtuality | 1<<sArtificial | 1<<sSpec | 1<<sOrigin
	if c.wanted()&more != 0 || !c.has(sLinkage) || !c.flag(sDeclaration) {
		return false
	}
	if !c.u.gcc && c.u.entry(0).tag() != dwarf.TagPartialUnit { // which dwz makes, without a producer
		return false
	}
	if p := c.parent(); isClass(p) && !p.flag(sDeclaration) {
		return false // a private static member function
	}
	empty := true
	c.each(func(ref) { empty = false })
	return empty
}

// assembler reports whether a unit was written in assembly: the assembler
// describes its functions by name and address only.
func assembler(u *unit) bool { return u.lang == 0x8001 } // DW_LANG_Mips_Assembler

// resolver reports whether an entry is of code that finds an indirect function
// of the same name: callers of the symbol reach what it finds
// (STT_GNU_IFUNC, GNU gABI extensions). Its type is not the function's.
func (l *loader) resolver(r ref) bool {
	if !l.syms.indirect {
		return false
	}
	low, ok := r.entry()
	return ok && l.syms.indirectAt(symAddr{r.u.im.Name, low}, r.bytes(sName))
}

// call is a description of a function that only names it.
type call struct {
	decl  ref
	class *members // of a member
}

// settleCalls makes a function of each that is called and that no unit
// describes. What its parameters and result are is not known.
func (l *loader) settleCalls() {
	if len(l.calls) == 0 {
		return
	}
	type symbol struct {
		name  abi.StrID
		owner abi.TypeID
	}
	known := map[symbol]abi.FuncID{}
	for id := abi.FuncID(1); int(id) <= l.funcs.n; id++ {
		row := &l.funcs.at(id).row
		name := row.Linkage
		if name == 0 && row.Owner == 0 && row.Flags&abi.FuncExternal != 0 {
			name = row.Name // a C function
		}
		if k := (symbol{name, row.Owner}); known[k] == 0 {
			known[k] = id
		}
	}
	for _, c := range l.calls {
		k := symbol{name: l.b.Bytes(c.decl.bytes(sLinkage))}
		if k.name == 0 {
			k.name = l.b.Bytes(c.decl.bytes(sName))
		}
		if c.class != nil {
			k.owner = c.class.id
		}
		asm := assembler(c.decl.u)
		if id := known[k]; id != 0 {
			if asm && c.decl.flag(sExternal) {
				l.define(l.funcs.at(id), c.decl) // what a C unit declares
			}
			continue
		}
		f := l.declare(c.decl, k.owner)
		if f == nil {
			continue
		}
		known[k] = f.id
		f.row.Flags |= abi.FuncParamsLost
		if asm {
			l.define(f, c.decl)
		}
		if c.class != nil {
			c.class.list(f, access(c.decl, defaultAccess(naming(c.decl))))
		}
	}
	l.calls = nil
}

// list takes a function among the members of a class.
func (own *members) list(f *function, a abi.Access) {
	f.row.Access = a
	if !f.listed {
		f.listed = true
		own.rec.Methods = append(own.rec.Methods, f.id)
	}
}
