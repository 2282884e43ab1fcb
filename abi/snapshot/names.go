package snapshot

import (
	"cmp"
	"slices"
	"strings"
	"unsafe"

	"github.com/tenon-abi/tenon/abi"
	"github.com/zeebo/xxh3"
)

// Ids longer than maxID bytes keep a prefix of idPrefix bytes and a hash.
const (
	maxID    = 60
	idPrefix = 44
)

// maxDepth bounds chains of scopes and of unnamed types.
const maxDepth = 200

// names holds the id of every scope and of every type that has a line.
type names struct {
	m        *abi.Model
	arena    arena
	canon    []abi.ScopeID // scopes that are one namespace share one
	scope    []string      // by canonical scope
	typ      []string      // "" for types that references spell out
	order    []abi.TypeID  // types with a line, sorted by scope and name
	scopes   []abi.ScopeID // canonical scopes, sorted by id
	state    []uint8       // of content ids: 0 not begun, 1 under way, 2 done
	cycles   int
	contents map[string]int
}

// arena stores many small strings in few allocations.
type arena struct{ buf []byte }

func (a *arena) add(parts ...string) string {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	if n == 0 {
		return ""
	}
	if cap(a.buf)-len(a.buf) < n {
		a.buf = make([]byte, 0, max(1<<18, n))
	}
	at := len(a.buf)
	for _, p := range parts {
		a.buf = append(a.buf, p...)
	}
	return unsafe.String(&a.buf[at], n)
}

// named reports whether a kind is identified by scope and name.
func named(k abi.Kind) bool {
	switch k {
	case abi.KindUnsupported, abi.KindVoid, abi.KindBase, abi.KindStruct, abi.KindClass, abi.KindUnion, abi.KindEnum, abi.KindTypedef, abi.KindNullptr:
		return true
	}
	return false
}

func newNames(m *abi.Model) *names {
	n := &names{m: m, typ: make([]string, m.NumTypes()), state: make([]uint8, m.NumTypes()), contents: map[string]int{}}
	depth := n.canonScopes()
	buckets := n.buckets()
	anon := newAnonymous(m)
	n.scope = make([]string, m.NumScopes())
	taken := map[string]int{}
	order := make([]abi.ScopeID, 0, m.NumScopes())
	for s := range m.NumScopes() {
		if n.canon[s] == abi.ScopeID(s) {
			order = append(order, abi.ScopeID(s))
		}
	}
	slices.SortStableFunc(order, func(a, b abi.ScopeID) int { return cmp.Compare(depth[a], depth[b]) })
	for _, s := range order {
		n.nameScope(s, taken)
		n.nameTypes(s, buckets[s], anon)
	}
	n.sortScopes(order)
	n.order = make([]abi.TypeID, 0, m.NumTypes())
	for _, s := range n.scopes {
		n.order = append(n.order, buckets[s]...)
	}
	for i := 1; i < m.NumTypes(); i++ {
		if !named(m.Type(abi.TypeID(i)).Kind()) && n.needsLine(abi.TypeID(i)) {
			n.contentID(abi.TypeID(i), 0)
		}
	}
	n.orderContents()
	return n
}

// canonScopes joins scopes that are one namespace and returns depths.
func (n *names) canonScopes() (depth []int32) {
	count := n.m.NumScopes()
	n.canon = make([]abi.ScopeID, count)
	depth = make([]int32, count)
	type key struct {
		parent abi.ScopeID
		kind   abi.ScopeKind
		name   abi.StrID
	}
	first := map[key]abi.ScopeID{}
	for s := range count {
		n.canon[s] = abi.ScopeID(s)
	}
	for s := 1; s < count; s++ {
		depth[s] = int32(len(n.m.ScopePath(abi.ScopeID(s))))
	}
	order := make([]abi.ScopeID, count)
	for i := range order {
		order[i] = abi.ScopeID(i)
	}
	slices.SortStableFunc(order, func(a, b abi.ScopeID) int { return cmp.Compare(depth[a], depth[b]) })
	for _, s := range order {
		r := n.m.Scope(s)
		if s == 0 || (r.Kind != abi.ScopeNamespace && r.Kind != abi.ScopeInlineNamespace) {
			continue
		}
		k := key{n.canon[r.Parent], r.Kind, r.Name}
		if c, ok := first[k]; ok {
			n.canon[s] = c
		} else {
			first[k] = s
		}
	}
	return depth
}

// buckets groups the named types by canonical scope.
func (n *names) buckets() [][]abi.TypeID {
	size := make([]uint32, n.m.NumScopes())
	total := 0
	each := func(visit func(abi.TypeID, abi.ScopeID)) {
		for i := 1; i < n.m.NumTypes(); i++ {
			if nd := n.m.Type(abi.TypeID(i)).Node(); named(nd.Kind) {
				visit(abi.TypeID(i), n.canon[nd.Scope])
			}
		}
	}
	each(func(_ abi.TypeID, s abi.ScopeID) { size[s]++; total++ })
	all := make([]abi.TypeID, total)
	out := make([][]abi.TypeID, len(size))
	at := 0
	for s, k := range size {
		out[s] = all[at : at : at+int(k)]
		at += int(k)
	}
	each(func(id abi.TypeID, s abi.ScopeID) { out[s] = append(out[s], id) })
	return out
}

func (n *names) nameScope(s abi.ScopeID, taken map[string]int) {
	if s == 0 {
		return
	}
	r := n.m.Scope(s)
	own := n.m.Str(r.Name)
	switch {
	case r.Type != 0 && n.typ[r.Type] != "":
		n.scope[s] = n.unique(n.typ[r.Type], taken)
		return
	case r.Kind == abi.ScopeAnonymousNamespace:
		own = "(anonymous)"
	case r.Kind == abi.ScopeFunction && own == "":
		own = n.m.Func(r.Func).Name() + "()"
	case r.Kind == abi.ScopeFunction:
		own += "()"
	case own == "":
		own = "(unnamed)"
	}
	n.scope[s] = n.unique(n.join(n.scope[n.canon[r.Parent]], own), taken)
}

// unique appends an ordinal to an id that is taken.
func (n *names) unique(id string, taken map[string]int) string {
	taken[id]++
	if k := taken[id]; k > 1 {
		return n.unique(n.arena.add(id, "#", ordinal(k)), taken)
	}
	return id
}

// ordinal spells a number so that the first 999 sort as text.
func ordinal(k int) string {
	s := itoa(uint64(k))
	if len(s) < 3 {
		s = "000"[len(s):] + s
	}
	return s
}

// join makes the id of a name in a scope.
func (n *names) join(scope, name string) string {
	sep := "::"
	if scope == "" {
		sep = ""
	}
	if len(scope)+len(sep)+len(name) <= maxID {
		return n.arena.add(scope, sep, name)
	}
	h := xxh3.HashString(name)
	h = h*0x9e3779b97f4a7c15 ^ xxh3.HashString(scope)
	room := idPrefix - len(scope) - len(sep)
	if room >= 8 {
		return n.arena.add(scope, sep, cut(name, room), "~", base32(h))
	}
	return n.arena.add(cut(scope, idPrefix-16), "..", cut(name, 14), "~", base32(h))
}

// cut shortens s to at most n bytes, not inside of a UTF-8 sequence.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// base32 spells 60 bits of h.
func base32(h uint64) string {
	const digits = "0123456789abcdefghjkmnpqrstvwxyz"
	var b [12]byte
	for i := range b {
		b[i] = digits[h>>(5*i)&31]
	}
	return string(b[:])
}

// nameTypes gives ids to the types of one scope and sorts them.
func (n *names) nameTypes(s abi.ScopeID, types []abi.TypeID, anon *anonymous) {
	if len(types) == 0 {
		return
	}
	own := make([]entry, len(types))
	lambdas := 0
	for i, id := range types {
		nd := n.m.Type(id).Node()
		e := entry{id: id, name: n.m.Str(nd.Name), rank: rankOf(nd)}
		if nd.Flags&abi.TypeLambda != 0 {
			lambdas++
			e.name = "(lambda " + ordinal(lambdas) + ")"
		} else if e.name == "" {
			e.name = anon.name(id, nd)
		}
		own[i] = e
	}
	slices.SortFunc(own, compareEntries)
	scope := n.scope[s]
	for i := range own {
		e := &own[i]
		name := e.name
		if i > 0 && own[i-1].name == name {
			// The tag and the typedef of C share a name; others get an ordinal.
			e.ordinal = own[i-1].ordinal + 1
			if e.rank >= rankTypedef && own[i-1].rank < rankTypedef {
				name = "typedef " + name
				e.ordinal, e.typedef = 0, true
			} else if e.rank >= rankTypedef && own[i-1].typedef {
				name, e.typedef = "typedef "+name, true
			}
			if e.ordinal > 0 {
				name += "#" + ordinal(e.ordinal+1)
			}
		}
		n.typ[e.id] = n.join(scope, name)
		types[i] = e.id
	}
}

type entry struct {
	name    string
	id      abi.TypeID
	rank    uint64
	ordinal int
	typedef bool
}

func compareEntries(a, b entry) int {
	if c := strings.Compare(a.name, b.name); c != 0 {
		return c
	}
	if c := cmp.Compare(a.rank, b.rank); c != 0 {
		return c
	}
	return cmp.Compare(a.id, b.id)
}

const rankTypedef = 1 << 62

// rankOf orders types of one name: definitions before declarations, typedefs
// last, otherwise by kind and size.
func rankOf(nd abi.Node) uint64 {
	r := uint64(nd.Kind)<<40 | min(nd.Size, 1<<40-1)
	if nd.Flags&abi.TypeDeclaration != 0 {
		r |= 1 << 50
	}
	if nd.Kind == abi.KindTypedef {
		r |= rankTypedef
	}
	return r
}

func (n *names) sortScopes(order []abi.ScopeID) {
	n.scopes = order
	slices.SortFunc(n.scopes, func(a, b abi.ScopeID) int {
		if c := strings.Compare(n.scope[a], n.scope[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
}
