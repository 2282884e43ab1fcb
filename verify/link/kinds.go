package link

import "github.com/tenon-abi/tenon/verify"

// Kinds lists what the border check can find, sorted by id.
func Kinds() []verify.RuleInfo {
	k := func(id, name string, g verify.Grade, summary, doc, before, after, standard string) verify.RuleInfo {
		return verify.RuleInfo{ID: id, Name: name, Grade: g, Summary: summary, Doc: doc, Before: before, After: after, Standard: standard, Since: "0.1.0"}
	}
	return []verify.RuleInfo{
		k(missingSymbol, "missing-symbol", verify.Breaking, "Rust declares a function that the objects do not define",
			"The extern block names a symbol that no object on the C++ side defines. The link fails, or another library's symbol of that name is taken.",
			"extern \"C\" { fn widget_open(); } // the library has widget_open2 only", "extern \"C\" { fn widget_open2(); }", "System V gABI, Symbol Table"),
		k(wrongArity, "arity", verify.Breaking, "the two sides disagree on the number of parameters",
			"The callee reads registers or stack slots that the caller never filled, or the caller passes values that nobody reads. Hidden pointers count: this, results returned through memory.",
			"void f(int, int);  /  fn f(a: i32);", "fn f(a: i32, b: i32);", "psABI of the target, parameter passing"),
		k(wrongWidth, "width", verify.Breaking, "a value has another size on the other side",
			"The wider reader takes bits that the writer never set; the narrower one loses bits.",
			"long f();  /  fn f() -> i32;", "fn f() -> i64;", "psABI of the target, scalar types"),
		k(wrongSign, "sign", verify.Risky, "a value is signed on one side only",
			"Values with the top bit set change their meaning; below 32 bits the caller also extends them the wrong way.",
			"short f();  /  fn f() -> u16;", "fn f() -> i16;", "psABI of the target, scalar types"),
		k(wrongClass, "class", verify.Breaking, "a value is of another class on the other side: integer, float, pointer, class",
			"Integers and floats travel in different registers: the reader sees whatever was left in the other one.",
			"double f(double);  /  fn f(x: u64) -> u64;", "fn f(x: f64) -> f64;", "psABI of the target, classification"),
		k(byValueNontrivial, "by-value-nontrivial", verify.Breaking, "Rust passes a class by value that C++ passes by address",
			"A class with a copy constructor, move constructor or destructor that is not trivial travels as the address of a temporary. Rust passes its bytes: C++ uses them as an address.",
			"void f(std::string);  /  fn f(s: CxxString);", "fn f(s: *mut CxxString);", "Itanium C++ ABI §3.1.2.3"),
		k(missingOut, "missing-out-pointer", verify.Breaking, "C++ returns a class through a hidden pointer that Rust does not pass",
			"The callee writes the result through a register that Rust filled with the first argument.",
			"Str f();  // has a destructor  /  fn f() -> Str;", "fn f(out: *mut Str);", "Itanium C++ ABI §3.1.3; Microsoft x64 return values"),
		k(wrongLayout, "layout", verify.Breaking, "a mirrored struct has another layout",
			"Size, alignment or the place of a field differ: reads and writes hit other fields or memory outside of the object.",
			"struct P { int a; char b; };  /  #[repr(C)] struct P { b: i8, a: i32 }", "#[repr(C)] struct P { a: i32, b: i8 }", "Itanium C++ ABI §2; Rust reference, type layout"),
		k(exhaustiveEnum, "exhaustive-enum", verify.Risky, "C++ hands an enum to Rust that Rust mirrors as a closed enum",
			"C++ enums hold any value of their underlying type's range. An unlisted value in a Rust enum is undefined behaviour at once. When C++ already has a value that Rust does not list, this is breaking.",
			"enum E { A, B };  /  #[repr(u32)] enum E { A, B }", "#[repr(transparent)] struct E(u32);", "[dcl.enum]; Rust reference, behavior considered undefined"),
		k(transparentMismatch, "transparent", verify.Breaking, "repr(transparent) and repr(C) are mixed up, and the value travels differently",
			"A transparent wrapper travels as its field; a C++ class with one field travels as a class, which is different on some targets. A wrapper of a scalar without repr(transparent) is a class where C++ has a scalar.",
			"int f();  /  #[repr(C)] struct H(i32); fn f() -> H;", "#[repr(transparent)] struct H(i32);", "Rust reference, transparent representation"),
		k(mayBeNull, "null", verify.Risky, "C++ may hand over null where Rust has a type that can't be null",
			"A null &T, Box<T>, NonNull<T> or fn pointer is undefined behaviour before anyone looks at it.",
			"void f(T *);  /  extern \"C\" fn f(x: &T)", "extern \"C\" fn f(x: Option<&T>)", "Rust reference, behavior considered undefined"),
		k(mutability, "mutability", verify.Risky, "one side may write through a pointer that the other treats as read-only",
			"The compiler of the read-only side assumes that the object does not change, or it lies in read-only memory.",
			"void f(int *out);  /  fn f(out: *const i32);", "fn f(out: *mut i32);", "[dcl.type.cv]; Rust reference, behavior considered undefined"),
		k(notReprC, "repr", verify.Breaking, "a Rust type without repr(C) or repr(transparent) crosses the border",
			"rustc may order and pad the fields as it likes, and differently in the next release.",
			"struct P { a: u8, b: u32 }  // crosses", "#[repr(C)] struct P { a: u8, b: u32 }", "Rust reference, the Rust representation"),
		k(variadicMismatch, "variadic", verify.Breaking, "one side is variadic, the other is not",
			"Variadic calls pass floats and, on some targets, everything differently.",
			"int f(const char *, ...);  /  fn f(s: *const c_char, x: i32);", "fn f(s: *const c_char, ...);", "psABI of the target, variable argument lists"),
		k(wrongConvention, "convention", verify.Breaking, "the two sides use different calling conventions",
			"Arguments are looked for in other registers, or both or none of the two sides clean the stack.",
			"void __stdcall f(int);  /  extern \"C\" { fn f(a: i32); }", "extern \"stdcall\" { fn f(a: i32); }", "Microsoft x86 calling conventions"),
		k(invalidValue, "validity", verify.Risky, "C++ may hand over a value that is not valid for the Rust type",
			"A bool other than 0 and 1, a char that is a surrogate or beyond 0x10FFFF: undefined behaviour at once.",
			"unsigned char f();  /  fn f() -> bool;", "fn f() -> u8;", "Rust reference, behavior considered undefined"),
		k(staticMismatch, "static", verify.Breaking, "a static has another type on the other side",
			"Reads and writes through the static have the wrong size or meaning.",
			"long n;  /  static n: i32;", "static n: i64;", "System V gABI, Symbol Table"),
		k(travelsDifferently, "travels", verify.Breaking, "a class by value travels differently on the two sides",
			"Both sides agree on the layout, but the platform passes the two types in different registers or places.",
			"struct V { float x, y; };  /  #[repr(C)] struct V { xy: u64 }", "#[repr(C)] struct V { x: f32, y: f32 }", "psABI of the target, classification"),
		k(replacement, "replacement", verify.Breaking, "a Rust type that stands for a C++ type differs from it",
			"tenon.toml says that the Rust type replaces the C++ one. Where sizes, alignments or claimed fields differ, each side reads other bytes than the other wrote, and no signature shows it.",
			"[[replace]]\ncpp = \"Point\"  # struct Point { int x, y; };\nrust = \"Point\" # #[repr(C)] struct Point { y: i32, x: i32 }", "#[repr(C)] struct Point { x: i32, y: i32 }", "Itanium C++ ABI §2; Rust reference, type layout"),
		k(replacedElsewhere, "replacement-elsewhere", verify.Breaking, "a Rust type that stands for one C++ type is used for another",
			"tenon.toml says which C++ type the Rust type replaces. A function takes or gives another type in its place.",
			"[[replace]]\ncpp = \"Point\"\nrust = \"Point\"\n# void f(Size *);  /  fn f(p: *mut Point);", "fn f(p: *mut Size);", "[basic.lval]/11"),
		k(noReturn, "noreturn", verify.Risky, "one side says that the function never returns, the other does not",
			"What stands behind a call that never returns is not compiled. If the call returns, the processor runs whatever lies there.",
			"void fail(int);  /  fn fail(code: i32) -> !;", "fn fail(code: i32);  // or [[noreturn]] in C++", "[dcl.attr.noreturn]; Rust reference, never type"),
	}
}

// Permanent ids.
const (
	missingSymbol       = "TN3001"
	wrongArity          = "TN3002"
	wrongWidth          = "TN3003"
	wrongSign           = "TN3004"
	wrongClass          = "TN3005"
	byValueNontrivial   = "TN3006"
	missingOut          = "TN3007"
	wrongLayout         = "TN3008"
	exhaustiveEnum      = "TN3009"
	transparentMismatch = "TN3010"
	mayBeNull           = "TN3011"
	mutability          = "TN3012"
	notReprC            = "TN3013"
	variadicMismatch    = "TN3014"
	wrongConvention     = "TN3015"
	invalidValue        = "TN3016"
	staticMismatch      = "TN3017"
	travelsDifferently  = "TN3018"
	replacement         = "TN3019"
	replacedElsewhere   = "TN3020"
	noReturn            = "TN3021"
)
