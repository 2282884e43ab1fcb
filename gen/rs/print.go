package rs

import (
	"bytes"
	"slices"
	"strings"
)

// width, callWidth and shortArg are rustfmt's defaults of max_width,
// fn_call_width and short_array_element_width_threshold.
const width, callWidth, shortArg = 100, 60, 10

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
		p.typed(vis+f.Name+":", f.Type, ",", false)
	}
	p.close()
}

// typed prints a type between what stands before and after it: on one line if
// it fits; else, for types with arguments, those on lines of their own; else
// the type on the next line. broad says to try the next line first.
func (p *printer) typed(before, typ, after string, broad bool) {
	head, inner, generic := "", "", false
	for _, h := range []string{"core::option::Option<", "core::pin::Pin<"} {
		if rest, ok := strings.CutPrefix(typ, h); ok {
			head, inner, generic = h, rest, true
		}
	}
	if before != "" {
		before += " "
	}
	one := before + typ + after
	nextFits := 4*p.indent+4+len(typ)+len(after) <= width
	switch {
	case 4*p.indent+len(one) <= width:
		p.line(one)
	case generic && strings.HasSuffix(inner, ">") && !(broad && nextFits):
		p.line(before + head)
		p.indent++
		p.signature(strings.TrimSuffix(inner, ">"))
		p.indent--
		p.line(">" + after)
	case nextFits && before != "":
		p.line(strings.TrimSuffix(before, " "))
		p.line("    " + typ + after)
	default:
		p.line(one)
	}
}

// signature prints the argument of a type: a function type over several lines
// if need be.
func (p *printer) signature(fn string) {
	open := strings.Index(fn, "fn(")
	if 4*p.indent+len(fn)+1 <= width || open < 0 {
		p.line(fn + ",")
		return
	}
	args, rest := splitArgs(fn[open+len("fn("):])
	p.line(fn[:open+len("fn(")])
	p.indent++
	for _, a := range args {
		end := ","
		if a == "..." {
			end = ""
		}
		p.typed("", a, end, false)
	}
	p.indent--
	p.line(")" + rest + ",")
}

// splitArgs parts the arguments up to the closing parenthesis from the rest.
func splitArgs(s string) (args []string, rest string) {
	depth, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '<', '[':
			depth++
		case '>':
			if i > 0 && s[i-1] != '-' {
				depth--
			}
		case ']':
			depth--
		case ',':
			if depth == 0 {
				args, from = append(args, strings.TrimSpace(s[from:i])), i+1
			}
		case ')':
			if depth == 0 {
				if a := strings.TrimSpace(s[from:i]); a != "" {
					args = append(args, a)
				}
				return args, s[i+1:]
			}
			depth--
		}
	}
	return args, ""
}

func (i Impl) print(p *printer) {
	head := "impl " + i.Target
	if i.Trait != "" {
		head = "impl " + i.Trait + " for " + i.Target
	}
	if first := "impl " + i.Trait; i.Trait != "" && 4*p.indent+len(head)+2 > width && 4*p.indent+len(first) <= width {
		p.line(first)
		p.line("    for " + i.Target)
		p.line("{")
		p.indent++
	} else {
		p.open(head)
	}
	p.items(i.Items)
	p.close()
}

// skip tells rustfmt to leave an item as it is: types and expressions that
// don't fit on a line.
const skip = "rustfmt::skip"

func (f Fn) print(p *printer) {
	p.doc(f.Doc)
	p.attrs(f.Attrs)
	if strings.Contains(f.Result, "Option<") && 4*p.indent+len(") -> "+f.Result+" {") > width {
		p.attrs([]string{skip})
	}
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
	one := head + strings.Join(params, ", ") + ")" + result + end
	switch n := 4*p.indent + len(one); {
	case f.Extern && n == width && result != "" && len(params) > 0: // rustfmt has no room for the last column here
		p.line(strings.TrimSuffix(one, result+end))
		p.line("    " + result[1:] + end)
	case n <= width || len(params) == 0 && f.Result == "":
		p.line(one)
	default:
		p.line(head)
		p.indent++
		for _, a := range f.Params {
			if a.Type == "" {
				p.line(a.Name + ",")
			} else {
				p.typed(a.Name+":", a.Type, ",", false)
			}
		}
		if f.Variadic {
			p.line("...")
		}
		p.indent--
		p.endSignature(f.Result, end)
	}
	if f.Extern {
		return
	}
	p.indent++
	for _, l := range f.Body {
		inner, block := strings.CutPrefix(l, "unsafe { ")
		if block = block && 4*p.indent+len(l) > width && strings.HasSuffix(inner, " }"); !block {
			p.line(l)
			continue
		}
		p.open("unsafe")
		p.line(strings.TrimSuffix(inner, " }"))
		p.close()
	}
	switch {
	case f.Unsafe:
		p.unsafeCall(f.Let, f.Call, f.Args)
	case f.Call != "":
		p.call(f.Let, f.Call, f.Args)
	}
	for _, l := range f.After {
		p.line(l)
	}
	p.close()
}

// endSignature prints the last line of a signature on several lines. Where the
// result does not leave room for the brace, rustfmt puts it on the next line,
// and further beyond the width right behind the type.
func (p *printer) endSignature(result, end string) {
	text := ")"
	if result != "" {
		text += " -> " + result
	}
	switch n := 4*p.indent + len(text); {
	case end != " {" && n+len(end) <= width || 4*p.indent+n+len(end) <= width: // rustfmt counts the indent twice
		p.line(text + end)
	case end == ";":
		p.line(text + end)
	case n <= width+len(end): // rustfmt forgets the brace here
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
	short := slices.IndexFunc(args, func(a string) bool { return len(a) > shortArg }) < 0
	if short && 4*p.indent+4+len(all)+1 <= width {
		p.line("    " + all + ",")
	} else {
		for _, a := range args {
			p.line("    " + a + ",")
		}
	}
	p.line(")" + end)
}

// unsafeCall prints a call in an unsafe block: on one line if it fits.
func (p *printer) unsafeCall(let, callee string, args []string) {
	all := strings.Join(args, ", ")
	if one := "unsafe { " + callee + "(" + all + ") }"; 4*p.indent+len(one) <= width && len(all) <= callWidth && let == "" {
		p.line(one)
		return
	}
	p.open("unsafe")
	p.call(let, callee, args)
	p.close()
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
	p.typed("pub static "+mut+s.Name+":", s.Type, ";", false)
}

func (c Const) print(p *printer) {
	p.doc(c.Doc)
	vis := "pub "
	if c.Name == "_" {
		vis = ""
	}
	p.typed(vis+"const "+c.Name+": "+c.Type+" =", c.Value, ";", true)
}

func (a Alias) print(p *printer) {
	p.doc(a.Doc)
	p.typed("pub type "+a.Name+" =", a.Type, ";", true)
}

func (u Use) print(p *printer) {
	p.line("#[allow(unused_imports)]") // the parent may have all of the names itself
	p.line("pub use " + u.Path + ";")
}

func (a Asserts) print(p *printer) {
	if slices.ContainsFunc(a.Lines, func(l Assert) bool { return p.wide(l.Cond) }) {
		p.attrs([]string{skip})
	}
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

// wide reports whether a condition does not fit on a line of its own, or the
// arguments of its macro don't.
func (p *printer) wide(cond string) bool {
	_, args, _ := strings.Cut(cond, "!(")
	args, _, _ = strings.Cut(args, ")")
	return 4*p.indent+8+len(cond)+1 > width || len(args) > callWidth
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
