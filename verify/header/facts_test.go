//go:build clang && cgo

package header

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const documented = `#pragma once
/** A door.
 *
 * It opens. */
struct Door {
  int width; ///< in millimetres
  /// Opens it.
  ///   - slowly
  /// @param n how far
  void open(int n = 5, const char *why = "because") noexcept;
  [[deprecated("use open")]] void unlock();
  __attribute__((returns_nonnull, nonnull(2))) char *name(char *buf);
};
/// What it is made of.
enum Kind { WOOD, /**< burns */ IRON };
extern "C" __attribute__((deprecated)) int old_door(int * _Nonnull a, int * _Nullable b);
/// How many.
extern int doors;
#define DOORS 12 /* many */
#define MASK (1u << 31)
#define BIG 0x100000000
#define HEX 0x80000000
#define NEG (-3)
#define WIDTH (DOORS * 2 + sizeof(int))
#define RATIO 0.25
#define RATIOF 0.1f
#define NAME "door"
#define MADE IRON
#define YES true
#define LETTER 'd'
#define CALL(x) x
#define TYPE int
#define BROKEN missing + 1
#define BRACE {
#define LIST 1, 2
#define NOTHING
#define POINTER ((void *)0)
#define AFTER 7
`

// TestFacts: what headers know besides layouts. Values and types are those of
// the C++ standard for x86-64.
func TestFacts(t *testing.T) {
	h := filepath.Join(t.TempDir(), "door.h")
	write(t, h, documented)
	f, err := Read(Options{Headers: []string{h}, Triple: "x86_64-unknown-linux-gnu", Macros: true})
	require.NoError(t, err)
	require.Len(t, f.Records, 1)
	door := f.Records[0]
	require.Equal(t, "A door.\n\nIt opens.", door.Comment)
	require.Equal(t, "in millimetres", door.Fields[0].Comment)
	fn := map[string]Function{}
	for _, x := range f.Functions {
		fn[x.Name] = x
	}
	open := fn["Door::open"]
	require.Equal(t, "Opens it.\n  - slowly\n@param n how far", open.Comment)
	require.True(t, open.Noexcept)
	require.Equal(t, "5", open.Params[0].Default)
	require.Equal(t, `"because"`, open.Params[1].Default)
	unlock := fn["Door::unlock"]
	require.True(t, unlock.Deprecated)
	require.Equal(t, "use open", unlock.DeprecatedMessage)
	require.False(t, unlock.Noexcept)
	name := fn["Door::name"]
	require.EqualValues(t, -1, name.Result.Nullable)
	require.EqualValues(t, -1, name.Params[0].Type.Nullable)
	old := fn["old_door"]
	require.True(t, old.Deprecated)
	require.Empty(t, old.DeprecatedMessage)
	require.EqualValues(t, -1, old.Params[0].Type.Nullable)
	require.EqualValues(t, 1, old.Params[1].Type.Nullable)
	require.Equal(t, "What it is made of.", f.Enums[0].Comment)
	require.Equal(t, "burns", f.Enums[0].Values[0].Comment)
	require.Equal(t, "How many.", f.Variables[0].Comment)

	got := map[string]string{}
	for _, m := range f.Macros {
		switch {
		case m.Type == nil:
		case m.Text != "":
			got[m.Name] = m.Text
		case m.Type.Class == ClassFloat:
			got[m.Name] = fmt.Sprintf("%v f%d", m.Float, m.Type.Size*8)
		case m.Type.Class == ClassBool:
			got[m.Name] = fmt.Sprint(m.Int == 1)
		case m.Type.Signed:
			got[m.Name] = fmt.Sprintf("%d i%d", int64(m.Int), m.Type.Size*8)
		default:
			got[m.Name] = fmt.Sprintf("%d u%d", m.Int, m.Type.Size*8)
		}
	}
	require.Equal(t, map[string]string{"DOORS": "12 i32", "MASK": "2147483648 u32", "BIG": "4294967296 i64", "HEX": "2147483648 u32", "NEG": "-3 i32",
		"WIDTH": "28 u64", "RATIO": "0.25 f64", "RATIOF": fmt.Sprintf("%v f32", float64(float32(0.1))), "NAME": "door", "MADE": "1 u32", "YES": "true", "LETTER": "100 i8", "AFTER": "7 i32"}, got)
}
