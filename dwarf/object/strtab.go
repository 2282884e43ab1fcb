package object

import "strings"

// maxName is the longest symbol name kept, in bytes. Names of deeply nested
// templates reach some hundred kilobytes.
const maxName = 1 << 20

// strtab is a string table. Names are substrings of one copy, so that they
// outlive the mapping and cost one allocation together.
type strtab struct {
	s      string
	budget int // bytes that may still be scanned: bounds tables whose names overlap
}

func newStrtab(b []byte) *strtab {
	return &strtab{s: string(b), budget: 64*len(b) + 1<<20}
}

// at returns the name at off; ok is false for an offset outside, a name without
// end, a name above maxName, and when the scan budget is used up.
func (t *strtab) at(off uint64) (string, bool) {
	if off >= uint64(len(t.s)) {
		return "", off == 0
	}
	rest := t.s[off:]
	if len(rest) > maxName {
		rest = rest[:maxName]
	}
	i := strings.IndexByte(rest, 0)
	if i < 0 {
		t.budget -= len(rest)
		return "", false
	}
	if t.budget -= i; t.budget < 0 {
		return "", false
	}
	return rest[:i], true
}
