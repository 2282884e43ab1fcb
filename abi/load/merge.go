package load

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// shapeKey is a name with a shape.
type shapeKey struct{ key, shape uint64 }

// shaped is one shape of a named type.
type shaped struct {
	id     abi.TypeID
	origin ref
	full   map[uint64]bool // descriptions whose members were taken
}

// refine finds the names with several shapes and splits every type that
// reaches one of them, until nothing changes: the greatest relation of the
// package comment of abi, by partition refinement. A type's class is its
// shape, which names the classes of the split types it leads to. The shapes
// of a round see the outcome of the one before only.
func (l *loader) refine(perUnit func(func(*hasher, *unit))) {
	before := -1
	for range maxRefine {
		classes := map[shapeKey]bool{}
		first := map[uint64]uint64{}
		for _, u := range l.units {
			for i := range u.defs {
				d := &u.defs[i]
				if d.decl {
					continue
				}
				if known, ok := first[d.key]; !ok {
					first[d.key] = d.shape
				} else if known != d.shape {
					l.split[d.name] = true
				}
				classes[shapeKey{d.key, d.shape}] = true
			}
		}
		if len(classes) == before || len(l.split) == 0 {
			break
		}
		before = len(classes)
		perUnit((*hasher).reshape)
		for _, u := range l.units {
			for _, s := range u.reshaped {
				u.defs[s.index].shape = s.shape
			}
			u.reshaped = nil
		}
	}
	for _, u := range l.units {
		for i := range u.defs {
			d := &u.defs[i]
			if d.decl {
				continue
			}
			k := shapeKey{d.key, d.shape}
			if _, ok := l.named[k]; !ok {
				l.named[k] = nil
				l.defs[d.key] = append(l.defs[d.key], u.entry(d.die))
			}
		}
	}
}

// maxRefine bounds the rounds of refine: each splits at least one type.
const maxRefine = 64

// nominal lowers a struct, class, union or enum: types that are equal by name
// and shape in several units become one.
func (l *loader) nominal(r ref) abi.TypeID {
	if r.has(sSignature) {
		if t := r.target(sSignature); t.ok() && t != r {
			return l.typ(t)
		}
	}
	d := r.u.definitionAt(r.i)
	if d == nil {
		return l.unsupported("a type that was not found", r)
	}
	if d.decl {
		return l.declared(r, d)
	}
	k := shapeKey{d.key, d.shape}
	s := l.named[k]
	if s == nil {
		s = &shaped{id: l.b.NewType(), origin: r, full: map[uint64]bool{}}
		l.named[k] = s
		l.shapes[d.key] = append(l.shapes[d.key], s)
	}
	r.u.memo[r.i] = s.id
	if !s.full[d.full] {
		s.full[d.full] = true
		if !isEnum(r) || s.origin == r {
			l.queue = append(l.queue, todo{s.id, r})
		}
	}
	return s.id
}

// declared resolves a declaration to the one definition of its name, if there
// is exactly one shape; a definition in the declaration's own unit is the one
// it means.
func (l *loader) declared(r ref, d *definition) abi.TypeID {
	defs := l.defs[d.key]
	if len(typeName(r)) == 0 {
		defs = nil
	}
	if len(defs) > 1 {
		for i := range r.u.defs {
			if own := &r.u.defs[i]; own.key == d.key && !own.decl {
				return l.typ(r.u.entry(own.die))
			}
		}
	}
	if len(defs) == 1 {
		return l.typ(defs[0])
	}
	first, ok := l.decls[d.key]
	if !ok {
		l.decls[d.key] = r
		id := l.b.NewType()
		r.u.memo[r.i] = id
		l.queue = append(l.queue, todo{id, r})
		return id
	}
	id := first.u.memo[first.i]
	r.u.memo[r.i] = id
	if !isEnum(r) && r.first() >= 0 {
		l.queue = append(l.queue, todo{id, r})
	}
	return id
}

func isEnum(r ref) bool { return r.tag() == dwarf.TagEnumerationType }

// reportODR makes an issue of every name with more than one shape.
func (l *loader) reportODR() {
	for _, shapes := range l.shapes {
		if len(shapes) < 2 || len(typeName(shapes[0].origin)) == 0 {
			continue
		}
		a, b := shapes[0].origin, shapes[1].origin
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
