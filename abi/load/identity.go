package load

import (
	"math/bits"
	"slices"

	"github.com/zeebo/xxh3"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// definition is what tells the description of a struct, class, union or enum
// from other ones of its name, as hashes: most units repeat types that another
// unit has described, and hashes say so without lowering anything.
type definition struct {
	die   int32
	all   bool   // it may lead to more names than were listed
	decl  bool   // only declared
	name  uint64 // qualified name
	key   uint64 // name, and the unit of what is local to one
	shape uint64 // size, members, bases, virtual functions, enumerators
	full  uint64 // shape, and the members that not every unit lists
	lo, n uint32 // unit.ends: names of the types that the shape leads to
}

// item is an entry that may have to be lowered. Items of equal keys say the
// same; key 0 stands for one that no other repeats.
type item struct {
	die int32
	key uint64
}

// hasher hashes the entries of one unit. A name in two units is taken as one
// type: that this holds is what refine finds out.
type hasher struct {
	l      *loader
	u      *unit
	names  []scopeName // by entry, as far as known
	direct []uint64    // brief by entry: members and elements
	behind []uint64    // brief by entry: behind pointers and in signatures
	ends   []uint64    // by entry: the name of the type a chain of derived ones leads to
	depth  int

	roomDefs []definition // lists of a unit while they grow
	roomEnds []uint64
	roomTodo []item

	foreign  map[foreignKey]uint64 // brief of entries of other units
	steps    int                   // of follow, for one definition
	overflow bool                  // follow gave up
}

type foreignKey struct {
	r      ref
	behind bool
}

type scopeName struct{ name, key uint64 }

// mark values of memos.
const (
	openMark = 1
	manyEnds = 1
)

func mix(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^0x9e3779b97f4a7c15, v^0xd1b54a32d192ed03)
	return hi ^ lo ^ bits.RotateLeft64(h, 23)
}

func (h *hasher) reset(u *unit) {
	h.u = u
	n := len(u.dies)
	if cap(h.names) < n {
		c := h.l.largest()
		h.names, h.direct, h.behind, h.ends = make([]scopeName, c), make([]uint64, c), make([]uint64, c), make([]uint64, c)
	}
	h.names, h.direct, h.behind, h.ends = h.names[:n], h.direct[:n], h.behind[:n], h.ends[:n]
	clear(h.foreign)
	clear(h.names)
	clear(h.direct)
	clear(h.behind)
	clear(h.ends)
}

// definitions lists the definitions of a unit.
func (h *hasher) definitions(u *unit) {
	h.reset(u)
	u.ends = h.roomEnds[:0]
	defs := h.roomDefs[:0]
	for i := range u.dies {
		switch u.dies[i].tag {
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagEnumerationType, dwarf.TagInterfaceType:
			defs = append(defs, h.definition(u.entry(int32(i))))
		}
	}
	h.hollow(defs)
	h.roomDefs, h.roomEnds = defs, u.ends
	u.defs, u.ends = slices.Clone(defs), slices.Clone(u.ends)
}

// hollow turns definitions without anything in them into declarations where the
// unit also describes what is in the class: clang 21 to 23 write one more
// entry of a class that a member function has as its object by value ([dcl.fct]/7
// of C++23).
func (h *hasher) hollow(defs []definition) {
	var empty []*definition
	for i := range defs {
		r := h.u.entry(defs[i].die)
		if defs[i].decl || r.first() >= 0 || !isClass(r) || len(typeName(r)) == 0 {
			continue
		}
		if size, _ := r.uint(sByteSize); size > 1 {
			empty = append(empty, &defs[i])
		}
	}
	if len(empty) == 0 {
		return
	}
	type same struct{ key, size, line uint64 }
	of := func(d *definition) same {
		r := h.u.entry(d.die)
		size, _ := r.uint(sByteSize)
		line, _ := r.uint(sDeclLine)
		return same{d.key, size, line}
	}
	full := map[same]bool{}
	for i := range defs {
		if d := &defs[i]; !d.decl && h.u.entry(d.die).first() >= 0 {
			full[of(d)] = true
		}
	}
	for _, d := range empty {
		if full[of(d)] {
			d.decl, d.shape, d.n = true, mix('d', d.full), 0
		}
	}
}

// reshape hashes the definitions again that lead to split names.
func (h *hasher) reshape(u *unit) {
	fresh := false
	for i := range u.defs {
		d := &u.defs[i]
		if !d.all && !slices.ContainsFunc(u.ends[d.lo:d.lo+d.n], func(end uint64) bool { return h.l.split[end] }) {
			continue
		}
		if !fresh {
			h.reset(u)
			fresh = true
		}
		if s := h.shape(u.entry(d.die)); s != d.shape {
			u.reshaped = append(u.reshaped, reshaped{i, s})
		}
	}
}

// reshaped is a new shape of a definition.
type reshaped struct {
	index int
	shape uint64
}

// items lists what may have to be lowered. Items that say the same have equal
// keys.
func (h *hasher) items(u *unit) {
	if u.elsewhere {
		return
	}
	h.reset(u)
	u.todo = h.roomTodo[:0]
	next := 0
	for i := range u.dies {
		r := u.entry(int32(i))
		switch r.tag() {
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagEnumerationType, dwarf.TagInterfaceType:
			d := &u.defs[next]
			next++
			u.todo = append(u.todo, item{r.i, mix(mix(d.key, d.shape), d.full)})
		case dwarf.TagTypedef:
			u.todo = append(u.todo, item{r.i, mix(mix(h.scope(r).key, 'T'), h.typ(r, sType, false))})
		case dwarf.TagSubprogram:
			h.function(r)
		case dwarf.TagVariable:
			h.variable(r)
		case dwarf.TagImportedModule, dwarf.TagImportedDeclaration:
			t := r.target(sImport)
			if t.ok() && t.tag() == dwarf.TagNamespace {
				k := mix(mix(h.str(r, sName), h.scope(t).key), 'I')
				if p := naming(r); p.ok() {
					k = mix(k, h.scope(p).key)
				}
				u.todo = append(u.todo, item{r.i, k})
			}
		}
	}
	h.roomTodo, u.todo = u.todo, slices.Clone(u.todo)
}

func (h *hasher) str(r ref, slot uint8) uint64 { return xxh3.Hash(r.bytes(slot)) }

func (h *hasher) block(r ref, slot uint8) uint64 { return xxh3.Hash(r.u.u.Block(r.get(slot))) }

// scope names an entry with its scopes. The key also holds the unit of what
// exists once per unit: things in anonymous namespaces, and in functions that
// have no name for the linker.
func (h *hasher) scope(r ref) scopeName {
	known := r.u == h.u && !r.loose()
	if known && h.names[r.i].name != 0 {
		return h.names[r.i]
	}
	if h.depth > maxTypeDepth {
		return scopeName{1, 1}
	}
	h.depth++
	own := typeName(r)
	if len(own) == 0 {
		if def := nominalEntry(r); def != r { // the class around a nested one in a type unit
			s := h.scope(def)
			h.depth--
			if known {
				h.names[r.i] = s
			}
			return s
		}
	}
	s := scopeName{name: mix(xxh3.Hash(own), 'n')}
	if len(own) == 0 {
		s.name = mix(uint64(r.tag()), 'a')
	}
	if isEnum(r) {
		s.name = mix(s.name, 'e') // C has an enum and a struct of one name in a scope
	}
	s.key = s.name
	switch r.tag() {
	case dwarf.TagNamespace:
		if len(own) == 0 {
			s.key = mix(s.key, uint64(r.u.id)+1)
		}
	case dwarf.TagSubprogram:
		s.key = mix(s.key, h.linker(r))
	}
	if p := naming(r); p.ok() {
		up := h.scope(p)
		s.name, s.key = mix(s.name, up.name), mix(s.key, up.key)
	}
	h.depth--
	if known {
		h.names[r.i] = s
	}
	return s
}

// linker identifies a function across units: by its linkage name, or within
// its unit.
func (h *hasher) linker(r ref) uint64 {
	d := spec(r)
	if n := d.bytes(sLinkage); len(n) > 0 && d.flag(sExternal) {
		return xxh3.Hash(n)
	}
	return mix(uint64(d.u.id)+1, d.off())
}

// typ hashes what a type attribute refers to.
func (h *hasher) typ(r ref, slot uint8, behind bool) uint64 {
	t := r.target(slot)
	if !t.ok() {
		return 'v'
	}
	return h.brief(t, behind)
}

// brief hashes how a member or parameter refers to a type: named types by
// name, all other ones by what they are made of. Behind a pointer a type
// without a name counts as such: it may contain itself.
func (h *hasher) brief(r ref, behind bool) uint64 {
	if h.depth > maxTypeDepth {
		return openMark
	}
	if r.loose() {
		return openMark // no type
	}
	if r.u != h.u {
		return h.briefForeign(foreignKey{r, behind})
	}
	memo := h.direct
	if behind {
		memo = h.behind
	}
	if memo[r.i] != 0 {
		return memo[r.i]
	}
	memo[r.i] = openMark // a type made of itself ends here
	h.depth++
	v := h.describe(r, behind)
	h.depth--
	memo[r.i] = v
	return v
}

// briefForeign is brief for an entry of another unit.
func (h *hasher) briefForeign(k foreignKey) uint64 {
	if v, ok := h.foreign[k]; ok {
		return v
	}
	if h.foreign == nil {
		h.foreign = map[foreignKey]uint64{}
	}
	h.foreign[k] = openMark
	h.depth++
	v := h.describe(k.r, k.behind)
	h.depth--
	h.foreign[k] = v
	return v
}

func (h *hasher) describe(r ref, behind bool) uint64 {
	switch r.tag() {
	case dwarf.TagTypedef, dwarf.TagTemplateAlias:
		// What counts is the type, not by which alias a header names it.
		return h.typ(r, sType, behind)
	case dwarf.TagBaseType:
		size, _ := r.uint(sByteSize)
		return mix(xxh3.HashString(scalarName(r)), size+uint64(b2i(h.l.reversed(r)))<<32)
	case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagEnumerationType, dwarf.TagInterfaceType:
		if len(typeName(r)) == 0 {
			if behind {
				return mix(uint64(r.tag()), '{')
			}
			return h.shape(r)
		}
		n := h.scope(r).name
		if h.l.split[n] {
			return mix(n, h.classOf(r))
		}
		return n
	case dwarf.TagArrayType:
		v := mix(h.typ(r, sType, behind), '[')
		r.each(func(c ref) {
			// T[] and T[0] are one: the same header in C and in C++.
			n, flags := bound(c)
			if n == 0 {
				flags &^= abi.TypeFlexible
			}
			v = mix(v, n<<8|uint64(flags))
		})
		return v
	case dwarf.TagSubroutineType:
		return h.parameters(mix(h.typ(r, sType, true), '('), r)
	case dwarf.TagPtrToMemberType:
		return mix(mix(h.typ(r, sType, true), '*'), h.typ(r, sContaining, true))
	}
	return mix(h.typ(r, sType, true), uint64(r.tag()))
}

// classOf is the class of the definition that an entry of a split name means;
// 0 for a declaration.
func (h *hasher) classOf(r ref) uint64 {
	if r.has(sSignature) {
		if t := r.target(sSignature); t.ok() {
			r = t
		}
	}
	if d := r.u.definitionAt(r.i); d != nil && !d.decl {
		return d.shape
	}
	return 0
}

// definitionAt finds the definition of an entry.
func (u *unit) definitionAt(i int32) *definition {
	lo, hi := 0, len(u.defs)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if u.defs[mid].die < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(u.defs) && u.defs[lo].die == i {
		return &u.defs[lo]
	}
	return nil
}

func (h *hasher) definition(r ref) definition {
	s := h.scope(r)
	d := definition{die: r.i, name: s.name, key: s.key, decl: declares(r) || r.has(sSignature), lo: uint32(len(h.u.ends))}
	if len(typeName(r)) == 0 {
		// Without a name the place in the source tells types apart, and
		// without a place the entry itself.
		line, _ := r.uint(sDeclLine)
		d.key = mix(d.key, line)
		if n, ok := r.uint(sDeclFile); ok && n < uint64(len(r.u.files)) {
			d.key = mix(d.key, xxh3.HashString(r.u.files[n]))
		}
		if line == 0 {
			d.key = mix(mix(d.key, uint64(r.u.id)+1), r.off())
		}
	}
	d.full = h.members(r)
	if d.decl {
		d.shape = mix('d', d.full)
		return d
	}
	d.shape = h.shape(r)
	h.steps, h.overflow = 0, false
	h.collect(r, 0)
	d.all = h.overflow
	d.n = uint32(len(h.u.ends)) - d.lo
	return d
}

// shape hashes what must agree for two descriptions to be of the same type.
func (h *hasher) shape(r ref) uint64 {
	size, _ := r.uint(sByteSize)
	v := mix(size, 's')
	switch {
	case isEnum(r):
		v = mix(size, 'e')
	case r.tag() == dwarf.TagUnionType:
		v = mix(size, 'u')
	}
	return h.contents(mix(v, uint64(align(r))), r, defaultAccess(r))
}

// contents adds the members of an entry to a hash, and those of its variants.
func (h *hasher) contents(v uint64, r ref, def abi.Access) uint64 {
	r.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagVariantPart, dwarf.TagVariant:
			if r.tag() == c.tag() {
				return // in no format
			}
			d := c.get(sDiscrValue)
			v = h.contents(mix(mix(v, d.U), uint64(d.Class)), c, def)
		case dwarf.TagMember:
			if c.flag(sDeclaration) || c.flag(sExternal) {
				return
			}
			n, _ := c.uint(sBitSize)
			v = mix(mix(v, h.str(c, sName)), h.l.fieldOffset(c))
			v = mix(mix(v, n<<8|uint64(access(c, def))), h.typ(c, sType, false)+uint64(align(c)))
		case dwarf.TagInheritance:
			virt, _ := c.uint(sVirtuality)
			v = mix(mix(v, virt<<8|uint64(access(c, def))), h.typ(c, sType, false))
			if virt == 0 {
				v = mix(v, h.l.byteOffset(c))
			}
		case dwarf.TagSubprogram:
			if virt, _ := c.uint(sVirtuality); virt != 0 && !c.flag(sArtificial) {
				if name := c.bytes(sName); len(name) > 0 && name[0] != '~' {
					v = mix(mix(v, xxh3.Hash(name)), h.block(c, sVSlot))
				}
			}
		case dwarf.TagEnumerator:
			v = mix(mix(v, h.str(c, sName)), c.get(sConst).U)
		}
	})
	return v
}

// members hashes what units list as they need it: member functions, static
// data members, template arguments.
func (h *hasher) members(r ref) uint64 {
	v := uint64('m')
	r.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagSubprogram:
			// Where the mangled name lies is enough here: that it is not empty
			// need not be looked at.
			if k, ok := stringKey(c, sLinkage); ok {
				v = mix(v, k+uint64(b2i(called(c))))
			} else {
				v = mix(v, h.signature(c))
			}
		case dwarf.TagMember, dwarf.TagVariable:
			if c.tag() == dwarf.TagVariable || c.flag(sDeclaration) || c.flag(sExternal) {
				v = mix(mix(mix(v, h.str(c, sName)), h.typ(c, sType, true)), h.constant(c))
			}
		case dwarf.TagTemplateTypeParameter, dwarf.TagTemplateValueParameter:
			v = mix(v, h.typ(c, sType, true))
		}
	})
	return v
}

// linkageKey identifies a mangled name within one set of sections: by where
// the string lies, which needs no look at it. Equal keys are equal names; a
// linker merges strings, so that most equal names have equal keys.
func linkageKey(c ref) (uint64, bool) {
	k, ok := stringKey(c, sLinkage)
	if v := c.get(sLinkage); ok && v.Class == dwarf.ClassStrp {
		str := c.u.secs.Str
		ok = v.U < uint64(len(str)) && str[v.U] != 0
	} else if ok {
		ok = len(c.u.u.Str(v)) > 0
	}
	return k, ok
}

// stringKey identifies a string attribute within one set of sections; ok is
// false if there is none. Equal keys are equal strings.
func stringKey(c ref, slot uint8) (uint64, bool) {
	v := c.get(slot)
	if v.Class == dwarf.ClassNone {
		return 0, false
	}
	if off, ok := c.u.u.StrKey(v); ok {
		return mix(off, c.u.file.id), true
	}
	return xxh3.Hash(c.u.u.Str(v)), true
}

// signature hashes which function a declaration is of.
func (h *hasher) signature(c ref) uint64 {
	if k, ok := linkageKey(c); ok {
		return k
	}
	return h.parameters(mix(h.str(c, sName), h.typ(c, sType, true)), c)
}

// parameters adds the types of a function's parameters to a hash.
func (h *hasher) parameters(v uint64, f ref) uint64 {
	n := 0
	f.each(func(p ref) {
		switch p.tag() {
		case dwarf.TagFormalParameter:
			v = mix(v, h.typ(p, sType, true))
			n++
		case dwarf.TagUnspecifiedParameters:
			if n > 0 || !unprototyped(f) {
				v = mix(v, '.')
			}
		}
	})
	return v
}

// function adds an item for a function unless it is a member's declaration,
// which belongs to its class.
func (h *hasher) function(r ref) {
	if r.has(sLowPC) || r.has(sRanges) {
		h.u.todo = append(h.u.todo, item{r.i, 0})
		return
	}
	if p := r.parent(); isClass(p) && !r.has(sSpec) && !r.has(sOrigin) && r.flag(sDeclaration) && !p.has(sSignature) {
		return
	}
	decl := spec(r)
	p := naming(decl)
	k := mix(h.signature(decl), 'F')
	if p.ok() {
		k = mix(k, h.scope(p).key)
	}
	if !isClass(p) {
		k = mix(k, h.typ(decl, sType, true)) // a mangled name does not say it
	}
	if !decl.flag(sExternal) {
		k = mix(k, uint64(r.u.id)+1)
	}
	inline, _ := r.uint(sInline)
	def, _ := r.uint(sDefaulted)
	k = mix(k, inline<<16|def<<8|uint64(b2i(r.flag(sDeclaration))|b2i(r.flag(sPrototyped))<<1|b2i(r == decl && called(r))<<2))
	if r != decl {
		k = mix(k, h.str(r, sLinkage))
	}
	h.u.todo = append(h.u.todo, item{r.i, k})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isClass reports whether an entry is a struct, class or union.
func isClass(r ref) bool {
	if r.ok() {
		switch r.tag() {
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagInterfaceType:
			return true
		}
	}
	return false
}

// constant hashes an entry's value.
func (h *hasher) constant(r ref) uint64 {
	v := r.get(sConst)
	if v.Class == dwarf.ClassBlock {
		return h.block(r, sConst)
	}
	return mix(v.U, uint64(v.Class))
}

// variable adds an item for a variable unless it is a static data member's
// declaration, which belongs to its class.
func (h *hasher) variable(r ref) {
	if len(r.u.u.Block(r.get(sLocation))) > 0 {
		h.u.todo = append(h.u.todo, item{r.i, 0})
		return
	}
	decl := spec(r)
	p := naming(decl)
	if p.ok() && decl == r {
		switch p.tag() {
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagSubprogram:
			return
		}
	}
	if !decl.flag(sExternal) { // each unit has its own
		h.u.todo = append(h.u.todo, item{r.i, 0})
		return
	}
	k := mix(mix(xxh3.Hash(entityName(decl)), h.str(decl, sLinkage)), h.typ(decl, sType, true))
	k = mix(mix(k, h.str(r, sLinkage)), 'V')
	k = mix(k, h.constant(r))
	if p.ok() {
		k = mix(k, h.scope(p).key)
	}
	h.u.todo = append(h.u.todo, item{r.i, k})
}

// collect adds the names that a type's shape leads to.
func (h *hasher) collect(r ref, depth int) {
	r.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagVariantPart, dwarf.TagVariant:
			if h.steps++; depth > maxFollow || h.steps > maxSteps {
				h.overflow = true
				return
			}
			h.collect(c, depth+1)
		case dwarf.TagMember:
			if !c.flag(sDeclaration) && !c.flag(sExternal) {
				h.follow(c.target(sType), depth+1)
			}
		case dwarf.TagInheritance:
			h.follow(c.target(sType), depth+1)
		}
	})
}

// Bounds of follow, for one definition. What they cut off counts as leading
// anywhere.
const (
	maxFollow = 64
	maxSteps  = 1 << 14
)

// follow adds the names at the ends of a chain of derived types.
func (h *hasher) follow(r ref, depth int) {
	if !r.ok() || r.loose() {
		return
	}
	if h.steps++; depth > maxFollow || h.steps > maxSteps {
		h.overflow = true
		return
	}
	known := r.u == h.u
	if known && h.ends[r.i] > manyEnds {
		h.u.ends = append(h.u.ends, h.ends[r.i])
		return
	}
	before := len(h.u.ends)
	switch r.tag() {
	case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagEnumerationType, dwarf.TagInterfaceType:
		if len(typeName(r)) == 0 {
			h.collect(r, depth)
			return
		}
		h.u.ends = append(h.u.ends, h.scope(r).name)
	case dwarf.TagSubroutineType:
		r.each(func(c ref) { h.follow(c.target(sType), depth+1) })
		h.follow(r.target(sType), depth+1)
		return
	case dwarf.TagPtrToMemberType:
		h.follow(r.target(sContaining), depth+1)
		h.follow(r.target(sType), depth+1)
		return
	default:
		h.follow(r.target(sType), depth+1)
	}
	if known && len(h.u.ends) == before+1 {
		h.ends[r.i] = h.u.ends[before]
	}
}
