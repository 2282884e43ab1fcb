package load

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// function is one function while its descriptions are collected: declarations,
// abstract and concrete instances, in any unit.
type function struct {
	id      abi.FuncID
	row     abi.FuncRow
	params  []abi.ParamRow
	args    []abi.ArgRow
	names   []string // linkage names of its definitions
	addrs   []symAddr
	defined bool
}

// symAddr is an address of an image.
type symAddr struct {
	image string
	addr  uint64
}

// quickKey finds a function by the class and mangled name of a description.
type quickKey struct {
	owner   abi.TypeID
	linkage string
}

// funcKey identifies a function.
type funcKey struct {
	owner abi.TypeID
	scope abi.ScopeID // and one, of a function without a mangled name
	unit  uint32      // and one, of what is local to a unit
	name  string
	sig   string // the types of the parameters
}

// method takes a member function's declaration.
func (l *loader) method(c ref, own *members, def abi.Access) {
	if c.has(sSpec) || c.has(sOrigin) {
		return
	}
	f := l.declare(c, own.id)
	if f == nil {
		return
	}
	f.row.Access = access(c, def)
	if !own.methods[f.id] {
		own.methods[f.id] = true
		own.rec.Methods = append(own.rec.Methods, f.id)
	}
}

// subprogram takes any function entry: what it adds goes to the function that
// its outermost declaration names.
func (l *loader) subprogram(r ref) {
	decl := spec(r)
	owner := abi.TypeID(0)
	if p := naming(decl); p.ok() {
		switch p.tag() {
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType:
			if p.has(sSignature) {
				own := decl == r
				if decl = inTypeUnit(p, decl); !decl.ok() || own {
					return
				}
			}
			owner = l.typ(p)
		case dwarf.TagSubprogram:
			if decl == r && r.flag(sDeclaration) {
				return // a block-scope declaration of another function
			}
		}
	}
	l.drain()
	f := l.declare(decl, owner)
	if f == nil || r == decl && r.flag(sDeclaration) {
		return
	}
	l.define(f, r)
}

// inTypeUnit finds the declaration of a member function that stands in a type
// unit. g++ repeats its members, without parameters, in a skeleton of the
// class in each unit that defines one of them.
func inTypeUnit(skeleton, member ref) ref {
	t := skeleton.target(sSignature)
	if !t.ok() {
		return t
	}
	found := ref{nil, -1}
	line, _ := member.uint(sDeclLine)
	t.each(func(c ref) {
		if c.tag() != dwarf.TagSubprogram || found.ok() || c.str(sName) != member.str(sName) {
			return
		}
		n, _ := c.uint(sDeclLine)
		if l := member.str(sLinkage); l != "" && l == c.str(sLinkage) || l == "" && n == line {
			found = c
		}
	})
	return found
}

// declare finds or makes the function that a declaring entry names.
func (l *loader) declare(c ref, owner abi.TypeID) *function {
	name := c.str(sName)
	if name == "" {
		return nil
	}
	linkage := c.str(sLinkage)
	// A mangled name says which function of its class or namespace it is: a
	// further description of it needs no look at the parameters.
	quick := quickKey{owner, linkage}
	if f := l.quick[quick]; linkage != "" && f != nil {
		return f
	}
	params, sigKey, this := l.params(c, owner)
	key := funcKey{name: linkage}
	switch {
	case owner != 0:
		key = funcKey{owner: owner, name: name, sig: sigKey}
	case linkage == "":
		key = funcKey{scope: l.scopeOf(c) + 1, name: name}
		if !c.flag(sExternal) {
			key.unit = c.u.id + 1
		}
		if l.cxx(c.u) {
			key.sig = sigKey
		}
	}
	if f := l.funcs[key]; f != nil {
		if linkage != "" && f.row.Linkage == 0 {
			f.row.Linkage = l.b.Str(linkage)
		}
		l.quick[quick] = f
		return f
	}
	f := &function{id: l.b.NewFunc(), params: params}
	l.funcs[key], l.quick[quick] = f, f
	l.order = append(l.order, f)
	f.row = abi.FuncRow{Name: l.b.Str(name), Linkage: l.b.Str(linkage), Scope: l.scopeOf(c), Owner: owner, This: this,
		Result: l.typeAt(c, sType), VSlot: -1, CC: callConv(c), Origin: l.origin(c), Access: access(c, abi.Public)}
	f.row.Flags = l.funcFlags(c, owner, name, this)
	c.each(func(a ref) {
		switch a.tag() {
		case dwarf.TagTemplateTypeParameter, dwarf.TagTemplateValueParameter, dwarf.TagGNUTemplateParameterPack, dwarf.TagGNUTemplateTemplateParam:
			f.args = append(f.args, l.arg(a))
		case dwarf.TagUnspecifiedParameters:
			f.row.Flags |= abi.FuncVariadic
		}
	})
	if len(f.args) > 0 {
		f.row.Flags |= abi.FuncTemplate
	}
	if c.has(sContaining) {
		f.row.VTable = l.typeAt(c, sContaining)
	}
	if e := c.u.u.Block(c.get(sVSlot)); len(e) > 0 && f.row.Flags&abi.FuncVirtual != 0 {
		switch {
		case e[0] == 0x10: // DW_OP_constu
			f.row.VSlot = int32(leb(e[1:]))
		case e[0] >= 0x30 && e[0] <= 0x4f: // DW_OP_lit0 to lit31
			f.row.VSlot = int32(e[0] - 0x30)
		}
		if f.row.Flags&abi.FuncDestructor != 0 && !l.target.Microsoft() {
			f.row.VSlot = -1 // clang states a meaningless 0 there
		}
	}
	return f
}

// cxx reports whether a unit's language has overloads.
func (l *loader) cxx(u *unit) bool {
	switch u.lang {
	case 0x04, 0x1a, 0x21, 0x2b, 0x3a, 0x11: // DW_LANG_C_plus_plus and its versions, ObjC++
		return true
	}
	return false
}

// params lowers the parameters of a declaration: the list without this, a key
// of their types, and the type of this.
func (l *loader) params(c ref, owner abi.TypeID) (rows []abi.ParamRow, key string, this abi.TypeID) {
	obj := c.target(sObjPtr)
	var b strings.Builder
	n := 0
	var take func(p ref, pack bool)
	take = func(p ref, pack bool) {
		switch p.tag() {
		case dwarf.TagGNUFormalParameterPack:
			p.each(func(q ref) { take(q, true) })
			return
		case dwarf.TagUnspecifiedParameters:
			b.WriteString("...")
			return
		case dwarf.TagFormalParameter:
		default:
			return
		}
		t := l.typeAt(p, sType)
		if t == 0 {
			t = l.typeAt(spec(p), sType)
		}
		n++
		if owner != 0 && this == 0 && n == 1 && (obj == p || p.flag(sArtificial)) && c.tag() == dwarf.TagSubprogram {
			this = t
			fmt.Fprintf(&b, "this %d,", t)
			return
		}
		row := abi.ParamRow{Name: l.b.Str(p.str(sName)), Type: t}
		if p.flag(sArtificial) {
			row.Flags |= abi.ParamArtificial
		} else {
			fmt.Fprintf(&b, "%d,", t)
		}
		if pack {
			row.Flags |= abi.ParamPack
		}
		rows = append(rows, row)
	}
	c.each(func(p ref) { take(p, false) })
	return rows, b.String(), this
}

func (l *loader) funcFlags(c ref, owner abi.TypeID, name string, this abi.TypeID) (fl abi.FuncFlags) {
	set := func(on bool, f abi.FuncFlags) {
		if on {
			fl |= f
		}
	}
	virt, _ := c.uint(sVirtuality)
	def, _ := c.uint(sDefaulted)
	set(c.flag(sExternal), abi.FuncExternal)
	set(owner != 0, abi.FuncMember)
	set(owner != 0 && this == 0, abi.FuncStatic)
	set(virt != 0, abi.FuncVirtual)
	set(virt == 2, abi.FuncPure)
	set(c.flag(sExplicit), abi.FuncExplicit)
	set(c.flag(sDeleted), abi.FuncDeleted)
	set(def == 1, abi.FuncDefaulted)
	set(def == 2, abi.FuncDefaultedOut)
	set(c.flag(sArtificial), abi.FuncArtificial)
	set(c.flag(sNoreturn), abi.FuncNoReturn)
	set(c.flag(sPrototyped), abi.FuncPrototyped)
	set(c.flag(sRefQ), abi.FuncRefL)
	set(c.flag(sRvalQ), abi.FuncRefR)
	set(c.flag(sMain), abi.FuncMain)
	set(c.flag(sConstExpr), abi.FuncConstexpr)
	if owner != 0 {
		own, _, _ := strings.Cut(l.ownerName(c), "<")
		set(name == own || strings.HasPrefix(name, own+"<"), abi.FuncConstructor)
		set(strings.HasPrefix(name, "~"), abi.FuncDestructor)
		if fl&(abi.FuncConstructor|abi.FuncDestructor) != 0 && this == 0 {
			fl &^= abi.FuncStatic
		}
	}
	if rest, ok := strings.CutPrefix(name, "operator"); ok && rest != "" && !word(rest[0]) {
		set(true, abi.FuncOperator)
		if rest[0] == ' ' {
			first, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			first = strings.TrimSuffix(first, "[]")
			conv := first != "new" && first != "delete" && first != "co_await" && !strings.HasPrefix(first, `""`)
			set(conv, abi.FuncConversion)
		}
	}
	if this != 0 {
		l.thisFlags(c, &fl)
	}
	set(l.cxx(c.u) && c.str(sLinkage) == "" && owner == 0 && c.flag(sExternal) && name != "main", abi.FuncExternC)
	return fl
}

func word(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func (l *loader) ownerName(c ref) string {
	if p := naming(c); p.ok() {
		return l.typeName(p)
	}
	return ""
}

// thisFlags reads the cv-qualifiers of a member function from its this.
func (l *loader) thisFlags(c ref, fl *abi.FuncFlags) {
	first := c.target(sObjPtr)
	if !first.ok() {
		c.each(func(p ref) {
			if !first.ok() && p.tag() == dwarf.TagFormalParameter {
				first = p
			}
		})
	}
	if !first.ok() {
		return
	}
	t := first.target(sType)
	for n := 0; t.ok() && n < 8; n++ {
		switch t.tag() {
		case dwarf.TagPointerType:
			t = t.target(sType)
			for ; t.ok() && n < 8; n++ {
				switch t.tag() {
				case dwarf.TagConstType:
					*fl |= abi.FuncConstThis
				case dwarf.TagVolatileType:
					*fl |= abi.FuncVolatileThis
				default:
					return
				}
				t = t.target(sType)
			}
			return
		case dwarf.TagConstType:
			t = t.target(sType)
		default:
			return
		}
	}
}

// define adds what a definition says: its symbol and address.
func (l *loader) define(f *function, r ref) {
	if cc, _ := r.uint(sCC); cc == 3 {
		f.row.Flags |= abi.FuncABIChanged
	}
	if v, _ := r.uint(sInline); v == 1 || v == 3 {
		f.row.Flags |= abi.FuncInline
	}
	if n := r.str(sLinkage); n != "" {
		f.names = append(f.names, n)
	}
	if d, _ := r.uint(sDefaulted); d == 2 {
		f.row.Flags |= abi.FuncDefaultedOut
	}
	low, ok := r.u.u.Address(r.get(sLowPC))
	if !ok {
		return
	}
	f.defined = true
	l.nameParams(f, r)
	if r == spec(r) {
		l.checkParams(f, r.str(sLinkage))
	}
	f.addrs = append(f.addrs, symAddr{r.u.im.Name, low})
	if f.row.Owner == 0 && f.row.Flags&abi.FuncPrototyped == 0 && r.flag(sPrototyped) {
		f.row.Flags |= abi.FuncPrototyped
	}
}

// emitFunctions joins functions to symbols and writes them.
func (l *loader) emitFunctions() {
	for _, f := range l.order {
		syms := l.syms.join(l, f)
		undefined := false
		for _, s := range syms {
			l.syms.claim(s.Sym)
			undefined = undefined || l.syms.undefined(s.Sym)
		}
		if !f.defined {
			f.row.Flags |= abi.FuncDeclaration
			if undefined {
				f.row.Flags |= abi.FuncImported
			}
		}
		l.b.SetFunction(f.id, f.row, f.params, f.args, syms)
	}
}
