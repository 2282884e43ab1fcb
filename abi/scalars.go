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
