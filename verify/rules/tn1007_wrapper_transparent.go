package rules

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1007() Rule {
	return Rule{
		ID: "TN1007", Name: "wrapper-transparent", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a class with one member by value, where repr(transparent) and repr(C) differ",
		Doc:      "A C++ class with a single member travels as a class. repr(transparent) makes a Rust wrapper travel as its member. On i386 Linux (every class result), and on Windows for floating-point members, the two differ. The other way round, a Rust wrapper without repr(transparent) does not match a C++ function that takes the plain member. Debug information of Rust does not record repr, so a Rust struct with one field in an exported function is reported with what to write.",
		Before:   "struct Meters { double v; };\nMeters length();                  // i386, Windows; Rust: #[repr(transparent)] struct Meters(f64)",
		After:    "// Rust: #[repr(C)] struct Meters { v: f64 }",
		Standard: "System V ABI i386 §2.3.4 (struct results); Microsoft x64 calling convention; Rust Reference, \"The transparent representation\"",
		Remedy:   "repr(C) for a C++ class, repr(transparent) for a plain scalar on the C++ side",
		Run: func(p *Pass) {
			for _, c := range p.byClass(func(f abi.Function, index int, t abi.Type) bool {
				if rust := p.fromRust(t); rust || t.IsDeclaration() {
					return rust && len(t.Fields()) == 1
				}
				fs := t.Fields()
				if len(fs) != 1 || len(t.Bases()) > 0 || t.Kind() == abi.KindUnion || !p.Triv(t).Trivial {
					return false
				}
				return p.transparentDiffers(fs[0].Type, index < 0)
			}) {
				if p.fromRust(c.t) {
					f := c.finding(p, "%s has one field and crosses by value: only with repr(transparent) is it its field for C++, and debug information does not record repr", c.t.QualifiedName())
					if p.transparentDiffers(c.t.Fields()[0].Type, true) {
						p.Report(f)
					} else {
						p.Note(f)
					}
					continue
				}
				p.Report(c.finding(p, "%s is a class of one member and travels differently from that member here, in %s", c.t.QualifiedName(), nFunctions(len(c.uses))))
			}
		},
	}
}

// transparentDiffers reports whether a class of one member and the member
// alone travel differently (ABI rules §3.7).
func (p *Pass) transparentDiffers(member abi.Type, result bool) bool {
	m := member.Strip()
	fp := m.Kind() == abi.KindBase && m.Encoding() == abi.EncFloat
	switch {
	case p.Target.Arch == abi.I386 && p.Target.OS == abi.Linux:
		return result
	case p.Target.OS == abi.Windows:
		return fp && (p.Target.Arch == abi.X86_64 || result)
	case p.Options.Portable:
		return fp
	}
	return false
}

// fromRust reports whether rustc described t.
func (p *Pass) fromRust(t abi.Type) bool {
	u := p.Model.Units()
	o := t.Origin().Unit
	return int(o) < len(u) && u[o].Compiler == abi.CompilerRustc
}
