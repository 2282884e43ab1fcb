package header

import "github.com/tenon-abi/tenon/verify"

// Permanent ids.
const (
	recordLayout  = "TN4001"
	enumValue     = "TN4002"
	virtualTable  = "TN4003"
	signature     = "TN4004"
	missingSymbol = "TN4005"
	undeclared    = "TN4006"
	variable      = "TN4007"
	macroValue    = "TN4008"
	passing       = "TN4009"
)

// Kinds lists what the header check can find, sorted by id.
func Kinds() []verify.RuleInfo {
	k := func(id, name string, g verify.Grade, summary, doc, before, after, standard string) verify.RuleInfo {
		return verify.RuleInfo{ID: id, Name: name, Grade: g, Summary: summary, Doc: doc, Before: before, After: after, Standard: standard, Since: "0.1.0"}
	}
	return []verify.RuleInfo{
		k(recordLayout, "header-layout", verify.Breaking, "the headers give a class another layout than the object has",
			"Whoever compiles against these headers with these flags, or generates bindings from them, reads and writes other bytes than the code in the object.",
			"struct S { int a;\n#ifdef WIDE\n  long b;\n#endif\n  int c; };  // object: -DWIDE, headers: without", "tenon verify --headers s.h libs.so -- -DWIDE", "Itanium C++ ABI §2; [basic.def.odr]"),
		k(enumValue, "header-enum", verify.Breaking, "the headers give an enumeration other values or another size than the object has",
			"A value that one side sends means something else on the other side.",
			"enum E { A,\n#ifdef EXTRA\n  X,\n#endif\n  B };  // object: -DEXTRA, headers: without", "tenon verify --headers e.h libe.so -- -DEXTRA", "[dcl.enum]"),
		k(virtualTable, "header-virtual", verify.Breaking, "the headers give a class other virtual functions than the object has",
			"Calls go by slot: a virtual function that one side does not know of, or knows in another place, sends calls of later ones to the wrong function.",
			"struct S {\n#ifdef TRACE\n  virtual void trace();\n#endif\n  virtual void run(); };  // object: -DTRACE, headers: without", "tenon verify --headers s.h libs.so -- -DTRACE", "Itanium C++ ABI §2.5.2"),
		k(signature, "header-signature", verify.Breaking, "the headers declare a function otherwise than the object defines it",
			"Arguments or results have another number, size or class: the callee reads what the caller did not pass. In C++ most such differences change the symbol, and the link fails.",
			"void f(off_t);  // object: -D_FILE_OFFSET_BITS=64, headers: without, on a 32-bit target", "tenon verify --headers f.h libf.so -- -D_FILE_OFFSET_BITS=64", "psABI of the target, parameter passing"),
		k(missingSymbol, "header-missing-symbol", verify.Breaking, "the headers declare a function that the object does not define",
			"The link fails, or another library's symbol of that name is taken. Functions with a body in the headers, pure, deleted and private ones, and protected copy constructors and assignments, are not expected in the object.",
			"#ifdef NET\nvoid connect_all();\n#endif  // object: without, headers: -DNET", "tenon verify --headers f.h libf.so", "System V gABI, Symbol Table"),
		k(undeclared, "header-undeclared", verify.Risky, "the object exports a function from these headers that they do not declare under these flags",
			"When the object was built, these headers declared the function. Under these flags they do not: the flags differ from those of the build, and bindings lack the function.",
			"struct S {\n#ifdef NET\n  void send();\n#endif\n};  // object: -DNET, headers: without", "tenon verify --headers s.h libs.so -- -DNET", "DWARF 5 §2.14"),
		k(variable, "header-variable", verify.Breaking, "the headers declare a variable with another type than the object defines",
			"Reads and writes of the variable have the wrong size or meaning.",
			"extern counter_t n;  // counter_t is long in the object, int in the headers", "tenon verify --headers n.h libn.so -- -DWIDE", "System V gABI, Symbol Table"),
		k(macroValue, "header-macro", verify.Risky, "a macro of the headers has another value than in the object",
			"The object was built with another value. Only objects built with -g3 say what macros they saw.",
			"#ifndef LIMIT\n#define LIMIT 8\n#endif  // object: -DLIMIT=16 -g3, headers: without", "tenon verify --headers l.h libl.so -- -DLIMIT=16", "DWARF 5 §6.3"),
		k(passing, "header-passing", verify.Breaking, "the headers make values of a class travel in another way than the object does",
			"A class with a destructor or copy constructor that is not trivial goes by address, any other in registers or on the stack. The callee takes what it finds there for the other.",
			"struct S { int *p;\n#ifdef OWNER\n  ~S();\n#endif\n};  // object: -DOWNER, headers: without", "tenon verify --headers s.h libs.so -- -DOWNER", "Itanium C++ ABI §3.1.1"),
	}
}

func docOf(id string) string {
	for _, r := range Kinds() {
		if r.ID == id {
			return r.Doc
		}
	}
	return ""
}
