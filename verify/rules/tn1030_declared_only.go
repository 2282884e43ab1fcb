package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1030() Rule {
	return Rule{
		ID: "TN1030", Name: "declared-only", Grade: verify.Note, Since: "0.1.0",
		Summary:  "a type is declared and never defined in the objects",
		Doc:      "Debug information has no size and no members for it. Behind a pointer it is opaque, which may be meant. By value nothing is known about how it travels: clang leaves definitions out that it expects elsewhere, g++ those of classes whose virtual table is elsewhere.",
		Before:   "struct Ghost;\nvoid use(Ghost *g);",
		After:    "// compile with -fstandalone-debug (clang) or -femit-class-debug-always (gcc)",
		Standard: "DWARF 5 §5.7.1 (DW_AT_declaration); clang User's Manual, -fstandalone-debug",
		Remedy:   "add the object that defines it, or compile with -fstandalone-debug (clang), -femit-class-debug-always (gcc)",
		Run: func(p *Pass) {
			value := map[string]bool{}
			p.ByValue(func(_ abi.Function, _ string, _ int, t abi.Type) {
				if t.IsDeclaration() {
					value[t.QualifiedName()] = true
				}
			})
			defined := map[string]bool{}
			for t := range p.Model.Types {
				if t.IsRecord() && !t.IsDeclaration() && t.Name() != "" {
					defined[t.QualifiedName()] = true
				}
			}
			for _, t := range p.API.Types {
				name := t.QualifiedName()
				if !t.IsRecord() || !t.IsDeclaration() || defined[name] || !(p.API.Own(t) || value[name]) {
					continue
				}
				f := p.Type(t, "%s is only declared", name)
				if value[name] {
					f.Grade = verify.Risky
					f.Message += " and travels by value: how is not known"
				}
				p.Report(f)
			}
		},
	}
}
