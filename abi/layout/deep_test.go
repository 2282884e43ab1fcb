package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestDeep: int has 4 bytes of alignment, and so has every class around it; of one
// that holds more classes than are looked at the alignment is not stated as such.
func TestDeep(t *testing.T) {
	text := strings.Builder{}
	text.WriteString("struct S0 { int x; };\n")
	for i := 1; i < 250; i++ {
		fmt.Fprintf(&text, "struct S%d { struct S%d m; };\n", i, i-1)
	}
	text.WriteString("int f(struct S249 *p) { return p != 0; }\n")
	m := loaded(t, text.String(), "x86_64-linux-gnu")
	var classes []abi.Type
	for typ := range m.Types {
		if typ.IsRecord() {
			classes = append(classes, typ)
		}
	}
	require.Len(t, classes, 250)
	for range 2 { // from outside in, and from inside out
		slices.Reverse(classes)
		p, exact := NewPredictor(m, m.Target()), 0
		for _, c := range classes {
			r, err := p.Stated(c)
			require.NoError(t, err)
			if r.Open == "" {
				exact++
				require.EqualValues(t, 4, r.Align, c.Name())
			}
		}
		require.GreaterOrEqual(t, exact, 40)
	}
}
