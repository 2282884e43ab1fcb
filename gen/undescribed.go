package gen

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// reportUndescribed lists what others can link to and no debug entry describes:
// functions written in assembly, indirect ones (STT_GNU_IFUNC), those of units
// without debug information, aliases of what lies elsewhere. Copies of inline
// functions and what C++ compilers add (tables, thunks, guards) are nobody's
// promise.
func (g *generator) reportUndescribed() {
	seen := map[string]bool{} // reported, as functions that are only named somewhere are
	for _, s := range g.out.Skipped {
		if head, _, ok := strings.Cut(s.Name, "("); ok && s.Kind == "function" && s.Reason != "no-symbol" {
			seen[head[strings.LastIndexAny(head, " *")+1:]] = true
		}
	}
	for _, s := range g.m.Symbols() {
		name := strings.TrimPrefix(g.m.Str(s.Name), abi.Verbatim)
		if s.Flags&(abi.SymJoined|abi.SymComdat|abi.SymUndefined) != 0 || seen[name] || !s.Linkable(g.exports[s.Image]) || g.olderVersion(s) {
			continue
		}
		if mangled(name) && (s.Binding != abi.BindGlobal || strings.HasPrefix(name, "_ZT") || strings.HasPrefix(name, "_ZG") || microsoftOwn(name)) {
			continue
		}
		skip := Skip{Name: name, Reason: "undescribed", Why: "no debug information describes it", Remedy: "compile the unit that defines it with -g, or declare it yourself"}
		allow, block := g.f.allowFunc, g.f.blockFunc
		switch s.Kind {
		case abi.SymFunc, abi.SymIFunc:
			skip.Kind = "function"
		case abi.SymObject, abi.SymCommon:
			skip.Kind, allow, block = "variable", g.f.allowVar, g.f.blockVar
		default:
			continue // a place that the linker marks
		}
		if startup(name) || !g.f.wants(allow, block, name, "") {
			continue
		}
		seen[name] = true
		g.skip(skip)
	}
}

// olderVersion reports whether a new link takes another symbol of the name, or
// none.
func (g *generator) olderVersion(s abi.SymbolRow) bool {
	return s.Flags&abi.SymDefaultVersion == 0 && (s.Version != 0 || g.defaults[imageName{s.Image, s.Name}])
}

// startup reports whether a name is of what every linked file has (System V
// gABI, "Initialization and Termination Functions").
func startup(name string) bool { return name == "_init" || name == "_fini" || name == "_start" }

// microsoftOwn tells the symbols that compilers make for Microsoft's ABI: tables,
// type information, deleting destructors, strings, guards of static variables.
func microsoftOwn(name string) bool {
	return strings.HasPrefix(name, "??_") || strings.HasPrefix(name, "?$TSS")
}
