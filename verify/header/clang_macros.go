//go:build clang && cgo

package header

import (
	"fmt"
	"math"
	"strings"

	"github.com/go-clang/clang-v15/clang"
)

// values asks the compiler what macros stand for: a second unit holds one
// variable per macro. Macros that are no expressions make errors there, which
// concern nobody.
func (r *reader) values(opt Options, text string) {
	var b strings.Builder
	b.WriteString(text)
	auto := "auto"
	if opt.C {
		auto = "__auto_type"
	}
	n := 0
	for i, m := range r.facts.Macros {
		if m.Params || !expression(m.Body) {
			continue
		}
		n++
		if strings.HasPrefix(m.Body, `"`) {
			fmt.Fprintf(&b, "static const %s tenon_macro_%d = %s;\n", auto, i, m.Name)
			continue
		}
		fmt.Fprintf(&b, "static const %s tenon_macro_%d = (%s);\n", auto, i, m.Name)
	}
	if n == 0 {
		return
	}
	opt.Flags = append(append([]string{}, opt.Flags...), "-ferror-limit=0")
	tu, done, err := parseAny(opt, b.String(), false)
	if err != nil {
		return
	}
	defer done()
	tu.TranslationUnitCursor().Visit(func(c, _ clang.Cursor) clang.ChildVisitResult {
		i := 0
		if c.Kind() != clang.Cursor_VarDecl || !strings.HasPrefix(c.Spelling(), "tenon_macro_") || c.IsInvalidDeclaration() {
			return clang.ChildVisit_Continue
		}
		if _, err := fmt.Sscanf(c.Spelling(), "tenon_macro_%d", &i); err == nil && i >= 0 && i < len(r.facts.Macros) {
			r.value(&r.facts.Macros[i], c)
		}
		return clang.ChildVisit_Continue
	})
}

func (r *reader) value(m *Macro, c clang.Cursor) {
	t := c.Type().CanonicalType()
	if t.Kind() == clang.Type_Enum {
		t = t.Declaration().EnumDeclIntegerType().CanonicalType()
	}
	typ := r.typ(t, 0)
	v := c.Evaluate()
	defer v.Dispose()
	switch k := v.Kind(); {
	case k == clang.Eval_Int && (typ.Class == ClassInt || typ.Class == ClassBool) && typ.Size >= 1 && typ.Size <= 8:
		m.Int = uint64(v.AsLongLong())
		if v.IsUnsignedInt() {
			m.Int = v.AsUnsigned()
		}
		m.Type = typ
	case k == clang.Eval_Float && typ.Class == ClassFloat && (typ.Size == 4 || typ.Size == 8):
		if f := v.AsDouble(); !math.IsNaN(f) && !math.IsInf(f, 0) {
			m.Float, m.Type = f, typ
		}
	case k == clang.Eval_StrLiteral && typ.Class == ClassPointer && typ.Elem != nil && typ.Elem.Class == ClassInt && typ.Elem.Size == 1 &&
		strings.HasPrefix(m.Body, `"`) && !strings.Contains(m.Body, `\`):
		m.Text, m.Type = v.AsStr(), typ
	}
}

// expression reports whether a macro's body may be an expression, and can't
// swallow what stands after it.
func expression(body string) bool {
	if body == "" || strings.ContainsAny(body, "{};#\\") && !strings.HasPrefix(body, `"`) || strings.Contains(body, "tenon_macro_") {
		return false
	}
	depth := 0
	for _, c := range body {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth < 0 {
				return false
			}
		case ',':
			if depth == 0 {
				return false
			}
		}
	}
	return depth == 0
}
