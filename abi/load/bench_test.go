package load_test

import (
	"testing"

	"github.com/tenon-abi/tenon/abi/load"
)

// BenchmarkLibrados loads a library of 23 MB of .debug_info (librados2-dbg).
func BenchmarkLibrados(b *testing.B) {
	for range b.N {
		if _, err := load.Files([]string{"/usr/lib/x86_64-linux-gnu/librados.so.2"}, load.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
