package callconv

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// Form is how a value appears in the Rust signature that matches.
type Form uint8

// Forms.
const (
	FormNone         Form = iota // no value (void)
	FormDirect                   // by value: a scalar, or a struct of Slot.Shape
	FormPointer                  // *mut T to an object
	FormOmit                     // nothing is written: the value takes no slot
	FormByte                     // u8 in the place of an empty class
	FormOutFirst                 // result: *mut T as first parameter, before this
	FormOutAfterThis             // result: *mut T as second parameter, after this
	FormWrapped                  // result: by value as Slot.Shape, whose only job is to make rustc pass the hidden address; sound only when memcpy may move the type
	FormX8                       // result: address in x8, reachable with asm! or a shim only
	FormRefused                  // see Reason
)

const trampoline, virtualTrampoline = "tenon_x8_", "tenon_x8_virtual_"

// Trampoline names the assembly in bindings that calls a function whose result is built
// at x8: it takes that address as its last argument. One that calls what the object's
// table has has a name of its own.
func Trampoline(symbol string, virtual bool) string {
	if virtual {
		return virtualTrampoline + symbol
	}
	return trampoline + symbol
}

// Trampolined is the symbol in a name that [Trampoline] made.
func Trampolined(name string) (symbol string, virtual, ok bool) {
	if symbol, ok = strings.CutPrefix(name, virtualTrampoline); ok {
		return symbol, true, true
	}
	symbol, ok = strings.CutPrefix(name, trampoline)
	return symbol, false, ok
}

var formNames = [...]string{"none", "direct", "pointer", "omit", "byte", "out-first", "out-after-this", "wrapped", "x8", "refused"}

func (f Form) String() string {
	if int(f) < len(formNames) {
		return formNames[f]
	}
	return "invalid"
}

// Slot is one value of a [Plan].
type Slot struct {
	Form Form
	// Shape is the Rust type that travels alike, for FormDirect and FormWrapped.
	Shape *Shape
	// CalleeDestroys: pass ManuallyDrop (or a pointer) and never drop.
	CalleeDestroys bool
	Why            string
	Reason         string // permanent id when Form is FormRefused
}

// Plan is the Rust signature that matches a C++ one. The parameters of the
// Rust function are, in order: the out-pointer of FormOutFirst, this, the
// out-pointer of FormOutAfterThis, then Params without those of FormOmit.
// With an out-pointer form and ReturnsPointer the Rust function returns
// *mut T; otherwise it returns nothing.
type Plan struct {
	ABI            string // "C", "thiscall", "stdcall", …
	This, Result   Slot
	Params         []Slot
	ReturnsPointer bool
	Variadic       bool
	Refused        string // reason id, "" when the plan holds
	Why            string
}

// Scalar is a Rust scalar type.
type Scalar uint8

// Scalars.
const (
	NoScalar Scalar = iota
	I8
	I16
	I32
	I64
	I128
	U8
	U16
	U32
	U64
	U128
	F32
	F64
	F16
	F128
	Bool
	Ptr // thin data or function pointer
	numScalars
)

var scalarNames = [numScalars]string{"", "i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128",
	"f32", "f64", "f16", "f128", "bool", "*mut core::ffi::c_void"}

func (s Scalar) String() string {
	if s < numScalars {
		return scalarNames[s]
	}
	return "invalid"
}

// Shape is a Rust type by its layout: a scalar (Scalar set), a vector (Lanes
// set), a repr(C) struct, or a repr(C) union (Union set).
//
// Natural says that the fields are the C++ leaves at their own offsets: then
// any repr(C) struct with the same members, nested or not, travels alike.
// Otherwise the shape is only a carrier of the same bytes: transmute to it.
type Shape struct {
	Size, Align abi.Bytes
	Scalar      Scalar
	Lanes       uint32 // vector: number of Scalar lanes
	Union       bool
	Packed      bool      // repr(C, packed)
	ReprAlign   abi.Bytes // repr(C, align(N)) when not 0
	Natural     bool
	Fields      []ShapeField
}

// ShapeField is a field of a shape: Count elements (1 = not an array) of Type.
type ShapeField struct {
	Offset abi.Bytes
	Type   *Shape
	Count  uint64 // 0: [T; 0]; see Array
	Array  bool
}
