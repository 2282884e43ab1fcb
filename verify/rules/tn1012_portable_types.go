package rules

import (
	"fmt"
	"sort"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1012() Rule {
	return Rule{
		ID: "TN1012", Name: "portable-types", Grade: verify.Note, Portable: true, Since: "0.1.0",
		Summary:  "the API uses types whose width or sign depends on the platform",
		Doc:      "long is 8 bytes on 64-bit Linux and macOS and 4 on Windows; wchar_t is 4 and 2; plain char is signed on x86 and unsigned on ARM and RISC-V Linux; long double has four formats; time_t has 4 bytes on older 32-bit systems; size_t follows the pointer. Bindings made on one platform are wrong on the next when they spell the width.",
		Before:   "long total(void);                 // Rust: fn total() -> i64",
		After:    "int64_t total(void);              // or Rust: -> core::ffi::c_long",
		Standard: "System V psABIs, fundamental types; Microsoft C++ Language Reference, \"Data Type Ranges\"; ISO C++ [basic.fundamental]",
		Remedy:   "fixed-width types in the API, or core::ffi aliases in Rust",
		Run: func(p *Pass) {
			uses := map[string][]string{}
			seen := map[[2]string]bool{}
			note := func(t abi.Type, who string) {
				if c := platformType(t); c != "" && !seen[[2]string{c, who}] {
					seen[[2]string{c, who}] = true
					uses[c] = append(uses[c], who)
				}
			}
			for _, f := range p.API.Funcs {
				s, who := f.Signature(), verify.FunctionEntity(f)
				for _, t := range append([]abi.Type{s.Result}, s.Params...) {
					note(t, who)
				}
			}
			for _, v := range p.API.Vars {
				note(v.Type(), v.QualifiedName())
			}
			for t := range p.API.Records {
				for _, f := range t.Fields() {
					note(f.Type, t.QualifiedName()+"::"+fieldName(f))
				}
			}
			var names []string
			for n := range uses {
				names = append(names, n)
			}
			sort.Strings(names)
			for _, n := range names {
				p.Report(verify.Finding{Kind: verify.EntityType, Entity: n, Affected: uses[n],
					Message: fmt.Sprintf("%s is used in %d places of the API; %s", n, len(uses[n]), platformWhy[n])})
			}
		},
	}
}

var platformWhy = map[string]string{
	"long":        "it has 4 bytes on Windows and 32-bit systems, 8 elsewhere",
	"wchar_t":     "it has 2 bytes on Windows, 4 elsewhere, and no common sign",
	"char":        "by value it is signed on x86, Apple and Windows, unsigned on ARM and RISC-V Linux",
	"long double": "it has four formats; Rust has none of them",
	"time_t":      "it has 4 bytes on 32-bit systems without _TIME_BITS=64",
	"size_t":      "it has the width of a pointer: usize in Rust, never u64",
}

// platformType names the kind of platform-dependent type that t uses, "" if
// none. Typedefs with a fixed width by contract end the search.
func platformType(t abi.Type) string {
	pointer := false
	for range 64 {
		switch k := t.Kind(); {
		case k == abi.KindTypedef:
			switch t.Name() {
			case "size_t", "ssize_t", "ptrdiff_t", "uintptr_t", "intptr_t":
				return "size_t"
			case "time_t", "__time_t":
				return "time_t"
			case "int64_t", "uint64_t", "int32_t", "uint32_t", "__int64_t", "__uint64_t", "int_least64_t", "uint_least64_t":
				return ""
			}
		case k == abi.KindPointer, k.IsReference():
			pointer = true
		case k == abi.KindArray, k.IsQualifier():
		case k == abi.KindBase:
			switch n := t.Name(); {
			case n == "long int" || n == "long" || n == "long unsigned int" || n == "unsigned long":
				return "long"
			case n == "char" && !pointer:
				return "char"
			case n == "wchar_t" || n == "long double":
				return n
			}
			return ""
		default:
			return ""
		}
		t = t.Elem()
	}
	return ""
}
