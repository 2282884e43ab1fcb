package names

import "github.com/tenon-abi/tenon/mangle/ast"

// plain follows what stands for something else: template parameters of which
// the argument is known, abbreviations of std, class-keys, references to
// references.
func plain(n *ast.Node) *ast.Node {
	for range maxPeel {
		if n == nil {
			return nil
		}
		switch n.Kind {
		case ast.TemplateParam:
			if n.Elem == nil {
				return n
			}
			n = n.Elem
		case ast.Elaborated:
			n = n.Elem
		case ast.Qualified:
			in := plain(n.Elem)
			switch {
			case in == nil || n.Quals == 0 || in.Kind == ast.LRef || in.Kind == ast.RRef || in.Kind == ast.Function: // [dcl.ref]/1
				return in
			case in.Kind == ast.Array: // its elements have them, [basic.type.qualifier]/3
				out := *in
				out.Elem = &ast.Node{Kind: ast.Qualified, Elem: in.Elem, Quals: n.Quals}
				return &out
			case in.Kind == ast.Qualified:
				return &ast.Node{Kind: ast.Qualified, Elem: in.Elem, Quals: n.Quals | in.Quals}
			}
			return n
		case ast.StdName:
			return spelledStd(n.Text)
		case ast.LRef, ast.RRef:
			in := plain(n.Elem)
			if in == nil || in.Kind != ast.LRef && in.Kind != ast.RRef {
				return n
			}
			if n.Kind == ast.LRef && in.Kind == ast.RRef { // [dcl.ref]/6
				return &ast.Node{Kind: ast.LRef, Elem: in.Elem}
			}
			n = in
		default:
			return n
		}
	}
	return nil
}

// spelledStd writes an abbreviation of std out (Itanium C++ ABI §5.1.8).
func spelledStd(letter string) *ast.Node {
	std := &ast.Node{Kind: ast.Name, Text: "std"}
	in := func(name string) *ast.Node { return &ast.Node{Kind: ast.Name, Text: name, Scope: std} }
	of := func(name string, kids ...*ast.Node) *ast.Node {
		return &ast.Node{Kind: ast.Template, Elem: in(name), Kids: kids}
	}
	char := builtin("char")
	traits := of("char_traits", char)
	switch letter {
	case "t":
		return std
	case "a":
		return in("allocator")
	case "b":
		return in("basic_string")
	case "s":
		return of("basic_string", char, traits, of("allocator", char))
	case "i":
		return of("basic_istream", char, traits)
	case "o":
		return of("basic_ostream", char, traits)
	case "d":
		return of("basic_iostream", char, traits)
	}
	return &ast.Node{}
}

// open reports whether a node, as plain leaves it, says nothing that could be
// compared: the model lost it, or it is a part of a template's declaration
// whose meaning only a compiler that knows the template can tell.
func open(n *ast.Node) bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case ast.Builtin:
		return n.Text == "auto" || n.Text == "decltype(auto)"
	case ast.None, ast.TemplateParam, ast.Decltype, ast.PackExpansion, ast.Local, ast.Lambda, ast.Unnamed, ast.Pack, ast.PackOf:
		return true
	case ast.VendorType:
		return len(n.Kids) > 0
	case ast.Name:
		return dependent(n.Scope)
	case ast.Template:
		return n.Elem != nil && n.Elem.Kind == ast.Name && dependent(n.Elem.Scope)
	case ast.Literal:
		return false
	}
	return n.Kind >= ast.Literal
}

// dependent reports whether a scope of a name depends on template parameters:
// what a name in it stands for is then unknown.
func dependent(n *ast.Node) bool {
	return mentions(n, func(n *ast.Node) bool {
		switch n.Kind {
		case ast.TemplateParam, ast.Decltype, ast.PackExpansion, ast.Expression, ast.None:
			return true
		}
		return n.Kind > ast.Literal || n.Kind == ast.VendorType && len(n.Kids) > 0
	})
}

// maxMention bounds the nodes that mentions visits: trees share nodes, so that
// one of a short name can be very large.
const maxMention = 1 << 12

// mentions reports whether a tree has a node of a kind; true also where it is
// too large to tell.
func mentions(n *ast.Node, is func(*ast.Node) bool) bool {
	steps := 0
	var visit func(n *ast.Node, depth int) bool
	visit = func(n *ast.Node, depth int) bool {
		if n == nil {
			return false
		}
		if steps++; steps > maxMention || depth > maxDepth {
			return true
		}
		if is(n) || visit(n.Scope, depth+1) || visit(n.Elem, depth+1) {
			return true
		}
		for _, k := range n.Kids {
			if visit(k, depth+1) {
				return true
			}
		}
		return false
	}
	return visit(n, 0)
}
