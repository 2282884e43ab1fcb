//go:build !clang || !cgo

package header

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNotBuilt: without libclang the answer is plain, not "no findings".
func TestNotBuilt(t *testing.T) {
	require.False(t, Built)
	f, err := Read(Options{Headers: []string{"x.h"}})
	require.Nil(t, f)
	require.ErrorIs(t, err, ErrNotBuilt)
}
