package itanium

import (
	"github.com/tenon-abi/tenon/mangle/ast"
)

// Print spells a symbol as llvm-cxxfilt-15 does.
func Print(sym *ast.Symbol) (string, error) {
	var p printer
	if !p.symbol(sym) {
		return "", ErrTooComplex
	}
	return string(p.buf), nil
}

// PrintNode spells one part of a symbol: a name, a type, an argument.
func PrintNode(n *ast.Node) (string, error) {
	var p printer
	p.reset()
	p.print(n)
	if p.over {
		return "", ErrTooComplex
	}
	return string(p.buf), nil
}

// Demangle reads a name and spells it.
func (r *Reader) Demangle(name string) (string, error) {
	sym, err := r.Parse(name)
	if err != nil {
		return "", err
	}
	if !r.out.symbol(sym) {
		return "", ErrTooComplex
	}
	return string(r.out.buf), nil
}

// Append reads a name and appends its spelling to dst, nothing on errors.
func (r *Reader) Append(dst []byte, name string) ([]byte, error) {
	sym, err := r.Parse(name)
	if err != nil {
		return dst, err
	}
	if !r.out.symbol(sym) {
		return dst, ErrTooComplex
	}
	return append(dst, r.out.buf...), nil
}

// printer spells nodes. Types print in two halves around a declarator: left
// ("void (*") and right (")(int)").
type printer struct {
	buf      []byte
	steps    int
	depth    int
	gtIsGt   int // >0: a '>' is an operator, not the end of arguments
	packIdx  int
	packMax  int
	over     bool
	printing []*node // forward references being printed
}

const noPack = 1<<31 - 1

func (p *printer) reset() {
	p.buf = p.buf[:0]
	p.steps, p.depth, p.gtIsGt, p.packIdx, p.packMax, p.over = 0, 0, 1, noPack, noPack, false
	p.printing = p.printing[:0]
}

func (p *printer) symbol(sym *ast.Symbol) bool {
	p.reset()
	if sym.Text == "block" {
		p.str("invocation function for block in ")
	}
	p.print(sym.Root)
	if sym.Suffix != "" {
		p.str(" (")
		p.str(sym.Suffix)
		p.byte(')')
	}
	return !p.over
}

func (p *printer) str(s string) { p.buf = append(p.buf, s...) }
func (p *printer) byte(c byte)  { p.buf = append(p.buf, c) }

func (p *printer) last() byte {
	if len(p.buf) == 0 {
		return 0
	}
	return p.buf[len(p.buf)-1]
}

// ok spends one step of the budget.
func (p *printer) ok() bool {
	p.steps++
	if p.steps > maxSteps || len(p.buf) > maxText || p.depth > 4*maxDepth {
		p.over = true
	}
	return !p.over
}

func (p *printer) print(n *node) {
	p.left(n)
	if p.hasRight(n) {
		p.right(n)
	}
}

// resolve follows what stands for something else. A pack stands for the
// element that is being expanded.
func (p *printer) resolve(n *node) *node {
	for i := 0; n != nil && i < maxDepth; i++ {
		switch n.Kind {
		case ast.TemplateParam:
			if n.Elem == nil {
				return n
			}
			n = n.Elem
		case ast.PackOf:
			if p.packMax == noPack {
				p.packMax, p.packIdx = len(n.Kids), 0
			}
			if p.packIdx >= len(n.Kids) {
				return nil
			}
			n = n.Kids[p.packIdx]
		default:
			return n
		}
	}
	return nil
}

// hasRight, hasArray and hasFunction ask about the shape of a declarator.
func (p *printer) hasRight(n *node) bool {
	for i := 0; i < maxDepth; i++ {
		if n = p.resolve(n); n == nil {
			return false
		}
		switch n.Kind {
		case ast.Function, ast.Array:
			return true
		case ast.Encoding:
			return true
		case ast.Pointer, ast.LRef, ast.RRef, ast.Qualified, ast.MemberPointer:
			n = n.Elem
		default:
			return false
		}
	}
	return false
}

func (p *printer) is(n *node, k ast.Kind) bool {
	for i := 0; i < maxDepth; i++ {
		if n = p.resolve(n); n == nil {
			return false
		}
		if n.Kind == k {
			return true
		}
		if n.Kind != ast.Qualified {
			return false
		}
		n = n.Elem
	}
	return false
}

func (p *printer) quals(q ast.Quals) {
	if q&ast.Const != 0 {
		p.str(" const")
	}
	if q&ast.Volatile != 0 {
		p.str(" volatile")
	}
	if q&ast.Restrict != 0 {
		p.str(" restrict")
	}
}

func (p *printer) refQuals(q ast.Quals) {
	if q&ast.RefL != 0 {
		p.str(" &")
	}
	if q&ast.RefR != 0 {
		p.str(" &&")
	}
}

// list prints nodes with commas between those that print anything.
func (p *printer) list(ns []*node) {
	first := true
	for _, n := range ns {
		at := len(p.buf)
		if !first {
			p.str(", ")
		}
		mark := len(p.buf)
		p.operand(n, precComma, false)
		if len(p.buf) == mark {
			p.buf = p.buf[:at]
			continue
		}
		first = false
	}
}

func (p *printer) params(f *node) {
	p.byte('(')
	if f.Flags&ast.ExplicitThis != 0 {
		p.str("this ")
	}
	p.list(f.Kids)
	if f.Flags&ast.Variadic != 0 {
		if len(f.Kids) > 0 {
			p.str(", ")
		}
		p.str("...")
	}
	p.byte(')')
}

func (p *printer) args(ns []*node) {
	saved := p.gtIsGt
	p.gtIsGt = 0
	ns, _ = split(ns) // as llvm-cxxfilt, which leaves constraints out here
	p.byte('<')
	p.list(ns)
	p.byte('>')
	p.gtIsGt = saved
}

func (p *printer) open(c byte) {
	p.gtIsGt++
	p.byte(c)
}

func (p *printer) close(c byte) {
	p.gtIsGt--
	p.byte(c)
}

// encoding prints "result name(params) quals".
func (p *printer) encoding(e *node) {
	f := e.Elem
	if f == nil || f.Kind != ast.Function {
		p.print(e.Scope)
		return
	}
	if f.Elem != nil {
		p.left(f.Elem)
		if !p.hasRight(f.Elem) {
			p.byte(' ')
		}
	}
	p.print(e.Scope)
	if f.Flags&ast.NoParams == 0 {
		p.open('(')
		p.buf = p.buf[:len(p.buf)-1]
		p.params(f)
		p.gtIsGt--
	}
	if f.Elem != nil && p.hasRight(f.Elem) {
		p.right(f.Elem)
	}
	p.quals(f.Quals)
	p.refQuals(f.Quals)
	enable, constraints := split(e.Kids)
	if len(enable) > 0 {
		p.str(" [enable_if:")
		p.list(enable)
		p.byte(']')
	}
	for _, c := range constraints {
		p.constraint(c)
	}
}

var specialText = map[ast.SpecialKind]string{
	ast.VTable: "vtable for ", ast.VTT: "VTT for ", ast.TypeInfo: "typeinfo for ", ast.TypeInfoName: "typeinfo name for ",
	ast.ConstructionVTable: "construction vtable for ", ast.VirtualThunk: "virtual thunk to ", ast.NonVirtualThunk: "non-virtual thunk to ",
	ast.ModuleInit: "initializer for module ", ast.CovariantThunk: "covariant return thunk to ", ast.Guard: "guard variable for ", ast.RefTemporary: "reference temporary for ",
	ast.TLSInit: "thread-local initialization routine for ", ast.TLSWrapper: "thread-local wrapper routine for ",
	ast.TemplateParamObj: "template parameter object for ", ast.TransactionClone: "transaction clone for ", ast.NonTransClone: "non-transaction clone for ",
}

func (p *printer) special(n *node) {
	k := ast.SpecialKind(n.N)
	p.str(specialText[k])
	if k == ast.ConstructionVTable {
		p.print(n.Kids[0])
		p.str("-in-")
	}
	switch {
	case k == ast.ModuleInit:
		p.module(n.Scope)
	case n.Scope != nil:
		p.print(n.Scope)
	default:
		p.print(n.Elem)
	}
}
