package ast

// Scheme is a way to mangle names.
type Scheme uint8

// Schemes.
const (
	NoScheme   Scheme = iota // not a mangled name
	Itanium                  // Itanium C++ ABI §5.1
	Microsoft                // Visual C++
	RustLegacy               // _ZN…17h<hash>E
	RustV0                   // _R… (Rust RFC 2603)
)

func (s Scheme) String() string {
	return [...]string{"none", "itanium", "microsoft", "rust-legacy", "rust-v0", "invalid"}[min(s, 5)]
}

// Symbol is a mangled name, taken apart.
type Symbol struct {
	Scheme Scheme
	Root   *Node  // nil for Rust names, which have Text
	Suffix string // what a compiler added behind the name, with its dot: ".constprop.0"
	Text   string // Rust: the readable name; Itanium: "block"; Microsoft: "vc6" for names by the rules of Visual C++ 6
	Path   []string
}

// Ctor is the constructor that a name is of, nil for other names.
func (s *Symbol) Ctor() *Node {
	if s.Root == nil || s.Root.Kind != Encoding {
		return nil
	}
	n := s.Root.Scope
	if n != nil && n.Kind == Template {
		n = n.Elem
	}
	if n == nil || n.Kind != Ctor {
		return nil
	}
	return n
}

// Quals are cv-qualifiers, pointer modifiers and ref-qualifiers.
type Quals uint8

// Qualifiers. RefL and RefR qualify functions.
const (
	Const Quals = 1 << iota
	Volatile
	Restrict
	RefL
	RefR
	Ptr64     // Microsoft __ptr64
	Unaligned // Microsoft __unaligned
)

// Flags are one-bit facts of a node.
type Flags uint16

// Flags.
const (
	Internal  Flags = 1 << iota // Name: Itanium 'L' prefix (internal linkage)
	Variadic                    // Function: ends in "..."
	Noexcept                    // Function: noexcept (Itanium Do, Microsoft _E)
	ExternC                     // Function: Itanium 'Y'
	Global                      // expression or name: leading "::" (gs)
	Inherited                   // Ctor: inheriting constructor, Elem is the base
	Friend                      // name: a constrained friend, declared in its class (Itanium 'F')
	Static                      // Encoding: static member function (Microsoft)
	Virtual                     // Encoding: virtual (Microsoft)
	Far                         // Encoding: odd access letter (Microsoft __far)
	NoParams                    // Function: parameter list absent from the name (Microsoft extern "C")
	TransSafe                   // Function: Itanium Dx
	Expanded                    // StdName: printed with its template arguments
	Member                      // Function: type of a member function, Quals belong to the object (Microsoft $$A8, P8)
	Decayed                     // Encoding: array variable that Microsoft spells as a pointer, where the name shows it
	Respelled                   // parameter type: differs from an equal earlier one in the source (const, array); Microsoft spells both

	ExplicitThis = Static // Function: the first parameter is the object (C++23, Itanium 'H')
)

// Access is the access level of a class member, Microsoft only.
type Access uint8

// Access levels. NoAccess: not a member.
const (
	NoAccess Access = iota
	Private
	Protected
	Public
)

// Conv is a calling convention, Microsoft only.
type Conv uint8

// Calling conventions by their Microsoft letters.
const (
	NoConv       Conv = iota
	Cdecl             // A
	Pascal            // C
	Thiscall          // E
	Stdcall           // G
	Fastcall          // I
	Clrcall           // M
	Eabi              // O
	Vectorcall        // Q
	Swift             // S
	SwiftAsync        // W
	Regcall           // w
	PreserveMost      // U
	PreserveAll       // V
)

// Node is one node of a name's tree; see [Kind] for the meaning of its fields.
type Node struct {
	Kind   Kind
	Quals  Quals
	Access Access
	Conv   Conv
	Flags  Flags
	Level  uint16 // TemplateParam: nesting level; FunctionParam: nesting level
	N      int64  // number: index, discriminator, offset, dimension
	Text   string
	Scope  *Node   // names: enclosing scope; MemberPointer: class
	Module *Node   // names: the module that the entity belongs to
	Elem   *Node   // inner node
	Kids   []*Node // template arguments, parameters, operands
	Tags   []string
}
