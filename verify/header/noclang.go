//go:build !clang || !cgo

package header

// Built says whether this build can read headers.
const Built = false

// Read needs a build with libclang.
func Read(Options) (*Facts, error) { return nil, ErrNotBuilt }
