// Package callconv says how every value of a call travels: in C++, as the
// compiler of the object passes it, and in Rust, as rustc passes what an
// extern block declares. Both answers use one vocabulary ([Travel], [Call]),
// and [Same] is the one place that says when they are alike.
//
// # What it never does
//
// It reads no files and no debug information: it works on [abi.Model]. It does
// not print Rust. It never guesses: what the model leaves open (a class that
// is only declared, a special member nobody can see) is [Refused] with a
// permanent reason id and the fact that is missing.
//
// # How data flows
//
//	abi.Type ──┐
//	           ├→ ty (what conventions look at) → one file per convention → Travel
//	RustType ──┘
//
// Each convention file holds the C++ rule and the rule rustc uses for the same
// target, side by side. [Context.Plan] makes a Rust signature for a C++ one,
// classifies both and refuses when Same says no; so a plan is right by
// construction or refused.
//
// # Units
//
// Offsets and sizes of [Piece] are in bytes of the value. Register pieces name
// the class of register, not its number: two calls whose values have equal
// travels in the same order get the same registers. Their numbers are needed once,
// to compare them with where definitions find their arguments (places.go).
package callconv
