package rs

import (
	"fmt"
	"slices"
	"strings"
)

// Condition spells the cfg predicate that holds on the targets of and on no
// other one of within. Both are ascending; of is a proper subset of within.
type Condition func(of, within []int) string

// MergeTargets joins what several targets have in one place: lists[k] is what
// target all[k] has. On each target the result means what its own list said.
//
// Items that print alike stand once; functions and statics may differ by link
// name, and modules, extern blocks and inherent impls are joined item by item.
// Comments don't count: those of the first target stay. Order is the first
// target's; what only later ones have follows its neighbour there.
func MergeTargets(lists [][]Item, all []int, when Condition) []Item {
	m := merger{when}
	return m.lists(lists, all)
}

type merger struct{ when Condition }

// slot is an item of one key as its targets have it, in a list in the order in
// which they print.
type slot struct {
	items   []Item
	targets []int
	next    *slot
}

func (m merger) lists(lists [][]Item, within []int) []Item {
	front, slots := &slot{}, map[string]*slot{}
	for k, list := range lists {
		last := front
		seen := map[string]int{}
		for _, it := range list {
			key := keyOf(it)
			seen[key]++
			key = fmt.Sprintf("%s#%d", key, seen[key])
			s := slots[key]
			if s == nil {
				s = &slot{next: last.next}
				slots[key], last.next = s, s
			}
			last = s
			s.items, s.targets = append(s.items, it), append(s.targets, within[k])
		}
	}
	var out []Item
	for s := front.next; s != nil; s = s.next {
		out = append(out, m.slot(s, within)...)
	}
	return out
}

// keyOf says which items of several targets are the same thing.
func keyOf(it Item) string {
	switch it := it.(type) {
	case Module:
		return "mod " + it.Name
	case Struct:
		return "type " + it.Name
	case Alias:
		return "type " + it.Name
	case Impl:
		return "impl " + it.Trait + " for " + it.Target
	case Fn:
		return "fn " + it.Name
	case Static:
		return "static " + it.Name
	case Const:
		if it.Name == "_" {
			return "const _: " + it.Type + " = " + it.Value
		}
		return "const " + it.Name
	case Extern:
		return "extern " + it.ABI
	case Asserts:
		if len(it.Lines) > 0 {
			subject, _, _ := strings.Cut(it.Lines[0].Cond, "==")
			return "assert " + subject
		}
	}
	return "text " + text(it)
}

// text is an item as it prints, without comments.
func text(it Item) string {
	var b strings.Builder
	for l := range strings.Lines(string(Print([]Item{it}))) {
		if !strings.HasPrefix(strings.TrimLeft(l, " "), "///") {
			b.WriteString(l)
		}
	}
	return b.String()
}

// slot prints one key: once where all targets agree, else once per version.
func (m merger) slot(s *slot, within []int) []Item {
	if it, ok := m.inside(s); ok {
		return []Item{m.only(it, s.targets, within)}
	}
	var out []Item
	for _, g := range groups(s, func(it Item) string { return text(withoutLink(it)) }) {
		it := g.items[0]
		if links := groups(g, linkOf); len(links) > 1 {
			it = m.linked(withoutLink(it), links, g.targets)
		}
		out = append(out, m.only(it, g.targets, within))
	}
	return out
}

// inside joins the items that hold others.
func (m merger) inside(s *slot) (Item, bool) {
	var lists [][]Item
	for _, it := range s.items {
		switch it := it.(type) {
		case Module:
			lists = append(lists, it.Items)
		case Extern:
			lists = append(lists, it.Items)
		case Impl:
			if it.Trait != "" {
				return nil, false
			}
			lists = append(lists, it.Items)
		default:
			return nil, false
		}
	}
	items := m.lists(lists, s.targets)
	switch it := s.items[0].(type) {
	case Module:
		it.Items = items
		return it, true
	case Extern:
		it.Items = items
		return it, true
	case Impl:
		it.Items = items
		return it, true
	}
	return nil, false
}

// only puts an item under the condition of its targets.
func (m merger) only(it Item, targets, within []int) Item {
	if len(targets) == len(within) {
		return it
	}
	cfg := []string{"cfg(" + m.when(targets, within) + ")"}
	switch it := it.(type) { // behind the comment, where it has one
	case Module:
		it.Attrs = append(cfg, it.Attrs...)
		return it
	case Struct:
		it.Attrs = append(cfg, it.Attrs...)
		return it
	case Fn, Static:
		return withAttrs(it, append(cfg, attrsOf(it)...))
	}
	return Attributed{Attrs: cfg, Item: it}
}

// groups parts a slot by what f says, in order of first occurrence.
func groups(s *slot, f func(Item) string) []*slot {
	var out []*slot
	index := map[string]*slot{}
	for i, it := range s.items {
		k := f(it)
		g := index[k]
		if g == nil {
			g = &slot{}
			index[k] = g
			out = append(out, g)
		}
		g.items, g.targets = append(g.items, it), append(g.targets, s.targets[i])
	}
	return out
}

// attrsOf are the attributes of items that can have a link name.
func attrsOf(it Item) []string {
	switch it := it.(type) {
	case Fn:
		return it.Attrs
	case Static:
		return it.Attrs
	}
	return nil
}

func withAttrs(it Item, attrs []string) Item {
	switch it := it.(type) {
	case Fn:
		it.Attrs = attrs
		return it
	case Static:
		it.Attrs = attrs
		return it
	}
	return it
}

func isLink(attr string) bool { return strings.HasPrefix(attr, "link_name = ") }

// linkOf is the link name attribute of an item, "" if its name is its symbol.
func linkOf(it Item) string {
	for _, a := range attrsOf(it) {
		if isLink(a) {
			return a
		}
	}
	return ""
}

func withoutLink(it Item) Item {
	return withAttrs(it, slices.DeleteFunc(slices.Clone(attrsOf(it)), isLink))
}

// linked gives an item the link name of each target.
func (m merger) linked(it Item, links []*slot, within []int) Item {
	attrs := slices.Clone(attrsOf(it))
	for _, l := range links {
		if link := linkOf(l.items[0]); link != "" {
			attrs = append(attrs, "cfg_attr("+m.when(l.targets, within)+", "+link+")")
		}
	}
	return withAttrs(it, attrs)
}
