package names

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// shape is how the arguments of a class template are grouped: how many there
// are, and where the pack is (-1: none).
type shape struct {
	n, pack  int
	conflict bool
}

// templates maps a class template's name to its shape, as the arguments that
// debug info lists and the link names that it states show.
func (w *Namer) templates() map[string]shape {
	if w.shapes != nil {
		return w.shapes
	}
	l := shapes{map[string]shape{}, map[*ast.Node]bool{}}
	w.shapes = l.of
	var r itanium.Reader
	for f := range w.m.Funcs {
		l.read(&r, f.LinkageName())
	}
	for v := range w.m.Vars {
		l.read(&r, v.LinkageName())
	}
	for t := range w.m.Types {
		if list := t.Args(); len(list) > 0 && consistent(t.Name(), list) {
			kids := make([]*ast.Node, len(list))
			for i, a := range list {
				kids[i] = &ast.Node{}
				if a.Kind == abi.ArgPack {
					kids[i].Kind = ast.Pack
				}
			}
			l.note(w.typeKey(t), kids)
		}
	}
	return w.shapes
}

type shapes struct {
	of   map[string]shape
	seen map[*ast.Node]bool
}

func (l *shapes) read(r *itanium.Reader, linkage string) {
	if !strings.HasPrefix(linkage, "_Z") || len(linkage) > 4096 {
		return
	}
	sym, err := r.Parse(linkage)
	if err != nil || sym.Root == nil || sym.Root.Kind != ast.Encoding || sym.Root.Scope == nil {
		return
	}
	clear(l.seen)
	n := sym.Root.Scope
	if n.Kind == ast.Template { // the function's own arguments
		for _, k := range n.Kids {
			l.walk(k, 0)
		}
		n = n.Elem
	}
	l.walk(n, 0)
	l.walk(sym.Root.Elem, 0)
}

func (l *shapes) walk(n *ast.Node, depth int) {
	if n == nil || depth > maxDepth || l.seen[n] {
		return
	}
	l.seen[n] = true
	switch n.Kind {
	case ast.Template:
		if k := key(n.Elem); k != "" {
			l.note(k, n.Kids)
		}
	case ast.Local, ast.Lambda, ast.Decltype, ast.Expression, ast.EntityRef, ast.Special, ast.PackExpansion:
		return
	}
	l.walk(n.Scope, depth+1)
	l.walk(n.Elem, depth+1)
	for _, k := range n.Kids {
		l.walk(k, depth+1)
	}
}

func (l *shapes) note(key string, kids []*ast.Node) {
	if key == "" {
		return
	}
	s := shape{n: len(kids), pack: -1}
	for i, k := range kids {
		switch k.Kind {
		case ast.Pack, ast.PackOf:
			s.pack = i
		case ast.PackExpansion: // in a dependent signature the pack may be expanded into other parameters
			return
		}
	}
	if old, ok := l.of[key]; ok && (old.n != s.n || old.pack != s.pack) {
		s.conflict = true
	}
	l.of[key] = s
}

// typeKey is the key of a class of the model.
func (w *Namer) typeKey(t abi.Type) string {
	own, _, _ := strings.Cut(t.Name(), "<")
	path := []string{}
	for _, id := range w.m.ScopePath(t.Scope()) {
		s := w.m.Scope(id)
		name := w.m.Str(s.Name)
		switch s.Kind {
		case abi.ScopeNamespace, abi.ScopeInlineNamespace:
		case abi.ScopeRecord:
			name, _, _ = strings.Cut(w.m.Type(s.Type).Name(), "<")
		default:
			return ""
		}
		path = append(path, name)
	}
	return strings.Join(append(path, own), "::")
}

// key is the qualified name of a template without the arguments of its scopes;
// "" for names that no class template outside of functions has.
func key(n *ast.Node) string {
	var parts []string
	for ; n != nil; n = n.Scope {
		if n.Kind == ast.Template && n.Elem != nil {
			n = n.Elem
		}
		switch n.Kind {
		case ast.Name:
			parts = append(parts, n.Text)
		case ast.StdName:
			switch n.Text {
			case "a":
				parts = append(parts, "allocator", "std")
			case "b", "s":
				parts = append(parts, "basic_string", "std")
			case "t":
				parts = append(parts, "std")
			default:
				return ""
			}
		default:
			return ""
		}
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, "::")
}

// consistent reports whether a class's listed arguments are as many as its
// name spells; a name without a list is.
func consistent(name string, list []abi.Arg) bool {
	_, text, ok := strings.Cut(name, "<")
	if !ok {
		return true
	}
	n := 0
	for _, a := range list {
		if a.Kind == abi.ArgPack {
			n += len(a.Pack)
		} else {
			n++
		}
	}
	return n == len(splitArgs(strings.TrimSuffix(text, ">")))
}
