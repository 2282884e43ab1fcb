package diff

import "github.com/tenon-abi/tenon/abi"

// Grade says how bad a change is.
type Grade uint8

// Grades, least first; see the package comment.
const (
	Compatible Grade = iota
	Risky
	Breaking
)

func (g Grade) String() string { return [...]string{"compatible", "risky", "breaking"}[g%3] }

// MarshalText spells g for JSON.
func (g Grade) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// NodeKind says what a node pairs.
type NodeKind string

// Kinds of nodes.
const (
	NodeFunction NodeKind = "function"
	NodeVariable NodeKind = "variable"
	NodeType     NodeKind = "type"
	NodeSymbol   NodeKind = "symbol"
)

// Node is a pair of entities, or one that only one model has (the other id is 0).
type Node struct {
	Kind    NodeKind `json:"kind"`
	Name    string   `json:"name"`
	Symbol  string   `json:"symbol,omitempty"`
	Changes []int    `json:"changes,omitempty"` // in Graph.Changes
	Derived bool     `json:"derived,omitempty"` // changed only because something it contains did

	OldType, NewType abi.TypeID `json:"-"`
	OldFunc, NewFunc abi.FuncID `json:"-"`
	OldVar, NewVar   abi.VarID  `json:"-"`
}

// Edge says that node From uses node To; ByValue that To's layout is part of From's.
type Edge struct {
	From    int  `json:"from"`
	To      int  `json:"to"`
	ByValue bool `json:"by_value,omitempty"`
}

// Change is one root cause.
type Change struct {
	Kind    string   `json:"kind"` // permanent id, see Kinds
	Grade   Grade    `json:"grade"`
	Node    int      `json:"node"`
	Entity  string   `json:"entity"`
	Detail  string   `json:"detail,omitempty"` // within the entity: "parameter 2", "member x"
	Message string   `json:"message"`
	Why     string   `json:"why,omitempty"`
	Remedy  string   `json:"remedy,omitempty"`
	Old     string   `json:"old,omitempty"`
	New     string   `json:"new,omitempty"`
	Symbols []string `json:"symbols,omitempty"` // of the entity: constructors have several
	Where   Where    `json:"where"`
	Path    []string `json:"path,omitempty"` // from a public entity to this one
	// Affected are the public functions and variables that reach the node,
	// sorted, at most maxAffected; AffectedTotal counts all of them.
	Affected      []string `json:"affected,omitempty"`
	AffectedTotal int      `json:"affected_total,omitempty"`
	// Types are the records and enums whose layout changed because of this one.
	Types []string `json:"types,omitempty"`
}

// Where is where the entity was declared, in the new model if it is there.
type Where struct {
	File string `json:"file,omitempty"`
	Line uint32 `json:"line,omitempty"`
}

// Counts is the evidence of a comparison.
type Counts struct {
	Functions int `json:"functions"` // compared, both sides with debug information
	Variables int `json:"variables"`
	Types     int `json:"types"`
	Symbols   int `json:"symbols"` // exported symbols compared by name
}

// Fidelity says how the debug information of the two models differs. None of
// it is a change of the ABI.
type Fidelity struct {
	Old, New Side
	// Lost and Gained are types that are defined on one side and only declared
	// on the other, sorted; what they contain was not compared.
	Lost   []string `json:"lost,omitempty"`
	Gained []string `json:"gained,omitempty"`
	// Unread are types that both sides only declare although users hold objects
	// of them.
	Unread []string `json:"unread,omitempty"`
	// Undescribed are exported symbols with debug information in one model only.
	LostFunctions   []string `json:"lost_functions,omitempty"`
	GainedFunctions []string `json:"gained_functions,omitempty"`
	// InlineOnly counts weak copies of inline functions that one build emits.
	InlineOnly int `json:"inline_only,omitempty"`
}

// Side describes one model's debug information.
type Side struct {
	Target      string   `json:"target"`
	Units       int      `json:"units"`
	Compilers   []string `json:"compilers,omitempty"`
	Exported    int      `json:"exported"`    // exported functions and variables
	Undescribed int      `json:"undescribed"` // of these, without debug information
}

// Graph is the outcome of a comparison.
type Graph struct {
	Nodes    []Node   `json:"nodes"`
	Edges    []Edge   `json:"edges"`
	Changes  []Change `json:"changes"`
	Counts   Counts   `json:"compared"`
	Fidelity Fidelity `json:"fidelity"`
	// CouldNotCheck lists what could not be compared and why.
	CouldNotCheck []string `json:"could_not_check,omitempty"`

	Old, New *abi.Model `json:"-"`
}

// Options of a comparison; the zero value is the recommended setting.
type Options struct{}

// Worst is the worst grade of the changes; ok is false if there are none.
func (g *Graph) Worst() (worst Grade, ok bool) {
	for _, c := range g.Changes {
		worst = max(worst, c.Grade)
	}
	return worst, len(g.Changes) > 0
}

// Empty reports whether nothing was compared.
func (g *Graph) Empty() bool { return g.Counts.Functions+g.Counts.Variables+g.Counts.Types == 0 }
