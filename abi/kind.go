package abi

// Kind is the kind of a type node.
type Kind uint8

// Kinds of type nodes. Each has a row in shape.go.
const (
	KindNone        Kind = iota
	KindUnsupported      // something the loader met and could not express; Name says what
	KindVoid
	KindBase          // scalar: see Encoding; Size in bytes; BitInt keeps its width in Side
	KindPointer       // Elem: pointee (none = void)
	KindLValueRef     // Elem
	KindRValueRef     // Elem
	KindConst         // Elem (none = void)
	KindVolatile      // Elem
	KindRestrict      // Elem
	KindAtomic        // Elem
	KindArray         // Elem; Size is the element count; TypeFlexible, TypeVLA; one node per dimension
	KindVector        // Elem; Size is the element count (GNU vector types)
	KindStruct        // Side: record row
	KindClass         // Side: record row
	KindUnion         // Side: record row
	KindEnum          // Elem: underlying type if stated; Side: enum row
	KindTypedef       // Elem; also alias templates
	KindFunc          // Elem: result (none = void); Side: signature row
	KindMemberPointer // Elem: pointee type (function or object); Side: TypeID of the class
	KindNullptr       // std::nullptr_t
	numKinds
)

var kindNames = [numKinds]string{
	"none", "unsupported", "void", "base", "pointer", "lvalue-reference", "rvalue-reference",
	"const", "volatile", "restrict", "atomic", "array", "vector", "struct", "class", "union",
	"enum", "typedef", "function", "member-pointer", "nullptr",
}

func (k Kind) String() string {
	if k < numKinds {
		return kindNames[k]
	}
	return "invalid"
}

// IsRecord reports whether k is a struct, class or union.
func (k Kind) IsRecord() bool { return k == KindStruct || k == KindClass || k == KindUnion }

// IsQualifier reports whether k only qualifies its element.
func (k Kind) IsQualifier() bool { return k >= KindConst && k <= KindAtomic }

// IsReference reports whether k is an lvalue or rvalue reference.
func (k Kind) IsReference() bool { return k == KindLValueRef || k == KindRValueRef }

// Encoding refines KindBase.
type Encoding uint8

// Encodings of scalars (DWARF 5 §7.8, DW_ATE_*). CharSigned and CharUnsigned
// are the three C character types; the name tells which one.
const (
	EncNone Encoding = iota
	EncBool
	EncSigned
	EncUnsigned
	EncCharSigned
	EncCharUnsigned
	EncUTF          // char8_t, char16_t, char32_t (by size)
	EncFloat        // binary or extended floating point: name and size say which
	EncComplexFloat // size is of the pair
	EncImaginaryFloat
	EncDecimalFloat
	EncBitIntSigned   // _BitInt(N): width in BitWidth
	EncBitIntUnsigned // unsigned _BitInt(N)
	EncComplexSigned  // GNU complex integers
	EncComplexUnsigned
	EncFixed // fixed-point of any DW_ATE_*_fixed
	EncAddress
	numEncodings
)

var encNames = [numEncodings]string{"", "bool", "signed", "unsigned", "char-signed", "char-unsigned", "utf",
	"float", "complex-float", "imaginary-float", "decimal-float", "bitint-signed", "bitint-unsigned",
	"complex-signed", "complex-unsigned", "fixed", "address"}

func (e Encoding) String() string {
	if e < numEncodings {
		return encNames[e]
	}
	return "invalid"
}

// TypeFlags are facts about a type node that need one bit.
type TypeFlags uint16

// Type flags. PassByValue and PassByReference are DW_AT_calling_convention of
// a class (DWARF 5 §5.7.1): the parameter rule of the producer's target.
const (
	TypeDeclaration     TypeFlags = 1 << iota // declared, not defined: no size, no members
	TypeScoped                                // enum class
	TypeFlexible                              // array without a bound: T x[]
	TypeVLA                                   // array whose bound is known at run time only
	TypeVariadic                              // function type with "..."
	TypeUnprototyped                          // C function type without a prototype: nothing is said of its parameters
	TypePassByValue                           // stated DW_CC_pass_by_value
	TypePassByReference                       // stated DW_CC_pass_by_reference
	TypeLambda                                // closure type
	TypeExportSymbols                         // anonymous struct or union whose members belong to the parent
	TypePolymorphic                           // has a vptr (own or inherited) stated by debug info
	TypeObject                                // class of Objective-C, or a block: a pointer to it may own it
)
