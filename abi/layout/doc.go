// Package layout computes record layouts from the rules of a C++ ABI: where
// bases, virtual bases, pointers to tables, members and bit-fields lie, on any
// covered target, from the declarations alone.
//
// The layout an object states is always the truth about that object. This
// package answers what another target would make of the same declarations,
// and finds what debug information hides: before it answers for another
// target it recomputes the object's own layout; where that differs, the
// declarations in the model are not the whole story (an unnamed bit-field, a
// packing pragma, [[no_unique_address]]) and it tries those explanations. If
// none fits, it refuses.
//
// What no object can tell: members behind #ifdef, default member initialisers
// (they end C++03 plainness, which decides about tail padding), pragmas about
// vtordisp.
//
// itanium.go has the Itanium rules (Itanium C++ ABI §2), microsoft.go those of
// Microsoft as clang implements them; both work on decl, which decl.go makes
// from an abi.Type for a target. Sizes are in bytes unless named Bits.
package layout
