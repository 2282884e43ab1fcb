package callconv

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func call(conv string, result Travel, params ...Travel) Call {
	return Call{Convention: conv, Result: result, Params: params}
}

func two() Travel {
	return Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, 8}, {ClassInt, 8, 8}}}
}

// TestSame shows that the comparison sees what it must see.
func TestSame(t *testing.T) {
	one := Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, 4}}}
	eight := Travel{Passing: Direct, Pieces: []Piece{{ClassInt, 0, 8}}}
	fl := Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, 8}}}
	void := Travel{Passing: Void}
	same := func(a, b Call) bool { ok, _ := Same(a, b); return ok }

	require.True(t, same(call("sysv64", void, one), call("sysv64", void, eight)), "one register holds both")
	require.False(t, same(call("sysv64", void, one), call("sysv64", void, fl)), "rdi is not xmm0")
	require.False(t, same(call("sysv64", void, one), call("sysv64", void)), "a value less")
	require.False(t, same(call("sysv64", void, one), call("sysv64", void, two())), "a register more")
	require.False(t, same(call("i386", eight), call("i386", one)), "edx:eax is not eax")
	require.True(t, same(call("i386", one), call("i386", one)))
	require.False(t, same(call("cdecl", void), call("stdcall", void)), "who pops")
	require.False(t, same(call("lp64d", void, Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, 4}, {ClassInt, 4, 4}}}),
		call("lp64d", void, Travel{Passing: Direct, Pieces: []Piece{{ClassFloat, 0, 8}, {ClassInt, 8, 4}}})), "flw is not fld")

	x8 := call("aapcs64", Travel{Passing: IndirectResult})
	x8.ResultAt = HiddenX8
	require.False(t, same(x8, call("aapcs64", void, eight)), "x8 is no parameter")
	require.True(t, same(x8, x8))

	first := call("sysv64", Travel{Passing: IndirectResult}, one)
	first.ResultAt, first.ReturnsPointer = HiddenFirst, true
	require.True(t, same(first, call("sysv64", eight, eight, one)), "an out-pointer spells the hidden address")
	require.False(t, same(first, call("sysv64", eight, one, fl)))

	refused := call("sysv64", void, refuse(ReasonUnknownTriviality, "not known"))
	require.False(t, same(refused, refused), "unknown equals nothing")
	disputed := one
	disputed.Differs = "compilers differ"
	require.False(t, same(call("sysv64", void, disputed), call("sysv64", void, one)))
}
