package load_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// record takes the layout of a class. libabigail keeps no widths of bit-fields.
func (c *corpus) record(parts []*xnode) {
	name, ok := c.name(parts[0])
	size, bases, fields, only := "", "", "", true
	for _, n := range parts {
		if n.attr["is-declaration-only"] != "yes" {
			only = false
		}
		if s := n.attr["size-in-bits"]; s != "" {
			bits, _ := strconv.Atoi(s)
			size = fmt.Sprint(bits / 8)
		}
		b, f := "", ""
		for _, k := range n.kids {
			at := k.attr["layout-offset-in-bits"]
			if n.tag == "union-decl" {
				at = "0"
			}
			switch {
			case k.tag == "base-class":
				bits, _ := strconv.Atoi(at)
				place := fmt.Sprint(bits / 8)
				if k.attr["is-virtual"] == "yes" {
					place = "?"
				}
				b += fmt.Sprintf("; base %s %s %s", place, k.attr["access"], c.spell(k.attr["type-id"], 0, ""))
			case k.tag == "data-member" && k.attr["static"] != "yes":
				v := k.kids[0]
				f += fmt.Sprintf("; %s @%s %s %s", v.attr["name"], at, k.attr["access"], c.spell(v.attr["type-id"], 0, ""))
			}
		}
		if len(b) > len(bases) {
			bases = b
		}
		if len(f) > len(fields) {
			fields = f
		}
	}
	if ok && !only {
		c.facts.add("layout", name, size+bases+fields)
	}
}

func (c *corpus) enum(n *xnode) {
	name, ok := c.name(n)
	if !ok {
		return
	}
	text := ""
	for _, k := range n.kids {
		if k.tag == "enumerator" {
			text += fmt.Sprintf("; %s=%s", k.attr["name"], k.attr["value"])
		}
	}
	c.facts.add("values", name, text)
}

// function takes a function that is exported.
func (c *corpus) function(n *xnode) {
	result, params, this := c.signature(n, 0)
	text := fmt.Sprintf("%s (%s)", result, params)
	if m := n.up; m.tag == "member-function" {
		class, ok := c.name(m.up)
		if !ok {
			class = "{…}"
		}
		special := m.attr["constructor"] == "yes" || m.attr["destructor"] == "yes"
		text += fmt.Sprintf(" %s of %s static=%v const=%v", m.attr["access"], class, this == "" && !special, m.attr["const"] == "yes" || strings.HasPrefix(strings.TrimPrefix(this, "c "), "*c "))
		if v := m.attr["vtable-offset"]; v != "" && m.attr["destructor"] != "yes" {
			text += " slot=" + v
		}
	}
	c.facts.add("code", n.attr["elf-symbol-id"], text)
}

// symbolFacts are the facts of a model that libabigail states too.
func symbolFacts(m *abi.Model) facts {
	f := facts{}
	for t := range m.Types {
		name := modelName(m, t.Scope(), t.Name())
		switch {
		case t.Name() == "" || t.IsDeclaration():
		case t.IsRecord():
			size, _ := t.Size()
			text := fmt.Sprint(size)
			for _, b := range t.Bases() {
				at := fmt.Sprint(b.Offset)
				if b.Virtual {
					at = "?"
				}
				text += fmt.Sprintf("; base %s %s %s", at, b.Access, modelBare(b.Type))
			}
			for _, x := range t.Fields() {
				if x.Flags&abi.FieldVptr == 0 { // libabigail knows it, and does not list it
					text += fmt.Sprintf("; %s @%d %s %s", x.Name, x.Offset, x.Access, modelBare(x.Type))
				}
			}
			f.add("layout", name, text)
		case t.Kind() == abi.KindEnum:
			text := ""
			for _, e := range t.Enumerators() {
				text += fmt.Sprintf("; %s=%d", e.Name, int64(e.Value))
			}
			f.add("values", name, text)
		}
	}
	for x := range m.Funcs {
		for _, s := range x.Symbols() {
			f.add("code", symbolID(s), symbolFunction(x))
		}
	}
	for v := range m.Vars {
		if s := v.Symbol(); s.Name != "" {
			f.add("object", symbolID(s), modelBare(v.Type()))
		}
	}
	return f
}

// symbolID spells a symbol as libabigail does.
func symbolID(s abi.Symbol) string {
	switch {
	case s.Version == "":
		return s.Name
	case s.Row.Flags&abi.SymDefaultVersion != 0:
		return s.Name + "@@" + s.Version
	}
	return s.Name + "@" + s.Version
}

func symbolFunction(x abi.Function) string {
	params := ""
	for _, p := range x.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			params += unqual(modelBare(p.Type)) + ","
		}
	}
	if x.Has(abi.FuncVariadic) {
		params += "..."
	}
	text := fmt.Sprintf("%s (%s)", modelBare(x.Result()), params)
	if x.Row().Owner != 0 {
		text += fmt.Sprintf(" %s of %s static=%v const=%v", x.Row().Access, modelBare(x.Owner()), x.Has(abi.FuncStatic), x.Has(abi.FuncConstThis))
		if x.Row().VSlot >= 0 {
			text += fmt.Sprintf(" slot=%d", x.Row().VSlot)
		}
	}
	return text
}

// modelBare spells a type without typedefs, and unnamed ones without their
// contents or as the typedef that names them. Qualifiers go to the elements of
// arrays; those of references and of void are left out.
func modelBare(t abi.Type) string { return modelAround(t, "", 0) }

func modelAround(t abi.Type, around string, depth int) string {
	if depth > 50 {
		return "…"
	}
	inner := func(around string) string { return modelAround(t.Elem(), around, depth+1) }
	switch t.Kind() {
	case abi.KindNone, abi.KindVoid:
		return "void"
	case abi.KindConst, abi.KindVolatile:
		if q := t.Kind().String()[:1] + " "; !strings.Contains(around, q) {
			around += q
		}
		return inner(around)
	case abi.KindRestrict:
		return around + "r " + inner("")
	case abi.KindTypedef:
		if e := t.Elem(); e.Name() == "" && (e.IsRecord() || e.Kind() == abi.KindEnum) {
			return around + modelName(t.Model(), t.Scope(), t.Name())
		}
		return inner(around)
	case abi.KindArray, abi.KindVector:
		if n, ok := t.Count(); ok && n > 0 {
			return fmt.Sprintf("[%d]", n) + inner(around)
		}
		return "[]" + inner(around)
	case abi.KindPointer:
		return around + "*" + inner("")
	case abi.KindLValueRef:
		return "&" + inner("")
	case abi.KindRValueRef:
		return "&&" + inner("")
	case abi.KindFunc:
		s, params := t.Signature(), ""
		for _, p := range s.Params {
			params += unqual(modelAround(p, "", depth+1)) + ","
		}
		if s.Variadic {
			params += "..."
		}
		return around + "function(" + params + ")" + modelAround(s.Result, "", depth+1)
	case abi.KindStruct, abi.KindClass, abi.KindUnion, abi.KindEnum:
		if t.Name() == "" {
			return around + "{…}"
		}
	}
	return around + modelType(t, maxNest)
}
