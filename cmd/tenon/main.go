// Command tenon reads what compilers decided about a built library and writes
// Rust bindings, proofs, findings and differences from it. See README.md.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50) // a tenth less memory at the peak for a few percent of time
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
