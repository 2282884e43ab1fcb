package object

import (
	"errors"
	"fmt"
	"strings"
)

// maxName is the longest symbol name kept, in bytes. Names of deeply nested
// templates reach some hundred kilobytes.
const maxName = 1 << 20

// budget bounds the names of one image together. Names may share bytes of a string
// table: 300,000 sections are all called ".text" with clang's
// -fno-unique-section-names, and linkers merge tails. So the bound goes by the
// file, where each use of a name costs a header or record of its own, and not by
// the table.
type budget struct{ left, limit uint64 }

// newBudget allows 16 bytes of names per byte of the file and 1 MiB.
func newBudget(data []byte) budget {
	n := 16*uint64(len(data)) + 1<<20
	return budget{n, n}
}

// take uses up n bytes.
func (b *budget) take(n int) error {
	if uint64(n) > b.left {
		b.left = 0
		return fmt.Errorf("names overlap: together they are longer than %d bytes", b.limit)
	}
	b.left -= uint64(n)
	return nil
}

// strtab is a string table. Names are substrings of one copy, so that they
// outlive the mapping and cost one allocation together.
type strtab struct {
	s      string
	budget *budget
}

func (im *Image) newStrtab(b []byte) *strtab {
	return &strtab{s: string(b), budget: &im.names}
}

// at returns the name at off. It is an error for the offset to lie outside, for the
// name to have no end or to be longer than maxName, and for the image's names to
// be longer together than its budget allows.
func (t *strtab) at(off uint64) (string, error) {
	if off >= uint64(len(t.s)) {
		if off == 0 {
			return "", nil
		}
		return "", fmt.Errorf("offset 0x%x of %d", off, len(t.s))
	}
	rest := t.s[off:]
	if len(rest) > maxName {
		rest = rest[:maxName]
	}
	i := strings.IndexByte(rest, 0)
	if i >= 0 {
		rest = rest[:i]
	}
	if err := t.budget.take(len(rest)); err != nil {
		return "", err
	}
	if i < 0 {
		return "", errNoEnd
	}
	return rest, nil
}

var errNoEnd = errors.New("it has no end")
