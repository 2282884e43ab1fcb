package load_test

import (
	"fmt"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// facts are what a reader says about an object: by kind and name, the texts
// that describe the thing. Several units may describe one name differently, so
// that a name has a set of texts.
type facts map[string]map[string]bool

func (f facts) add(kind, name, text string) {
	key := kind + " " + name
	if f[key] == nil {
		f[key] = map[string]bool{}
	}
	f[key][text] = true
}

// texts lists what is said about a key, sorted.
func (f facts) texts(key string) []string {
	out := make([]string, 0, len(f[key]))
	for t := range f[key] {
		out = append(out, t)
	}
	sort.Strings(out)
	return out
}

// oneName are the spellings under which readers and producers write one type.
var oneName = strings.NewReplacer(
	"unsigned long long int", "unsigned long long", "unsigned long int", "unsigned long", "unsigned short int", "unsigned short",
	"long long unsigned int", "unsigned long long", "long unsigned int", "unsigned long", "short unsigned int", "unsigned short",
	"long long int", "long long", "long int", "long", "short int", "short", "__int128 unsigned", "unsigned __int128",
	"(unnamed struct)", "(unnamed)", "(unnamed class)", "(unnamed)", "(unnamed union)", "(unnamed)", "(unnamed enum)", "(unnamed)", "(lambda)", "(unnamed)",
	"(anonymous namespace)", "(anonymousnamespace)", "_Bool", "bool", "_Complex float", "complex", "_Complex double", "complex", "_Complex long double", "complex", // clang's name for all
	"complex float", "complex", "complex double", "complex", "complex long double", "complex", "typedef __va_list_tag __va_list_tag", "__va_list_tag")

func norm(s string) string { return strings.ReplaceAll(oneName.Replace(s), " ", "") }

// maxNest ends the spelling of unnamed types that lead to themselves.
const maxNest = 6

// modelFacts are the facts of a model.
func modelFacts(m *abi.Model) facts {
	f := facts{}
	for t := range m.Types {
		name := modelName(t.Model(), t.Scope(), t.Name())
		switch {
		case t.IsRecord():
			if t.IsDeclaration() {
				f.add("declared", name, "")
			} else if t.Name() != "" {
				f.add("record", name, modelRecord(t, 0))
				f.add("shape", name, modelShape(t))
			}
			for _, b := range t.Bases() {
				f.add("base", name+" "+modelType(b.Type, 0), fmt.Sprintf("%v %s", b.Virtual, b.Access))
			}
			for _, s := range t.Statics() {
				f.add("static", name+"::"+norm(s.Name()), fmt.Sprintf("%s %s", s.Row().Access, modelType(s.Type(), 0)))
			}
			for _, x := range t.Methods() {
				f.add("method", name+"::"+methodKey(x.LinkageName(), x.Name()), modelFunction(x))
			}
			if text := modelArgs(t.Args()); text != "" && t.Name() != "" && !t.IsDeclaration() {
				f.add("args", name, text)
			}
		case t.Kind() == abi.KindEnum && t.IsDeclaration():
			f.add("declared", name, "")
		case t.Kind() == abi.KindEnum && t.Name() != "":
			f.add("enum", name, modelEnum(t))
		case t.Kind() == abi.KindTypedef:
			f.add("typedef", name, modelType(t.Elem(), 0))
		}
	}
	for x := range m.Funcs {
		if x.Has(abi.FuncConstructor) || x.Has(abi.FuncDestructor) {
			if !x.Has(abi.FuncDeclaration) {
				class := x.Owner()
				f.add("defined", modelName(m, class.Scope(), class.Name())+"::"+methodKey("C4", x.Name()), "")
			}
			continue // what it is, see method
		}
		if x.Has(abi.FuncArtificial) && x.Row().Owner == 0 && x.LinkageName() == "" {
			continue // see walker.function
		}
		key := functionKey(x.LinkageName(), modelName(m, x.Row().Scope, x.Name()))
		f.add("function", key, modelFunction(x))
		f.add("result", key, modelType(x.Result(), 0))
		if !x.Has(abi.FuncDeclaration) {
			f.add("defined", key, "")
		}
	}
	for v := range m.Vars {
		name := modelName(m, v.Row().Scope, v.Name())
		f.add("variable", name, modelType(v.Type(), 0))
		if !v.Has(abi.VarDeclaration) {
			size, _ := v.Type().Size()
			f.add("bytes", name, fmt.Sprint(size))
		}
		if n := v.LinkageName(); n != "" {
			f.add("variable", n, modelType(v.Type(), 0))
		}
	}
	f.settle()
	return f
}

// functionKey is a function's mangled name, or its own where it has none.
func functionKey(linkage, name string) string {
	if linkage != "" {
		return linkage
	}
	return name
}

// methodKey tells overloads apart, but for constructors and destructors: g++
// states names of these that no symbol has, and not the same ones everywhere.
func methodKey(linkage, name string) string {
	if linkage == "" || strings.Contains(linkage, "C4") || strings.Contains(linkage, "D4") {
		own, _, _ := strings.Cut(name, "<") // units spell arguments differently
		return own
	}
	return linkage
}

// modelName is a name with its scopes; what stands around a function is left
// out, since producers differ in how they name it.
func modelName(m *abi.Model, scope abi.ScopeID, name string) string {
	if strings.HasPrefix(name, "<lambda") || name == "" {
		name = "(unnamed)"
	}
	parts := []string{name}
	for n := 0; scope != 0 && n < 256; n++ {
		s := m.Scope(scope)
		switch s.Kind {
		case abi.ScopeFunction:
			parts = append(parts, "(function)")
			scope = 0
			continue
		case abi.ScopeAnonymousNamespace:
			parts = append(parts, "(anonymous namespace)")
		case abi.ScopeRecord:
			own := m.Type(s.Type).Name()
			if own == "" || strings.HasPrefix(own, "<lambda") {
				own = "(unnamed)"
			}
			parts = append(parts, own)
		default:
			parts = append(parts, m.Str(s.Name))
		}
		scope = s.Parent
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return norm(strings.Join(parts, "::"))
}

// modelRecord spells size, alignment, bases and members of a record.
func modelRecord(t abi.Type, nest int) string {
	size, _ := t.Size()
	var b strings.Builder
	fmt.Fprintf(&b, "%s size=%d align=%d", t.Kind(), size, t.Node().Align)
	if t.Has(abi.TypePassByValue) {
		b.WriteString(" by-value")
	}
	if t.Has(abi.TypePassByReference) {
		b.WriteString(" by-reference")
	}
	for _, x := range t.Bases() {
		at := fmt.Sprint(x.Offset)
		if !x.Known {
			at = "?"
		}
		fmt.Fprintf(&b, "; base %s virtual=%v %s %s", at, x.Virtual, x.Access, modelType(x.Type, nest+1))
	}
	for _, x := range t.Fields() {
		fmt.Fprintf(&b, "; %s @%d", x.Name, x.Offset)
		if x.BitField {
			fmt.Fprintf(&b, ":%d", x.Bits)
		}
		if x.Align != 0 {
			fmt.Fprintf(&b, " align=%d", x.Align)
		}
		if x.Flags&abi.FieldMutable != 0 {
			b.WriteString(" mutable")
		}
		fmt.Fprintf(&b, " %s %s", x.Access, modelType(x.Type, nest+1))
	}
	return b.String()
}

// modelShape spells where the members of a record lie, and their sizes.
func modelShape(t abi.Type) string {
	var b strings.Builder
	size, _ := t.Size()
	fmt.Fprintf(&b, "%d", size)
	for _, x := range t.Bases() {
		if s, _ := x.Type.Size(); !x.Virtual {
			fmt.Fprintf(&b, "; base @%d %d", x.Offset, s)
		}
	}
	for _, x := range t.Fields() {
		s, _ := x.Type.Size()
		fmt.Fprintf(&b, "; %s @%d:%d %d", x.Name, x.Offset, x.Bits, s)
	}
	return b.String()
}

func modelEnum(t abi.Type) string {
	var b strings.Builder
	size, _ := t.Size()
	fmt.Fprintf(&b, "enum size=%d scoped=%v of %s", size, t.Has(abi.TypeScoped), modelType(t.Elem(), 0))
	for _, e := range t.Enumerators() {
		fmt.Fprintf(&b, "; %s=%d", e.Name, int64(e.Value))
	}
	return b.String()
}

// modelFunction spells a function without its result, as its declaration says
// it is.
func modelFunction(x abi.Function) string {
	var b strings.Builder
	r := x.Row()
	fmt.Fprintf(&b, "%s(", norm(x.Name()))
	for _, p := range x.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			fmt.Fprintf(&b, "%s,", modelType(p.Type, 0))
		}
	}
	b.WriteString(")")
	for _, w := range []struct {
		flag abi.FuncFlags
		word string
	}{{abi.FuncVariadic, "..."}, {abi.FuncStatic, "static"}, {abi.FuncVirtual, "virtual"}, {abi.FuncPure, "pure"}, {abi.FuncConstThis, "const"},
		{abi.FuncVolatileThis, "volatile"}, {abi.FuncRefL, "&"}, {abi.FuncRefR, "&&"}, {abi.FuncExplicit, "explicit"}, {abi.FuncDeleted, "deleted"},
		{abi.FuncArtificial, "artificial"}, {abi.FuncNoReturn, "noreturn"}, {abi.FuncExternal, "external"}} {
		if x.Has(w.flag) {
			b.WriteString(" " + w.word)
		}
	}
	if r.VSlot >= 0 {
		fmt.Fprintf(&b, " slot=%d", r.VSlot)
	}
	if r.Owner != 0 {
		fmt.Fprintf(&b, " %s of %s", r.Access, modelType(x.Owner(), 0))
	}
	return b.String()
}

// modelArgs spells template arguments: what is a type, a value, a pack.
func modelArgs(args []abi.Arg) string {
	var b strings.Builder
	for _, a := range args {
		fmt.Fprintf(&b, "%s=", a.Name)
		switch a.Kind {
		case abi.ArgType:
			b.WriteString(modelType(a.Type, 0))
		case abi.ArgTemplate:
			b.WriteString("template " + norm(a.Text))
		case abi.ArgPack:
			b.WriteString("<" + modelArgs(a.Pack) + ">")
		default:
			b.WriteString(modelType(a.Type, 0) + " ")
			if a.Value.Kind == abi.ConstInt || a.Value.Kind == abi.ConstUint {
				fmt.Fprintf(&b, "%d", int64(a.Value.Bits))
			}
		}
		b.WriteString(", ")
	}
	return b.String()
}
