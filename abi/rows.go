package abi

// Rows are what a [Builder] takes and a [Model] stores. Readers normally use
// the handles ([Type], [Function], …), whose methods resolve ids and strings.

// Node is a type node: 32 bytes, no pointers.
type Node struct {
	Kind  Kind
	Enc   Encoding
	Flags TypeFlags
	Name  StrID   // own name, without scope, with template arguments: "Box<int>"
	Scope ScopeID // where it was declared
	Elem  TypeID  // see Kind
	Side  uint32  // row index or small number, see Kind
	Align uint32  // stated alignment in bytes; 0 = not stated
	Size  uint64  // bytes; element count for arrays and vectors
}

// RecordRow is the side row of a struct, class or union.
type RecordRow struct {
	Fields  Range  // in FieldRow: non-static data members, in declaration order
	Bases   Range  // in BaseRow, in declaration order
	Methods Range  // in the method id list: member functions, in declaration order
	Statics Range  // in the static id list: static data members
	Args    Range  // in ArgRow: template arguments
	VHolder TypeID // class that introduces the vptr (DW_AT_containing_type), 0 = not stated
	VptrOff int32  // byte offset of an own vptr, -1 = none
}

// FieldFlags are one-bit facts of a field.
type FieldFlags uint8

// Field flags.
const (
	FieldArtificial FieldFlags = 1 << iota // vptr and the like
	FieldBitField
	FieldMutable
	FieldVptr            // points to the virtual table
	FieldNoUniqueAddress // only ever computed or from headers; debug info does not say
)

// FieldRow is a non-static data member.
type FieldRow struct {
	Name    StrID
	Type    TypeID
	Offset  uint64 // bits from the start of the record
	Bits    uint32 // width of a bit-field in bits (FieldBitField set; may be 0)
	Align   uint32 // stated alignment in bytes, 0 = not stated
	Access  Access
	Flags   FieldFlags
	_       uint16
	Line    uint32
	Default StrID // default member initialiser's text when known
}

// BaseRow is a direct base class.
type BaseRow struct {
	Type    TypeID
	Access  Access
	Virtual bool
	Known   bool // Offset is meaningful (a virtual base's depends on the most derived class)
	_       uint8
	Offset  int64 // bytes; for a virtual base of Itanium: the vtable slot offset (negative) if VSlot
}

// SigRow is the side row of a function type.
type SigRow struct {
	Params Range  // in the type id list of parameters
	This   TypeID // class of a member function type (through a member pointer) with the function's cv-qualifiers, if stated
	CC     CallConv
}

// EnumRow is the side row of an enumeration.
type EnumRow struct{ Values Range }

// EnumeratorRow is one enumerator. Value holds the two's complement bits;
// Signed says how the object spelled it.
type EnumeratorRow struct {
	Name   StrID
	Signed bool
	Value  uint64
}

// ArgKind is the kind of a template argument.
type ArgKind uint8

// Kinds of template arguments.
const (
	ArgType ArgKind = iota
	ArgValue
	ArgTemplate
	ArgPack
	ArgUnknown // a value debug info does not keep
)

// ArgRow is one template argument. A pack's own arguments are in Pack.
type ArgRow struct {
	Kind      ArgKind
	Defaulted bool   // DW_AT_default_value
	Name      StrID  // parameter's name
	Type      TypeID // the type, or the type of the value
	Value     Const
	Text      StrID // template template argument's name, or the symbol of a pointer value
	Pack      Range // in ArgRow
}

// ConstKind says what a [Const] holds.
type ConstKind uint8

// Kinds of constant values.
const (
	ConstNone   ConstKind = iota
	ConstInt              // Bits as signed
	ConstUint             // Bits as unsigned
	ConstBytes            // Text: raw bytes of the value in target order
	ConstString           // Text: characters
	ConstAddr             // Bits: address in the image
)

// Const is a compile-time value.
type Const struct {
	Kind ConstKind
	Text StrID
	Bits uint64
}

// Same reports whether two values of a type of a size in bytes are one: producers
// write a number with a sign or without.
func (c Const) Same(d Const, size uint64) bool {
	number := func(c Const) bool { return c.Kind == ConstInt || c.Kind == ConstUint }
	if !number(c) || !number(d) {
		return c == d
	}
	differ := c.Bits ^ d.Bits
	if size > 0 && size < 8 {
		differ &= 1<<(8*size) - 1
	}
	return differ == 0
}

// CallConv is a stated calling convention of a function (DW_AT_calling_convention).
type CallConv uint8

// Calling conventions. CCDefault is the target's C convention (for member
// functions of i386 Microsoft targets: thiscall).
const (
	CCDefault CallConv = iota
	CCCdecl
	CCStdcall
	CCThiscall
	CCFastcall
	CCVectorcall
	CCWin64
	CCSysV64
	CCAAPCS
	CCAAPCSVFP
	CCPascal
	CCRegCall
	CCSwift
	CCNoCall // DW_CC_nocall: the compiler changed the interface of this definition
	CCOther
	numCallConvs
)

var ccNames = [numCallConvs]string{"default", "cdecl", "stdcall", "thiscall", "fastcall", "vectorcall", "win64",
	"sysv64", "aapcs", "aapcs-vfp", "pascal", "regcall", "swift", "nocall", "other"}

func (c CallConv) String() string {
	if c < numCallConvs {
		return ccNames[c]
	}
	return "invalid"
}

// FuncFlags are one-bit facts of a function.
type FuncFlags uint32

// Function flags.
const (
	FuncExternal    FuncFlags = 1 << iota // DW_AT_external
	FuncDeclaration                       // only declared in every unit that was read
	FuncMember                            // declared in a record
	FuncStatic                            // static member: no this
	FuncVirtual
	FuncPure
	FuncExplicit
	FuncDeleted
	FuncDefaulted    // = default in the class
	FuncDefaultedOut // = default outside of the class: user-provided
	FuncArtificial   // implicit
	FuncInline       // declared inline or emitted as comdat
	FuncNoReturn
	FuncVariadic
	FuncUnprototyped // of C, without a prototype
	FuncConstructor
	FuncDestructor
	FuncConversion
	FuncOperator
	FuncRefL // & qualifier
	FuncRefR // && qualifier
	FuncConstThis
	FuncVolatileThis
	FuncTemplate // specialisation of a function template
	FuncConstexpr
	FuncNoexcept   // only from headers or an Itanium/Microsoft function type
	FuncExternC    // no C++ mangling although the language has it
	FuncImported   // used here, defined elsewhere
	FuncMain       // DW_AT_main_subprogram
	FuncABIChanged // clones, DW_CC_nocall: the machine interface is not the declared one
	FuncParamsLost // what describes it lists fewer parameters than it has, or only its name
	FuncForeign    // a unit of a language that need not call as C does describes or defines it
)

// FuncRow is a function. Parameters exclude this.
type FuncRow struct {
	Name      StrID
	Linkage   StrID // mangled name stated by debug info ("" if none); not necessarily a symbol
	Scope     ScopeID
	Owner     TypeID // record of a member function
	This      TypeID // type of the this parameter (pointer to cv class), 0 for none
	Result    TypeID // 0 = void
	Params    Range  // in ParamRow
	Args      Range  // in ArgRow: template arguments
	Symbols   Range  // in FuncSymbol
	Flags     FuncFlags
	Access    Access
	CC        CallConv
	VTable    TypeID // DW_AT_containing_type
	VSlot     int32  // slot as debug info numbers it, -1 = not stated
	ThisLoc   Loc
	ResultLoc Loc // witness: a result variable or a consumed hidden pointer
	Origin    Origin
}

// ParamFlags are one-bit facts of a parameter.
type ParamFlags uint8

// Parameter flags.
const (
	ParamArtificial ParamFlags = 1 << iota // __in_chrg, __vtt_parm
	ParamPack                              // element of a parameter pack
	ParamOptional
)

// ParamRow is one declared parameter.
type ParamRow struct {
	Name    StrID
	Type    TypeID
	Loc     Loc
	Flags   ParamFlags
	Default StrID // default argument's text when known
}

// LocKind says what the location of a parameter in the definition shows
// about how it travels; see ABI rules on parameter locations.
type LocKind uint8

// Kinds of location witnesses.
const (
	LocNone     LocKind = iota // no location
	LocValue                   // the object itself: frame slot without dereference
	LocIndirect                // the address of the object
	LocReg                     // in one register: Reg
	LocPieces                  // in several registers or parts
	LocOther
)

// Loc is a location witness. Reg is a DWARF register number, -1 if none.
// Entry says that the location holds at function entry (optimised code).
type Loc struct {
	Kind  LocKind
	Entry bool
	Reg   int16
}

// Variant tells the symbols of one constructor or destructor apart.
type Variant uint8

// Variants. Itanium: C1/D1 complete, C2/D2 base, D0 deleting, C3/CI allocating
// and inheriting, C5/D5 comdat. Microsoft: ??0/??1 are VariantPlain, ??_G
// scalar deleting, ??_E vector deleting, ??_D the vbase destructor.
const (
	VariantPlain Variant = iota
	VariantComplete
	VariantBase
	VariantDeleting
	VariantUnified
	VariantVectorDeleting
	VariantVBase
	VariantClone // .constprop, .isra, .part, .cold
)

// FuncSymbol joins a function to one symbol.
type FuncSymbol struct {
	Sym     SymID
	Variant Variant
}

// VarFlags are one-bit facts of a variable.
type VarFlags uint16

// Variable flags.
const (
	VarExternal VarFlags = 1 << iota
	VarDeclaration
	VarStaticMember
	VarThreadLocal
	VarConstexpr
	VarInline
	VarArtificial
	VarImported
	VarTemplate
	VarSeveral // descriptions state several values, which then is none
)

// VarRow is a variable or static data member.
type VarRow struct {
	Name    StrID
	Linkage StrID
	Scope   ScopeID
	Owner   TypeID
	Type    TypeID
	Symbol  SymID
	Value   Const
	Align   uint32
	Flags   VarFlags
	Access  Access
	Args    Range
	Origin  Origin
}

// ScopeKind is the kind of a scope.
type ScopeKind uint8

// Kinds of scopes.
const (
	ScopeGlobal ScopeKind = iota
	ScopeNamespace
	ScopeInlineNamespace
	ScopeAnonymousNamespace
	ScopeRecord   // Type says which
	ScopeFunction // local to a function: Func, Name says which
	ScopeEnum
)

// ScopeRow is a scope.
type ScopeRow struct {
	Kind   ScopeKind
	Parent ScopeID
	Name   StrID
	Type   TypeID
	Func   FuncID
	Unit   UnitID // for anonymous namespaces and local scopes: the unit they belong to
}

// AliasRow is a using-declaration, using-directive or namespace alias.
type AliasRow struct {
	Scope  ScopeID // where it was written
	Name   StrID   // new name, "" keeps the target's
	Kind   AliasKind
	Target uint32 // ScopeID, TypeID, FuncID or VarID by Kind
	Origin Origin
}

// AliasKind is the kind of an alias' target.
type AliasKind uint8

// Kinds of aliases.
const (
	AliasUnknown   AliasKind = iota
	AliasNamespace           // using-declaration of, or alias for, a namespace
	AliasDirective           // using namespace
	AliasType
	AliasFunction
	AliasVariable
)

// MacroRow is a preprocessor macro that was defined at the end of a unit.
type MacroRow struct {
	Name   StrID
	Params StrID // "(a,b)" of a function-like macro, "" otherwise
	Body   StrID
	Origin Origin
}

// UnitRow is a compilation unit.
type UnitRow struct {
	Name      StrID
	Dir       StrID
	Producer  StrID
	Image     StrID // built file it was read from
	Language  Language
	Version   uint8 // DWARF version, 0 if not DWARF
	Compiler  Compiler
	Optimized bool
	Newer     bool   // described with more than Version has: not -gstrict-dwarf
	Declared  uint32 // classes only declared; for the fidelity report
	Defined   uint32
}

// Compiler is a family of compilers.
type Compiler uint8

// Compilers, from DW_AT_producer.
const (
	CompilerUnknown Compiler = iota
	CompilerGCC
	CompilerClang
	CompilerRustc
	CompilerMSVC
	CompilerGo
	CompilerOther
)

func (c Compiler) String() string {
	return [...]string{"unknown", "gcc", "clang", "rustc", "msvc", "go", "other", "invalid"}[min(c, 7)]
}

// Binding, Visibility and SymKind describe symbols in ELF terms.
type (
	Binding    uint8
	Visibility uint8
	SymKind    uint8
)

// Symbol bindings.
const (
	BindLocal Binding = iota
	BindGlobal
	BindWeak
	BindUnique
)

// Symbol visibilities.
const (
	VisDefault Visibility = iota
	VisProtected
	VisHidden
	VisInternal
)

// Symbol kinds.
const (
	SymNone SymKind = iota
	SymFunc
	SymObject
	SymTLS
	SymIFunc
	SymCommon
	SymOther
)

// SymFlags are one-bit facts of a symbol.
type SymFlags uint8

// Symbol flags.
const (
	SymUndefined SymFlags = 1 << iota
	SymExported           // other images can bind to it
	SymDefaultVersion
	SymAbsolute
	SymComdat
	SymJoined // a function or variable of the model claims it
)

// Verbatim begins the name of a symbol that lacks the underscore which C names
// have on its platform, as it does in LLVM: no C name has this symbol.
const Verbatim = "\x01"

// SymbolRow is a symbol-table entry.
type SymbolRow struct {
	Name       StrID // without the platform's prefix underscore
	Version    StrID
	Section    StrID
	Image      StrID
	Value      uint64
	Size       uint64
	Binding    Binding
	Visibility Visibility
	Kind       SymKind
	Flags      SymFlags
}

// Severity of an [Issue].
type Severity uint8

// Severities.
const (
	Note Severity = iota
	Warning
	Error
)

func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s%3] }

// Issue is something the reader met and did not silently drop.
type Issue struct {
	Code     string // permanent id, e.g. "odr", "unreadable-unit", "unsupported-tag"
	Severity Severity
	Message  string
	Entity   string // qualified name or symbol it concerns, if any
	File     string // built file or source file
	Line     uint32
	Offset   uint64 // in the section named by the message
}
