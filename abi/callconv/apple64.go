package callconv

// Apple arm64 ("Writing ARM64 code for Apple platforms"): AAPCS64 with small
// integers widened by the caller, empty classes ignored, alignment attributes
// honoured, and variadic arguments on the stack. The differences are decided
// in aapcs64.go by the operating system.

func apple64() rules {
	return rules{name: "apple64", init: func(*state) {}, arg: a64Arg, ret: a64Ret}
}
