// Package names writes the link name that an entity of the model must have,
// and holds a symbol's name against the entity it was joined to.
//
// # From model to name
//
// A [Namer] turns a function, variable or class of an abi.Model into a tree of
// package mangle/ast and lets a writer of mangle make the name. It uses what
// debug info says about the entity (scopes, types, qualifiers, template
// arguments) and never the link name that debug info states for the same
// entity: so the written name is a second opinion about the stated one, and an
// answer where none is stated, for another platform for example.
//
// # What can't be known is not written
//
// Some names depend on what debug info does not keep. Each such gap is a
// [Doubt]; a tree that rests on one is never written, and the [Name] carries
// the [Reason]s instead. A doubt belongs to the part of the tree that has it,
// so a function is in doubt only if its own name needs the part.
//
// ABI tags leave no trace in debug info except in stated link names. A Namer
// takes the tags of classes and namespaces from the link names of their
// members (see tags.go), and derives from the rules of the ABI which function
// inherits a tag through its result.
//
// [Microsoft] writes Visual C++ names for a model of any target. Its names hold
// a little more than debug info (whether a pointer parameter is const itself):
// what a written name takes for granted is in its Assumed.
//
// # From name to model
//
// [Namer.Check] reads a symbol of either scheme and compares its parts with the
// entity, part by part: scopes, own name, qualifiers, parameters, the result
// where the name has it. Parts that are in doubt agree with anything.
// [Differences] does so for a whole model: the second witness beside debug
// info.
package names
