// Package ast is the vocabulary that mangled names of all schemes are read
// into and written from. Package mangle re-exports it; the readers and writers
// of a scheme live in packages itanium and msvc.
//
// # Shape
//
// A [Symbol] is the scheme, an optional suffix that a compiler added (".cold"),
// and a root [Node]. The root is either an [Encoding] (a function or variable:
// its name and, for a function, its type) or a [Special] (a virtual table,
// type information, a guard, a thunk, …). All other nodes are names, types,
// template arguments and expressions. Which fields of a Node a [Kind] uses is
// said beside the kind; the others are zero.
//
// Trees are directed acyclic graphs: a substitution or back reference makes a
// node appear in several places. Nothing may change a node after it was built,
// and an algorithm over a tree from untrusted input needs a budget, because
// the tree can be exponentially larger than the name.
//
// # Common spelling
//
// Both schemes share one spelling for what C++ has once: operators carry the
// two-letter code of the Itanium ABI (§5.1.3), builtin types their C++ name
// ("unsigned int", "char16_t"), template arguments are types, [Literal]s,
// expressions and [Pack]s. What only one scheme encodes (access, calling
// convention, class-key, pointer mode: Microsoft; constructor variant, ABI
// tags, dependent signatures: Itanium) sits in fields that the other leaves
// zero.
package ast
