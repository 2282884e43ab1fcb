// Package link checks every call that crosses the border between C++ and Rust
// in a set of built artifacts, in both directions.
//
// # What is compared
//
// C++ calls Rust: functions that C++ declares and does not define, by symbol,
// against the definitions that Rust exports. Rust's side comes from the debug
// information of the Rust artifact ([FromModel]).
//
// Rust calls C++: the functions and statics of extern blocks, by link name,
// against what the C++ objects define. rustc writes nothing about extern
// blocks into debug information, so this side comes from the source, resolved
// by rustc itself: [FromRustdoc] reads the JSON that rustdoc writes. rustdoc
// was chosen over a probe crate of function-pointer statics because it also
// sees private items and private types (a probe outside of the module can't
// name them), keeps the repr attributes that debug information drops, and
// needs no code generation.
//
// The C++ side of a call is what [callconv.Context.Plan] says Rust must
// declare: hidden out-pointers, omitted empty classes, pointers for classes
// that are not trivial for calls. The Rust side is compared slot by slot with
// that plan; classes that travel by value are classified on both sides and
// compared with [callconv.Same].
//
// A class is compared with its mirror both ways: each field of Rust with the
// member at its place, and each member of C++ with the bytes that Rust's fields
// cover. Rust enums with fields are compared with the tagged union that spells
// them out. [Check] ends with what crosses the border by the symbol tables and
// was compared with nothing (complete.go).
//
// # What it never does
//
// It runs no tool and opens no file: rustdoc's JSON and models are handed in.
// It prints nothing. What can't be compared is a [verify.Problem], never
// silence.
package link
