package ast

// Kind is the kind of a node.
type Kind uint8

// Kinds of nodes.
const (
	None Kind = iota

	// Roots.

	Encoding // Scope: the name; Elem: Function type, variable type (Microsoft) or nil; Text: Microsoft storage class "0"…"4", "" for functions; Access, Flags; Kids: enable_if attributes
	Special  // N: a SpecialKind; Scope/Elem: what it belongs to; Kids, Text as the kind says

	// Names. Scope is the enclosing scope, nil for the global namespace.

	Name          // Text; Tags: ABI tags
	Template      // Elem: name of the template (carries the scope); Kids: arguments
	StdName       // Text: Itanium abbreviation letter of std ("t" for std itself, "a", "b", "s", "i", "o", "d")
	Ctor          // Text: Itanium variant "1" "2" "3" "4" "5" or ""; the class is Scope
	Dtor          // Text: Itanium variant "0" "1" "2" "4" "5" or ""; Microsoft "" or "D" vbase, "G" scalar deleting, "E" vector deleting
	Operator      // Text: Itanium code, "pl"
	Conversion    // Elem: type converted to
	LiteralOp     // Text: suffix
	VendorOp      // Text: name; N: operand count
	Lambda        // closure type. Kids: parameters; Args in Elem's Kids; N: number (0 first); Text: Microsoft spelling "<lambda_1>"
	Unnamed       // unnamed type; N: number; Text: Microsoft spelling "<unnamed-type-x>"; of an enumeration Elem: underlying type, Text: first enumerator
	Bindings      // structured bindings; Kids: names
	AnonNamespace // Text: as spelled ("_GLOBAL__N_1", "A0x1234"; Microsoft "" possible)
	Local         // entity local to a function. Scope: Encoding; Elem: entity (nil: string literal); N: Itanium discriminator (-1 none); Level 1: default argument, its number in Kids[0].N
	Module        // C++20 module. Scope: what it is a part of; Text: last component; N 1: partition
	LocalScope    // Microsoft ?1??f@@…: N number; Scope: outer; Elem: Encoding

	// Types.

	Builtin       // Text: C++ name
	VendorType    // Text: name; Kids: template arguments
	Qualified     // Elem; Quals
	VendorQual    // Elem; Text: qualifier; Kids: template arguments
	Pointer       // Elem; Microsoft: Quals are the pointer's own
	LRef          // Elem
	RRef          // Elem
	Complex       // Elem
	Imaginary     // Elem
	Array         // Elem; Text: bound in decimal, or Kids[0]: bound expression, or neither
	Function      // Elem: result or nil; Kids: parameters (no void); Quals; Flags; Conv; Scope: nil; Tags unused; Level 1: computed noexcept in Kids[last]
	MemberPointer // Scope: class type; Elem: pointee type; Quals of the pointer
	Vector        // Elem; Text or Kids[0]: element count; Elem nil: pixel
	BitInt        // Text or Kids[0]: width; N 1: unsigned
	Float         // _FloatN: Text: bits
	Elaborated    // Elem: named type; Text: "struct", "class", "union", "enum"
	TemplateParam // Level, N; Elem: argument it stands for, nil if unknown ("auto" in a lambda)
	PackExpansion // Elem: pattern
	Decltype      // Elem: expression; Text "t" or "T"
	TypenameType  // reserved

	// Template arguments and expressions.

	Pack        // Kids: arguments of a template parameter pack; Microsoft: no Kids, Text: the mark "$$V" "$$Z" "$$$V" "$S" of an empty or ended pack
	PackOf      // pack as the table of template parameters sees it; Kids
	Literal     // Elem: type; Text: digits, "-" first if negative; floating: hex digits of the value
	StringLit   // Elem: type
	EntityRef   // Elem: Encoding or Special of a function or variable (L_Z…E, $E?x); Text "&": its address (Microsoft $1?x)
	NullPtr     // nullptr
	Expression  // X…E: Elem
	Op          // Text: Itanium code; Kids: operands
	FoldExpr    // Text: "fl" "fr" "fL" "fR"; Tags[0]: operator; Kids
	CastExpr    // Text: "cv" or "tl"; Elem: type; Kids
	CallExpr    // Text "cl"; Kids: callee, arguments
	FunctionArg // parameter reference fp/fL: Level, N (-1 for fp_), Quals; Text "this" for fpT
	NewExpr     // Text "nw" "na"; Flags Global; Kids: placement; Elem: type; Level 1: initializer in Scope's Kids
	DeleteExpr  // Text "dl" "da"
	ScopedExpr  // unresolved name; Text: prefix form "sr", "srN", "gs", "on", "dn", ""; see reader
	SizeofPack  // Text "sZ" "sP"; Kids
	InitList    // Text "il"; Kids
	Constraint  // Q: Elem: expression, the last of the Kids of a Template, an Encoding or a Lambda; N 1: of the Lambda's template parameters
	ParamArg    // Kids[0]: ParamDecl of a template parameter; Elem: its argument
	ConceptAuto // constrained auto; Elem: name of the concept; Text "k": auto, "K": decltype(auto)
	Requires    // Text "rq" "rQ"; Elem: Pack of parameters or nil; Kids: requirements
	Requirement // Text "X" "T" "Q"; Elem: expression, type, expression; N 1: noexcept; Scope: concept of the type or nil
	Subobject   // so: Elem: type; Kids[0]: object; Text: offset in bytes; Tags: selectors of union members; N 1: one past the end
	ParamDecl   // template parameter of a generic lambda: Text "Ty" "Tk" "Tn" "Tt" "Tp"; Elem; Kids
	Record      // Microsoft: value of class or array type; Text "2" class, "3" array, "7" union; Elem: type; Scope: Name of a union's member; Kids
	Address     // Microsoft: Text "F" "G" "H" "I" "J" member pointer values; Elem: Encoding or nil; Kids: Literal offsets
	TypedArg    // Microsoft $M: argument of a parameter declared auto; Elem: its type; Kids[0]: the argument
	numKinds
)

// SpecialKind is the kind of a symbol that is no function or variable of the program.
type SpecialKind int64

// Special symbols. What Scope, Elem and Kids hold is said where it is not just
// Elem: the class or type it belongs to.
const (
	NoSpecial          SpecialKind = iota
	VTable                         // TV; ??_7, Kids: base path
	VTT                            // TT
	TypeInfo                       // TI
	TypeInfoName                   // TS
	ConstructionVTable             // TC: Elem complete class, Kids[0] base; Text offset
	VirtualThunk                   // Tv: Scope: Encoding; Text: call offset as encoded; Microsoft vtordisp(ex): Kids: 2 (4) Literals
	NonVirtualThunk                // Th; Microsoft adjustor: Kids: 1 Literal
	CovariantThunk                 // Tc: Text: both call offsets as encoded
	Guard                          // GV: Scope: variable's name
	RefTemporary                   // GR: Scope: name; Text: sequence id as encoded
	TLSInit                        // TH
	TLSWrapper                     // TW
	TemplateParamObj               // TA
	TransactionClone               // GTt: Scope: Encoding
	NonTransClone                  // GTn
	ModuleInit                     // GI
	VFTable                        // Microsoft ??_7. Scope: class (so for all below); Quals; Text "6" or "7"; Kids: base path
	VBTable                        // ??_8, as VFTable
	RTTITypeDescriptor             // ??_R0: Elem
	RTTIBaseDescriptor             // ??_R1: Kids: 4 Literals
	RTTIBaseArray                  // ??_R2
	RTTIHierarchy                  // ??_R3
	RTTILocator                    // ??_R4, as VFTable; of an MD5 name: Text
	LocalVFTable                   // ??_S, as VFTable
	StringLiteral                  // ??_C: Text: what follows, as encoded
	DynInit                        // ??__E: Scope: Encoding of the variable, or its name; Elem: Encoding of the function, without a name
	DynAtexit                      // ??__F, as DynInit
	LocalGuard                     // ??_B: Text "4IA" or "5"; Kids: number of the guard, if there is one
	ThreadGuard                    // ??__J, as LocalGuard
	VCall                          // ??_9: Kids[0]: offset; Conv
	UDTReturning                   // ??_P
	TypeOf                         // ??_A
	EHVectorCtor                   // and so on: compiler helper functions are Operators
	MD5                            // ??@hash@: Text: the hash
	TypeDescriptorName             // .?AV…: Elem
)

var specialNames = map[SpecialKind]string{
	VTable: "vtable", VTT: "vtt", TypeInfo: "typeinfo", TypeInfoName: "typeinfo name", ConstructionVTable: "construction vtable",
	VirtualThunk: "virtual thunk", NonVirtualThunk: "non-virtual thunk", CovariantThunk: "covariant thunk", Guard: "guard variable",
	RefTemporary: "reference temporary", TLSInit: "thread-local initialiser", TLSWrapper: "thread-local wrapper",
	TemplateParamObj: "template parameter object", TransactionClone: "transaction clone", NonTransClone: "non-transaction clone",
	ModuleInit: "module initialiser", VFTable: "vtable", VBTable: "vbtable", RTTITypeDescriptor: "type descriptor",
	RTTIBaseDescriptor: "base class descriptor", RTTIBaseArray: "base class array", RTTIHierarchy: "class hierarchy descriptor",
	RTTILocator: "complete object locator", LocalVFTable: "local vtable", StringLiteral: "string literal", DynInit: "dynamic initialiser",
	DynAtexit: "dynamic atexit destructor", LocalGuard: "local static guard", ThreadGuard: "local static thread guard", VCall: "vcall thunk",
	UDTReturning: "udt returning", TypeOf: "typeof", MD5: "md5 name", TypeDescriptorName: "type descriptor name",
}

// String is the kind in words.
func (k SpecialKind) String() string { return specialNames[k] }
