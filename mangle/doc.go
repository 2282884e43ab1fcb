// Package mangle reads the names that compilers give to symbols: Itanium C++
// (GCC, clang), Microsoft C++ (Visual C++, clang for windows-msvc) and Rust
// (legacy and v0). It finds out which scheme a name follows, also inside text,
// spells it readably and takes it apart.
//
// The work is done by package itanium, package msvc and, for Rust,
// github.com/ianlancetaylor/demangle. The tree they share is in package ast.
//
// # One name, many names, text
//
// [Demangle] reads one name. [DemangleAll] reads many on all cores. [Filter]
// copies text and replaces the names in it. [Explain] gives the parts: scope,
// name, template arguments, parameters, result, kind.
//
// A string that is no mangled name comes out as it went in, and so does a name
// that starts like one and is broken; then there is an error too, which wraps
// one with the offset where the scheme has it. No output is ever half a name.
package mangle
