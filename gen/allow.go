package gen

import (
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/gen/rs"
)

// The attributes that stand before every item of the root, so that the output
// compiles without warnings wherever it is included, under rustc's and
// clippy's defaults. C++ names are not in Rust's style, and not every item is
// used. No group of lints is allowed as a whole: what the output could do
// better stays visible.

var rustcLints = []string{"dead_code", "non_camel_case_types", "non_snake_case", "non_upper_case_globals", "unsafe_op_in_unsafe_fn"}

// itemLint is a lint of clippy about something that the library decides, and
// the items on which it can stand. A test holds that each of them is needed.
type itemLint struct {
	name  string
	items string // letters of the items; a module may hold any of them
}

// Letters: c constant, f function, i impl, m module, t type, b anything that is spelled as text.
var itemLints = []itemLint{
	{"approx_constant", "c"},         // a macro may have the value of pi
	{"enum_variant_names", "b"},      // COLOUR_RED, COLOUR_GREEN
	{"len_without_is_empty", "i"},    // names of methods are C++'s
	{"missing_safety_doc", "fi"},     // what is safe, the C++ comments say or don't
	{"module_inception", "m"},        // a namespace inside one of its name, or a file named after its namespace
	{"self_named_constructors", "i"}, // names
	{"should_implement_trait", "i"},  // names: next() that is no iterator's
	{"too_many_arguments", "fi"},     // signatures
	{"type_complexity", "fit"},       // signatures
	{"upper_case_acronyms", "bt"},    // names
	{"wrong_self_convention", "i"},   // names: to_string() that takes self by reference
}

// docLint is about the comments of the headers: a list whose items go on in a
// next line without being indented.
const docLint = "doc_lazy_continuation"

// lintsOf are the attributes of an item of the root.
func lintsOf(it rs.Item, cfg Config) []string {
	letter := letterOf(it)
	lints := slices.Clone(rustcLints)
	for _, l := range itemLints {
		if letter == "m" || strings.Contains(l.items, letter) {
			lints = append(lints, "clippy::"+l.name)
		}
	}
	if cfg.improper {
		lints = append(lints, "improper_ctypes_definitions") // of pointers to functions
	}
	if letter == "m" && cfg.improper && moduleName(it) == "ffi" {
		lints = append(lints, "improper_ctypes") // vectors, and before Rust 1.89 integers of 128 bits: both are known to be passed alike
	}
	if cfg.Headers != nil {
		lints = append(lints, "deprecated", "clippy::"+docLint) // uses among the bindings themselves
	}
	return pack(lints)
}

func letterOf(it rs.Item) string {
	switch it := it.(type) {
	case rs.Attributed:
		return letterOf(it.Item)
	case rs.Const:
		return "c"
	case rs.Fn:
		return "f"
	case rs.Impl:
		return "i"
	case rs.Module:
		return "m"
	case rs.Struct, rs.Alias:
		return "t"
	case rs.Block:
		return "b"
	}
	return "-"
}

func moduleName(it rs.Item) string {
	switch it := it.(type) {
	case rs.Attributed:
		return moduleName(it.Item)
	case rs.Module:
		return it.Name
	}
	return ""
}

// pack joins lints to attributes that fit on a line.
func pack(lints []string) (attrs []string) {
	line := ""
	for _, l := range lints {
		switch {
		case line == "":
			line = l
		case len(line)+2+len(l) > rs.AttrWidth:
			attrs = append(attrs, "allow("+line+")")
			line = l
		default:
			line += ", " + l
		}
	}
	return append(attrs, "allow("+line+")")
}

func allowed(it rs.Item, cfg Config) rs.Item {
	return rs.Attributed{Attrs: lintsOf(it, cfg), Item: it}
}
