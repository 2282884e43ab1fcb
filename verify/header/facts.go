package header

import (
	"errors"

	"github.com/tenon-abi/tenon/abi"
)

// ErrNotBuilt says that this build has no libclang.
var ErrNotBuilt = errors.New("this build of tenon can't read headers: it was made without libclang")

// Options say what to read and how.
type Options struct {
	Headers []string
	Flags   []string // what would be given to clang: -I, -D, -std, -x, -target
	Triple  string   // target of the object; used unless Flags name one
	C       bool     // read the headers as C unless Flags say otherwise
	Macros  bool     // also evaluate macros
}

// Facts are what headers say under one set of flags, each list sorted by name.
type Facts struct {
	Headers   []string
	Files     []string // the headers and what they include from beside or below them, absolute, sorted
	Flags     []string
	Triple    string
	C         bool
	Records   []Record
	Enums     []Enum
	Functions []Function
	Variables []Variable
	Macros    []Macro
	// Skipped are the names before a "(" in text of the headers that the flags
	// leave out, with their first place.
	Skipped map[string]Place
}

// Place is a position in a header.
type Place struct {
	File string
	Line uint32
}

// Doc is what only headers know about any declaration.
type Doc struct {
	Comment           string // without comment marks, lines separated by \n
	Deprecated        bool
	DeprecatedMessage string
}

// Class is the broad class of a type, as both sides can tell it.
type Class uint8

// Classes of types.
const (
	ClassOther Class = iota // not compared
	ClassVoid
	ClassBool
	ClassInt // also characters
	ClassFloat
	ClassPointer
	ClassReference
	ClassRecord
	ClassEnum
	ClassArray
	ClassFunc
	ClassMemberPointer
	ClassVector
	ClassComplex
)

// Type is a type as a header spells and a target lays it out.
type Type struct {
	Spelling string
	Full     string // typedefs resolved
	Class    Class
	Size     int64  // bytes, -1 = not known
	Signed   bool   // of ClassInt
	Const    bool   // top level
	Name     string // qualified name of a record or enum, "" for instances of templates and unnamed ones
	Count    int64  // of arrays, -1 = not known
	Elem     *Type  // pointee, element, result
	Params   []*Type
	Variadic bool
	Nullable int8 // 1 = nullable, -1 = never null, 0 = not said
}

// Record is a class, struct or union.
type Record struct {
	Doc
	Name   string
	Place  Place
	Union  bool
	Size   int64 // bytes
	Align  int64 // bytes
	Main   bool  // declared in one of the given headers
	Fields []Field
	Bases  []Base
	// Virtuals are the virtual functions that the class itself declares, in
	// the order of declaration.
	Virtuals []Virtual
	// VirtualDestructor: its destructor is virtual, declared so or by a base.
	VirtualDestructor bool
	// ByValue: as a parameter it travels by value as far as C++ is concerned, No:
	// by address (Itanium C++ ABI §3.1.1).
	ByValue abi.Tri
}

// Field is a named non-static data member. Members of unnamed members are
// listed in their place.
type Field struct {
	Doc
	Name   string
	Place  Place
	Type   *Type
	Offset int64 // bits, -1 = not known
	Bits   int32 // width of a bit-field, -1 = none
}

// Base is a direct base class.
type Base struct {
	Name    string // "" for instances of templates
	Type    *Type
	Virtual bool
	Offset  int64 // bytes, -1 = not known
}

// Virtual is a virtual function that a class declares.
type Virtual struct {
	Name   string // own name
	Symbol string // mangled, "" of destructors
	Params int
	// Overrides: a base has it, so that it takes no slot of its own there.
	Overrides bool
}

// Enum is an enumeration.
type Enum struct {
	Doc
	Name   string // "" if it has none
	Scope  string // qualified name of what surrounds it
	Place  Place
	Under  *Type
	Main   bool
	Values []Enumerator
}

// Enumerator is one value of an enumeration. Value holds the two's complement bits.
type Enumerator struct {
	Doc
	Name  string
	Value uint64
}

// Param is a parameter of a function.
type Param struct {
	Name    string
	Type    *Type
	Default string // text of the default argument
}

// Function is a function that headers declare.
type Function struct {
	Doc
	Name     string // qualified, without parameters
	Symbols  []string
	Place    Place
	Main     bool
	Params   []Param
	Result   *Type
	Member   bool
	Variadic bool
	Inline   bool // has a body in the headers
	Pure     bool
	Private  bool // or a protected copy constructor or assignment
	// NoPrototype: C, declared with empty parentheses.
	NoPrototype bool
	Noexcept    bool
}

// Variable is a variable or static data member.
type Variable struct {
	Doc
	Name   string
	Symbol string
	Place  Place
	Main   bool
	Type   *Type
	// Private is set for private static members, Defined for those that have
	// their value in the headers: neither is expected in the object.
	Private, Defined bool
}

// Macro is a macro as it stands at the end of the headers.
type Macro struct {
	Name   string
	Place  Place
	Params bool   // function-like
	Body   string // for object-like ones: tokens separated as written
	// Type is what it stands for as an expression, nil if that is no constant
	// of an integer, floating or string type. The value is in the field of it;
	// Int holds the two's complement bits.
	Type  *Type
	Int   uint64
	Float float64
	Text  string
}
