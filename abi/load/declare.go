package load

import (
	"bytes"

	"github.com/zeebo/xxh3"

	"github.com/tenon-abi/tenon/abi"
)

// declare finds or makes the function that a declaring entry names.
func (l *loader) declare(c ref, owner abi.TypeID) *function {
	// A mangled name says which function of its class or namespace it is: a
	// further description of it needs no look at the parameters.
	quick, linked := l.quickKey(c, owner)
	if linked {
		if id := l.byKey.get(quick); id != 0 {
			f := l.funcs.at(id)
			if owner == 0 {
				l.sameResult(f, c)
			} else {
				l.again(f, c)
			}
			return f
		}
	}
	d := declaration{c: c, owner: owner, name: entityName(c), linkage: c.bytes(sLinkage)}
	if len(d.name) == 0 {
		return nil
	}
	hidden := l.inCharge(c, owner, d.linkage)
	d.params, d.scope = l.params(c, owner, hidden, d.name, d.linkage), l.scopeOf(c)
	if hidden > 0 {
		d.linkage = nil // it encodes parameters that no caller gives
	}
	keys := l.keysOf(&d, quick)
	known := l.sameAs(&d, keys)
	if known == nil || l.otherSymbol(known, d.linkage) {
		if known != nil {
			keys.own = quick
		}
		return l.newFunction(&d, keys)
	}
	if len(d.linkage) > 0 {
		if known.row.Linkage == 0 {
			known.row.Linkage = l.b.Bytes(d.linkage)
		}
		l.byKey.put(quick, known.id)
	}
	l.redeclared(known, c, d.params.rows)
	if owner != 0 {
		l.again(known, c)
	}
	return known
}

// again takes what a further declaration of a member function says and the first
// one may have left out: parameters, and that it is defaulted or deleted.
func (l *loader) again(f *function, c ref) {
	last := f.last
	f.last = entryID{c.u.id, c.i}
	if last.unit == c.u.id && last.die >= 0 && last.die < c.i && c.u.entry(last.die).parent() == c.parent() {
		l.twin(f, c)
		return
	}
	if f.row.Flags&abi.FuncParamsLost != 0 {
		l.complete(f, c)
	}
	if c.wanted()&(1<<sDefaulted) != 0 {
		if v, _ := c.uint(sDefaulted); v == 1 {
			f.row.Flags |= abi.FuncDefaulted
		}
	}
	if c.wanted()&(1<<sDeleted) != 0 && c.flag(sDeleted) {
		f.row.Flags |= abi.FuncDeleted
	}
}

// twin takes the second of two member functions that differ in their constraints only,
// such as "~T() = default" and "~T() requires C<T>". A class has the one of them whose
// constraint holds and asks for more ([class.dtor]/4, [special]/6). g++ drops a later
// declaration that an earlier one beats (its add_method; seen with 11 to 16), so that
// the last counts.
func (l *loader) twin(f *function, c ref) {
	const how = abi.FuncDefaulted | abi.FuncDefaultedOut | abi.FuncDeleted
	f.row.Flags = f.row.Flags&^how | l.funcFlags(c, f.row.Owner, l.b.TextBytes(f.row.Name), f.row.This)&how
	if n := l.b.Bytes(c.bytes(sLinkage)); n != 0 {
		f.row.Linkage = n
	}
}

// declaration is what an entry says of the function that it declares.
type declaration struct {
	c       ref
	owner   abi.TypeID // the class, 0 outside of one
	scope   abi.ScopeID
	name    []byte
	linkage []byte // mangled name
	params  parameters
}

// functionKeys find the function that a declaration is of.
type functionKeys struct {
	quick uint64 // by the mangled name, if there is one
	own   uint64 // by what tells functions apart that have none
	c     uint64 // as own for a function that C may have declared; 0 for others
}

// keysOf are the keys of a declaration. Members have one by name and parameters
// besides the mangled name: a class has it in every unit, the linkage name in
// some.
func (l *loader) keysOf(d *declaration, quick uint64) functionKeys {
	k := functionKeys{quick: quick, own: quick}
	if d.owner == 0 && len(d.linkage) > 0 {
		return k
	}
	k.own = mix(mix(xxh3.Hash(d.name), uint64(d.owner)), 'f')
	external := d.c.flag(sExternal)
	if d.owner == 0 {
		k.own = mix(k.own, uint64(d.scope))
		if !external {
			k.own = mix(k.own, uint64(d.c.u.id)+1) // each unit has its own
		}
	}
	if d.owner != 0 || d.c.u.lang.Cxx() {
		if d.owner == 0 && external {
			k.c = k.own
		}
		// f() & and f() && have the same object type ([over.load]).
		k.own = mix(k.own, d.params.sig+uint64(b2i(d.c.flag(sRefQ))|b2i(d.c.flag(sRvalQ))<<1))
	}
	return k
}

// sameAs is the function that a declaration is of, nil if none is known yet.
func (l *loader) sameAs(d *declaration, k functionKeys) *function {
	if k.own == k.quick {
		return nil
	}
	if id := l.byKey.get(k.own); id != 0 {
		return l.funcs.at(id)
	}
	if k.c == 0 {
		return nil
	}
	// A function of C, which C++ declares, or the other way around. With other
	// parameters, too, when a symbol has the plain name: C has no overloads.
	if id := l.byKey.get(k.c); id != 0 {
		if f := l.funcs.at(id); !l.unitOf(f).lang.Cxx() || l.agree(f, d.params) || len(l.syms.called(l.b.Find(d.name))) > 0 {
			return f
		}
	}
	return nil
}

// newFunction makes the function that a declaration is of.
func (l *loader) newFunction(d *declaration, k functionKeys) *function {
	c := d.c
	f := l.funcs.add(l.b.NewFunc())
	f.from, f.last = spotOf(c), entryID{c.u.id, c.i}
	l.byKey.put(k.own, f.id)
	if k.c != 0 && !l.byKey.has(k.c) {
		l.byKey.put(k.c, f.id)
	}
	if len(d.linkage) > 0 && k.own != k.quick {
		l.byKey.put(k.quick, f.id)
	}
	f.row = abi.FuncRow{Name: l.b.Bytes(d.name), Linkage: l.b.Bytes(d.linkage), Scope: d.scope, Owner: d.owner, This: d.params.this,
		Params: l.b.Params(d.params.rows), Result: l.typeAt(c, sType), VSlot: -1, CC: callConv(c), Origin: l.origin(c), Access: access(c, abi.Public)}
	f.row.Flags = l.funcFlags(c, d.owner, d.name, d.params.this)
	if d.params.more {
		l.addArgs(f, c)
	}
	// g++ lists no parameters of a template whose parameters have no name, but
	// spells the function as "name<>".
	if f.row.Args.N > 0 || f.row.Flags&abi.FuncOperator == 0 && d.name[len(d.name)-1] == '>' && bytes.IndexByte(d.name, '<') > 0 {
		f.row.Flags |= abi.FuncTemplate
	}
	if c.has(sContaining) {
		f.row.VTable = l.typeAt(c, sContaining)
	}
	if f.row.Flags&abi.FuncVirtual != 0 {
		f.row.VSlot = l.slotOf(f, c)
	}
	return f
}

// slotOf is a virtual function's place in the table, -1 if it is not stated.
func (l *loader) slotOf(f *function, c ref) int32 {
	e := c.u.u.Block(c.get(sVSlot))
	if len(e) == 0 || f.row.Flags&abi.FuncDestructor != 0 && !l.target.Microsoft() {
		return -1 // clang states a meaningless 0 for destructors
	}
	switch {
	case e[0] == 0x10: // DW_OP_constu
		return int32(leb(e[1:]))
	case e[0] >= 0x30 && e[0] <= 0x4f: // DW_OP_lit0 to lit31
		return int32(e[0] - 0x30)
	}
	return -1
}

// otherSymbol reports whether a linkage name is not that of a function of the
// same class, name and parameters: units may differ in the type of the result
// and then, by an ABI tag, in the symbol (libstdc++'s two strings). Where a tool
// lost the parameters of g++'s constructors, only their names tell them apart.
func (l *loader) otherSymbol(f *function, linkage []byte) bool {
	if len(linkage) == 0 || f.row.Linkage == 0 || f.row.Flags&abi.FuncDestructor != 0 {
		return false
	}
	own := l.b.TextBytes(f.row.Linkage)
	if f.row.Flags&abi.FuncConstructor != 0 {
		return !sameConstructor(own, linkage)
	}
	return !bytes.Equal(own, linkage)
}

// sameConstructor reports whether mangled names are of one constructor: they
// differ in the digit of the variant (Itanium C++ ABI §5.1.4.3), or one encodes
// what g++ adds, see inCharge.
func sameConstructor(a, b []byte) bool {
	const added = "C4EiPPKv"
	if bytes.Contains(a, []byte(added)) != bytes.Contains(b, []byte(added)) {
		return true
	}
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && (i == 0 || a[i-1] != 'C' && a[i-1] != 'I' || a[i] < '1' || a[i] > '5' || b[i] < '1' || b[i] > '5') {
			return false
		}
	}
	return true
}

// quickKey identifies a function by its linkage name; ok is false if it has
// none.
func (l *loader) quickKey(c ref, owner abi.TypeID) (key uint64, ok bool) {
	if owner != 0 {
		k, ok := linkageKey(c)
		return mix(k, uint64(owner)), ok
	}
	linkage := c.bytes(sLinkage)
	if !c.flag(sExternal) {
		return mix(xxh3.Hash(linkage), uint64(c.u.id)+1), len(linkage) > 0 // each unit has its own
	}
	return mix(xxh3.Hash(linkage), 0), len(linkage) > 0
}
