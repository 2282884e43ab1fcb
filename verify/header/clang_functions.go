//go:build clang && cgo

package header

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/go-clang/clang-v15/clang"
)

// function collects a function with external linkage.
func (r *reader) function(c clang.Cursor, main bool) {
	if c.Linkage() != clang.Linkage_External && c.Linkage() != clang.Linkage_UniqueExternal || c.Availability() == clang.Availability_NotAvailable {
		return
	}
	f := Function{Doc: r.doc(c), Name: qualified(c), Place: placeOf(c), Main: main, Variadic: c.IsVariadic(), Symbols: r.symbols(c)}
	if f.Name == "" || len(f.Symbols) == 0 {
		return
	}
	k := c.Kind()
	f.Member = k != clang.Cursor_FunctionDecl && !c.CXXMethod_IsStatic()
	f.Private = c.AccessSpecifier() == clang.AccessSpecifier_Private || c.AccessSpecifier() == clang.AccessSpecifier_Protected && copies(c)
	f.NoPrototype = c.Type().CanonicalType().Kind() == clang.Type_FunctionNoProto
	f.Pure = k != clang.Cursor_FunctionDecl && c.CXXMethod_IsPureVirtual()
	f.Inline = c.IsFunctionInlined() || c.IsCursorDefinition() || k != clang.Cursor_FunctionDecl && c.CXXMethod_IsDefaulted()
	switch clang.Cursor_ExceptionSpecificationKind(c.ExceptionSpecificationType()) {
	case clang.Cursor_ExceptionSpecificationKind_BasicNoexcept, clang.Cursor_ExceptionSpecificationKind_DynamicNone, clang.Cursor_ExceptionSpecificationKind_NoThrow:
		f.Noexcept = true
	}
	if k != clang.Cursor_Constructor && k != clang.Cursor_Destructor {
		f.Result = r.typ(c.ResultType(), 0)
	}
	for i := range max(c.NumArguments(), 0) {
		a := c.Argument(uint32(i))
		f.Params = append(f.Params, Param{a.Spelling(), r.param(a.Type(), 0), r.defaultArg(a)})
	}
	r.nonnull(c, &f)
	if at, ok := r.funcs[f.Symbols[0]]; ok {
		merge(&r.facts.Functions[at], &f)
		return
	}
	r.funcs[f.Symbols[0]] = len(r.facts.Functions)
	r.facts.Functions = append(r.facts.Functions, f)
}

// copies reports whether a function is a copy constructor or an assignment:
// declared and defined nowhere, before C++11 it said that a class is not copied.
func copies(c clang.Cursor) bool {
	return c.Kind() == clang.Cursor_Constructor && c.CXXConstructor_IsCopyConstructor() || c.Kind() == clang.Cursor_CXXMethod && c.Spelling() == "operator="
}

// merge takes from a later declaration what the first did not say.
func merge(old, f *Function) {
	if old.Comment == "" {
		old.Comment = f.Comment
	}
	if f.Deprecated {
		old.Deprecated, old.DeprecatedMessage = true, f.DeprecatedMessage
	}
	old.Inline = old.Inline || f.Inline
	old.Main = old.Main || f.Main
	for i := range old.Params {
		if i < len(f.Params) && old.Params[i].Default == "" {
			old.Params[i].Default = f.Params[i].Default
		}
	}
}

// symbols lists the names a function has in an object, without the prefix
// underscore of the platform.
func (r *reader) symbols(c clang.Cursor) []string {
	var out []string
	if k := c.Kind(); k == clang.Cursor_Constructor || k == clang.Cursor_Destructor {
		if set := c.CXXManglings(); set != nil {
			for _, s := range set.Strings() {
				out = append(out, r.plain(s.String()))
			}
		}
		return out
	}
	if s := r.plain(c.Mangling()); s != "" {
		out = append(out, s)
	}
	return out
}

func (r *reader) plain(s string) string {
	if strings.Contains(r.facts.Triple, "apple") || strings.HasPrefix(r.facts.Triple, "i686-pc-windows") {
		return strings.TrimPrefix(s, "_")
	}
	return s
}

// defaultArg is the text of a default argument, "" if there is none.
func (r *reader) defaultArg(p clang.Cursor) string {
	out := ""
	p.Visit(func(c, _ clang.Cursor) clang.ChildVisitResult {
		if c.Kind().IsExpression() {
			out = r.text(c)
		}
		return clang.ChildVisit_Continue
	})
	// A size in brackets is an expression too: int a[4].
	if out != "" && !strings.Contains(r.text(p), "=") && !strings.Contains(r.text(p), "DEFAULT") {
		return ""
	}
	return out
}

// nonnull reads __attribute__((nonnull)) and returns_nonnull, which libclang
// shows as attributes without content.
func (r *reader) nonnull(c clang.Cursor, f *Function) {
	if !c.HasAttrs() {
		return
	}
	c.Visit(func(a, _ clang.Cursor) clang.ChildVisitResult {
		if !a.Kind().IsAttribute() {
			return clang.ChildVisit_Continue
		}
		text := strings.ReplaceAll(strings.ReplaceAll(r.text(a), " ", ""), "__", "")
		switch {
		case text == "returns_nonnull" && f.Result != nil:
			f.Result.Nullable = -1
		case text == "nonnull":
			for _, p := range f.Params {
				if p.Type.Class == ClassPointer {
					p.Type.Nullable = -1
				}
			}
		case strings.HasPrefix(text, "nonnull(") && strings.HasSuffix(text, ")"):
			first := 1
			if f.Member {
				first = 2 // this is number 1
			}
			for _, n := range strings.Split(text[len("nonnull("):len(text)-1], ",") {
				if i := atoi(n) - first; i >= 0 && i < len(f.Params) {
					f.Params[i].Type.Nullable = -1
				}
			}
		}
		return clang.ChildVisit_Continue
	})
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 1000 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// variable collects a variable with external linkage.
func (r *reader) variable(c clang.Cursor, main bool) {
	if c.Linkage() != clang.Linkage_External {
		return
	}
	v := Variable{Doc: r.doc(c), Name: qualified(c), Symbol: r.plain(c.Mangling()), Place: placeOf(c), Main: main, Type: r.typ(c.Type(), 0)}
	v.Private = c.AccessSpecifier() == clang.AccessSpecifier_Private
	v.Defined = c.IsCursorDefinition() || strings.Contains(r.text(c), "=")
	if v.Name == "" || v.Symbol == "" || r.seen["v"+v.Symbol] {
		return
	}
	r.seen["v"+v.Symbol] = true
	r.facts.Variables = append(r.facts.Variables, v)
}

// macro collects a macro of the given headers.
func (r *reader) macro(c clang.Cursor) {
	p := placeOf(c)
	if c.IsMacroBuiltin() || p.File == "." || !r.main(p.File) {
		delete(r.macros, c.Spelling()) // defined anew by others
		return
	}
	m := Macro{Name: c.Spelling(), Place: p, Params: c.IsMacroFunctionLike()}
	if text := r.text(c); !m.Params {
		m.Body = strings.Join(strings.Fields(stripComments(strings.TrimPrefix(text, m.Name))), " ")
	}
	r.macros[m.Name] = m
}

// text is the source between the ends of a cursor, "" if they lie in
// different files.
func (r *reader) text(c clang.Cursor) string {
	e := c.Extent()
	f1, _, _, from := e.Start().FileLocation()
	f2, _, _, to := e.End().FileLocation()
	name := f1.Name()
	if name == "" || name != f2.Name() || to < from {
		return ""
	}
	data := r.content(name)
	if int(to) > len(data) {
		return ""
	}
	return string(data[from:to])
}

// content is the text of a file, read once.
func (r *reader) content(name string) []byte {
	data, ok := r.texts[name]
	if !ok {
		data, _ = os.ReadFile(filepath.Clean(name))
		r.texts[name] = data
	}
	return data
}
