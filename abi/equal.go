package abi

// Equal decides the relation "equal" of the package comment between a type of
// one model and a type of another (or the same) model: the greatest relation
// in which labels agree and edges lead to equal types. Pairs are assumed equal
// while they are being compared, which decides every strongly connected
// component as a whole; a difference found anywhere makes the answer false.
func Equal(a, b Type) bool {
	type pair struct{ a, b TypeID }
	seen := map[pair]bool{}
	stack := []pair{{a.id, b.id}}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[p] || (a.m == b.m && p.a == p.b) {
			continue
		}
		seen[p] = true
		x, y := shapeOf(a.m, p.a), shapeOf(b.m, p.b)
		if len(x.labels) != len(y.labels) || len(x.texts) != len(y.texts) || len(x.edges) != len(y.edges) {
			return false
		}
		for i := range x.labels {
			if x.labels[i] != y.labels[i] {
				return false
			}
		}
		for i := range x.texts {
			if x.texts[i] != y.texts[i] {
				return false
			}
		}
		for i := range x.edges {
			stack = append(stack, pair{x.edges[i], y.edges[i]})
		}
	}
	return true
}

type flatShape struct {
	labels []uint64
	texts  []string
	edges  []TypeID
}

func shapeOf(m *Model, id TypeID) (s flatShape) {
	m.Visit(id, &Visitor{
		Label: func(_ string, x uint64) { s.labels = append(s.labels, x) },
		Text:  func(_, t string) { s.texts = append(s.texts, t) },
		Edge:  func(_ string, _ int, to TypeID) { s.edges = append(s.edges, to) },
	})
	return s
}
