package gen_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// TestThreadLocals: no target has a static for a thread-local variable, also
// where debug information gives it no place.
func TestThreadLocals(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"gcc12-dwarf5", "clang15-dwarf5", "clang15-aarch64"} {
		v := fixtures.VariantNamed(name)
		for _, s := range v.Sources() {
			if s.Name != "variables.cc" {
				continue
			}
			_, out := bind(t, fixtures.Build(t, v, s), gen.Config{})
			require.NotRegexp(t, `per_thread|Statics_local`, string(out.Rust), name)
			n := 0
			for _, skip := range out.Skipped {
				if skip.Reason == "thread-local" {
					n++
				}
			}
			require.GreaterOrEqual(t, n, 2, name)
		}
	}
}
