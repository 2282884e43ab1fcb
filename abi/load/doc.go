// Package load turns debug entries and symbols of built objects into a model.
//
// A file is read image by image; every image's units become small trees of
// the entries the model needs (tree.go); function bodies are left out, and
// parameters are read from the section when they are asked for. Names that lack
// their template arguments are written whole (simple.go), and modules that g++ writes into
// names are left out (names.go). Hashes find out what
// units repeat, side by side (identity.go, parallel.go); what is left is lowered
// in the order of units, each thing from the first that describes it: types
// (types.go, record.go; Rust's enums with fields: variant.go), functions and
// variables (function.go, declare.go, variable.go), and joined to the symbol table
// (symbols.go; constructors that a class has from its base: inherit.go). Where units say different things of a function the definition
// counts (prototype.go); what only names a function says nothing about it
// (called.go). How a function is called is what its entry states, what options of
// the compiler change (options.go) and what the places of its parameters show
// (location.go, convention.go); the first instructions of a definition tell where its
// arguments came in where debug information may lack one of them (prologue.go). What old versions of DWARF have no entries for, mangled
// names tell (rvalue.go). Types that are described in several units are taken once when
// their shapes agree; same-named types of different shapes are kept apart and
// reported (merge.go).
//
// COFF images are told apart by windows.go, symbols with and without the
// underscore of C names by label.go.
//
// What the loader does not understand becomes a type of kind unsupported and
// an issue; an unreadable unit is an issue and the other units still load.
package load
