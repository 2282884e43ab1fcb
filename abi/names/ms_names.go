package names

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// recordName makes the tree of the name of a class or enumeration with its
// scopes.
func (w *Microsoft) recordName(t abi.Type) part {
	return remember(w.Namer, w.records, t.ID(), func() part { return w.makeRecordName(t) })
}

func (w *Microsoft) makeRecordName(t abi.Type) part {
	scope := w.msScope(t.Scope())
	name, none := w.ownClassName(t)
	if none != 0 {
		return part{&ast.Node{}, scope.d | none}
	}
	if name == "__va_list_tag" || name == "__va_list" {
		scope.d |= TargetType
	}
	own, _, isTemplate := strings.Cut(name, "<")
	n := &ast.Node{Kind: ast.Name, Text: own, Scope: scope.n}
	list := t.Args()
	if !isTemplate && len(list) == 0 {
		return part{n, scope.d}
	}
	if len(list) == 0 || !consistent(name, list) {
		return part{&ast.Node{Kind: ast.Template, Elem: n, Kids: []*ast.Node{{}}}, scope.d | ArgumentsMissing}
	}
	kids, d := w.classArgs(t, list)
	return part{&ast.Node{Kind: ast.Template, Elem: n, Kids: kids}, scope.d | d}
}

// msScope makes the tree of a scope; nil for the global one.
func (w *Microsoft) msScope(id abi.ScopeID) part {
	if id == 0 {
		return part{}
	}
	return remember(w.Namer, w.spaces, id, func() part { return w.makeScope(w.m.Scope(id)) })
}

func (w *Microsoft) makeScope(s abi.ScopeRow) part {
	switch s.Kind {
	case abi.ScopeNamespace, abi.ScopeInlineNamespace:
		up := w.msScope(s.Parent)
		name := w.m.Str(s.Name)
		if s.Parent == 0 && (name == "std" || name == "__gnu_cxx" || name == "__cxxabiv1") {
			up.d |= StandardLibrary
		}
		return part{&ast.Node{Kind: ast.Name, Text: name, Scope: up.n}, up.d}
	case abi.ScopeAnonymousNamespace:
		return lost(FileHash)
	case abi.ScopeRecord:
		return w.recordName(w.m.Type(s.Type))
	}
	return lost(LocalEntity)
}

// classArgs makes the trees of a class's template arguments; other instances of
// the template show what this one's debug info does not say.
func (w *Microsoft) classArgs(t abi.Type, list []abi.Arg) (kids []*ast.Node, d Doubt) {
	seen := w.instances()
	dependent := w.m.Scope(t.Scope()).Kind == abi.ScopeRecord
	packs := 0
	for i, a := range list {
		known := seen[argument{w.typeKey(t), i}]
		switch {
		case a.Kind == abi.ArgPack:
			if packs++; packs > 1 {
				d |= PackMark
			}
			if len(a.Pack) == 0 && known.kind != "" {
				kids = append(kids, &ast.Node{Kind: ast.Pack, Text: known.kind})
				continue
			}
		case a.Kind == abi.ArgValue && known.types > 1:
			// Values of several types: the parameter is declared auto, or with a
			// type that depends on an argument before it.
			v, e := w.msArg(a), w.typ(a.Type)
			if dependent {
				d |= ArgumentValue
			}
			kids, d = append(kids, &ast.Node{Kind: ast.TypedArg, Elem: e.n, Kids: []*ast.Node{v.n}}), d|e.d|v.d&^AutoArgument
			continue
		}
		dependent = dependent || a.Kind != abi.ArgValue
		more, md := w.msArgs(list[i : i+1])
		kids, d = append(kids, more...), d|md
	}
	if LongArguments(list, false) && !w.m.Target().Microsoft() {
		d |= TargetType // an argument that was spelled by a typedef shows the type here
	}
	return kids, d
}

// msArgs makes the trees of template arguments. A pack is only marked where it
// is empty, or where another follows it.
func (w *Microsoft) msArgs(list []abi.Arg) (kids []*ast.Node, d Doubt) {
	packs := 0
	for _, a := range list {
		if a.Kind != abi.ArgPack {
			p := w.msArg(a)
			kids, d = append(kids, p.n), d|p.d
			continue
		}
		if packs++; packs > 1 || len(a.Pack) == 0 {
			d |= PackMark // how it is spelled depends on what the pack is of
		}
		more, md := w.msArgs(a.Pack)
		kids, d = append(kids, more...), d|md
	}
	return kids, d
}

// argument is a position in the argument list of a class template.
type argument struct {
	template string
	index    int
}

// instance is what the instances of a template show about a position.
type instance struct {
	kind  string // mark of an empty pack
	first string // type of the first value
	types int    // number of types of values, 2 for more
}

// instances looks at the arguments of all classes.
func (w *Microsoft) instances() map[argument]instance {
	if w.seen != nil {
		return w.seen
	}
	w.seen = map[argument]instance{}
	for t := range w.m.Types {
		if !t.IsRecord() {
			continue
		}
		for i, a := range t.Args() {
			k := argument{w.typeKey(t), i}
			x := w.seen[k]
			switch {
			case a.Kind == abi.ArgPack && len(a.Pack) > 0 && a.Pack[0].Kind == abi.ArgType:
				x.kind = "$$V"
			case a.Kind == abi.ArgPack && len(a.Pack) > 0 && a.Pack[0].Kind == abi.ArgValue:
				x.kind = "$S"
			case a.Kind == abi.ArgValue:
				base, _, _ := peel(a.Type)
				if n := base.QualifiedName(); x.types == 0 {
					x.first, x.types = n, 1
				} else if n != x.first {
					x.types = 2
				}
			}
			w.seen[k] = x
		}
	}
	return w.seen
}

func (w *Microsoft) msArg(a abi.Arg) part {
	switch a.Kind {
	case abi.ArgType:
		p := w.typ(a.Type)
		if p.n.Kind == ast.Function {
			p.d |= FunctionQualifiers
		}
		return p
	case abi.ArgTemplate:
		return w.msTemplateName(a.Text)
	case abi.ArgValue:
		if a.Text != "" {
			return w.msAddress(a.Text)
		}
		p := w.value(a)
		if p.d != 0 || p.n.Kind != ast.Literal {
			return lost(ArgumentValue)
		}
		return part{&ast.Node{Kind: ast.Literal, Text: p.n.Text}, AutoArgument}
	}
	return lost(ArgumentValue)
}

// msAddress makes the tree of the address of a variable or function that is an
// argument, given by its symbol.
func (w *Microsoft) msAddress(symbol string) part {
	for v := range w.m.Vars {
		if s := v.Symbol(); s.ID != 0 && s.Name == symbol {
			e, d := w.variableTree(v)
			return part{&ast.Node{Kind: ast.EntityRef, Text: "&", Elem: e}, d}
		}
	}
	return lost(ArgumentValue)
}

// msTemplateName makes the tree of a template that is an argument: spelled as
// a class of the template's class-key.
func (w *Microsoft) msTemplateName(text string) part {
	p := w.templateName(text)
	if p.d != 0 {
		return p
	}
	if strings.HasPrefix(text, "std::") {
		return lost(StandardLibrary)
	}
	switch w.templateKeys()[text] {
	case abi.KindStruct:
		return part{&ast.Node{Kind: ast.Elaborated, Text: "struct", Elem: p.n}, 0}
	case abi.KindClass:
		return part{&ast.Node{Kind: ast.Elaborated, Text: "class", Elem: p.n}, 0}
	case abi.KindUnion:
		return part{&ast.Node{Kind: ast.Elaborated, Text: "union", Elem: p.n}, 0}
	}
	return lost(ClassKey)
}
