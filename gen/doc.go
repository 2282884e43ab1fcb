// Package gen decides what Rust stands for a model: which types, functions
// and variables are bound, under which names, in which representation. It
// hands rs items to package gen/rs, which prints them, and a report of
// everything it did not bind.
//
// # The output
//
// One file. Namespaces are modules, also inline ones (re-exported by their
// parent). Types stand in the module of their namespace; a type nested in a
// class is named Outer_Inner; one without a name after the typedef, the member
// (Outer_member) or the variable (config_type) that has it. All extern declarations stand in one module
// ffi at the root, named by the qualified name with underscores
// (ns_Widget_resize); overloads get a suffix from their parameter types.
// Beside the types stand the mirror functions: methods in impl blocks, free
// functions in their module; constructors are `construct` (or construct_ and
// parameter types), with the address of the object as first parameter,
// destructors `destruct`.
//
// # Representations of a class
//
// plain: repr(C) with public fields, where Rust computes the object's layout.
// shape: repr(C) with private scalars that travel by value as the class does.
// storage: pinned bytes of the right size and alignment.
// opaque: declared only, or of a size Rust can't have.
// Shapes and storage have typed accessors at the true offsets.
//
// # Safety
//
// Everything in ffi is unsafe. A mirror function is safe, and an operator an
// impl of Rust's trait, where safe Rust can't hand over anything that C++ does
// not expect; safety.go has the rules, and in doubt a function stays unsafe.
//
// # Several targets
//
// [GenerateTargets] decides for each target by itself and joins the items:
// rs.MergeTargets compares them as they print, and targets.go spells sets of
// targets as cfg predicates. No decision is shared between targets, so none
// can be right for one and wrong for another.
//
// # What it never does
//
// It reads no files and knows no debug format. A value that Rust can't spell
// exactly is refused with a permanent reason id, never approximated.
package gen
