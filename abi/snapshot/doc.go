// Package snapshot writes a model as a reviewable text file and reads it back.
//
// # The file
//
// A snapshot (".abi") is one fact per line, fields separated by tabs, sorted,
// and without line numbers, addresses, build folders or debug entry offsets:
// two builds of one source give the same text, and a change of the ABI is a
// change of the lines it touches. docs/snapshot.md describes every line. The
// first line is "tenon-abi VERSION"; a reader takes its own version only
// ([ErrVersion]).
//
// # Ids
//
// Lines name each other by ids made from names, never from positions: a type
// by its scope and name, shortened to a prefix and a hash when long; unnamed
// types by the typedef, member or first enumerator that names them, else by
// their ordinal in their scope; function types by a hash of their content.
// Pointers, references, qualifiers and arrays are not lines of their own: a
// reference spells them, outermost first, before the id ("*c|char" is a
// pointer to const char).
//
// # Round trip
//
// Read(Write(m)) has the same types, functions, variables, symbols, aliases,
// macros, units and issues, in a sorted order of ids. Left out on purpose:
// origins, symbol addresses, sizes of functions, local symbols that no entity
// owns, build folders. Write(Read(Write(m))) equals Write(m).
//
// # Flow
//
// names.go gives every scope and type its id; write*.go format chunks of the
// sorted order side by side and write them in order; read*.go is one pass over
// lines into an abi.Builder, where an id that is not defined at the end is an
// error with its line. Nothing allocates by a number found in the file.
package snapshot
