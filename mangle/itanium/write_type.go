package itanium

import "github.com/tenon-abi/tenon/mangle/ast"

var builtinCode = func() map[string]string {
	m := map[string]string{}
	for c, s := range builtins {
		if s != "" {
			m[s] = string(rune(c))
		}
	}
	for c, s := range builtinsD {
		if s != "" {
			m[s] = "D" + string(rune(c))
		}
	}
	m["std::bfloat16_t"] = "DF16b"
	return m
}()

// typ writes <type>.
func (w *writer) typ(n *node) {
	if n == nil {
		w.err = errNil
		return
	}
	if !w.enter() {
		return
	}
	defer w.leave()
	switch n.Kind {
	case ast.Builtin:
		if c := builtinCode[n.Text]; c != "" {
			w.str(c)
			return
		}
		w.unknowable("no code for the type " + n.Text)
		return
	case ast.Float:
		w.str("DF" + n.Text)
		if n.Text == "" || n.Text[len(n.Text)-1] != 'x' {
			w.byte('_')
		}
		return
	case ast.BitInt:
		w.str([]string{"DB", "DU"}[n.N&1])
		w.bound(n)
		w.byte('_')
		return
	}
	if w.substituted(n) {
		return
	}
	if a := abbreviation(n); a != "" && (n.Kind == ast.StdName || n.Kind == ast.Name || n.Kind == ast.Template) {
		w.str(a)
		if len(n.Tags) > 0 {
			w.tags(n)
			w.add(n)
		}
		return
	}
	w.compound(n)
	w.add(n)
}

func (w *writer) bound(n *node) {
	if len(n.Kids) > 0 {
		w.expr(n.Kids[0])
		return
	}
	w.str(n.Text)
}

var unaryCode = map[ast.Kind]byte{ast.Pointer: 'P', ast.LRef: 'R', ast.RRef: 'O', ast.Complex: 'C', ast.Imaginary: 'G'}

func (w *writer) compound(n *node) {
	switch n.Kind {
	case ast.ConceptAuto:
		w.byte('D')
		w.str(n.Text)
		w.name(n.Elem, 0)
	case ast.Pointer, ast.LRef, ast.RRef, ast.Complex, ast.Imaginary:
		w.byte(unaryCode[n.Kind])
		w.typ(n.Elem)
	case ast.Qualified:
		w.quals(n.Quals)
		w.typ(n.Elem)
	case ast.VendorQual:
		w.byte('U')
		w.identifier(n.Text)
		if n.N == 1 {
			w.args(n.Kids)
		}
		w.typ(n.Elem)
	case ast.VendorType:
		w.byte('u')
		w.identifier(n.Text)
		if len(n.Kids) > 0 {
			w.args(n.Kids)
		}
	case ast.Array:
		w.byte('A')
		w.bound(n)
		w.byte('_')
		w.typ(n.Elem)
	case ast.Vector:
		w.vector(n)
	case ast.MemberPointer:
		w.byte('M')
		w.typ(n.Scope)
		w.typ(n.Elem)
	case ast.Function:
		w.function(n)
	case ast.PackExpansion:
		w.str("Dp")
		w.typ(n.Elem)
	case ast.Decltype:
		w.decltype(n)
	case ast.TemplateParam:
		w.templateParam(n)
	case ast.Elaborated:
		w.str(map[string]string{"struct": "Ts", "union": "Tu", "enum": "Te"}[n.Text])
		w.name(n.Elem, 0)
	case ast.Template:
		if e := n.Elem; e.Kind == ast.TemplateParam || e.Kind == ast.StdName {
			w.prefix(e)
			w.args(n.Kids)
			return
		}
		w.name(n, 0)
	default:
		w.name(n, 0)
	}
}

func (w *writer) vector(n *node) {
	w.str("Dv")
	if n.N == 1 {
		w.byte('_')
	}
	w.bound(n)
	w.byte('_')
	if n.Elem == nil {
		w.byte('p')
		return
	}
	w.typ(n.Elem)
}

func (w *writer) decltype(n *node) {
	w.byte('D')
	w.str(n.Text)
	w.expr(n.Elem)
	w.byte('E')
}

func (w *writer) function(n *node) {
	w.quals(n.Quals)
	if n.Flags&ast.Noexcept != 0 {
		w.str("Do")
	}
	if s := n.Scope; s != nil {
		w.str(s.Text)
		for _, k := range s.Kids {
			if s.Text == "DO" {
				w.expr(k)
			} else {
				w.typ(k)
			}
		}
		w.byte('E')
	}
	if n.Flags&ast.TransSafe != 0 {
		w.str("Dx")
	}
	w.byte('F')
	if n.Flags&ast.ExternC != 0 {
		w.byte('Y')
	}
	w.typ(n.Elem)
	w.params(n)
	if n.Quals&ast.RefL != 0 {
		w.byte('R')
	}
	if n.Quals&ast.RefR != 0 {
		w.byte('O')
	}
	w.byte('E')
}

// args writes <template-args>.
func (w *writer) args(ns []*node) {
	w.byte('I')
	w.argList(ns)
	w.byte('E')
}

func (w *writer) argList(ns []*node) {
	for _, n := range ns {
		w.arg(n)
	}
}

func (w *writer) arg(n *node) {
	if n == nil {
		w.unknowable("template argument")
		return
	}
	if !w.enter() {
		return
	}
	defer w.leave()
	switch n.Kind {
	case ast.Expression:
		if n.Text == "L" {
			w.expr(n)
			return
		}
		w.byte('X')
		w.expr(n.Elem)
		w.byte('E')
	case ast.Pack, ast.PackOf:
		if n.Text == "I" {
			w.byte('I')
		} else {
			w.byte('J')
		}
		w.argList(n.Kids)
		w.byte('E')
	case ast.Literal, ast.NullPtr, ast.StringLit, ast.EntityRef:
		w.expr(n)
	case ast.ParamDecl:
		w.paramDecl(n)
	case ast.ParamArg:
		w.paramDecl(n.Kids[0])
		w.arg(n.Elem)
	case ast.Constraint:
		w.constraint(n)
	case ast.None:
		w.unknowable("template argument")
	default:
		w.typ(n)
	}
}
