package diff_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEnumSign: another sign of the underlying type changes what unnamed values
// mean; where a new enumerator below 0 brought it, that is told.
func TestEnumSign(t *testing.T) {
	const use = "\nint use(E e) { return e; }\n"
	cases := []struct {
		old, new string
		want     []string
	}{
		{"enum E : unsigned { a, b };", "enum E : int { a, b };", []string{"risky TN2304"}},
		{"enum E : signed char { a = -1 };", "enum E : unsigned char { a = 255 };", []string{"risky TN2304"}},
		{"enum E : unsigned short { a };", "enum E : char16_t { a };", nil},
		{"enum E { a, b };", "enum E { a, b, c = -1 };", []string{"compatible TN2303"}},
		{"enum E { a, b };", "enum E : unsigned { a, b };", nil},
	}
	for _, family := range []string{"gcc", "clang"} {
		for _, c := range cases {
			dir := t.TempDir()
			write(t, dir, "old.cc", c.old+use)
			write(t, dir, "new.cc", c.new+use)
			g := compareFiles(t, shared(t, dir, "old.so", family, []string{"old.cc"}), shared(t, dir, "new.so", family, []string{"new.cc"}))
			var got []string
			for _, ch := range g.Changes {
				got = append(got, ch.Grade.String()+" "+ch.Kind)
			}
			require.Equal(t, c.want, got, "%s: %s → %s\n%s", family, c.old, c.new, describe(g))
		}
	}
}
