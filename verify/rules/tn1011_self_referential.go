package rules

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1011() Rule {
	return Rule{
		ID: "TN1011", Name: "self-referential", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "a class points into itself and must not be moved with memcpy",
		Doc:      "Rust moves values by copying their bytes. libstdc++'s std::string points at its own buffer while it is short; lists, maps, sets and hash tables link to a node inside of themselves. After a Rust move the pointer still leads to the old place.",
		Before:   "struct Name { std::string text; };\nName name();                      // Rust: fn name() -> Name, then let b = a;",
		After:    "// Rust: keep it behind Pin, Box or a C++ pointer, and build it in place",
		Standard: "Rust std::pin; libstdc++ basic_string.h (_M_local_buf), stl_list.h, stl_tree.h (_M_header)",
		Remedy:   "keep it behind an address that does not change (tenon bind does)",
		Run: func(p *Pass) {
			byValue := map[abi.TypeID]bool{}
			p.ByValue(func(_ abi.Function, _ string, _ int, t abi.Type) { byValue[t.ID()] = true })
			parts := abi.Search[string]{Ask: selfPart}
			for _, t := range p.API.Types {
				if !t.IsRecord() || t.IsDeclaration() || !(p.API.Own(t) || byValue[t.ID()]) {
					continue
				}
				if what := parts.In(t); what != "" {
					p.Report(p.Type(t, "%s holds a pointer into itself (%s) and must stay where it was built", t.QualifiedName(), what))
				}
			}
		},
	}
}

// selfPart names a class that points into itself, if t is one; into says to look
// for one in it.
func selfPart(t abi.Type) (name string, into bool) {
	if name := baseName(t.QualifiedName()); t.IsRecord() && selfKnown(name) {
		return name, false
	}
	return "", true
}

// selfKnown lists library classes that point into themselves: libstdc++ and
// libc++ by their inline namespaces.
func selfKnown(name string) bool {
	if s, ok := strings.CutPrefix(name, "std::__1::"); ok {
		return has([]string{"list", "map", "multimap", "set", "multiset", "__tree", "unordered_map", "unordered_set",
			"unordered_multimap", "unordered_multiset", "__hash_table", "function"}, s)
	}
	s, ok := strings.CutPrefix(name, "std::__cxx11::")
	if ok {
		return s == "basic_string" || s == "list"
	}
	s, ok = strings.CutPrefix(name, "std::")
	return ok && has([]string{"list", "map", "multimap", "set", "multiset", "_Rb_tree", "unordered_map", "unordered_set",
		"unordered_multimap", "unordered_multiset", "_Hashtable"}, s)
}
