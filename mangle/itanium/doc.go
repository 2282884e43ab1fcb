// Package itanium reads, prints and writes names of the Itanium C++ ABI
// (https://itanium-cxx-abi.github.io/cxx-abi/abi.html, §5.1, "the ABI" below).
//
// # Three directions
//
// [Parse] turns a name into an ast.Symbol, [Print] spells a Symbol as
// llvm-cxxfilt does, [Write] turns a Symbol into a name. Reading keeps what a
// writer needs and a printer drops: which constructor variant it is, local
// discriminators, the internal-linkage mark, thunk offsets, template parameter
// references. So Write(Parse(x)) is x for the names compilers make. Constraints
// (constraint.go) and modules (module.go) are read on request, see [Reader.Modern].
//
// Where g++ and clang write one thing in two ways (bases of inherited constructors,
// nested types in expressions) names of both are read as they are meant, which
// llvm-cxxfilt does not do; unnamed enumerations of g++ 16, which it can't read, are
// spelled as c++filt spells them.
//
// The reader is our own because the tree of github.com/ianlancetaylor/demangle
// leaves those parts out; that package reads Rust names in package mangle,
// takes over the constructs this reader does not know, and is the second
// opinion in the tests.
//
// # Hostile input
//
// Nesting, the number of nodes and the length of the output are bounded. A
// name that grows exponentially through substitutions ends with an error and
// never with half a name. Every function is pure; a [Reader] is a scratch
// buffer for one goroutine.
package itanium
