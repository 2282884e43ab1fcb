package diff

import (
	"maps"
	"sort"

	"github.com/tenon-abi/tenon/abi"
)

// comparer holds one comparison. Pairs are nodes; work lists the type nodes
// that are still to be compared. A pair is entered once, when it is first
// met, so cycles end and the whole costs one visit per pair: the assumption
// that a pair under comparison agrees holds unless a change is found in it.
type comparer struct {
	old, new     *abi.Model
	g            *Graph
	cross        bool // different targets
	family       bool // built by one family of compilers
	pairs        map[uint64]int
	work         []int
	edges        map[edgeKey]bool
	roots        []int
	layout       map[int]*layoutChange  // nodes whose size, offsets or alignment differ
	passing      map[int]travelChange   // classes that travel in another way: how
	travel       map[int]travelChange   // functions and classes whose values are elsewhere: how
	restructured map[int]bool           // classes whose constructors or destructor differ
	alike        map[[2]abi.TypeID]bool // records that sameLayout compared
	called       map[called]*slotDiff   // types of functions that were compared
	rules        [2]rules               // made when needed
	lost         map[string]bool
	gained       map[string]bool
	unread       []int                    // nodes of classes that the new side only declares
	owners       map[int]bool             // nodes of classes with public member functions
	classes      map[string][]abi.TypeID  // defined classes of the new model by own name, when needed
	typedefs     [2]map[abi.TypeID]string // names of unnamed types, when needed
	// unexported are the new model's symbols that others can't bind to, made
	// when first needed.
	unexported map[string]string
}

type edgeKey struct{ from, to int }

// Compare compares two models.
func Compare(old, new *abi.Model, opt Options) *Graph {
	c := &comparer{old: old, new: new, g: &Graph{Old: old, New: new}, pairs: map[uint64]int{}, edges: map[edgeKey]bool{},
		layout: map[int]*layoutChange{}, passing: map[int]travelChange{}, travel: map[int]travelChange{}, restructured: map[int]bool{}, alike: map[[2]abi.TypeID]bool{}, called: map[called]*slotDiff{}, lost: map[string]bool{}, gained: map[string]bool{}, owners: map[int]bool{}}
	c.cross, c.family = old.Target() != new.Target(), sameFamily(old, new)
	c.compareRoots()
	for len(c.work) > 0 {
		n := c.work[len(c.work)-1]
		c.work = c.work[:len(c.work)-1]
		c.compareTypeNode(n)
	}
	c.derive()
	c.reach()
	c.finish()
	return c.g
}

// node adds a node and returns its index.
func (c *comparer) node(n Node) int {
	c.g.Nodes = append(c.g.Nodes, n)
	return len(c.g.Nodes) - 1
}

// typeNode is the node of a pair of types.
func (c *comparer) typeNode(a, b abi.TypeID) int {
	key := uint64(a)<<32 | uint64(b)
	if n, ok := c.pairs[key]; ok {
		return n
	}
	n := c.node(Node{Kind: NodeType, OldType: a, NewType: b})
	c.pairs[key] = n
	c.work = append(c.work, n)
	return n
}

func (c *comparer) edge(from, to int, byValue bool) {
	k := edgeKey{from, to}
	v, ok := c.edges[k]
	c.edges[k] = v || byValue
	_ = ok
}

// change records a change of a node.
func (c *comparer) change(n int, kind string, grade Grade, ch Change) {
	ch.Kind, ch.Grade, ch.Node = kind, grade, n
	c.g.Nodes[n].Changes = append(c.g.Nodes[n].Changes, len(c.g.Changes))
	c.g.Changes = append(c.g.Changes, ch)
}

func (c *comparer) compareTypeNode(n int) {
	nd := c.g.Nodes[n]
	a, b := c.old.Type(nd.OldType), c.new.Type(nd.NewType)
	c.g.Counts.Types++
	switch k := a.Kind(); {
	case k == abi.KindTypedef:
		c.compareTypedef(n, a, b)
	case k == abi.KindEnum:
		c.compareEnum(n, a, b)
	case k.IsRecord():
		c.compareRecord(n, a, b)
	}
}

// compareTypedef compares what two typedefs of one name stand for.
func (c *comparer) compareTypedef(n int, a, b abi.Type) {
	d := c.slot(n, a.Elem(), b.Elem(), true)
	if d == nil {
		return
	}
	c.change(n, d.kindOr("TN2501"), d.grade, Change{Message: "stands for " + quote(d.new) + " instead of " + quote(d.old) + d.because(),
		Old: d.old, New: d.new, Why: "everything declared with this name changes with it"})
	if d.size {
		c.layout[n] = &layoutChange{size: true}
	}
}

// finish names nodes, sorts changes and edges, and makes the numbers of
// changes follow their order.
func (c *comparer) finish() {
	g := c.g
	for i := range g.Changes {
		ch := &g.Changes[i]
		if ch.Entity == "" {
			ch.Entity = c.nodeName(ch.Node)
		}
		if sym := g.Nodes[ch.Node].Symbol; sym != "" {
			ch.Symbols = []string{sym}
		}
		if ch.Where == (Where{}) {
			ch.Where = c.where(ch.Node)
		}
	}
	g.Changes = mergeChanges(g.Changes)
	for i := range g.Nodes {
		g.Nodes[i].Changes = nil
		if g.Nodes[i].Name == "" {
			g.Nodes[i].Name = c.nodeName(i)
		}
	}
	for i, ch := range g.Changes {
		g.Nodes[ch.Node].Changes = append(g.Nodes[ch.Node].Changes, i)
	}
	g.Fidelity.Lost, g.Fidelity.Gained = keys(c.lost), keys(c.gained)
	c.unreadTypes()
	c.prune()
}

// unreadTypes says which types the new model, or both, only declare although
// users hold their objects: values contain them, or they have public member
// functions. Of those that are only pointed to nobody outside may know the
// contents.
func (c *comparer) unreadTypes() {
	typedef := func(n int) bool { return c.old.Type(c.g.Nodes[n].OldType).Kind() == abi.KindTypedef }
	stands, held := map[int]int{}, c.owners
	for k, byValue := range c.edges {
		switch {
		case byValue && typedef(k.from):
			stands[k.from] = k.to
		case byValue:
			held[k.to] = true
		}
	}
	for n := range maps.Clone(held) {
		for to, ok := stands[n]; ok && !held[to]; to, ok = stands[to] {
			held[to] = true
		}
	}
	unread, lost := map[string]bool{}, map[string]bool{}
	for _, n := range c.unread {
		switch nd := &c.g.Nodes[n]; {
		case held[n] && c.old.Type(nd.OldType).IsDeclaration():
			unread[c.nodeName(n)] = true
		case held[n]:
			lost[c.nodeName(n)] = true
		}
	}
	c.g.Fidelity.Unread = keys(unread)
	if len(lost) > 0 && !c.cross {
		c.g.CouldNotCheck = append(c.g.CouldNotCheck, either(len(lost) == 1, "a type", itoa(uint64(len(lost)))+" types")+" whose objects users hold: only declared in the new build, contents not compared: "+list(keys(lost), 8))
	}
}

// mergeChanges sorts and joins changes with one identity (two declarations
// of one type, two pairs of one name).
func mergeChanges(in []Change) []Change {
	sort.SliceStable(in, func(i, j int) bool {
		a, b := &in[i], &in[j]
		switch {
		case a.Grade != b.Grade:
			return a.Grade > b.Grade
		case a.Kind != b.Kind:
			return a.Kind < b.Kind
		case a.Entity != b.Entity:
			return a.Entity < b.Entity
		case a.Detail != b.Detail:
			return a.Detail < b.Detail
		}
		return a.Message < b.Message
	})
	type id struct{ kind, entity, detail string }
	at := map[id]int{}
	out := in[:0]
	for _, ch := range in {
		k := id{ch.Kind, ch.Entity, ch.Detail}
		if i, ok := at[k]; ok {
			out[i].Affected = union(out[i].Affected, ch.Affected)
			out[i].AffectedTotal = max(out[i].AffectedTotal, len(out[i].Affected), ch.AffectedTotal)
			out[i].Types = union(out[i].Types, ch.Types)
			out[i].Symbols = union(out[i].Symbols, ch.Symbols)
			continue
		}
		at[k] = len(out)
		out = append(out, ch)
	}
	return out
}

func union(a, b []string) []string {
	set := map[string]bool{}
	for _, s := range append(append([]string(nil), a...), b...) {
		set[s] = true
	}
	return keys(set)
}

func keys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// prune keeps the nodes that changed or lead to a change, and the edges
// between them: the graph of differences.
func (c *comparer) prune() {
	g := c.g
	keep := make([]bool, len(g.Nodes))
	back := make([][]int, len(g.Nodes))
	for k := range c.edges {
		back[k.to] = append(back[k.to], k.from)
	}
	var stack []int
	for i := range g.Nodes {
		if len(g.Nodes[i].Changes) > 0 || g.Nodes[i].Derived {
			keep[i] = true
			stack = append(stack, i)
		}
	}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, f := range back[n] {
			if !keep[f] {
				keep[f] = true
				stack = append(stack, f)
			}
		}
	}
	var order []int
	for i := range g.Nodes {
		if keep[i] {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := &g.Nodes[order[i]], &g.Nodes[order[j]]
		if a.Kind != b.Kind {
			return a.Kind < b.Kind
		}
		if a.Name != b.Name {
			return a.Name < b.Name
		}
		return a.Symbol < b.Symbol
	})
	index := make([]int, len(g.Nodes))
	nodes := make([]Node, len(order))
	for i, n := range order {
		index[n], nodes[i] = i, g.Nodes[n]
	}
	for i := range g.Changes {
		g.Changes[i].Node = index[g.Changes[i].Node]
	}
	for k, byValue := range c.edges {
		if keep[k.from] && keep[k.to] {
			g.Edges = append(g.Edges, Edge{index[k.from], index[k.to], byValue})
		}
	}
	sort.Slice(g.Edges, func(i, j int) bool {
		if g.Edges[i].From != g.Edges[j].From {
			return g.Edges[i].From < g.Edges[j].From
		}
		return g.Edges[i].To < g.Edges[j].To
	})
	g.Nodes = nodes
}

func (c *comparer) nodeName(n int) string {
	nd := &c.g.Nodes[n]
	switch {
	case nd.Name != "":
		return nd.Name
	case nd.NewFunc != 0:
		return functionName(c.new.Func(nd.NewFunc))
	case nd.OldFunc != 0:
		return functionName(c.old.Func(nd.OldFunc))
	case nd.NewVar != 0:
		return c.new.Var(nd.NewVar).QualifiedName()
	case nd.OldVar != 0:
		return c.old.Var(nd.OldVar).QualifiedName()
	case nd.OldType != 0:
		return c.typeName(0, c.old.Type(nd.OldType))
	case nd.NewType != 0:
		return c.typeName(1, c.new.Type(nd.NewType))
	}
	return nd.Symbol
}

// typeName is the qualified name of a type; of one without a name, that of
// the typedef that names it.
func (c *comparer) typeName(side int, t abi.Type) string {
	if t.Name() != "" {
		return t.QualifiedName()
	}
	if c.typedefs[side] == nil {
		c.typedefs[side] = map[abi.TypeID]string{}
		for x := range t.Model().Types {
			if e := x.Elem(); x.Kind() == abi.KindTypedef && e.Name() == "" {
				if name, old := x.QualifiedName(), c.typedefs[side][e.ID()]; old == "" || name < old {
					c.typedefs[side][e.ID()] = name
				}
			}
		}
	}
	if s := c.typedefs[side][t.ID()]; s != "" {
		return s
	}
	return t.QualifiedName()
}

func (c *comparer) where(n int) Where {
	nd := &c.g.Nodes[n]
	at := func(m *abi.Model, o abi.Origin) Where { return Where{File: m.Str(o.File), Line: o.Line} }
	switch {
	case nd.NewFunc != 0:
		return at(c.new, c.new.Func(nd.NewFunc).Origin())
	case nd.OldFunc != 0:
		return at(c.old, c.old.Func(nd.OldFunc).Origin())
	case nd.NewVar != 0:
		return at(c.new, c.new.Var(nd.NewVar).Origin())
	case nd.OldVar != 0:
		return at(c.old, c.old.Var(nd.OldVar).Origin())
	case nd.NewType != 0:
		return at(c.new, c.new.Type(nd.NewType).Origin())
	case nd.OldType != 0:
		return at(c.old, c.old.Type(nd.OldType).Origin())
	}
	return Where{}
}

func quote(s string) string { return "'" + s + "'" }
