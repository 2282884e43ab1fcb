package link

import "github.com/tenon-abi/tenon/abi"

// Kind is the kind of a Rust type as the border sees it.
type Kind uint8

// Kinds of Rust types.
const (
	Unknown Kind = iota // Why says what is missing
	Unit                // (), also c_void behind pointers
	Never
	Bool
	Char
	Int
	Float
	Pointer // *const T, *mut T
	Ref     // &T, &mut T
	Box
	NonNull
	FnPtr
	Array
	Struct
	Union
	Enum     // C-like: exhaustive
	DataEnum // with fields, or Option without a niche
	Vector
	Fat // slices, str, dyn: two words
)

var kindNames = [...]string{"unknown", "()", "!", "bool", "char", "integer", "float", "raw pointer", "reference", "Box",
	"NonNull", "function pointer", "array", "struct", "union", "enum", "enum with fields", "vector", "fat pointer"}

func (k Kind) String() string { return kindNames[k] }

// Repr is a type's representation as far as it is known. Debug information
// does not keep it: then Known is false.
type Repr struct {
	Known       bool
	C           bool
	Transparent bool
	Int         string // "u8", "" = none
	Align       uint64
	Packed      uint64
}

// Type is a Rust type. Sizes, alignments and offsets are in bytes.
type Type struct {
	Kind     Kind
	Name     string
	Size     uint64
	Align    uint64
	Sized    bool // Size and Align are known
	Signed   bool
	Mutable  bool // pointee of a pointer
	Nullable bool // Option around a pointer
	NonZero  bool
	Cell     bool // may change behind a shared reference
	AnyBits  bool // MaybeUninit: no value is invalid
	Unsized  bool // a slice, str or dyn itself: pointers to it have two words
	Elem     *Type
	Count    uint64
	Fields   []Field
	Variants []Variant
	Tag      *Field // of a DataEnum: the discriminant, nil if there is none of its own
	Cases    []Case
	Repr     Repr
	Fn       *Func
	Why      string
}

// Field is a field of a struct or union.
type Field struct {
	Name   string
	Type   *Type
	Offset uint64
}

// Variant is a variant of a C-like enum; Value holds two's complement bits.
type Variant struct {
	Name  string
	Value uint64
}

// Case is a variant of an enum with fields. Offsets of its fields are from the
// start of the enum.
type Case struct {
	Name   string
	Value  uint64
	Other  bool // it stands for the values that no other case has
	Fields []Field
}

// Param is a parameter.
type Param struct {
	Name string
	Type *Type
}

// Func is a function that Rust declares in an extern block or defines for
// others to call.
type Func struct {
	Path     string // crate::module::name
	Symbol   string
	ABI      string // "C", "C-unwind", "thiscall", …; "" = not known (debug information)
	Params   []Param
	Result   *Type // nil = ()
	Variadic bool
	Defined  bool // a definition, not a declaration
	Untyped  bool // parameters and result are not known
	File     string
	Line     uint32
}

// Static is a static that Rust declares in an extern block or exports.
type Static struct {
	Path    string
	Symbol  string
	Type    *Type
	Mutable bool // not known to be constant
	Defined bool
	// ThreadLocal: each thread has its own.
	ThreadLocal bool
	File        string
	Line        uint32
}

// Crate is one Rust artifact.
type Crate struct {
	Name    string
	Target  abi.Target
	Source  string // "debug info" or "source"
	Funcs   []Func
	Statics []Static
	// Symbols are those of a built artifact, but for Rust's mangled ones and
	// those that it keeps to itself: whether it defines them. Nil for source.
	Symbols map[string]bool
	Issues  []abi.Issue // of reading a built artifact
	Linked  bool        // no undefined symbol says what a built artifact uses
	// Types are the structs, unions and enums without generic parameters that
	// the artifact defines, by path.
	Types map[string]*Type
}

// isPointer reports whether values of t are one address.
func (t *Type) isPointer() bool {
	switch t.Kind {
	case Pointer, Ref, Box, NonNull, FnPtr:
		return true
	}
	return false
}

// mayBeNull reports whether null is a valid value of a pointer.
func (t *Type) mayBeNull() bool { return t.Kind == Pointer || t.Nullable }

// peel follows repr(transparent) wrappers to what travels.
func (t *Type) peel() *Type {
	for range 16 {
		if t.Kind != Struct || !t.Repr.Transparent {
			return t
		}
		next := t.soleField()
		if next == nil {
			return t
		}
		t = next
	}
	return t
}

// soleField is the one field that is not zero-sized, nil if there are more or
// none.
func (t *Type) soleField() *Type {
	var one *Type
	for _, f := range t.Fields {
		if f.Type.Sized && f.Type.Size == 0 {
			continue
		}
		if one != nil {
			return nil
		}
		one = f.Type
	}
	return one
}

// opaque reports whether t stands for something Rust does not look into: an
// empty struct, a struct of zero-sized fields, an enum without variants.
func (t *Type) opaque() bool {
	switch t.Kind {
	case Unit, Unknown:
		return true
	case Struct:
		if len(t.Fields) == 1 && t.Fields[0].Name == "_address" && t.Size == 1 {
			return true // bindgen's word for a type that is only declared
		}
		for _, f := range t.Fields {
			if !f.Type.Sized || f.Type.Size != 0 {
				return false
			}
		}
		return true
	case Enum:
		return len(t.Variants) == 0
	}
	return false
}
