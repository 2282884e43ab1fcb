package abi

// ScalarAlign is the alignment, as a member, of a scalar of a size: its own
// size, except that i386 System V aligns 8-byte scalars and the 12-byte long
// double to 4 (System V i386 psABI, table 2.1).
func ScalarAlign(t Target, size Bytes) Bytes {
	if t.Arch == I386 && t.OS != Windows {
		if size == 16 {
			return 16
		}
		return min(size&-size, 4)
	}
	if t.Arch == ARM && size == 16 {
		return 8
	}
	if size == 12 {
		return 4
	}
	return max(size&-size, 1)
}

// VectorAlign is the alignment of a vector of a size: its own, but at most 8 bytes
// on ARM (AAPCS32 §5.1.1) and 16 on AArch64 (AAPCS64 §5.7). Elsewhere g++ takes no
// more than the instructions of the unit load at a time, 16 bytes without -mavx: ok
// is false where that matters and is not known.
func VectorAlign(t Target, size Bytes, c Compiler) (align Bytes, ok bool) {
	switch {
	case t.Arch == ARM:
		return min(size, 8), true
	case t.Arch == AArch64:
		return min(size, 16), true
	}
	return size, size <= 16 || t.Microsoft() || c == CompilerClang
}

// ScalarOn maps a scalar of the model's target to another target: its size and
// alignment as a member. The name tells long from long long and wchar_t from
// the rest; ok is false when the target has no such type.
func ScalarOn(to, from Target, name string, enc Encoding, size Bytes) (bytes, align Bytes, ok bool) {
	if to == from {
		if enc == EncFloat && to.Arch == I386 && to.OS == Windows && size == 12 {
			return 12, 4, true
		}
		if enc == EncComplexFloat || enc == EncComplexSigned || enc == EncComplexUnsigned {
			return size, ScalarAlign(to, size/2), true
		}
		return size, ScalarAlign(to, size), true
	}
	switch name {
	case "long", "long int", "unsigned long", "long unsigned int":
		size = LongSize(to)
	case "wchar_t":
		if size = 4; to.OS == Windows {
			size = 2
		}
	case "long double":
		size, align = longDouble(to)
		return size, align, true
	case "complex long double", "_Complex long double":
		size, align = longDouble(to)
		return 2 * size, align, true
	}
	switch enc {
	case EncComplexFloat, EncComplexSigned, EncComplexUnsigned:
		return size, ScalarAlign(to, size/2), size <= 16
	case EncSigned, EncUnsigned:
		if size == 16 && to.PointerSize == 4 {
			return 0, 0, false
		}
	case EncFloat:
		if size > 8 {
			return size, 16, to.Arch == X86_64 || to.Arch == AArch64 && to.OS == Linux || to.Arch == RISCV64
		}
	}
	return size, ScalarAlign(to, size), true
}

// LongSize is the size of long.
func LongSize(t Target) Bytes {
	if t.OS == Windows {
		return 4
	}
	return t.PointerSize
}

// longDouble is the size and alignment of long double.
func longDouble(t Target) (size, align Bytes) {
	switch {
	case t.Microsoft() || t.Arch == ARM || t.Arch == AArch64 && t.OS != Linux:
		return 8, 8
	case t.Arch == I386 && t.OS == Linux:
		return 12, 4
	case t.Arch == I386:
		return 12, 4
	}
	return 16, 16
}
