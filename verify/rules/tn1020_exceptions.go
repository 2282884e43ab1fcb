package rules

import (
	"fmt"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1020() Rule {
	return Rule{
		ID: "TN1020", Name: "exceptions", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "exceptions may cross the border",
		Doc:      "The object throws (it binds __cxa_throw or a std::__throw function), and debug information does not say which functions are noexcept. An exception that leaves a function declared extern \"C\" in Rust is undefined behaviour.",
		Before:   "int parse(const char *s);         // throws; Rust: extern \"C\" fn parse",
		After:    "int parse(const char *s) noexcept;  // or Rust: extern \"C-unwind\" fn parse",
		Standard: "Rust RFC 2945; Rust Reference, \"Unwinding\"; Itanium C++ ABI: Exception Handling §2.4",
		Remedy:   "declare extern \"C-unwind\" (tenon bind does), catch in C++, or make the functions noexcept",
		Run: func(p *Pass) {
			throws := map[string]string{}
			for i, s := range p.Model.Symbols() {
				if name := p.Model.Str(s.Name); i > 0 && s.Flags&abi.SymUndefined != 0 && throwing(name) {
					img := p.Model.Str(s.Image)
					if old := throws[img]; old == "" || name < old {
						throws[img] = name
					}
				}
			}
			may := map[string][]string{}
			for _, f := range p.API.Funcs {
				if f.Has(abi.FuncNoexcept) || f.Has(abi.FuncDestructor) {
					continue
				}
				for _, s := range f.Symbols() {
					if img := p.Model.Str(s.Row.Image); throws[img] != "" && s.Row.Flags&abi.SymUndefined == 0 {
						may[img] = append(may[img], verify.FunctionEntity(f))
						break
					}
				}
			}
			var imgs []string
			for img := range may {
				imgs = append(imgs, img)
			}
			sort.Strings(imgs)
			for _, img := range imgs {
				p.Report(verify.Finding{Kind: verify.EntityObject, Entity: shortImage(img), Location: verify.Location{Object: img}, Affected: may[img],
					Message: fmt.Sprintf("%s throws (it binds %s), and %d of its functions are not known to be noexcept", shortImage(img), throws[img], len(may[img]))})
			}
		},
	}
}

func throwing(name string) bool {
	return name == "__cxa_throw" || name == "__cxa_rethrow" || name == "_CxxThrowException" ||
		strings.HasPrefix(name, "_ZSt") && strings.Contains(name, "__throw_")
}
