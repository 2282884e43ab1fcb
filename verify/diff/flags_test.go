package diff_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSameValues: compilers spell the values of constants, the access of
// inline static members and the const of parameters in several ways, and a
// class of the standard library has another arrangement for another -std.
func TestSameValues(t *testing.T) {
	const source = `#include <atomic>
struct Vec { float x, y, z; };
using VecArg = const Vec;
typedef void (*Draw)(VecArg v, const int n);
class Box {
public:
  static constexpr float small = 1.0e-12f, ratio = 9.549297f;
  static constexpr double wide = -2.5;
  static constexpr long least = -7;
  static inline int counter = 0;
  static inline bool shown = false;
  std::atomic<float> level;
  float grow(VecArg by, Draw how, const Box *const other);
protected:
  static inline int hidden = 1;
};
float Box::grow(VecArg by, Draw how, const Box *const other) { counter++; shown = true; hidden++; how(by, 1); return other->level + by.x * small * ratio + wide + least; }
`
	dir := t.TempDir()
	write(t, dir, "a.cc", source)
	build := func(name, family string, flags ...string) string {
		return shared(t, dir, name, family, []string{"a.cc"}, flags...)
	}
	builds := []string{
		build("gcc4.so", "gcc", "-gdwarf-4", "-std=c++17"), build("gcc5.so", "gcc", "-std=c++17", "-O2"),
		build("clang4.so", "clang", "-gdwarf-4", "-std=c++17", "-O2"), build("clang5.so", "clang", "-std=c++17", "-fstandalone-debug"),
	}
	for _, old := range builds {
		for _, now := range builds {
			g := compareFiles(t, old, now)
			require.Empty(t, describe(g), "%s %s", filepath.Base(old), filepath.Base(now))
			require.Positive(t, g.Counts.Variables)
		}
	}
	// The judge of atomic<float> is the compiler: size and place are the same for
	// both standards, the base is not.
	g := compareFiles(t, builds[0], build("c20.so", "clang", "-std=c++20", "-fstandalone-debug"))
	regrouped := 0
	for _, ch := range g.Changes {
		if ch.Entity == "std::atomic<float>" {
			require.Equal(t, "risky", ch.Grade.String(), ch.Message)
			regrouped++
		}
	}
	require.Equal(t, 2, regrouped)
	// What is another value is found, however it is spelled.
	write(t, dir, "a.cc", strings.NewReplacer("9.549297f", "9.549298f", "-2.5", "-2.25", "-7", "249").Replace(source))
	for _, now := range []string{build("other4.so", "gcc", "-gdwarf-4", "-std=c++17"), build("otherclang.so", "clang", "-std=c++17")} {
		for _, old := range builds {
			require.Equal(t, "risky TN2106 Box: least is 249 instead of -7\n"+
				"risky TN2106 Box: ratio is 9.549298 instead of 9.549297\n"+
				"risky TN2106 Box: wide is -2.25 instead of -2.5\n", describe(compareFiles(t, old, now)), old)
		}
	}
}
