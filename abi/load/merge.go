package load

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// shapeKey is a name with a shape.
type shapeKey struct{ key, shape uint64 }

// shaped is one shape of a named type, and the entry that named it first.
type shaped struct {
	key    shapeKey
	id     abi.TypeID
	origin ref
}

// refine finds the names with several shapes and splits every type that
// reaches one of them, until nothing changes: the greatest relation of the
// package comment of abi, by partition refinement. A type's class is its
// shape, which names the classes of the split types it leads to. The shapes
// of a round see the outcome of the one before only.
func (l *loader) refine(perUnit func(func(*hasher, *unit))) {
	before := -1
	for range maxRefine {
		classes := newTable[struct{}](0)
		first := newTable[uint64](0) // shapes by key
		for _, u := range l.units {
			for i := range u.defs {
				d := &u.defs[i]
				if d.decl {
					continue
				}
				if !first.has(d.key) {
					first.put(d.key, d.shape)
				} else if first.get(d.key) != d.shape {
					l.split[d.name] = true
				}
				classes.put(mix(d.key, d.shape), struct{}{})
			}
		}
		if classes.used == before || len(l.split) == 0 {
			break
		}
		before = classes.used
		perUnit((*hasher).reshape)
		for _, u := range l.units {
			for _, s := range u.reshaped {
				u.defs[s.index].shape = s.shape
			}
			u.reshaped = nil
		}
	}
	seen := newTable[struct{}](0)
	for _, u := range l.units {
		for i := range u.defs {
			d := &u.defs[i]
			if d.decl {
				continue
			}
			if k := mix(d.key, d.shape); !seen.has(k) {
				seen.put(k, struct{}{})
				l.defs[d.key] = append(l.defs[d.key], u.entry(d.die))
			}
		}
	}
}

// maxRefine bounds the rounds of refine: each splits at least one type.
const maxRefine = 64

// nominal is the id of a struct, class, union or enum: types that are equal by
// name and shape in several units are one. What is in it comes with its item.
func (l *loader) nominal(r ref) abi.TypeID {
	if t := r.target(sSignature); t.ok() && t != r {
		return l.typ(t)
	}
	d := r.u.definitionAt(r.i)
	if d == nil {
		return l.unsupported("a type that was not found", r)
	}
	if d.decl {
		return l.declared(r, d)
	}
	k := shapeKey{d.key, d.shape}
	id := l.named[k]
	if id == 0 {
		id = l.newNominal(r)
		l.named[k] = id
		l.shapes = append(l.shapes, shaped{k, id, r})
	}
	l.remember(r, id)
	return id
}

// newNominal hands out an id for a type whose contents may come later, from
// another entry.
func (l *loader) newNominal(r ref) abi.TypeID {
	kind := recordKind(r)
	if isEnum(r) {
		kind = abi.KindEnum
	}
	return l.b.AddType(abi.Node{Kind: kind, Name: l.b.Bytes(typeName(r))}, abi.Origin{})
}

// declared resolves a declaration to the one definition of its name, if there
// is exactly one shape; a definition in the declaration's own unit is the one
// it means.
func (l *loader) declared(r ref, d *definition) abi.TypeID {
	if def := l.definitionOf(r, d); def.ok() {
		return l.typ(def)
	}
	id := l.decls[d.key]
	if id == 0 {
		id = l.newNominal(r)
		l.decls[d.key] = id
		l.declOnly = append(l.declOnly, shaped{shapeKey{d.key, 0}, id, r})
	}
	l.remember(r, id)
	return id
}

// definitionOf is the definition that a declaration means, if there is one.
func (l *loader) definitionOf(r ref, d *definition) ref {
	defs := l.defs[d.key]
	if len(typeName(r)) == 0 {
		return none
	}
	if len(defs) > 1 {
		for i := range r.u.defs {
			if own := &r.u.defs[i]; own.key == d.key && !own.decl {
				return r.u.entry(own.die)
			}
		}
	}
	if len(defs) == 1 {
		return defs[0]
	}
	return none
}

// fill takes what is in a struct, class, union or enum.
func (l *loader) fill(r ref) {
	id := l.typ(r)
	d := r.u.definitionAt(r.i)
	if d == nil || r.has(sSignature) && r.target(sSignature).ok() {
		return // it only names a type
	}
	if d.decl {
		if def := l.definitionOf(r, d); def.ok() {
			l.fillMore(id, r, def)
			return
		}
	}
	if isEnum(r) {
		l.fillEnum(id, r)
	} else {
		l.fillRecord(id, r)
	}
}

// fillMore takes the members that a declaration lists of a class that is
// defined elsewhere: g++ declares a class with the member functions that a unit
// uses, and these need not be in the definition of another unit, which was
// built for another standard or instantiated less of a template.
func (l *loader) fillMore(id abi.TypeID, r, def ref) {
	if isEnum(r) || r.first() < 0 {
		return
	}
	if int(id) >= len(l.owners) || l.owners[id] == nil {
		l.fillRecord(id, def)
	}
	l.fillRecord(id, r)
}

func isEnum(r ref) bool { return r.tag() == dwarf.TagEnumerationType }

// shared lists the keys that one unit gives to several types: classes of two
// blocks of a function, templates of two closures of one. No unit defines a
// type twice, so such a key is not the name of one type, and types of its
// several shapes are no conflict. Partial units hold parts of several units.
func (l *loader) shared(keys map[uint64][]ref) map[uint64]bool {
	out := map[uint64]bool{}
	for _, u := range l.units {
		if u.entry(0).tag() == dwarf.TagPartialUnit {
			continue
		}
		first := map[uint64]uint64{}
		for i := range u.defs {
			d := &u.defs[i]
			if d.decl || len(keys[d.key]) < 2 {
				continue
			}
			if shape, ok := first[d.key]; ok && shape != d.shape {
				out[d.key] = true
			}
			first[d.key] = d.shape
		}
	}
	return out
}

// reportODR makes an issue of every name with more than one shape.
func (l *loader) reportODR() {
	shapes := map[uint64][]ref{}
	for _, s := range l.shapes {
		if l.split[s.origin.u.definitionAt(s.origin.i).name] {
			shapes[s.key.key] = append(shapes[s.key.key], s.origin)
		}
	}
	shared := l.shared(shapes)
	for key, shapes := range shapes {
		if len(shapes) < 2 || len(typeName(shapes[0])) == 0 || shared[key] {
			continue
		}
		a, b := shapes[0], shapes[1]
		name := l.qualified(a)
		l.issues = append(l.issues, abi.Issue{Code: "odr", Severity: abi.Warning, Entity: name, File: a.u.im.Name, Offset: a.off(),
			Message: fmt.Sprintf("%s has %d different shapes: %s and %s: %s", name, len(shapes), l.place(a), l.place(b), firstDifference(l.outline(a), l.outline(b)))})
	}
}

func (l *loader) place(r ref) string {
	unit := r.u.entry(0).str(sName)
	line, _ := r.uint(sDeclLine)
	if n, ok := r.uint(sDeclFile); ok && n < uint64(len(r.u.files)) && r.u.files[n] != "" {
		return fmt.Sprintf("%s:%d (unit %s)", r.u.files[n], line, unit)
	}
	return "unit " + unit
}

// outline lists what makes the shape of a type, in words.
func (l *loader) outline(r ref) []string {
	size, _ := r.uint(sByteSize)
	lines := []string{fmt.Sprintf("%d", size)}
	r.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagMember:
			if c.flag(sDeclaration) || c.flag(sExternal) {
				return
			}
			n, _ := c.uint(sBitSize)
			lines = append(lines, fmt.Sprintf("%s@%d:%d %s", c.str(sName), l.fieldOffset(c), n, l.spell(c.target(sType), 0)))
		case dwarf.TagInheritance:
			virt, _ := c.uint(sVirtuality)
			lines = append(lines, fmt.Sprintf("base @%d:%d %s", c.get(sMemberLoc).U, virt, l.spell(c.target(sType), 0)))
		case dwarf.TagSubprogram:
			if virt, _ := c.uint(sVirtuality); virt != 0 && !c.flag(sArtificial) {
				lines = append(lines, fmt.Sprintf("virtual %s=%x", c.str(sName), c.u.u.Block(c.get(sVSlot))))
			}
		case dwarf.TagEnumerator:
			lines = append(lines, fmt.Sprintf("%s=%d", c.str(sName), c.get(sConst).U))
		}
	})
	return lines
}

// spell names a type that a member has, roughly.
func (l *loader) spell(r ref, depth int) string {
	switch {
	case !r.ok() || depth > 16:
		return "void"
	case r.tag() == dwarf.TagTypedef:
		return l.spell(r.target(sType), depth+1)
	case len(typeName(r)) > 0:
		return baseName(l.qualified(r))
	case !r.has(sType):
		return "unnamed"
	}
	suffix := ""
	switch r.tag() {
	case dwarf.TagPointerType:
		suffix = "*"
	case dwarf.TagReferenceType:
		suffix = "&"
	case dwarf.TagRvalueReferenceType:
		suffix = "&&"
	case dwarf.TagConstType:
		suffix = " const"
	case dwarf.TagArrayType:
		r.each(func(c ref) { suffix += fmt.Sprintf("[%d,%d]", c.get(sUpper).U, c.get(sCount).U) })
	}
	return l.spell(r.target(sType), depth+1) + suffix
}

// firstDifference shows where two outlines part.
func firstDifference(x, y []string) string {
	for i := range max(len(x), len(y)) {
		p, q := "nothing", "nothing"
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if p == q {
			continue
		}
		if i == 0 {
			return "sizes " + p + " and " + q
		}
		return "member " + p + " against " + q
	}
	return "the same members, of types that differ"
}
