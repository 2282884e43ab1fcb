package rules

import "github.com/tenon-abi/tenon/verify"

func tn1031() Rule {
	return Rule{
		ID: "TN1031", Name: "debug-mode-mixed", Grade: verify.Breaking, Since: "0.1.0",
		Summary:  "units with and without _GLIBCXX_DEBUG in one link",
		Doc:      "In debug mode the containers of libstdc++ carry lists of their iterators and are larger. Functions with containers in their names fail to link; structs that hold containers do not, and are read wrongly.",
		Before:   "g++ -D_GLIBCXX_DEBUG -c a.cc; g++ -c b.cc; g++ -shared a.o b.o",
		After:    "g++ -c a.cc; g++ -c b.cc; g++ -shared a.o b.o",
		Standard: "GNU libstdc++ manual, \"Debug Mode: Using\"",
		Remedy:   "compile everything with the same setting",
		Run: func(p *Pass) {
			p.mixed("std::__debug::", "std::", []string{"vector", "list", "deque", "map", "set", "multimap", "multiset",
				"unordered_map", "unordered_set", "unordered_multimap", "unordered_multiset"}, "%s comes with and without _GLIBCXX_DEBUG")
		},
	}
}
