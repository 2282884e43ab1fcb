package load

import (
	"fmt"

	"github.com/zeebo/xxh3"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// variable is one variable while its descriptions are collected.
type variable struct {
	id     abi.VarID
	row    abi.VarRow
	args   []abi.ArgRow
	addrs  []symAddr
	name   abi.StrID // of its symbol
	from   spot      // the description that was taken first
	torn   bool      // another description differs
	listed bool      // among the members of its class
	told   bool      // a description of its class told its access
}

// staticMember takes a static data member's declaration in its class.
func (l *loader) staticMember(c ref, own *members, def abi.Access) {
	v := l.declareVar(c, own.id)
	if v == nil {
		return
	}
	stub := c.parent().flag(sDeclaration)
	if !stub || !v.told {
		v.row.Access = access(c, def)
	}
	v.told = v.told || !stub
	v.row.Flags |= abi.VarStaticMember
	if !v.listed {
		v.listed = true
		own.rec.Statics = append(own.rec.Statics, v.id)
	}
}

// variable takes a variable at namespace scope.
func (l *loader) variable(r ref) {
	decl := spec(r)
	owner := abi.TypeID(0)
	if p := naming(decl); p.ok() {
		switch p.tag() {
		case dwarf.TagSubprogram:
			return
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType:
			owner = l.typ(p)
		}
	}
	v := l.declareVar(decl, owner)
	if v == nil {
		return
	}
	if n := l.b.Bytes(r.bytes(sLinkage)); n != 0 {
		if v.row.Linkage != 0 && v.row.Linkage != n { // instances of a member template have one name
			v = l.variableAt(mix(uint64(owner), xxh3.Hash(r.bytes(sLinkage))), decl, owner)
		}
		v.row.Linkage, v.name = n, n
	}
	if n := entityName(r); r != decl && len(n) > 0 {
		v.row.Name = l.b.Bytes(n)
	}
	l.sameValue(v, r)
	e := r.u.u.Block(r.get(sLocation))
	if len(e) == 0 {
		return
	}
	v.row.Flags &^= abi.VarDeclaration
	l.settleVar(v, r)
	switch size := int(r.u.u.AddrLen); {
	case e[0] == 0x03 && len(e) == 1+size: // DW_OP_addr
		var addr uint64
		for i := range size {
			j := i
			if !l.target.BigEndian {
				j = size - 1 - i
			}
			addr = addr<<8 | uint64(e[1+j])
		}
		v.addrs = append(v.addrs, symAddr{r.u.im.Name, addr})
		return // its last byte is none of the operations below
	case e[0] == 0xa1 || e[0] == 0xfb: // DW_OP_addrx, DW_OP_GNU_addr_index
		// What follows the index would make it another place: a piece, a value.
		if index, rest := uleb(e[1:]); len(rest) > 0 {
			break
		} else if addr, ok := r.u.u.Address(dwarf.Value{U: index, Class: dwarf.ClassAddrx}); ok {
			v.addrs = append(v.addrs, symAddr{r.u.im.Name, addr})
		}
	}
	if last := e[len(e)-1]; last == 0x9b || last == 0xe0 { // DW_OP_form_tls_address, DW_OP_GNU_push_tls_address
		v.row.Flags |= abi.VarThreadLocal
		v.addrs = nil
	}
}

// settleVar gives a variable the type that its definition states: the bound of
// an array, a deduced type, that of an instance of a member template, or another
// one than the first unit declared.
func (l *loader) settleVar(v *variable, r ref) {
	decl := spec(r)
	t, ok := l.deducedType(r)
	if !ok {
		t = l.typeAt(decl, sType)
		if own := definedType(r); own.ok() {
			t = l.typ(own)
		}
	}
	if t != 0 && !l.alike(v.row.Type, t) {
		v.row.Type = t
	}
}

// definedType is the type that the entries of a definition state first: with
// -flto gcc's leads to a second one, which knows the bound of an array that the
// declaration behind leaves open.
func definedType(r ref) ref {
	for range 8 {
		if t := r.target(sType); t.ok() {
			return t
		}
		next := r.target(sSpec)
		if !next.ok() {
			next = r.target(sOrigin)
		}
		if !next.ok() {
			break
		}
		r = next
	}
	return ref{}
}

// sameType reports, once, that another description of a variable states another
// type.
func (l *loader) sameType(v *variable, c ref) {
	t := l.typeAt(c, sType)
	if from := l.refOf(v.from); from != c && from.u == c.u && from.parent() == c.parent() {
		return // instances of a member template have one name
	}
	if v.torn || t == v.row.Type || l.compatible(v.row.Type, t, 0) {
		return
	}
	v.torn = true
	name := l.b.Text(v.row.Name)
	l.issues = append(l.issues, abi.Issue{Code: "odr", Severity: abi.Warning, Entity: name, File: c.u.im.Name, Offset: c.off(),
		Message: fmt.Sprintf("%s is declared with different types: %s and %s", name, l.place(l.refOf(v.from)), l.place(c))})
}

// sameValue drops the value of a variable that has several: instances of a
// member template, or an ODR violation.
func (l *loader) sameValue(v *variable, c ref) {
	switch value := l.constant(c); {
	case v.row.Flags&abi.VarSeveral != 0 || value.Kind == abi.ConstNone:
	case v.row.Value.Kind == abi.ConstNone:
		v.row.Value = value
	case !v.row.Value.Same(value, l.scalarSize(v.row.Type)):
		v.row.Flags, v.row.Value = v.row.Flags|abi.VarSeveral, abi.Const{}
	}
}

// scalarSize is the size of a type in bytes, through typedefs and qualifiers.
func (l *loader) scalarSize(t abi.TypeID) uint64 {
	n := l.b.Node(t)
	for range maxTypeDepth {
		if k := n.Kind; k != abi.KindConst && k != abi.KindVolatile && k != abi.KindTypedef {
			break
		}
		n = l.b.Node(n.Elem)
	}
	return n.Size
}

func (l *loader) declareVar(c ref, owner abi.TypeID) *variable {
	name := entityName(c)
	// clang 21 describes a class's virtual table as an artificial static member.
	if len(name) == 0 || owner != 0 && c.flag(sArtificial) {
		return nil
	}
	linkage := c.bytes(sLinkage)
	scope := l.scopeOf(c)
	var key uint64
	switch {
	case owner != 0:
		key = mix(mix(xxh3.Hash(name), uint64(owner)), 'm')
	case len(linkage) == 0:
		key = mix(mix(xxh3.Hash(name), uint64(scope)), 'v')
	default:
		key = xxh3.Hash(linkage)
	}
	if owner == 0 && !c.flag(sExternal) {
		// Each unit has its own, and with g++ two variables of one name are
		// instances of a template.
		key = mix(mix(key, uint64(c.u.id)+1), c.off())
	}
	return l.variableAt(key, c, owner)
}

// variableAt finds or makes the variable of a key, which an entry declares.
func (l *loader) variableAt(key uint64, c ref, owner abi.TypeID) *variable {
	if v := l.vars.get(key); v != nil {
		l.sameType(v, c)
		l.sameValue(v, c)
		return v
	}
	name, linkage := entityName(c), c.bytes(sLinkage)
	v := &variable{id: l.b.NewVar(), name: l.b.Bytes(name), from: spotOf(c)}
	l.vars.put(key, v)
	l.varOrder = append(l.varOrder, v)
	v.row = abi.VarRow{Name: v.name, Linkage: l.b.Bytes(linkage), Scope: l.scopeOf(c), Owner: owner, Type: l.typeAt(c, sType),
		Value: l.constant(c), Align: align(c), Flags: abi.VarDeclaration, Access: access(c, abi.Public), Origin: l.origin(c)}
	if v.row.Linkage != 0 {
		v.name = v.row.Linkage
	}
	set := func(on bool, f abi.VarFlags) {
		if on {
			v.row.Flags |= f
		}
	}
	set(c.flag(sExternal), abi.VarExternal)
	set(c.flag(sConstExpr), abi.VarConstexpr)
	set(c.has(sInline), abi.VarInline)
	set(c.flag(sArtificial), abi.VarArtificial)
	c.each(func(a ref) {
		switch a.tag() {
		case dwarf.TagTemplateTypeParameter, dwarf.TagTemplateValueParameter, dwarf.TagGNUTemplateParameterPack:
			v.args = append(v.args, l.arg(a))
			set(true, abi.VarTemplate)
		}
	})
	return v
}

func (l *loader) emitVariables() {
	for _, v := range l.varOrder {
		v.row.Symbol = l.syms.joinVar(l, v)
		if v.row.Symbol != 0 {
			l.syms.claim(v.row.Symbol)
			if l.syms.rows[v.row.Symbol].Kind == abi.SymTLS {
				v.row.Flags |= abi.VarThreadLocal // gcc and clang state no place of it on AArch64
			}
			if l.syms.undefined(v.row.Symbol) {
				v.row.Flags |= abi.VarImported
			} else if v.row.Flags&(abi.VarThreadLocal|abi.VarSeveral) == 0 && v.row.Value.Kind == abi.ConstNone {
				v.row.Value = l.stored(v)
			}
		}
		l.b.SetVar(v.id, v.row, v.args)
	}
	for _, v := range l.varOrder {
		for _, id := range l.syms.varAliases(v, l.readOnly(v.row.Type)) {
			row := v.row
			row.Symbol, row.Name, row.Linkage = id, l.syms.rows[id].Name, 0
			l.syms.claim(id)
			l.b.SetVar(l.b.NewVar(), row, v.args)
		}
	}
}

// readOnly reports whether a type is of constants, or of arrays of them.
func (l *loader) readOnly(t abi.TypeID) bool {
	for range maxTypeDepth {
		switch n := l.b.Node(t); n.Kind {
		case abi.KindConst:
			return true
		case abi.KindTypedef, abi.KindVolatile, abi.KindArray:
			t = n.Elem
		default:
			return false
		}
	}
	return false
}

// stored reads the value of a constant number from the read-only memory that
// its symbol names.
func (l *loader) stored(v *variable) abi.Const {
	constant := false
	n := l.b.Node(v.row.Type)
	for range maxTypeDepth {
		switch n.Kind {
		case abi.KindConst:
			constant = true
		case abi.KindTypedef, abi.KindEnum:
		case abi.KindBase:
			return l.storedAs(v, n, constant)
		default:
			return abi.Const{}
		}
		size := n.Size
		enum := n.Kind == abi.KindEnum
		if n = l.b.Node(n.Elem); enum && n.Size != size {
			return abi.Const{}
		}
	}
	return abi.Const{}
}

func (l *loader) storedAs(v *variable, n abi.Node, constant bool) abi.Const {
	if !constant || n.Size == 0 || n.Size > 16 {
		return abi.Const{}
	}
	signed := false
	switch n.Enc {
	case abi.EncSigned, abi.EncCharSigned:
		signed = true
	case abi.EncUnsigned, abi.EncCharUnsigned, abi.EncBool, abi.EncUTF, abi.EncFloat:
	default:
		return abi.Const{}
	}
	src := l.syms.from[v.row.Symbol]
	b, ok := src.im.Initial(src.sym, n.Size)
	switch {
	case !ok:
		return abi.Const{}
	case n.Enc == abi.EncFloat, n.Size > 8:
		return abi.Const{Kind: abi.ConstBytes, Text: l.b.Str(string(b))}
	}
	var bits uint64
	for i := range b {
		at := i
		if !l.target.BigEndian {
			at = len(b) - 1 - i
		}
		bits = bits<<8 | uint64(b[at])
	}
	if signed {
		shift := 64 - 8*uint(n.Size)
		return abi.Const{Kind: abi.ConstInt, Bits: uint64(int64(bits<<shift) >> shift)}
	}
	return abi.Const{Kind: abi.ConstUint, Bits: bits}
}
