package load

import (
	"fmt"
	"strings"

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

// untyped reports whether a unit describes its functions by name and address
// only: it was written in assembly, or compiled with -g1, -gmlt or the like. A
// function without parameters and result would look the same.
func untyped(u *unit) bool {
	return u.lang.Assembly() || u.bare
}

// bare reports whether a unit has functions and lacks their types.
func bare(u *unit) bool {
	level := debugLevel(u.entry(0).str(sProducer))
	doubt := false // until a type is there
	for i := range u.dies {
		r := u.entry(int32(i))
		switch r.tag() {
		case dwarf.TagSubprogram:
		case dwarf.TagCompileUnit, dwarf.TagSkeletonUnit, dwarf.TagNamespace, dwarf.TagVariable, dwarf.TagLexicalBlock, dwarf.TagInlinedSubroutine, dwarf.TagFormalParameter,
			dwarf.TagImportedModule, dwarf.TagImportedDeclaration, dwarf.TagUnspecifiedParameters:
			if r.has(sType) {
				return false
			}
			continue
		default:
			return false // a type
		}
		if r.has(sType) {
			return false
		}
		if !r.has(sLowPC) && !r.has(sRanges) || r.has(sSpec) || r.has(sOrigin) || r.flag(sArtificial) {
			continue // not told, or told elsewhere
		}
		switch {
		case level == 1, !r.has(sDeclLine):
			return true
		case u.lang == abi.LangRust: // with -C debuginfo=1 all else is there; in doubt, it lacks them
			doubt = true
		case level == 0 && u.gcc && !r.flag(sPrototyped): // -gno-record-gcc-switches: in doubt, it lacks them
			doubt = true
		}
	}
	return doubt
}

// debugLevel is the level of the last -g option that gcc records in
// DW_AT_producer, 0 if there is none.
func debugLevel(producer string) int {
	level := 0
	for _, f := range strings.Fields(producer) {
		f = strings.Replace(f, "-ggdb", "-g", 1)
		switch f {
		case "-g":
			level = 2
		case "-g1", "-g2", "-g3":
			level = int(f[2] - '0')
		}
	}
	return level
}

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
	def   ref      // a definition
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
	// Few names are called so, and functions are many.
	names := make([]abi.StrID, len(l.calls))
	wanted := map[abi.StrID]bool{}
	for i, c := range l.calls {
		if names[i] = l.b.Bytes(c.decl.bytes(sLinkage)); names[i] == 0 {
			names[i] = l.b.Bytes(c.decl.bytes(sName))
		}
		wanted[names[i]] = true
	}
	known, linked := map[symbol]abi.FuncID{}, map[abi.StrID]abi.FuncID{}
	for id := abi.FuncID(1); int(id) <= l.funcs.n; id++ {
		row := &l.funcs.at(id).row
		name := row.Linkage
		if name == 0 && row.Owner == 0 && row.Flags&abi.FuncExternal != 0 {
			name = row.Name // a C function
		}
		if !wanted[name] {
			continue
		}
		if k := (symbol{name, row.Owner}); known[k] == 0 {
			known[k] = id
		}
		if row.Linkage != 0 {
			linked[row.Linkage] = id
		}
	}
	for i, c := range l.calls {
		k := symbol{name: names[i]}
		if c.class != nil {
			k.owner = c.class.id
		}
		id := known[k]
		if id == 0 && c.class == nil {
			id = linked[l.b.Bytes(c.decl.bytes(sLinkage))] // a member, of whose class the unit says nothing
		}
		if id != 0 {
			if c.def.ok() && c.decl.flag(sExternal) {
				l.define(l.funcs.at(id), c.def) // what another unit declares
			}
			continue
		}
		f := l.declare(c.decl, k.owner)
		if f == nil {
			continue
		}
		known[k] = f.id
		f.row.Flags |= abi.FuncParamsLost
		if c.def.ok() {
			l.define(f, c.def)
		}
		if c.class != nil {
			c.class.list(f, c.decl, defaultAccess(naming(c.decl)))
		}
	}
	l.calls = nil
}

// reportBare says that units lack the types of their functions: what uses the
// model can't check these. Rust's own libraries come that way, and nobody's
// border runs through them.
func (l *loader) reportBare() {
	for _, rust := range []bool{false, true} {
		var names []string
		file := ""
		for _, u := range l.units {
			if u.bare && (u.lang == abi.LangRust) == rust {
				names = append(names, u.entry(0).str(sName))
				file = u.im.Name
			}
		}
		if n := len(names); n > 0 {
			severity := abi.Error
			if rust {
				severity = abi.Note
			}
			l.issue("no-types", severity, fmt.Sprintf("%d units describe no types (compiled with -g1 or the like); what they define is known by name only: %s", n, strings.Join(names[:min(n, 8)], ", ")), file, 0)
		}
	}
}

// list takes a function that an entry declares among the members of a class. Of a
// class that is only declared, and of constructors in the others, clang from 20 on
// describes what a unit calls, without access.
func (own *members) list(f *function, c ref, def abi.Access) {
	stub := c.parent().flag(sDeclaration) || !c.u.gcc && f.row.Flags&(abi.FuncConstructor|abi.FuncDestructor) != 0 && isVariant(c.bytes(sLinkage))
	if !stub || !f.told {
		f.row.Access = access(c, def)
	}
	f.told = f.told || !stub
	if !f.listed {
		f.listed = true
		own.rec.Methods = append(own.rec.Methods, f.id)
	}
}
