package callconv

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// Passing is how one value travels.
type Passing uint8

// Passings, in the words of docs for the command line.
const (
	Void           Passing = iota // there is no value
	Direct                        // in one or several registers or argument slots
	Indirect                      // the address of the object (or of a copy) travels
	IndirectResult                // the caller hands over an address to build the result at
	ByvalStack                    // the object itself lies in the argument area
	Ignored                       // nothing travels
	Refused                       // not known; see Reason
)

var passingNames = [...]string{"void", "direct", "indirect", "indirect-result", "byval-stack", "ignored", "refused"}

func (p Passing) String() string {
	if int(p) < len(passingNames) {
		return passingNames[p]
	}
	return "invalid"
}

// RegClass is the kind of place a piece of a value travels in.
type RegClass uint8

// Register classes. ClassStack is an argument slot in memory of a convention
// that has no registers for it (i386).
const (
	ClassNone   RegClass = iota
	ClassInt             // general-purpose register
	ClassFloat           // floating-point or vector register
	ClassX87             // x87 stack (results only)
	ClassStack           // argument slot in memory
	ClassIntReg          // general-purpose register of a convention that defaults to the stack (fastcall)
)

var classNames = [...]string{"none", "int", "float", "x87", "stack", "int"}

func (c RegClass) String() string { return classNames[int(c)%len(classNames)] }

// Piece is the part of a value that travels in one register or slot. Offset
// and Size are in bytes of the value; Size may be less than the register's.
type Piece struct {
	Class        RegClass
	Offset, Size abi.Bytes
}

// Extend says who widens a small integer to a register and how.
type Extend uint8

// Extensions by the passing side.
const (
	ExtendNone Extend = iota
	ExtendZero
	ExtendSign
)

func (e Extend) String() string { return [...]string{"", "zero-extended", "sign-extended"}[e%3] }

// Travel is how one value travels.
type Travel struct {
	Passing Passing
	Pieces  []Piece
	// Size and Align are of the value; Align is the alignment it has in the
	// argument area when that matters to the convention, else 0.
	Size, Align abi.Bytes
	// Even says that the register pair starts at an even register.
	Even bool
	// Whole says that the value moves to memory as a whole when registers run out.
	Whole bool
	// Why is the deciding fact in words.
	Why string
	// Reason is a permanent id when Passing is Refused: see Reasons.
	Reason    string
	Certainty abi.Certainty
	// CalleeDestroys says that the called function runs the destructor of a
	// by-value argument (Microsoft, trivial_abi).
	CalleeDestroys bool
	Extend         Extend
	// Differs names compilers that disagree about this value, "" if none are
	// known to; a plan never relies on such a value.
	Differs string
	// InArgBlock says that the object is built in the argument block itself
	// (Microsoft x86) and may not be copied there by memcpy.
	InArgBlock bool
}

// String spells a travel: "direct int8@0 float8@8".
func (t Travel) String() string {
	var b strings.Builder
	b.WriteString(t.Passing.String())
	if t.Passing == Refused {
		return "refused (" + t.Reason + ")"
	}
	for _, p := range t.Pieces {
		fmt.Fprintf(&b, " %s%d", p.Class, p.Size)
		if p.Offset != 0 {
			fmt.Fprintf(&b, "@%d", p.Offset)
		}
	}
	if t.Passing == ByvalStack {
		fmt.Fprintf(&b, " size %d align %d", t.Size, t.Align)
	}
	if t.Even {
		b.WriteString(" even")
	}
	return b.String()
}

// HiddenPos is where the hidden result address travels.
type HiddenPos uint8

// Positions of the hidden result address.
const (
	HiddenNone HiddenPos = iota
	HiddenFirst
	HiddenAfterThis
	HiddenX8 // register x8 of AArch64, outside of the argument sequence
)

func (h HiddenPos) String() string { return [...]string{"none", "first", "after-this", "x8"}[h%4] }

// Call is how all values of one call travel.
type Call struct {
	Convention string // permanent name: "sysv64", "win64", "aapcs64", …
	This       Travel // Void without one
	Result     Travel
	Params     []Travel
	ResultAt   HiddenPos
	// ReturnsPointer says that the function also returns the hidden address
	// (or, for constructors, this).
	ReturnsPointer bool
	Variadic       bool
	// CalleePops is the number of argument bytes that the callee removes from
	// the stack beyond what the convention's name says (i386 struct return).
	CalleePops abi.Bytes
}

// Refused lists the reason of the first refused value, "" if none is.
func (c Call) Refused() (reason, why string) {
	for _, t := range []*Travel{&c.Result, &c.This} {
		if t.Passing == Refused {
			return t.Reason, t.Why
		}
	}
	for i := range c.Params {
		if t := &c.Params[i]; t.Passing == Refused {
			return t.Reason, t.Why
		}
	}
	return "", ""
}

// Permanent reason ids.
const (
	ReasonUnknownTriviality = "unknown-triviality"  // not visible whether a class goes by value
	ReasonUnknownAlignment  = "unknown-alignment"   // alignas is not described, and may be there
	ReasonIncompleteType    = "incomplete-type"     // only declared: no size
	ReasonContradictory     = "contradictory-type"  // size, offsets or bases cannot be true
	ReasonUnsupportedType   = "unsupported-type"    // the loader could not express it
	ReasonNoRustType        = "no-rust-type"        // Rust has no type that travels like it
	ReasonCompilersDisagree = "compilers-disagree"  // g++ and clang pass it differently
	ReasonLate128           = "late-int128"         // a 16-byte integer when registers are nearly used up
	ReasonArgBlock          = "argument-block"      // built in the argument block (Microsoft x86)
	ReasonVariadicClass     = "variadic-class"      // class type for "..."
	ReasonVectorcall        = "vectorcall"          // rustc passes vectorcall classes differently
	ReasonConvention        = "unknown-convention"  // convention not modelled for the target
	ReasonTarget            = "unknown-target"      // platform not covered
	ReasonABIChanged        = "interface-changed"   // the compiler changed this definition's interface
	ReasonThisAdjusted      = "adjusted-this"       // Microsoft: the symbol takes the address of a base as this
	ReasonVirtualBases      = "virtual-bases"       // Microsoft: structors of classes with virtual bases take more than they declare
	ReasonParamsLost        = "parameters-lost"     // debug info lists fewer parameters than the symbol
	ReasonHiddenResult      = "hidden-result"       // result address where no Rust signature puts one
	ReasonMicrosoftResult   = "ambiguous-ms-result" // compilers disagree how Microsoft returns it
)
