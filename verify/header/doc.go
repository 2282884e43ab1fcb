// Package header holds what headers say under one set of compiler flags, and
// compares it with an object as built.
//
// # What it is
//
// [Facts] is plain data: layouts, which classes travel by value, enum values, virtual functions, signatures
// and what only headers know (documentation comments, default arguments,
// noexcept, nullability, deprecation, macros). [Read] fills it with libclang;
// it exists only in builds with cgo and the tag clang, any other build answers
// [ErrNotBuilt]. [Check] compares facts with a model and needs no libclang.
//
// The object is the truth. A difference means that whoever compiles against
// these headers with these flags, or generates bindings from them, disagrees
// with the code that runs: the classic cause is another -D, another -std, or
// headers of another release.
//
// # What is compared with what
//
// Only what both sides describe: a class of the headers that no debug entry
// describes is counted as not described, never as equal. Types are matched by
// qualified name, functions by their symbol. Instances of templates are
// compared by size only, because compilers spell their names differently.
//
// A class whose offsets differ only because a class inside of it differs is a
// consequence: it is attached to the finding of the inner class.
//
// # What it never does
//
// It never runs a compiler, it opens no object, and it does not touch the
// model. Nothing in the default build needs libclang.
package header
