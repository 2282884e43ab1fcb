package diff

import (
	"maps"
	"slices"
	"sort"
)

// derive gives every layout that differs, and every class that travels in
// another way, its cause: a change of the node's own, or else of a type that it
// contains by value. Where neither is found what differs is itself the change.
func (c *comparer) derive() {
	contains := map[int][]int{}
	for k, byValue := range c.edges {
		if byValue {
			contains[k.from] = append(contains[k.from], k.to)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(c.layout)) {
		if l := c.layout[n]; l.message == "" {
			continue // explained by a change of its own, or not a record
		} else if inside(n, contains, c.movesOthers) {
			c.g.Nodes[n].Derived = true
		} else {
			c.change(n, "TN2201", Breaking, Change{Detail: "layout", Message: l.message, Old: l.old, New: l.new,
				Why: "code compiled against the old layout finds members at other places, allocates too little or aligns it less"})
		}
	}
	for _, n := range slices.Sorted(maps.Keys(c.passing)) {
		p := c.passing[n]
		if !inside(n, contains, func(k int) bool { return c.passing[k].message != "" && c.passing[k].grade >= p.grade }) {
			c.travels(n, "TN2220", "passing", p)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(c.travel)) { // classes and functions
		p := c.travel[n]
		told := func(k int) bool {
			return c.breaks(k) || c.passing[k].message != "" || k != n && c.travel[k].message != ""
		}
		explained := told(n) || inside(n, contains, told)
		if p.grade < Breaking { // a declared special member leaves it open
			explained = explained || !c.family || !inside(n, contains, func(k int) bool { return c.restructured[k] })
		}
		switch {
		case explained:
		case c.g.Nodes[n].Kind == NodeType:
			c.travels(n, "TN2220", "passing", p)
		default:
			c.travels(n, "TN2007", "travel", p)
		}
	}
}

func (c *comparer) travels(n int, kind, detail string, t travelChange) {
	c.change(n, kind, t.grade, Change{Detail: detail, Message: t.message, Why: "callers and functions " + either(t.grade == Breaking, "disagree", "may disagree") + " about registers and memory"})
}

// movesOthers reports whether a node's change explains a new layout of what
// contains it: one that leads to a breaking change, so that none goes unsaid.
// Between targets a scalar may have another size with less harm.
func (c *comparer) movesOthers(n int) bool {
	l, ok := c.layout[n]
	return ok && (l.message != "" || c.cross || c.breaks(n))
}

// breaks reports whether a breaking change of the node was found.
func (c *comparer) breaks(n int) bool {
	return c.g.Nodes[n].Derived || slices.ContainsFunc(c.g.Nodes[n].Changes, func(i int) bool { return c.g.Changes[i].Grade == Breaking })
}

// inside reports whether something that n contains by value, through typedefs
// and members, is what is asked for.
func inside(n int, contains map[int][]int, is func(int) bool) bool {
	seen := map[int]bool{n: true}
	stack := append([]int(nil), contains[n]...)
	for len(stack) > 0 {
		k := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[k] {
			continue
		}
		seen[k] = true
		if is(k) {
			return true
		}
		stack = append(stack, contains[k]...)
	}
	return false
}

// maxAffected bounds the lists that one change carries.
const maxAffected = 200

// reach finds, for every change, the public entities that lead to its node,
// the shortest path from one, and the types whose layout follows from it.
func (c *comparer) reach() {
	back := make([][]int, len(c.g.Nodes))
	value := make([][]int, len(c.g.Nodes))
	edges := make([]edgeKey, 0, len(c.edges))
	for k := range c.edges {
		edges = append(edges, k)
	}
	sort.Slice(edges, func(i, j int) bool {
		if edges[i].from != edges[j].from {
			return edges[i].from < edges[j].from
		}
		return edges[i].to < edges[j].to
	})
	for _, k := range edges {
		back[k.to] = append(back[k.to], k.from)
		if c.edges[k] {
			value[k.to] = append(value[k.to], k.from)
		}
	}
	next := make([]int, len(c.g.Nodes))
	seen := make([]int, len(c.g.Nodes)) // the change that met the node last, plus one
	done := map[int]int{}               // node → first change with its result
	for i := range c.g.Changes {
		ch := &c.g.Changes[i]
		if j, ok := done[ch.Node]; ok {
			o := c.g.Changes[j]
			ch.Affected, ch.AffectedTotal, ch.Path, ch.Types = o.Affected, o.AffectedTotal, o.Path, o.Types
			continue
		}
		done[ch.Node] = i
		c.reachOne(ch, i+1, back, next, seen)
		ch.Types = c.derivedFromNode(ch.Node, value)
	}
}

func (c *comparer) reachOne(ch *Change, mark int, back [][]int, next, seen []int) {
	queue := []int{ch.Node}
	seen[ch.Node], next[ch.Node] = mark, -1
	names := map[string]bool{}
	for at := 0; at < len(queue); at++ {
		n := queue[at]
		if k := c.g.Nodes[n].Kind; k != NodeType && n != ch.Node {
			if ch.Path == nil {
				ch.Path = c.path(n, next)
			}
			names[c.nodeName(n)] = true
		}
		for _, f := range back[n] {
			if seen[f] != mark {
				seen[f], next[f] = mark, n
				queue = append(queue, f)
			}
		}
	}
	all := keys(names)
	ch.AffectedTotal = len(all)
	ch.Affected = all[:min(len(all), maxAffected)]
}

// path spells the nodes from a public entity down to the change.
func (c *comparer) path(n int, next []int) []string {
	var out []string
	for ; n >= 0; n = next[n] {
		if s := c.nodeName(n); len(out) == 0 || out[len(out)-1] != s {
			out = append(out, s)
		}
	}
	return out
}

// derivedFromNode lists the types whose layout changed because node's did.
func (c *comparer) derivedFromNode(node int, value [][]int) []string {
	seen := map[int]bool{node: true}
	stack := []int{node}
	names := map[string]bool{}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, f := range value[n] {
			if seen[f] || c.g.Nodes[f].Kind != NodeType {
				continue
			}
			seen[f] = true
			if c.g.Nodes[f].Derived {
				names[c.nodeName(f)] = true
			}
			stack = append(stack, f)
		}
	}
	all := keys(names)
	return all[:min(len(all), maxAffected)]
}
