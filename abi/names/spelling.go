package names

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// g++ leaves out the template arguments of many classes (implicit
// instantiations that nothing completed when it described them, explicit
// specialisations) and lists an empty pack for partial ones. The class's name
// has them as text. This file reads them from there: scalars, classes of the
// model by their qualified names, pointers, references and qualifiers of
// those, bool and enumeration values. Anything else stays in doubt.

// spelledArgs makes the trees of the arguments that a class's name spells;
// list is the text between < and >, key names the template.
func (w *Namer) spelledArgs(list, key string) ([]*ast.Node, Doubt) {
	texts := splitArgs(list)
	shape, ok := w.templates()[key]
	if !ok || shape.conflict || shape.pack < 0 && shape.n != len(texts) {
		return []*ast.Node{{}}, ArgumentsMissing
	}
	var kids []*ast.Node
	var d Doubt
	for _, s := range texts {
		p := w.spelledArg(s)
		kids, d = append(kids, p.n), d|p.d
	}
	if at := shape.pack; at >= 0 {
		if len(kids) < at {
			return []*ast.Node{{}}, ArgumentsMissing
		}
		rest := kids[at:]
		kids = append(append([]*ast.Node{}, kids[:at]...), &ast.Node{Kind: ast.Pack, Kids: rest})
	}
	return kids, d
}

// splitArgs cuts a list of template arguments at its commas.
func splitArgs(list string) []string {
	var out []string
	depth, at := 0, 0
	for i := 0; i < len(list); i++ {
		switch list[i] {
		case '<', '(', '[', '{':
			depth++
		case '>', ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, strings.TrimSpace(list[at:i]))
				at = i + 1
			}
		}
	}
	if s := strings.TrimSpace(list[at:]); s != "" || len(out) > 0 {
		out = append(out, s)
	}
	return out
}

func (w *Namer) spelledArg(s string) part {
	switch {
	case s == "true" || s == "false":
		return part{&ast.Node{Kind: ast.Literal, Elem: builtin("bool"), Text: map[bool]string{true: "1", false: "0"}[s == "true"]}, 0}
	case strings.HasPrefix(s, "("):
		name, value, ok := strings.Cut(s[1:], ")")
		t := w.named(name)
		if !ok || t.Kind() != abi.KindEnum || !decimal(value) {
			return lost(ArgumentsMissing)
		}
		p := w.base(t)
		return part{&ast.Node{Kind: ast.Literal, Elem: p.n, Text: value}, p.d}
	}
	return w.spelledType(s, 0)
}

func decimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	if s == "" {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// spelledType reads a type from outside to inside: declarators stand behind,
// qualifiers before or behind.
func (w *Namer) spelledType(s string, q ast.Quals) part {
	if !w.enter() {
		return lost(UnsupportedType)
	}
	defer w.leave()
	for changed := true; changed; {
		s = strings.TrimSpace(s)
		changed = false
		for _, x := range [...]struct {
			word string
			q    ast.Quals
		}{{"const", ast.Const}, {"volatile", ast.Volatile}} {
			if r, ok := strings.CutSuffix(s, x.word); ok && r != "" && strings.ContainsRune(" *>", rune(r[len(r)-1])) {
				s, q, changed = r, q|x.q, true
			}
		}
	}
	wrap := func(k ast.Kind, inner string) part {
		p := w.spelledType(inner, 0)
		return part{qualified(&ast.Node{Kind: k, Elem: p.n}, q), p.d}
	}
	switch {
	case strings.HasSuffix(s, "&&"):
		return wrap(ast.RRef, s[:len(s)-2])
	case strings.HasSuffix(s, "&"):
		return wrap(ast.LRef, s[:len(s)-1])
	case strings.HasSuffix(s, "*"):
		return wrap(ast.Pointer, s[:len(s)-1])
	}
	if r, ok := strings.CutPrefix(s, "const "); ok {
		return w.spelledType(r, q|ast.Const)
	}
	if r, ok := strings.CutPrefix(s, "volatile "); ok {
		return w.spelledType(r, q|ast.Volatile)
	}
	if n := scalarSpelling(s); n != "" {
		return part{qualified(builtin(n), q), 0}
	}
	t := w.named(s)
	if t.IsNone() {
		return lost(ArgumentsMissing)
	}
	p := w.base(t)
	return part{qualified(p.n, q), p.d}
}

func qualified(n *ast.Node, q ast.Quals) *ast.Node {
	if q == 0 {
		return n
	}
	return &ast.Node{Kind: ast.Qualified, Elem: n, Quals: q}
}

// scalarSpelling is the C++ name of a scalar or void; "" for other types.
func scalarSpelling(s string) string {
	switch s {
	case "void":
		return s
	case "long int":
		return "long"
	case "short int":
		return "short"
	case "long unsigned int":
		return "unsigned long"
	case "short unsigned int":
		return "unsigned short"
	case "long long int":
		return "long long"
	case "long long unsigned int":
		return "unsigned long long"
	case "__int128 unsigned":
		return "unsigned __int128"
	case "std::nullptr_t", "decltype(nullptr)", "nullptr_t":
		return "std::nullptr_t"
	}
	if plainScalar(s) {
		return s
	}
	return ""
}

// named finds the class or enumeration of a qualified name; none if no class,
// or classes of several units, have it.
func (w *Namer) named(name string) abi.Type {
	if w.byName == nil {
		w.byName = map[string]abi.TypeID{}
		for t := range w.m.Types {
			if k := t.Kind(); (k.IsRecord() || k == abi.KindEnum) && t.Name() != "" && !w.private(t.Scope()) {
				q := t.QualifiedName()
				if old, ok := w.byName[q]; !ok || w.m.Type(old).IsDeclaration() {
					w.byName[q] = t.ID()
				}
			}
		}
	}
	return w.m.Type(w.byName[name])
}

// private reports whether a scope belongs to one unit.
func (w *Namer) private(s abi.ScopeID) bool {
	for _, id := range w.m.ScopePath(s) {
		switch w.m.Scope(id).Kind {
		case abi.ScopeAnonymousNamespace, abi.ScopeFunction:
			return true
		}
	}
	return false
}
