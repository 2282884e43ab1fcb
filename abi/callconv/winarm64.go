package callconv

// Windows arm64 (learn.microsoft.com, "Overview of ARM64 ABI conventions"):
// AAPCS64 registers; homogeneous aggregates only for plain classes; variadic
// calls use general-purpose registers only. Classes that are not plain return
// through x0, not x8: see microsoftResult.

func winARM64() rules {
	return rules{name: "winarm64", init: func(*state) {}, arg: a64Arg, ret: a64Ret}
}
