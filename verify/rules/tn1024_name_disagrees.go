package rules

import (
	"fmt"
	"strings"

	"github.com/ianlancetaylor/demangle"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1024() Rule {
	return Rule{
		ID: "TN1024", Name: "name-disagrees", Grade: verify.Breaking, Since: "0.1.0",
		Summary:  "the symbol's name and debug information disagree about the parameters",
		Doc:      "A C++ symbol encodes the parameter types. Here debug information describes others: a function with an asm label, a wrong alias, or debug information of another build. One of the two is wrong, and a binding made from either may be.",
		Before:   "long f(long, long) asm(\"_Z1fi\");",
		After:    "long f(long, long);               // _Z1fll",
		Standard: "Itanium C++ ABI §5.1.5 (<bare-function-type>)",
		Remedy:   "rebuild the object with its debug information, or remove the label or alias",
		Run: func(p *Pass) {
			for _, f := range p.API.Funcs {
				if f.Has(abi.FuncParamsLost) || f.Has(abi.FuncABIChanged) || (len(f.Params()) == 0 && IsSystem(f.QualifiedName())) {
					// g++ lists no parameters for built-ins such as operator delete.
					continue
				}
				for _, s := range f.Symbols() {
					if !strings.HasPrefix(s.Name, "_Z") || s.Row.Flags&abi.SymUndefined != 0 {
						continue
					}
					if why := nameDiffers(f, s.Name); why != "" {
						fd := p.Func(f, "symbol %s and debug information disagree: %s", s.Name, why)
						fd.Detail = s.Name
						p.Report(fd)
					}
					break
				}
			}
		},
	}
}

// nameDiffers compares an Itanium name with a declared function: own name,
// number of parameters, and the kind of each that does not depend on a
// template. "" means that nothing differs, or that nothing can be said.
func nameDiffers(f abi.Function, symbol string) string {
	ast, err := demangle.ToAST(symbol, demangle.NoClones)
	if err != nil {
		return ""
	}
	typed, ok := ast.(*demangle.Typed)
	if !ok {
		return ""
	}
	if own := lastName(typed.Name); own != "" && !f.Has(abi.FuncTemplate) && !f.Has(abi.FuncConversion) && own != plainName(f.Name()) {
		return fmt.Sprintf("the name says %s, debug information says %s", own, f.Name())
	}
	ft, ok := typed.Type.(*demangle.FunctionType)
	if !ok || hasTemplate(typed.Name) {
		return ""
	}
	args := ft.Args
	if len(args) == 1 {
		if b, ok := args[0].(*demangle.BuiltinType); ok && b.Name == "void" {
			args = nil
		}
	}
	params := f.Signature().Params
	n := len(params)
	if f.Has(abi.FuncVariadic) {
		n++
	}
	if n != len(args) {
		return fmt.Sprintf("the name has %d parameters, debug information %d", len(args), n)
	}
	for i := range params {
		if a, b := nameKind(args[i]), typeKind(params[i]); a != "" && b != "" && a != b {
			return fmt.Sprintf("parameter %d is %s in the name and %s in debug information", i+1, a, b)
		}
	}
	return ""
}

func plainName(s string) string { return baseName(strings.TrimPrefix(s, "~")) }

// lastName is the last plain name of a nested name; "" for anything else.
func lastName(a demangle.AST) string {
	for range 64 {
		switch x := a.(type) {
		case *demangle.Qualified:
			a = x.Name
		case *demangle.MethodWithQualifiers:
			a = x.Method
		case *demangle.TaggedName:
			a = x.Name
		case *demangle.Name:
			return x.Name
		default:
			return ""
		}
	}
	return ""
}

// hasTemplate reports whether the name itself is a function template's: its
// parameters may then depend on template arguments.
func hasTemplate(a demangle.AST) bool {
	found := false
	a.Traverse(func(x demangle.AST) bool {
		switch x.(type) {
		case *demangle.Template, *demangle.TemplateParam:
			found = true
		}
		return !found
	})
	return found
}

// nameKind and typeKind spell what a parameter is in words that both sides
// know; "" for what is not compared.
func nameKind(a demangle.AST) string {
	switch x := a.(type) {
	case *demangle.PointerType:
		return "a pointer"
	case *demangle.ReferenceType:
		return "a reference"
	case *demangle.RvalueReferenceType:
		return "an rvalue reference"
	case *demangle.BuiltinType:
		return canonical[x.Name]
	case *demangle.Name, *demangle.Qualified:
		return "a named type"
	}
	return ""
}

func typeKind(t abi.Type) string {
	t = t.Strip()
	switch t.Kind() {
	case abi.KindPointer, abi.KindArray, abi.KindFunc:
		return "a pointer"
	case abi.KindLValueRef:
		return "a reference"
	case abi.KindRValueRef:
		return "an rvalue reference"
	case abi.KindBase:
		return canonical[t.Name()]
	case abi.KindStruct, abi.KindClass, abi.KindUnion, abi.KindEnum:
		if t.Name() != "" && !strings.Contains(t.Name(), "<") {
			return "a named type"
		}
	}
	return ""
}

// canonical maps the spellings of compilers and demanglers to one.
var canonical = map[string]string{
	"bool": "bool", "char": "char", "signed char": "signed char", "unsigned char": "unsigned char",
	"short": "short", "short int": "short", "unsigned short": "unsigned short", "short unsigned int": "unsigned short",
	"int": "int", "unsigned": "unsigned int", "unsigned int": "unsigned int",
	"long": "long", "long int": "long", "unsigned long": "unsigned long", "long unsigned int": "unsigned long",
	"long long": "long long", "long long int": "long long", "unsigned long long": "unsigned long long", "long long unsigned int": "unsigned long long",
	"float": "float", "double": "double", "long double": "long double", "wchar_t": "wchar_t", "char16_t": "char16_t", "char32_t": "char32_t",
}
