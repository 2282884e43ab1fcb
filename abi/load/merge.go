package load

import (
	"fmt"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// shaped is one shape of a named type.
type shaped struct {
	digest string
	id     abi.TypeID
	origin ref
}

// nominal lowers a struct, class, union or enum: types that are equal by name
// and shape in several units become one.
func (l *loader) nominal(r ref) abi.TypeID {
	if r.has(sSignature) {
		if t := r.target(sSignature); t.ok() && t != r {
			return l.typ(t)
		}
	}
	if r.flag(sDeclaration) {
		return l.declared(r)
	}
	key := l.unitKey(r) + l.qualified(r)
	if l.typeName(r) == "" {
		line, _ := r.uint(sDeclLine)
		file := ""
		if n, ok := r.uint(sDeclFile); ok && n < uint64(len(r.u.files)) {
			file = r.u.files[n]
		}
		// Without a name the place in the source tells types apart, and
		// without a place the entry itself.
		key += fmt.Sprintf("@%s:%d", file, line)
		if line == 0 {
			key += fmt.Sprintf("#%d.%x", r.u.id, r.die().off)
		}
	}
	digest := l.digest(r)
	for _, s := range l.named[key] {
		if s.digest == digest {
			l.also(s.id, r)
			return s.id
		}
	}
	id := l.b.NewType()
	l.memo[r.u][r.i] = id
	l.named[key] = append(l.named[key], shaped{digest, id, r})
	l.queue = append(l.queue, todo{id, r})
	return id
}

// declared resolves a declaration to the one definition of its name, if there
// is exactly one shape.
func (l *loader) declared(r ref) abi.TypeID {
	q := l.qualified(r)
	if name := l.typeName(r); name != "" {
		var same []ref
		for _, d := range l.defs[q] {
			if isEnum(d) == isEnum(r) && l.unitKey(d) == l.unitKey(r) {
				same = append(same, d)
			}
		}
		// A definition in the declaration's own unit is the one it means.
		for _, d := range same {
			if d.u == r.u {
				return l.typ(d)
			}
		}
		if len(same) > 0 {
			first := l.typ(same[0])
			for _, d := range same[1:] {
				if l.typ(d) != first {
					return l.declaration(r, q)
				}
			}
			return first
		}
	}
	return l.declaration(r, q)
}

func isEnum(r ref) bool { return r.tag() == dwarf.TagEnumerationType }

// declaration is a node for a type that nothing defines.
func (l *loader) declaration(r ref, q string) abi.TypeID {
	key := l.unitKey(r) + "declaration " + q
	if s := l.named[key]; len(s) > 0 && (isEnum(s[0].origin) == isEnum(r)) {
		l.also(s[0].id, r)
		return s[0].id
	}
	id := l.b.NewType()
	l.memo[r.u][r.i] = id
	l.named[key] = append(l.named[key], shaped{"", id, r})
	l.queue = append(l.queue, todo{id, r})
	return id
}

// digest spells the shape of a type: what must agree for two descriptions to
// be of the same type. Types of members count by name.
func (l *loader) digest(r ref) string { return l.digestAt(r, 0) }

func (l *loader) digestAt(r ref, depth int) string {
	var b strings.Builder
	size, _ := r.uint(sByteSize)
	fmt.Fprintf(&b, "%d", size)
	if isEnum(r) {
		b.WriteString("e")
	} else if r.tag() == dwarf.TagUnionType {
		b.WriteString("u")
	}
	r.each(func(c ref) {
		switch c.tag() {
		case dwarf.TagMember:
			if c.flag(sDeclaration) || c.flag(sExternal) {
				return
			}
			bits, _ := c.uint(sBitSize)
			fmt.Fprintf(&b, "|%s@%d:%d %s", c.str(sName), l.fieldOffset(c), bits, l.brief(c.target(sType), depth+1))
		case dwarf.TagInheritance:
			virt, _ := c.uint(sVirtuality)
			fmt.Fprintf(&b, "|^%d:%d %s", c.get(sMemberLoc).U, virt, l.brief(c.target(sType), depth+1))
		case dwarf.TagSubprogram:
			if virt, _ := c.uint(sVirtuality); virt != 0 && !c.flag(sArtificial) && !strings.HasPrefix(c.str(sName), "~") {
				fmt.Fprintf(&b, "|virtual %s=%x", c.str(sName), c.u.u.Block(c.get(sVSlot)))
			}
		case dwarf.TagEnumerator:
			fmt.Fprintf(&b, "|%s=%d", c.str(sName), c.get(sConst).U)
		}
	})
	return b.String()
}

// brief names a type without lowering it.
func (l *loader) brief(r ref, depth int) string {
	if !r.ok() {
		return "void"
	}
	if depth > 16 {
		return "…"
	}
	switch r.tag() {
	case dwarf.TagTypedef, dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagEnumerationType, dwarf.TagBaseType:
		if n := l.typeName(r); n != "" {
			switch r.tag() {
			case dwarf.TagBaseType:
				return baseName(n)
			case dwarf.TagTypedef:
				// What counts is the type, not by which aliases a header names it.
				return l.brief(r.target(sType), depth+1)
			}
			q := l.qualified(r)
			if l.split[q] {
				if r.has(sSignature) {
					r = r.target(sSignature)
				}
				return fmt.Sprintf("%s#%x", q, l.class[r])
			}
			return q
		}
		// Types without a name count by shape, unless a pointer leads to them:
		// then they may contain themselves.
		if r.tag() != dwarf.TagBaseType && depth < 4 {
			return "{" + l.digestAt(r, depth) + "}"
		}
		return "{}"
	case dwarf.TagArrayType:
		dims := ""
		r.each(func(c ref) { dims += fmt.Sprintf("[%d,%d]", c.get(sUpper).U, c.get(sCount).U) })
		return l.brief(r.target(sType), depth+1) + dims
	case dwarf.TagSubroutineType:
		sig := "fn("
		r.each(func(c ref) {
			if c.tag() == dwarf.TagFormalParameter {
				sig += l.brief(c.target(sType), max(depth+1, 5)) + ","
			}
		})
		return sig + ")" + l.brief(r.target(sType), max(depth+1, 5))
	}
	return fmt.Sprintf("%d ", r.tag()) + l.brief(r.target(sType), max(depth+1, 5))
}

// refine finds the names with several shapes and splits every type that
// reaches one of them, until nothing changes: the greatest relation of the
// package comment of abi, by partition refinement. A type's class is the hash
// of its digest; digests name the classes of the split types they reach.
func (l *loader) refine() {
	before := -1
	for range maxRefine {
		class, split := make(map[ref]uint64, len(l.class)), map[string]bool{}
		seen := map[string]map[uint64]bool{}
		distinct := 0
		for q, refs := range l.defs {
			for _, r := range refs {
				h := xxh3.HashString(l.digest(r))
				class[r] = h
				key := l.unitKey(r) + q
				if seen[key] == nil {
					seen[key] = map[uint64]bool{}
				}
				if !seen[key][h] {
					seen[key][h] = true
					distinct++
				}
				if len(seen[key]) > 1 {
					split[q] = true
				}
			}
		}
		// The digests of a round see the outcome of the one before only.
		l.class, l.split = class, split
		if distinct == before || len(split) == 0 {
			return
		}
		before = distinct
	}
}

// maxRefine bounds the rounds of refine: each splits at least one type.
const maxRefine = 64

// reportODR makes an issue of every name with more than one shape.
func (l *loader) reportODR() {
	for _, key := range sortedNames(l.named) {
		shapes := l.named[key]
		if len(shapes) < 2 || l.typeName(shapes[0].origin) == "" {
			continue
		}
		a, b := shapes[0], shapes[1]
		l.issues = append(l.issues, abi.Issue{Code: "odr", Severity: abi.Warning, Entity: key, File: a.origin.u.im.Name, Offset: a.origin.die().off,
			Message: fmt.Sprintf("%s has %d different shapes: %s and %s: %s", key, len(shapes), l.place(a.origin), l.place(b.origin), firstDifference(a.digest, b.digest))})
	}
}

func (l *loader) place(r ref) string {
	unit := ref{r.u, 0}.str(sName)
	line, _ := r.uint(sDeclLine)
	if n, ok := r.uint(sDeclFile); ok && n < uint64(len(r.u.files)) && r.u.files[n] != "" {
		return fmt.Sprintf("%s:%d (unit %s)", r.u.files[n], line, unit)
	}
	return "unit " + unit
}

// firstDifference shows where two digests part.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "|"), strings.Split(b, "|")
	for i := 0; i < len(x) || i < len(y); i++ {
		p, q := "nothing", "nothing"
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if p != q {
			if i == 0 {
				return "sizes " + p + " and " + q
			}
			return "member " + p + " against " + q
		}
	}
	return "equal members"
}
