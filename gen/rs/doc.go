// Package rs holds Rust items as plain data and prints them.
//
// It decides nothing: names, types and bodies arrive as text that is already
// Rust. The printer lays items out as rustfmt does for the constructs it
// emits, escapes doc comments, and is deterministic. MergeTargets joins the
// items of several targets by what they print.
package rs
