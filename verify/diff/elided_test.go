package diff

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestElided: names of one class as g++ and clang write them, and names of
// several classes.
func TestElided(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Box<Stream<>::Part>", "Box<Stream<64, char>::Part>", true},
		{"Box<Stream<64>::Part>", "Box<Stream<64, char>::Part>", true},
		{"Box<Stream<64, f(int)>::Part, 2>", "Box<Stream<64>::Part, 2>", true},
		{"Box<Stream<6>::Part>", "Box<Stream<64, char>::Part>", false},
		{"Box<Stream<>::Part>", "Box<Stream<64, char>::Whole>", false},
		{"Box<Stream<32>::Part>", "Box<Stream<64>::Part>", false},
		{"Box<6>", "Box<64>", false},
		{"Box<a>", "Box<", false},
		{"Box<a, b", "Box<a>", false},
	} {
		require.Equal(t, c.same, elided(c.a, c.b), c.a+" "+c.b)
		require.Equal(t, c.same, elided(c.b, c.a), c.b+" "+c.a)
	}
}

// TestCharacterLiterals: one class as g++ and clang spell it.
func TestCharacterLiterals(t *testing.T) {
	for a, b := range map[string]string{
		"Bits<unsigned char, 128>":    `Bits<unsigned char, (unsigned char)'\x80'>`,
		"Bits<char, 'x'>":             "Bits<char, 120>",
		"Bits<signed char, -1>":       `Bits<signed char, (signed char)'\xff'>`,
		"Bits<char, '\\''>, Box<'>'>": "Bits<char, 39>, Box<62>",
		"Bits<wchar_t, L'\\xff'>":     "Bits<wchar_t, 255>",
	} {
		require.Equal(t, canonical(b), canonical(a))
	}
	require.NotEqual(t, canonical("Bits<'a'>"), canonical("Bits<'b'>"))
	require.Equal(t, "Bits<'", canonical("Bits<'"))
}
