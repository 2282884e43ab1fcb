package names

import "github.com/tenon-abi/tenon/abi"

// StandardType is the C++ type behind a typedef of the C standard library
// (<stddef.h>, <stdint.h>, on Linux also <sys/types.h>) on a target: "unsigned
// long long" for size_t on 64-bit Windows. It is "" for other names and
// targets. What these typedefs
// stand for is part of Itanium and Microsoft names and differs between systems
// of equal sizes.
func StandardType(name string, t abi.Target) string {
	switch name {
	case "int8_t", "int_least8_t", "int_fast8_t":
		return "signed char"
	case "uint8_t", "uint_least8_t", "uint_fast8_t":
		return "unsigned char"
	case "int16_t", "int_least16_t":
		return "short"
	case "uint16_t", "uint_least16_t":
		return "unsigned short"
	case "int32_t", "int_least32_t":
		return "int"
	case "uint32_t", "uint_least32_t":
		return "unsigned int"
	}
	wide := t.PointerSize == 8
	switch {
	case t.OS == abi.Windows && (name == "wchar_t" || name == "wint_t"):
		return "unsigned short"
	case t.OS == abi.Windows:
		return windowsType(name, 8*int(t.PointerSize))
	case t.OS == abi.Apple && wide:
		return appleType(name)
	case t.OS == abi.Linux && t.Env != abi.EnvMusl && t.Env != abi.EnvAndroid:
		if n := glibcType(name, wide); n != "" {
			return n
		}
		return abi.SystemType(name, t)
	}
	return ""
}

func appleType(name string) string {
	switch name {
	case "size_t", "uintptr_t", "uintmax_t":
		return "unsigned long"
	case "ptrdiff_t", "intptr_t", "intmax_t":
		return "long"
	case "int64_t", "int_least64_t", "int_fast64_t":
		return "long long"
	case "uint64_t", "uint_least64_t", "uint_fast64_t":
		return "unsigned long long"
	case "int_fast16_t":
		return "short"
	case "uint_fast16_t":
		return "unsigned short"
	case "int_fast32_t", "wchar_t", "wint_t":
		return "int"
	case "uint_fast32_t":
		return "unsigned int"
	}
	return ""
}

func glibcType(name string, wide bool) string {
	long, word := "long", "long"
	if !wide {
		long, word = "long long", "int"
	}
	switch name {
	case "size_t", "uintptr_t", "uint_fast16_t", "uint_fast32_t":
		return "unsigned " + word
	case "ptrdiff_t", "intptr_t", "int_fast16_t", "int_fast32_t":
		return word
	case "int64_t", "int_least64_t", "int_fast64_t", "intmax_t":
		return long
	case "uint64_t", "uint_least64_t", "uint_fast64_t", "uintmax_t":
		return "unsigned " + long
	}
	return ""
}
