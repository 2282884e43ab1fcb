package gen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// Headers is what only headers know. It adds documentation, #[deprecated] and
// constants; no layout and no signature comes from it.
type Headers struct {
	Functions map[string]HeaderFunction // by symbol
	Variables map[string]HeaderItem     // by symbol
	Types     map[string]HeaderItem     // by qualified name
	Members   map[string]HeaderItem     // fields and enumerators: "S::a"
	Macros    []HeaderMacro
}

// HeaderItem is what headers say about anything they declare.
type HeaderItem struct {
	Comment    string
	Deprecated bool
	Message    string // why, "" if not said
}

// HeaderFunction is what headers say about a function.
type HeaderFunction struct {
	HeaderItem
	Params   []HeaderParam // without this
	Result   Nullability
	Noexcept bool
}

// HeaderParam is a parameter; Default is the text of its default argument.
type HeaderParam struct {
	Name, Default string
	Null          Nullability
}

// Nullability is what headers say about a pointer.
type Nullability int8

// Nullabilities. The zero value means that nothing is said.
const (
	NeverNull Nullability = -1
	MayBeNull Nullability = 1
)

// HeaderMacro is a macro that stands for a constant. Kind is 'i' or 'u' for
// integers of Size bytes, 'b' for bool, 'f' for floating types, 's' for strings.
type HeaderMacro struct {
	Name, File string
	Kind       byte
	Size       int
	Int        uint64
	Float      float64
	Text       string
}

// addDoc puts a comment of the headers before what tenon says itself.
func addDoc(own string, it HeaderItem, more ...string) string {
	var parts []string
	if it.Comment != "" {
		parts = append(parts, markdown(it.Comment))
	}
	parts = append(parts, more...)
	if len(parts) == 0 {
		return own
	}
	return strings.Join(append(parts, own), "\n\n")
}

// markdown keeps a comment from being read as code by rustdoc, which would
// compile and run it as a test, and as links or HTML.
func markdown(comment string) string {
	lines := strings.Split(comment, "\n")
	for i, l := range lines {
		l = strings.TrimSpace(l)
		l = strings.NewReplacer("```", "'''", "~~~", "'''", "[", `\[`, "]", `\]`, "<", `\<`).Replace(l)
		lines[i] = l
	}
	return strings.Join(lines, "\n")
}

// deprecated is the attribute for an item that headers call deprecated.
func deprecated(attrs []string, it HeaderItem) []string {
	switch {
	case !it.Deprecated:
		return attrs
	case it.Message == "":
		return append(attrs, "deprecated")
	}
	return append(attrs, "deprecated(note = "+rs.Str(it.Message)+")")
}

func (g *generator) headerFunction(f abi.Function) HeaderFunction {
	if g.headers == nil {
		return HeaderFunction{}
	}
	for _, s := range f.Symbols() {
		if h, ok := g.headers.Functions[s.Name]; ok {
			return h
		}
	}
	return HeaderFunction{}
}

// paramNames are the names of a function's parameters, without this: those of
// the object, else those of the headers, else numbers.
func (g *generator) paramNames(f abi.Function) []string {
	var out []string
	h := g.headerFunction(f)
	for _, p := range f.Params() {
		if p.Flags&abi.ParamArtificial != 0 {
			continue
		}
		n := len(out)
		switch {
		case p.Name != "":
			out = append(out, rs.Ident(p.Name))
		case n < len(h.Params) && h.Params[n].Name != "":
			out = append(out, rs.Ident(h.Params[n].Name))
		default:
			out = append(out, fmt.Sprintf("arg%d", n+1))
		}
	}
	return out
}

func (g *generator) headerType(t abi.Type) HeaderItem {
	if g.headers == nil {
		return HeaderItem{}
	}
	return g.headers.Types[t.QualifiedName()]
}

// memberDoc is what headers say about a field or an enumerator.
func (g *generator) memberDoc(t abi.Type, name string) string {
	if g.headers == nil {
		return ""
	}
	it := g.headers.Members[t.QualifiedName()+"::"+name]
	doc := markdown(it.Comment)
	if it.Deprecated {
		doc = strings.TrimPrefix(doc+"\n\nDeprecated"+strings.TrimSuffix(": "+it.Message, ": ")+".", "\n\n")
	}
	return doc
}

// doc spells what headers say about a function whose parameters have the
// names that bindings give them.
func (h HeaderFunction) doc(own string, names []string) string {
	var more, defaults []string
	null := map[Nullability][]string{}
	for i, p := range h.Params {
		if i >= len(names) || len(names) != len(h.Params) {
			break
		}
		if p.Default != "" {
			defaults = append(defaults, names[i]+" = "+p.Default)
		}
		null[p.Null] = append(null[p.Null], names[i])
	}
	null[h.Result] = append(null[h.Result], "the result")
	say := func(head string, list []string) {
		if len(list) > 0 {
			more = append(more, head+strings.Join(list, ", ")+".")
		}
	}
	code := func(list []string) []string {
		var out []string
		for _, s := range list {
			if s == "the result" {
				out = append(out, s)
				continue
			}
			out = append(out, "`"+strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "`", "'")+"`")
		}
		return out
	}
	say("Default arguments: ", code(defaults))
	say("Never null: ", code(null[NeverNull]))
	say("May be null: ", code(null[MayBeNull]))
	if h.Noexcept {
		more = append(more, "Throws no exception (`noexcept`).")
	}
	return addDoc(own, h.HeaderItem, more...)
}

// headerMacros writes macros of the headers that the object says nothing about.
func (g *generator) headerMacros() {
	if g.headers == nil {
		return
	}
	for _, m := range g.headers.Macros {
		if !g.f.wants(g.f.allowVar, g.f.blockVar, m.Name, m.File) {
			continue
		}
		typ, lit := m.rust()
		g.constant(nil, rs.Ident(m.Name), typ, lit)
	}
}

// has reports whether headers give a macro a value.
func (h *Headers) has(macro string) bool {
	if h != nil {
		for _, m := range h.Macros {
			if m.Name == macro {
				return true
			}
		}
	}
	return false
}

func (m HeaderMacro) rust() (typ, lit string) {
	switch m.Kind {
	case 'b':
		return "bool", strconv.FormatBool(m.Int&1 == 1)
	case 'f':
		lit = strconv.FormatFloat(m.Float, 'g', -1, 8*m.Size)
		if !strings.ContainsAny(lit, ".e") {
			lit += ".0"
		}
		return fmt.Sprintf("f%d", 8*m.Size), lit
	case 's':
		return fmt.Sprintf("&[u8; %d]", len(m.Text)+1), byteString(m.Text)
	}
	return fmt.Sprintf("%c%d", m.Kind, 8*m.Size), literal(m.Int, abi.Bytes(m.Size), m.Kind == 'i')
}

// byteString spells text with a NUL at its end.
func byteString(text string) string {
	var b strings.Builder
	b.WriteString(`b"`)
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20 || c > 0x7e:
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteString(`\0"`)
	return b.String()
}
