// Package diff compares two models and says what changed, for whom, and how
// bad it is, as a graph.
//
// # What is compared
//
// The public surface: functions and variables with an exported symbol in
// either model, and every type they reach. A relocatable object or archive
// exports every global symbol it defines that is not hidden. When neither
// model has such symbols, every external function and variable, and then
// every named type, stands in for it. Functions and variables are paired by symbol; between
// targets with different name mangling, by declaration. Types are paired by
// where they stand: parameter with parameter, member with member of one name,
// pointee with pointee. A pair of types is compared once.
//
// # Compatible, as a policy
//
// Two types at one place agree if their representation does: scalars by
// encoding and size (not by spelling), typedefs by what they stand for,
// records of one name by their members. struct and class, parameter names,
// artificial members, member functions without a slot, inline functions that
// are emitted in one build only, and the spelling of template arguments are
// what compilers and options differ in; they are no changes.
//
// How the values of a call travel is what the rules of the target make of them
// in both models (abi/callconv); it counts where no change of a type says so.
//
// A type that is only declared on one side is not a change but a loss or gain
// of debug information: [Fidelity]. If users hold its objects and the new side
// is the one that lacks it, the comparison is incomplete.
//
// # The graph
//
// A [Node] is a pair: a function, a variable or a type. A [Change] belongs to
// one node and is its cause; [Graph.Edges] say who uses whom. A record that
// only moved because a member grew carries no change of its own ([Node.Derived]);
// it is among what the member's change reaches. [Change.Affected] lists the
// public functions and variables that lead to the node, [Change.Path] one of
// the ways.
//
// # Grades
//
// Breaking: code built against the old model misbehaves or does not link or
// load with the new one. Risky: it does under conditions that the models do
// not settle. Compatible: it goes on working. Kinds of change are permanent:
// see [Kinds].
//
// # What it never does
//
// It does not print and does not load. It decides nothing by file, line or
// order of ids.
package diff
