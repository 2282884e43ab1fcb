package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1006() Rule {
	return Rule{
		ID: "TN1006", Name: "enum-open", Grade: verify.Note, Since: "0.1.0",
		Summary:  "C++ hands an enum to Rust, where a Rust enum would be closed",
		Doc:      "A C++ enum holds any value of its underlying type: a newer library may return an enumerator that the binding does not know. As a Rust enum that value is undefined behaviour when it arrives in a result, a field or behind a pointer.",
		Before:   "enum class State : int { Idle, Busy };\nState state();                    // Rust: #[repr(i32)] enum State { Idle, Busy }",
		After:    "// Rust: #[repr(transparent)] struct State(pub i32); with constants,\n// and a fallible conversion to a Rust enum",
		Standard: "Rust Reference, \"Behavior considered undefined\"; ISO C++ [expr.static.cast] 10",
		Remedy:   "mirror it as an open type (tenon bind does) and convert with a check",
		Run: func(p *Pass) {
			from := map[abi.TypeID]string{}
			note := func(t abi.Type, where string) {
				if e := t.Strip(); e.Kind() == abi.KindEnum && from[e.ID()] == "" {
					from[e.ID()] = where
				}
			}
			for _, f := range p.API.Funcs {
				note(f.Result(), "returned by "+f.QualifiedName())
				for _, q := range f.Signature().Params {
					if s := q.Strip(); (s.Kind() == abi.KindPointer || s.Kind() == abi.KindLValueRef) && !s.Elem().IsConst() {
						note(s.Elem(), "written through a parameter of "+f.QualifiedName())
					}
				}
			}
			for t := range p.API.Records {
				for _, f := range t.Fields() {
					note(f.Type, "field "+fieldName(f)+" of "+t.QualifiedName())
				}
			}
			for t := range p.API.Enums {
				if where := from[t.ID()]; where != "" && !isFlags(t) {
					p.Report(p.Type(t, "%s arrives from C++ (%s) and may hold values that are not enumerators", t.QualifiedName(), where))
				}
			}
		},
	}
}
