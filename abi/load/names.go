package load

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// scopeKey identifies the scope of a namespace or function in the model.
type scopeKey struct {
	parent abi.ScopeID
	kind   abi.ScopeKind
	name   abi.StrID
	unit   uint32    // of anonymous namespaces, and functions that a unit has for itself
	link   abi.StrID // mangled name of a function
}

// spec follows DW_AT_specification and DW_AT_abstract_origin to the entry that
// names and places the entity.
func spec(r ref) ref {
	for range 8 {
		if !r.has(sSpec) && !r.has(sOrigin) {
			return r
		}
		next := r.target(sSpec)
		if !next.ok() {
			next = r.target(sOrigin)
		}
		if !next.ok() || next == r {
			return r
		}
		r = next
	}
	return r
}

// typeName is the own name of a type.
func typeName(r ref) []byte {
	n := entityName(r)
	if len(n) == 0 {
		n = entityName(spec(r))
	}
	// g++ spells the target's own __va_list_tag in some units as "typedef T T", and
	// a class of a module that only a typedef names, which other units leave
	// without a name: that one has a linkage name.
	if rest, ok := bytes.CutPrefix(n, []byte("typedef ")); ok {
		if a, b, two := bytes.Cut(rest, []byte(" ")); two && bytes.Equal(a, b) {
			if r.has(sLinkage) {
				return nil
			}
			return a
		}
	}
	if r.ok() && r.u.gcc {
		return unqualified(n)
	}
	return n
}

// importsModules reports whether names of a unit may have the modules in them that
// declare an entity: "Box@shapes<Side@shapes>", as g++ writes where a unit imports
// them. Without recorded options every C++ unit may import some.
func importsModules(producer string) bool {
	return strings.Contains(producer, " -fmodules") || !strings.Contains(producer, " -")
}

// withoutModules leaves the modules out of a name: the unit that declares an entity
// writes none, and two modules that declare one name each have a type of several
// shapes, like any other two units that do.
func withoutModules(n []byte) []byte {
	at := bytes.IndexByte(n, '@')
	if at <= 0 {
		return n
	}
	out := append(make([]byte, 0, len(n)), n[:at]...)
	quote := byte(0)
	for _, c := range n[:at] {
		quote = quoted(quote, c)
	}
	for i := at; i < len(n); i++ {
		if n[i] != '@' || quote != 0 || !word(n[i-1]) {
			quote = quoted(quote, n[i])
			out = append(out, n[i])
			continue
		}
		for i++; i < len(n) && (word(n[i]) || n[i] == '.' || n[i] == '$' || n[i] >= 0x80 || n[i] == ':' && i+1 < len(n) && word(n[i+1]) && n[i-1] != ':'); i++ {
		}
		i--
	}
	return out
}

// quoted follows string and character literals in template arguments: the open
// quote after a byte, 0 outside of one.
func quoted(open, c byte) byte {
	switch {
	case open == 0 && (c == '"' || c == '\''):
		return c
	case open == c:
		return 0
	}
	return open
}

// unqualified is the name of a class or enum without the scopes before it,
// which g++ writes for Objective-C++ (seen with 12; the unit says that it is C++).
func unqualified(n []byte) []byte {
	colon := bytes.IndexByte(n, ':')
	if colon < 0 {
		return n
	}
	if args := bytes.IndexByte(n, '<'); args > 0 && args < colon && n[len(n)-1] == '>' && n[0] != '(' && n[0] != '{' {
		return n // scopes in template arguments only
	}
	head := n
	i := bytes.IndexAny(n, "<({")
	if i >= 0 {
		head = n[:i]
	}
	if !bytes.Contains(head, []byte("::")) && (i < 0 || i > 0 && n[len(n)-1] == '>') {
		return n
	}
	var open []byte
	from := 0
	for i, b := range n {
		switch b {
		case '<', '(', '{':
			open = append(open, b)
		case '>', ')', '}':
			if k := len(open) - 1; k >= 0 && (open[k] == '<') == (b == '>') {
				open = open[:k]
			}
		case ':':
			if len(open) == 0 && i > 0 && n[i-1] == ':' {
				from = i + 1
			}
		}
	}
	return bytes.ReplaceAll(n[from:], []byte("{anonymous}"), []byte("(anonymous namespace)"))
}

// naming finds the innermost entry around r that gives it a scope. gcc nests
// pointer and const entries under subroutine types, which name nothing.
func naming(r ref) ref {
	r = spec(r)
	for p := r.parent(); p.ok(); p = p.parent() {
		switch p.tag() {
		case dwarf.TagNamespace, dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagSubprogram, dwarf.TagModule:
			return p
		case dwarf.TagCompileUnit, dwarf.TagPartialUnit, dwarf.TagTypeUnit:
			return none
		}
	}
	return none
}

// qualified is the name of an entity with its scopes, for comparing only.
func (l *loader) qualified(r ref) string {
	parts := []string{string(typeName(r))}
	for p := nominalEntry(naming(r)); p.ok() && len(parts) < 64; p = nominalEntry(naming(p)) {
		name := string(typeName(p))
		if name == "" {
			name = fmt.Sprintf("(%d)", p.tag())
		}
		parts = append(parts, name)
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, "::")
}

// scopeOf is the scope an entry was declared in.
func (l *loader) scopeOf(r ref) abi.ScopeID {
	p := naming(r)
	if !p.ok() {
		return 0
	}
	// Members of a scope follow one another.
	if l.inside.at != p {
		id := l.scope(p)
		l.inside = opened{p, id}
	}
	return l.inside.id
}

// opened is the scope that an entry opens.
type opened struct {
	at ref
	id abi.ScopeID
}

// scope is the scope that an entry opens.
func (l *loader) scope(p ref) abi.ScopeID {
	if l.depth > maxTypeDepth {
		return 0
	}
	l.depth++
	defer func() { l.depth-- }()
	p = spec(p)
	switch p.tag() {
	case dwarf.TagNamespace, dwarf.TagModule, dwarf.TagSubprogram:
		id, ok := p.u.scopes[p.i]
		if !ok {
			id = l.namedScope(p)
			if p.u.scopes == nil {
				p.u.scopes = map[int32]abi.ScopeID{}
			}
			p.u.scopes[p.i] = id
		}
		return id
	}
	t := l.typ(p)
	if n := l.b.NumTypes(); len(l.recordScopes) < n {
		l.recordScopes = append(l.recordScopes, make([]abi.ScopeID, n-len(l.recordScopes))...)
	}
	if l.recordScopes[t] == 0 {
		parent := l.scopeOf(p)
		l.recordScopes[t] = l.b.AddScope(abi.ScopeRow{Kind: abi.ScopeRecord, Parent: parent, Type: t})
	}
	return l.recordScopes[t]
}

// namedScope is the scope of a namespace or function.
func (l *loader) namedScope(p ref) abi.ScopeID {
	k := scopeKey{parent: l.scopeOf(p), name: l.b.Bytes(entityName(p))}
	switch p.tag() {
	case dwarf.TagSubprogram:
		k.kind = abi.ScopeFunction
		if link := l.b.Bytes(p.bytes(sLinkage)); link != 0 && p.flag(sExternal) {
			k.link = link
		} else {
			k.unit = p.u.id
		}
	default:
		k.kind = abi.ScopeNamespace
		if k.name == 0 {
			k.kind, k.unit = abi.ScopeAnonymousNamespace, p.u.id
		} else if p.flag(sExportSyms) {
			k.kind = abi.ScopeInlineNamespace
		}
		if k.kind == abi.ScopeNamespace {
			// An extension of an inline namespace need not say so again.
			in := k
			in.kind = abi.ScopeInlineNamespace
			if id, ok := l.scopes[in]; ok {
				return id
			}
		}
	}
	if id, ok := l.scopes[k]; ok {
		return id
	}
	id := l.b.AddScope(abi.ScopeRow{Kind: k.kind, Parent: k.parent, Name: k.name, Unit: abi.UnitID(k.unit)})
	l.scopes[k] = id
	return id
}
