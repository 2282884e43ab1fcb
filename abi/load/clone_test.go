package load

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestClones: a suffix makes a clone, a module of the same name in one of Rust's
// legacy names does not. rustc 1.95 wrote the first two names.
func TestClones(t *testing.T) {
	for name, clone := range map[string]bool{
		"_ZN51_$LT$l..cleanup..Guard$u20$as$u20$l..cleanup..T$GT$2go17h7c1f1a91dfecb0f7E":  false,
		"_ZN44_$LT$l..part..Q$u20$as$u20$l..cleanup..T$GT$2go17hd2042dc52f6c4001E":         false,
		"_ZN44_$LT$l..part..Q$u20$as$u20$l..cleanup..T$GT$2go17hd2042dc52f6c4001E.llvm.12": true,
		"_Z5startid.cleanup": true, "f.part.0": true, "f": false,
	} {
		require.Equal(t, clone, isClone(name), name)
	}
}

// TestInheritedNames: names that look like inheriting constructors are read; of a
// hostile one, only some.
func TestInheritedNames(t *testing.T) {
	for name, at := range map[string]int{"_ZN3InhCI24BaseEi": 8, "_ZN2C1CI23CI2IlEEli": 7, "_ZN4BaseC1Ei": -1, "_ZN3CI1C1Ev": -1, "_Z3CI1v": -1, "CI1": -1, "": -1} {
		require.Equal(t, at, inheritedAt(name), name)
	}
	require.Equal(t, -1, inheritedAt("_ZN"+strings.Repeat("CI1", 1<<20)))
}
