package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1019() Rule {
	return Rule{
		ID: "TN1019", Name: "hidden-member", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a public function of an exported class is hidden or local",
		Doc:      "The class is part of the API: other functions of it are exported. This one is defined but cannot be bound from outside of the image, because of visibility attributes, -fvisibility, -fvisibility-inlines-hidden or a version script. The header promises what the library does not keep.",
		Before:   "struct Api { void open(); __attribute__((visibility(\"hidden\"))) void close(); };",
		After:    "struct Api { void open(); void close(); };   // both exported",
		Standard: "System V gABI, \"Symbol Table\": STV_HIDDEN, STB_LOCAL",
		Remedy:   "export the function, or make it private",
		Run: func(p *Pass) {
			for t := range p.API.Records {
				exported := false
				for _, m := range t.Methods() {
					exported = exported || p.API.Exported(m)
				}
				if !exported {
					continue
				}
				for _, m := range t.Methods() {
					if m.Row().Access != abi.Public || m.Has(abi.FuncArtificial) {
						continue
					}
					if internal(m) {
						continue
					}
					if defined, out, _ := p.API.symbols(m); defined && !out {
						p.Report(p.Func(m, "%s is public in an exported class, and its symbol is hidden or local", m.QualifiedName()))
					}
				}
			}
		},
	}
}

// internal reports whether a function is an instance of a template for types
// that other units can't name, such as closures: its symbols are local because
// of them ([basic.link]/4), and nobody else asks for it. A hidden symbol of a
// shared library is local too, but then the template's other instances are.
func internal(f abi.Function) bool {
	return f.Has(abi.FuncTemplate) && unnameable(f.Args(), 0)
}

func unnameable(args []abi.Arg, depth int) bool {
	for _, a := range args {
		t := a.Type
		for n := 0; n < 64 && (t.Kind() == abi.KindPointer || t.Kind().IsReference() || t.Kind().IsQualifier() || t.Kind() == abi.KindTypedef); n++ {
			t = t.Elem()
		}
		if t.IsRecord() && (t.Has(abi.TypeLambda) || local(t) || depth < 8 && unnameable(t.Args(), depth+1)) || depth < 8 && unnameable(a.Pack, depth+1) {
			return true
		}
	}
	return false
}

// local reports whether a class is in a function or in an unnamed namespace.
func local(t abi.Type) bool {
	m := t.Model()
	for s, n := t.Scope(), 0; s != 0 && n < 64; s, n = m.Scope(s).Parent, n+1 {
		if k := m.Scope(s).Kind; k == abi.ScopeFunction || k == abi.ScopeAnonymousNamespace {
			return true
		}
	}
	return false
}
