package diff

// Kind describes one kind of change. Ids are permanent.
type Kind struct {
	ID      string
	Name    string
	Grade   Grade // the usual one; a change may differ and says why
	Summary string
	Doc     string
	Before  string // old code
	After   string // new code that fires
}

// Kinds is the catalogue, sorted by id.
func Kinds() []Kind {
	return []Kind{
		{"TN2001", "function-removed", Breaking, "an exported function is gone", "Programs that call it no longer link or load. Weak copies of inline functions do not count: every user has one.", "int f(int);", "// f is gone"},
		{"TN2002", "function-added", Compatible, "an exported function is new", "Nothing that existed before uses it.", "// no f", "int f(int);"},
		{"TN2003", "parameter-count", Breaking, "a function of one symbol has another number of parameters", "Happens to C functions, whose symbol does not say. Callers pass too few or too many values.", "int f(int);", "int f(int, int);"},
		{"TN2004", "parameter-type", Breaking, "a parameter has another type", "The symbol is the same; register, width or meaning of the value is not.", "int f(int);", "int f(double);"},
		{"TN2005", "result-type", Breaking, "the result has another type", "C++ symbols of functions do not contain it, so nothing fails to link.", "int f();", "long f();"},
		{"TN2006", "variadic", Breaking, "a function became variadic or ceased to be", "Variadic functions are called in another way.", "int f(int);", "int f(int, ...);"},
		{"TN2007", "calling-convention", Breaking, "values of a call travel in another way", "The calling convention is another, or the rules put a value elsewhere although no change of its type says so: arguments are looked for where they are not.", "void f(int);", "__attribute__((ms_abi)) void f(int);"},
		{"TN2008", "member-static", Breaking, "a member function became static or ceased to be", "With the same symbol, the object is passed or not.", "struct S { void f(); };", "struct S { static void f(); };"},
		{"TN2009", "member-access", Risky, "a member function has another access", "Existing programs go on running; source that uses it no longer compiles if access got stricter.", "public: void f();", "private: void f();"},
		{"TN2010", "member-virtual", Breaking, "an exported member function became virtual or ceased to be", "Direct calls and calls through the table no longer reach the same function, and the table itself changed.", "void f();", "virtual void f();"},
		{"TN2012", "symbol-hidden", Breaking, "a symbol is still there but no longer exported", "Programs that use it no longer link or load.", "int f();", `__attribute__((visibility("hidden"))) int f();`},
		{"TN2013", "symbol-version", Breaking, "a symbol version is gone", "The dynamic linker looks for name and version; programs linked against the old one no longer load.", "f@@V1", "f@@V2"},
		{"TN2014", "symbol-sort", Breaking, "a symbol is code now and was data, or the other way", "Users address it in another way.", "int x;", "int x();"},
		{"TN2015", "symbol-size", Breaking, "an exported variable has another size", "Programs that copy it at start (copy relocations) reserved the old size.", "int x[2];", "int x[4];"},
		{"TN2101", "variable-removed", Breaking, "an exported variable is gone", "Programs that use it no longer link or load.", "extern int x;", "// x is gone"},
		{"TN2102", "variable-added", Compatible, "an exported variable is new", "Nothing that existed before uses it.", "// no x", "extern int x;"},
		{"TN2103", "variable-type", Breaking, "a variable has another type", "Users read and write it in the old one.", "int x;", "double x;"},
		{"TN2104", "variable-const", Breaking, "a variable became const or ceased to be", "A write to one that became const faults; users of one that was const may have its old value compiled in.", "int x;", "const int x = 1;"},
		{"TN2105", "variable-thread-local", Breaking, "a variable became thread-local or ceased to be", "It is addressed in another way.", "int x;", "thread_local int x;"},
		{"TN2106", "constant-value", Risky, "a constant has another value", "Users may have the old one compiled in.", "const int x = 1;", "const int x = 2;"},
		{"TN2107", "variable-access", Risky, "a static member has another access", "Existing programs go on running; source that uses it no longer compiles if access got stricter.", "public: static int x;", "private: static int x;"},
		{"TN2108", "constant-removed", Risky, "a constant of a class is gone", "Source that uses it no longer compiles.", "static const int x = 1;", "// x is gone"},
		{"TN2201", "record-layout", Breaking, "size, alignment or places of members differ with no change of a member", "Packing, alignment or the kind of a base's tail changed.", "struct S { char a; int b; };", "struct __attribute__((packed)) S { char a; int b; };"},
		{"TN2203", "record-kind", Breaking, "a struct or class became a union, or the other way", "Members lie at other places.", "struct S { int a, b; };", "union S { int a, b; };"},
		{"TN2204", "member-removed", Breaking, "a data member is gone", "Old code reads or writes something else at its place.", "struct S { int a, b; };", "struct S { int a; };"},
		{"TN2205", "member-added", Breaking, "a data member is new", "Breaking if the size or the place of another member changes; risky in former padding; compatible in a union of the same size.", "struct S { int a; };", "struct S { int a, b; };"},
		{"TN2206", "member-qualifier", Risky, "a data member's type changed without its layout", "Sign, const, volatile or the name of the type: what old code does with it may no longer be right.", "struct S { int *p; };", "struct S { const int *p; };"},
		{"TN2207", "member-type", Breaking, "a data member has another type", "Old code reads and writes it in the old one.", "struct S { int a; };", "struct S { double a; };"},
		{"TN2208", "member-renamed", Risky, "a data member has another name at the same place", "The layout agrees; the meaning may not.", "struct S { int a; };", "struct S { int b; };"},
		{"TN2209", "bit-field", Breaking, "the width of a bit-field differs", "Old code reads and writes other bits.", "struct S { int a : 3; };", "struct S { int a : 5; };"},
		{"TN2210", "member-data-access", Risky, "a data member has another access", "The layout agrees; source that uses it no longer compiles if access got stricter.", "public: int a;", "private: int a;"},
		{"TN2211", "base-added", Breaking, "a base class is new", "Members move, or conversions that did not exist are expected.", "struct D {};", "struct D : B {};"},
		{"TN2212", "base-removed", Breaking, "a base class is gone", "Conversions to it and its virtual functions are gone with it.", "struct D : B {};", "struct D {};"},
		{"TN2213", "base-order", Breaking, "base classes stand in another order", "Conversions use the old places.", "struct D : A, B {};", "struct D : B, A {};"},
		{"TN2214", "base-virtual", Breaking, "a base became virtual or ceased to be", "It is found through the virtual table instead of at a fixed place.", "struct D : B {};", "struct D : virtual B {};"},
		{"TN2215", "base-access", Risky, "a base has another access", "Conversions that compiled may not.", "struct D : public B {};", "struct D : private B {};"},
		{"TN2216", "virtual-destructor", Breaking, "a destructor became virtual or ceased to be", "delete through a base pointer runs another destructor; slots move.", "~S();", "virtual ~S();"},
		{"TN2217", "virtual-removed", Breaking, "a virtual function is gone", "Calls through its slot reach another function. Risky if a base still has it.", "virtual void f();", "// f is gone"},
		{"TN2218", "virtual-moved", Breaking, "a virtual function has another slot", "Calls through the old slot reach another function.", "virtual void f(); virtual void g();", "virtual void g(); virtual void f();"},
		{"TN2219", "virtual-table", Breaking, "a class has a virtual table now, or no longer", "The pointer to it moves all members.", "struct S { int a; };", "struct S { int a; virtual void f(); };"},
		{"TN2220", "passing", Breaking, "objects of a class travel in another way by value", "By value before and by address now, or the other way, by what the special members are or debug information states: callers and functions disagree about registers and memory.", "struct S { int a; };", "struct S { int a; ~S(); };"},
		{"TN2221", "virtual-pure", Breaking, "a virtual function became pure or ceased to be", "Classes that do not override one that became pure have nothing to call.", "virtual void f();", "virtual void f() = 0;"},
		{"TN2222", "virtual-added", Breaking, "a virtual function is new", "Breaking if slots of others move or it is pure; risky at the end of the table.", "virtual void f();", "virtual void f(); virtual void g();"},
		{"TN2301", "enumerator-value", Breaking, "an enumerator has another value", "Both sides exchange the number.", "enum E { a = 1 };", "enum E { a = 2 };"},
		{"TN2302", "enumerator-removed", Breaking, "an enumerator is gone", "Old code still sends its value.", "enum E { a, b };", "enum E { a };"},
		{"TN2303", "enumerator-added", Compatible, "an enumerator is new", "Fine unless a reader treats the old list as complete, as a Rust enum does.", "enum E { a };", "enum E { a, b };"},
		{"TN2304", "enum-size", Breaking, "an enumeration has another size or sign", "It travels and is stored in another width; risky where only the sign changed.", "enum E : int { a };", "enum E : char { a };"},
		{"TN2305", "enumerator-renamed", Risky, "an enumerator has another name for the same value", "The number is the same; its meaning may not be.", "enum E { a };", "enum E { b };"},
		{"TN2501", "typedef", Breaking, "a typedef stands for another type", "Everything declared with it changes; the grade is that of the difference.", "typedef int T;", "typedef long T;"},
		{"TN2502", "type-removed", Breaking, "a type is gone", "Only reported for inputs that export no function and no variable.", "struct S { int a; };", "// S is gone"},
		{"TN2503", "type-added", Compatible, "a type is new", "Only reported for inputs that export no function and no variable.", "// no S", "struct S { int a; };"},
	}
}
