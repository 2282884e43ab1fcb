// Package msvc reads, prints and writes the names that Visual C++ gives to
// symbols, and clang for its *-windows-msvc targets.
//
// Microsoft has published no grammar. What is said here about it was learned
// from the names clang 15 and 19 make, from those that Visual C++ made (Wine's
// libraries export the same ones) and from what llvm-undname-15 says about
// them; the tests compare with all three.
//
// # Three directions
//
// [Parse] turns a name into an ast.Symbol, [Print] spells a Symbol as
// llvm-undname does, [Write] turns a Symbol into a name. The tree keeps what a
// writer needs and a printer drops (pointer mode, pack marks, the class-key of
// a result), so Write(Parse(x)) is x for the names compilers make.
//
// # Shape of a name
//
//	?f@n@@YAHPEAUS@1@0@Z       int __cdecl n::f(struct n::S *, struct n::S *)
//	 │ │  ││││        ││
//	 │ │  ││││        │└ not noexcept
//	 │ │  ││││        └ the type of parameter 0 once more, end of the list
//	 │ │  │││└ pointer, 64 bits, to a plain struct S of scope "name 1" (n)
//	 │ │  ││└ result int
//	 │ │  │└ __cdecl
//	 │ │  └ a function outside of classes
//	 │ └ scopes, innermost first, closed by @
//	 └ name, closed by @
//
// Back references are digits: the first ten names and the first ten parameter
// types longer than one letter can be referred to. Both tables start anew
// inside template arguments.
//
// # What digits count
//
// Compilers do not agree on what counts as a name: see [Compiler]. A [Reader]
// can be told who wrote the names. If it is not, a name with such a thing in it
// is read by the rules of all compilers and must mean the same by all; else the
// result is [ErrAmbiguous]. The hash of an anonymous namespace tells who wrote
// it: clang spells it in upper case, Visual C++ in lower case.
//
// # Hostile input
//
// Nesting, the number of nodes visited and the length of the output are
// bounded, and a name that is not read to its last byte is an error: never
// half a name. Every function is pure; a [Reader] is a scratch buffer for one
// goroutine.
package msvc
