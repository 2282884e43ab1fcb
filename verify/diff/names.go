package diff

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// scalarSpelling maps the words of a C++ integer type to one spelling.
func scalarSpelling(words []string) string {
	var long, short, unsigned, signed, char, double, wide int
	for _, w := range words {
		switch w {
		case "long":
			long++
		case "short":
			short++
		case "unsigned":
			unsigned++
		case "signed":
			signed++
		case "char":
			char++
		case "double":
			double++
		case "__int128":
			wide++
		case "int":
		default:
			return strings.Join(words, " ")
		}
	}
	name := "int"
	switch {
	case double > 0 && long > 0:
		return "long double"
	case double > 0:
		return "double"
	case char > 0 && signed > 0:
		return "signed char"
	case char > 0:
		name = "char"
	case wide > 0:
		name = "__int128"
	case short > 0:
		name = "short"
	case long > 1:
		name = "long long"
	case long == 1:
		name = "long"
	}
	if unsigned > 0 {
		name = "unsigned " + name
	}
	return name
}

func scalarWord(w string) bool {
	switch w {
	case "long", "short", "unsigned", "signed", "char", "int", "double", "__int128":
		return true
	}
	return false
}

var anonymous = strings.NewReplacer("{anonymous}", "@", "(anonymous namespace)", "@", "<unnamed>", "@")

// canonical spells a type name so that g++ and clang agree: "long int" and
// "long", "5UL" and "5", "(& x)" and "&x", "{anonymous}", spaces.
func canonical(name string) string {
	plain := true
	for i := 0; i < len(name); i++ {
		if c := name[i]; c == ' ' || c == '<' || c == '{' || c == '(' {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	name = anonymous.Replace(name)
	if strings.IndexByte(name, '\'') >= 0 {
		name = withoutChars(name)
	}
	var out strings.Builder
	var run []string // scalar words in a row
	flush := func() {
		if len(run) > 0 {
			out.WriteString(scalarSpelling(run))
			run = run[:0]
		}
	}
	lastWord := false
	for i := 0; i < len(name); {
		c := name[i]
		if !wordByte(c) {
			if c != ' ' {
				flush()
				if c != '(' || !strings.HasPrefix(name[i:], "(&") {
					out.WriteByte(c)
				} else if end := strings.IndexByte(name[i:], ')'); end > 0 {
					out.WriteString(strings.ReplaceAll(name[i+1:i+end], " ", ""))
					i += end
				}
				lastWord = false
			}
			i++
			continue
		}
		j := i
		for j < len(name) && wordByte(name[j]) {
			j++
		}
		w := name[i:j]
		i = j
		if w[0] >= '0' && w[0] <= '9' {
			w = strings.TrimRight(w, "uUlL")
		}
		if scalarWord(w) {
			if len(run) == 0 && lastWord {
				out.WriteByte(' ')
			}
			run = append(run, w)
			lastWord = true
			continue
		}
		had := len(run) > 0 || lastWord
		flush()
		if had {
			out.WriteByte(' ')
		}
		out.WriteString(w)
		lastWord = true
	}
	flush()
	return out.String()
}

// withoutChars spells character literals as numbers: clang writes
// "(unsigned char)'\x80'" and "'a'" where g++ writes "128" and "'a'".
func withoutChars(name string) string {
	out := ""
	for {
		before, rest, ok := strings.Cut(name, "'")
		out += before
		if !ok {
			return out
		}
		r, _, tail, err := strconv.UnquoteChar(rest, '\'')
		if err != nil || !strings.HasPrefix(tail, "'") {
			out, name = out+"'", rest
			continue
		}
		name = tail[1:]
		wide := strings.TrimRight(out, "LuU8") // L'a', u8'a': after a word, or at its begin
		if n := len(wide); n > 0 && wordByte(wide[n-1]) {
			wide = out
		}
		value, cast := int64(r), strings.HasSuffix(out, "(unsigned char)")
		if wide == out && !cast && r >= 0x80 && r < 0x100 {
			value -= 0x100
		}
		out = wide
		for _, c := range []string{"(unsigned char)", "(signed char)", "(char)"} {
			out = strings.TrimSuffix(out, c)
		}
		out += strconv.FormatInt(value, 10)
	}
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
}

// sameScope compares the scopes of two models by their names.
func (c *comparer) sameScope(a, b abi.ScopeID) bool { return c.sameScopeAt(a, b, 0) }

func (c *comparer) sameScopeAt(a, b abi.ScopeID, depth int) bool {
	for range 64 {
		a, b = c.namedScope(c.old, a), c.namedScope(c.new, b)
		if a == 0 || b == 0 {
			return a == b
		}
		x, y := c.old.Scope(a), c.new.Scope(b)
		if !sameText(scopeText(c.old, x), scopeText(c.new, y)) &&
			(x.Type == 0 || y.Type == 0 || !c.sameInstance(c.old.Type(x.Type), c.new.Type(y.Type), depth+1)) {
			return false
		}
		a, b = x.Parent, y.Parent
	}
	return true
}

// namedScope skips scopes that have no name in either compiler's output.
func (c *comparer) namedScope(m *abi.Model, s abi.ScopeID) abi.ScopeID {
	for n := 0; s != 0 && n < 64; n++ {
		if r := m.Scope(s); scopeText(m, r) != "" {
			return s
		}
		s = m.Scope(s).Parent
	}
	return s
}

func scopeText(m *abi.Model, r abi.ScopeRow) string {
	switch {
	case r.Kind == abi.ScopeAnonymousNamespace:
		return "@"
	case r.Kind == abi.ScopeFunction:
		return "" // a local type's function is spelled differently by each compiler
	case r.Type != 0:
		return m.Type(r.Type).Name()
	}
	return m.Str(r.Name)
}

// sameText compares names as compilers spell them. g++ writes "int const*"
// where clang writes "const int *": names with the same words and as many
// qualifiers are one name.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	if strings.Contains(a, "lambda") && strings.Contains(b, "lambda") {
		// A closure in the arguments is spelled by place ("lambda at a.cc:3:4",
		// clang) or by signature (g++): what it holds decides.
		a, _, _ = strings.Cut(a, "<")
		b, _, _ = strings.Cut(b, "<")
		return a == b
	}
	x, y := canonical(a), canonical(b)
	return x == y || strings.Contains(x, "const") && strings.Count(x, "const") == strings.Count(y, "const") && withoutConst(x) == withoutConst(y)
}

func withoutConst(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(s, "const ", ""), " const", ""), "const", "")
}

// sameName reports whether two named types have one qualified name.
func (c *comparer) sameName(a, b abi.Type) bool {
	return c.sameOwnName(a, b) && c.sameScope(a.Scope(), b.Scope())
}

func (c *comparer) sameOwnName(a, b abi.Type) bool {
	return c.sameNameAt(a, b, 0)
}

func (c *comparer) sameNameAt(a, b abi.Type, depth int) bool {
	if unnamed(a) || unnamed(b) {
		return unnamed(a) && unnamed(b)
	}
	return sameText(a.Name(), b.Name()) || c.sameInstance(a, b, depth)
}

// sameInstance reports whether two classes are instances of one template with
// the same arguments. Their names may differ: g++ leaves arguments out of a name
// within another one's arguments where they are the template's defaults
// ("List<Buffer<>::Part>", clang: "List<Buffer<64UL>::Part>").
func (c *comparer) sameInstance(a, b abi.Type, depth int) bool {
	x, y := a.Args(), b.Args()
	s, _, ok := strings.Cut(a.Name(), "<")
	t, _, is := strings.Cut(b.Name(), "<")
	if !ok || !is || s != t || depth >= 8 {
		return false
	}
	if len(x) == 0 || len(y) == 0 { // of a class that is only declared
		return !c.family && elided(canonical(a.Name()), canonical(b.Name()))
	}
	return c.sameArgs(x, y, depth)
}

// elided reports whether two names are the same but for template arguments at
// the end of a list that only one of them has.
func elided(a, b string) bool {
	a, b = strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", "")
	before := byte(0)
	for a != "" && b != "" {
		switch {
		case a[0] == b[0]:
			before, a, b = a[0], a[1:], b[1:]
		case a[0] == '>' && (before == '<' || b[0] == ','):
			b = listEnd(b)
		case b[0] == '>' && (before == '<' || a[0] == ','):
			a = listEnd(a)
		default:
			return false
		}
	}
	return a == b
}

// listEnd is what is left of a name from the end of its innermost list of
// arguments on.
func listEnd(s string) string {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '<', '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '>':
			if depth == 0 {
				return s[i:]
			}
			depth--
		}
	}
	return ""
}

func (c *comparer) sameArgs(x, y []abi.Arg, depth int) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].Kind != y[i].Kind || x[i].Kind == abi.ArgUnknown {
			return false
		}
		switch x[i].Kind {
		case abi.ArgType:
			if !c.sameArgType(x[i].Type, y[i].Type, depth+1) {
				return false
			}
		case abi.ArgPack:
			if !c.sameArgs(x[i].Pack, y[i].Pack, depth) {
				return false
			}
		default:
			if !sameValue(valueAs(c.old, x[i].Type, x[i].Value), valueAs(c.new, y[i].Type, y[i].Value)) || !sameText(x[i].Text, y[i].Text) {
				return false
			}
		}
	}
	return true
}

// sameArgType compares types that name an instance: typedefs are what they
// stand for, as in mangled names.
func (c *comparer) sameArgType(a, b abi.Type, depth int) bool {
	for a.Kind() == abi.KindTypedef && depth < 64 {
		a, depth = a.Elem(), depth+1
	}
	for b.Kind() == abi.KindTypedef && depth < 64 {
		b, depth = b.Elem(), depth+1
	}
	switch {
	case depth >= 64 || a.Kind() != b.Kind():
		return false
	case a.IsRecord() || a.Kind() == abi.KindEnum:
		return c.sameNameAt(a, b, depth) && c.sameScopeAt(a.Scope(), b.Scope(), depth)
	case isPointer(a.Kind()) || a.Kind() == abi.KindConst || a.Kind() == abi.KindVolatile:
		return c.sameArgType(a.Elem(), b.Elem(), depth+1)
	}
	return sameText(a.String(), b.String())
}

func unnamed(t abi.Type) bool {
	n := t.Name()
	return n == "" || t.Has(abi.TypeLambda) || strings.HasPrefix(n, "<lambda") || strings.HasPrefix(n, "(lambda") || strings.HasPrefix(n, "(anonymous") || strings.HasPrefix(n, "(unnamed")
}

// functionName spells a function as reports name it.
func functionName(f abi.Function) string {
	var b strings.Builder
	b.WriteString(f.QualifiedName())
	b.WriteByte('(')
	sep := ""
	for _, p := range f.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			b.WriteString(sep)
			b.WriteString(p.Type.String())
			sep = ", "
		}
	}
	if f.Has(abi.FuncVariadic) {
		b.WriteString(sep + "...")
	}
	b.WriteByte(')')
	if f.Has(abi.FuncConstThis) {
		b.WriteString(" const")
	}
	if f.Has(abi.FuncVolatileThis) {
		b.WriteString(" volatile")
	}
	if f.Has(abi.FuncRefL) {
		b.WriteString(" &")
	}
	if f.Has(abi.FuncRefR) {
		b.WriteString(" &&")
	}
	return b.String()
}
