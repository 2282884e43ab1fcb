package rs

import (
	"bytes"
	"strings"
)

// width and callWidth are rustfmt's defaults of max_width and fn_call_width.
const width, callWidth = 100, 60

type printer struct {
	b      bytes.Buffer
	indent int
}

// Print spells a file: its items one after the other.
func Print(items []Item) []byte {
	var p printer
	p.items(items)
	return p.b.Bytes()
}

func (p *printer) line(s string) {
	if s != "" {
		for range p.indent {
			p.b.WriteString("    ")
		}
		p.b.WriteString(s)
	}
	p.b.WriteByte('\n')
}

// items separates items by blank lines, except runs of one-line items.
func (p *printer) items(items []Item) {
	for i, it := range items {
		if i > 0 && !(oneLine(items[i-1]) && oneLine(it)) {
			p.line("")
		}
		it.print(p)
	}
}

func oneLine(it Item) bool {
	switch it := it.(type) {
	case Const:
		return it.Doc == ""
	case Alias:
		return it.Doc == ""
	case Lines:
		return true
	}
	return false
}

// doc prints a doc comment. Control characters become spaces; a line break in
// the text starts another comment line, so that nothing escapes the comment.
func (p *printer) doc(text string) {
	if text == "" {
		return
	}
	for _, l := range strings.Split(text, "\n") {
		l = strings.TrimRight(clean(l), " ")
		if l == "" {
			p.line("///")
		} else {
			p.line("/// " + l)
		}
	}
}

func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r == 0x2028, r == 0x2029,
			r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfeff, r == 0xfffd:
			return ' '
		}
		return r
	}, s)
}

func (p *printer) attrs(attrs []string) {
	for _, a := range attrs {
		p.meta("#[", a, "]")
	}
}

func (p *printer) open(head string) { p.line(head + " {"); p.indent++ }
func (p *printer) close()           { p.indent--; p.line("}") }

func (m Module) print(p *printer) {
	p.doc(m.Doc)
	p.attrs(m.Attrs)
	if len(m.Items) == 0 {
		p.line("pub mod " + m.Name + " {}")
		return
	}
	p.open("pub mod " + m.Name)
	p.items(m.Items)
	p.close()
}

func (s Struct) print(p *printer) {
	p.doc(s.Doc)
	p.attrs(s.Attrs)
	word := "pub struct "
	if s.Union {
		word = "pub union "
	}
	if s.Tuple != "" {
		p.line(word + s.Name + "(pub " + s.Tuple + ");")
		return
	}
	if len(s.Fields) == 0 {
		p.line(word + s.Name + " {}")
		return
	}
	p.open(word + s.Name)
	for _, f := range s.Fields {
		p.doc(f.Doc)
		vis := "pub "
		if f.Private {
			vis = ""
		}
		one := vis + f.Name + ": " + f.Type + ","
		if 4*p.indent+len(one) > width && 4*p.indent+4+len(f.Type)+1 <= width {
			p.line(vis + f.Name + ":")
			p.line("    " + f.Type + ",")
			continue
		}
		p.line(one)
	}
	p.close()
}

func (i Impl) print(p *printer) {
	head := "impl " + i.Target
	if i.Trait != "" {
		head = "impl " + i.Trait + " for " + i.Target
	}
	p.open(head)
	p.items(i.Items)
	p.close()
}

func (f Fn) print(p *printer) {
	p.doc(f.Doc)
	p.attrs(f.Attrs)
	end := " {"
	if f.Extern {
		end = ";"
	}
	var params []string
	for _, a := range f.Params {
		if a.Type == "" {
			params = append(params, a.Name)
		} else {
			params = append(params, a.Name+": "+a.Type)
		}
	}
	if f.Variadic {
		params = append(params, "...")
	}
	result := ""
	if f.Result != "" {
		result = " -> " + f.Result
	}
	head := f.Head + "fn " + f.Name + "("
	if one := head + strings.Join(params, ", ") + ")" + result + end; 4*p.indent+len(one) <= width || len(params) == 0 {
		p.line(one)
	} else {
		p.line(head)
		p.indent++
		for i, a := range params {
			if f.Variadic && i == len(params)-1 {
				p.line(a)
			} else {
				p.line(a + ",")
			}
		}
		p.indent--
		p.endSignature(")"+result, end)
	}
	if f.Extern {
		return
	}
	p.indent++
	for _, l := range f.Body {
		p.line(l)
	}
	if f.Call != "" {
		p.call(f.Let, f.Call, f.Args)
	}
	for _, l := range f.After {
		p.line(l)
	}
	p.close()
}

// endSignature prints the last line of a signature on several lines. Where the
// result does not leave room for the brace, rustfmt puts it on the next line,
// and beyond the width right behind the type.
func (p *printer) endSignature(text, end string) {
	switch n := 4*p.indent + len(text); {
	case end != " {" || n+len(end) <= width:
		p.line(text + end)
	case n <= width:
		p.line(text)
		p.line("{")
	default:
		p.line(text + "{")
	}
}

// call prints a call as the last expression of a body, or as the value of let.
func (p *printer) call(let, callee string, args []string) {
	end := ""
	if let != "" {
		callee, end = "let "+let+" = "+callee, ";"
	}
	all := strings.Join(args, ", ")
	if one := callee + "(" + all + ")" + end; 4*p.indent+len(one) <= width && len(all) <= callWidth || len(args) == 0 {
		p.line(one)
		return
	}
	p.line(callee + "(")
	for _, a := range args {
		p.line("    " + a + ",")
	}
	p.line(")" + end)
}

func (a Attributed) print(p *printer) {
	p.attrs(a.Attrs)
	a.Item.print(p)
}

func (e Extern) print(p *printer) {
	head := `extern "` + e.ABI + `"`
	if e.Unsafe {
		head = "unsafe " + head
	}
	p.open(head)
	for _, it := range e.Items {
		it.print(p)
	}
	p.close()
}

func (s Static) print(p *printer) {
	p.doc(s.Doc)
	p.attrs(s.Attrs)
	mut := ""
	if s.Mut {
		mut = "mut "
	}
	p.line("pub static " + mut + s.Name + ": " + s.Type + ";")
}

func (c Const) print(p *printer) {
	p.doc(c.Doc)
	vis := "pub "
	if c.Name == "_" {
		vis = ""
	}
	p.line(vis + "const " + c.Name + ": " + c.Type + " = " + c.Value + ";")
}

func (a Alias) print(p *printer) {
	p.doc(a.Doc)
	p.line("pub type " + a.Name + " = " + a.Type + ";")
}

func (a Asserts) print(p *printer) {
	p.open("const _: () =")
	for _, l := range a.Lines {
		if one := "assert!(" + l.Cond + ", " + Format(l.Message) + ");"; 4*p.indent+len(one) <= width && len(one)-len("assert!();") <= callWidth {
			p.line(one)
			continue
		}
		p.line("assert!(")
		p.line("    " + l.Cond + ",")
		p.line("    " + Format(l.Message))
		p.line(");")
	}
	p.indent--
	p.line("};")
}

func (l Lines) print(p *printer) {
	for _, s := range l {
		p.line(s)
	}
}

func (b Block) print(p *printer) {
	for _, s := range b {
		p.line(s)
	}
}
