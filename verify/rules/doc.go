// Package rules looks at one model and reports known traps at the border
// between C++ and Rust.
//
// # What it is
//
// A [Rule] is a value: an id that never changes, its documentation, its usual
// grade, and Run, which gets a [Pass] with every input and the only output.
// One rule lives in one file, tnNNNN_slug.go, beside a fixture directory
// testdata/tnNNNN with sources on which it fires and sources on which it stays
// silent. The catalogue is generated from the directory; a test checks that it
// is fresh and that every rule has a fixture pair, a doc and a grade.
//
// # What it never does
//
// It does not load, print, suppress or decide the exit status. It does not
// guess: what debug info does not settle becomes a [verify.Problem], not a
// finding and not silence.
//
// # What is looked at
//
// Rules look at the API: functions and variables that other images can bind to
// ([API.Funcs], [API.Vars]) and every type they reach. Names that belong to
// the implementation (std::, __gnu_cxx::, reserved identifiers) are left out
// unless nothing else is there, or [Options.System] asks for them.
//
// # Grades
//
// Risky is the usual grade of a trap: a reader who binds it the obvious way is
// wrong. Breaking is for what is wrong already: two layouts of one class in
// one link. Rules about other platforms give notes, and risky findings with
// [Options.Portable].
package rules

//go:generate go run ./internal/catalogue
