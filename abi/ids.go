package abi

// Ids index slices of one [Model]. Zero is "none" for each of them.
type (
	// TypeID names a type node.
	TypeID uint32
	// FuncID names a function.
	FuncID uint32
	// VarID names a variable.
	VarID uint32
	// ScopeID names a scope. Scope 0 is the global namespace.
	ScopeID uint32
	// SymID names a symbol-table entry.
	SymID uint32
	// UnitID names a compilation unit.
	UnitID uint32
	// StrID names an interned string. String 0 is "".
	StrID uint32
)

// Bits counts bits, Bytes counts bytes (octets).
type (
	Bits  uint64
	Bytes uint64
)

// Bits converts a byte count to bits.
func (b Bytes) Bits() Bits { return Bits(b) * 8 }

// Bytes converts a bit count to whole bytes, rounding up.
func (b Bits) Bytes() Bytes { return Bytes((b + 7) / 8) }

// Range is a run of rows in a side slice: N rows from Lo.
type Range struct{ Lo, N uint32 }

// Certainty says how a fact is known.
type Certainty uint8

// The three degrees of certainty, least first.
const (
	Unknown  Certainty = iota // not known; never treated as a guess
	Computed                  // follows from platform rules and stated facts
	Stated                    // the object says so
)

func (c Certainty) String() string { return [...]string{"unknown", "computed", "stated"}[c%3] }

// Origin is where a fact was found.
type Origin struct {
	Unit  UnitID
	Line  uint32 // source line, 0 if not stated
	File  StrID  // source file as the compiler named it
	_     uint32
	Entry uint64 // offset of the debug entry in its section
}

// Access is a C++ access level. The zero value is public, or not applicable.
type Access uint8

// Access levels.
const (
	Public Access = iota
	Protected
	Private
)

func (a Access) String() string { return [...]string{"public", "protected", "private"}[a%3] }
