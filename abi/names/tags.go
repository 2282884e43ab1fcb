package names

import (
	"slices"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// tagTable holds the ABI tags that stated link names show: of classes, through
// the names of their members, and of each entity, through its own.
type tagTable struct {
	class map[abi.TypeID][]string
	fn    map[abi.FuncID][]string
	vars  map[abi.VarID][]string
}

func learnTags(m *abi.Model) *tagTable {
	t := &tagTable{map[abi.TypeID][]string{}, map[abi.FuncID][]string{}, map[abi.VarID][]string{}}
	var r itanium.Reader
	read := func(linkage string) *ast.Node {
		if len(linkage) < 3 || linkage[:2] != "_Z" || !hasTag(linkage) {
			return nil
		}
		sym, err := r.Parse(linkage)
		if err != nil || sym.Root == nil || sym.Root.Kind != ast.Encoding {
			return nil
		}
		return sym.Root.Scope
	}
	for f := range m.Funcs {
		if n := read(f.LinkageName()); n != nil {
			n = untemplated(n)
			t.fn[f.ID()] = slices.Clone(n.Tags)
			t.scopes(f.Owner(), n.Scope)
		}
	}
	for v := range m.Vars {
		if n := read(v.LinkageName()); n != nil {
			n = untemplated(n)
			t.vars[v.ID()] = slices.Clone(n.Tags)
			t.scopes(v.Owner(), n.Scope)
		}
	}
	return t
}

// hasTag finds a 'B' that a tag could start with.
func hasTag(s string) bool {
	for i := 2; i+1 < len(s); i++ {
		if s[i] == 'B' && s[i+1] >= '1' && s[i+1] <= '9' {
			return true
		}
	}
	return false
}

func untemplated(n *ast.Node) *ast.Node {
	if n.Kind == ast.Template && n.Elem != nil {
		return n.Elem
	}
	return n
}

// scopes takes the tags of the classes around an entity.
func (t *tagTable) scopes(owner abi.Type, n *ast.Node) {
	for range maxDepth {
		if n == nil || !owner.IsRecord() {
			return
		}
		n = untemplated(n)
		if n.Kind != ast.Name {
			return
		}
		if len(n.Tags) > 0 {
			t.class[owner.ID()] = slices.Clone(n.Tags)
		}
		s := owner.Model().Scope(owner.Scope())
		if s.Kind != abi.ScopeRecord {
			return
		}
		owner, n = owner.Model().Type(s.Type), n.Scope
	}
}

// classTags are the tags of a class's own declaration.
func (w *Namer) classTags(t abi.Type) []string { return w.tags.class[t.ID()] }

// tagSet is the tags that a tree mentions: of classes, and of the inline
// namespaces whose tag is a rule ("std::__cxx11": libstdc++ tags the namespace
// "cxx11", and what is in it counts as tagged without showing it).
type tagSet map[string]bool

func (s tagSet) add(n *ast.Node) { s.visit(n, map[*ast.Node]bool{}, 0) }

func (s tagSet) visit(n *ast.Node, seen map[*ast.Node]bool, depth int) {
	if n == nil || depth > maxDepth || seen[n] {
		return
	}
	if len(n.Kids) > 0 || n.Elem != nil && n.Scope != nil {
		seen[n] = true // the tree shares nodes
	}
	for _, t := range n.Tags {
		s[t] = true
	}
	if n.Kind == ast.Name && n.Text == "__cxx11" && inStd(n.Scope) {
		s["cxx11"] = true
	}
	s.visit(n.Scope, seen, depth+1)
	s.visit(n.Elem, seen, depth+1)
	for _, k := range n.Kids {
		s.visit(k, seen, depth+1)
	}
}

func inStd(n *ast.Node) bool {
	for ; n != nil; n = n.Scope {
		if n.Scope == nil {
			return n.Kind == ast.Name && n.Text == "std"
		}
	}
	return false
}

// inherited lists the tags of a result or variable type that the rest of the
// name does not mention: the entity gets them (Itanium C++ ABI §5.1.4.1).
func inherited(of *ast.Node, rest ...*ast.Node) []string {
	need, have := tagSet{}, tagSet{}
	need.add(of)
	if len(need) == 0 {
		return nil
	}
	for _, n := range rest {
		have.add(n)
	}
	var out []string
	for t := range need {
		if !have[t] {
			out = append(out, t)
		}
	}
	sort.Strings(out)
	return out
}

// tagFunction decides the tags of a function's own name.
func (w *Namer) tagFunction(f abi.Function, name **ast.Node) Doubt {
	if f.Has(abi.FuncConversion) {
		return 0
	}
	rest := []*ast.Node{(*name).Scope}
	for _, q := range f.Params() {
		rest = append(rest, w.param(q.Type).n)
	}
	kids, _ := w.args(f.Args())
	tags, d := w.decideTags(f.LinkageName(), w.tags.fn[f.ID()], w.typ(f.Result()).n, append(rest, kids...))
	if len(tags) > 0 {
		(*name).Tags = tags
	}
	return d
}

// varTags decides the tags of a variable's own name.
func (w *Namer) varTags(v abi.Variable, scope *ast.Node) ([]string, Doubt) {
	kids, _ := w.args(v.Args())
	return w.decideTags(v.LinkageName(), w.tags.vars[v.ID()], w.typ(v.Type()).n, append(kids, scope))
}

// decideTags takes the stated tags, or derives them from the type of a result
// or variable and the rest of the name. A blind Namer derives, and only doubts
// if the entity has a tag of its own, which no rule shows.
func (w *Namer) decideTags(linkage string, stated []string, of *ast.Node, rest []*ast.Node) ([]string, Doubt) {
	known := strings.HasPrefix(linkage, "_Z")
	if known && !w.opt.Blind {
		return stated, 0
	}
	tags := inherited(of, rest...)
	if len(tags) > 0 {
		for _, n := range append(rest, of) {
			if mentionsAnonymous(n) {
				return nil, ClangDifference // what other units can't see inherits no tags with g++
			}
		}
	}
	if known {
		for _, t := range stated {
			if !slices.Contains(tags, t) {
				return tags, ABITag
			}
		}
	}
	return tags, 0
}

func mentionsAnonymous(n *ast.Node) bool {
	return mentions(n, func(n *ast.Node) bool { return n.Kind == ast.AnonNamespace })
}
