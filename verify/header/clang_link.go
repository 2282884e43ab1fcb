//go:build clang && cgo

package header

// Debian's and LLVM's own packages of libclang 15 lie here; CGO_LDFLAGS says
// where it is elsewhere.

// #cgo linux LDFLAGS: -L/usr/lib/llvm-15/lib -Wl,-rpath,/usr/lib/llvm-15/lib
import "C"
