// Package dwarf turns the bytes of DWARF sections into entries: unit headers,
// abbreviations, forms, references, line-table file names and macros, for
// DWARF 2 to 5 in the 32- and 64-bit formats and in both byte orders.
//
// It never opens files, knows no container and no C++ type. It does not decide
// what an entry means; it only says which attributes the entry has.
//
// # Data flow
//
//	Sections ─ Units ─ Unit ─ Cursor ─ Entry ─ Value ─ Unit.Str / Unit.Ref / Unit.Block
//
// A caller first says which attributes it wants (a [Want], one slot per
// attribute). The abbreviations of a unit are compiled against it into short
// programs: runs of unwanted attributes of fixed size become one addition,
// flags and implicit constants cost nothing per entry. [Cursor.Next] runs such
// a program into an [Entry] the caller owns and allocates nothing.
// [Cursor.Skip] leaves an entry's children by DW_AT_sibling, or entry by entry
// with fixed sizes where the producer gives no siblings (clang).
//
// # Errors
//
// A Cursor has a sticky error with section and offset; Next answers false
// from then on. Every read is checked against the end of the unit, positions
// only grow, and no length from the file sizes an allocation.
package dwarf
