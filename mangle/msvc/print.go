package msvc

import (
	"strconv"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// Print spells a symbol as llvm-undname-15 does.
func Print(sym *ast.Symbol) (string, error) {
	if sym == nil || sym.Root == nil || sym.Scheme != ast.Microsoft {
		return "", ErrNotMangled
	}
	var p printer
	p.symbol(sym.Root)
	if p.over {
		return "", ErrTooComplex
	}
	return string(p.buf), nil
}

// PrintNode spells one part of a symbol: a name, a type, an argument.
func PrintNode(n *ast.Node) (string, error) {
	var p printer
	switch n.Kind {
	case ast.Encoding, ast.Special:
		p.symbol(n)
	default:
		p.arg(n)
	}
	if p.over {
		return "", ErrTooComplex
	}
	return string(p.buf), nil
}

// Demangle reads a name and spells it.
func (r *Reader) Demangle(name string) (string, error) {
	if err := r.spell(name); err != nil {
		return "", err
	}
	return string(r.out.buf), nil
}

// Append reads a name and appends its spelling to dst, nothing on errors.
func (r *Reader) Append(dst []byte, name string) ([]byte, error) {
	if err := r.spell(name); err != nil {
		return dst, err
	}
	return append(dst, r.out.buf...), nil
}

func (r *Reader) spell(name string) error {
	sym, err := r.Parse(name)
	if err != nil {
		return err
	}
	p := &r.out
	p.buf, p.steps, p.depth, p.over = p.buf[:0], 0, 0, false
	p.symbol(sym.Root)
	if p.over {
		return ErrTooComplex
	}
	return nil
}

// printer spells nodes. Types print in two halves around a declarator: pre
// ("void (__cdecl *") and post (")(int)").
type printer struct {
	buf   []byte
	steps int
	depth int
	over  bool
}

func (p *printer) str(s string) { p.buf = append(p.buf, s...) }
func (p *printer) byte(c byte)  { p.buf = append(p.buf, c) }

func (p *printer) enter() bool {
	p.depth++
	p.steps++
	if p.depth > 4*maxDepth || p.steps > maxSteps || len(p.buf) > maxText {
		p.over = true
	}
	return !p.over
}

func (p *printer) leave() { p.depth-- }

// space separates from a word or a closed argument list.
func (p *printer) space() {
	if len(p.buf) == 0 {
		return
	}
	c := p.buf[len(p.buf)-1]
	if isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '>' {
		p.byte(' ')
	}
}

// quals prints const, volatile and __restrict; a space stands before each but
// the first, and before that one if asked.
func (p *printer) quals(q ast.Quals, space bool) {
	for _, w := range [...]struct {
		q ast.Quals
		s string
	}{{ast.Const, "const"}, {ast.Volatile, "volatile"}, {ast.Restrict, "__restrict"}} {
		if q&w.q != 0 {
			if space {
				p.byte(' ')
			}
			p.str(w.s)
			space = true
		}
	}
}

// symbol prints a root.
func (p *printer) symbol(n *node) {
	if !p.enter() {
		return
	}
	defer p.leave()
	if n.Kind == ast.Special {
		p.special(n)
		return
	}
	if f := n.Elem; f != nil && f.Kind == ast.Function {
		p.function(n, n.Scope, nil)
		return
	}
	if n.Access != ast.NoAccess {
		p.access(n.Access)
		p.str("static ")
	}
	p.pre(n.Elem)
	p.space()
	p.name(n.Scope)
	p.post(n.Elem)
}

func (p *printer) access(a ast.Access) {
	p.str([...]string{"", "private: ", "protected: ", "public: "}[a])
}

// function prints a function called name; thunk is the thunk it adjusts for.
func (p *printer) function(e, name, thunk *node) {
	f := e.Elem
	p.functionHead(e)
	p.space()
	p.name(name)
	if thunk != nil {
		p.adjustment(thunk)
	}
	p.params(f)
	if f.Elem != nil {
		p.post(f.Elem)
	}
}

func (p *printer) functionHead(e *node) {
	f := e.Elem
	p.access(e.Access)
	if e.Flags&ast.Static != 0 {
		p.str("static ")
	}
	if e.Flags&ast.Virtual != 0 {
		p.str("virtual ")
	}
	if e.Flags&ast.ExternC != 0 {
		p.str(`extern "C" `)
	}
	if f.Elem != nil {
		p.pre(f.Elem)
		p.byte(' ')
	}
	p.conv(f.Conv)
}

func (p *printer) adjustment(t *node) {
	switch {
	case ast.SpecialKind(t.N) == ast.NonVirtualThunk:
		p.str("`adjustor{")
	case len(t.Kids) == 4:
		p.str("`vtordispex{")
	default:
		p.str("`vtordisp{")
	}
	p.numbers(t.Kids)
	p.str("}'")
}

func (p *printer) numbers(kids []*node) {
	for i, k := range kids {
		if i > 0 {
			p.str(", ")
		}
		p.str(k.Text)
	}
}

var convText = [...]string{ast.Cdecl: "__cdecl", ast.Pascal: "__pascal", ast.Thiscall: "__thiscall", ast.Stdcall: "__stdcall",
	ast.Fastcall: "__fastcall", ast.Clrcall: "__clrcall", ast.Eabi: "__eabi", ast.Vectorcall: "__vectorcall",
	ast.Swift: "__attribute__((__swiftcall__)) ", ast.SwiftAsync: "__attribute__((__swiftasynccall__)) ", ast.Regcall: "__regcall",
	ast.PreserveMost: "__attribute__((__preserve_most__)) ", ast.PreserveAll: "__attribute__((__preserve_all__)) "}

func (p *printer) conv(c ast.Conv) {
	p.space()
	if int(c) < len(convText) {
		p.str(convText[c])
	}
}

// params prints the parameter list and what follows it.
func (p *printer) params(f *node) {
	if f.Flags&ast.NoParams == 0 {
		p.byte('(')
		switch {
		case len(f.Kids) > 0:
			p.list(f.Kids)
			if f.Flags&ast.Variadic != 0 {
				p.str(", ...")
			}
		case f.Flags&ast.Variadic != 0:
			p.str("...")
		default:
			p.str("void")
		}
		p.byte(')')
	}
	p.quals(f.Quals, true)
	if f.Quals&ast.Unaligned != 0 {
		p.str(" __unaligned")
	}
	if f.Flags&ast.Noexcept != 0 {
		p.str(" noexcept")
	}
	if f.Quals&ast.RefL != 0 {
		p.str(" &")
	}
	if f.Quals&ast.RefR != 0 {
		p.str(" &&")
	}
}

var specialText = map[ast.SpecialKind]string{ast.VFTable: "`vftable'", ast.VBTable: "`vbtable'", ast.LocalVFTable: "`local vftable'",
	ast.RTTILocator: "`RTTI Complete Object Locator'", ast.RTTIBaseArray: "`RTTI Base Class Array'",
	ast.RTTIHierarchy: "`RTTI Class Hierarchy Descriptor'", ast.RTTITypeDescriptor: "`RTTI Type Descriptor'",
	ast.TypeDescriptorName: "`RTTI Type Descriptor Name'", ast.DynInit: "`dynamic initializer for ",
	ast.DynAtexit: "`dynamic atexit destructor for ", ast.LocalGuard: "`local static guard'", ast.ThreadGuard: "`local static thread guard'"}

func (p *printer) special(n *node) {
	k := ast.SpecialKind(n.N)
	text := specialText[k]
	switch k {
	case ast.NonVirtualThunk, ast.VirtualThunk:
		p.str("[thunk]: ")
		p.function(n.Scope, n.Scope.Scope, n)
	case ast.MD5:
		p.str("??@" + n.Text + "@")
	case ast.StringLiteral:
		r := Reader{s: n.Text}
		p.buf, _ = r.literalText(p.buf)
	case ast.RTTITypeDescriptor, ast.TypeDescriptorName:
		p.pre(n.Elem)
		p.space()
		p.str(text)
		p.post(n.Elem)
	case ast.RTTIBaseDescriptor:
		p.scope(n.Scope)
		p.str("`RTTI Base Class Descriptor at (")
		p.numbers(n.Kids)
		p.str(")'")
	case ast.VCall:
		p.str("[thunk]: ")
		p.conv(n.Conv)
		p.space()
		p.scope(n.Scope)
		p.str("`vcall'{" + n.Kids[0].Text + ", {flat}}")
	case ast.DynInit, ast.DynAtexit:
		p.stub(n, text)
	case ast.LocalGuard, ast.ThreadGuard:
		p.scope(n.Scope)
		p.str(text)
		if len(n.Kids) > 0 && n.Kids[0].N != 0 {
			p.str("{" + strconv.FormatInt(n.Kids[0].N, 10) + "}")
		}
	default:
		p.table(n, text)
	}
}

func (p *printer) table(n *node, text string) {
	if n.Text != "" && len(n.Text) > 1 {
		p.str("??@" + n.Text + "@??_R4@")
		return
	}
	if n.Quals != 0 {
		p.quals(n.Quals, false)
		p.byte(' ')
	}
	p.scope(n.Scope)
	p.str(text)
	if len(n.Kids) > 0 {
		p.str("{for `")
		for i, k := range n.Kids {
			if i > 0 {
				p.str("'s `")
			}
			p.name(k)
		}
		p.str("'}")
	}
}

// stub prints the function that constructs or destroys a variable.
func (p *printer) stub(n *node, text string) {
	p.functionHead(n.Elem)
	p.space()
	p.str(text)
	if n.Scope.Kind == ast.Encoding {
		p.byte('`')
		p.symbol(n.Scope)
	} else {
		p.byte('\'')
		p.name(n.Scope)
	}
	p.str("''")
	f := n.Elem.Elem
	p.params(f)
	if f.Elem != nil {
		p.post(f.Elem)
	}
}
