package rules

import "github.com/tenon-abi/tenon/verify"

func tn1032() Rule {
	return Rule{
		ID: "TN1032", Name: "iterator-level-mixed", Grade: verify.Breaking, Since: "0.1.0",
		Summary:  "units with different _ITERATOR_DEBUG_LEVEL in one link",
		Doc:      "Microsoft's containers begin with a proxy pointer at levels 1 and 2 (std::_Container_base12) and with nothing at level 0 (std::_Container_base0), so every container has two layouts. Debug and release objects are mixed here.",
		Before:   "cl /MDd a.cc; cl /MD b.cc; link a.obj b.obj",
		After:    "cl /MD a.cc; cl /MD b.cc; link a.obj b.obj",
		Standard: "Microsoft C++ Standard Library, \"_ITERATOR_DEBUG_LEVEL\"",
		Remedy:   "compile everything with the same level",
		Run: func(p *Pass) {
			var with, without bool
			var f verify.Finding
			for t := range p.Model.Types {
				if !t.IsRecord() || t.IsDeclaration() {
					continue
				}
				switch t.QualifiedName() {
				case "std::_Container_base12":
					with = true
					f.Location = verify.LocationOf(p.Model, t.Origin())
				case "std::_Container_base0":
					without = true
					f.Related = append(f.Related, verify.LocationOf(p.Model, t.Origin()))
				}
			}
			if with && without {
				f.Kind, f.Entity = verify.EntityLink, "_ITERATOR_DEBUG_LEVEL"
				f.Message = "containers with and without iterator debugging are in one link"
				p.Report(f)
			}
		},
	}
}
