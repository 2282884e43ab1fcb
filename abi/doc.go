// Package abi holds the one model that everything in tenon works on: what a
// compiler decided about types, functions, variables and symbols of one or
// several built objects of one target.
//
// # What it is
//
// A [Model] is a flat, immutable graph. Types, functions, variables, scopes,
// symbols, units and strings live in slices; a typed id ([TypeID], [FuncID],
// …) is an index into one of them and id 0 always means "none" (none is not
// void: void is a node of [KindVoid]). A type node has 32 bytes and no
// pointer; members, parameters, enumerators, bases and template arguments
// live in side slices that nodes index by ranges. [Type], [Function] and
// [Variable] are two-word handles (model, id) with methods; their zero values
// are valid and answer "none" to everything.
//
// A model is made with a [Builder] and never changes afterwards. Facts that
// are derived (how a class travels, what a name would be elsewhere) are dense
// slices returned by functions, never fields filled in later.
//
// # What it never does
//
// It does not know where it came from: no DWARF, no files, no containers. It
// does not decide what Rust looks like. It does not report findings.
//
// # One table of shapes
//
// shape.go has one row per [Kind]: which facts are labels (compared) and which
// are edges (followed). Hashing, equality, walking and dumping are each
// written once against that table.
//
// # Walks over members and bases
//
// A class that holds another one twice, which holds another one twice, has 2ⁿ ways
// to the last one. What asks for something in a type and in what it is laid out
// from goes through a [Search], which asks each class once; a walk of another kind
// keeps its answers by type, or counts its steps.
//
// # Three relations between types
//
// Same: one id in one model. Nothing else is "same".
//
// Equal: a and b have the same kind and the same labels, and edge by edge
// their targets are equal. Because graphs have cycles this is the greatest
// such relation: two types are equal unless a path of edges leads to a
// difference. Equality is decided per strongly connected component, never by
// a depth limit. Where a type was found (its [Origin]) is not a label; its
// name and scope are. A declaration is not equal to a definition, but a
// definition of the same qualified name resolves it.
//
// Compatible: directional, and only under a named policy; "C++ declaration
// against Rust definition" is a policy over the same walk, not a second
// comparer. Policies live with their users (verify/diff, verify/link).
//
// # How sure a fact is
//
// A fact is [Stated] by debug info, [Computed] from platform rules, or
// [Unknown]. Unknown is never rounded up to a guess. What a loader does not
// understand is a node of [KindUnsupported] with an [Issue].
//
// # Units of measure
//
// [Bits] and [Bytes] are distinct types. Field offsets are in bits from the
// start of the record; sizes and alignments are in bytes. In little-endian
// targets bit n of a record is bit n%8 of byte n/8, counted from the least
// significant one; in big-endian targets counting starts at the most
// significant bit (the DWARF 5 §5.7.6 meaning of DW_AT_data_bit_offset).
package abi
