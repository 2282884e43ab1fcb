package rules

import (
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/verify"
)

// Reasons explains the permanent ids that say why a call has no Rust
// signature.
func Reasons() []verify.RuleInfo {
	r := func(id, summary, doc, before, after, standard string) verify.RuleInfo {
		return verify.RuleInfo{ID: id, Name: id, Summary: summary, Doc: doc, Before: before, After: after, Standard: standard, Grade: verify.Risky, Since: "0.1.0"}
	}
	return []verify.RuleInfo{
		r(callconv.ReasonUnknownTriviality, "whether a class travels by value is not visible", "A special member, base or member of the class is only declared in debug information, so whether the object or its address travels is not known.",
			"// built with g++ -gstrict-dwarf -gdwarf-4", "// built with clang -fstandalone-debug, or g++ -g", "Itanium C++ ABI §3.1.1"),
		r(callconv.ReasonIncompleteType, "a type by value is only declared", "Debug information has no size and no members for the class, so nothing is known about how it travels.",
			"clang++ -g -c use.cc              # the class is defined elsewhere", "clang++ -g -fstandalone-debug -c use.cc, or add the object that defines it", "DWARF 5 §5.7.1"),
		r(callconv.ReasonContradictory, "size, offsets or bases of a class cannot be true", "Members overlap or lie outside of the object, so the debug information is damaged or of another build.",
			"// debug information of another build", "// rebuild object and debug information together", "Itanium C++ ABI §2.4"),
		r(callconv.ReasonUnsupportedType, "debug information holds a type that tenon does not know", "The loader met a type entry it does not understand and kept it as unsupported.",
			"", "report the compiler and the declaration as a defect of tenon", "DWARF 5 §5"),
		r(callconv.ReasonNoRustType, "Rust has no type that travels like this one", "A class or scalar (long double on x86, a complex number, a flexible array) travels in a way that no Rust type has on this platform.",
			"long double area(long double r);", "void area(double r, double *out);", "psABI of the target; Rust Reference, type layout"),
		r(callconv.ReasonCompilersDisagree, "g++ and clang pass this value differently", "The platform's document leaves the case open, and compilers chose differently, so a declaration is right for some objects only.",
			"void f(Empty e);                  // 32-bit ARM", "void f(const Empty *e);", "AAPCS32; RISC-V psABI; observed with g++-12 and clang-15"),
		r(callconv.ReasonLate128, "a 16-byte integer when registers are nearly used up", "With fewer than two integer registers left g++, clang and rustc place a 128-bit integer, and what follows it, differently.",
			"void f(int, int, int, int, int, __int128 v, int);", "void f(int, int, int, int, int, const __int128 *v, int);", "System V psABI x86-64 §3.2.3"),
		r(callconv.ReasonArgBlock, "the object is built in the argument block", "32-bit Microsoft targets construct such an argument in place on the stack; copying it there by bytes is wrong.",
			"void f(std::string s);            // i686-pc-windows-msvc", "void f(const std::string &s);", "clang: inalloca, Microsoft C++ ABI"),
		r(callconv.ReasonVariadicClass, "a class goes through the variable arguments", "C++ leaves classes that are not trivial in \"...\" to the implementation; Rust passes none.",
			"void logf(const char *f, ...);    // with a class", "void logs(const char *text);", "ISO C++ [expr.call] 12"),
		r(callconv.ReasonVectorcall, "rustc passes vectorcall arguments differently", "vectorcall puts classes of up to four floats in vector registers; rustc does not.",
			"void __vectorcall f(Vec4 v);", "void f(const Vec4 *v);", "Microsoft __vectorcall"),
		r(callconv.ReasonConvention, "the calling convention is not covered", "Debug information states a convention that Rust cannot spell on this target.",
			"__attribute__((regcall)) int f(int);", "int f(int);", "DWARF 5 §3.3.1.1 (DW_AT_calling_convention)"),
		r(callconv.ReasonTarget, "the platform is not covered", "tenon has no rules for this processor and system, so no value can be placed.",
			"", "tenon help lists the targets", ""),
		r(callconv.ReasonABIChanged, "the optimiser changed this definition's interface", "The symbol is a clone with fewer or other parameters than the declaration.",
			"_Z1fi.constprop.0", "// call the original symbol", "gcc -fipa-sra, -fipa-cp"),
		r(callconv.ReasonParamsLost, "debug information lists fewer parameters than the name", "clang 15 without optimisation drops unused parameters that travel by address from a definition.",
			"clang++-15 -O0 -g", "clang++-19 -g, or -O1", "observed with clang-15"),
		r(callconv.ReasonHiddenResult, "the result's address travels where no Rust signature puts one", "The hidden address is in a register of its own (x8 on AArch64) and the type may not be moved, so only assembly or a shim can call this.",
			"std::string name();               // AArch64", "void name(std::string *out);", "AAPCS64 §6.9"),
		r(callconv.ReasonMicrosoftResult, "compilers disagree how Microsoft returns this class", "The vendor's text looks at members recursively, clang at the class only.",
			"struct Outer { Inner i; };        // Inner has a constructor", "void get(Outer *out);", "Microsoft x64 calling convention, \"Return values\""),
	}
}
