package abi

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// ErrTargets says that models of different targets can't be merged.
var ErrTargets = errors.New("models of different targets can't be merged into one")

// errUnsettled says that types refer to each other in a way that takes too
// long to tell apart: no compiler's output does.
var errUnsettled = errors.New("abi: the types of the models can't be told apart in a bounded number of rounds")

// Merge joins models of one target, as if their objects had been loaded
// together.
//
// Types of the same scope and name are one when they are equal as [Equal]
// sees the graph, reduced to what a load compares: size, members, bases,
// virtual functions and enumerators, with types by name unless the name has
// several shapes, and typedefs looked through. Definitions of one name that
// differ are kept apart and reported as an "odr" [Issue]. A declaration
// becomes the definition of its name if all models together have exactly one.
// Types without a name are one when they are equal and stand at one place of
// the source or, where a model keeps no places (a snapshot), have one role:
// the typedef that names them, the member they are the type of, their first
// enumerator. What belongs to one unit (anonymous namespaces, functions'
// types, internal functions and variables) is never joined.
//
// Of joined entities the first model's description stays and takes what the
// others add: member functions, parameter names, symbols, values. A function
// that one model uses and another defines is no longer imported.
//
// Rows keep the order of the models; which types, functions and variables are
// one does not depend on it. A model that is given twice counts once.
func Merge(models []*Model) (*Model, error) {
	if len(models) == 0 {
		return nil, errors.New("abi: no models to merge")
	}
	for _, m := range models[1:] {
		if a, b := models[0].target, m.target; a != b {
			return nil, fmt.Errorf("%w: %s and %s", ErrTargets, describe(a), describe(b))
		}
	}
	g := newMerger(distinct(models))
	if err := g.refine(); err != nil {
		return nil, err
	}
	g.units()
	g.joinTypes()
	g.joinSymbols()
	g.joinFunctions()
	g.joinVariables()
	g.fillTypes()
	g.fillScopes()
	g.joinMacros()
	g.joinIssues()
	return g.b.Finish()
}

// distinct drops the models that say the same as an earlier one.
func distinct(models []*Model) []*Model {
	var out []*Model
	for _, m := range models {
		if !slices.ContainsFunc(out, func(o *Model) bool { return o == m || reflect.DeepEqual(o, m) }) {
			out = append(out, m)
		}
	}
	return out
}

// describe names a target, also one that has no triple.
func describe(t Target) string {
	if s := t.Triple(); s != "unknown" {
		return s
	}
	order := "little"
	if t.BigEndian {
		order = "big"
	}
	return fmt.Sprintf("unknown (architecture %d, system %d, environment %d, %d-byte pointers, %s-endian)", t.Arch, t.OS, t.Env, t.PointerSize, order)
}

// merger holds the work of one Merge. Types of all models share one index,
// the global index: at[model] + TypeID.
type merger struct {
	models []*Model
	b      *Builder
	at     []uint32 // by model: global index of its type 0
	owner  []uint32 // by global index: the model

	keys   map[string]uint32 // interned names of scopes and nominal types
	scopes [][]uint32        // by model and ScopeID: key, 0 for the global scope
	inline map[uint32]bool   // keys of inline namespaces
	key    []uint32          // by global index: key of a named nominal type
	class  []uint32          // by global index: class of a nominal definition
	shapes map[uint32]*nameShapes
	brief  *briefs

	out   []TypeID            // by global index
	rep   []uint32            // by TypeID of the result: global index of the description that stays
	more  map[TypeID][]uint32 // by TypeID of a record: the further descriptions
	nodes map[string]TypeID

	outScopes  [][]ScopeID // by model and ScopeID, plus one
	namespaces map[uint32]ScopeID
	typeScopes map[typeScope]ScopeID
	withFunc   []scopeFunc

	strs   [][]StrID // by model and StrID, plus one
	unitAt []uint32  // by model: id of its unit 0
	symAt  []uint32  // by model: id of its symbol 0
	syms   *mergedSymbols
	funcs  [][]FuncID // by model and FuncID
	vars   [][]VarID  // by model and VarID
	merged []*mergedFunc
	varRow []*mergedVar
	issues []Issue
}

// typeScope identifies the scope that a type opens.
type typeScope struct {
	parent ScopeID
	kind   ScopeKind
	typ    TypeID
}

// scopeFunc is a scope of the result whose function is still unknown.
type scopeFunc struct {
	id    ScopeID
	model int
	fn    FuncID
}

func newMerger(models []*Model) *merger {
	g := &merger{models: models, b: NewBuilder(models[0].target), keys: map[string]uint32{}, inline: map[uint32]bool{}, shapes: map[uint32]*nameShapes{},
		nodes: map[string]TypeID{}, more: map[TypeID][]uint32{}, namespaces: map[uint32]ScopeID{}, typeScopes: map[typeScope]ScopeID{}}
	for i, m := range models {
		g.at = append(g.at, uint32(len(g.owner)))
		for range m.nodes {
			g.owner = append(g.owner, uint32(i))
		}
		g.scopes = append(g.scopes, make([]uint32, len(m.scopes)))
		g.outScopes = append(g.outScopes, make([]ScopeID, len(m.scopes)))
		g.strs = append(g.strs, make([]StrID, len(m.offs)))
		g.funcs = append(g.funcs, make([]FuncID, len(m.funcs)))
		g.vars = append(g.vars, make([]VarID, len(m.vars)))
	}
	g.rep = make([]uint32, 1)
	g.nameEverything()
	return g
}

// model and node resolve a global index.
func (g *merger) model(i uint32) (int, TypeID) {
	m := int(g.owner[i])
	return m, TypeID(i - g.at[m])
}

func (g *merger) node(i uint32) *Node {
	m, id := g.model(i)
	return &g.models[m].nodes[id]
}

// to is the global index of a type that a row of the same model refers to, 0
// for none.
func (g *merger) to(model int, id TypeID) uint32 {
	if id == 0 {
		return 0
	}
	return g.at[model] + uint32(id)
}

// str interns a string of a model in the result.
func (g *merger) str(model int, id StrID) StrID {
	if id == 0 {
		return 0
	}
	if s := g.strs[model][id]; s != 0 {
		return s - 1
	}
	s := g.b.Str(g.models[model].Str(id))
	g.strs[model][id] = s + 1
	return s
}

func (g *merger) intern(b []byte) uint32 {
	if k, ok := g.keys[string(b)]; ok {
		return k
	}
	k := uint32(len(g.keys) + 1)
	g.keys[string(b)] = k
	return k
}

// isNominal reports whether a kind has members and an identity of its own.
func isNominal(k Kind) bool { return k.IsRecord() || k == KindEnum }

// nameEverything gives keys to scopes and named nominal types: equal keys mean
// equal qualified names of entities that units share.
func (g *merger) nameEverything() {
	total := len(g.owner)
	g.key, g.class, g.out = make([]uint32, total), make([]uint32, total), make([]TypeID, total)
	for mi, m := range g.models {
		for s := 1; s < len(m.scopes); s++ {
			g.scopeKey(mi, ScopeID(s), 0)
		}
		for id := 1; id < len(m.nodes); id++ {
			n := &m.nodes[id]
			if isNominal(n.Kind) && n.Name != 0 {
				g.key[g.at[mi]+uint32(id)] = g.nameKey('T', g.scopes[mi][n.Scope], m.Str(n.Name))
			}
		}
	}
}

func (g *merger) nameKey(tag byte, scope uint32, name string) uint32 {
	var buf [64]byte
	b := binary.LittleEndian.AppendUint32(append(buf[:0], tag), scope)
	return g.intern(append(b, name...))
}

// scopeKey is the key of a scope. Anonymous namespaces and functions belong
// to their model alone.
func (g *merger) scopeKey(mi int, s ScopeID, depth int) uint32 {
	if s == 0 {
		return 0
	}
	if k := g.scopes[mi][s]; k != 0 {
		return k
	}
	m := g.models[mi]
	r := m.scopes[s]
	var k uint32
	alone := func() uint32 {
		b := binary.LittleEndian.AppendUint32([]byte{'U'}, uint32(mi))
		return g.intern(binary.LittleEndian.AppendUint32(b, uint32(s)))
	}
	switch {
	case depth > maxScopeDepth || r.Kind == ScopeAnonymousNamespace || r.Kind == ScopeFunction:
		k = alone()
	case r.Kind == ScopeRecord || r.Kind == ScopeEnum:
		name := m.Str(r.Name)
		if r.Type != 0 {
			name = m.Str(m.nodes[r.Type].Name)
		}
		if name == "" {
			name = "\x00" + m.nodes[r.Type].Kind.String()
		}
		k = g.nameKey('S', g.scopeKey(mi, r.Parent, depth+1), name)
	default:
		k = g.nameKey('S', g.scopeKey(mi, r.Parent, depth+1), m.Str(r.Name))
		if r.Kind == ScopeInlineNamespace {
			g.inline[k] = true
		}
	}
	g.scopes[mi][s] = k
	return k
}
