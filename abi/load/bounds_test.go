package load

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestBounds: descriptions that lead to themselves end.
func TestBounds(t *testing.T) {
	l := newLoader(abi.Target{Arch: abi.X86_64, OS: abi.Linux, PointerSize: 8}, 1)
	circle := func() abi.TypeID {
		a, b := l.b.NewType(), l.b.NewType()
		l.b.SetType(a, abi.Node{Kind: abi.KindTypedef, Elem: b}, abi.Origin{})
		l.b.SetType(b, abi.Node{Kind: abi.KindTypedef, Elem: a}, abi.Origin{})
		return a
	}
	l.compatible(circle(), circle(), 0)

	// A unit of .debug_macro, version 5, that imports itself twice: each nesting
	// doubles what there is to read.
	data := []byte{5, 0, 0, 7, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0}
	r := &macroReader{data: data, u: &unit{}, defs: map[string]macro{}}
	r.read(0, 0)
	require.Greater(t, r.steps, maxMacroSteps)
}
